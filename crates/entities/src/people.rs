//! Which names of persons stand for the same one.
//!
//! `Anna Beispiel` is `Beispiel`, `Ms Beispiel` and `A. Beispiel` of the same story, but neither `Karl Beispiel` nor, when she is
//! known for a woman, `Mr Beispiel`. Full names come first, so a surname finds its owner earlier or later in the text.

use chancery_gazetteer::{Detail, EntryId, Gender};
use chancery_model::{EntityKind, LinkBasis};
use rustc_hash::FxHashMap;

use crate::cast::{Cast, Figure, FigureId};
use crate::drafts::{Content, Draft, Drafts, is_person};
use crate::fold::{are_spellings, may_be_same_first_name, pieces};
use crate::names::Known;
use crate::offices;
use crate::reader::Reader;
use crate::titles::Lead;

/// Persons by any word of their names.
#[derive(Default)]
struct People {
    by_piece: FxHashMap<String, Vec<FigureId>>,
    by_entry: FxHashMap<EntryId, FigureId>,
    /// Number of the last mention of a figure, for the nearest of two namesakes.
    last_seen: FxHashMap<FigureId, usize>,
}

/// Two names share at most so many namesakes that are compared; more are lists, not stories.
const MAX_NAMESAKES: usize = 32;

/// Ties all names of persons.
pub(crate) fn tie(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) {
    let mut people = People::default();
    let mut short = Vec::new();
    for (number, draft) in drafts.rows.iter().enumerate() {
        let Content::Name(known, ref lead) = draft.content else {
            continue;
        };
        if !is_person(known) {
            continue;
        }
        let folded = pieces(reader.text_of(draft.head.clone()));
        if folded.len() < 2 && !matches!(known, Known::As(_)) {
            short.push((number, folded));
            continue;
        }
        let figure = people.full_name(reader, cast, draft, known, lead, &folded);
        people.last_seen.insert(figure, number);
        cast.tie(number, figure, LinkBasis::Name, 0.95);
    }
    people.last_seen.clear();
    let mut short = short.into_iter().peekable();
    for (number, draft) in drafts.rows.iter().enumerate() {
        if let Some(figure) = cast.single(number) {
            people.last_seen.insert(figure, number);
        }
        let Some((_, folded)) = short.next_if(|(at, _)| *at == number) else {
            continue;
        };
        let Content::Name(_, ref lead) = draft.content else {
            continue;
        };
        let (figure, basis, confidence) = people.short_name(reader, cast, draft, lead, &folded);
        people.last_seen.insert(figure, number);
        cast.tie(number, figure, basis, confidence);
    }
}

impl People {
    fn full_name(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        known: Known,
        lead: &Lead,
        folded: &[String],
    ) -> FigureId {
        let entry = match known {
            Known::As(sense) => Some(sense.entry),
            Known::Form(_) => None,
        };
        if let Some(figure) = entry.and_then(|entry| self.by_entry.get(&entry)) {
            return *figure;
        }
        let gender = offices::lead_gender(reader, lead);
        let namesake = entry
            .is_none()
            .then(|| self.namesake(cast, folded, gender))
            .flatten();
        if let Some(figure) = namesake {
            if cast.figures[figure].entry.is_none()
                && folded.len() > cast.figures[figure].pieces.len()
            {
                reader
                    .text_of(draft.head.clone())
                    .clone_into(&mut cast.figures[figure].name);
                cast.figures[figure].pieces = folded.to_vec();
                self.index(figure, folded);
            }
            return figure;
        }
        let entry = entry.or_else(|| variant(reader, draft, lead, folded));
        if let Some(figure) = entry.and_then(|entry| self.by_entry.get(&entry)) {
            return *figure;
        }
        self.add(reader, cast, draft, entry, gender, folded)
    }

    /// A person of the document whose full name may be this one.
    fn namesake(&self, cast: &Cast, folded: &[String], gender: Option<Gender>) -> Option<FigureId> {
        let last = folded.last()?;
        let candidates = self.by_piece.get(last)?;
        candidates
            .iter()
            .rev()
            .take(MAX_NAMESAKES)
            .copied()
            .find(|&figure| {
                let other = &cast.figures[figure];
                let same_last = other.pieces.last() == Some(last);
                // `St. Clair` of `Keith St. Clair`.
                let is_part = other.pieces.ends_with(folded) || folded.ends_with(&other.pieces);
                same_last
                    && other.pieces.len() > 1
                    && (is_part || may_be_same_first_name(&folded[0], &other.pieces[0]))
                    && genders_agree(gender, other.gender)
            })
    }

    fn short_name(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        lead: &Lead,
        folded: &[String],
    ) -> (FigureId, LinkBasis, f32) {
        let gender = offices::lead_gender(reader, lead);
        if let Some(found) = self.bearer(reader, cast, folded, gender) {
            return found;
        }
        let holders = offices::holders_by_surname(reader, draft, lead);
        let entry = offices::by_surname(&holders);
        if let Some(figure) = entry.and_then(|entry| self.by_entry.get(&entry)) {
            return (*figure, LinkBasis::Surname, 0.8);
        }
        let misspelled = holders
            .is_empty()
            .then(|| misspelled(cast, folded, gender))
            .flatten();
        if let Some(figure) = misspelled {
            return (figure, LinkBasis::Surname, 0.6);
        }
        let figure = self.add(reader, cast, draft, entry, gender, folded);
        let country = &mut cast.figures[figure].country;
        *country = country.or_else(|| offices::shared_country(reader, &holders));
        match entry {
            Some(_) => (figure, LinkBasis::Surname, 0.8),
            None => (figure, LinkBasis::Name, 0.7),
        }
    }

