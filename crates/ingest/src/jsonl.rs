//! Decides what each line of a JSON Lines file is: a document, or an error that names the line.
//!
//! `{"id": "a", "text": "…", "published": "2015-10-24"}`. A bad line never stops the ones after it, and a line above the
//! limit is skipped with bounded memory.

use std::io::BufRead;

use chancery_model::{SourceFormat, WarningCode};
use memchr::memchr;
use serde::Deserialize;
use serde_json::Value;

use crate::calendar;
use crate::error::Error;
use crate::limits::Limits;
use crate::origin::{Excerpt, Wrapping};
use crate::read::Meta;
use crate::record::{Body, Place, Record, numbered};
use crate::structure::warning;

/// What a line should be, for messages.
const EXPECTED: &str = "one JSON object a line, with `id` and `text` or `html`";

/// The lines of a JSON Lines file in order: each a [`Record`] or an error; blank lines give nothing.
#[derive(Debug)]
pub struct Records<R> {
    reader: R,
    defaults: Meta,
    limits: Limits,
    line: usize,
    offset: u64,
    line_start: u64,
    buffer: Vec<u8>,
    ended: bool,
}

/// Reads a JSON Lines file line by line. `defaults` hold for documents that do not say otherwise; a line without an
/// id is named after its id: `stories.jsonl#7`.
pub fn records<R: BufRead>(reader: R, defaults: Meta, limits: Limits) -> Records<R> {
    Records {
        reader,
        defaults,
        limits,
        line: 0,
        offset: 0,
        line_start: 0,
        buffer: Vec::new(),
        ended: false,
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.read_line() {
                Err(source) => {
                    self.ended = true;
                    return Some(Err(Error::Read {
                        offset: self.offset,
                        source,
                    }));
                }
                Ok(Fill::End) => self.ended = true,
                Ok(Fill::TooLong) => {
                    return Some(Err(Error::LineTooLong {
                        line: self.line,
                        limit: self.limits.line_bytes,
                    }));
                }
                Ok(Fill::Line) => {
                    let mut bytes = self.buffer.as_slice();
                    if self.line == 1 {
                        bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
                    }
                    if !bytes.trim_ascii().is_empty() {
                        let mut record = record(bytes, self.line, &self.defaults);
                        if let Ok(record) = &mut record {
                            record.excerpt = Some(Excerpt::part(
                                bytes.to_vec(),
                                self.line_start + (self.buffer.len() - bytes.len()) as u64,
                                "UTF-8",
                                Wrapping::Json,
                                record.body.content(),
                            ));
                        }
                        return Some(record);
                    }
                }
            }
        }
        None
    }
}

enum Fill {
    Line,
    TooLong,
    End,
}

impl<R: BufRead> Records<R> {
    /// Fills the buffer with the next line, without its break; what exceeds the limit is read past, not kept.
    fn read_line(&mut self) -> std::io::Result<Fill> {
        self.buffer.clear();
        self.line_start = self.offset;
        let (mut any, mut too_long) = (false, false);
        loop {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let end = memchr(b'\n', chunk);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let used = part.len() + usize::from(end.is_some());
            any |= used > 0;
            too_long |= self.buffer.len() + part.len() > self.limits.line_bytes;
            if too_long {
                self.buffer = Vec::new();
            } else {
                self.buffer.extend_from_slice(part);
            }
            self.reader.consume(used);
            self.offset += used as u64;
            if end.is_some() || used == 0 {
                break;
            }
        }
        if !any {
            return Ok(Fill::End);
        }
        self.line += 1;
        Ok(if too_long { Fill::TooLong } else { Fill::Line })
    }
}

/// A line as it is written. Unknown fields are left alone.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    html: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    published: Option<Value>,
    #[serde(default)]
    publisher: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

