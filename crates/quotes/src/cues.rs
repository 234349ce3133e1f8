//! Finds the words that can introduce a quote.
//!
//! Known cues come from the lexicon (`said`, `in the words of`). The class of cues is open: a verb that nobody listed
//! is a cue when it governs a clause and someone able to speak is its subject (`Beispiel harrumphed that …`).

use std::ops::Range;

use chancery_model::tree;
use chancery_model::{CueClass, Id, Relation, Span, TokenId, Upos, Xpos};

use crate::lexicon::{CuePos, Entry, Lexicon, Takes};
use crate::speakers;
use crate::view::View;

/// A place where a quote may be introduced.
#[derive(Debug, Clone)]
pub(crate) struct CueSite {
    /// Head word: the verb, noun, or first word of the preposition.
    pub(crate) token: TokenId,
    /// All its words, head included.
    pub(crate) words: Range<usize>,
    pub(crate) pos: CuePos,
    pub(crate) class: CueClass,
    pub(crate) takes: Takes,
    pub(crate) negated: bool,
    /// Found by its syntax, not in the lexicon.
    pub(crate) is_open: bool,
}

impl CueSite {
    /// The words as text.
    pub(crate) fn span(&self, view: &View<'_>) -> Span {
        view.syntax
            .span_of(self.words.clone())
            .expect("a cue has at least its head word")
    }
}

/// All cue sites, in text order, inside quotation marks too.
pub(crate) fn find(view: &View<'_>, lexicon: &Lexicon) -> Vec<CueSite> {
    let mut sites: Vec<CueSite> = Vec::new();
    for token in view.syntax.token_ids() {
        // `quoted` and `saying` of `was quoted as saying` are one cue.
        if sites
            .last()
            .is_some_and(|last| last.words.contains(&token.index()))
        {
            continue;
        }
        sites.extend(site_at(view, lexicon, token));
    }
    sites
}

fn site_at(view: &View<'_>, lexicon: &Lexicon, token: TokenId) -> Option<CueSite> {
    let upos = view.upos(token.index());
    let lemma = view.lemma(token.index());
    // `according` is listed as written; its lemma may be `accord`.
    let written = view.text(token.index()).to_lowercase();
    let entries = lexicon
        .of(lemma)
        .iter()
        .chain(lexicon.of(&written).iter().filter(|_| written != lemma));
    for entry in entries {
        if !fits(view, token, entry) {
            continue;
        }
        let Some(words) = phrase(view, token.index(), entry) else {
            continue;
        };
        let class = entry.class?;
        if entry.pos == CuePos::Verb && !entry.takes.passive && modifies_noun(view, token) {
            return None;
        }
        let modality = tree::modality(view.syntax, token);
        return Some(CueSite {
            token: head_of(view, &words, token),
            words,
            pos: entry.pos,
            class,
            takes: entry.takes,
            negated: modality.negated || entry.takes.negative,
            is_open: false,
        });
    }
    let known = lexicon
        .of(lemma)
        .iter()
        .any(|e| e.rest.is_empty() && e.pos == CuePos::Verb);
    (upos == Upos::Verb && !known)
        .then(|| open_site(view, token))
        .flatten()
}

/// `a robot named "Hope"`, `the deal announced on Monday`: a participle that says which noun is meant.
fn modifies_noun(view: &View<'_>, token: TokenId) -> bool {
    let row = view.syntax.token(token);
    let colon_near = (token.index() + 1..view.sentence_of(token.index()).end)
        .take(6)
        .any(|at| view.text(at) == ":");
    row.xpos == Xpos::Vbn
        && row.relation.universal() == Relation::Acl
        && !colon_near
        && !view
            .syntax
            .children(token)
            .iter()
            .any(|&c| view.relation(c).is_subject())
}

/// The last verb of a cue of several words carries its complements: `saying` of `was quoted as saying`.
fn head_of(view: &View<'_>, words: &Range<usize>, first: TokenId) -> TokenId {
    words
        .clone()
        .rev()
        .map(TokenId::from_index)
        .find(|word| view.upos(word.index()) == Upos::Verb)
        .unwrap_or(first)
}

fn fits(view: &View<'_>, token: TokenId, entry: &Entry) -> bool {
    let row = view.syntax.token(token);
    match entry.pos {
        CuePos::Verb => {
            row.upos == Upos::Verb && row.relation != Relation::Amod
                || (row.upos == Upos::Aux && !entry.rest.is_empty())
        }
        CuePos::Noun => row.upos == Upos::Noun,
        CuePos::Adjective => row.upos == Upos::Adj || row.xpos == Xpos::Vbn,
        CuePos::Preposition => !entry.rest.is_empty() || row.upos == Upos::Adp,
    }
}

/// The words of `entry` from `first` on. Adverbs may stand inside (`is widely expected`).
fn phrase(view: &View<'_>, first: usize, entry: &Entry) -> Option<Range<usize>> {
    let sentence = view.sentence_of(first);
    let mut at = first + 1;
    for &lemma in &entry.rest {
        while at < sentence.end
            && view.upos(at) == Upos::Adv
            && !view.lemma(at).eq_ignore_ascii_case(lemma)
        {
            at += 1;
        }
        let matches = at < sentence.end
            && (view.lemma(at).eq_ignore_ascii_case(lemma)
                || view.text(at).eq_ignore_ascii_case(lemma));
        if !matches {
            return None;
        }
        at += 1;
    }
    Some(first..at)
}

/// An unlisted verb with a finite clause and a subject that can speak.
fn open_site(view: &View<'_>, token: TokenId) -> Option<CueSite> {
    let has_clause = view.syntax.children(token).iter().any(|&c| {
        view.relation(c) == Relation::Ccomp && c.index() > token.index()
            || view.relation(c) == Relation::Parataxis && view.run_of(c.index()).is_some()
    }) || view.relation(token) == Relation::Parataxis
        || stands_beside_run(view, token);
    // `received the largest vote`: what has an object says nothing.
    let has_object = tree::child(view.syntax, token, Relation::Obj).is_some();
    if !has_clause || has_object || !speakers::can_speak(view, token) {
        return None;
    }
    Some(CueSite {
        token,
        words: token.index()..token.index() + 1,
        pos: CuePos::Verb,
        class: CueClass::Statement,
        takes: Takes {
            clause: true,
            direct: true,
            ..Takes::default()
        },
        negated: tree::modality(view.syntax, token).negated,
        is_open: true,
    })
}

/// `"Never!" Beispiel thundered`: only the subject stands between the marks and the verb.
fn stands_beside_run(view: &View<'_>, verb: TokenId) -> bool {
    let Some(subject) = speakers::own_subject(view, verb).filter(|&subject| subject < verb) else {
        return false;
    };
    let phrase = crate::phrase::phrase(view, subject, &(verb.index()..verb.index() + 1));
    let between = phrase.end..verb.index();
    let adverbs_only = between
        .clone()
        .all(|at| matches!(view.upos(at), Upos::Adv | Upos::Punct | Upos::Aux));
    let before = phrase.start.checked_sub(1).and_then(|at| view.run_of(at));
    adverbs_only && before.is_some() && view.run_of(verb.index()).is_none()
}
