//! Extents of phrases: what belongs to a noun, and what only follows it.
//!
//! `the Austrian foreign minister, who arrived on Monday`: the noun phrase of `minister` ends before the comma.

use std::ops::Range;

use super::clauses::subjects;
use crate::{Id, Relation, Syntax, TokenId, Upos};

/// First dependent with `relation`, subtypes included when `relation` has none.
pub fn child(syntax: &Syntax, token: TokenId, relation: Relation) -> Option<TokenId> {
    syntax.children(token).iter().copied().find(|&c| {
        let found = syntax.token(c).relation;
        found == relation || found.universal() == relation
    })
}

/// All words below `token`, itself included, as the range from the first to the last of them.
pub fn subtree(syntax: &Syntax, token: TokenId) -> Range<usize> {
    extent(syntax, token, &|_| true)
}

/// The noun phrase of `token`: determiners, modifiers, complements with a preposition; without relative clauses,
/// appositions, conjuncts, parataxis, the phrase's own preposition, and punctuation at its edges.
pub fn noun_phrase(syntax: &Syntax, token: TokenId) -> Range<usize> {
    let outer = [
        Relation::Case,
        Relation::Mark,
        Relation::Cop,
        Relation::Nsubj,
        Relation::Aux,
        Relation::Advmod,
        Relation::Advcl,
        Relation::Cc,
    ];
    let top = extent_below(syntax, token, &|t| {
        let relation = syntax.token(t).relation.universal();
        !outer.contains(&relation) && belongs_inside(syntax, t)
    });
    trim_punctuation(syntax, top, token)
}

fn belongs_inside(syntax: &Syntax, token: TokenId) -> bool {
    !matches!(
        syntax.token(token).relation,
        Relation::AclRelcl
            | Relation::Acl
            | Relation::Appos
            | Relation::Conj
            | Relation::Parataxis
            | Relation::List
            | Relation::Dislocated
            | Relation::Orphan
            | Relation::Dep
            | Relation::Discourse
    )
}

/// Extent over the dependents that `admit` lets in, at every level.
fn extent(syntax: &Syntax, token: TokenId, admit: &dyn Fn(TokenId) -> bool) -> Range<usize> {
    let (mut start, mut end) = (token.index(), token.index() + 1);
    let mut stack = vec![token];
    while let Some(at) = stack.pop() {
        for &dependent in syntax.children(at) {
            if admit(dependent) {
                start = start.min(dependent.index());
                end = end.max(dependent.index() + 1);
                stack.push(dependent);
            }
        }
    }
    start..end
}

/// Like [`extent`], with `admit` asked at the first level only and [`belongs_inside`] not asked below an admitted word.
fn extent_below(syntax: &Syntax, token: TokenId, admit: &dyn Fn(TokenId) -> bool) -> Range<usize> {
    let (mut start, mut end) = (token.index(), token.index() + 1);
    for &dependent in syntax.children(token) {
        if admit(dependent) {
            let below = extent(syntax, dependent, &|t| {
                !matches!(
                    syntax.token(t).relation,
                    Relation::AclRelcl | Relation::Parataxis
                )
            });
            start = start.min(below.start);
            end = end.max(below.end);
        }
    }
    start..end
}

fn trim_punctuation(syntax: &Syntax, range: Range<usize>, keep: TokenId) -> Range<usize> {
    let is_punct = |at: usize| syntax.tokens()[at].upos == Upos::Punct;
    let Range { mut start, mut end } = range;
    while start < keep.index() && is_punct(start) {
        start += 1;
    }
    while end > keep.index() + 1 && is_punct(end - 1) {
        end -= 1;
    }
    start..end
}

/// The preposition or possessive marker of a noun: `with` of `with Iran`. The first one when there are several.
pub fn case_marker(syntax: &Syntax, token: TokenId) -> Option<TokenId> {
    child(syntax, token, Relation::Case)
}

/// `token` and what is coordinated with it, in text order: `Turkey and Saudi Arabia`. `token` need not be the first.
pub fn conjuncts(syntax: &Syntax, token: TokenId) -> Vec<TokenId> {
    let first = first_conjunct(syntax, token);
    let mut found = vec![first];
    let mut at = 0;
    while at < found.len() {
        found.extend(
            syntax
                .children(found[at])
                .iter()
                .filter(|&&c| syntax.token(c).relation == Relation::Conj),
        );
        at += 1;
    }
    found.sort_unstable();
    found
}

/// The word that a coordination hangs from: `Turkey` for `Arabia` of `Turkey and Saudi Arabia`.
pub fn first_conjunct(syntax: &Syntax, mut token: TokenId) -> TokenId {
    while syntax.token(token).relation == Relation::Conj {
        match syntax.token(token).head {
            Some(head) => token = head,
            None => break,
        }
    }
    token
}

/// Appositions of a noun, in text order: `minister` for `Beispiel` in `Anna Beispiel, the foreign minister`.
pub fn appositions(syntax: &Syntax, token: TokenId) -> impl Iterator<Item = TokenId> + '_ {
    syntax
        .children(token)
        .iter()
        .copied()
        .filter(|&c| is_apposition(syntax, c))
}

/// True for an apposition, but not for the speaker of `… a force in Chad, Anna Beispiel said`, whom parsers hang from the noun before:
/// the verb right behind governs the sentence so far and has no other subject.
pub fn is_apposition(syntax: &Syntax, token: TokenId) -> bool {
    if syntax.token(token).relation != Relation::Appos {
        return false;
    }
    let behind = subtree(syntax, token).end;
    let verb = TokenId::from_index(behind);
    !(behind < syntax.tokens().len()
        && syntax.token(verb).upos == Upos::Verb
        && descends_from(syntax, token, verb)
        && subjects(syntax, verb).is_empty())
}

/// The owner in `Austria's minister` or `her visit`.
pub fn possessor(syntax: &Syntax, token: TokenId) -> Option<TokenId> {
    child(syntax, token, Relation::NmodPoss)
}

/// True when `ancestor` is `token` or stands above it.
pub fn descends_from(syntax: &Syntax, token: TokenId, ancestor: TokenId) -> bool {
    let mut at = Some(token);
    while let Some(word) = at {
        if word == ancestor {
            return true;
        }
        at = syntax.token(word).head;
    }
    false
}
