//! Decides what a web server or crawler handed over: a page or a text, in which charset, and how it was packed on the way.
//!
//! `HTTP/1.1 200 OK`, `Content-Type: text/html; charset=koi8-r`, `Transfer-Encoding: chunked`, a blank line, and the page in
//! pieces. Crawlers often unpack the body and leave the field that says it is packed; so a body that does not begin as its
//! packing must is taken as it is.

use std::io::{Cursor, Read};
use std::ops::Range;

use chancery_model::{Document, SourceFormat, Warning};
use encoding_rs::Encoding;
use flate2::bufread::{DeflateDecoder, ZlibDecoder};

use crate::decode::decode_as;
use crate::error::{Error, Size};
use crate::fields::{self, Fields};
use crate::limits::Limits;
use crate::origin::{Content, Excerpt};
use crate::pack::{Packing, unpack};
use crate::read::{check_size, declared_charset, decoding_warnings, page};
use crate::sniff::sniff;
use crate::structure::{self, Beside, Garbled};

/// A page or text, still packed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Payload {
    kind: Kind,
    charset: Option<&'static Encoding>,
    is_chunked: bool,
    packing: Option<String>,
    /// The record that holds it, where it starts in the file, and where the body starts in the record.
    record: Vec<u8>,
    offset: u64,
    body: usize,
    /// The crawler stopped early, so that the end of the packing may be missing.
    pub(crate) is_cut: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Text,
}

impl Payload {
    /// What a response of a web server holds, which stands in a record from byte `start` on: `None` where that is no page or
    /// text, or the server did not find it. The record starts at `offset` in its file.
    pub(crate) fn of_response(record: &[u8], start: usize, offset: u64) -> Option<Self> {
        let message = &record[start..];
        let end = fields::head(message)?;
        let head = &message[..end];
        let mut words = head.split(|&b| b == b' ');
        let is_found = words.next().is_some_and(|word| word.starts_with(b"HTTP/"))
            && words.next().is_some_and(|status| status.starts_with(b"2"));
        if !is_found {
            return None;
        }
        let fields = Fields::parse(head);
        let is_chunked = fields
            .get("transfer-encoding")
            .is_some_and(|value| value.eq_ignore_ascii_case("chunked"));
        let packing = fields
            .get("content-encoding")
            .map(str::to_ascii_lowercase)
            .filter(|packing| packing != "identity");
        let payload = Self::of_type(fields.get("content-type"), record, start + end, offset)?;
        Some(Self {
            is_chunked,
            packing,
            ..payload
        })
    }

