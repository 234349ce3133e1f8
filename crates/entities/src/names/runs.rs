//! Proper nouns that neither network nor gazetteer takes for a name, when what stands beside them tells what they name.
//!
//! `spokesman Karl Muster` is a person by the title, `the Riverside newspaper` a body by the noun behind.

use chancery_gazetteer::{Detail, NominalKind, SenseKind};
use chancery_model::{Id, NameKind, TokenId, Upos};

use super::kinds::follows_press;
use super::network::extended;
use super::{COMMON, Known, Name};
use crate::lists::{LISTS, NounClass};
use crate::reader::Reader;

/// Proper nouns that neither the network nor the gazetteer takes for a name, when a title or first name tells of a person.
pub(super) fn add(reader: &Reader<'_>, names: &mut Vec<Name>) {
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
                && !reader.is_calendar(at)
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
        } else if before_body || follows_press(reader, &words) {
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
