//! Decides which records of a web archive are documents, and what a broken record costs.
//!
//! A WARC file is a row of records: `WARC/1.0`, lines such as `WARC-Type: response` and `Content-Length: 4711`, a blank line, so
//! many bytes, two line breaks. Pages and texts that a server gave are documents; requests, revisits, metadata, pictures and
//! answers such as `404` are passed over. A length that is wrong shows at the end of the record, where no other one begins:
//! then the next is looked for from the start of the block, so that one record is lost and no more.
//!
//! The crate `warc` 0.4 (MIT) was looked at and left: it holds lines and blocks of any length, believes every Content-Length, and
//! does not find its way back to the next record after a fault.

use std::io::Read;

use chancery_model::{SourceFormat, WarningCode};

use crate::error::{Error, Size};
use crate::fields::{self, Fields};
use crate::limits::Limits;
use crate::payload::Payload;
use crate::read::Meta;
use crate::record::{Body, Place, Record, numbered};
use crate::structure::warning;
use crate::window::Window;

/// Bytes of the head of a record, and of a step in the search for the next one.
const HEAD: usize = 64 << 10;
/// Bytes after a block that are looked at: the line breaks and the beginning of the next record.
const AFTER: usize = 64;
/// How a record begins, after the line before it.
const START: &[u8] = b"\nWARC/";

/// The pages of a WARC file in order, each a [`Record`] or an error.
#[derive(Debug)]
pub struct Warc<R> {
    window: Window<R>,
    defaults: Meta,
    limits: Limits,
    number: usize,
}

/// Reads an unpacked WARC file record by record. `defaults` hold for documents that do not say otherwise; a page whose record has
/// no id is named after its id: `crawl.warc#7`.
///
/// The day of the crawl is not the day of publication, and is left out.
pub fn warc<R: Read>(reader: R, defaults: Meta, limits: Limits) -> Warc<R> {
    Warc {
        window: Window::new(reader),
        defaults,
        limits,
        number: 0,
    }
}

impl<R: Read> Iterator for Warc<R> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            while matches!(self.window.see(1), [b'\r' | b'\n', ..]) {
                self.window.take(1);
            }
            if self.window.see(1).is_empty() {
                return self.fault().map(Err);
            }
            self.number += 1;
            let place = Place::Record {
                number: self.number,
                offset: self.window.offset(),
            };
            match self.record(place) {
                Ok(None) => {}
                Ok(Some(record)) => return Some(Ok(record)),
                // Where the stream itself broke, that is the cause.
                Err(found) => {
                    return Some(Err(self.fault().unwrap_or(Error::Part { place, found })));
                }
            }
        }
    }
}

impl<R: Read> Warc<R> {
    fn fault(&mut self) -> Option<Error> {
        let offset = self.window.offset();
        let source = self.window.fault()?;
        Some(Error::Read { offset, source })
    }

    /// Takes the next record: a document, none, or what is wrong with it.
    fn record(&mut self, place: Place) -> Result<Option<Record>, String> {
        let offset = self.window.offset();
        let seen = self.window.see(HEAD);
        if !seen.starts_with(&START[1..]) {
            let line = seen.split(|&b| b == b'\n').next().unwrap_or_default();
            let line = String::from_utf8_lossy(&line[..line.len().min(AFTER)]);
            let found = format!(
                "begins with `{}`, not with `WARC/1.0`",
                line.trim_end().escape_debug()
            );
            self.seek(1);
            return Err(found);
        }
        let Some(head) = fields::head(&seen[..seen.len().min(HEAD)]) else {
            let is_end = seen.len() < HEAD;
            let next = self.seek(START.len());
            return Err(if is_end && !next {
                "is cut short in its head".to_owned()
            } else {
                format!("has no end of its head within {HEAD} bytes")
            });
        };
        let fields = Fields::parse(&seen[..head]);
        let length = fields
            .get("content-length")
            .and_then(|length| length.parse::<u64>().ok());
        let Some(length) = length else {
            self.seek(head - 1);
            return Err("has no Content-Length in figures".to_owned());
        };
        let limit = self.limits.record_bytes;
        let held = usize::try_from(length).unwrap_or(limit).min(limit);
        let seen = self.window.see(head + held + AFTER);
        let record = &seen[..seen.len().min(head + held)];
        let block = &record[head..];
        let is_sound = if held as u64 == length {
            block.len() == held && is_boundary(&seen[head + held..])
        } else {
            block.len() == held && find_start(block).is_none()
        };
        if !is_sound {
            let given = block.len();
            let found = if !self.seek(head - 1) && given < held {
                format!("is cut short after {given} of {length} bytes")
            } else {
                format!("has the wrong Content-Length: no record begins {length} bytes further on")
            };
            return Err(found);
        }
        let payload = payload(&fields, record, head, offset);
        let record = match payload {
            Some(_) if held as u64 != length => Err(Error::TooLarge {
                what: "page",
                found: Size::Exactly(length),
                limit,
            }
            .to_string()),
            payload => Ok(payload.map(|payload| self.document(place, &fields, payload))),
        };
        self.window.take(head + held);
        let missing = self.window.skip(length - held as u64);
        if missing > 0 {
            let given = length - missing;
            return Err(format!("is cut short after {given} of {length} bytes"));
        }
        record.map_err(|found| format!("is left out: {found}"))
    }

