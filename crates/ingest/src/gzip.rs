//! Decides how gzip data are unpacked member by member, so that a damaged one need not cost those after it.
//!
//! A web archive packs each record as a member of its own. Where one is damaged reading fails; who reads on nevertheless gets
//! what follows, from the next bytes that open a member: `1f 8b 08`.

use std::io::{self, BufRead, Chain, Read};

use flate2::bufread::GzDecoder;

/// What opens a member: two bytes that say gzip, one that says deflate.
const OPENS: &[u8] = b"\x1f\x8b\x08";

/// The members of a stream one after the other.
pub(crate) struct Members<R> {
    /// `None` only while one is replaced.
    member: Option<GzDecoder<Chain<&'static [u8], R>>>,
    is_damaged: bool,
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(packed: R) -> Self {
        Self {
            member: Some(GzDecoder::new(b"".chain(packed))),
            is_damaged: false,
        }
    }

    /// Opens the next member. After a damaged one it is looked for. False at the end.
    fn open_next(&mut self) -> io::Result<bool> {
        let Some(member) = self.member.take() else {
            return Ok(false);
        };
        let (_, mut packed) = member.into_inner().into_inner();
        let (head, is_next) = if self.is_damaged {
            (OPENS, seek(&mut packed)?)
        } else {
            (&OPENS[..0], !packed.fill_buf()?.is_empty())
        };
        self.is_damaged = false;
        self.member = is_next.then(|| GzDecoder::new(head.chain(packed)));
        Ok(is_next)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || (self.is_damaged && !self.open_next()?) {
            return Ok(0);
        }
        while let Some(member) = &mut self.member {
            match member.read(buffer) {
                Ok(0) if self.open_next()? => {}
                Err(fault) if fault.kind() != io::ErrorKind::Interrupted => {
                    self.is_damaged = true;
                    return Err(fault);
                }
                given => return given,
            }
        }
        Ok(0)
    }
}

/// Reads past the next bytes that open a member. False where none do.
fn seek(packed: &mut impl BufRead) -> io::Result<bool> {
    let mut seen = 0;
    loop {
        let chunk = packed.fill_buf()?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let mut used = 0;
        for &byte in chunk {
            used += 1;
            // No two of the three bytes are alike, so a byte that does not go on may only begin anew.
            seen = if byte == OPENS[seen] {
                seen + 1
            } else {
                usize::from(byte == OPENS[0])
            };
            if seen == OPENS.len() {
                break;
            }
        }
        packed.consume(used);
        if seen == OPENS.len() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use std::io::{BufReader, Write};

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// What comes out when reading goes on after each fault, and the number of faults.
    fn read(packed: &[u8], room: usize) -> (Vec<u8>, usize) {
        let mut members = Members::new(BufReader::with_capacity(room, packed));
        let (mut text, mut faults) = (Vec::new(), 0);
        while members.read_to_end(&mut text).is_err() {
            faults += 1;
        }
        (text, faults)
    }

    #[test]
    fn a_damaged_member_costs_no_other() {
        let (first, last) = (member("Envoys met."), member("They left."));
        let mut broken = member("Ministers spoke.");
        let at = broken.len() - 6;
        broken[at] ^= 1;
        for room in [1, 2, 3, 4096] {
            let (text, faults) = read(&[&first[..], &broken, &last].concat(), room);
            assert_eq!(faults, 1);
            assert!(text.starts_with(b"Envoys met.") && text.ends_with(b"They left."));
            let (text, faults) = read(
                &[&first[..], b"no member \x1f\x1f\x8b\0", &last].concat(),
                room,
            );
            assert_eq!((&text[..], faults), (&b"Envoys met.They left."[..], 1));
            let cut = [&first[..], &last[..last.len() - 9]].concat();
            assert!(read(&cut, room).0.starts_with(b"Envoys met."));
        }
    }

    proptest! {
        #[test]
        fn ends_on_any_bytes(noise in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            read(&noise, 7);
            let mut packed = [member("Envoys met."), member("They left.")].concat();
            let at = at.index(packed.len());
            packed[at] ^= with;
            prop_assert_eq!(read(&packed, 7), read(&packed, 7));
        }
    }
}
