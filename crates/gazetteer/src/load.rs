//! Decides how rows become entries and names, and which rows are refused.
//!
//! The row `KOR<TAB>adjective<TAB>South Korean` adds a name to the entry that `KOR` stands for; without such an entry it is refused.

mod people;
mod words;
mod world;

use chancery_model::{CountryCode, Sector};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::date::PartialDate;
use crate::entry::{Detail, Entry, EntryId, Years};
use crate::error::Error;
use crate::gazetteer::{Gazetteer, Tenure};
use crate::index::{IndexBuilder, Sense};
use crate::role::Gender;
use crate::sense_kind::SenseKind;
use crate::table::{self, Table, TableKind};
use crate::tsv::{Row, rows};

/// About so many bytes of table stand for one piece of a name.
const BYTES_PER_PIECE: usize = 28;

/// About so many bytes of table stand for one entry.
const BYTES_PER_ENTRY: usize = 48;

const CODE: &str =
    "a three-letter code of the table of states, or IGO, UNO, EUR, NGO, ISM, IMG, MNC";
const DATE: &str = "YYYY, YYYY-MM or YYYY-MM-DD";
const SECTORS: &str = "PLOVER sectors separated by `; `";
const WIKIDATA: &str = "Q and digits";

/// Collects the entries of all tables.
pub(crate) struct Loader<'t> {
    entries: Vec<Entry>,
    names: IndexBuilder,
    surnames: IndexBuilder,
    states: FxHashMap<CountryCode, EntryId>,
    /// The capital with most inhabitants, and how many.
    capitals: FxHashMap<CountryCode, (u32, EntryId)>,
    /// Organisations and groups by canonical name: what an office may belong to.
    bodies: FxHashMap<&'t str, EntryId>,
    titles: FxHashMap<&'t str, EntryId>,
    people: FxHashMap<&'t str, EntryId>,
    tenures: Vec<Tenure>,
    first_names: FxHashMap<u64, Gender>,
}

impl<'t> Loader<'t> {
    /// A loader for about so many bytes of tables.
    pub(crate) fn new(bytes: usize) -> Self {
        Loader {
            entries: Vec::with_capacity(bytes / BYTES_PER_ENTRY),
            names: IndexBuilder::with_capacity(bytes / BYTES_PER_PIECE),
            surnames: IndexBuilder::with_capacity(bytes / (4 * BYTES_PER_PIECE)),
            states: FxHashMap::default(),
            capitals: FxHashMap::default(),
            bodies: FxHashMap::default(),
            titles: FxHashMap::default(),
            people: FxHashMap::with_capacity_and_hasher(
                bytes / (4 * BYTES_PER_ENTRY),
                FxBuildHasher,
            ),
            tenures: Vec::new(),
            first_names: FxHashMap::default(),
        }
    }

    /// Adds the rows of a table.
    pub(crate) fn table(&mut self, table: Table<'t>) -> Result<(), Error> {
        match table.kind {
            TableKind::States => rows(table, &table::STATES).try_for_each(|row| self.state(row?)),
            TableKind::StateNames => {
                rows(table, &table::STATE_NAMES).try_for_each(|row| self.state_name(row?))
            }
            TableKind::Organizations => {
                rows(table, &table::ORGANISATIONS).try_for_each(|row| self.organization(row?))
            }
            TableKind::Groups => rows(table, &table::GROUPS).try_for_each(|row| self.group(row?)),
            TableKind::Titles => rows(table, &table::TITLES).try_for_each(|row| self.title(row?)),
            TableKind::Nominals => {
                rows(table, &table::NOMINALS).try_for_each(|row| self.nominal(row?))
            }
            TableKind::Modifiers => {
                rows(table, &table::MODIFIERS).try_for_each(|row| self.modifier(row?))
            }
            TableKind::People => rows(table, &table::PEOPLE).try_for_each(|row| self.person(row?)),
            TableKind::Holders => {
                rows(table, &table::HOLDERS).try_for_each(|row| self.holder(row?))
            }
            TableKind::Places => rows(table, &table::PLACES).try_for_each(|row| self.place(row?)),
            TableKind::FirstNames => {
                rows(table, &table::FIRST_NAMES).try_for_each(|row| self.first_name(row?))
            }
        }
    }

    /// Sorts what is looked up by order.
    pub(crate) fn finish(mut self) -> Gazetteer {
        self.tenures.sort();
        let mut by_body: Vec<u32> = (0..self.tenures.len() as u32).collect();
        by_body.sort_by_key(|number| {
            let tenure = &self.tenures[*number as usize];
            (tenure.of, tenure.from)
        });
        let mut states: Vec<_> = self.states.into_iter().collect();
        states.sort_unstable_by_key(|(code, _)| *code);
        let capitals = self.capitals.into_iter();
        let mut capitals: Vec<_> = capitals.map(|(code, (_, id))| (code, id)).collect();
        capitals.sort_unstable_by_key(|(code, _)| *code);
        let mut first_names: Vec<_> = self.first_names.into_iter().collect();
        first_names.sort_unstable_by_key(|(name, _)| *name);
        Gazetteer {
            entries: self.entries,
            names: self.names.finish(),
            surnames: self.surnames.finish(),
            states,
            capitals,
            tenures: self.tenures,
            by_body,
            first_names,
        }
    }

    fn add(
        &mut self,
        name: &str,
        country: Option<CountryCode>,
        sectors: Box<[Sector]>,
        wikidata: Option<u32>,
        detail: Detail,
    ) -> EntryId {
        let id = EntryId(self.entries.len() as u32);
        self.entries.push(Entry {
            name: name.into(),
            country,
            sectors,
            wikidata,
            detail,
        });
        id
    }

    fn name(&mut self, name: &str, entry: EntryId, kind: SenseKind) {
        self.names.insert(name, Sense { entry, kind });
    }

    /// The actor code that a code column means: a dependency acts for its owner.
    fn code<const N: usize>(&self, row: &Row<'t, N>, column: usize) -> Result<CountryCode, Error> {
        let code = row.parse(column, CODE, CountryCode::new)?;
        match self.states.get(&code) {
            Some(state) => Ok(self.entries[state.0 as usize].country.unwrap_or(code)),
            None if code.is_supranational() => Ok(code),
            None => Err(row.unknown(column, "states")),
        }
    }

    fn optional_code<const N: usize>(
        &self,
        row: &Row<'t, N>,
        column: usize,
    ) -> Result<Option<CountryCode>, Error> {
        if row.field(column).is_empty() {
            Ok(None)
        } else {
            self.code(row, column).map(Some)
        }
    }
}

fn years<const N: usize>(row: &Row<'_, N>, from: usize, until: usize) -> Result<Years, Error> {
    Ok(Years {
        from: row.optional(from, DATE, PartialDate::parse)?,
        until: row.optional(until, DATE, PartialDate::parse)?,
    })
}

fn sectors<const N: usize>(row: &Row<'_, N>, column: usize) -> Result<Box<[Sector]>, Error> {
    row.parse_list(column, SECTORS, Sector::from_code)
}

fn wikidata<const N: usize>(row: &Row<'_, N>, column: usize) -> Result<Option<u32>, Error> {
    row.optional(column, WIKIDATA, |field| {
        field.strip_prefix('Q')?.parse().ok()
    })
}
