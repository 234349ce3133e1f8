//! Which words are names: spans of the network and of the gazetteer merged into one list.
//!
//! In `the South Korean envoy Henry Jordan` the gazetteer knows `South Korean`, the network `Henry Jordan`, and the gazetteer's
//! `Jordan` inside the longer person name is dropped. For states and bodies the gazetteer's longest match wins.

mod kinds;
mod known;
mod network;
mod runs;
mod unknown;

use std::ops::Range;

use chancery_gazetteer::{Sense, SenseKind};
use chancery_model::NameKind;

use crate::aliases;
use crate::lists::{FunctionWord, LISTS};
use crate::organisations;
use crate::reader::Reader;

/// What a name is known as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Known {
    /// A gazetteer entry by one of its names.
    As(Sense),
    /// A name that only its form and sentence tell of.
    Form(NameKind),
}

/// One name without titles, determiner and possessive mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// What it is known as.
    pub(crate) known: Known,
}

/// Ways in which an entry is named, in order of preference among names of one length.
const NAMING: [SenseKind; 12] = [
    SenseKind::StateName,
    SenseKind::StateAbbreviation,
    SenseKind::Person,
    SenseKind::Organization,
    SenseKind::Group,
    SenseKind::Seat,
    SenseKind::Capital,
    SenseKind::Adjective,
    SenseKind::DemonymPlural,
    SenseKind::Demonym,
    SenseKind::OldStateName,
    SenseKind::Place,
];

/// A state by any name but its towns.
pub(crate) const STATE: [SenseKind; 6] = [
    SenseKind::StateName,
    SenseKind::StateAbbreviation,
    SenseKind::OldStateName,
    SenseKind::Adjective,
    SenseKind::Demonym,
    SenseKind::DemonymPlural,
];

/// Titles, roles and common nouns for actors.
pub(crate) const COMMON: [SenseKind; 4] = [
    SenseKind::Title,
    SenseKind::TitlePlural,
    SenseKind::Nominal,
    SenseKind::NominalPlural,
];

/// All names in text order, longer first; a state may be named inside a body's name. The second value flags the words of
/// common nouns that the network takes for names: `Foreign Ministry`.
pub(crate) fn find(reader: &Reader<'_>) -> (Vec<Name>, Vec<bool>) {
    let n_tokens = reader.syntax.tokens().len();
    let mut by_network = network::find(reader);
    let mut capitalised_nouns = vec![false; n_tokens];
    by_network.retain(|(words, kind)| {
        let is_common = network::is_common_noun(reader, words);
        if is_common && *kind != NameKind::Person {
            capitalised_nouns[words.clone()].fill(true);
        }
        !is_common
    });
    let surnames = known::surnames(reader, &by_network);
    let known = known::find(reader, &by_network, &surnames);
    let mut names = merge(reader, by_network, known);
    names = organisations::add(reader, names);
    runs::add(reader, &mut names);
    aliases::add(reader, &mut names);
    kinds::agree(reader, &mut names);
    unknown::add(reader, &mut names);
    drop_vessels(reader, &mut names);
    names.retain(|name| !is_thing(reader, name));
    names.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    let mut last_end = 0;
    for name in &mut names {
        // What turned out to be a person has more words than the network gave it.
        if name.known == Known::Form(NameKind::Person) {
            name.words = network::extended(reader, name.words.clone(), last_end);
        }
        last_end = last_end.max(name.words.end);
    }
    names.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    names.dedup_by(|later, earlier| later.words == earlier.words);
    (names, capitalised_nouns)
}

/// `the tanker Anna Sofie`: ships, aircraft and storms bear names of people and are no one who acts.
fn drop_vessels(reader: &Reader<'_>, names: &mut Vec<Name>) {
    let vessels: Vec<&str> = names
        .iter()
        .filter(|name| {
            let before = name.words.start.checked_sub(1);
            before.is_some_and(|at| {
                LISTS.is_function_word(&reader.word(at).to_lowercase(), FunctionWord::Vessel)
            }) && name.known == Known::Form(NameKind::Person)
        })
        .map(|name| reader.text_of(name.words.clone()))
        .collect();
    names.retain(|name| !vessels.contains(&reader.text_of(name.words.clone())));
}

/// `U.N. Resolution`: the name of a thing that the network takes for a body.
fn is_thing(reader: &Reader<'_>, name: &Name) -> bool {
    let last = reader.word(name.words.end - 1).to_lowercase();
    name.known == Known::Form(NameKind::Organization)
        && LISTS.is_function_word(&last, FunctionWord::Thing)
}

fn is_state(kind: SenseKind) -> bool {
    STATE.contains(&kind)
}

/// Both lists as one; see the module's sentence for who wins.
fn merge(
    reader: &Reader<'_>,
    by_network: Vec<(Range<usize>, NameKind)>,
    known: Vec<Name>,
) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::with_capacity(by_network.len() + known.len());
    let mut keep_known = vec![true; known.len()];
    for (mut words, kind) in by_network {
        let mut keep = true;
        let from = known.partition_point(|name| name.words.end <= words.start);
        for (at, other) in known.iter().enumerate().skip(from) {
            if other.words.start >= words.end {
                break;
            }
            let Known::As(sense) = other.known else {
                continue;
            };
            let inside = words.start <= other.words.start && other.words.end <= words.end;
            if other.words.len() >= words.len() || !inside && other.words.len() + 1 >= words.len() {
                keep = false;
            } else if !inside {
                keep_known[at] = false;
            } else if other.words.start == words.start
                && leads(sense.kind, kind, words.len() - other.words.len())
            {
                words.start = other.words.end;
            } else if is_state(sense.kind)
                && other.words.end == words.end
                && is_compass(reader, words.start..other.words.start)
            {
                keep = false;
            } else {
                keep_known[at] = kind != NameKind::Person && is_state(sense.kind);
            }
        }
        let words = network::trimmed(reader, words);
        if keep && !words.is_empty() {
            names.push(Name {
                words,
                known: Known::Form(kind),
            });
        }
    }
    names.extend(
        known
            .into_iter()
            .zip(keep_known)
            .filter(|(_, keep)| *keep)
            .map(|(name, _)| name),
    );
    names
}

/// A state or party before a person: `Israeli Anna Beispiel`, `Democrat Anna Beispiel` are no one's names.
fn leads(sense: SenseKind, kind: NameKind, rest: usize) -> bool {
    let is_party = matches!(sense, SenseKind::Group | SenseKind::Organization) && rest > 1;
    kind == NameKind::Person && (is_state(sense) || is_party)
}

/// `southern`, `north` and the like before a state's name.
fn is_compass(reader: &Reader<'_>, words: Range<usize>) -> bool {
    words
        .clone()
        .all(|at| !reader.is_capitalised(at) || reader.word(at).ends_with("ern"))
}
