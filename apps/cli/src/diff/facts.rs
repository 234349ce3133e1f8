//! A record as facts that may be compared: ids become names and words.
//!
//! `v3` with source `e1` and trigger `[9, 12]` becomes a `CONSULT` by its words `met`, with the field `source` = `Austria`. Confidence
//! and rule are left out: they say how a fact was found.

use std::collections::BTreeMap;

use super::record::{Entity, Event, Quote, Record, Span};

/// One entity, quote or event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// Name of an entity, content of a quote, trigger of an event.
    pub(super) words: String,
    /// The sentence of an event, else nothing.
    pub(super) around: String,
    /// Where it stands: mentions, content, trigger.
    pub(super) spans: Vec<Span>,
    /// Each a name and a value; an unknown value is empty. The first says the kind. All facts of a part have the same.
    pub(super) fields: Vec<Field>,
}

/// Name and value, empty when unknown.
pub(super) type Field = (&'static str, String);

/// What facts were taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Entity,
    Quote,
    Event,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Entity, Self::Quote, Self::Event];

    /// Name for people.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Entity => "entities",
            Self::Quote => "quotes",
            Self::Event => "events",
        }
    }

    /// Name in JSON.
    pub(super) fn singular(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Quote => "quote",
            Self::Event => "event",
        }
    }
}

/// A record with what its ids stand for.
pub(super) struct View<'r> {
    record: &'r Record,
    /// Byte of each code point, and the length.
    bytes: Vec<usize>,
    names: BTreeMap<&'r str, &'r str>,
    mentions: BTreeMap<&'r str, Span>,
    quotes: BTreeMap<&'r str, &'r Quote>,
    triggers: BTreeMap<&'r str, &'r [Span]>,
}

impl<'r> View<'r> {
    pub(super) fn of(record: &'r Record) -> Self {
        let starts = record.text.char_indices().map(|(byte, _)| byte);
        Self {
            record,
            bytes: starts.chain([record.text.len()]).collect(),
            names: record.entities.iter().map(|e| (&*e.id, &*e.name)).collect(),
            mentions: record.mentions.iter().map(|m| (&*m.id, m.span)).collect(),
            quotes: record.quotes.iter().map(|q| (&*q.id, q)).collect(),
            triggers: record
                .events
                .iter()
                .map(|e| (&*e.id, &*e.trigger))
                .collect(),
        }
    }

    /// The facts of one part, in the order of the record.
    pub(super) fn facts(&self, part: Part) -> Vec<Fact> {
        let Record {
            entities,
            quotes,
            events,
            ..
        } = self.record;
        match part {
            Part::Entity => entities.iter().map(|entity| self.entity(entity)).collect(),
            Part::Quote => quotes.iter().map(|quote| self.quote(quote)).collect(),
            Part::Event => events.iter().map(|event| self.event(event)).collect(),
        }
    }

    /// What is said of the document as a whole, without its text.
    pub(super) fn document(&self) -> Vec<Field> {
        let record = self.record;
        let line = record.dateline.as_ref();
        vec![
            ("title", known(record.title.as_deref())),
            ("published", known(record.published.as_deref())),
            (
                "dateline place",
                known(line.and_then(|line| line.place.as_deref())),
            ),
            (
                "dateline date",
                known(line.and_then(|line| line.date.as_deref())),
            ),
            ("publisher", known(record.source.publisher.as_deref())),
            ("byline", known(record.source.byline.as_deref())),
            ("url", known(record.source.url.as_deref())),
            (
                "duplicate of",
                known(record.duplicate_of.as_ref().map(|first| &*first.id)),
            ),
        ]
    }

    fn entity(&self, entity: &Entity) -> Fact {
        let office = entity.office.as_ref().map(|office| match &office.of {
            Some(of) => format!("{} of {of}", office.title),
            None => office.title.clone(),
        });
        let spans = entity.mentions.iter();
        Fact {
            words: entity.name.clone(),
            around: String::new(),
            spans: spans
                .filter_map(|id| self.mentions.get(&**id).copied())
                .collect(),
            fields: vec![
                ("kind", entity.kind.clone()),
                ("name", entity.name.clone()),
                ("country", known(entity.country.as_deref())),
                ("sectors", entity.sectors.join(" ")),
                ("office", office.unwrap_or_default()),
                ("wikidata", known(entity.links.wikidata.as_deref())),
                ("mentions", entity.mentions.len().to_string()),
            ],
        }
    }

