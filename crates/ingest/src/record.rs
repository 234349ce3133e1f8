//! Decides how a sound line, row or item of any format becomes a document.
//!
//! Whatever format it came in, a [`Record`] holds what is known of the story, its body, and its bytes in the input: a line
//! of JSON Lines, a page of a web archive and a row of a table are ingested alike from here on.

use chancery_model::{SourceFormat, Warning};

use crate::error::Error;
use crate::fragment;
use crate::limits::Limits;
use crate::origin::{Content, Excerpt};
use crate::payload::Payload;
use crate::read::{Ingested, Meta, beside, check_size, page};
use crate::structure::{self, Garbled};

/// A sound line, row or item of a file, not yet taken apart: cheap to hand to another thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Where it stands in its file.
    pub place: Place,
    pub(crate) format: SourceFormat,
    pub(crate) meta: Meta,
    pub(crate) body: Body,
    pub(crate) warnings: Vec<Warning>,
    /// Its bytes in the input, where they are at hand.
    pub(crate) excerpt: Option<Excerpt<'static>>,
}

/// Where a record stands in its file, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Line of a JSON Lines or CSV file, from 1.
    Line(usize),
    /// Item of a feed, of agencies' XML or of an archive's export, from 1.
    Item(usize),
    /// Row of a Parquet table, from 1.
    Row(usize),
    /// Record of a web archive.
    Record {
        /// From 1, with those that are no documents.
        number: usize,
        /// Its first byte in the unpacked file.
        offset: u64,
    },
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Item(item) => write!(f, "item {item}"),
            Self::Row(row) => write!(f, "row {row}"),
            Self::Record { number, offset } => write!(f, "record {number} at byte {offset}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    /// A text that stands so in the input, and stays so.
    Text(String),
    /// A text that was taken out of its format.
    Story(String),
    /// A whole page.
    Html(String),
    /// Part of a page that is all story.
    Fragment(String),
    /// A page or text as a server gave it.
    Payload(Payload),
}

impl Record {
    /// Id of the document: its own, else that of its file and its number, `stories.jsonl#7`.
    pub fn id(&self) -> &str {
        &self.meta.id
    }

    /// Bytes that it holds: its text or page, and what it was in the input.
    pub fn weight(&self) -> usize {
        let source = self
            .excerpt
            .as_ref()
            .map_or(0, |excerpt| excerpt.bytes.len());
        source
            + match &self.body {
                Body::Text(body) | Body::Story(body) | Body::Html(body) | Body::Fragment(body) => {
                    body.len()
                }
                Body::Payload(payload) => payload.len(),
            }
    }

    /// Makes the document. A given `text` is kept as it is, to the last white space.
    ///
    /// # Errors
    /// [`Error::Record`] with its place and id, when the document is too large or its page cannot be read.
    pub fn ingest(self, limits: &Limits) -> Result<Ingested, Error> {
        let Self {
            place,
            format,
            meta,
            body,
            mut warnings,
            excerpt,
        } = self;
        let id = meta.id.clone();
        let beside = beside(meta, format);
        let document = match body {
            Body::Text(text) => check_size("text", text.len(), limits.text_bytes)
                .map(|()| structure::document(text, Garbled::Keep, beside, &mut warnings)),
            Body::Story(text) => check_size("text", text.len(), limits.text_bytes)
                .map(|()| structure::document(text, Garbled::Repair, beside, &mut warnings)),
            Body::Html(html) => page(beside, &html, limits, &mut warnings),
            Body::Fragment(html) => check_size("text", html.len(), limits.text_bytes)
                .and_then(|()| fragment::text(&html, limits))
                .map(|text| structure::document(text, Garbled::Repair, beside, &mut warnings)),
            Body::Payload(payload) => payload.document(beside, limits, &mut warnings),
        };
        match document {
            Ok(mut document) => {
                if let Some(excerpt) = excerpt {
                    document.origin = Some(excerpt.origin(document.text()));
                }
                Ok(Ingested { document, warnings })
            }
            Err(source) => Err(Error::Record {
                place,
                id,
                source: Box::new(source),
            }),
        }
    }
}

impl Body {
    /// What its text was taken from.
    pub(crate) const fn content(&self) -> Content {
        match self {
            Self::Text(_) => Content::Text,
            Self::Story(_) | Self::Html(_) | Self::Fragment(_) | Self::Payload(_) => {
                Content::Markup
            }
        }
    }
}

/// Id of a document that has none: `wire.txt#3`.
pub(crate) fn numbered(input: &str, number: usize) -> String {
    format!("{input}#{number}")
}
