//! Decides what each row of a CSV or TSV table is: a document, or an error that names the line.
//!
//! The first line names the columns and tells the separator: of comma, semicolon, tab and bar the one that stands there most
//! often. `id;text` and `1;"Envoys met.\nThey left."` are two rows on three lines, since a field in quotes may hold breaks.

use std::io::{self, BufRead};

use chancery_model::{SourceFormat, Warning};
use csv_core::ReadRecordResult;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use crate::columns::{Columns, Part};
use crate::decode::{decode, decode_as};
use crate::error::Error;
use crate::limits::Limits;
use crate::origin::{Excerpt, Wrapping};
use crate::read::{Meta, decoding_warnings};
use crate::record::{Place, Record, numbered};
use crate::row;

/// Separators, likeliest first.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Columns that a table may have.
const COLUMNS: usize = 4096;

/// The rows of a table in order, each a [`Record`] or an error; blank lines give nothing.
#[derive(Debug)]
pub struct Csv<R> {
    rows: Rows<R>,
    separator: u8,
    parts: Vec<(Part, usize)>,
    width: usize,
    defaults: Meta,
    number: usize,
}

/// Reads a table row by row. `defaults` hold for documents that do not say otherwise; a row without an id is named
/// after its id: `table.csv#7`.
///
/// # Errors
/// [`Error::Table`] when the first line does not name the columns that are wanted, [`Error::Read`] when the reader fails.
pub fn csv<R: BufRead>(
    mut reader: R,
    defaults: Meta,
    columns: &Columns,
    limits: Limits,
) -> Result<Csv<R>, Error> {
    let head = reader
        .fill_buf()
        .map_err(|source| Error::Read { offset: 0, source })?;
    let separator = separator(head);
    let mark = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let mut rows = Rows {
        reader,
        core: csv_core::ReaderBuilder::new().delimiter(separator).build(),
        bytes: vec![0; 4096],
        ends: vec![0; 64],
        source: Vec::new(),
        start: 0,
        offset: 0,
        line: 1,
        ended: false,
        limit: limits.line_bytes,
    };
    let table = |found: &str| Error::Table {
        found: found.to_owned(),
    };
    if mark.is_some_and(|mark| mark == UTF_16LE || mark == UTF_16BE) {
        return Err(table("is in UTF-16: convert it to UTF-8 first"));
    }
    let names = match rows.next_row() {
        None => {
            return Err(table(
                "is empty, expected a line with the names of the columns",
            ));
        }
        Some(row) => row?.texts()?.2,
    };
    let parts = columns.locate(&names).map_err(|found| table(&found))?;
    Ok(Csv {
        rows,
        separator,
        parts,
        width: names.len(),
        defaults,
        number: 0,
    })
}

/// True when the first line names columns as tables of stories have them: a text and something else that is known.
pub(crate) fn is_table(head: &[u8]) -> bool {
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let separator = char::from(separator(line));
    let line = String::from_utf8_lossy(line);
    let names: Vec<_> = line
        .trim_start_matches('\u{feff}')
        .split(separator)
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    names.len() > 1
        && Columns::default()
            .locate(&names)
            .is_ok_and(|parts| parts.len() > 1)
}

/// The separator that stands most often in the first line, outside of quotes.
fn separator(head: &[u8]) -> u8 {
    let line = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let mut counts = [0; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in line {
        is_quoted ^= *byte == b'"';
        let place = SEPARATORS.iter().position(|separator| separator == byte);
        if let Some(place) = place.filter(|_| !is_quoted) {
            counts[place] += 1;
        }
    }
    // The first of equals, since the last would be taken otherwise.
    let best = (0..counts.len()).rev().max_by_key(|&at| counts[at]);
    SEPARATORS[best.unwrap_or(0)]
}

impl<R: BufRead> Iterator for Csv<R> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next_row()?;
        self.number += 1;
        Some(row.and_then(|row| {
            let place = Place::Line(row.line);
            let width = row.ends.len();
            if width != self.width {
                let found = format!(
                    "has {width} fields, the first line of the table {}: check its quotes",
                    self.width
                );
                return Err(Error::Part { place, found });
            }
            let (warnings, encoding, mut fields) = row.texts()?;
            let parts = self.parts.iter();
            let fields = parts.map(|&(part, at)| (part, std::mem::take(&mut fields[at])));
            let id = numbered(&self.defaults.id, self.number);
            let format = SourceFormat::Csv;
            let mut record = row::record(fields, place, id, format, &self.defaults, warnings);
            record.excerpt = Some(Excerpt::part(
                row.source.to_vec(),
                row.start,
                encoding,
                Wrapping::Table(self.separator),
                record.body.content(),
            ));
            Ok(record)
        }))
    }
}

/// Rows as bytes; one that exceeds the limit is read past, not kept.
#[derive(Debug)]
struct Rows<R> {
    reader: R,
    core: csv_core::Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The row as it is written, and where it starts.
    source: Vec<u8>,
    start: u64,
    offset: u64,
    line: usize,
    ended: bool,
    limit: usize,
}

