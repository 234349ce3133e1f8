//! Which words are names: spans of the network and of the gazetteer merged into one list.
//!
//! In `the South Korean envoy Henry Jordan` the gazetteer knows `South Korean`, the network `Henry Jordan`, and the gazetteer's
//! `Jordan` inside the longer person name is dropped. For states and bodies the gazetteer's longest match wins.

use std::ops::Range;

use chancery_gazetteer::{Detail, NominalKind, Sense, SenseKind, StateStatus};
use chancery_model::{Id, NameKind, Relation, TokenId, Upos};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::aliases;
use crate::lists::{CapitalCue, LISTS, NounClass};
use crate::organisations;
use crate::reader::{Hit, Reader};

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
    let mut by_network = network_names(reader);
    let mut capitalised_nouns = vec![false; n_tokens];
    by_network.retain(|(words, kind)| {
        let is_common = *kind != NameKind::Person && is_common_noun(reader, words);
        if is_common {
            capitalised_nouns[words.clone()].fill(true);
        }
        !is_common
    });
    let surnames = surnames(reader, &by_network);
    let known = gazetteer_names(reader, &by_network, &surnames);
    let mut names = merge(reader, by_network, known);
    names = organisations::add(reader, names);
    add_runs(reader, &mut names);
    aliases::add(reader, &mut names);
    agree_on_kinds(reader, &mut names);
    names.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    names.dedup_by(|later, earlier| later.words == earlier.words);
    (names, capitalised_nouns)
}

/// One word is one kind of name in a story: a person when it is the surname of one named in full, else what the network says most often.
fn agree_on_kinds(reader: &Reader<'_>, names: &mut [Name]) {
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
            votes.entry(reader.word(name.words.start)).or_default()[kind as usize] += 1;
        }
    }
    for name in names.iter_mut() {
        let word = reader.word(name.words.start);
        if let (Known::Form(_), Some(counts)) = (
            name.known,
            votes.get(word).filter(|_| name.words.len() == 1),
        ) {
            // Of kinds with as many votes the first one wins: persons before bodies before places.
            let most = counts.iter().max().copied().unwrap_or(0);
            let by_vote = NameKind::ALL
                .iter()
                .copied()
                .find(|&kind| counts[kind as usize] == most);
            let kind = if surnames.contains(word) {
                Some(NameKind::Person)
            } else {
                by_vote
            };
            name.known = kind.map_or(name.known, Known::Form);
        }
    }
}

/// Names of the network within the story, trimmed to the bare name.
fn network_names(reader: &Reader<'_>) -> Vec<(Range<usize>, NameKind)> {
    let mut found: Vec<(Range<usize>, NameKind)> = Vec::new();
    for name in reader.syntax.names() {
        let mut words = trimmed(reader, name.tokens.clone());
        if name.kind == NameKind::Person {
            words = without_titles(reader, words);
            words = extended(
                reader,
                words,
                found.last().map_or(0, |(before, _)| before.end),
            );
        } else {
            words = without_last_title(reader, words);
        }
        let has_letter = words.clone().any(|at| reader.is_capitalised(at));
        let is_clear = found
            .last()
            .is_none_or(|(before, _)| before.end <= words.start);
        if !words.is_empty() && has_letter && is_clear && reader.is_story(words.start) {
            found.push((words, name.kind));
        }
    }
    found
}

/// Without determiner, punctuation and possessive mark at the edges.
fn trimmed(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
    let tokens = reader.syntax.tokens();
    let Range { mut start, mut end } = words;
    let loose = |at: usize| {
        matches!(
            tokens[at].upos,
            Upos::Punct | Upos::Det | Upos::Adp | Upos::Part
        ) && !reader.word(at).starts_with(char::is_uppercase)
    };
    while start < end && (loose(start) || tokens[start].upos == Upos::Det) {
        start += 1;
    }
    while start < end && loose(end - 1) {
        end -= 1;
    }
    start..end
}

