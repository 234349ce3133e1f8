//! Opens an input as a stream of unpacked bytes, or as an archive of more inputs.
//!
//! What is packed is told by the first bytes, never by the name. A zip file is read from its end, so one that comes through
//! a pipe is put into a temporary file first.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chancery_ingest::{Archive, Limits, Member, Packing, is_zip, unpack};

use crate::error::InputError;
use crate::inputs::{self, Input};

/// Bytes that tell packing and format.
const HEAD: u64 = 4096;
/// Bytes of a zip file or Parquet table that is taken from a pipe, at most.
const SPOOL: u64 = 16 << 30;

/// A reader that threads may hand on.
pub(crate) type Reader = BufReader<Box<dyn Read + Send>>;

/// An input whose first bytes are known.
pub(crate) enum Opened {
    /// A document or several, unpacked.
    Stream {
        /// All of it, the head included.
        reader: Reader,
        /// The first kilobytes, or all there is.
        head: Vec<u8>,
        /// Bytes in all, where the file system tells.
        size: Option<u64>,
    },
    /// The story files of an archive, sorted by name.
    Archive(Archive, Vec<Member>),
}

/// A file whose bytes are counted as they are read.
struct Metered {
    file: File,
    meter: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.meter.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Opens what the user named; `meter` grows by the bytes that are read from a file.
pub(crate) fn open(
    input: &Input,
    limits: &Limits,
    meter: &Arc<AtomicU64>,
) -> Result<Opened, InputError> {
    match input {
        Input::Stdin => {
            let (head, reader) = peek(Box::new(io::stdin()))?;
            if is_zip(&head) {
                return archive(spooled(reader)?, limits);
            }
            stream(head, reader, None, limits)
        }
        Input::File(path) => {
            let file = File::open(path).map_err(InputError::Open)?;
            let facts = file.metadata().map_err(InputError::Open)?;
            let size = facts.is_file().then_some(facts.len());
            let again = file.try_clone().map_err(InputError::Open)?;
            let meter = Arc::clone(meter);
            let (head, reader) = peek(Box::new(Metered { file, meter }))?;
            if is_zip(&head) && size.is_some() {
                return archive(again, limits);
            }
            stream(head, reader, size, limits)
        }
        Input::Member(archive, member, _) => {
            let (head, reader) = peek(archive.member(member, limits)?)?;
            stream(head, reader, None, limits)
        }
    }
}

/// Unpacks a stream that is packed. One that is packed twice stays packed inside, which decoding reports.
fn stream(
    head: Vec<u8>,
    reader: Box<dyn Read + Send>,
    size: Option<u64>,
    limits: &Limits,
) -> Result<Opened, InputError> {
    let (head, reader, size) = match Packing::of(&head) {
        None => (head, reader, size),
        Some(packing) => {
            tracing::debug!(packing = packing.name(), "packed input");
            let (head, reader) = peek(unpack(packing, reader, limits))?;
            (head, reader, None)
        }
    };
    Ok(Opened::Stream {
        reader: BufReader::new(reader),
        head,
        size,
    })
}

/// The file of a stream that was opened, from its start. `size` is known of files that are not packed.
pub(crate) fn seekable(
    input: &Input,
    reader: Reader,
    size: Option<u64>,
) -> Result<File, InputError> {
    match input {
        Input::File(path) if size.is_some() => File::open(path).map_err(InputError::Open),
        _ => spooled(reader),
    }
}

/// Puts a stream into a temporary file, for what is read from its end.
fn spooled(reader: impl Read) -> Result<File, InputError> {
    let mut file = tempfile::tempfile().map_err(InputError::Spool)?;
    io::copy(&mut reader.take(SPOOL), &mut file).map_err(InputError::Spool)?;
    Ok(file)
}

/// Takes the first bytes, and puts them back.
fn peek(mut reader: Box<dyn Read + Send>) -> Result<(Vec<u8>, Box<dyn Read + Send>), InputError> {
    let mut head = Vec::new();
    let end = reader.by_ref().take(HEAD).read_to_end(&mut head);
    end.map_err(InputError::Open)?;
    let whole = Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(whole)))
}

fn archive(file: File, limits: &Limits) -> Result<Opened, InputError> {
    let (archive, mut members) = Archive::of_file(file, limits)?;
    members.retain(|member| inputs::has_story_ending(Path::new(&member.name)));
    if members.is_empty() {
        return Err(InputError::EmptyArchive {
            endings: inputs::endings(),
        });
    }
    Ok(Opened::Archive(archive, members))
}
