//! Names that the network finds, cut to the bare name: without titles, determiners and marks, with all words of a person's name.
//!
//! `Foreign Minister Bashar al` before `- Assad` becomes `Bashar al - Assad`.

use std::ops::Range;

use chancery_gazetteer::SenseKind;
use chancery_model::{Id, NameKind, NameSpan, Relation, TokenId, Upos};

use super::{COMMON, NAMING, STATE};
use crate::lists::{FunctionWord, LISTS};
use crate::organisations;
use crate::persons::is_title;
use crate::reader::Reader;

/// Names that the network is less sure of are left out: on the development names as many of them are wrong as right.
const LEAST_PROBABILITY: f32 = 0.55;

/// Names of the network within the story, trimmed to the bare name.
pub(super) fn find(reader: &Reader<'_>) -> Vec<(Range<usize>, NameKind)> {
    let mut found: Vec<(Range<usize>, NameKind)> = Vec::new();
    let sure = |name: &&NameSpan| name.probability >= LEAST_PROBABILITY;
    for name in reader.syntax.names().iter().filter(sure) {
        let mut words = trimmed(reader, name.tokens.clone());
        let kind = if is_addressed(reader, &words) || crosses_title(reader, &words) {
            NameKind::Person
        } else if is_party_mark(reader, &words) {
            words.start += 2;
            NameKind::Location
        } else {
            name.kind
        };
        if kind == NameKind::Person {
            words = without_home(reader, without_titles(reader, words));
            words = from_known(reader, words);
            words = extended(
                reader,
                words,
                found.last().map_or(0, |(before, _)| before.end),
            );
        } else {
            words = without_last_title(reader, over_joining(reader, words));
        }
        let is_mark = is_mark(reader, &words);
        let has_letter = !is_mark && words.clone().any(|at| reader.is_capitalised(at));
        // `Secretary-General`, `Ms`: a title alone is no one's name.
        let is_title = kind == NameKind::Person
            && reader.starting_at(name.tokens.start).any(|hit| {
                hit.words == name.tokens
                    && hit
                        .sense(&[SenseKind::Title, SenseKind::Modifier])
                        .is_some()
                    && hit.sense(&NAMING).is_none()
            });
        let is_clear = !is_title
            && found
                .last()
                .is_none_or(|(before, _)| before.end <= words.start);
        if !words.is_empty() && has_letter && is_clear && reader.is_story(words.start) {
            found.push((words, kind));
        }
    }
    found
}

/// True for a name that begins with a form of address, a title without role or sector: `Mr Beispiel`.
fn is_addressed(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let title = reader
        .longest_starting(words.start, &[SenseKind::Title])
        .filter(|(title, _)| title.end < words.end && reader.is_capitalised(title.start));
    title.is_some_and(|(_, sense)| !is_title(reader, sense.entry))
}

/// True for `State Anna` of `Secretary of State Anna Beispiel`: a name that begins with the last word of a title.
fn crosses_title(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let title = reader.longest_ending(words.start, &[SenseKind::Title]);
    words.len() > 1 && title.is_some_and(|(title, _)| title.start < words.start)
}

/// `D` or `R-S.C` behind a lawmaker: a party's letter, alone or with the state in one word, is no name.
fn is_mark(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let [at] = words.clone().collect::<Vec<_>>()[..] else {
        return false;
    };
    let mut letters = reader.word(at).chars();
    letters.next().is_some_and(char::is_uppercase)
        && match letters.next() {
            None => true,
            Some('-') => at > 0 && matches!(reader.word(at - 1), "," | "("),
            Some(_) => false,
        }
}

/// True for a party's letter before where a lawmaker comes from: `Beispiel, R-Texas`.
fn is_party_mark(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let start = words.start;
    words.len() > 2
        && reader.word(start).chars().count() == 1
        && reader.word(start + 1) == "-"
        && reader.is_joined(start + 1)
        && reader.is_joined(start + 2)
        && start
            .checked_sub(1)
            .is_some_and(|at| matches!(reader.word(at), "," | "("))
}

