//! Finds the medium of a quote: where its words were said, written or printed.
//!
//! `Beispiel said in an interview with the Herald`, `told Reuters`, `the statement said`: a noun of `data/media.tsv`
//! stands beside the cue, is its addressee, or is itself what speaks.

use std::sync::LazyLock;

use chancery_model::{Id, Medium, MediumKind, Relation, Span, TokenId, Upos, Xpos, tree};
use rustc_hash::FxHashMap;

use crate::cues::CueSite;
use crate::lexicon::CuePos;
use crate::speakers;
use crate::view::View;

/// The medium beside a cue, outside its content. A letter or an interview comes before the paper that printed it.
pub(crate) fn of(view: &View<'_>, site: &CueSite, content: &[Span]) -> Option<Medium> {
    let mut nouns = Vec::new();
    if site.pos == CuePos::Noun {
        nouns.push(site.token);
    }
    nouns.extend(speakers::subject_of(view, site));
    beside(view, site.token, 0, &mut nouns);
    let found: Vec<Medium> = nouns
        .into_iter()
        .filter(|noun| {
            let word = view.syntax.token(*noun).span;
            view.run_of(noun.index()) == view.run_of(site.token.index())
                && !content.iter().any(|piece| piece.overlaps(word))
        })
        .filter_map(|noun| {
            let span = view.span_of(tree::noun_phrase(view.syntax, noun))?;
            let kind = kind(view, noun)?;
            Some(Medium { span, kind })
        })
        .filter(|medium| !content.iter().any(|piece| piece.overlaps(medium.span)))
        .collect();
    let specific = found.iter().find(|medium| medium.kind != MediumKind::Press);
    specific.or(found.first()).copied()
}

/// Kind of medium that a noun names. Two words (`news conference`) before one.
pub(crate) fn kind(view: &View<'_>, noun: TokenId) -> Option<MediumKind> {
    if !matches!(view.upos(noun.index()), Upos::Noun | Upos::Propn) {
        return None;
    }
    let word = view.lemma(noun.index()).to_lowercase();
    let media = media();
    let pair = noun.index().checked_sub(1).and_then(|before| {
        let first = view.lemma(before).to_lowercase();
        media.get(format!("{first} {word}").as_str())
    });
    pair.or_else(|| media.get(word.as_str())).copied()
}

/// Depth of the search: `told the Herald in an interview` can hang the interview below the Herald.
const MAX_DEPTH: usize = 2;

/// Nouns that hang on a cue as objects or with a preposition, and those of `speaking at a briefing`.
fn beside(view: &View<'_>, token: TokenId, depth: usize, nouns: &mut Vec<TokenId>) {
    if depth == MAX_DEPTH {
        return;
    }
    for &c in view.syntax.children(token) {
        let nominal = matches!(
            view.relation(c).universal(),
            Relation::Obl | Relation::Nmod | Relation::Obj | Relation::Iobj
        );
        let aside = view.relation(c).universal() == Relation::Advcl
            && view.syntax.token(c).xpos == Xpos::Vbg;
        if nominal {
            nouns.push(c);
        }
        if nominal || aside {
            beside(view, c, depth + 1, nouns);
        }
    }
}

const MEDIA: &str = include_str!("../data/media.tsv");

/// Rows of the file: word, kind.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    MEDIA
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
}

fn media() -> &'static FxHashMap<&'static str, MediumKind> {
    static TABLE: LazyLock<FxHashMap<&'static str, MediumKind>> = LazyLock::new(|| {
        rows()
            .filter_map(|(word, kind)| Some((word, MediumKind::from_code(kind)?)))
            .collect()
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_have_a_kind() {
        let words: Vec<_> = rows().map(|(word, _)| word).collect();
        assert!(words.is_sorted_by(|a, b| a < b), "not sorted: {words:?}");
        for (word, kind) in rows() {
            assert!(MediumKind::from_code(kind).is_some(), "{word}: {kind:?}");
        }
    }
}
