//! Decides where the documents of an archive's text export begin and end, and keeps what has no place in them.
//!
//! LexisNexis numbers its documents (`2 of 50 DOCUMENTS`), Factiva ends each with its number (`Document BWIR…`). The lines are
//! streamed, one document is held at a time. Cover pages and search summaries are passed over with a warning; a document that
//! is like no other is kept whole.

use std::collections::VecDeque;
use std::io::{BufRead, Cursor};

use chancery_model::{SourceFormat, Warning, WarningCode};
use memchr::memchr;

use crate::decode::{Decoded, decode};
use crate::error::Error;
use crate::limits::Limits;
use crate::lines::{WRAP_COLUMNS, ends_sentence};
use crate::origin::{Content, Excerpt, Wrapping};
use crate::read::{Meta, decoding_warnings, read_bytes};
use crate::record::{Place, Record};
use crate::story::{self, Part, Story};
use crate::structure::warning;

/// Longest line that may part documents, in bytes.
const MAX_MARK: usize = 200;
/// Byte order marks of UTF-16.
const UTF_16: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// What a line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is part of a document, or of nothing.
    None,
    /// A document begins after it.
    Begins,
    /// A document ends with it.
    Ends,
}

/// A kind of export.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) format: SourceFormat,
    /// Without white space around it.
    pub(crate) mark: fn(&str) -> Mark,
    /// `None`: the text has not the form of a document.
    pub(crate) parse: fn(&str) -> Option<Parsed>,
    /// What every export has, for messages.
    pub(crate) expected: &'static str,
}

/// A document and what had no place in its form: that follows the text, so that nothing is lost.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Parsed {
    /// Without parts.
    pub(crate) story: Story,
    pub(crate) text: String,
    pub(crate) unplaced: String,
}

/// The documents of an export in order, each a record or an error.
pub(crate) struct Documents {
    reader: Box<dyn BufRead>,
    kind: Kind,
    defaults: Meta,
    limits: Limits,
    /// The line that was read, its break included.
    line: Vec<u8>,
    /// What was read of the document that is open, and whether a line said where it begins.
    held: Vec<u8>,
    begun: bool,
    /// More was read than is held.
    overflows: bool,
    /// Line on which the open document begins, from 1, and the line that was read.
    first_line: usize,
    line_number: usize,
    /// Bytes at which the open document and the line that was read begin, and at which the latter ends.
    first_byte: u64,
    line_start: u64,
    offset: u64,
    /// The file was decoded as a whole, so that its bytes are not at hand.
    is_wide: bool,
    number: usize,
    /// Lines that belong to no document, to be told with the next.
    passed_over: usize,
    /// What waits to be given out. The last waits until another comes, since what follows it may have to be told with it.
    found: VecDeque<Result<Record, Error>>,
    ended: bool,
}

/// Reads an export line by line. `defaults` hold for documents that do not say otherwise.
pub(crate) fn documents(
    reader: impl BufRead + 'static,
    kind: Kind,
    defaults: Meta,
    limits: Limits,
) -> Documents {
    let mut reader = reader;
    let is_wide = is_wide(&mut reader);
    let (reader, fault) = if is_wide {
        in_utf8(reader, &limits)
    } else {
        (Box::new(reader) as Box<dyn BufRead>, None)
    };
    Documents {
        reader,
        kind,
        defaults,
        limits,
        line: Vec::new(),
        held: Vec::new(),
        begun: false,
        overflows: false,
        first_line: 1,
        line_number: 0,
        first_byte: 0,
        line_start: 0,
        offset: 0,
        is_wide,
        number: 0,
        passed_over: 0,
        found: fault.map(Err).into_iter().collect(),
        ended: false,
    }
}

fn is_wide(reader: &mut impl BufRead) -> bool {
    reader
        .fill_buf()
        .is_ok_and(|head| UTF_16.iter().any(|mark| head.starts_with(mark)))
}

/// UTF-16 cannot be cut at line breaks: it is read whole, up to the limit of a feed.
fn in_utf8(reader: impl BufRead, limits: &Limits) -> (Box<dyn BufRead>, Option<Error>) {
    let text = read_bytes(reader, None, limits.feed_bytes).and_then(|bytes| decode(&bytes));
    match text {
        Ok(decoded) => (Box::new(Cursor::new(decoded.text.into_bytes())), None),
        Err(error) => (Box::new(std::io::empty()), Some(error)),
    }
}

impl Iterator for Documents {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended && self.found.len() < 2 {
            self.step();
        }
        self.found.pop_front()
    }
}

impl Documents {
    /// Reads one line, and closes the open document where it ends.
    fn step(&mut self) {
        match self.read_line() {
            Err(source) => {
                self.close(false);
                let offset = self.offset;
                self.found.push_back(Err(Error::Read { offset, source }));
                self.ended = true;
            }
            Ok(false) => {
                self.close(false);
                if self.found.is_empty() && self.passed_over > 0 {
                    self.found.push_back(Err(Error::NoItems {
                        expected: self.kind.expected,
                    }));
                }
                self.ended = true;
            }
            Ok(true) => match self.mark() {
                Mark::None => self.hold(),
                Mark::Begins => {
                    self.close(false);
                    self.begun = true;
                }
                Mark::Ends => {
                    self.hold();
                    self.close(true);
                }
            },
        }
    }

