//! Decides whether a clause speaks of the past or of what is to come, for times that could be either.
//!
//! `They met on Thursday` was last Thursday; `they will meet on Thursday`, `a meeting scheduled for Thursday` is the next.

use chancery_model::tree::modality;
use chancery_model::{Id, Syntax, TokenId, Upos, Xpos};

use crate::words::{Class, longest, starting_with};

/// Direction of a clause from the day of reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Present,
    Future,
}

/// The tense of the verb that stands right before `token` (but for a preposition), else of the nearest predicate above it;
/// without one, of the nearest verb before it in the sentence.
pub(crate) fn tense_at(syntax: &Syntax, token: TokenId) -> Tense {
    if let Some(tense) = beside(syntax, token) {
        return tense;
    }
    let mut at = token;
    while let Some(head) = syntax.token(at).head {
        at = head;
        if let Some(tense) = tense_of(syntax, at) {
            return tense;
        }
    }
    let words = syntax.sentence(syntax.token(token).sentence).tokens.clone();
    let before = (words.start..token.index()).rev().map(TokenId::from_index);
    before
        .filter_map(|word| tense_of(syntax, word))
        .next()
        .unwrap_or(Tense::Past)
}

/// `announced Wednesday`, `ended on Friday`: the neighbour is surer than the parse.
fn beside(syntax: &Syntax, token: TokenId) -> Option<Tense> {
    let first = syntax.sentence(syntax.token(token).sentence).tokens.start;
    let mut before = (first..token.index())
        .rev()
        .map(TokenId::from_index)
        .take(2);
    let verb = before.find(|&word| syntax.token(word).upos != Upos::Adp)?;
    matches!(syntax.token(verb).xpos, Xpos::Vbd | Xpos::Vbn).then(|| tense_of(syntax, verb))?
}

/// The tense of a predicate; `None` for other words and for participles and infinitives that leave it to their clause.
fn tense_of(syntax: &Syntax, token: TokenId) -> Option<Tense> {
    let row = syntax.token(token);
    let lemma = syntax.lemma(token);
    if longest(starting_with(lemma), std::iter::once(lemma), Class::Planned).is_some()
        && matches!(row.upos, Upos::Verb | Upos::Adj)
        && looks_ahead(syntax, token)
    {
        return Some(Tense::Future);
    }
    let found = modality(syntax, token);
    let has_auxiliary = syntax
        .children(token)
        .iter()
        .any(|&child| syntax.token(child).upos == Upos::Aux);
    if row.upos != Upos::Verb && !has_auxiliary {
        return None;
    }
    if found.modal.is_some() {
        return Some(if found.past {
            Tense::Past
        } else {
            Tense::Future
        });
    }
    if found.infinitive {
        return Some(Tense::Future);
    }
    if found.past {
        return Some(Tense::Past);
    }
    match row.xpos {
        Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
        Xpos::Vb => Some(Tense::Future),
        _ if has_auxiliary => Some(Tense::Present),
        _ => None,
    }
}

/// `scheduled for`, `expected on`, `due`: a participle or adjective, not a past act of planning.
fn looks_ahead(syntax: &Syntax, token: TokenId) -> bool {
    matches!(syntax.token(token).xpos, Xpos::Vbn | Xpos::Jj)
}
