//! Facts about the world: states, places, organisations, offices and who held them when.
//!
//! The facts are tables in `data/`, one row a fact, loaded by the build script and stored in the binary. [`Gazetteer::embedded`] reads them, [`Gazetteer::finder`] finds names
//! in the words of a sentence, and the other methods of [`Gazetteer`] answer by code, office and day. Nothing is guessed here: a name that may stand for
//! several entries keeps all its senses, and which one is meant is for the reader to decide.

mod date;
mod edges;
mod embedded;
mod entry;
mod error;
mod finder;
mod fold;
mod gazetteer;
mod index;
mod load;
mod role;
mod sense_kind;
mod stored;
mod table;
mod tsv;

pub use date::PartialDate;
pub use entry::{Detail, Entry, EntryId, GroupKind, NominalKind, PlaceKind, StateStatus, Years};
pub use error::{Error, Location};
pub use finder::{Finder, Match};
pub use gazetteer::{Gazetteer, Tenure};
pub use index::Sense;
pub use role::{Gender, Modifier, Role};
pub use sense_kind::SenseKind;
pub use table::Table;
