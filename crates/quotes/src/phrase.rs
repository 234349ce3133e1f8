//! Decides how far a speaker's phrase reaches, and which mention it is.
//!
//! `Austria's foreign minister, Anna Beispiel, said`: title, apposition and possessor belong to the phrase; `on Monday`
//! in `the minister on Monday said` does not.

use std::ops::Range;

use chancery_model::{Id, MentionForm, MentionId, Relation, Span, TokenId, Upos, Xpos};

use crate::view::View;

/// Words of the phrase around `token`: titles, modifiers, appositions, relative clauses and coordination, on one side of the cue.
pub(crate) fn phrase(view: &View<'_>, token: TokenId, cue: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (token.index(), token.index() + 1);
    let run = view.run_of(token.index());
    let mut stack = vec![token];
    while let Some(at) = stack.pop() {
        for &c in view.syntax.children(at) {
            let crosses =
                cue.contains(&c.index()) || (c.index() < cue.start) != (token.index() < cue.start);
            let belongs = !stands_outside(view, c) && (at != token || belongs_to_head(view, c));
            if crosses || !belongs || view.run_of(c.index()) != run {
                continue;
            }
            start = start.min(c.index());
            end = end.max(c.index() + 1);
            stack.push(c);
        }
    }
    // `Beispiel, who said | that …`: a clause that is cut off behind its verb goes altogether.
    while end > token.index() + 1 {
        let last = TokenId::from_index(end - 1);
        let is_cut = view.upos(end - 1) == Upos::Verb
            && view.relation(last).universal() == Relation::Acl
            && view.syntax.children(last).iter().any(|&c| c > last);
        if !is_cut {
            break;
        }
        end = chancery_model::tree::subtree(view.syntax, last)
            .start
            .max(token.index() + 1);
    }
    // A possessive marker at the end is not part of the name.
    if end > start + 1 && view.syntax.tokens()[end - 1].xpos == Xpos::Pos {
        end -= 1;
    }
    behind_dash(view, start, token.index())..end
}

/// Never part of a phrase, at any level.
fn stands_outside(view: &View<'_>, c: TokenId) -> bool {
    let relation = view.relation(c).universal();
    matches!(
        relation,
        Relation::Parataxis
            | Relation::Ccomp
            | Relation::Cop
            | Relation::Dep
            | Relation::Discourse
            | Relation::Punct
    )
}

/// A dependent of the head word that is part of its phrase.
fn belongs_to_head(view: &View<'_>, c: TokenId) -> bool {
    let relation = view.relation(c);
    let outer = matches!(
        relation.universal(),
        Relation::Case
            | Relation::Mark
            | Relation::Cc
            | Relation::Nsubj
            | Relation::Aux
            | Relation::Advcl
    );
    // The possessive marker belongs to the phrase, and so does `both`; a preposition does not.
    !is_date(view, c) && !outer
        || relation == Relation::CcPreconj
        || view.syntax.token(c).xpos == Xpos::Pos
}

/// `the minister on Monday`: `on` and a bare name.
fn is_date(view: &View<'_>, c: TokenId) -> bool {
    let bare = matches!(view.syntax.children(c), [only] if view.lemma(only.index()) == "on");
    view.upos(c.index()) == Upos::Propn && bare
}

/// `VIENNA (AP) — Anna Beispiel`: what stands before a dash is no part of the phrase behind it.
fn behind_dash(view: &View<'_>, start: usize, head: usize) -> usize {
    let is_dash = |at: usize| {
        let spaced = view.between(
            view.syntax.tokens()[at - 1].span.end(),
            view.syntax.tokens()[at].span.start(),
        );
        matches!(view.text(at), "—" | "–" | "--" | "-") && !spaced.is_empty()
    };
    (start + 1..head)
        .rev()
        .find(|&at| is_dash(at))
        .map_or(start, |at| at + 1)
}

/// The phrase with all of the mention around its head word, unless the cue stands between.
pub(crate) fn with_mention(view: &View<'_>, token: TokenId, phrase: Span, cue: Span) -> Span {
    let word = view.syntax.token(token).span;
    let mention = mention_of(view, token, phrase)
        .map(|mention| view.entities.mentions[mention].span)
        .filter(|span| {
            span.contains(word) && view.run_of(token.index()) == view.marks.run_at(span.start())
        });
    match mention.map(|span| span.cover(phrase)) {
        Some(whole) if !whole.overlaps(cue) => whole,
        _ => phrase,
    }
}

/// The mention headed by `token`, a name before its title, else the longest one around it.
pub(crate) fn mention_of(view: &View<'_>, token: TokenId, phrase: Span) -> Option<MentionId> {
    let mentions = view.entities.mentions.iter().as_slice();
    let word = view.syntax.token(token).span;
    let sentence = view.syntax.sentence(view.syntax.token(token).sentence).span;
    let from = mentions.partition_point(|mention| mention.span.start() < sentence.start());
    let near = || {
        mentions[from..]
            .iter()
            .enumerate()
            .take_while(|(_, mention)| mention.span.start() < word.end().max(phrase.end()))
    };
    let headed = |name_only: bool| {
        near().find(|(_, mention)| {
            mention.head_token == token && (!name_only || mention.form == MentionForm::Name)
        })
    };
    headed(true)
        .or_else(|| headed(false))
        .or_else(|| near().find(|(_, mention)| mention.head.contains(word)))
        .or_else(|| {
            near().find(|(_, mention)| mention.span.contains(word) && phrase.contains(mention.span))
        })
        .map(|(at, _)| MentionId::from_index(from + at))
}
