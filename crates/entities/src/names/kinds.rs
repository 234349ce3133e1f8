//! Which kind of name a word is, decided once for the whole story.
//!
//! The network may take `Muster` for a person here and a place there: one named in full, a title before it, or the more frequent
//! reading decides.

use std::ops::Range;

use chancery_gazetteer::SenseKind;
use chancery_model::{EntityKind, NameKind, Sector, Upos};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Known, Name};
use crate::lists::{FunctionWord, LISTS, NounClass};
use crate::offices;
use crate::reader::Reader;

/// Names of more words are seldom persons.
const MAX_PERSON_WORDS: usize = 3;

/// Votes of words that leave no doubt.
const CERTAIN: usize = 100;

/// Gives names that only the network knows one kind each.
pub(super) fn agree(reader: &Reader<'_>, names: &mut [Name]) {
    let is_person = |name: &Name| match name.known {
        Known::As(sense) => sense.kind == SenseKind::Person,
        Known::Form(kind) => kind == NameKind::Person,
    };
    let full = names
        .iter()
        .filter(|name| is_person(name) && name.words.len() > 1);
    let surnames: FxHashSet<&str> = full.map(|name| reader.word(name.words.end - 1)).collect();
    let mut votes: FxHashMap<&str, [usize; 3]> = FxHashMap::default();
    for name in names.iter() {
        if let (Known::Form(kind), 1) = (name.known, name.words.len()) {
            let votes = votes.entry(reader.word(name.words.start)).or_default();
            if follows_press(reader, &name.words) {
                votes[NameKind::Organization as usize] += CERTAIN;
            }
            if is_town(reader, name.words.start) {
                votes[NameKind::Location as usize] += CERTAIN;
            }
            let kind = if kind == NameKind::Organization && is_within(reader, name.words.start) {
                NameKind::Location
            } else {
                kind
            };
            votes[kind as usize] += 1;
        }
    }
    for name in names.iter_mut() {
        let Known::Form(kind) = name.known else {
            continue;
        };
        let last = name.words.end - 1;
        let word = reader.word(last);
        let by_vote = votes.get(word).and_then(most_frequent);
        let is_single = name.words.len() == 1;
        let may_be_person =
            name.words.len() <= MAX_PERSON_WORDS && LISTS.organisation_head(word).is_none();
        let is_person = follows_title(reader, &name.words)
            || is_apposed(reader, &name.words)
            || is_single && surnames.contains(word)
            || !is_single && by_vote == Some(NameKind::Person)
            || is_single
                && by_vote != Some(NameKind::Person)
                && offices::is_famous_surname(reader, last);
        let agreed = match by_vote.filter(|_| is_single) {
            _ if kind != NameKind::Person && names_press(reader, last + 1)
                || follows_press(reader, &name.words) =>
            {
                NameKind::Organization
            }
            _ if is_person && may_be_person => NameKind::Person,
            Some(by_vote) => by_vote,
            None => kind,
        };
        name.known = Known::Form(agreed);
    }
}

/// The word so far before or behind a word of the same sentence, in lower case.
fn word_beside(reader: &Reader<'_>, at: usize, distance: isize) -> Option<String> {
    let beside = at.checked_add_signed(distance)?;
    let sentence = reader.sentence(at);
    sentence
        .contains(&beside)
        .then(|| reader.word(beside).to_lowercase())
}

/// `in Beispielhausen`: unless other words tell otherwise, a town.
fn is_within(reader: &Reader<'_>, at: usize) -> bool {
    word_beside(reader, at, -1)
        .is_some_and(|word| LISTS.is_function_word(&word, FunctionWord::Within))
}

/// `the town of Beispielhausen`, `the town Beispielhausen`, `Beispielhausen, a village`.
pub(super) fn is_town(reader: &Reader<'_>, at: usize) -> bool {
    let is_city = |distance: isize| {
        word_beside(reader, at, distance).is_some_and(|word| {
            let noun = LISTS.back_noun(&word);
            noun.is_some_and(|noun| noun.class == NounClass::City)
        })
    };
    let is = |distance: isize, class: FunctionWord| {
        word_beside(reader, at, distance).is_some_and(|word| LISTS.is_function_word(&word, class))
    };
    is_city(-1)
        || is(-1, FunctionWord::Owner) && is_city(-2)
        || is(1, FunctionWord::Joining) && is(2, FunctionWord::Indefinite) && is_city(3)
}

/// `newspaper`, `news agency`: what stands before it is its name.
fn names_press(reader: &Reader<'_>, at: usize) -> bool {
    let noun = reader.longest_starting(at, &[SenseKind::Nominal]);
    let is_press = noun.is_some_and(|(_, sense)| {
        reader
            .entry(sense.entry)
            .sectors
            .contains(&Sector::Journalist)
    });
    is_press && !reader.is_capitalised(at)
}

/// `the company's director, Anna Beispiel,`: a name in full between commas behind a title.
fn is_apposed(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let sentence = reader.sentence(words.start);
    let is_comma = |at: usize| sentence.contains(&at) && reader.word(at) == ",";
    let title = words
        .start
        .checked_sub(2)
        .filter(|&at| sentence.contains(&at) && is_comma(at + 1) && is_comma(words.end))
        .and_then(|at| reader.longest_ending(at, &[SenseKind::Title]));
    title.is_some_and(|(title, _)| {
        words.len() == 2
            && !reader.is_capitalised(title.end - 1)
            && words
                .clone()
                .all(|at| reader.syntax.tokens()[at].upos == Upos::Propn)
    })
}

/// `the newspaper Beispielblatt`.
pub(super) fn follows_press(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let before = words
        .start
        .checked_sub(1)
        .filter(|at| reader.sentence(words.start).contains(at));
    let noun = before.and_then(|at| reader.longest_ending(at, &[SenseKind::Nominal]));
    noun.is_some_and(|(noun, sense)| {
        let entry = reader.entry(sense.entry);
        entry.sectors.contains(&Sector::Journalist)
            && entry.entity_kind() == Some(EntityKind::Organization)
            && !reader.is_capitalised(noun.start)
    })
}

/// Of kinds with as many votes the first one wins: persons before bodies before places.
fn most_frequent(counts: &[usize; 3]) -> Option<NameKind> {
    let most = counts.iter().max()?;
    NameKind::ALL
        .iter()
        .copied()
        .find(|&kind| counts[kind as usize] == *most)
}

/// True for a name right behind a title: `President Muster`, `spokesman Karl Muster`.
fn follows_title(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let before = words
        .start
        .checked_sub(1)
        .filter(|at| reader.sentence(words.start).contains(at));
    let title = before.and_then(|at| reader.longest_ending(at, &[SenseKind::Title]));
    title.is_some_and(|(title, sense)| {
        let in_full = words.len() > 1
            && words
                .clone()
                .all(|at| reader.syntax.tokens()[at].upos == Upos::Propn);
        let has_role = reader.gazetteer.role(sense.entry).is_some();
        in_full || has_role && reader.is_capitalised(title.end - 1)
    })
}
