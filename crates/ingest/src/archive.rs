//! Decides which files of a zip archive can be read, and opens each as a stream.
//!
//! An archive stands for the files in it, as a folder does: `wire.zip` holds `2015/a.txt` and `2015/b.html`. What is no
//! archive of stories (an office document is a zip file, too), or would unfold the same bytes again and again, is refused.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::Arc;

use flate2::bufread::DeflateDecoder;
use lzma_rust2::XzReader;
use rawzip::{
    CompressionMethod, FileReader, RECOMMENDED_BUFFER_SIZE, RangeReader, ReaderAt, ZipArchive,
    ZipArchiveEntryWayfinder, ZipLocator,
};

use crate::error::Error;
use crate::limits::Limits;
use crate::pack::{Counted, Frames, WINDOW_KIB, guard};

/// Members that tell office documents and electronic books.
const OFFICE: [&str; 2] = ["[Content_Types].xml", "mimetype"];

/// True when the bytes open a zip file.
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// A zip file with the list of its members. Cheap to clone.
#[derive(Clone)]
pub struct Archive(ZipArchive<Bytes>);

type Bytes = Arc<dyn ReaderAt + Send + Sync>;

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Path in the archive, with slashes; never leaves it.
    pub name: String,
    place: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    encrypted: bool,
}

impl Archive {
    /// Reads the directory of a zip file: the archive and its files, sorted by name. Folders and hidden files are left out.
    ///
    /// # Errors
    /// [`Error::Archive`] when it is damaged, holds too many files or bytes more than once; [`Error::Binary`] when it is an
    /// office document.
    pub fn of_file(file: File, limits: &Limits) -> Result<(Self, Vec<Member>), Error> {
        let size = file
            .metadata()
            .map_err(|source| Error::Read { offset: 0, source })?;
        Self::open(Arc::new(FileReader::from(file)), size.len(), limits)
    }

    fn open(bytes: Bytes, size: u64, limits: &Limits) -> Result<(Self, Vec<Member>), Error> {
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let zip = ZipLocator::new()
            .locate_in_reader(bytes, &mut buffer, size)
            .map_err(|(_, error)| broken(error))?;
        let archive = Self(zip);
        let (mut members, mut packed, mut count) = (Vec::new(), 0_u64, 0);
        let mut entries = archive.0.entries(&mut buffer);
        while let Some(entry) = entries.next_entry().map_err(broken)? {
            count += 1;
            if count > limits.archive_files {
                let limit = limits.archive_files;
                return Err(refused(format!("holds more than {limit} files: split it")));
            }
            packed = packed.saturating_add(entry.compressed_size_hint());
            let path = entry.file_path();
            let bytes = path.as_bytes();
            if OFFICE.iter().any(|office| office.as_bytes() == bytes) {
                return Err(Error::Binary {
                    found: "an office document or electronic book".to_owned(),
                    offset: 0,
                });
            }
            let Ok(name) = path.try_normalize() else {
                continue;
            };
            let name = name.as_str().to_owned();
            if entry.is_dir() || is_hidden(&name) {
                continue;
            }
            members.push(Member {
                name,
                place: entry.wayfinder(),
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
            });
        }
        if packed > size {
            return Err(refused(
                "holds the same bytes in several files: it is damaged or hostile".to_owned(),
            ));
        }
        members.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((archive, members))
    }

    /// Opens a file of this archive. Its size and checksum are compared at its end.
    ///
    /// # Errors
    /// [`Error::Archive`] when it is encrypted, packed in a way that is not known, or damaged.
    pub fn member(&self, member: &Member, limits: &Limits) -> Result<Box<dyn Read + Send>, Error> {
        if member.encrypted {
            return Err(refused("is encrypted: unpack it first".to_owned()));
        }
        let entry = self.0.get_entry(member.place).map_err(broken)?;
        let (start, end) = entry.compressed_data_range();
        let range = RangeReader::new(Arc::clone(self.0.get_ref()), start..end);
        let (packed, taken) = Counted::new(range);
        let packed = BufReader::new(packed);
        match member.method {
            CompressionMethod::STORE => {
                let reader = entry.verifying_reader(packed);
                Ok(guard("zip", reader, taken, limits))
            }
            CompressionMethod::DEFLATE => {
                let reader = entry.verifying_reader(DeflateDecoder::new(packed));
                Ok(guard("zip", reader, taken, limits))
            }
            CompressionMethod::ZSTD => {
                let reader = entry.verifying_reader(Frames::new(packed));
                Ok(guard("zip", reader, taken, limits))
            }
            CompressionMethod::XZ => {
                let reader = XzReader::new_mem_limit(packed, true, WINDOW_KIB);
                Ok(guard("zip", entry.verifying_reader(reader), taken, limits))
            }
            other => Err(refused(format!(
                "is packed with the method {}, not with deflate, zstd or xz: unpack it first",
                other.name().unwrap_or("unknown")
            ))),
        }
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").finish_non_exhaustive()
    }
}

fn is_hidden(name: &str) -> bool {
    name.split('/')
        .any(|part| part.starts_with('.') || part == "__MACOSX")
}

fn broken(error: rawzip::Error) -> Error {
    Error::Archive {
        found: "is cut short or damaged".to_owned(),
        source: Some(io::Error::other(error)),
    }
}