    /// A page or text of this media type: `None` for others. Without a type the bytes tell it.
    pub(crate) fn of_type(
        media_type: Option<&str>,
        record: &[u8],
        start: usize,
        offset: u64,
    ) -> Option<Self> {
        let mut parts = media_type.unwrap_or_default().split(';');
        let kind = match parts.next()?.trim().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => Kind::Page,
            "text/plain" => Kind::Text,
            "" if sniff(None, &record[start..]) == SourceFormat::Html => Kind::Page,
            _ => return None,
        };
        let charset = parts.find_map(|part| {
            let (name, label) = part.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            let label = label.trim().trim_matches(['"', '\'']);
            is_charset
                .then(|| Encoding::for_label(label.as_bytes()))
                .flatten()
        });
        Some(Self {
            kind,
            charset,
            is_chunked: false,
            packing: None,
            record: record.to_vec(),
            offset,
            body: start,
            is_cut: false,
        })
    }

    /// Bytes of its record.
    pub(crate) const fn len(&self) -> usize {
        self.record.len()
    }

    /// Unpacks it and makes the document.
    ///
    /// # Errors
    /// When the packing is damaged or not known, and where a page or text of a file would be refused.
    pub(crate) fn document(
        self,
        beside: Beside,
        limits: &Limits,
        warnings: &mut Vec<Warning>,
    ) -> Result<Document, Error> {
        let (kind, charset) = (self.kind, self.charset);
        let (what, limit) = match kind {
            Kind::Page => ("page", limits.page_bytes),
            Kind::Text => ("text", limits.text_bytes),
        };
        let (bytes, pieces) = self.unpacked(what, limit, limits)?;
        check_size(what, bytes.len(), limit)?;
        let in_page = || declared_charset(&bytes).filter(|_| kind == Kind::Page);
        let decoded = decode_as(&bytes, charset.or_else(in_page))?;
        warnings.extend(decoding_warnings(&decoded));
        let content = match kind {
            Kind::Page => Content::Markup,
            Kind::Text => Content::Text,
        };
        let mut document = if kind == Kind::Page {
            page(beside, &decoded.text, limits, warnings)?
        } else {
            check_size(what, decoded.text.len(), limit)?;
            structure::document(decoded.text, Garbled::Repair, beside, warnings)
        };
        let mut excerpt = Excerpt::whole(&self.record, decoded.encoding, content);
        (excerpt.start, excerpt.pieces) = (self.offset, pieces);
        document.origin = Some(excerpt.origin(document.text()));
        Ok(document)
    }

    /// The body as the server meant it, and the parts of the record that it is; none where it was packed.
    fn unpacked(
        &self,
        what: &'static str,
        limit: usize,
        limits: &Limits,
    ) -> Result<(Vec<u8>, Vec<Range<usize>>), Error> {
        let is_cut = self.is_cut;
        let damaged = |packing: &str, source| Error::Body {
            packing: packing.to_owned(),
            source,
        };
        let whole = self.body..self.record.len();
        let pieces = match self.is_chunked.then(|| pieces(&self.record, self.body)) {
            Some(Some((_, false))) if !is_cut => return Err(damaged("chunked", None)),
            Some(Some((pieces, _))) => pieces,
            _ => vec![whole],
        };
        let bytes = pieces.iter().map(|piece| &self.record[piece.clone()]);
        let bytes = bytes.collect::<Vec<_>>().concat();
        let Some(packing) = self.packing.clone() else {
            return Ok((bytes, pieces));
        };
        let unpacker: Box<dyn Read> = match (packing.as_str(), Packing::of(&bytes)) {
            ("gzip" | "x-gzip", Some(known @ Packing::Gzip))
            | ("zstd", Some(known @ Packing::Zstd)) => unpack(known, Cursor::new(bytes), limits),
            ("gzip" | "x-gzip" | "zstd", _) => return Ok((bytes, pieces)),
            ("deflate", _) if is_zlib(&bytes) => Box::new(ZlibDecoder::new(Cursor::new(bytes))),
            ("deflate", _) => Box::new(DeflateDecoder::new(Cursor::new(bytes))),
            _ => return Err(Error::Packing { packing }),
        };
        let mut unpacked = Vec::new();
        let end = unpacker.take(limit as u64 + 1).read_to_end(&mut unpacked);
        if unpacked.len() > limit {
            return Err(Error::TooLarge {
                what,
                found: Size::MoreThan(limit as u64),
                limit,
            });
        }
        match end {
            Err(source) if !is_cut => Err(damaged(&packing, Some(source))),
            _ => Ok((unpacked, Vec::new())),
        }
    }
}

/// The first two bytes are a multiple of 31 and name the method.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Where the pieces of a chunked body stand that starts at `at`, and whether the last is there; `None` where the first is not
/// whole: it is not chunked.
fn pieces(bytes: &[u8], mut at: usize) -> Option<(Vec<Range<usize>>, bool)> {
    let mut pieces = Vec::new();
    let is_whole = loop {
        match chunk(bytes, at) {
            Some((piece, _)) if piece.is_empty() => break true,
            Some((piece, end)) => {
                pieces.push(piece);
                at = end;
            }
            None if pieces.is_empty() => return None,
            None => break false,
        }
    };
    Some((pieces, is_whole))
}

