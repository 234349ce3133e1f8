//! Loads the tables of `data/` and stores the result for the binary. A bad row stops the build with file, line, column and what was expected.
//!
//! The modules are the crate's own: what loads a user's table at run time loads ours here. Cargo runs it again when a file of the package changes.

#![expect(
    dead_code,
    unreachable_pub,
    reason = "look-ups are not needed to build, and a build script exports nothing"
)]

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

#[path = "src"]
mod source {
    pub(crate) mod date;
    pub(crate) mod edges;
    pub(crate) mod entry;
    pub(crate) mod error;
    pub(crate) mod finder;
    pub(crate) mod fold;
    pub(crate) mod gazetteer;
    pub(crate) mod index;
    pub(crate) mod load;
    pub(crate) mod role;
    pub(crate) mod sense_kind;
    pub(crate) mod stored;
    pub(crate) mod table;
    pub(crate) mod tsv;
}
// The modules name each other from the root of the crate.
use source::{
    date, edges, entry, error, finder, fold, gazetteer, index, load, role, sense_kind, stored,
    table, tsv,
};

fn main() -> Result<(), Box<dyn Error>> {
    let tables = table::EMBEDDED
        .iter()
        .map(|(file, text)| table::Table::new(file, text))
        .collect::<Result<Vec<_>, _>>()?;
    let mut stored = Vec::new();
    stored::Stored::store(&gazetteer::Gazetteer::load(&tables)?, &mut stored);
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("gazetteer.bin"), stored)?;
    Ok(())
}
