//! Decides how the facts are asked for: by the words of a sentence, by code, by office and day.
//!
//! `the Russian foreign minister` on 24 October 2015: `Russian` is an adjective of RUS, `foreign minister` a title with a role, and
//! [`Gazetteer::office_holders`] names who held that role in RUS on that day.

use chancery_model::{Coordinates, CountryCode, PointKind};
use jiff::civil::Date;

use crate::date::PartialDate;
use crate::entry::{Detail, Entry, EntryId};
use crate::error::Error;
use crate::finder::Finder;
use crate::fold::phrase_hash;
use crate::index::Index;
use crate::load::Loader;
use crate::role::{Gender, Role};
use crate::sense_kind::SenseKind;
use crate::table::Table;

/// Facts about the world, and the names they are found by.
///
/// Immutable, and cheap to share behind a reference between threads.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    pub(crate) entries: Vec<Entry>,
    pub(crate) names: Index,
    pub(crate) surnames: Index,
    /// Ordered by code.
    pub(crate) states: Vec<(CountryCode, EntryId)>,
    /// Ordered by code of the state.
    pub(crate) capitals: Vec<(CountryCode, EntryId)>,
    /// Ordered by person, then by first day.
    pub(crate) tenures: Vec<Tenure>,
    /// Numbers of tenures, ordered by state or organisation, then by first day.
    pub(crate) by_body: Vec<u32>,
    /// Hashes of first names, ordered.
    pub(crate) first_names: Vec<(u64, Gender)>,
}

/// That a person held an office for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenure {
    /// Who.
    pub person: EntryId,
    /// The first day, as far as known.
    pub from: PartialDate,
    /// The last day, as far as known; `None` while it lasted when the table was written.
    pub until: Option<PartialDate>,
    /// The title of the office.
    pub office: EntryId,
    /// The state, organisation or group it belongs to.
    pub of: EntryId,
}

impl Tenure {
    /// Whether the office was held, or may have been, on a day.
    pub fn includes(&self, on: Date) -> bool {
        self.from.first() <= on && self.until.is_none_or(|until| on <= until.last())
    }

    /// Whether the office was over on a day.
    pub fn is_over(&self, on: Date) -> bool {
        self.until.is_some_and(|until| until.last() < on)
    }
}

impl Gazetteer {
    /// The facts of the given tables alone, in any order and any number of a kind.
    ///
    /// # Errors
    ///
    /// The first bad row, with file, line and column.
    pub fn load(tables: &[Table<'_>]) -> Result<Self, Error> {
        let mut ordered = tables.to_vec();
        ordered.sort_by_key(|table| table.kind);
        let mut loader = Loader::new(ordered.iter().map(|table| table.text.len()).sum());
        for table in ordered {
            loader.table(table)?;
        }
        Ok(loader.finish())
    }

    /// Makes the words of a sentence ready for look-ups.
    ///
    /// ```
    /// use chancery_gazetteer::{Gazetteer, SenseKind};
    ///
    /// let gazetteer = Gazetteer::embedded();
    /// let finder = gazetteer.finder(&["South", "Korean", "troops"]);
    /// let found = finder.longest_at(0).expect("an adjective");
    /// assert_eq!((found.words, found.senses[0].kind), (2, SenseKind::Adjective));
    /// assert_eq!(gazetteer.entry(found.senses[0].entry).name.as_ref(), "South Korea");
    /// ```
    pub fn finder(&self, words: &[&str]) -> Finder<'_> {
        Finder::new(self, words)
    }