/// `Foreign Minister Anna Beispiel` is `Anna Beispiel`; so is `Mr Beispiel` `Beispiel`.
fn without_titles(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
    let crossing = (words.start..words.end.saturating_sub(1))
        .rev()
        .find(|&at| {
            reader
                .longest_ending(at, &[SenseKind::Title])
                .is_some_and(|(title, _)| title.start < words.start)
        });
    let mut start = crossing.map_or(words.start, |at| at + 1);
    while let Some((title, _)) = reader
        .starting_at(start)
        .filter(|hit| hit.words.end < words.end)
        .find_map(|hit| Some((hit.words.clone(), hit.sense(&COMMON).or(hit.sense(&STATE))?)))
    {
        start = title.end;
    }
    start..words.end
}

/// `South Carolina Rep.` without its title; nothing when a longer title starts with the name: `White House press secretary`.
fn without_last_title(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
    if words.is_empty() {
        return words;
    }
    let is_inside = reader
        .starting_at(words.start)
        .any(|hit| hit.words.end > words.end && hit.sense(&COMMON).is_some());
    if is_inside {
        return words.end..words.end;
    }
    match reader.longest_ending(words.end - 1, &[SenseKind::Title]) {
        Some((title, _)) if title.start > words.start => words.start..title.start,
        _ => words,
    }
}

/// A person's name with the proper nouns that the tree or a hyphen ties to it: `Bashar al - Assad`.
fn extended(reader: &Reader<'_>, words: Range<usize>, from: usize) -> Range<usize> {
    if words.is_empty() {
        return words;
    }
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(words.start);
    let Range { mut start, mut end } = words;
    let is_name_word = |at: usize| {
        tokens[at].upos == Upos::Propn
            && reader
                .starting_at(at)
                .all(|hit| hit.sense(&COMMON).is_none() && hit.sense(&STATE).is_none())
            && reader.ending_at(at).all(|hit| hit.sense(&COMMON).is_none())
    };
    let is_hyphen = |at: usize| matches!(reader.word(at), "-" | "‑") && reader.is_joined(at);
    while end < sentence.end {
        let flat = matches!(tokens[end].relation, Relation::Flat)
            && tokens[end]
                .head
                .is_some_and(|head| (start..end).contains(&head.index()));
        let is_open = is_initial(reader.word(end - 1))
            && reader.is_capitalised(end)
            && !is_initial(reader.word(end));
        if (flat || is_open) && is_name_word(end) {
            end += 1;
        } else if is_hyphen(end)
            && end + 1 < sentence.end
            && reader.is_joined(end + 1)
            && is_name_word(end + 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    while start > from.max(sentence.start) {
        let tied = |at: usize| {
            tokens[at]
                .head
                .is_some_and(|head| (start..end).contains(&head.index()))
                || tokens[start].head == Some(TokenId::from_index(at))
                    && tokens[start].relation == Relation::Flat
        };
        if start >= sentence.start + 2
            && is_hyphen(start - 1)
            && reader.is_joined(start)
            && start - 2 >= from
        {
            start -= 2;
        } else if is_name_word(start - 1)
            && tied(start - 1)
            && matches!(
                tokens[start - 1].relation.universal(),
                Relation::Flat | Relation::Compound | Relation::Nmod
            ) | (tokens[start].relation == Relation::Flat)
        {
            start -= 1;
        } else {
            break;
        }
    }
    start..end
}

/// `H.` of `Lawrence H. Muster`.
fn is_initial(word: &str) -> bool {
    word.chars().count() == 2 && word.ends_with('.') && word.starts_with(char::is_uppercase)
}

/// True for common nouns in capitals, with or without a state before them: `Russian Foreign Ministry`, `Parliament`.
fn is_common_noun(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let mut start = words.start;
    if let Some((state, _)) = reader
        .longest_starting(start, &STATE)
        .filter(|(state, _)| state.end < words.end)
    {
        start = state.end;
    }
    let rest = start..words.end;
    let is_name = reader
        .starting_at(words.start)
        .any(|hit| hit.words == *words && hit.sense(&NAMING).is_some());
    !is_name
        && reader
            .starting_at(start)
            .any(|hit| hit.words == rest && hit.sense(&COMMON).is_some())
}

/// Last words of the persons that the network names in full.
fn surnames<'a>(reader: &Reader<'a>, names: &[(Range<usize>, NameKind)]) -> FxHashSet<&'a str> {
    let full = names
        .iter()
        .filter(|(words, kind)| *kind == NameKind::Person && words.len() > 1);
    full.map(|(words, _)| reader.word(words.end - 1)).collect()
}

