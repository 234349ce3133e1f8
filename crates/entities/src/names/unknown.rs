//! Proper nouns that no one knows: names once more of what the document names elsewhere, or parties by the part they take.
//!
//! In `Muster urged Beispielia to pull back` the sentence alone tells that `Beispielia` is someone who can be urged.

use std::ops::Range;

use chancery_gazetteer::SenseKind;
use chancery_model::{Id, NameKind, Relation, TokenId, Upos, Xpos};
use rustc_hash::{FxHashMap, FxHashSet};

use super::kinds::is_town;
use super::{COMMON, Known, Name, STATE};
use crate::drafts::is_person;
use crate::lists::{CapitalCue, FunctionWord, LISTS};
use crate::offices;
use crate::persons::is_title;
use crate::reader::Reader;

/// Letters of an acronym at least; shorter ones are seldom parties.
const MIN_LETTERS: usize = 3;

/// Adds them; kinds of the other names are settled before.
pub(super) fn add(reader: &Reader<'_>, names: &mut Vec<Name>) {
    let full = again(reader, names);
    names.retain(|name| {
        let inside =
            |full: &Name| full.words.start <= name.words.start && name.words.end <= full.words.end;
        !full.iter().any(inside)
    });
    names.extend(full);
    let mut covered = vec![false; reader.syntax.tokens().len()];
    let mut kinds: FxHashMap<&str, Known> = FxHashMap::default();
    for name in names.iter() {
        covered[name.words.clone()].fill(true);
        if matches!(name.known, Known::Form(_)) {
            kinds
                .entry(reader.text_of(name.words.clone()))
                .or_insert(name.known);
        }
    }
    let mut at = 0;
    while at < covered.len() {
        let words = free_run(reader, &covered, at);
        at = words.end.max(at + 1);
        let kind = kinds
            .get(reader.text_of(words.clone()))
            .copied()
            .or_else(|| Some(Known::Form(by_part(reader, &words)?)));
        if let Some(known) = kind.filter(|_| !words.is_empty()) {
            kinds.entry(reader.text_of(words.clone())).or_insert(known);
            names.push(Name { words, known });
        }
    }
}

