//! Decides how an input that cannot be read is reported: what was found, where, and what to do.

use thiserror::Error;

use crate::record::Place;

/// Why an input, or one line of it, gave no document.
#[derive(Debug, Error)]
pub enum Error {
    /// The input could not be read to its end.
    #[error("reading stopped after {offset} bytes")]
    Read {
        /// Bytes read before the fault.
        offset: u64,
        /// What the system said.
        source: std::io::Error,
    },
    /// The input is larger than a document may be.
    #[error("the {what} has {found} bytes, the limit is {limit}: split it into single stories")]
    TooLarge {
        /// `text` or `page`.
        what: &'static str,
        /// Its size in bytes: as the file system gives it, or `more than` the limit.
        found: Size,
        /// The most that is read.
        limit: usize,
    },
    /// The bytes are no text in any encoding.
    #[error("{found} at byte {offset}, expected text: convert the input to plain text first")]
    Binary {
        /// What the bytes look like (`a PDF file`, `control characters`).
        found: String,
        /// First byte that shows it.
        offset: usize,
    },
    /// A page's elements are nested too deeply to be parsed in reasonable time.
    #[error(
        "{found} open elements at byte {offset} of the page, the limit is {limit}: the page is broken or hostile, clean it first"
    )]
    TooDeep {
        /// Elements open when the scan stopped.
        found: usize,
        /// Where it stopped.
        offset: usize,
        /// The most that may be open.
        limit: usize,
    },
    /// The article extractor gave up on a page.
    #[error("the article extractor failed on this page: pass its text with `--from text` instead")]
    Extractor,
    /// A zip file, or a file in it, cannot be read.
    #[error("the zip file {found}")]
    Archive {
        /// What is wrong with it, after "the zip file".
        found: String,
        /// What the reader met.
        source: Option<std::io::Error>,
    },
    /// A line of JSON Lines is longer than the limit. The rest of the line was skipped.
    #[error("line {line} has more than {limit} bytes: split it, one story a line")]
    LineTooLong {
        /// Line, from 1.
        line: usize,
        /// The most bytes that a line may have.
        limit: usize,
    },
    /// A line is no JSON object of the expected form.
    #[error("line {line}, column {column}: {found}; expected {expected}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Byte column, from 1; 0 where the line as a whole is meant.
        column: usize,
        /// What the parser met.
        found: String,
        /// What would have been right.
        expected: &'static str,
    },
    /// The input is no feed, though it was taken for one.
    #[error("{found}, expected an RSS, Atom or JSON feed with its items")]
    NoFeed {
        /// What was met instead.
        found: String,
    },
    /// The input holds no story in the format that it was taken for.
    #[error("{expected} is missing: is this the right format?")]
    NoItems {
        /// What every input of the format has.
        expected: &'static str,
    },
    /// A record, row or item of a file cannot be read.
    #[error("{place} {found}")]
    Part {
        /// Where it stands in its file.
        place: Place,
        /// What is wrong with it, after its place.
        found: String,
    },
    /// A table cannot be read, or has not the columns that are wanted.
    #[error("the table {found}")]
    Table {
        /// What is wrong with it, after "the table".
        found: String,
    },
    /// The body of an answer is not whole.
    #[error("the {packing} body is cut short or damaged")]
    Body {
        /// How it is packed: `gzip`, `chunked`.
        packing: String,
        /// What the unpacker met.
        source: Option<std::io::Error>,
    },
    /// The body of an answer is packed in a way that is not known.
    #[error("the body is packed with `{packing}`, which is not read")]
    Packing {
        /// How the server named it.
        packing: String,
    },
    /// A line or item is sound, but its document is not.
    #[error("{place}, document {id}")]
    Record {
        /// Where it stands in its file.
        place: Place,
        /// Id of the document.
        id: String,
        /// What is wrong with it.
        source: Box<Error>,
    },
}

/// Size of an input in bytes, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Counted.
    Exactly(u64),
    /// Reading stopped here.
    MoreThan(u64),
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(bytes) => write!(f, "{bytes}"),
            Self::MoreThan(bytes) => write!(f, "more than {bytes}"),
        }
    }
}