    fn document(&self, place: Place, fields: &Fields, mut payload: Payload) -> Record {
        let bare = |name: &str| {
            let value = fields.get(name)?;
            Some(
                value
                    .trim_start_matches('<')
                    .trim_end_matches('>')
                    .to_owned(),
            )
        };
        let mut warnings = Vec::new();
        if let Some(why) = fields.get("warc-truncated") {
            payload.is_cut = true;
            let message = format!("the crawler cut the page short: {why}");
            warnings.push(warning(WarningCode::CutShort, message));
        }
        let defaults = self.defaults.clone();
        Record {
            place,
            format: SourceFormat::Warc,
            meta: Meta {
                id: bare("warc-record-id")
                    .unwrap_or_else(|| numbered(&self.defaults.id, self.number)),
                url: bare("warc-target-uri").or(defaults.url),
                ..defaults
            },
            body: Body::Payload(payload),
            warnings,
            excerpt: None,
        }
    }

    /// Takes so many bytes, then all up to the next record. False where there is none.
    fn seek(&mut self, from: usize) -> bool {
        self.window.take(from);
        loop {
            let seen = self.window.see(HEAD);
            if let Some(at) = find_start(seen) {
                self.window.take(at + 1);
                return true;
            }
            let is_end = seen.len() < HEAD;
            let kept = if is_end { 0 } else { START.len() + 2 };
            let count = seen.len() - kept;
            self.window.take(count);
            if is_end {
                return false;
            }
        }
    }
}

/// The page or text of a record, if it is of a kind that holds one.
fn payload(fields: &Fields, record: &[u8], head: usize, offset: u64) -> Option<Payload> {
    let media_type = fields.get("content-type");
    match fields.get("warc-type")?.to_ascii_lowercase().as_str() {
        "response" => Payload::of_response(record, head, offset),
        "resource" | "conversion" => Payload::of_type(media_type, record, head, offset),
        _ => None,
    }
}

/// True where nothing but line breaks stands before the next record or the end.
fn is_boundary(after: &[u8]) -> bool {
    let rest = after.trim_ascii_start();
    rest.is_empty() || (rest.len() < after.len() && rest.starts_with(&START[1..]))
}