    /// The person of the document whom one word names: by surname, else by first name; the last seen one first.
    fn bearer(
        &self,
        reader: &Reader<'_>,
        cast: &Cast,
        folded: &[String],
        gender: Option<Gender>,
    ) -> Option<(FigureId, LinkBasis, f32)> {
        let candidates = self.by_piece.get(folded.last()?)?;
        let rank = |figure: FigureId| {
            let person = &cast.figures[figure];
            let is_surname =
                person.pieces.ends_with(folded) || surname(reader, person).ends_with(folded);
            let is_first = person.pieces.starts_with(folded);
            let seen = self.last_seen.get(&figure).copied();
            genders_agree(gender, person.gender).then_some((is_surname, is_first, seen))
        };
        let recent = candidates.iter().rev().take(MAX_NAMESAKES).copied();
        let (best, figure) = recent
            .filter_map(|figure| Some((rank(figure)?, figure)))
            .max_by_key(|(rank, figure)| (*rank, std::cmp::Reverse(*figure)))?;
        match best {
            (true, ..) => Some((figure, LinkBasis::Surname, 0.9)),
            (false, true, _) => Some((figure, LinkBasis::Name, 0.75)),
            (false, false, _) => Some((figure, LinkBasis::Name, 0.65)),
        }
    }

    fn add(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        entry: Option<EntryId>,
        gender: Option<Gender>,
        folded: &[String],
    ) -> FigureId {
        let text = reader.text_of(draft.head.clone());
        let by_first_name = || {
            reader
                .gazetteer
                .first_name(text.split([' ', '-']).next().unwrap_or(text))
        };
        let figure = match entry {
            Some(entry) => offices::person(reader.gazetteer, entry, reader.on()),
            None => Figure {
                pieces: folded.to_vec(),
                ..Figure::named(EntityKind::Person, text)
            },
        };
        let gender = figure.gender.or(gender).or_else(by_first_name);
        let number = cast.add(Figure { gender, ..figure });
        if let Some(entry) = entry {
            self.by_entry.insert(entry, number);
        }
        let own = cast.figures[number].pieces.clone();
        self.index(number, &own);
        self.index(number, folded);
        let surname = surname(reader, &cast.figures[number]);
        self.index(number, &surname);
        number
    }

    fn index(&mut self, figure: FigureId, folded: &[String]) {
        for piece in folded {
            let known = self.by_piece.entry(piece.clone()).or_default();
            if !known.contains(&figure) {
                known.push(figure);
            }
        }
    }
}

/// Letters of a surname at least for a slip of the pen in it.
const MIN_MISSPELLED: usize = 7;

/// The only person of the document, named in full, whose surname is this one with a slip: `Beispeil` after `Anna Beispiel`.
fn misspelled(cast: &Cast, folded: &[String], gender: Option<Gender>) -> Option<FigureId> {
    let [surname] = folded else { return None };
    if surname.chars().count() < MIN_MISSPELLED {
        return None;
    }
    let mut fitting = cast.figures.iter().enumerate().filter(|(_, other)| {
        other.kind == EntityKind::Person
            && other.pieces.len() > 1
            && genders_agree(gender, other.gender)
            && other
                .pieces
                .last()
                .is_some_and(|last| are_spellings(last, surname))
    });
    let first = fitting.next()?.0;
    fitting.next().is_none().then_some(first)
}

fn genders_agree(a: Option<Gender>, b: Option<Gender>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Folded surname of a person with an entry; empty for others.
fn surname(reader: &Reader<'_>, person: &Figure) -> Vec<String> {
    match person.entry.map(|entry| &reader.entry(entry).detail) {
        Some(Detail::Person { surname, .. }) => pieces(surname),
        _ => Vec::new(),
    }
}

/// The office-holder of the day whose name is spelled otherwise in the gazetteer: `Mahmud` for `Mahmoud`.
fn variant(reader: &Reader<'_>, draft: &Draft, lead: &Lead, folded: &[String]) -> Option<EntryId> {
    let country = offices::owner_country(reader, lead);
    let mut candidates = offices::surname_candidates(reader, draft)
        .into_iter()
        .filter(|&entry| {
            let known = reader.entry(entry);
            let first = pieces(&known.name);
            let on_day = reader
                .on()
                .is_none_or(|on| !reader.gazetteer.holder_offices(entry, on).is_empty());
            (country.is_none() || known.country == country)
                && on_day
                && first
                    .first()
                    .is_some_and(|first| *first == folded[0] || are_spellings(first, &folded[0]))
        });
    let found = candidates.next()?;
    candidates.next().is_none().then_some(found)
}