/// The piece of a chunked body that starts at `at`, and the byte after its line break.
fn chunk(bytes: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let line = at + memchr::memchr(b'\n', &bytes[at..])?;
    let size = bytes[at..line].split(|&b| b == b';').next()?.trim_ascii();
    let size = usize::from_str_radix(std::str::from_utf8(size).ok()?, 16).ok()?;
    let piece = line + 1..(line + 1).checked_add(size)?;
    let rest = bytes.get(piece.end..)?;
    if size == 0 {
        return Some((piece.clone(), piece.end));
    }
    let rest = rest.strip_prefix(b"\r").unwrap_or(rest);
    let rest = rest.strip_prefix(b"\n")?;
    Some((piece, bytes.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Meta, beside};
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn read(message: &[u8], is_cut: bool) -> Option<String> {
        let mut payload = Payload::of_response(message, 0, 0)?;
        payload.is_cut = is_cut;
        let beside = beside(Meta::default(), SourceFormat::Warc);
        Some(
            match payload.document(beside, &Limits::default(), &mut Vec::new()) {
                Ok(document) => document.text().to_owned(),
                Err(error) => error.to_string(),
            },
        )
    }

    fn check(fields: &str, body: &[u8], expected: Option<&str>) {
        let message = [
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{fields}\r\n").as_bytes(),
            body,
        ]
        .concat();
        assert_eq!(read(&message, false).as_deref(), expected);
    }

    const TEXT: &str = "Envoys met.";

    #[test]
    fn only_pages_and_texts_that_were_found() {
        check("", TEXT.as_bytes(), Some(TEXT));
        let one = |message: &str| read(message.as_bytes(), false);
        assert_eq!(
            one("HTTP/1.1 404 No\r\nContent-Type: text/plain\r\n\r\nx"),
            None
        );
        assert_eq!(
            one("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"),
            None
        );
        assert_eq!(one("HTTP/1.1 200 OK\r\n\r\nx"), None);
        assert_eq!(one("Envoys met."), None);
        let untyped = one(&format!(
            "HTTP/2 200\r\n\r\n<html><p>{}</p></html>",
            TEXT.repeat(30)
        ));
        assert!(untyped.is_some_and(|text| text.starts_with(TEXT)));
    }

    #[test]
    fn the_charset_of_the_server_counts() {
        let message = b"HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; Charset=\"iso-8859-2\"\r\n\r\nWa\xb3\xeasa";
        assert_eq!(read(message, false).as_deref(), Some("Wa\u{142}\u{119}sa"));
    }

    #[test]
    fn pieces_are_joined() {
        let chunked = "Transfer-Encoding: chunked\r\n";
        check(
            chunked,
            b"7\r\nEnvoys \r\n4;x=y\r\nmet.\r\n0\r\n\r\n",
            Some(TEXT),
        );
        check(chunked, TEXT.as_bytes(), Some(TEXT));
        check(
            chunked,
            b"7\r\nEnvoys \r\n4\r\nme",
            Some("the chunked body is cut short or damaged"),
        );
    }

    #[test]
    fn bodies_are_unpacked() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(TEXT.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(TEXT.as_bytes()).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        raw.write_all(TEXT.as_bytes()).unwrap();
        check("Content-Encoding: GZIP\r\n", &gzip, Some(TEXT));
        check("Content-Encoding: gzip\r\n", TEXT.as_bytes(), Some(TEXT));
        check(
            "Content-Encoding: deflate\r\n",
            &zlib.finish().unwrap(),
            Some(TEXT),
        );
        check(
            "Content-Encoding: deflate\r\n",
            &raw.finish().unwrap(),
            Some(TEXT),
        );
        check(
            "Content-Encoding: br\r\n",
            b"x",
            Some("the body is packed with `br`, which is not read"),
        );
        check(
            "Content-Encoding: gzip\r\n",
            &gzip[..gzip.len() - 9],
            Some("the gzip body is cut short or damaged"),
        );
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n";
        let cut = [&head[..], &gzip[..gzip.len() - 9]].concat();
        assert_eq!(read(&cut, true).as_deref(), Some(TEXT));
    }

    #[test]
    fn a_bomb_in_a_body_ends() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(&vec![b' '; 64 << 20]).unwrap();
        check(
            "Content-Encoding: deflate\r\n",
            &zlib.finish().unwrap(),
            Some(
                "the text has more than 4194304 bytes, the limit is 4194304: split it into single stories",
            ),
        );
    }

    proptest! {
        #[test]
        fn no_message_panics(fields in "((Content-Encoding|Transfer-Encoding|X): (gzip|deflate|chunked|zstd)\r\n){0,3}", body in any::<Vec<u8>>(), size in "[0-9a-f]{0,17}") {
            for is_cut in [false, true] {
                let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{fields}\r\n{size}\r\n");
                let message = [head.as_bytes(), &body].concat();
                prop_assert_eq!(read(&message, is_cut), read(&message, is_cut));
            }
            let _ = Payload::of_response(&body, 0, 0);
        }
    }
}