/// Without determiner, punctuation and possessive mark at the edges.
pub(super) fn trimmed(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
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
    while start < end && (loose(end - 1) || end - start > 1 && reader.is_calendar(end - 1)) {
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

/// `Endorses Anna Beispiel` in a headline is she, when the gazetteer knows her; a first name before hers makes another person.
fn from_known(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
    let Some(last) = words.clone().last() else {
        return words;
    };
    let known = reader.longest_ending(last, &[SenseKind::Person]);
    match known {
        Some((known, _)) if known.len() > 1 && known.start > words.start => {
            let before = reader.word(known.start - 1);
            let is_first = is_initial(before) || reader.gazetteer.first_name(before).is_some();
            if is_first { words } else { known }
        }
        _ => words,
    }
}

/// `Water and` before `Border Council` goes on to the last word; without such a noun behind it the `and` is dropped.
fn over_joining(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
    let Some(last) = words.clone().last() else {
        return words;
    };
    if !LISTS.is_function_word(reader.word(last), FunctionWord::Joining) {
        return words;
    }
    let sentence = reader.sentence(last);
    let length = (words.end..sentence.end)
        .take_while(|&at| reader.is_capitalised(at))
        .position(|at| LISTS.organisation_head(reader.word(at)).is_some());
    words.start..length.map_or(last, |length| words.end + length + 1)
}

/// `Anna Beispiel of Austria` is `Anna Beispiel`; `Catherine of Siena` keeps her town.
fn without_home(reader: &Reader<'_>, words: Range<usize>) -> Range<usize> {
    let home = words.clone().skip(1).find(|&at| {
        reader.syntax.tokens()[at].upos == Upos::Adp
            && reader
                .longest_starting(at + 1, &STATE)
                .is_some_and(|(state, _)| state.end >= words.end)
    });
    words.start..home.unwrap_or(words.end)
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
    // `Pakistan Prime` before `Minister`.
    let title_over = words.clone().find(|&at| {
        reader
            .longest_starting(at, &[SenseKind::Title])
            .is_some_and(|(title, _)| title.end > words.end)
    });
    if let Some(title) = title_over {
        return words.start..title;
    }
    match reader.longest_ending(words.end - 1, &[SenseKind::Title]) {
        Some((title, _)) if title.start > words.start => words.start..title.start,
        _ => words,
    }
}

/// A person's name with the proper nouns that the tree or a hyphen ties to it: `Bashar al - Assad`.
pub(super) fn extended(reader: &Reader<'_>, words: Range<usize>, from: usize) -> Range<usize> {
    if words.is_empty() {
        return words;
    }
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(words.start);
    let Range { mut start, mut end } = words;
    let is_name_word = |at: usize| {
        let is_first_name =
            || reader.is_capitalised(at) && reader.gazetteer.first_name(reader.word(at)).is_some();
        (tokens[at].upos == Upos::Propn || is_first_name())
            && !reader.is_calendar(at)
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
        // `Idriss Hamadou` with the surname as head, where a first name comes first.
        let is_one = (start + 1..end).all(|at| reader.is_joined(at));
        let governs = is_one
            && reader.gazetteer.first_name(reader.word(start)).is_some()
            && tokens[end - 1].head == Some(TokenId::from_index(end));
        let is_open = is_initial(reader.word(end - 1))
            && reader.is_capitalised(end)
            && !is_initial(reader.word(end));
        // `Anna Beispiel` with two heads of one rank.
        let twin = end - start == 1
            && tokens[end].head == tokens[start].head
            && tokens[end].relation == tokens[start].relation
            && tokens[end].upos == Upos::Propn;
        if (flat || governs || is_open || twin) && is_name_word(end) {
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
                || tokens[start].relation == Relation::Flat
                    && (tokens[start].head == Some(TokenId::from_index(at))
                        || tokens[at].relation == Relation::Flat
                            && tokens[at].head == tokens[start].head)
        };
        if start >= sentence.start + 2
            && is_hyphen(start - 1)
            && reader.is_joined(start)
            && start - 2 >= from
            && reader.word(start - 2).chars().all(char::is_alphabetic)
        {
            start -= 2;
        } else if is_name_word(start - 1)
            && tied(start - 1)
            && matches!(
                tokens[start - 1].relation.universal(),
                Relation::Flat | Relation::Compound | Relation::Nmod | Relation::Amod
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
pub(super) fn is_common_noun(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let is_name = reader
        .starting_at(words.start)
        .any(|hit| hit.words == *words && hit.sense(&NAMING).is_some());
    !is_name && organisations::is_described(reader, words)
}
