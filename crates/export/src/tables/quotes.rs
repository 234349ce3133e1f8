//! The quotes table: one row a quote, in order of content.
//!
//! Content that its cue cuts in two (`"A," she said. "B."`) is one cell, the pieces parted by ` … `.

use chancery_model::{Analysis, EntityId, Quote, QuoteId};

use super::{country_list, entity_list, words};
use crate::record::{quote_name, rounded};
use crate::sheet::{Cell, Content, cells, names};

type Column = (&'static str, fn(&Row<'_>) -> Cell);

struct Row<'a> {
    analysis: &'a Analysis,
    id: QuoteId,
    quote: &'a Quote,
    /// The entities behind the speaker's phrase.
    speakers: &'a [EntityId],
}

const COLUMNS: &[Column] = &[
    ("document", |row| Cell::text(row.analysis.document.id())),
    ("url", |row| {
        Cell::maybe_text(row.analysis.document.provenance.url.as_deref())
    }),
    ("published", |row| {
        Cell::maybe(row.analysis.document.published)
    }),
    ("quote", |row| Cell::Value(quote_name(row.id))),
    ("kind", |row| Cell::value(row.quote.kind)),
    ("content", |row| words(row.analysis, &row.quote.content)),
    ("cue", |row| {
        let cue = row.quote.cue.as_ref();
        Cell::maybe_text(cue.map(|cue| row.analysis.document.slice(cue.span)))
    }),
    ("cue_lemma", |row| {
        Cell::maybe_text(row.quote.cue.as_ref().map(|cue| cue.lemma.as_str()))
    }),
    ("cue_class", |row| {
        Cell::maybe(row.quote.cue.as_ref().map(|cue| cue.class))
    }),
    ("cue_negated", |row| {
        Cell::maybe(row.quote.cue.as_ref().map(|cue| cue.negated))
    }),
    ("speaker_words", |row| {
        let speaker = row.quote.speaker.as_ref();
        Cell::maybe_text(speaker.map(|speaker| row.analysis.document.slice(speaker.span)))
    }),
    ("speakers", |row| entity_list(row.analysis, row.speakers)),
    ("speaker_countries", |row| {
        country_list(row.analysis, row.speakers)
    }),
    ("addressees", |row| {
        let entities = &row.analysis.entities;
        let ids = row.quote.addressees.iter().flat_map(|&id| entities.of(id));
        Cell::list(ids.map(|&id| &entities.entities[id].name))
    }),
    ("medium", |row| {
        Cell::maybe(row.quote.medium.map(|medium| medium.kind))
    }),
    ("parent", |row| {
        Cell::maybe(row.quote.parent.map(quote_name))
    }),
    ("confidence", |row| {
        Cell::value(rounded(row.quote.confidence))
    }),
    ("rule", |row| Cell::value(row.quote.rule.as_str())),
];

pub(super) fn content() -> Content {
    Content {
        columns: names(COLUMNS),
        rows: |analysis| {
            let rows = analysis.quotes.enumerate().map(|(id, quote)| Row {
                analysis,
                id,
                quote,
                speakers: speakers(analysis, quote),
            });
            rows.map(|row| cells(COLUMNS, &row)).collect()
        },
    }
}

/// The entities that a quote is attributed to; empty when unknown.
pub(super) fn speakers<'a>(analysis: &'a Analysis, quote: &Quote) -> &'a [EntityId] {
    let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
    mention.map_or(&[], |mention| analysis.entities.of(mention))
}