fn refused(found: String) -> Error {
    Error::Archive {
        found,
        source: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Write;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = rawzip::ZipArchiveWriter::new(Vec::new());
        for (name, text) in files {
            let (mut entry, config) = zip
                .new_file(name)
                .compression_method(CompressionMethod::DEFLATE)
                .start()
                .unwrap();
            let encoder = flate2::write::DeflateEncoder::new(&mut entry, Default::default());
            let mut writer = config.wrap(encoder);
            writer.write_all(text).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        zip.finish().unwrap()
    }

    fn open(bytes: Vec<u8>, limits: &Limits) -> Result<(Archive, Vec<Member>), Error> {
        let size = bytes.len() as u64;
        Archive::open(Arc::new(bytes), size, limits)
    }

    /// Name and text, or the error, of each file; or the error of the archive.
    fn read(bytes: Vec<u8>) -> Vec<String> {
        let limits = Limits::default();
        let (archive, members) = match open(bytes, &limits) {
            Ok(opened) => opened,
            Err(error) => return vec![error.to_string()],
        };
        let read = |member: &Member| {
            let mut text = String::new();
            let mut reader = archive.member(member, &limits).map_err(|e| e.to_string())?;
            let end = reader.read_to_string(&mut text);
            end.map_err(|e| e.to_string())?;
            Ok::<_, String>(format!("{}={text}", member.name))
        };
        members
            .iter()
            .map(|member| read(member).unwrap_or_else(|why| why))
            .collect()
    }

    #[test]
    fn files_are_sorted_and_hidden_ones_left_out() {
        let bytes = zip(&[
            ("b/c.txt", b"Envoys"),
            (".x", b"-"),
            ("__MACOSX/a.txt", b"-"),
            ("a.txt", b"met."),
        ]);
        assert!(is_zip(&bytes));
        assert_eq!(read(bytes), ["a.txt=met.", "b/c.txt=Envoys"]);
        assert!(read(zip(&[])).is_empty());
    }

    #[test]
    fn files_of_every_method() {
        let mut xz = lzma_rust2::XzWriter::new(Vec::new(), Default::default()).unwrap();
        xz.write_all(b"met.").unwrap();
        let zstd = ruzstd::encoding::compress_to_vec(
            &b"met."[..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let mut zip = rawzip::ZipArchiveWriter::new(Vec::new());
        for (name, method, packed) in [
            ("a.txt", CompressionMethod::STORE, b"met.".to_vec()),
            ("b.txt", CompressionMethod::XZ, xz.finish().unwrap()),
            ("c.txt", CompressionMethod::ZSTD, zstd),
            ("d.txt", CompressionMethod::BZIP2, b"met.".to_vec()),
        ] {
            let (mut entry, config) = zip
                .new_file(name)
                .compression_method(method)
                .start()
                .unwrap();
            let mut writer = config.wrap(Swapped(&mut entry, &packed));
            writer.write_all(b"met.").unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
        let files = read(zip.finish().unwrap());
        assert_eq!(files[..3], ["a.txt=met.", "b.txt=met.", "c.txt=met."]);
        assert!(
            files[3].contains("not with deflate, zstd or xz"),
            "{}",
            files[3]
        );
    }

    /// Writes packed bytes where the plain ones were to go.
    struct Swapped<'a, W>(W, &'a [u8]);

    impl<W: Write> Write for Swapped<'_, W> {
        fn write(&mut self, plain: &[u8]) -> io::Result<usize> {
            self.0.write_all(self.1)?;
            Ok(plain.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }

    #[test]
    fn names_do_not_leave_the_archive() {
        let bytes = zip(&[("a.txt", b"met.")]);
        let at = memchr::memmem::find_iter(&bytes, "a.txt").collect::<Vec<_>>();
        let mut evil = bytes.clone();
        at.iter()
            .for_each(|&at| evil[at..at + 5].copy_from_slice(b"../.x"));
        assert!(read(evil).iter().all(|line| !line.contains("..")));
    }

    #[test]
    fn what_is_no_archive_of_stories_is_refused() {
        let office = read(zip(&[
            ("[Content_Types].xml", b"<x/>"),
            ("word/a.xml", b"x"),
        ]));
        assert!(office[0].starts_with("an office document or electronic book at byte 0"));
        assert_eq!(
            read(b"PK\x03\x04 and no more".to_vec()),
            ["the zip file is cut short or damaged"]
        );
        let limits = Limits {
            archive_files: 1,
            ..Limits::default()
        };
        let why = open(zip(&[("a", b""), ("b", b"")]), &limits).unwrap_err();
        assert!(why.to_string().contains("more than 1 files"));
    }

    #[test]
    fn a_bomb_ends_and_the_other_files_stay() {
        let files = read(zip(&[("a.txt", &vec![b' '; 8 << 20]), ("b.txt", b"met.")]));
        assert!(
            files[0].contains("the zip data unfold to more than 250 times"),
            "{}",
            files[0]
        );
        assert_eq!(files[1], "b.txt=met.");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(noise in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            let mut bytes = zip(&[("a.txt", &noise), ("b.txt", b"met.")]);
            let at = at.index(bytes.len());
            bytes[at] ^= with;
            read(bytes);
        }
    }
}
