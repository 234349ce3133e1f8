//! CSV and TSV: the record as four flat tables that join on `document`.
//!
//! One row an event, a quote, an entity or a document. `docs/formats/outputs.md` lists the columns.

mod documents;
mod entities;
mod events;
mod quotes;

use chancery_model::{Analysis, EntityId, Span};

use crate::sheet::{Cell, Content, Layout, Sheet};

/// One of the four tables of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Table {
    /// One row an event.
    #[default]
    Events,
    /// One row a quote.
    Quotes,
    /// One row an entity of a document.
    Entities,
    /// One row a document.
    Documents,
}

impl Table {
    /// Its name in files.
    #[cfg(feature = "parquet")]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Quotes => "quotes",
            Self::Entities => "entities",
            Self::Documents => "documents",
        }
    }

    pub(crate) fn content(self) -> Content {
        match self {
            Self::Events => events::content(),
            Self::Quotes => quotes::content(),
            Self::Entities => entities::content(),
            Self::Documents => documents::content(),
        }
    }

    /// The exporter of this table, its cells parted by `delimiter`.
    pub(crate) fn sheet(self, delimiter: u8, spreadsheet: bool) -> Sheet {
        let layout = Layout {
            delimiter,
            spreadsheet,
            ..Layout::TABS
        };
        Sheet::new(self.content(), layout)
    }
}

/// Names of entities.
fn entity_list(analysis: &Analysis, ids: &[EntityId]) -> Cell {
    Cell::list(ids.iter().map(|&id| &analysis.entities.entities[id].name))
}

/// Country codes of entities, parallel to their names.
fn country_list(analysis: &Analysis, ids: &[EntityId]) -> Cell {
    let country = |&id| analysis.entities.entities[id].country;
    Cell::list(
        ids.iter()
            .map(|id| country(id).map_or(String::new(), |code| code.to_string())),
    )
}

/// Sectors of entities, parallel to their names; those of one entity are parted by blanks.
fn sector_list(analysis: &Analysis, ids: &[EntityId]) -> Cell {
    Cell::list(ids.iter().map(|&id| {
        let sectors = &analysis.entities.entities[id].sectors;
        sectors
            .iter()
            .map(|sector| sector.code())
            .collect::<Vec<_>>()
            .join(" ")
    }))
}

/// The words of spans, parted by ` … `.
fn words(analysis: &Analysis, spans: &[Span]) -> Cell {
    let words: Vec<_> = spans
        .iter()
        .map(|&span| analysis.document.slice(span))
        .collect();
    Cell::text(&words.join(" … "))
}
