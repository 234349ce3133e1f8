//! The table of ICEWS: one row a pair, CAMEO code and Goldstein value.
//!
//! `Austria and Oman warned Chad` is two rows, Austria to Chad and Oman to Chad.

use chancery_model::{Analysis, CameoCode, Entity, EntityId, EntityKind, Id};

use crate::fold::{self, Act};
use crate::record::{event_name, rounded};
use crate::sheet::{Cell, Content, Layout, Sheet, cells, names};

type Column = (&'static str, fn(&Row<'_>) -> Cell);

struct Row<'a> {
    analysis: &'a Analysis,
    act: &'a Act<'a>,
    cameo: CameoCode,
    source: &'a Entity,
    target: &'a Entity,
    /// Number of the pair within the act, counted from 1.
    pair: usize,
}

/// The 20 columns in published order.
const COLUMNS: &[Column] = &[
    ("Event ID", |row| {
        let doc = row.analysis.document.id();
        let event = event_name(row.act.id);
        Cell::text(&format!("{doc}:{event}:{}", row.pair))
    }),
    ("Event Date", |row| Cell::maybe(row.act.date)),
    ("Source Name", |row| Cell::text(&row.source.name)),
    ("Source Sectors", |row| sectors(row.source)),
    ("Source Country", |row| Cell::maybe(row.source.country)),
    ("Event Text", |row| Cell::maybe_text(row.cameo.name())),
    ("CAMEO Code", |row| Cell::value(row.cameo)),
    ("Intensity", |row| {
        Cell::maybe(row.cameo.goldstein().map(rounded))
    }),
    ("Target Name", |row| Cell::text(&row.target.name)),
    ("Target Sectors", |row| sectors(row.target)),
    ("Target Country", |row| Cell::maybe(row.target.country)),
    ("Story ID", |row| Cell::text(row.analysis.document.id())),
    ("Sentence Number", |row| {
        Cell::value(row.act.event.sentence.index() + 1)
    }),
    ("Publisher", |row| {
        Cell::maybe_text(row.analysis.document.provenance.publisher.as_deref())
    }),
    // A state is no city.
    ("City", |row| {
        let city = row.place().filter(|place| place.kind != EntityKind::State);
        Cell::maybe_text(city.map(|place| place.name.as_str()))
    }),
    ("District", |_| Cell::Unknown),
    ("Province", |_| Cell::Unknown),
    ("Country", |row| {
        Cell::maybe(row.place().and_then(|place| place.country))
    }),
    ("Latitude", |_| Cell::Unknown),
    ("Longitude", |_| Cell::Unknown),
];

pub(crate) fn sheet() -> Sheet {
    let content = Content {
        columns: names(COLUMNS),
        rows,
    };
    Sheet::new(content, Layout::TABS)
}

fn rows(analysis: &Analysis) -> Vec<Vec<Cell>> {
    let entity = |id: EntityId| &analysis.entities.entities[id];
    let mut rows = Vec::new();
    for act in fold::acts(analysis) {
        let Some(cameo) = act.coding.cameo else {
            continue;
        };
        for (at, (source, target)) in fold::pairs(act.event).into_iter().enumerate() {
            let row = Row {
                analysis,
                act: &act,
                cameo,
                source: entity(source),
                target: entity(target),
                pair: at + 1,
            };
            rows.push(cells(COLUMNS, &row));
        }
    }
    rows
}

fn sectors(entity: &Entity) -> Cell {
    Cell::list(entity.sectors.iter().map(|sector| sector.code()))
}

impl Row<'_> {
    fn place(&self) -> Option<&Entity> {
        Some(&self.analysis.entities.entities[self.act.event.place?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_twenty_columns() {
        assert_eq!(COLUMNS.len(), 20);
    }
}
