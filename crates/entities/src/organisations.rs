//! Organisations that a pattern names: capitalised words around a noun such as `Ministry`, `Party`, `Council`.
//!
//! `German Council on Water Policy` runs from `German` over the head noun to the last capitalised word behind `on`.

use std::ops::Range;

use chancery_gazetteer::SenseKind;
use chancery_model::{NameKind, Upos};

use crate::lists::{FunctionWord, LISTS};
use crate::names::{COMMON, Known, Name, STATE};
use crate::reader::Reader;

/// At most so many words stand before or behind the head noun.
const MAX_SIDE: usize = 12;

/// The names with pattern organisations added; names that one covers give way to it, but for states named inside.
pub(crate) fn add(reader: &Reader<'_>, names: Vec<Name>) -> Vec<Name> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..reader.syntax.tokens().len() {
        let is_head = LISTS.organisation_head(reader.word(at)).is_some();
        if !is_head || !reader.is_story(at) || reader.is_all_capitals(at) {
            continue;
        }
        let words = around(reader, at);
        let is_clear = found.last().is_none_or(|before| before.end <= words.start);
        if words.len() > 1 && is_clear && !is_described(reader, &words) {
            found.push(words);
        }
    }
    let mut kept = Vec::with_capacity(names.len() + found.len());
    let mut taken = vec![false; found.len()];
    for name in names {
        let from = found.partition_point(|words| words.end <= name.words.start);
        let pattern = found.get(from).filter(|words| words.start < name.words.end);
        let Some(pattern) = pattern else {
            kept.push(name);
            continue;
        };
        let inside = pattern.start <= name.words.start && name.words.end <= pattern.end;
        let same = name.words == *pattern;
        match name.known {
            Known::As(sense) if inside && !same && STATE.contains(&sense.kind) => kept.push(name),
            Known::Form(NameKind::Person) => {
                // A foundation may bear a person's name; a network's person across its edge is trusted.
                taken[from] |= !inside;
                if !inside {
                    kept.push(name);
                }
            }
            _ if inside && !same => {}
            Known::As(_) => {
                taken[from] = true;
                kept.push(name);
            }
            Known::Form(_) => {
                taken[from] |= name.words.len() > pattern.len();
                if taken[from] {
                    kept.push(name);
                }
            }
        }
    }
    let free = found.into_iter().zip(taken).filter(|(_, taken)| !taken);
    kept.extend(free.map(|(words, _)| Name {
        words,
        known: Known::Form(NameKind::Organization),
    }));
    kept.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    kept
}

/// The capitalised words around a head noun.
fn around(reader: &Reader<'_>, head: usize) -> Range<usize> {
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(head);
    let is_part = |at: usize| {
        reader.is_capitalised(at)
            && !reader.is_calendar(at)
            && !tokens[at].upos.eq(&Upos::Det)
            && matches!(
                tokens[at].upos,
                Upos::Propn | Upos::Adj | Upos::Noun | Upos::X | Upos::Num
            )
    };
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start && head - start < MAX_SIDE {
        let before = start - 1;
        let title = reader.longest_ending(before, &[SenseKind::Title]).is_some();
        if is_part(before)
            && !title
            && !(before == sentence.start
                && tokens[before].upos != Upos::Propn
                && tokens[before].upos != Upos::Adj)
        {
            start = before;
        } else if reader.word(before) == "-"
            && before > sentence.start
            && is_part(before - 1)
            && reader.is_joined(before)
        {
            start = before - 1;
        } else {
            break;
        }
    }
    while end < sentence.end && end - head < MAX_SIDE {
        if is_part(end) && reader.longest_starting(end, &[SenseKind::Title]).is_none() {
            end += 1;
            continue;
        }
        let is_link = LISTS.is_function_word(reader.word(end), FunctionWord::Naming);
        let mut next = end + 1;
        if is_link && next < sentence.end && reader.word(next) == "the" {
            next += 1;
        }
        let goes_on = is_link && next < sentence.end && is_part(next);
        // `and` joins two names more often than two parts of one.
        let joins =
            LISTS.is_function_word(reader.word(end), FunctionWord::Joining) && end == head + 1;
        if goes_on && !joins {
            end = next + 1;
        } else {
            break;
        }
    }
    start..end
}

/// True when the words are a common noun with a state before it, which is described, not named: `Israeli Army`.
pub(crate) fn is_described(reader: &Reader<'_>, words: &Range<usize>) -> bool {
    let mut start = words.start;
    if let Some((state, _)) = reader
        .longest_starting(start, &STATE)
        .filter(|(state, _)| state.end < words.end)
    {
        start = state.end;
    }
    let rest = start..words.end;
    reader
        .starting_at(start)
        .any(|hit| hit.words == rest && hit.sense(&COMMON).is_some())
}
