//! The parts of a record that `diff` compares, read leniently: what an older version did not write is unknown or none.

use std::io::Read;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::de::IoRead;
use serde_json::{Deserializer, StreamDeserializer};

use super::Trouble;

/// `[start, end)` in Unicode code points.
pub(super) type Span = [u32; 2];

#[derive(Debug, Deserialize)]
pub(super) struct Record {
    pub(super) schema: String,
    pub(super) id: String,
    pub(super) text: String,
    #[serde(default)]
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) published: Option<String>,
    #[serde(default)]
    pub(super) source: Source,
    #[serde(default)]
    pub(super) dateline: Option<Dateline>,
    #[serde(default)]
    pub(super) duplicate_of: Option<Named>,
    #[serde(default)]
    pub(super) sentences: Vec<Sentence>,
    #[serde(default)]
    pub(super) entities: Vec<Entity>,
    #[serde(default)]
    pub(super) mentions: Vec<Mention>,
    #[serde(default)]
    pub(super) quotes: Vec<Quote>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) byline: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Dateline {
    pub(super) place: Option<String>,
    pub(super) date: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) id: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Sentence {
    pub(super) span: Span,
}

#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) country: Option<String>,
    #[serde(default)]
    pub(super) sectors: Vec<String>,
    #[serde(default)]
    pub(super) office: Option<Office>,
    #[serde(default)]
    pub(super) links: Links,
    #[serde(default)]
    pub(super) mentions: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Office {
    pub(super) title: String,
    pub(super) of: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Links {
    pub(super) wikidata: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Mention {
    pub(super) id: String,
    pub(super) span: Span,
}

#[derive(Debug, Deserialize)]
pub(super) struct Quote {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) content: Vec<Span>,
    #[serde(default)]
    pub(super) cue: Option<Cue>,
    #[serde(default)]
    pub(super) speaker: Option<Speaker>,
    #[serde(default)]
    pub(super) addressees: Vec<String>,
    #[serde(default)]
    pub(super) medium: Option<Medium>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Cue {
    pub(super) span: Span,
    pub(super) class: String,
    pub(super) negated: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Speaker {
    pub(super) span: Span,
    #[serde(default)]
    pub(super) entities: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Medium {
    pub(super) kind: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Event {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) event_type: String,
    #[serde(default)]
    pub(super) mode: Option<String>,
    #[serde(default)]
    pub(super) cameo: Option<String>,
    #[serde(default)]
    pub(super) contexts: Vec<String>,
    #[serde(default)]
    pub(super) source: Vec<String>,
    #[serde(default)]
    pub(super) target: Vec<String>,
    #[serde(default)]
    pub(super) reciprocal: bool,
    pub(super) status: String,
    #[serde(default)]
    pub(super) setting: String,
    pub(super) trigger: Vec<Span>,
    #[serde(default)]
    pub(super) sentence: usize,
    #[serde(default)]
    pub(super) time: Option<Time>,
    #[serde(default)]
    pub(super) place: Option<String>,
    #[serde(default)]
    pub(super) said_in: Option<String>,
    #[serde(default)]
    pub(super) same_as: Vec<String>,
    #[serde(default)]
    pub(super) outcome_of: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Time {
    pub(super) start: String,
    pub(super) end: String,
    #[serde(default)]
    pub(super) basis: String,
}

impl Record {
    /// Refuses a record of a layout that we do not know.
    pub(super) fn known(self, name: &str, byte: u64) -> Result<Self, Trouble> {
        if self.schema.starts_with("chancery/1") {
            return Ok(self);
        }
        Err(Trouble::Schema {
            name: name.to_owned(),
            byte,
            found: self.schema,
        })
    }
}

/// The values of a file of JSON or JSON Lines one after the other, each with the byte after which it stands.
pub(super) struct Values<R: Read, T> {
    name: String,
    values: StreamDeserializer<'static, IoRead<R>, T>,
}

impl<R: Read, T: DeserializeOwned> Values<R, T> {
    pub(super) fn new(name: &str, reader: R) -> Self {
        Self {
            name: name.to_owned(),
            values: Deserializer::from_reader(reader).into_iter(),
        }
    }

    pub(super) fn next(&mut self) -> Result<Option<(u64, T)>, Trouble> {
        let byte = self.values.byte_offset() as u64;
        match self.values.next() {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some((byte, value))),
            Some(Err(source)) => Err(Trouble::Record {
                name: self.name.clone(),
                byte,
                source,
            }),
        }
    }
}

/// The records of a stream.
pub(super) struct Records<R: Read>(Values<R, Record>);

impl<R: Read> Records<R> {
    pub(super) fn new(name: &str, reader: R) -> Self {
        Self(Values::new(name, reader))
    }

    pub(super) fn next(&mut self) -> Result<Option<Record>, Trouble> {
        let Some((byte, record)) = self.0.next()? else {
            return Ok(None);
        };
        record.known(&self.0.name, byte).map(Some)
    }
}
