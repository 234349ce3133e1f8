//! Decides what an input is packed with, and unpacks it as a stream that cannot run away.
//!
//! `1f 8b` opens gzip data, whatever the file is called. A few kilobytes of zeros can be packed so that they fill a disk;
//! so the stream ends with an error as soon as it grows far beyond what text can shrink to, or beyond any corpus.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use crate::gzip::Members;
use crate::limits::Limits;

/// Memory that an unpacker may take for what it looks back on, in KiB: as much as the strongest setting of `xz` asks for,
/// and as the zstd decoder allows by itself.
pub(crate) const WINDOW_KIB: u32 = 132 << 10;

/// What packs a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// `.gz`; several members follow each other.
    Gzip,
    /// `.zst`; several frames follow each other.
    Zstd,
    /// `.xz`; several streams follow each other.
    Xz,
}

impl Packing {
    /// Told by the first six bytes of a stream; `None` where it is not packed. A zip file is no stream: see [`is_zip`].
    ///
    /// [`is_zip`]: crate::is_zip
    pub fn of(head: &[u8]) -> Option<Self> {
        let skippable = head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18";
        if head.starts_with(b"\x1f\x8b") {
            Some(Self::Gzip)
        } else if head.starts_with(b"\x28\xb5\x2f\xfd") || skippable {
            Some(Self::Zstd)
        } else if head.starts_with(b"\xfd7zXZ\0") {
            Some(Self::Xz)
        } else {
            None
        }
    }

    /// `gzip`, `zstd` or `xz`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Xz => "xz",
        }
    }
}

/// Unpacks a stream while it is read; memory does not grow with it.
///
/// Reading fails where the packed data are damaged, end too early, or unfold beyond the limits; the error names the byte of
/// the packed stream. What was read before stands. After damaged gzip data reading may go on: the next member follows.
pub fn unpack<R: Read + Send + 'static>(
    packing: Packing,
    packed: R,
    limits: &Limits,
) -> Box<dyn Read + Send> {
    let (packed, taken) = Counted::new(packed);
    let packed = BufReader::new(packed);
    match packing {
        Packing::Gzip => guard("gzip", Members::new(packed), taken, limits),
        Packing::Zstd => guard("zstd", Frames::new(packed), taken, limits),
        Packing::Xz => {
            let reader = XzReader::new_mem_limit(packed, true, WINDOW_KIB);
            guard("xz", reader, taken, limits)
        }
    }
}

/// Holds an unpacker to the limits. `taken` is the count of packed bytes that it has read.
pub(crate) fn guard(
    packing: &'static str,
    unpacker: impl Read + Send + 'static,
    taken: Arc<AtomicU64>,
    limits: &Limits,
) -> Box<dyn Read + Send> {
    Box::new(Guarded {
        packing,
        unpacker,
        taken,
        given: 0,
        limits: *limits,
    })
}

/// Why unpacking stopped.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("the {packing} data are cut short or damaged at or before byte {offset}")]
    Damaged {
        packing: &'static str,
        offset: u64,
        source: io::Error,
    },
    #[error(
        "the {packing} data unfold to more than {ratio} times their size by byte {offset}: no text does, unpack and check them first"
    )]
    Ratio {
        packing: &'static str,
        offset: u64,
        ratio: u64,
    },
    #[error(
        "the {packing} data unfold to more than {limit} bytes by byte {offset}: split them first"
    )]
    Size {
        packing: &'static str,
        offset: u64,
        limit: u64,
    },
}

