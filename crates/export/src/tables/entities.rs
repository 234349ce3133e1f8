//! The entities table: one row an entity of a document, in order of first mention.
//!
//! Entities are told apart within a document; across documents `wikidata` or name and country join them.

use chancery_model::{Analysis, Entity, EntityId};

use crate::record::entity_name;
use crate::sheet::{Cell, Content, cells, names};

type Column = (&'static str, fn(&Row<'_>) -> Cell);

struct Row<'a> {
    analysis: &'a Analysis,
    id: EntityId,
    entity: &'a Entity,
}

const COLUMNS: &[Column] = &[
    ("document", |row| Cell::text(row.analysis.document.id())),
    ("entity", |row| Cell::Value(entity_name(row.id))),
    ("kind", |row| Cell::value(row.entity.kind)),
    ("name", |row| Cell::text(&row.entity.name)),
    ("country", |row| Cell::maybe(row.entity.country)),
    ("sectors", |row| {
        Cell::list(row.entity.sectors.iter().map(|sector| sector.code()))
    }),
    ("office", |row| {
        let office = row.entity.office.as_ref();
        Cell::maybe_text(office.map(|office| office.title.as_str()))
    }),
    ("office_of", |row| {
        Cell::maybe(row.entity.office.as_ref().and_then(|office| office.of))
    }),
    ("wikidata", |row| {
        Cell::maybe(row.entity.wikidata.as_deref())
    }),
    ("mentions", |row| {
        Cell::value(row.analysis.entities.mentions_of(row.id).count())
    }),
    ("first_mention", |row| {
        let entities = &row.analysis.entities;
        let first = entities.mentions_of(row.id).next();
        Cell::maybe_text(first.map(|id| row.analysis.document.slice(entities.mentions[id].span)))
    }),
];

pub(super) fn content() -> Content {
    Content {
        columns: names(COLUMNS),
        rows: |analysis| {
            let entities = analysis.entities.entities.enumerate();
            let rows = entities.map(|(id, entity)| Row {
                analysis,
                id,
                entity,
            });
            rows.map(|row| cells(COLUMNS, &row)).collect()
        },
    }
}
