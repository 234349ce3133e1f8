//! The words of `data/settings.tsv`, by kind.
//!
//! `speaker analyst`: what a speaker so described says is analysis.

use std::sync::LazyLock;

use chancery_model::{Id, Syntax, TokenId};
use rustc_hash::FxHashMap;

use crate::table;

const CUES: &str = include_str!("../../data/settings.tsv");

/// What words say of the setting, or of whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Adverb,
    Habit,
    Institution,
    Mark,
    Modal,
    Opening,
    Speaker,
}

impl Kind {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "adverb" => Self::Adverb,
            "habit" => Self::Habit,
            "institution" => Self::Institution,
            "mark" => Self::Mark,
            "modal" => Self::Modal,
            "opening" => Self::Opening,
            "speaker" => Self::Speaker,
            _ => return None,
        })
    }
}

/// Rows by their first word: kind and words.
type Rows = FxHashMap<&'static str, Vec<(Kind, Vec<&'static str>)>>;

fn cues() -> &'static Rows {
    static TABLE: LazyLock<Rows> = LazyLock::new(|| {
        let mut table = Rows::default();
        for (kind, words) in table::rows(CUES) {
            let words: Vec<&str> = words.split(' ').collect();
            if let (Some(kind), Some(&first)) = (Kind::from_code(kind), words.first()) {
                table.entry(first).or_default().push((kind, words));
            }
        }
        table
    });
    &TABLE
}

/// True for a single word of this kind, in lower case.
pub(super) fn is_cue(kind: Kind, word: &str) -> bool {
    cues().get(word).is_some_and(|rows| {
        rows.iter()
            .any(|(row, words)| *row == kind && words.len() == 1)
    })
}

/// True when the words from `token` on are a row of this kind, by lemma; the row may end with `token`, too.
pub(super) fn starts_with(syntax: &Syntax, token: TokenId, kind: Kind) -> bool {
    let lemma = |index: usize| {
        syntax
            .tokens()
            .get(index)
            .map(|_| syntax.lemma(TokenId::from_index(index)).to_lowercase())
    };
    // `scientist` is the head of `political scientist`.
    (0..=token.index().min(1)).any(|back| {
        let start = token.index() - back;
        lemma(start).is_some_and(|first| {
            cues()
                .get(first.as_str())
                .into_iter()
                .flatten()
                .any(|(row, words)| {
                    *row == kind
                        && words.len() > back
                        && words
                            .iter()
                            .enumerate()
                            .all(|(at, word)| lemma(start + at).is_some_and(|lemma| lemma == *word))
                })
        })
    })
}

/// True for the title of a `speaker`: `analyst`, `senior analyst`.
pub(super) fn is_title(title: &str) -> bool {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    (0..words.len()).any(|start| {
        cues()
            .get(words[start].as_str())
            .into_iter()
            .flatten()
            .any(|(kind, row)| *kind == Kind::Speaker && words[start..] == row[..])
    })
}

/// True when a text begins with the words of an `opening`, whatever the case.
pub(super) fn opens(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or_default().to_lowercase();
    cues()
        .get(first.as_str())
        .into_iter()
        .flatten()
        .any(|(kind, row)| {
            let rest = words.clone().take(row.len() - 1);
            *kind == Kind::Opening
                && rest
                    .map(str::to_lowercase)
                    .eq(row[1..].iter().map(|&word| word.to_owned()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_have_a_kind_and_an_example() {
        table::check(CUES, |kind| Kind::from_code(kind).is_some());
    }

    #[test]
    fn openings_are_whole_words() {
        assert!(opens("For years, Austria"));
        assert!(opens("BACKGROUND: Austria"));
        assert!(!opens("For yearlings"));
        assert!(!opens("Backgrounds"));
        assert!(!opens(""));
    }
}
