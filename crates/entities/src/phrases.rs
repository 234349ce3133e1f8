//! How far a noun phrase reaches: left to its first modifier, right over `of` and its like, up to a mark or clause.
//!
//! In `Armenian and Azerbaijani ministers in Graz said` it runs from `Armenian` to `Graz`, however the tree ties the adjectives.

use std::ops::Range;

use chancery_gazetteer::SenseKind;
use chancery_model::{Id, Relation, TokenId, Upos, Xpos, tree};

use crate::lists::{FunctionWord, LISTS};
use crate::names::COMMON;
use crate::reader::Reader;

/// Words of a phrase at most; longer ones are misread.
const MAX_WORDS: usize = 25;

/// The phrase of a noun: left to its first modifier, right over its complements up to the first mark.
pub(crate) fn phrase(reader: &Reader<'_>, noun: usize, common: &Range<usize>) -> Range<usize> {
    let common_start = common.start;
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(noun);
    let by_tree = tree::noun_phrase(reader.syntax, TokenId::from_index(noun));
    let ends_phrase = |at: usize| {
        tokens[at].upos == Upos::Punct && !matches!(reader.word(at), "-" | "‑" | "." | "'" | "’")
    };
    let (mut start, mut end) = (by_tree.start.min(common_start), by_tree.end.max(common.end));
    // `the defeated party`: a participle before its noun.
    let is_participle = |at: usize| {
        matches!(
            tokens[at].relation.universal(),
            Relation::Amod | Relation::Compound
        )
    };
    let is_inside = |at: usize| match tokens[at].upos {
        Upos::Det
        | Upos::Adj
        | Upos::Num
        | Upos::Noun
        | Upos::Propn
        | Upos::Adv
        | Upos::Cconj
        | Upos::X
        | Upos::Sym => true,
        Upos::Verb => is_participle(at),
        Upos::Pron => tokens[at].xpos == Xpos::PrpPoss,
        Upos::Part => tokens[at].xpos == Xpos::Pos,
        Upos::Punct => !ends_phrase(at),
        _ => false,
    };
    if let Some(before) = (start..common_start).rev().find(|&at| !is_inside(at)) {
        start = before + 1;
    }
    if let Some(mark) = (common.end..end).find(|&at| ends_phrase(at)) {
        end = mark;
    }
    // A determiner or owner that the tree tied elsewhere.
    if start > sentence.start
        && (tokens[start - 1].upos == Upos::Det || tokens[start - 1].xpos == Xpos::PrpPoss)
    {
        start -= 1;
    }
    // `the army and U.N. forces` are two phrases.
    let ends_other = |at: usize| {
        tokens[at].upos == Upos::Cconj && reader.longest_ending(at - 1, &COMMON).is_some()
    };
    if let Some(and) = (start + 1..common_start).rev().find(|&at| ends_other(at)) {
        start = and + 1;
    }
    while start < common_start
        && matches!(
            tokens[start].upos,
            Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Adv
        )
    {
        start += 1;
    }
    // `Armenian and Azerbaijani ministers`, however the tree cuts it.
    let is_adjective = |at: usize| {
        reader.longest_ending(at, &[SenseKind::Adjective, SenseKind::StateAbbreviation])
    };
    if start >= sentence.start + 2
        && LISTS.is_function_word(reader.word(start - 1), FunctionWord::Joining)
        && start < common_start
        && reader
            .longest_starting(start, &[SenseKind::Adjective, SenseKind::StateAbbreviation])
            .is_some()
        && let Some((before, _)) =
            is_adjective(start - 2).filter(|(before, _)| before.start >= sentence.start)
    {
        start = before.start;
    }
    // What follows the noun belongs to it behind a preposition only, and `and the` starts another phrase.
    if end > common.end && tokens[common.end].upos != Upos::Adp {
        end = common.end;
    }
    // `a court in Graz on Friday`.
    if let Some(day) = (common.end..end).find(|&at| reader.is_calendar(at)) {
        end = day;
    }
    let is_clause = |&at: &usize| match tokens[at].upos {
        Upos::Verb => !is_participle(at),
        upos => matches!(upos, Upos::Aux | Upos::Sconj | Upos::Pron),
    };
    if let Some(clause) = (common.end..end).find(is_clause) {
        end = clause;
    }
    let starts_other = |&at: &usize| {
        tokens[at].upos == Upos::Cconj
            && tokens
                .get(at + 1)
                .is_some_and(|next| next.upos == Upos::Det)
    };
    if let Some(and) = (common.end..end).find(starts_other) {
        end = and;
    }
    while end > common.end
        && matches!(
            tokens[end - 1].upos,
            Upos::Adp | Upos::Cconj | Upos::Det | Upos::Punct | Upos::Part
        )
    {
        end -= 1;
    }
    if end - start > MAX_WORDS {
        common.clone()
    } else {
        start..end
    }
}
