//! Where each document of a file stands, by its id: 17 bytes a document, whatever the length of the ids.
//!
//! An id is kept as its hash; the record that is found says whether it is the one. Of documents with one id the first stands
//! for the first of the other file, the second for the second.

use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufReader, Seek};

use serde::Deserialize;
use serde_json::Deserializer;

use super::Trouble;
use super::record::{Record, Values};

#[derive(Deserialize)]
struct Key {
    id: String,
}

/// A file whose documents are taken out by id, each once.
pub(super) struct Index {
    name: String,
    file: BufReader<File>,
    /// Hash of the id and byte, sorted.
    places: Vec<(u64, u64)>,
    taken: Vec<bool>,
}

impl Index {
    /// Reads the file for its ids.
    pub(super) fn of(name: &str, mut file: File) -> Result<Self, Trouble> {
        // A file that was put aside stands at its end.
        file.rewind().map_err(|source| Trouble::Read {
            name: name.to_owned(),
            source,
        })?;
        let mut places = Vec::new();
        let mut keys = Values::<_, Key>::new(name, BufReader::new(&file));
        while let Some((byte, key)) = keys.next()? {
            places.push((hash(&key.id), byte));
        }
        places.sort_unstable();
        Ok(Self {
            name: name.to_owned(),
            file: BufReader::new(file),
            taken: vec![false; places.len()],
            places,
        })
    }

    /// The first document of this id that was not taken yet.
    pub(super) fn take(&mut self, id: &str) -> Result<Option<Record>, Trouble> {
        let hash = hash(id);
        let first = self.places.partition_point(|&(found, _)| found < hash);
        for at in first..self.places.len() {
            let (found, byte) = self.places[at];
            if found != hash {
                break;
            }
            if self.taken[at] {
                continue;
            }
            let record = self.read(byte)?;
            if record.id == id {
                self.taken[at] = true;
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// The documents that nobody took, in the order of the file.
    pub(super) fn rest(mut self) -> impl Iterator<Item = Result<Record, Trouble>> {
        let places = self.places.iter().zip(&self.taken);
        let mut bytes: Vec<_> = places
            .filter(|(_, taken)| !**taken)
            .map(|((_, byte), _)| *byte)
            .collect();
        bytes.sort_unstable();
        bytes.into_iter().map(move |byte| self.read(byte))
    }

    fn read(&mut self, byte: u64) -> Result<Record, Trouble> {
        self.go_to(byte).map_err(|source| Trouble::Read {
            name: self.name.clone(),
            source,
        })?;
        let mut value = Deserializer::from_reader(&mut self.file);
        let record = Record::deserialize(&mut value).map_err(|source| Trouble::Record {
            name: self.name.clone(),
            byte,
            source,
        })?;
        record.known(&self.name, byte)
    }

    /// Documents in the same order are near: what is in the buffer is not read again.
    fn go_to(&mut self, byte: u64) -> io::Result<()> {
        let here = self.file.stream_position()?;
        let way = byte.wrapping_sub(here).cast_signed();
        self.file.seek_relative(way)
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