    /// Reads a line, of a very long one only as much as may be held. False at the end.
    fn read_line(&mut self) -> std::io::Result<bool> {
        self.line.clear();
        self.line_start = self.offset;
        let mut any = false;
        loop {
            let chunk = match self.reader.fill_buf() {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let end = memchr(b'\n', chunk).map(|end| end + 1);
            let part = &chunk[..end.unwrap_or(chunk.len())];
            let room = (self.limits.text_bytes + 1).saturating_sub(self.line.len());
            self.line.extend_from_slice(&part[..part.len().min(room)]);
            let used = part.len();
            self.reader.consume(used);
            self.offset += used as u64;
            any |= used > 0;
            if end.is_some() || used == 0 {
                self.line_number += usize::from(any);
                return Ok(any);
            }
        }
    }

    fn mark(&self) -> Mark {
        if self.line.len() > MAX_MARK {
            return Mark::None;
        }
        let line = String::from_utf8_lossy(&self.line);
        (self.kind.mark)(line.trim_matches(is_blank))
    }

    /// Adds the line to the open document.
    fn hold(&mut self) {
        if self.held.is_empty() && !self.overflows {
            self.first_line = self.line_number;
            self.first_byte = self.line_start;
        }
        self.overflows |= self.held.len() + self.line.len() > self.limits.text_bytes;
        if self.overflows {
            self.held = Vec::new();
        } else {
            self.held.extend_from_slice(&self.line);
        }
    }

    /// Ends the open document. `told`: the line before said that it ends here.
    fn close(&mut self, told: bool) {
        let told = std::mem::take(&mut self.begun) || told;
        let held = std::mem::take(&mut self.held);
        let overflows = std::mem::take(&mut self.overflows);
        if held.trim_ascii().is_empty() && !overflows {
            return;
        }
        let (number, first_line) = (self.number + 1, self.first_line);
        let wrong = |found: String| Error::Part {
            place: Place::Item(number),
            found: format!("at line {first_line}: {found}"),
        };
        let limit = self.limits.text_bytes;
        let record = if overflows {
            Err(wrong(format!(
                "more than {limit} bytes, which no story has"
            )))
        } else {
            match decode(&held) {
                Err(error) => Err(wrong(error.to_string())),
                Ok(decoded) => match (self.kind.parse)(&decoded.text) {
                    None if !told => {
                        self.pass_over(decoded.text.lines().count());
                        return;
                    }
                    parsed => {
                        let mut record = self.record(number, parsed, &decoded).map_err(wrong);
                        if let (Ok(record), false) = (&mut record, self.is_wide) {
                            record.excerpt = Some(Excerpt::part(
                                held,
                                self.first_byte,
                                decoded.encoding,
                                Wrapping::Bare,
                                Content::Text,
                            ));
                        }
                        record
                    }
                },
            }
        };
        self.number = number;
        self.found.push_back(record);
    }

    /// Tells lines that belong to no document with the one before or, at the head of the file, the one after.
    fn pass_over(&mut self, lines: usize) {
        match self.found.back_mut() {
            Some(Ok(record)) => record.warnings.push(passed_over(lines)),
            _ => self.passed_over += lines,
        }
    }

    fn record(
        &mut self,
        number: usize,
        parsed: Option<Parsed>,
        decoded: &Decoded,
    ) -> Result<Record, String> {
        let form_is_known = parsed.is_some();
        let parsed = parsed.unwrap_or_else(|| Parsed {
            unplaced: decoded.text.clone(),
            ..Parsed::default()
        });
        let has_text = !parsed.text.trim().is_empty();
        let unplaced = parsed.unplaced.trim();
        let mut warnings = decoding_warnings(decoded);
        let lines = std::mem::take(&mut self.passed_over);
        warnings.extend((lines > 0).then(|| passed_over(lines)));
        if !unplaced.is_empty() {
            warnings.push(warning(
                WarningCode::UnplacedText,
                if form_is_known {
                    "lines that have no place in the form of the export follow the text"
                } else {
                    "the document has not the form of the export: it is kept whole"
                },
            ));
        }
        if !has_text {
            warnings.push(warning(
                WarningCode::NoArticle,
                "the document has no body that could be told",
            ));
        }
        let parts = [parsed.text, unplaced.to_owned()];
        let story = Story {
            parts: parts.map(Part::Text).into(),
            ..parsed.story
        };
        let mut record = story::record(
            number,
            story,
            self.kind.format,
            &self.defaults,
            &self.limits,
        )?;
        record.warnings = warnings;
        Ok(record)
    }
}

fn passed_over(lines: usize) -> Warning {
    warning(
        WarningCode::UnplacedText,
        format!("{lines} lines beside the documents of the export were passed over"),
    )
}

/// White space, form feeds and the byte order mark.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{feff}'
}

