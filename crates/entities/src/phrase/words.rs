//! The words of a phrase and the gazetteer names in them: titles, persons, bodies, states.
//!
//! In `former Austrian foreign minister` the last title is `foreign minister`, the state Austria, the modifier `former`.

use std::ops::Range;

use chancery_gazetteer::{Detail, EntryId, Gazetteer, Match, Modifier, Sense, SenseKind};
use chancery_model::CountryCode;
use jiff::civil::Date;

use crate::lists::{FunctionWord, LISTS};
use crate::names::{COMMON, STATE};
use crate::offices;

/// The words of a phrase with the gazetteer names in it.
pub(super) struct Words<'g, 't> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) words: Vec<&'t str>,
    /// Names by first word, longest first.
    pub(super) hits: Vec<Vec<Match>>,
    /// People by surname, by first word.
    pub(super) surnames: Vec<Vec<Match>>,
    /// `a minister` is any.
    is_indefinite: bool,
}

impl<'g, 't> Words<'g, 't> {
    pub(super) fn new(gazetteer: &'g Gazetteer, phrase: &'t str) -> Self {
        let mut words = Vec::new();
        for word in phrase.split_whitespace() {
            let word = word
                .trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’');
            let bare = word
                .strip_suffix("'s")
                .or_else(|| word.strip_suffix("’s"))
                .unwrap_or(word);
            if bare.contains(char::is_alphanumeric) {
                words.push(bare.trim_end_matches(['\'', '’', ',']));
            }
        }
        let is_indefinite = words
            .first()
            .is_some_and(|first| is_one_of(first, &[FunctionWord::Indefinite]));
        if words
            .first()
            .is_some_and(|first| is_one_of(first, &DETERMINERS))
        {
            words.remove(0);
        }
        let finder = gazetteer.finder(&words);
        let hits = (0..words.len()).map(|at| finder.all_at(at)).collect();
        let surnames = (0..words.len()).map(|at| finder.surnames_at(at)).collect();
        Self {
            gazetteer,
            words,
            hits,
            surnames,
            is_indefinite,
        }
    }

    /// The last title or common noun in a range.
    pub(super) fn common(&self, words: Range<usize>) -> Option<Sense> {
        let mut found = None;
        let mut at = words.start;
        while at < words.end {
            let hit = self.hits[at].iter().find_map(|hit| {
                let sense = hit
                    .senses
                    .iter()
                    .find(|sense| COMMON.contains(&sense.kind))?;
                Some((hit.words, *sense))
            });
            if let Some((length, sense)) = hit {
                let tells = !self.gazetteer.entry(sense.entry).sectors.is_empty();
                found = if tells {
                    Some(sense)
                } else {
                    found.or(Some(sense))
                };
                at += length;
            } else {
                at += 1;
            }
        }
        found
    }

    pub(super) fn modifier(&self, words: Range<usize>) -> Option<Modifier> {
        self.senses(words, &[SenseKind::Modifier])
            .find_map(|sense| match self.gazetteer.entry(sense.entry).detail {
                Detail::Modifier { modifier } => {
                    Some(modifier).filter(|modifier| *modifier != Modifier::Rank)
                }
                _ => None,
            })
    }

    /// A person named in full, else the office-holder whose surname ends the range.
    pub(super) fn person(&self, words: Range<usize>, on: Option<Date>) -> Option<EntryId> {
        let has_title = self.common(words.clone()).is_some();
        // `Juan Carlos Muster` is not Juan Carlos.
        let named = words.clone().find_map(|at| {
            let goes_on = |hit: &&Match| {
                let next = self
                    .words
                    .get(at + hit.words)
                    .filter(|_| at + hit.words < words.end);
                next.is_some_and(|next| next.starts_with(char::is_uppercase))
            };
            let hits = self.hits[at]
                .iter()
                .filter(|hit| !goes_on(hit))
                .flat_map(|hit| &hit.senses);
            hits.into_iter()
                .find(|sense| sense.kind == SenseKind::Person)
                .copied()
        });
        let by_surname = || {
            let last = words.clone().last().filter(|_| has_title)?;
            let hits = self.surnames[last].iter().flat_map(|hit| &hit.senses);
            let mut holders = hits.filter(|sense| {
                let tenures = self.gazetteer.tenures(sense.entry);
                tenures
                    .iter()
                    .any(|tenure| on.is_none_or(|on| tenure.includes(on)))
            });
            let first = holders.next()?;
            holders.next().is_none().then_some(*first)
        };
        named.or_else(by_surname).map(|sense| sense.entry)
    }

