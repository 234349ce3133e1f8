//! Decides how a bad row of a table is reported: always with file, line, column and what was expected.

use thiserror::Error;

/// Where in a table something is wrong.
///
/// Lines and columns count from 1; columns count characters. Prints as `states.tsv:12:5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name the caller gave the table.
    pub file: String,
    /// Line of the file, comments included.
    pub line: usize,
    /// Character column where the field starts.
    pub column: usize,
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Why a table could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Error {
    /// The line of column names fits no table of the gazetteer.
    #[error(
        "{at}: expected the column names of a gazetteer table, found `{found}`; known are {known}"
    )]
    UnknownColumns {
        /// The line that should name the columns.
        at: Location,
        /// What stands there.
        found: String,
        /// The column lines of all tables, tab shown as a space.
        known: String,
    },
    /// A row has too few or too many fields.
    #[error("{at}: expected {expected} tab-separated fields, found {found}")]
    FieldCount {
        /// The start of the row.
        at: Location,
        /// How many columns the table has.
        expected: usize,
        /// How many the row has.
        found: usize,
    },
    /// A field does not have the form its column asks for.
    #[error("{at}: expected {expected} in column `{column}`, found `{found}`")]
    Value {
        /// The field.
        at: Location,
        /// The name of the column.
        column: &'static str,
        /// What a good field looks like.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A field names an entry that no table has.
    #[error("{at}: `{found}` in column `{column}` is not in the table of {of}")]
    UnknownReference {
        /// The field.
        at: Location,
        /// The name of the column.
        column: &'static str,
        /// The table that should hold the entry.
        of: &'static str,
        /// The missing entry.
        found: String,
    },
    /// Two rows have the same key.
    #[error("{at}: `{key}` stands in the table twice")]
    Duplicate {
        /// The second row.
        at: Location,
        /// The key that is not unique.
        key: String,
    },
}
