//! Decides how a story becomes a record, whatever format said what it says of itself.
//!
//! Parts of its text are joined, and a dateline that stands beside them is put before them as agencies print it: `VIENNA` and
//! `Envoys met.` make `VIENNA — Envoys met.`

use chancery_model::{SourceFormat, WarningCode};
use jiff::civil::Date;

use crate::limits::Limits;
use crate::place_name::is_capitals;
use crate::read::Meta;
use crate::record::{Body, Place, Record, numbered};
use crate::structure::warning;
use crate::{dateline, fragment};

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
    let line = |fact: Option<String>| {
        let words = fact.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|words| !words.is_empty())
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
    let meta = Meta {
        id: line(story.id).unwrap_or_else(|| numbered(&defaults.id, number)),
        path: None,
        url: line(story.url),
        title: line(story.title),
        publisher: line(story.publisher),
        byline: line(story.byline),
        credit: line(story.credit),
        published: story.published,
    };
    Ok(Record {
        place: Place::Item(number),
        format,
        meta: meta.or(defaults),
        body: Body::Story(with_dateline(story.dateline.as_deref(), body)),
        warnings,
        excerpt: None,
    })
}

/// The text with a dateline before it as agencies print it, unless it opens with one.
fn with_dateline(line: Option<&str>, text: String) -> String {
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
