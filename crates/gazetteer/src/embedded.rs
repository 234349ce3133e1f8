//! Decides what comes with the crate: the tables of `data/` as the build script stored them, and their text for those who add tables of their own.
//!
//! A user's row `Anna Beispiel<TAB>foreign minister<TAB>AUT` refers to rows of ours; then all tables are loaded anew from their text.

use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::stored::{Bytes, Stored};
use crate::table::{EMBEDDED, Table};

/// The loaded tables, as [`Stored`] keeps them.
const LOADED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// Only the build script stores, but the compiler sees the crate without it.
const _: fn(&Gazetteer, &mut Vec<u8>) = Stored::store;

impl Gazetteer {
    /// The facts that come with the crate.
    pub fn embedded() -> Self {
        Self::read(&mut Bytes(LOADED))
    }

    /// The facts that come with the crate, and those of further tables.
    ///
    /// # Errors
    ///
    /// The first bad row, with file, line and column.
    pub fn extended(tables: &[Table<'_>]) -> Result<Self, Error> {
        if tables.is_empty() {
            return Ok(Self::embedded());
        }
        let mut all = Vec::with_capacity(EMBEDDED.len() + tables.len());
        for (file, text) in EMBEDDED {
            all.push(Table::new(file, text)?);
        }
        all.extend_from_slice(tables);
        Self::load(&all)
    }
}
