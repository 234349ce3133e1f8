//! `chancery diff`: what changed in facts between two files of records.
//!
//! The old file is read once, in its order; the new one is read first for the places of its documents, then document by
//! document. So the order of either file does not matter, and memory holds one document of each and 17 bytes for every document
//! of the new file. Documents that are only in the new file come last, in its order.

mod compare;
mod facts;
mod index;
mod listing;
mod record;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use chancery_ingest::Limits;

use crate::args::{DiffArgs, DiffFormat};
use crate::error::{InputError, chain};
use crate::inputs::Input;
use crate::open::{Opened, Reader, open, seekable};
use crate::report;
use compare::{Counts, compare};
use index::Index;
use listing::Listing;
use record::Records;

/// Exit status as `diff` has it.
const DIFFERENT: u8 = 1;
const TROUBLE: u8 = 2;

/// Why two files could not be compared.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{name}")]
    Input { name: String, source: InputError },
    #[error("{name}: is an archive; name a file of records")]
    Archive { name: String },
    #[error("standard input can be one of the two files, not both")]
    Twice,
    #[error("{name}: at byte {byte}: no record")]
    Record {
        name: String,
        /// Of the unpacked file.
        byte: u64,
        source: serde_json::Error,
    },
    #[error("{name}: at byte {byte}: a record of schema `{found}`; `chancery/1` is known")]
    Schema {
        name: String,
        byte: u64,
        found: String,
    },
    #[error("{name}: cannot be read")]
    Read { name: String, source: io::Error },
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// Writes the differences.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &DiffArgs) -> io::Result<ExitCode> {
    let out = BufWriter::new(io::stdout().lock());
    match differ(args, out) {
        Ok(false) => Ok(ExitCode::SUCCESS),
        Ok(true) => Ok(ExitCode::from(DIFFERENT)),
        // The reader of our pipe has seen enough, and only differences are written before the end.
        Err(Trouble::Output(why)) if why.kind() == io::ErrorKind::BrokenPipe => {
            Ok(ExitCode::from(DIFFERENT))
        }
        Err(why) => {
            report(&chain(&why));
            Ok(ExitCode::from(TROUBLE))
        }
    }
}

/// True when the facts differ.
fn differ(args: &DiffArgs, mut out: impl Write) -> Result<bool, Trouble> {
    let (old, new) = (input(&args.old), input(&args.new));
    if matches!((&old, &new), (Input::Stdin, Input::Stdin)) {
        return Err(Trouble::Twice);
    }
    let (reader, _) = stream(&old)?;
    let mut old = Records::new(&old.name(), reader);
    let mut index = Index::of(&new.name(), file(&new)?)?;
    let listing = match args.format {
        DiffFormat::Text => Listing::Text,
        DiffFormat::Jsonl => Listing::Lines,
    };
    let mut counts = Counts::default();
    while let Some(before) = old.next()? {
        let Some(after) = index.take(&before.id)? else {
            counts.documents_removed += 1;
            listing.removed(&before.id, &mut out)?;
            continue;
        };
        let change = compare(&before, &after);
        counts.add(&change);
        if !change.is_empty() {
            listing.changed(&change, &mut out)?;
        }
    }
    for after in index.rest() {
        counts.documents_added += 1;
        listing.added(&after?.id, &mut out)?;
    }
    listing.counts(&counts, &mut out)?;
    out.flush()?;
    Ok(counts.differ())
}

fn input(path: &Path) -> Input {
    if path == Path::new("-") {
        Input::Stdin
    } else {
        Input::File(path.to_path_buf())
    }
}

/// The unpacked bytes, and how many they are where the file system tells.
fn stream(input: &Input) -> Result<(Reader, Option<u64>), Trouble> {
    match open(input, &Limits::default(), &Arc::default()) {
        Ok(Opened::Stream { reader, size, .. }) => Ok((reader, size)),
        Ok(Opened::Archive(..)) => Err(Trouble::Archive { name: input.name() }),
        Err(source) => Err(trouble(input, source)),
    }
}

/// The unpacked bytes as a file, put aside where they are packed or come through a pipe.
fn file(input: &Input) -> Result<File, Trouble> {
    let (reader, size) = stream(input)?;
    seekable(input, reader, size).map_err(|source| trouble(input, source))
}

fn trouble(input: &Input, source: InputError) -> Trouble {
    let name = input.name();
    Trouble::Input { name, source }
}
