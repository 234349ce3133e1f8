//! Names of the gazetteer in the text, the longest at each word, and which of their senses is meant.
//!
//! `Jordan` after `Henry Jordan` is a person, so the state is not admitted; of two states that bore a name the one of the day is.

use std::ops::Range;

use chancery_gazetteer::{Detail, Sense, SenseKind, StateStatus};
use chancery_model::{NameKind, Upos};
use rustc_hash::FxHashSet;

use super::{COMMON, Known, NAMING, Name, is_state};
use crate::lists::{CapitalCue, LISTS};
use crate::reader::{Hit, Reader};

/// Last words of the persons that the network names in full.
pub(super) fn surnames<'a>(
    reader: &Reader<'a>,
    names: &[(Range<usize>, NameKind)],
) -> FxHashSet<&'a str> {
    let full = names
        .iter()
        .filter(|(words, kind)| *kind == NameKind::Person && words.len() > 1);
    full.map(|(words, _)| reader.word(words.end - 1)).collect()
}

/// Gazetteer names from left to right, the longest at each word, without overlap.
pub(super) fn find(
    reader: &Reader<'_>,
    by_network: &[(Range<usize>, NameKind)],
    surnames: &FxHashSet<&str>,
) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = 0;
    let n_tokens = reader.syntax.tokens().len();
    while at < n_tokens {
        let admitted = reader
            .starting_at(at)
            .filter(|hit| reader.is_story(hit.words.start))
            .find_map(|hit| {
                Some((
                    hit.words.clone(),
                    admitted_sense(reader, hit, by_network, surnames)?,
                ))
            });
        match admitted {
            Some((words, sense)) => {
                at = words.end;
                found.push(Name {
                    words,
                    known: Known::As(sense),
                });
            }
            None => {
                found.extend(behind_prefix(reader, at));
                at += 1;
            }
        }
    }
    found
}

/// The state or body behind a prefix that is no word of its own: `anti-Pyongyang`.
fn behind_prefix(reader: &Reader<'_>, at: usize) -> Option<Name> {
    let (prefix, rest) = reader
        .word(at)
        .split_once('-')
        .filter(|_| reader.is_story(at))?;
    if !LISTS.is_capital_cue(&prefix.to_lowercase(), CapitalCue::Opposing) {
        return None;
    }
    let kinds = [
        SenseKind::StateName,
        SenseKind::Adjective,
        SenseKind::Capital,
        SenseKind::Seat,
        SenseKind::Organization,
    ];
    let (entry, kind) = kinds
        .into_iter()
        .find_map(|kind| Some((reader.gazetteer.named(rest, &[kind])?, kind)))?;
    Some(Name {
        words: at..at + 1,
        known: Known::As(Sense { entry, kind }),
    })
}

/// The sense in which a hit is taken as a name here; `None` for common words and for persons who share a state's name.
fn admitted_sense(
    reader: &Reader<'_>,
    hit: &Hit,
    by_network: &[(Range<usize>, NameKind)],
    surnames: &FxHashSet<&str>,
) -> Option<Sense> {
    // A capital where a body sits, too, is a capital first; what acts is decided later.
    let is_capital = hit.sense(&[SenseKind::Capital]).is_some();
    let sense = NAMING
        .iter()
        .filter(|&&kind| !(is_capital && kind == SenseKind::Organization))
        .find_map(|&kind| best_of_kind(reader, hit, kind))?;
    // A longer title that starts here is no state: `Chad` yes, `Speaker of the House` no.
    let longest = reader.starting_at(hit.words.start).next()?;
    if longest.words.len() > hit.words.len()
        && longest.sense(&COMMON).is_some()
        && !is_state(sense.kind)
    {
        return None;
    }
    let is_single = hit.words.len() == 1;
    let tokens = reader.syntax.tokens();
    let token = &tokens[hit.words.start];
    let network = by_network
        .iter()
        .find(|(words, _)| words.start < hit.words.end && hit.words.start < words.end);
    let is_proper = token.upos == Upos::Propn || network.is_some() || !is_single;
    let capitals = reader.is_all_capitals(hit.words.start);
    match sense.kind {
        SenseKind::StateAbbreviation if capitals && token.upos == Upos::Pron => return None,
        SenseKind::Place
        | SenseKind::Group
        | SenseKind::Organization
        | SenseKind::Person
        | SenseKind::Seat
            if !is_proper && !capitals =>
        {
            return None;
        }
        SenseKind::StateName | SenseKind::OldStateName | SenseKind::Capital
            if is_single && matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Adp) =>
        {
            return None;
        }
        _ => {}
    }
    let may_be_person = is_single
        && matches!(
            sense.kind,
            SenseKind::Place | SenseKind::Capital | SenseKind::StateName
        );
    if may_be_person && is_person_here(reader, hit.words.start, network, surnames) {
        return None;
    }
    Some(sense)
}

/// True for a town or state word that names a person: `Mr Jordan`, or `Jordan` after `Henry Jordan`.
fn is_person_here(
    reader: &Reader<'_>,
    at: usize,
    network: Option<&(Range<usize>, NameKind)>,
    surnames: &FxHashSet<&str>,
) -> bool {
    let by_network =
        network.is_some_and(|(words, kind)| *kind == NameKind::Person && *words == (at..at + 1));
    let after_title = at > 0
        && reader
            .longest_ending(at - 1, &[SenseKind::Title])
            .is_some_and(|(title, _)| reader.is_capitalised(title.start));
    by_network && (surnames.contains(reader.word(at)) || after_title)
}

/// The sense of one kind that fits the day best: a state of that day before one of the past, a body of that day before others.
fn best_of_kind(reader: &Reader<'_>, hit: &Hit, kind: SenseKind) -> Option<Sense> {
    let mut senses = hit.senses.iter().filter(|sense| sense.kind == kind);
    let first = senses.clone().next()?;
    let fits = |sense: &&Sense| {
        let on = reader.on();
        match &reader.entry(sense.entry).detail {
            Detail::State { status, years, .. } => match on {
                Some(on) => years.include(on),
                None => *status != StateStatus::Former,
            },
            Detail::Organization { years } | Detail::Group { years, .. } => {
                on.is_none_or(|on| years.include(on))
            }
            Detail::Person { .. } => {
                on.is_some_and(|on| !reader.gazetteer.holder_offices(sense.entry, on).is_empty())
            }
            _ => false,
        }
    };
    Some(*senses.find(fits).unwrap_or(first))
}
