//! Decides how the stories of an agency's XML become records, whatever their vocabulary.
//!
//! The file is cut at its stories first and each is read on its own: a story with a tag that is never closed is an error with
//! its number and byte, and its neighbours are kept.

use chancery_model::{SourceFormat, WarningCode};
use jiff::civil::Date;

use crate::decode::decode_as;
use crate::error::Error;
use crate::jsonl::{Body, Place, Record};
use crate::limits::Limits;
use crate::place_name::is_capitals;
use crate::read::{Meta, check_size, declared_encoding, decoding_warnings};
use crate::structure::warning;
use crate::xml_tree::{self, Element};
use crate::{dateline, fragment, xml_items};

/// A part of the text of a story.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Text(String),
    /// Elements of HTML or NITF.
    Markup(String),
}

/// What a story says of itself. Unknown is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Story {
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) byline: Option<String>,
    /// As printed, without the dash after it.
    pub(crate) dateline: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) credit: Option<String>,
    pub(crate) published: Option<Date>,
    pub(crate) url: Option<String>,
    /// Parts of the text in order, each plain or a fragment of HTML that is all story.
    pub(crate) parts: Vec<Part>,
}

impl Story {
    /// This story, and where it is silent what the other says.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            byline: self.byline.or(other.byline),
            dateline: self.dateline.or(other.dateline),
            publisher: self.publisher.or(other.publisher),
            credit: self.credit.or(other.credit),
            published: self.published.or(other.published),
            url: self.url.or(other.url),
            parts: if self.parts.is_empty() {
                other.parts
            } else {
                self.parts
            },
        }
    }
}

/// Text whose kind is declared as a MIME type, if at all: mark-up shows itself by the end of a paragraph.
pub(crate) fn part(text: &str, mime: Option<&str>) -> Part {
    let is_html = mime.is_some_and(|mime| mime.contains("html"))
        || (!mime.is_some_and(|mime| mime.contains("plain")) && text.contains("</p>"));
    if is_html {
        Part::Markup(text.to_owned())
    } else {
        Part::Text(text.trim().to_owned())
    }
}

/// The records of a file, one an element of these names, in order.
///
/// # Errors
/// When the bytes are no text, more than the limit, or hold no such element.
pub(crate) fn records(
    bytes: &[u8],
    defaults: &Meta,
    limits: &Limits,
    format: SourceFormat,
    names: &[&str],
    story: fn(&Element) -> Story,
) -> Result<Vec<Result<Record, Error>>, Error> {
    check_size("file", bytes.len(), limits.feed_bytes)?;
    let decoded = decode_as(bytes, declared_encoding(bytes))?;
    let items = xml_items::cut(&decoded.text, names);
    if items.is_empty() {
        return Err(Error::NoItems {
            expected: match format {
                SourceFormat::Nitf => "an element `nitf`",
                _ => "NewsML with its items",
            },
        });
    }
    let mut records: Vec<_> = items
        .into_iter()
        .enumerate()
        .map(|(at, range)| {
            let wrong = |offset: usize, found: String| Error::Item {
                number: at + 1,
                found: format!("at byte {}: {found}", range.start + offset),
            };
            let item = &decoded.text[range.clone()];
            if item.len() > limits.page_bytes {
                let found = format!("{} bytes, the limit is {}", item.len(), limits.page_bytes);
                return Err(wrong(0, found));
            }
            let tree = xml_tree::parse(item, limits.page_depth)
                .map_err(|fault| wrong(fault.offset, fault.found))?;
            let record = record(at + 1, story(&tree), format, defaults, limits);
            record.map_err(|found| wrong(0, found))
        })
        .collect();
    if let Some(first) = records.iter_mut().flatten().next() {
        first.warnings.splice(0..0, decoding_warnings(&decoded));
    }
    Ok(records)
}

/// The record of a story; its dateline is put before a text that has none.
///
/// # Errors
/// When its mark-up is nested too deeply, with what was found.
pub(crate) fn record(
    number: usize,
    story: Story,
    format: SourceFormat,
    defaults: &Meta,
    limits: &Limits,
) -> Result<Record, String> {
    let known = |given: Option<String>, default: &Option<String>| {
        given
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|text| !text.is_empty())
            .or_else(|| default.clone())
    };
    let mut texts = Vec::new();
    for part in story.parts {
        let text = match part {
            Part::Markup(html) => {
                fragment::text(&html, limits).map_err(|error| error.to_string())?
            }
            Part::Text(text) => text,
        };
        texts.extend(Some(text).filter(|text| !text.trim().is_empty()));
    }
    let body = texts.join("\n\n");
    let mut warnings = Vec::new();
    if body.is_empty() {
        warnings.push(warning(WarningCode::NoArticle, "the item has no text"));
    }
    Ok(Record {
        place: Place::Item(number),
        format,
        meta: Meta {
            id: known(story.id, &None).unwrap_or_else(|| numbered(&defaults.id, number)),
            path: defaults.path.clone(),
            url: known(story.url, &defaults.url),
            title: known(story.title, &defaults.title),
            publisher: known(story.publisher, &defaults.publisher),
            byline: known(story.byline, &defaults.byline),
            credit: known(story.credit, &defaults.credit),
            published: story.published.or(defaults.published),
        },
        body: Body::Text(with_dateline(story.dateline.as_deref(), body)),
        warnings,
        excerpt: None,
    })
}

/// Id of a document that has none: `wire.txt#3`.
pub(crate) fn numbered(input: &str, number: usize) -> String {
    format!("{input}#{number}")
}

/// The text with a dateline before it as agencies print it, unless it opens with one.
pub(crate) fn with_dateline(line: Option<&str>, text: String) -> String {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | ',');
    let line = line.unwrap_or_default().trim_matches(is_end);
    let body = text.trim_start();
    let first = body.lines().next().unwrap_or_default();
    if line.is_empty() || body.is_empty() || dateline::find(first, None).is_some() {
        return text;
    }
    let printed = format!("{line} — {body}");
    if dateline::find(&printed, None).is_some() {
        return printed;
    }
    // A place alone is told by its capitals; the country may follow it without a comma.
    let words: Vec<_> = line.split(' ').collect();
    let capitals = words.iter().take_while(|word| is_capitals(word)).count();
    if (1..words.len()).contains(&capitals) {
        let (place, country) = words.split_at(capitals);
        let place = place.join(" ");
        let place = place.trim_end_matches(',');
        return format!("{place}, {} — {body}", country.join(" "));
    }
    let (place, rest) = line.split_at(line.find([',', '(']).unwrap_or(line.len()));
    format!("{}{rest} — {body}", place.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, text: &str, expected: &str) {
        assert_eq!(with_dateline(Some(line), text.to_owned()), expected);
    }

    #[test]
    fn a_dateline_stands_before_the_text_once() {
        check("VIENNA", "Envoys met.", "VIENNA — Envoys met.");
        check("Vienna", "Envoys met.", "VIENNA — Envoys met.");
        check(
            "Vienna, Oct. 24 -",
            "Envoys met.",
            "Vienna, Oct. 24 — Envoys met.",
        );
        check(
            "Vienna",
            "VIENNA (AP) — Envoys met.",
            "VIENNA (AP) — Envoys met.",
        );
        check(
            "LA PAZ Bolivia",
            "Envoys met.",
            "LA PAZ, Bolivia — Envoys met.",
        );
        check("", " Envoys met.", " Envoys met.");
        check("Vienna", "", "");
    }
}