struct Row<'a> {
    line: usize,
    bytes: &'a [u8],
    /// Ends of the fields.
    ends: &'a [usize],
    /// As it is written, without the line break after it.
    source: &'a [u8],
    /// Where it starts in the file.
    start: u64,
}

impl<R: BufRead> Rows<R> {
    fn next_row(&mut self) -> Option<Result<Row<'_>, Error>> {
        if self.ended {
            return None;
        }
        let (bytes, fields) = match self.read() {
            Ok(Some(counts)) => counts,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(source) => {
                self.ended = true;
                let offset = self.offset;
                return Some(Err(Error::Read { offset, source }));
            }
        };
        let line = self.line;
        Some(if bytes > self.limit || fields > COLUMNS {
            let place = Place::Line(line);
            let limit = self.limit;
            let found = format!(
                "begins a row of more than {limit} bytes or {COLUMNS} fields: check its quotes"
            );
            Err(Error::Part { place, found })
        } else {
            Ok(Row {
                line,
                bytes: &self.bytes[..bytes],
                ends: &self.ends[..fields],
                source: without_break(&self.source),
                start: self.start,
            })
        })
    }

    /// Fills the buffers with the next row: the numbers of its bytes and fields, `None` at the end.
    fn read(&mut self) -> io::Result<Option<(usize, usize)>> {
        self.pass_breaks()?;
        self.source.clear();
        self.start = self.offset;
        let (mut bytes, mut fields) = (0, 0);
        loop {
            // Past the limits the same room is written over and over.
            let at = if bytes > self.limit { 0 } else { bytes };
            let end = if fields > COLUMNS { 0 } else { fields };
            let chunk = fill(&mut self.reader)?;
            let (result, used, written, ended) =
                self.core
                    .read_record(chunk, &mut self.bytes[at..], &mut self.ends[end..]);
            // Quotation marks take room of their own; what is far longer is left out anyway.
            if bytes <= self.limit && fields <= COLUMNS {
                self.source.extend_from_slice(&chunk[..used]);
            }
            self.reader.consume(used);
            self.offset += used as u64;
            (bytes, fields) = (bytes + written, fields + ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if bytes <= self.limit => {
                    let room = (2 * self.bytes.len()).min(self.limit + 1);
                    self.bytes.resize(room.max(self.bytes.len() + 1), 0);
                }
                ReadRecordResult::OutputEndsFull if fields <= COLUMNS => {
                    self.ends.resize((2 * self.ends.len()).min(COLUMNS + 1), 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::Record => return Ok(Some((bytes, fields))),
                ReadRecordResult::End => return Ok(None),
            }
        }
    }

    /// Takes the line breaks before a row, so that its line is known.
    fn pass_breaks(&mut self) -> io::Result<()> {
        loop {
            let chunk = fill(&mut self.reader)?;
            let breaks = chunk.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
            let count = breaks.clone().count();
            let lines = breaks.filter(|&&b| b == b'\n').count();
            let is_all = count == chunk.len() && count > 0;
            self.reader.consume(count);
            self.offset += count as u64;
            self.core.set_line(self.core.line() + lines as u64);
            if !is_all {
                self.line = usize::try_from(self.core.line()).unwrap_or(usize::MAX);
                return Ok(());
            }
        }
    }
}

impl Row<'_> {
    /// What was odd, the encoding, and the fields as text, decoded alike.
    fn texts(&self) -> Result<(Vec<Warning>, &'static str, Vec<String>), Error> {
        let refused = |error: Error| Error::Part {
            place: Place::Line(self.line),
            found: format!("is left out: {error}"),
        };
        let row = decode(self.bytes).map_err(refused)?;
        let encoding = Encoding::for_label(row.encoding.as_bytes());
        let mut start = 0;
        let fields = self.ends.iter().map(|&end| {
            let field = &self.bytes[start..end];
            start = end;
            Ok(decode_as(field, encoding).map_err(refused)?.text)
        });
        let fields = fields.collect::<Result<_, _>>()?;
        Ok((decoding_warnings(&row), row.encoding, fields))
    }
}

/// A row without the line break at its end.
fn without_break(row: &[u8]) -> &[u8] {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    row.strip_suffix(b"\r").unwrap_or(row)
}