    /// An entry by its number.
    ///
    /// # Panics
    ///
    /// When the number comes from another gazetteer.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// All entries with their numbers, in table order.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries
            .iter()
            .enumerate()
            .map(|(i, entry)| (EntryId(i as u32), entry))
    }

    /// The state or territory with a code, former states included.
    pub fn state(&self, code: CountryCode) -> Option<EntryId> {
        value_of(&self.states, code)
    }

    /// The place that is the capital of the state or territory with a code; of several the one with most inhabitants.
    pub fn capital(&self, code: CountryCode) -> Option<EntryId> {
        value_of(&self.capitals, code)
    }

    /// Where an entry is and what the point stands for: a place's own point, a state's capital; `None` for all else.
    pub fn coordinates(&self, id: EntryId) -> Option<Coordinates> {
        let entry = self.entry(id);
        let (place, kind) = match entry.detail {
            Detail::State { code, .. } => (self.entry(self.capital(code)?), PointKind::Capital),
            Detail::Place { kind, .. } => (entry, kind.point_kind()),
            _ => return None,
        };
        let (latitude, longitude) = place.coordinates()?;
        Coordinates::new(latitude, longitude, kind)
    }

    /// The first entry that a whole phrase names in one of the given ways.
    pub fn named(&self, phrase: &str, kinds: &[SenseKind]) -> Option<EntryId> {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let found = self
            .finder(&words)
            .all_at(0)
            .into_iter()
            .find(|found| found.words == words.len())?;
        found
            .senses
            .into_iter()
            .find(|sense| kinds.contains(&sense.kind))
            .map(|sense| sense.entry)
    }

    /// The code of the state whose adjective or demonym a word is: RUS for `Russian` and `Russians`.
    pub fn demonym(&self, word: &str) -> Option<CountryCode> {
        let state = self.named(
            word,
            &[
                SenseKind::Adjective,
                SenseKind::Demonym,
                SenseKind::DemonymPlural,
            ],
        )?;
        self.entry(state).country
    }

    /// The gender a first name tells; `None` for unknown names and names of both.
    pub fn first_name(&self, name: &str) -> Option<Gender> {
        value_of(&self.first_names, phrase_hash(name)?)
    }

    /// The offices of a person, by first day.
    pub fn tenures(&self, person: EntryId) -> &[Tenure] {
        let start = self
            .tenures
            .partition_point(|tenure| tenure.person < person);
        let end = self
            .tenures
            .partition_point(|tenure| tenure.person <= person);
        &self.tenures[start..end]
    }

    /// The offices that a person held on a day, by first day.
    pub fn holder_offices(&self, person: EntryId, on: Date) -> Vec<&Tenure> {
        self.tenures(person)
            .iter()
            .filter(|tenure| tenure.includes(on))
            .collect()
    }

    /// The offices of a state, organisation or group, by first day.
    pub fn offices_of(&self, of: EntryId) -> impl Iterator<Item = &Tenure> {
        let body = |number: &u32| self.tenures[*number as usize].of;
        let start = self.by_body.partition_point(|number| body(number) < of);
        let end = self.by_body.partition_point(|number| body(number) <= of);
        self.by_body[start..end]
            .iter()
            .map(|number| &self.tenures[*number as usize])
    }

    /// Who held a role in a state, organisation or group on a day, by first day; `None` for any day.
    ///
    /// Several where two held it at once, where the dates are known to the year only, or where head of state and of government are one person.
    pub fn office_holders(&self, role: Role, of: EntryId, on: Option<Date>) -> Vec<&Tenure> {
        let in_time = |tenure: &&Tenure| on.is_none_or(|on| tenure.includes(on));
        self.offices_of(of)
            .filter(|tenure| self.role(tenure.office) == Some(role))
            .filter(in_time)
            .collect()
    }

    /// The role of a title; `None` for other entries and titles without one.
    pub fn role(&self, title: EntryId) -> Option<Role> {
        match self.entry(title).detail {
            Detail::Title { role, .. } => role,
            _ => None,
        }
    }
}

/// The value beside a key in a table ordered by key.
fn value_of<K: Ord + Copy, V: Copy>(table: &[(K, V)], key: K) -> Option<V> {
    let place = table.binary_search_by_key(&key, |(key, _)| *key).ok()?;
    Some(table[place].1)
}