/// The paragraphs of some lines, parted by blank lines. What all lines are indented by does not count.
///
/// Exports that wrap part paragraphs by blank lines or an indent, so a line that is nearly as long as the longest goes on in
/// the next. A text is wrapped when its lines have at most 100 columns and most that are nearly full end no sentence.
pub(crate) fn unwrapped<'t>(lines: impl IntoIterator<Item = &'t str>) -> String {
    let lines: Vec<&str> = lines
        .into_iter()
        .map(|line| line.trim_end_matches(is_blank))
        .collect();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let columns = |line: &str| line.trim().chars().count();
    let filled = || lines.iter().filter(|line| !line.trim().is_empty());
    let margin = filled().map(|line| indent(line)).min().unwrap_or_default();
    let width = filled().map(|line| columns(line)).max().unwrap_or_default();
    let goes_on = |line: &str, next: &str| {
        let is_indented =
            indent(next) > margin + 1 || next.trim_start_matches(' ').starts_with('\t');
        !line.trim().is_empty()
            && !next.trim().is_empty()
            && !is_indented
            && 3 * columns(line) >= 2 * width
    };
    let breaks = || lines.windows(2).filter(|pair| goes_on(pair[0], pair[1]));
    let n_open = breaks().filter(|pair| !ends_sentence(pair[0])).count();
    let is_wrapped = WRAP_COLUMNS.contains(&width) && n_open > 0 && 2 * n_open >= breaks().count();
    let mut text = String::new();
    let mut last = "";
    for line in lines {
        let words: Vec<_> = line.split_whitespace().collect();
        if !words.is_empty() {
            let joins = is_wrapped && goes_on(last, line);
            text.push_str(match text.is_empty() {
                true => "",
                false if joins => " ",
                false => "\n\n",
            });
            text.push_str(&words.join(" "));
        }
        last = line;
    }
    text
}

/// Opens a copyright line.
pub(crate) fn is_copyright(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    ["copyright ", "(c) ", "©", "all rights reserved"]
        .iter()
        .any(|head| line.starts_with(head))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Body;

    /// A kind whose documents begin at `#`, end at `.` and hold the word "story".
    const KIND: Kind = Kind {
        format: SourceFormat::Factiva,
        mark: |line| match line {
            "#" => Mark::Begins,
            "." => Mark::Ends,
            _ => Mark::None,
        },
        parse: |text| {
            text.contains("story").then(|| Parsed {
                text: text.trim().to_owned(),
                ..Parsed::default()
            })
        },
        expected: "a story",
    };

    /// Text and number of warnings, or message.
    fn check(bytes: &[u8], expected: &[&str]) {
        let limits = Limits {
            text_bytes: 30,
            ..Limits::default()
        };
        let found: Vec<_> = documents(Cursor::new(bytes.to_vec()), KIND, Meta::default(), limits)
            .map(|record| match record {
                Ok(Record {
                    body: Body::Story(text),
                    warnings,
                    ..
                }) => format!("{text}|{}", warnings.len()),
                Ok(record) => panic!("{record:?}"),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(found, expected, "{bytes:?}");
    }

    #[test]
    fn lines_part_documents() {
        check(b"#\nstory 1\n#\r\nstory 2\n\n", &["story 1|0", "story 2|0"]);
        check(
            b"story 1\n.\nstory 2\n.\n\n",
            &["story 1\n.|0", "story 2\n.|0"],
        );
        check(b"story", &["story|0"]);
        check(b"\n", &[]);
        let wide: Vec<u8> = "\u{feff}#\nstory \u{d6}\n#\nstory"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&wide, &["story \u{d6}|0", "story|0"]);
    }

    #[test]
    fn what_is_no_document_is_told_and_what_should_be_one_kept() {
        check(b"cover\n#\nstory\n.\nsummary\n", &["story\n.|2"]);
        check(b"#\nodd\n#\nstory", &["odd|2", "story|0"]);
        check(b"odd", &["a story is missing: is this the right format?"]);
    }

    #[test]
    fn a_document_that_is_too_long_costs_no_other() {
        let long = format!("#\nstory 1\n#\n{}\n#\nstory 3", "story ".repeat(100_000));
        check(
            long.as_bytes(),
            &[
                "story 1|0",
                "item 2 at line 4: more than 30 bytes, which no story has",
                "story 3|0",
            ],
        );
    }

    #[test]
    fn margins_and_wraps_go() {
        let lines = [
            "   The envoys of the three states met in the old palace",
            "   on Friday and talked for over two hours, officials",
            "   said.",
            "",
            "   They left.",
        ];
        let text = "The envoys of the three states met in the old palace on Friday and talked for over two hours, officials said.\n\nThey left.";
        assert_eq!(unwrapped(lines), text);
        assert_eq!(unwrapped(text.lines()), text);
        let list = "They met in the old palace on Friday and talked\nfor hours.\nOne\nTwo";
        assert_eq!(
            unwrapped(list.lines()),
            "They met in the old palace on Friday and talked for hours.\n\nOne\n\nTwo"
        );
        let lines = "They met in the old palace on Friday and left.\nThey had talked for over two hours, not more.";
        assert_eq!(unwrapped(lines.lines()), lines.replace('\n', "\n\n"));
    }
}