    fn quote(&self, quote: &Quote) -> Fact {
        let cue = quote.cue.as_ref();
        let class = cue.map(|cue| match cue.negated {
            true => format!("not {}", cue.class),
            false => cue.class.clone(),
        });
        Fact {
            words: self.words(&quote.content),
            around: String::new(),
            spans: quote.content.clone(),
            fields: vec![
                ("kind", quote.kind.clone()),
                ("content", self.words(&quote.content)),
                ("speaker", self.speaker(quote)),
                (
                    "cue",
                    cue.map(|cue| self.words(&[cue.span])).unwrap_or_default(),
                ),
                ("cue class", class.unwrap_or_default()),
                ("addressees", self.names(&quote.addressees)),
                (
                    "medium",
                    known(quote.medium.as_ref().map(|medium| &*medium.kind)),
                ),
            ],
        }
    }

    fn event(&self, event: &Event) -> Fact {
        let sentence = self.record.sentences.get(event.sentence);
        let time = event.time.as_ref();
        let days = time.map(|time| {
            if time.start == time.end {
                time.start.clone()
            } else {
                format!("{} to {}", time.start, time.end)
            }
        });
        let said_in = event.said_in.as_deref().and_then(|id| self.quotes.get(id));
        Fact {
            words: self.words(&event.trigger),
            around: sentence.map(|s| self.words(&[s.span])).unwrap_or_default(),
            spans: event.trigger.clone(),
            fields: vec![
                ("type", event.event_type.clone()),
                ("trigger", self.words(&event.trigger)),
                ("status", event.status.clone()),
                ("mode", known(event.mode.as_deref())),
                ("cameo", known(event.cameo.as_deref())),
                ("contexts", event.contexts.join(" ")),
                ("source", self.names(&event.source)),
                ("target", self.names(&event.target)),
                (
                    "reciprocal",
                    if event.reciprocal { "yes" } else { "" }.to_owned(),
                ),
                ("setting", event.setting.clone()),
                ("time", days.unwrap_or_default()),
                (
                    "time basis",
                    time.map(|time| time.basis.clone()).unwrap_or_default(),
                ),
                ("place", self.names(event.place.as_slice())),
                (
                    "said by",
                    said_in.map(|quote| self.speaker(quote)).unwrap_or_default(),
                ),
                ("same as", self.triggers(&event.same_as)),
                ("outcome of", self.triggers(event.outcome_of.as_slice())),
            ],
        }
    }

    /// Names of the speakers; their words where nobody knows who they are.
    fn speaker(&self, quote: &Quote) -> String {
        let Some(speaker) = &quote.speaker else {
            return String::new();
        };
        let names = self.names(&speaker.entities);
        if names.is_empty() {
            format!("“{}”", self.words(&[speaker.span]))
        } else {
            names
        }
    }

    /// Names of entities in their order; the id where the record does not hold the entity.
    fn names(&self, ids: &[String]) -> String {
        let names = ids
            .iter()
            .map(|id| self.names.get(&**id).copied().unwrap_or(id));
        names.collect::<Vec<_>>().join("; ")
    }

    fn triggers(&self, ids: &[String]) -> String {
        let words = |id: &String| match self.triggers.get(&**id) {
            Some(spans) => self.words(spans),
            None => id.clone(),
        };
        ids.iter().map(words).collect::<Vec<_>>().join("; ")
    }

    /// The words of spans, white space as one blank. A span outside the text has none.
    fn words(&self, spans: &[Span]) -> String {
        let piece = |&[start, end]: &Span| {
            let byte = |point: u32| self.bytes.get(point as usize).copied();
            let range = byte(start)?..byte(end)?;
            let words = self.record.text.get(range)?.split_whitespace();
            Some(words.collect::<Vec<_>>().join(" "))
        };
        let pieces: Vec<_> = spans.iter().filter_map(piece).collect();
        pieces.join(" … ")
    }
}

fn known(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}