/// The full names of persons where the network saw a part of them or nothing: `Anna` of a later `Anna Beispiel`, or her surname.
fn again(reader: &Reader<'_>, names: &[Name]) -> Vec<Name> {
    let n_tokens = reader.syntax.tokens().len();
    let mut covered_to = vec![0; n_tokens];
    for name in names {
        for at in name.words.clone() {
            covered_to[at] = covered_to[at].max(name.words.end);
        }
    }
    let mut by_first: FxHashMap<&str, Vec<Range<usize>>> = FxHashMap::default();
    let mut surnames: FxHashSet<&str> = FxHashSet::default();
    for name in names
        .iter()
        .filter(|name| is_person(name.known) && name.words.len() > 1)
    {
        surnames.insert(reader.word(name.words.end - 1));
        // Persons of the gazetteer are found wherever they are named in full.
        if matches!(name.known, Known::Form(_)) {
            let first = reader.word(name.words.start);
            by_first.entry(first).or_default().push(name.words.clone());
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < n_tokens {
        let same = by_first
            .get(reader.word(at))
            .into_iter()
            .flatten()
            .filter(|full| at + full.len() <= reader.sentence(at).end)
            .filter(|full| {
                (0..full.len())
                    .all(|offset| reader.word(full.start + offset) == reader.word(at + offset))
            })
            .map(|full| full.len())
            .max();
        let is_cut = |end: usize| (at..end).any(|at| covered_to[at] < end);
        if let Some(length) = same.filter(|&length| is_cut(at + length)) {
            let words = at..at + length;
            at = words.end;
            found.push(Name {
                words,
                known: Known::Form(NameKind::Person),
            });
            continue;
        }
        if surnames.contains(reader.word(at))
            && covered_to[at] == 0
            && reader.is_story(at)
            && is_bare(reader, at)
        {
            found.push(Name {
                words: at..at + 1,
                known: Known::Form(NameKind::Person),
            });
        }
        at += 1;
    }
    found
}

/// A capitalised word that is no common noun for actors, no month and no thing.
fn is_bare(reader: &Reader<'_>, at: usize) -> bool {
    reader.is_capitalised(at)
        && !reader.is_calendar(at)
        && !LISTS.is_function_word(&reader.word(at).to_lowercase(), FunctionWord::Thing)
        && reader
            .starting_at(at)
            .chain(reader.ending_at(at))
            .all(|hit| hit.sense(&COMMON).is_none())
}

/// Proper nouns in a row from a word on that no name covers.
fn free_run(reader: &Reader<'_>, covered: &[bool], from: usize) -> Range<usize> {
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(from);
    let is_free = |at: usize| {
        let word = reader.word(at);
        let token = &tokens[at];
        // Of an unknown first word the two tags may differ: `Testoria` is a name, `Kilns` a plural.
        let is_first = at == sentence.start;
        let is_proper = token.upos == Upos::Propn && !(is_first && token.xpos == Xpos::Nns)
            || is_first && token.xpos == Xpos::Nnp && token.relation.is_subject();
        is_proper
            && !covered[at]
            && reader.is_story(at)
            && !reader.is_all_capitals(at)
            && is_bare(reader, at)
            && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    let length = (from..sentence.end).take_while(|&at| is_free(at)).count();
    from..from + length
}

/// What a name of unknown words can be by the part it takes in its sentence; `None` where it takes none.
fn by_part(reader: &Reader<'_>, words: &Range<usize>) -> Option<NameKind> {
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(words.start);
    if words.is_empty() {
        return None;
    }
    // A longer name may be cut here: `War` after `Cold`, `Mail` behind a hyphen or `&`.
    let is_part = |at: usize| {
        sentence.contains(&at)
            && at > sentence.start
            && (reader.is_capitalised(at) && tokens[at].upos != Upos::Punct
                || tokens[at].upos == Upos::Sym)
            && reader.longest_ending(at, &STATE).is_none()
    };
    let before = words
        .start
        .checked_sub(1)
        .filter(|at| sentence.contains(at));
    let is_hyphen = |at: usize| reader.word(at) == "-";
    let is_cut_before =
        before.is_some_and(|at| is_part(at) || is_hyphen(at) && reader.is_joined(words.start));
    let is_cut_behind = sentence.contains(&words.end)
        && (is_part(words.end) || is_hyphen(words.end) && reader.is_joined(words.end));
    let is_whole = !is_cut_before && !is_cut_behind;
    let is_single = words.len() == 1;
    let word = reader.word(words.start);
    let is_acronym = !word.contains(char::is_lowercase);
    // `the Internet` is a thing, `the Riverside Front` a party.
    let has_determiner = before.is_some_and(|at| tokens[at].upos == Upos::Det);
    let is_word = !is_single
        || is_acronym && word.chars().count() >= MIN_LETTERS
        || !is_acronym && !has_determiner;
    if !is_whole || !is_word {
        return None;
    }
    let mut head = reader.head_of(words.clone(), words.clone());
    // A conjunct takes the part of the first one.
    for _ in 0..sentence.len() {
        let token = &tokens[head.index()];
        match token.head.filter(|_| token.relation == Relation::Conj) {
            Some(first) if tokens[first.index()].upos == Upos::Propn => head = first,
            _ => break,
        }
    }
    let is_modifier = |noun: Option<TokenId>| {
        noun.is_some_and(|noun| {
            reader
                .ending_at(noun.index())
                .chain(reader.starting_at(noun.index()))
                .any(|hit| {
                    hit.sense(&[SenseKind::Nominal, SenseKind::NominalPlural])
                        .is_some()
                })
        })
    };
    if is_titled_behind(reader, words.end) || is_flat(reader, words) {
        return Some(NameKind::Person);
    }
    if is_single && is_town(reader, words.start) {
        return Some(NameKind::Location);
    }
    let token = &tokens[head.index()];
    match token.relation.universal() {
        Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Nmod
            if is_single
                && (reader.gazetteer.first_name(word).is_some()
                    || offices::is_famous_surname(reader, words.start)) =>
        {
            Some(NameKind::Person)
        }
        Relation::Obl | Relation::Nmod if token.relation != Relation::NmodPoss => {
            let case = reader.case_of(head)?;
            if LISTS.is_capital_cue(&case, CapitalCue::At) {
                return Some(NameKind::Location);
            }
            LISTS
                .is_function_word(&case, FunctionWord::Partner)
                .then_some(NameKind::Organization)
        }
        // The network takes `Beispielia is about to` for `There is about to`.
        Relation::Nsubj | Relation::Expl | Relation::Obj | Relation::Iobj | Relation::Nmod => {
            Some(NameKind::Organization)
        }
        Relation::Compound | Relation::Amod if is_modifier(token.head) => {
            Some(NameKind::Organization)
        }
        _ => None,
    }
}

/// `Muster, Minister of Water` and `Muster, Austrian envoy`.
fn is_titled_behind(reader: &Reader<'_>, end: usize) -> bool {
    let mut at = end + 1;
    if at >= reader.syntax.tokens().len() || reader.word(end) != "," {
        return false;
    }
    if let Some((state, _)) = reader.longest_starting(at, &STATE) {
        at = state.end;
    }
    let title = reader.longest_starting(at, &[SenseKind::Title]);
    title.is_some_and(|(_, title)| is_title(reader, title.entry))
}

/// Two words without a head among them, as persons are named: `Anna Beispiel`.
fn is_flat(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let last = words.end - 1;
    words.len() == 2
        && reader.syntax.tokens()[last].relation == Relation::Flat
        && LISTS.organisation_head(reader.word(last)).is_none()
}
