//! The documents table: one row a document, also when nothing was found in it.
//!
//! It tells a story without events from a story that was not read: the first has a row with `events` 0.

use chancery_model::Analysis;

use crate::sheet::{Cell, Column, Content, cells, names};

const COLUMNS: &[Column<Analysis>] = &[
    ("document", |a| Cell::text(a.document.id())),
    ("url", |a| {
        Cell::maybe_text(a.document.provenance.url.as_deref())
    }),
    ("path", |a| {
        Cell::maybe_text(a.document.provenance.path.as_deref())
    }),
    ("title", |a| Cell::maybe_text(a.document.title.as_deref())),
    ("published", |a| Cell::maybe(a.document.published)),
    ("dateline_place", |a| {
        let line = a.document.dateline.as_ref();
        line.map_or(Cell::Unknown, |line| Cell::list(&line.places))
    }),
    ("dateline_date", |a| {
        Cell::maybe(a.document.dateline.as_ref().and_then(|line| line.date))
    }),
    ("agency", |a| {
        let line = a.document.dateline.as_ref();
        Cell::maybe_text(line.and_then(|line| line.agency.as_deref()))
    }),
    ("publisher", |a| {
        Cell::maybe_text(a.document.provenance.publisher.as_deref())
    }),
    ("byline", |a| {
        Cell::maybe_text(a.document.provenance.byline.as_deref())
    }),
    ("characters", |a| {
        Cell::value(a.document.text().chars().count())
    }),
    ("sentences", |a| Cell::value(a.syntax.sentences().len())),
    ("entities", |a| Cell::value(a.entities.entities.len())),
    ("quotes", |a| Cell::value(a.quotes.len())),
    ("events", |a| Cell::value(a.events.len())),
    ("warnings", |a| {
        Cell::list(a.warnings.iter().map(|warning| warning.code.code()))
    }),
    ("duplicate_of", |a| {
        let first = a.document.duplicate_of.as_ref();
        Cell::maybe_text(first.map(|first| first.id.as_str()))
    }),
];

pub(super) fn content() -> Content {
    Content {
        columns: names(COLUMNS),
        rows: |analysis| vec![cells(COLUMNS, analysis)],
    }
}
