//! Decides which tables there are and how one is recognised: by its line of column names, so that a user's file may have any name.

use crate::error::Error;
use crate::tsv::{at, numbered};

/// One table as text, with the name that errors call it by.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    pub(crate) kind: TableKind,
    pub(crate) file: &'t str,
    pub(crate) text: &'t str,
}

/// The tables, in the order in which they are loaded: later ones may name entries of earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TableKind {
    States,
    StateNames,
    Organizations,
    Groups,
    Titles,
    Nominals,
    Modifiers,
    People,
    Holders,
    Places,
    FirstNames,
}

pub(crate) const STATES: [&str; 9] = [
    "code", "iso2", "status", "parent", "actor", "name", "from", "until", "wikidata",
];
pub(crate) const STATE_NAMES: [&str; 3] = ["code", "kind", "name"];
pub(crate) const ORGANISATIONS: [&str; 7] = [
    "name", "code", "sectors", "aliases", "from", "until", "wikidata",
];
pub(crate) const GROUPS: [&str; 8] = [
    "name", "kind", "code", "sectors", "aliases", "from", "until", "wikidata",
];
pub(crate) const TITLES: [&str; 5] = ["title", "plural", "sectors", "role", "gender"];
pub(crate) const NOMINALS: [&str; 4] = ["noun", "plural", "sectors", "kind"];
pub(crate) const MODIFIERS: [&str; 2] = ["word", "modifier"];
pub(crate) const PEOPLE: [&str; 6] = [
    "person", "country", "gender", "surname", "aliases", "wikidata",
];
pub(crate) const HOLDERS: [&str; 6] = ["person", "office", "of", "from", "until", "shared"];
pub(crate) const PLACES: [&str; 8] = [
    "name",
    "kind",
    "country",
    "latitude",
    "longitude",
    "population",
    "geonames",
    "aliases",
];
pub(crate) const FIRST_NAMES: [&str; 2] = ["first_name", "gender"];

/// Column names by kind of table.
const COLUMNS: [(TableKind, &[&str]); 11] = [
    (TableKind::States, &STATES),
    (TableKind::StateNames, &STATE_NAMES),
    (TableKind::Organizations, &ORGANISATIONS),
    (TableKind::Groups, &GROUPS),
    (TableKind::Titles, &TITLES),
    (TableKind::Nominals, &NOMINALS),
    (TableKind::Modifiers, &MODIFIERS),
    (TableKind::People, &PEOPLE),
    (TableKind::Holders, &HOLDERS),
    (TableKind::Places, &PLACES),
    (TableKind::FirstNames, &FIRST_NAMES),
];

impl<'t> Table<'t> {
    /// Recognises a table by the first line that is neither empty nor a comment.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownColumns`] when that line is no table's.
    pub fn new(file: &'t str, text: &'t str) -> Result<Self, Error> {
        let (line, found) = numbered(text).next().unwrap_or((1, ""));
        let kind = COLUMNS
            .iter()
            .find(|(_, columns)| found.split('\t').eq(columns.iter().copied()));
        match kind {
            Some(&(kind, _)) => Ok(Table { kind, file, text }),
            None => {
                let known: Vec<String> = COLUMNS
                    .iter()
                    .map(|(_, columns)| format!("`{}`", columns.join(" ")))
                    .collect();
                Err(Error::UnknownColumns {
                    at: at(file, line, 1),
                    found: found.to_owned(),
                    known: known.join(", "),
                })
            }
        }
    }
}

/// The tables inside the crate.
pub(crate) const EMBEDDED: [(&str, &str); 11] = [
    ("states.tsv", include_str!("../data/states.tsv")),
    ("state_names.tsv", include_str!("../data/state_names.tsv")),
    (
        "organisations.tsv",
        include_str!("../data/organisations.tsv"),
    ),
    ("groups.tsv", include_str!("../data/groups.tsv")),
    ("titles.tsv", include_str!("../data/titles.tsv")),
    ("nominals.tsv", include_str!("../data/nominals.tsv")),
    ("modifiers.tsv", include_str!("../data/modifiers.tsv")),
    ("people.tsv", include_str!("../data/people.tsv")),
    ("holders.tsv", include_str!("../data/holders.tsv")),
    ("places.tsv", include_str!("../data/places.tsv")),
    ("first_names.tsv", include_str!("../data/first_names.tsv")),
];