fn fill(reader: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(_) => break,
        }
    }
    // What was filled is handed out again at no cost.
    reader.fill_buf()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_within(bytes: &[u8], columns: &str, line_bytes: usize) -> Vec<String> {
        let limits = Limits {
            line_bytes,
            ..Limits::default()
        };
        let columns = columns.parse().unwrap_or_default();
        let rows = match csv(bytes, Meta::default(), &columns, limits) {
            Ok(rows) => rows,
            Err(error) => return vec![error.to_string()],
        };
        rows.map(|row| match row.and_then(|row| row.ingest(&limits)) {
            Ok(ingested) => {
                let doc = ingested.document;
                format!("{}={}", doc.id(), doc.text())
            }
            Err(error) => error.to_string(),
        })
        .collect()
    }

    fn check(table: &str, expected: &[&str]) {
        assert_eq!(read_within(table.as_bytes(), "", 10_000), expected);
    }

    #[test]
    fn separators_and_quotes() {
        check("id,text\na,x\n", &["a=x"]);
        check(
            "\u{feff}ID;Text\r\na;\"x;\"\"y\"\"\r\nz\"\r\n\r\nb; z",
            &["a=x;\"y\"\r\nz", "b= z"],
        );
        check("text\tdate\nx\t2015-10-24\n", &["#1=x"]);
        check(
            "text\nx,y\n",
            &["line 2 has 2 fields, the first line of the table 1: check its quotes"],
        );
        check("\"a,b\"|text\nx|y\n", &["#1=y"]);
    }

    #[test]
    fn all_parts_reach_the_document() {
        let table = "k,text,headline,date,source,author,link\n7,Envoys met.,T,24 October 2015,O,A,http://example.org/\n";
        let columns = "id=k".parse().unwrap();
        let limits = Limits::default();
        let mut rows = csv(table.as_bytes(), Meta::default(), &columns, limits).unwrap();
        let doc = rows
            .next()
            .and_then(Result::ok)
            .unwrap()
            .ingest(&limits)
            .unwrap()
            .document;
        let date = doc.published.map(|date| date.to_string());
        let provenance = doc.provenance.clone();
        let found = [
            doc.title.clone(),
            date,
            provenance.publisher,
            provenance.byline,
            provenance.url,
        ];
        let expected = ["T", "2015-10-24", "O", "A", "http://example.org/"];
        assert_eq!(found, expected.map(|fact| Some(fact.to_owned())));
        assert_eq!(doc.id(), "7");
    }

    #[test]
    fn a_bad_row_names_its_line_and_stops_nothing() {
        check(
            "id,text\na,\"x\ny\"\n\nb\nc,z\n",
            &[
                "a=x\ny",
                "line 5 has 1 fields, the first line of the table 2: check its quotes",
                "c=z",
            ],
        );
        let table = format!("id,text\na,\"{}\n\"\nb,x\n", "y".repeat(200));
        let expected =
            "line 2 begins a row of more than 100 bytes or 4096 fields: check its quotes";
        assert_eq!(read_within(table.as_bytes(), "", 100), [expected, "b=x"]);
        let table = format!("id,text\n{}\nb,x\n", ",".repeat(9_000));
        let expected =
            "line 2 begins a row of more than 10000 bytes or 4096 fields: check its quotes";
        check(&table, &[expected, "b=x"]);
    }

    #[test]
    fn a_table_without_the_columns_is_refused() {
        let expected = "the table has no column of texts that is known by name: say `--columns text=NAME`; its columns are `a`, `b`";
        check("a,b\n1,2\n", &[expected]);
        check(
            "",
            &["the table is empty, expected a line with the names of the columns"],
        );
        let utf16: Vec<_> = "\u{feff}id,text\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(
            read_within(&utf16, "", 100),
            ["the table is in UTF-16: convert it to UTF-8 first"]
        );
    }

    #[test]
    fn rows_are_decoded() {
        assert_eq!(
            read_within(
                b"id,text\nM\xfcnchen,The talks in Z\xfcrich ended.\n",
                "",
                100
            ),
            ["München=The talks in Zürich ended."]
        );
    }

    #[test]
    fn heads_of_tables_are_told() {
        for (head, expected) in [
            ("id,text\n", true),
            ("Story ID;Headline;Body\r\n", true),
            ("text\n", false),
            ("Envoys met, and text was agreed.\n", false),
            ("id,value\n", false),
        ] {
            assert_eq!(is_table(head.as_bytes()), expected, "{head}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(texts in prop::collection::vec("[a-z,;\"\r\n\t|]{0,40}z", 1..6)) {
            let rows: String = texts.iter().map(|text| format!("a,\"{}\"\r\n", text.replace('"', "\"\""))).collect();
            let expected: Vec<_> = texts.iter().map(|text| format!("a={text}")).collect();
            prop_assert_eq!(read_within(format!("id,text\r\n{rows}").as_bytes(), "", 100), expected);
        }

        #[test]
        fn no_bytes_panic(head in "(id|text|a|,|;|\"|\n){0,8}", noise in any::<Vec<u8>>(), limit in 0_usize..300) {
            let table = [b"id,text\n", head.as_bytes(), &noise].concat();
            for table in [&table[..], &table[8..], &noise] {
                prop_assert_eq!(read_within(table, "", limit), read_within(table, "", limit));
            }
        }

        #[test]
        fn no_good_row_is_lost(noise in prop::collection::vec("[a-z,;\r\t ]{0,300}", 1..5)) {
            let rows: String = noise.iter().map(|noise| format!("{noise}\ngood,x\n")).collect();
            let found = read_within(format!("id,text\n{rows}").as_bytes(), "", 200);
            prop_assert_eq!(found.iter().filter(|row| *row == "good=x").count(), noise.len());
        }
    }
}