/// Counts the packed bytes that are read through it.
pub(crate) struct Counted<R> {
    reader: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Counted<R> {
    pub(crate) fn new(reader: R) -> (Self, Arc<AtomicU64>) {
        let taken = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&taken);
        (Self { reader, taken }, counter)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

struct Guarded<D> {
    packing: &'static str,
    unpacker: D,
    taken: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl<D: Read> Read for Guarded<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let result = self.unpacker.read(buffer);
        let (packing, offset) = (self.packing, self.taken.load(Ordering::Relaxed));
        let read = match result {
            Ok(read) => read,
            Err(source) if source.kind() == io::ErrorKind::Interrupted => return Err(source),
            Err(source) => {
                let fault = Fault::Damaged {
                    packing,
                    offset,
                    source,
                };
                return Err(io::Error::new(io::ErrorKind::InvalidData, fault));
            }
        };
        self.given += read as u64;
        let Limits {
            unpacked_bytes: limit,
            unpacked_ratio: ratio,
            unpacked_free: free,
            ..
        } = self.limits;
        let fault = if self.given > free && self.given > offset.saturating_mul(ratio) {
            Fault::Ratio {
                packing,
                offset,
                ratio,
            }
        } else if self.given > limit {
            Fault::Size {
                packing,
                offset,
                limit,
            }
        } else {
            return Ok(read);
        };
        Err(io::Error::new(io::ErrorKind::InvalidData, fault))
    }
}

/// The frames of a zstd stream one after the other, checksums compared.
pub(crate) struct Frames<R> {
    source: R,
    decoder: FrameDecoder,
    open: bool,
}

impl<R: BufRead> Frames<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            decoder: FrameDecoder::new(),
            open: false,
        }
    }

    /// Starts the next frame; skippable ones are passed over. False at the end of the stream.
    fn start(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = (&mut self.source).take(length.into());
                    io::copy(&mut skipped, &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.open {
                self.open = self.start()?;
                if !self.open {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.open = false;
            let written = self.decoder.get_checksum_from_data();
            if written.is_some() && written != self.decoder.get_calculated_checksum() {
                return Err(io::Error::other("the checksum does not fit"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::{Cursor, Write};

    const ALL: [Packing; 3] = [Packing::Gzip, Packing::Zstd, Packing::Xz];

    fn pack(packing: Packing, text: &[u8]) -> Vec<u8> {
        match packing {
            Packing::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            Packing::Zstd => compress_to_vec(text, CompressionLevel::Fastest),
            Packing::Xz => {
                let options = lzma_rust2::XzOptions::with_preset(1);
                let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
        }
    }

    /// What comes out before the end, and the error that ended it.
    fn read(packing: Packing, packed: &[u8]) -> (Vec<u8>, Option<String>) {
        let mut text = Vec::new();
        let end = unpack(packing, Cursor::new(packed.to_vec()), &Limits::default())
            .read_to_end(&mut text);
        (text, end.err().map(|error| error.to_string()))
    }

    #[test]
    fn members_follow_each_other_and_the_head_tells_the_packing() {
        for packing in ALL {
            let mut packed = pack(packing, b"Envoys ");
            assert_eq!(Packing::of(&packed), Some(packing));
            packed.extend(pack(packing, b""));
            packed.extend(pack(packing, b"met."));
            assert_eq!(read(packing, &packed), (b"Envoys met.".to_vec(), None));
        }
        assert_eq!(Packing::of(b"VIENNA"), None);
        let skipped = [
            b"\x50\x2a\x4d\x18\x02\0\0\0ab".to_vec(),
            pack(Packing::Zstd, b"x"),
        ]
        .concat();
        assert_eq!(Packing::of(&skipped), Some(Packing::Zstd));
        assert_eq!(read(Packing::Zstd, &skipped), (b"x".to_vec(), None));
    }

    #[test]
    fn a_bomb_is_told_by_its_ratio() {
        for packing in ALL {
            let packed = pack(packing, &vec![b' '; 64 << 20]);
            let (text, why) = read(packing, &packed);
            let why = why.unwrap();
            assert!(
                why.contains("more than 250 times their size by byte"),
                "{why}"
            );
            assert!(text.len() < 32 << 20, "{}", text.len());
        }
    }

    #[test]
    fn the_size_has_a_limit_too() {
        let limits = Limits {
            unpacked_bytes: 10,
            ..Limits::default()
        };
        let packed = Cursor::new(pack(Packing::Gzip, b"Envoys met in Vienna."));
        let why = unpack(Packing::Gzip, packed, &limits)
            .read_to_end(&mut Vec::new())
            .unwrap_err();
        assert!(why.to_string().contains("more than 10 bytes"), "{why}");
    }

    #[test]
    fn damage_names_the_packing_and_the_byte() {
        for packing in ALL {
            let packed = pack(packing, &b"The envoys met in the old palace. ".repeat(100));
            let (_, why) = read(packing, &packed[..packed.len() - 2]);
            let expected = format!("the {} data are cut short or damaged", packing.name());
            assert!(why.is_some_and(|why| why.starts_with(&expected)));
        }
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_back(text in any::<Vec<u8>>()) {
            for packing in ALL {
                prop_assert_eq!(read(packing, &pack(packing, &text)), (text.clone(), None));
            }
        }

        #[test]
        fn no_bytes_panic(noise in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            for packing in ALL {
                read(packing, &noise);
                let mut packed = pack(packing, &noise);
                let at = at.index(packed.len());
                packed[at] ^= with;
                read(packing, &packed);
            }
        }
    }
}