fn record(bytes: &[u8], number: usize, defaults: &Meta) -> Result<Record, Error> {
    let wrong = |column, found| Error::Json {
        line: number,
        column,
        found,
        expected: EXPECTED,
    };
    let line: Line = serde_json::from_slice(bytes).map_err(|error| {
        let message = error.to_string();
        let message = message
            .rsplit_once(" at line ")
            .map_or(message.as_str(), |(message, _)| message);
        wrong(
            error.column(),
            if error.is_eof() {
                format!("{message} (the line is cut short)")
            } else {
                message.to_owned()
            },
        )
    })?;
    let id = match line.id {
        Some(Value::String(id)) if !id.trim().is_empty() => id,
        Some(Value::Number(id)) => id.to_string(),
        None | Some(Value::Null | Value::String(_)) => numbered(&defaults.id, number),
        Some(other) => return Err(wrong(0, format!("`id` is {other}"))),
    };
    let body = match (line.text, line.html) {
        (Some(text), _) => Body::Text(text),
        (None, Some(html)) => Body::Html(html),
        (None, None) => return Err(wrong(0, "neither `text` nor `html`".to_owned())),
    };
    let mut warnings = Vec::new();
    let published = match line.published {
        None | Some(Value::Null) => None,
        Some(value) => {
            let date = value.as_str().and_then(calendar::parse_date);
            if date.is_none() {
                warnings.push(warning(
                    WarningCode::NoDate,
                    format!("`published` is {value}, which is no date such as 2015-10-24"),
                ));
            }
            date
        }
    };
    let meta = Meta {
        id,
        url: line.url,
        title: line.title,
        publisher: line.publisher,
        published,
        ..Meta::default()
    };
    Ok(Record {
        place: Place::Line(number),
        format: SourceFormat::Jsonl,
        meta: meta.or(defaults),
        body,
        warnings,
        excerpt: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Ingested;
    use proptest::prelude::*;

    fn read_jsonl(
        lines: &[u8],
        defaults: Meta,
        limits: Limits,
    ) -> impl Iterator<Item = Result<Ingested, Error>> {
        records(lines, defaults, limits).map(move |record| record?.ingest(&limits))
    }

    /// Ids of the documents and messages of the errors, in order.
    fn read(lines: &[u8], line_bytes: usize) -> Vec<String> {
        let limits = Limits {
            line_bytes,
            ..Limits::default()
        };
        read_jsonl(lines, Meta::default(), limits)
            .map(|read| match read {
                Ok(ingested) => ingested.document.id().to_owned(),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    fn check(lines: &str, expected: &[&str]) {
        assert_eq!(read(lines.as_bytes(), 1_000), expected);
    }

    #[test]
    fn good_lines_keep_order_and_ids() {
        check("", &[]);
        check(
            "{\"id\":\"b\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"\"}",
            &["b", "a"],
        );
        check(
            "\u{feff}{\"id\":7,\"text\":\"x\"}\r\n\r\n \n{\"text\":\"x\",\"extra\":[1]}\n",
            &["7", "#4"],
        );
        check("{\"id\":\"a\",\"html\":\"<p>Envoys met.</p>\"}", &["a"]);
    }

    const END: &str = "expected one JSON object a line, with `id` and `text` or `html`";

    #[test]
    fn bad_lines_name_their_place_and_stop_nothing() {
        check(
            "{\"id\":\"a\",\"te\n{\"id\":\"b\",\"text\":\"x\"}",
            &[
                &format!(
                    "line 1, column 13: EOF while parsing a string (the line is cut short); {END}"
                ),
                "b",
            ],
        );
        check(
            "{\"id\":\"a\"}",
            &[&format!(
                "line 1, column 0: neither `text` nor `html`; {END}"
            )],
        );
        check(
            "{\"text\":5}",
            &[&format!(
                "line 1, column 9: invalid type: integer `5`, expected a string; {END}"
            )],
        );
        check(
            "\n{\"id\":[],\"text\":\"x\"}",
            &[&format!("line 2, column 0: `id` is []; {END}")],
        );
        check(
            r#"{"text":"\ud800"}"#,
            &[&format!(
                "line 1, column 16: unexpected end of hex escape; {END}"
            )],
        );
    }

    #[test]
    fn a_long_line_is_skipped() {
        let long = format!(
            "{{\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"x\"}}",
            "a".repeat(200_000)
        );
        assert_eq!(
            read(long.as_bytes(), 100),
            [
                "line 1 has more than 100 bytes: split it, one story a line",
                "b"
            ]
        );
    }

    #[test]
    fn a_page_that_cannot_be_read_names_line_and_document() {
        let line = format!("{{\"id\":\"a\",\"html\":\"{}\"}}", "<div>".repeat(5_000));
        assert_eq!(read(line.as_bytes(), 1_000_000), ["line 1, document a"]);
    }

    #[test]
    fn fields_go_before_defaults() {
        let line = br#"{"text":" a\r\nb \n","published":"Oct. 24, 2015","title":"T"}"#;
        let defaults = Meta {
            published: "2000-01-01".parse().ok(),
            publisher: Some("P".into()),
            ..Meta::default()
        };
        let ingested = read_jsonl(&line[..], defaults, Limits::default())
            .next()
            .and_then(Result::ok)
            .unwrap();
        let doc = ingested.document;
        assert_eq!(
            (doc.text(), doc.title.as_deref()),
            (" a\r\nb \n", Some("T"))
        );
        assert_eq!(
            doc.published.map(|date| date.to_string()).as_deref(),
            Some("2015-10-24")
        );
        assert_eq!(doc.provenance.publisher.as_deref(), Some("P"));
    }

    #[test]
    fn a_date_that_is_none_is_said() {
        let mut found = records(
            &br#"{"text":"a","published":"soon"}"#[..],
            Meta::default(),
            Limits::default(),
        );
        let warnings = found.next().and_then(Result::ok).unwrap().warnings;
        assert_eq!(
            warnings[0].message,
            "`published` is \"soon\", which is no date such as 2015-10-24"
        );
    }

    proptest! {
        #[test]
        fn no_good_line_is_lost(noise in prop::collection::vec(any::<Vec<u8>>(), 0..6)) {
            let mut file = Vec::new();
            for (n, noise) in noise.iter().enumerate() {
                file.extend(noise.iter().filter(|&&b| b != b'\n'));
                file.extend(format!("\n{{\"id\":\"good-{n}\",\"text\":\"x\"}}\n").bytes());
            }
            let good: Vec<_> = read(&file, 64).into_iter().filter(|id| id.starts_with("good-")).collect();
            let expected: Vec<_> = (0..noise.len()).map(|n| format!("good-{n}")).collect();
            prop_assert_eq!(good, expected);
        }

        #[test]
        fn text_comes_back_unchanged(text in any::<String>()) {
            let line = serde_json::json!({ "id": "a", "text": text }).to_string();
            let ingested = read_jsonl(line.as_bytes(), Meta::default(), Limits::default()).next().and_then(Result::ok).unwrap();
            prop_assert_eq!(ingested.document.text(), text);
        }
    }
}
