//! Short names that a document makes for itself: `European Union (EU)`, `the South` beside `South Korea`.
//!
//! The network often misses them, so every later `KPA` becomes a name once `Korean People's Army [KPA]` has been read.

use std::ops::Range;

use chancery_gazetteer::{Sense, SenseKind};
use chancery_model::{NameKind, Upos};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::fold::pieces;
use crate::lists::{FunctionWord, LISTS};
use crate::names::{Known, Name};
use crate::reader::Reader;

/// Adds names for acronyms and compass words.
pub(crate) fn add(reader: &Reader<'_>, names: &mut Vec<Name>) {
    let mut covered = vec![false; reader.syntax.tokens().len()];
    let mut acronyms = FxHashSet::default();
    let mut states = FxHashMap::default();
    for name in names.iter() {
        covered[name.words.clone()].fill(true);
        if is_body(name.known)
            && let Some(at) = acronym_after(reader, &name.words)
        {
            acronyms.insert(reader.word(at));
        }
        if let Known::As(sense) = name.known
            && sense.kind == SenseKind::StateName
            && let Some((compass, rest)) = reader.text_of(name.words.clone()).split_once(' ')
            && is_compass(compass)
        {
            states.entry(compass.to_lowercase()).or_insert(sense);
            // `North and South Korea` names a state that may stand nowhere in full.
            if let Some((other, sense)) = joined_state(reader, name.words.start, rest) {
                states.entry(other.to_lowercase()).or_insert(sense);
            }
        }
    }
    for name in names.iter_mut() {
        let at = name.words.start;
        let is_open = matches!(name.known, Known::Form(_))
            && name.words.len() == 1
            && is_compass(reader.word(at));
        if let Some(&sense) = states
            .get(&reader.word(at).to_lowercase())
            .filter(|_| is_open)
        {
            name.known = Known::As(sense);
        }
    }
    for (at, covered) in covered.into_iter().enumerate() {
        if covered || !reader.is_story(at) {
            continue;
        }
        let word = reader.word(at);
        if acronyms.contains(word) {
            names.push(Name {
                words: at..at + 1,
                known: Known::Form(NameKind::Organization),
            });
        } else if is_compass(word)
            && stands_for_state(reader, at)
            && let Some(&sense) = states.get(&word.to_lowercase())
        {
            names.push(Name {
                words: at..at + 1,
                known: Known::As(sense),
            });
        }
    }
}

/// The state that a compass word and `and` before a name make of the name's rest: `North` with `Korea`.
fn joined_state<'a>(reader: &Reader<'a>, start: usize, rest: &str) -> Option<(&'a str, Sense)> {
    let at = start
        .checked_sub(2)
        .filter(|at| reader.sentence(start).contains(at))?;
    let other = reader.word(at);
    let is_joined = LISTS.is_function_word(reader.word(start - 1), FunctionWord::Joining);
    if !is_joined || !is_compass(other) {
        return None;
    }
    let kind = SenseKind::StateName;
    let entry = reader
        .gazetteer
        .named(&format!("{other} {rest}"), &[kind])?;
    Some((other, Sense { entry, kind }))
}

/// The acronym in brackets behind a body's name, when its letters fit: `EU` of `European Union (EU)`.
pub(crate) fn acronym_after(reader: &Reader<'_>, name: &Range<usize>) -> Option<usize> {
    let at = name.end + 1;
    let sentence = reader.sentence(name.start);
    let bracketed = at + 1 < sentence.end
        && matches!(reader.word(name.end), "(" | "[")
        && matches!(reader.word(at + 1), ")" | "]");
    let letters = reader.word(at.min(sentence.end - 1));
    let is_short =
        (2..=8).contains(&letters.chars().count()) && !letters.chars().any(char::is_lowercase);
    (bracketed && is_short && fits(letters, reader.text_of(name.clone()))).then_some(at)
}

/// True when the letters begin words of the name in order, the first letter the first word.
pub(crate) fn fits(letters: &str, name: &str) -> bool {
    let initials: Vec<char> = pieces(name)
        .iter()
        .filter_map(|piece| piece.chars().next())
        .collect();
    let wanted: Vec<char> = letters
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    // `United Nations World Food Programme (WFP)`: all letters may begin later.
    let begins = |from: usize| {
        let mut left = initials[from..].iter();
        wanted
            .iter()
            .all(|letter| left.any(|initial| initial == letter))
    };
    if wanted.len() > 2
        && (1..initials.len()).any(|from| wanted.first() == initials.get(from) && begins(from))
    {
        return true;
    }
    let mut wanted = letters
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .peekable();
    if wanted.peek() != initials.first() {
        return false;
    }
    let mut met = 0;
    let mut left = initials.iter();
    let all = wanted.clone().count();
    for letter in wanted {
        met += usize::from(left.any(|&initial| initial == letter));
    }
    met >= 2 && met + 1 >= all
}

/// True for names of organisations and groups.
pub(crate) fn is_body(known: Known) -> bool {
    match known {
        Known::As(sense) => matches!(sense.kind, SenseKind::Organization | SenseKind::Group),
        Known::Form(kind) => kind == NameKind::Organization,
    }
}

fn is_compass(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && LISTS.is_function_word(&word.to_lowercase(), FunctionWord::Compass)
}

/// `the South retaliated` and `North and South Korea`, not `South Street` or `the south of the town`.
fn stands_for_state(reader: &Reader<'_>, at: usize) -> bool {
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(at);
    let before_is_article = at > sentence.start && reader.word(at - 1).eq_ignore_ascii_case("the");
    let next = (at + 1 < sentence.end).then(|| at + 1);
    let is_joined = next.is_some_and(|next| {
        LISTS.is_function_word(reader.word(next), FunctionWord::Joining)
            && next + 1 < sentence.end
            && is_compass(reader.word(next + 1))
    });
    let stands_alone = next.is_none_or(|next| {
        !matches!(tokens[next].upos, Upos::Noun | Upos::Propn | Upos::Adj)
            && reader.word(next) != "of"
    });
    is_joined || before_is_article && stands_alone
}