/// Gazetteer names from left to right, the longest at each word, without overlap.
fn gazetteer_names(
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
    let sense = NAMING
        .iter()
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
    surnames.contains(reader.word(at)) && by_network || by_network && after_title
}

fn is_state(kind: SenseKind) -> bool {
    STATE.contains(&kind)
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
        let words = trimmed(reader, words);
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

/// Proper nouns that neither the network nor the gazetteer takes for a name, when a title or first name tells of a person.
fn add_runs(reader: &Reader<'_>, names: &mut Vec<Name>) {
    let tokens = reader.syntax.tokens();
    let mut covered = vec![false; tokens.len()];
    for name in names.iter() {
        covered[name.words.clone()].fill(true);
    }
    let mut at = 0;
    while at < tokens.len() {
        let is_free = |at: usize| {
            tokens[at].upos == Upos::Propn
                && !covered[at]
                && reader.is_story(at)
                && reader.is_capitalised(at)
                && !reader.is_all_capitals(at)
                && reader
                    .starting_at(at)
                    .all(|hit| hit.sense(&COMMON).is_none())
                && reader.ending_at(at).all(|hit| hit.sense(&COMMON).is_none())
        };
        if !is_free(at) {
            at += 1;
            continue;
        }
        let sentence = reader.sentence(at);
        let mut end = at + 1;
        while end < sentence.end && is_free(end) {
            end += 1;
        }
        let words = extended(reader, at..end, at);
        let title = (at > sentence.start)
            .then(|| reader.longest_ending(at - 1, &[SenseKind::Title]))
            .flatten();
        let after_title = title.is_some_and(|(title, _)| {
            let is_tied = |a: usize, b: usize| tokens[a].head == Some(TokenId::from_index(b));
            let by_tree = end - at > 1
                && (at..end)
                    .any(|word| is_tied(title.end - 1, word) || is_tied(word, title.end - 1));
            title.start >= sentence.start && (reader.is_capitalised(title.start) || by_tree)
        });
        let has_first_name = end - at > 1 && reader.gazetteer.first_name(reader.word(at)).is_some();
        let before_body = words.end < sentence.end
            && !reader.is_capitalised(words.end)
            && is_body_noun(reader, words.end);
        if after_title || has_first_name {
            names.push(Name {
                words: words.clone(),
                known: Known::Form(NameKind::Person),
            });
        } else if before_body {
            names.push(Name {
                words: words.clone(),
                known: Known::Form(NameKind::Organization),
            });
        }
        at = words.end.max(end);
    }
}

/// `newspaper`, `party`, `news agency`: what stands before it is its name.
fn is_body_noun(reader: &Reader<'_>, at: usize) -> bool {
    let noun = reader.longest_starting(at, &[SenseKind::Nominal]);
    let is_body = noun.is_some_and(|(_, sense)| {
        matches!(
            reader.entry(sense.entry).detail,
            Detail::Nominal {
                kind: NominalKind::Body
            }
        )
    });
    is_body
        || LISTS
            .back_noun(reader.word(at))
            .is_some_and(|noun| noun.class == NounClass::Body && !noun.plural)
}