/// The line break before the first line that begins a record: `WARC/1.1`.
fn find_start(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, START)
        .find(|at| matches!(bytes[at + START.len()..], [major, b'.', ..] if major.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Packing, unpack};
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use std::io::Write;

    fn record(id: &str, kind: &str, length: Option<&str>, block: &str) -> String {
        let media_type = if kind == "response" {
            "application/http; msgtype=response"
        } else {
            "text/plain"
        };
        let length = length.map_or_else(|| block.len().to_string(), str::to_owned);
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{id}>\r\nWARC-Target-URI: <http://example.org/{id}>\r\n\
             WARC-Date: 2015-10-24T10:00:00Z\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    }

    const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nEnvoys met.";

    fn good(id: &str) -> String {
        record(id, "response", None, PAGE)
    }

    /// Ids of the documents and messages of the errors, in order.
    fn read_within(bytes: &[u8], record_bytes: usize) -> Vec<String> {
        let limits = Limits {
            record_bytes,
            ..Limits::default()
        };
        warc(bytes, Meta::default(), limits)
            .map(
                |record| match record.and_then(|record| record.ingest(&limits)) {
                    Ok(ingested) => ingested.document.id().to_owned(),
                    Err(error) => error.to_string(),
                },
            )
            .collect()
    }

    fn check(bytes: &str, expected: &[&str]) {
        assert_eq!(read_within(bytes.as_bytes(), 100_000), expected);
    }

    #[test]
    fn pages_and_texts_are_documents_and_the_rest_is_passed_over() {
        check("", &[]);
        let kinds = ["warcinfo", "request", "metadata", "revisit", "continuation"];
        let other: String = kinds
            .iter()
            .map(|kind| record("x", kind, None, PAGE))
            .collect();
        let text = record("c", "resource", None, "Envoys met.");
        let wet = record("d", "conversion", None, "Envoys met.");
        check(
            &format!("{}{other}{}{text}{wet}", good("a"), good("b")),
            &["urn:a", "urn:b", "urn:c", "urn:d"],
        );
        check(
            &good("a").replace("\r\n", "\n").replace(": 56", ": 53"),
            &["urn:a"],
        );
        check(&good("a").replace("WARC-Record-ID", "X"), &["#1"]);
    }

    #[test]
    fn the_address_is_kept_and_the_day_of_the_crawl_is_not() {
        let bytes = good("a").replace("WARC-Type", "WARC-Truncated: length\r\nWARC-Type");
        let mut records = warc(bytes.as_bytes(), Meta::default(), Limits::default());
        let record = records.next().and_then(Result::ok).unwrap();
        let ingested = record.ingest(&Limits::default()).unwrap();
        assert_eq!(
            ingested.document.provenance.url.as_deref(),
            Some("http://example.org/a")
        );
        assert_eq!(ingested.document.published, None);
        assert_eq!(ingested.warnings[0].code, WarningCode::CutShort);
    }

    #[test]
    fn a_broken_record_costs_no_other() {
        let wrong = |length| {
            format!(
                "{}{}{}{}",
                good("a"),
                record("x", "response", Some(length), PAGE),
                good("c"),
                good("d")
            )
        };
        let at = good("a").len();
        for length in ["5", "61", "70", "300", "99999999999999"] {
            let expected = format!(
                "record 2 at byte {at} has the wrong Content-Length: no record begins {length} bytes further on"
            );
            check(&wrong(length), &["urn:a", &expected, "urn:c", "urn:d"]);
        }
        let expected = format!("record 2 at byte {at} has no Content-Length in figures");
        check(&wrong("many"), &["urn:a", &expected, "urn:c", "urn:d"]);
        let noise = format!("Envoys met.\r\n\r\n{}", good("a"));
        let expected = "record 1 at byte 0 begins with `Envoys met.`, not with `WARC/1.0`";
        check(&noise, &[expected, "urn:a"]);
    }

    #[test]
    fn the_last_record_may_be_cut() {
        let bytes = format!("{}{}", good("a"), good("b"));
        let at = good("a").len();
        check(&bytes[..bytes.len() - 4], &["urn:a", "urn:b"]);
        let expected = format!("record 2 at byte {at} is cut short after 52 of 56 bytes");
        check(&bytes[..bytes.len() - 8], &["urn:a", &expected]);
        let expected = format!("record 2 at byte {at} is cut short in its head");
        check(&bytes[..at + 30], &["urn:a", &expected]);
    }

    #[test]
    fn large_records_are_not_held() {
        let page = format!("{PAGE}{}", "a".repeat(1_000));
        let picture = page.replace("text/plain", "image/png");
        let bytes = [
            record("x", "response", None, &page),
            record("x", "response", None, &picture),
            good("b"),
        ]
        .concat();
        let expected = "record 1 at byte 0 is left out: the page has 1056 bytes, the limit is 500: split it into single stories";
        assert_eq!(read_within(bytes.as_bytes(), 500), [expected, "urn:b"]);
        let cut = record("x", "response", None, &page);
        let expected = "record 1 at byte 0 is cut short after 996 of 1056 bytes";
        assert_eq!(
            read_within(&cut.as_bytes()[..cut.len() - 64], 500),
            [expected]
        );
    }

    #[test]
    fn a_fault_of_the_stream_is_said_once() {
        let bytes = format!("{}{}", good("a"), good("b"));
        struct Fails;
        impl Read for Fails {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("broken"))
            }
        }
        let cut = bytes.as_bytes()[..bytes.len() - 30].chain(Fails);
        let found: Vec<_> = warc(cut, Meta::default(), Limits::default()).collect();
        assert!(
            matches!(&found[..], [Ok(_), Err(Error::Read { .. })]),
            "{found:?}"
        );
    }

    #[test]
    fn a_damaged_member_of_a_packed_archive_costs_no_other() {
        let mut bytes = Vec::new();
        for id in ["a", "x", "c", "y", "e"] {
            let member = &mut GzEncoder::new(Vec::new(), Compression::default());
            member.write_all(good(id).as_bytes()).unwrap();
            member.try_finish().unwrap();
            let packed = member.get_mut();
            let at = packed.len() / 2;
            packed[at] ^= 0x40 * u8::from(matches!(id, "x" | "y"));
            bytes.append(packed);
        }
        let limits = Limits::default();
        let unpacked = unpack(Packing::Gzip, std::io::Cursor::new(bytes), &limits);
        // What comes out of a damaged member before the damage shows may still be a record.
        let found = warc(unpacked, Meta::default(), limits)
            .map(|record| record.map_or_else(|_| "lost".to_owned(), |record| record.meta.id))
            .filter(|id| id != "urn:x" && id != "urn:y");
        let expected = ["urn:a", "lost", "urn:c", "lost", "urn:e"];
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    proptest! {
        #[test]
        fn no_good_record_is_lost(noise in prop::collection::vec(("[0-9]{1,2}|[1-9][0-9]{6,11}|", "[a-zA-Z/\r\n: 0-9.<>]{0,80}"), 1..5), limit in 2_000_usize..4_000) {
            let bytes: String = noise.iter().enumerate()
                .map(|(n, (length, noise))| record("x", "response", Some(length), noise) + &good(&format!("good-{n}")))
                .collect();
            let found = read_within(bytes.as_bytes(), limit);
            let good = found.iter().filter(|id| id.starts_with("urn:good-")).count();
            prop_assert_eq!(good, noise.len(), "{:?}", found);
        }

        #[test]
        fn no_bytes_panic(noise in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), with in any::<u8>(), limit in 0_usize..300) {
            read_within(&noise, limit);
            let mut bytes = [good("a").as_bytes(), &noise, good("b").as_bytes()].concat();
            let at = at.index(bytes.len());
            bytes[at] ^= with;
            prop_assert_eq!(read_within(&bytes, limit), read_within(&bytes, limit));
        }
    }
}