    /// Who holds the office that the range ends with, of the state or body that the phrase names, on a day: the only one, or the only one
    /// under that very title.
    pub(super) fn holder(&self, words: Range<usize>, on: Option<Date>) -> Option<EntryId> {
        let on = on.filter(|_| !self.is_indefinite)?;
        let title = words.clone().find_map(|at| {
            let hit = self.hits[at]
                .iter()
                .find(|hit| at + hit.words == words.end)?;
            hit.senses
                .iter()
                .find(|sense| sense.kind == SenseKind::Title)
        })?;
        let role = self
            .gazetteer
            .role(title.entry)
            .filter(|&role| offices::is_famous(role))?;
        let all = 0..self.words.len();
        let state = self
            .state(all.clone())
            .and_then(|code| self.gazetteer.state(code));
        let of = self.body(all).or(state)?;
        let holders = self.gazetteer.office_holders(role, of, Some(on));
        let under_title = holders
            .iter()
            .copied()
            .filter(|tenure| tenure.office == title.entry);
        match (
            holders.as_slice(),
            under_title.collect::<Vec<_>>().as_slice(),
        ) {
            ([only], _) | (_, [only]) => Some(only.person),
            _ => None,
        }
    }

    pub(super) fn body(&self, words: Range<usize>) -> Option<EntryId> {
        let kinds = [SenseKind::Organization, SenseKind::Group];
        self.senses(words, &kinds).next().map(|sense| sense.entry)
    }

    /// The first state named in a range by name, adjective, capital or place.
    pub(super) fn state(&self, words: Range<usize>) -> Option<CountryCode> {
        let by_name = self.senses(words.clone(), &STATE).next();
        let by_place = || {
            let kinds = [SenseKind::Capital, SenseKind::Seat, SenseKind::Place];
            // `Anna Graz` is someone or something of whom nothing is known.
            let is_name = self.words.len() > 1
                && self.words.iter().all(|word| {
                    word.starts_with(char::is_uppercase) && LISTS.organisation_head(word).is_none()
                })
                && self.common(0..self.words.len()).is_none();
            let is_whole = |hit: &Match| hit.words == self.words.len();
            let is_known = self
                .hits
                .first()
                .is_some_and(|hits| hits.iter().any(is_whole));
            self.senses(words, &kinds)
                .next()
                .filter(|_| !is_name || is_known)
        };
        by_name
            .or_else(by_place)
            .and_then(|sense| self.gazetteer.entry(sense.entry).country)
    }

    /// Senses of some kinds of the names in a range, the longest at each word.
    pub(super) fn senses<'s>(
        &'s self,
        words: Range<usize>,
        kinds: &'s [SenseKind],
    ) -> impl Iterator<Item = Sense> + 's {
        let end = words.end.min(self.hits.len());
        (words.start.min(end)..end).filter_map(move |at| {
            self.hits[at].iter().find_map(|hit| {
                hit.senses
                    .iter()
                    .copied()
                    .find(|sense| kinds.contains(&sense.kind))
            })
        })
    }
}

/// Words that may begin a phrase and name nothing.
const DETERMINERS: [FunctionWord; 3] = [
    FunctionWord::Definite,
    FunctionWord::Demonstrative,
    FunctionWord::Indefinite,
];

fn is_one_of(word: &str, classes: &[FunctionWord]) -> bool {
    let word = word.to_lowercase();
    classes
        .iter()
        .any(|&class| LISTS.is_function_word(&word, class))
}
