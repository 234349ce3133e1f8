//! The events table: one row a mention of an act, as the record has it: no folding, no pairs.
//!
//! Parties stay lists: `Austria and Oman warned Chad` is one row with the source `Austria; Oman`.

use chancery_model::{Analysis, Event, EventId};

use super::quotes::speakers;
use super::{country_list, entity_list, sector_list, words};
use crate::record::{event_name, quote_name, rounded};
use crate::sheet::{Cell, Content, cells, names};

type Column = (&'static str, fn(&Row<'_>) -> Cell);

struct Row<'a> {
    analysis: &'a Analysis,
    id: EventId,
    event: &'a Event,
}

const COLUMNS: &[Column] = &[
    ("document", |row| Cell::text(row.analysis.document.id())),
    ("url", |row| {
        Cell::maybe_text(row.analysis.document.provenance.url.as_deref())
    }),
    ("published", |row| {
        Cell::maybe(row.analysis.document.published)
    }),
    ("event", |row| Cell::Value(event_name(row.id))),
    ("type", |row| Cell::value(row.event.event_type)),
    ("mode", |row| Cell::maybe(row.event.mode)),
    ("cameo", |row| Cell::maybe(row.event.cameo)),
    ("quad", |row| Cell::value(row.event.event_type.quad())),
    ("goldstein", |row| {
        let value = row.event.cameo.and_then(|code| code.goldstein());
        Cell::maybe(value.map(rounded))
    }),
    ("plover_score", |row| {
        Cell::value(rounded(row.event.event_type.score(row.event.mode)))
    }),
    ("contexts", |row| {
        Cell::list(row.event.contexts.iter().map(|context| context.code()))
    }),
    ("status", |row| Cell::value(row.event.status)),
    ("setting", |row| Cell::value(row.event.setting)),
    ("source", |row| entity_list(row.analysis, &row.event.source)),
    ("source_countries", |row| {
        country_list(row.analysis, &row.event.source)
    }),
    ("source_sectors", |row| {
        sector_list(row.analysis, &row.event.source)
    }),
    ("target", |row| entity_list(row.analysis, &row.event.target)),
    ("target_countries", |row| {
        country_list(row.analysis, &row.event.target)
    }),
    ("target_sectors", |row| {
        sector_list(row.analysis, &row.event.target)
    }),
    ("reciprocal", |row| Cell::value(row.event.reciprocal)),
    ("time_start", |row| {
        Cell::maybe(row.event.time.map(|time| time.start))
    }),
    ("time_end", |row| {
        Cell::maybe(row.event.time.map(|time| time.end))
    }),
    ("time_basis", |row| {
        Cell::maybe(row.event.time.map(|time| time.basis))
    }),
    ("place", |row| {
        let place = row
            .event
            .place
            .map(|id| &row.analysis.entities.entities[id]);
        Cell::maybe_text(place.map(|place| place.name.as_str()))
    }),
    ("place_country", |row| {
        let place = row
            .event
            .place
            .map(|id| &row.analysis.entities.entities[id]);
        Cell::maybe(place.and_then(|place| place.country))
    }),
    ("said_in", |row| {
        Cell::maybe(row.event.said_in.map(quote_name))
    }),
    ("said_by", |row| {
        let quote = row.event.said_in.map(|id| &row.analysis.quotes[id]);
        quote.map_or(Cell::Unknown, |quote| {
            entity_list(row.analysis, speakers(row.analysis, quote))
        })
    }),
    ("same_as", |row| {
        Cell::list(row.event.same_as.iter().map(|&id| event_name(id)))
    }),
    ("outcome_of", |row| {
        Cell::maybe(row.event.outcome_of.map(event_name))
    }),
    ("trigger", |row| words(row.analysis, &row.event.trigger)),
    ("sentence", |row| {
        let sentence = row.analysis.syntax.sentence(row.event.sentence);
        Cell::text(row.analysis.document.slice(sentence.span))
    }),
    ("confidence", |row| {
        Cell::value(rounded(row.event.confidence))
    }),
    ("rule", |row| Cell::value(row.event.rule.as_str())),
];

pub(super) fn content() -> Content {
    Content {
        columns: names(COLUMNS),
        rows: |analysis| {
            let events = analysis.events.enumerate();
            let rows = events.map(|(id, event)| Row {
                analysis,
                id,
                event,
            });
            rows.map(|row| cells(COLUMNS, &row)).collect()
        },
    }
}
