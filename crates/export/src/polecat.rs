//! POLECAT's table: one row an act, parties as lists, type and mode of PLOVER.
//!
//! `Austria and Oman met` is one row whose actors are `Austria; Oman`, without recipient: nobody was acted on.

use chancery_model::{Analysis, Entity, EntityId, EntityKind};

use crate::fold::{self, Act};
use crate::labels::mention_near;
use crate::record::{VERSION, event_name, rounded};
use crate::sheet::{Cell, Content, Layout, Sheet, cells, names};

type Column = (&'static str, fn(&Row<'_>) -> Cell);

struct Row<'a> {
    analysis: &'a Analysis,
    act: Act<'a>,
    actors: Vec<EntityId>,
    recipients: Vec<EntityId>,
}

const UNKNOWN: &str = "None";

/// The 40 columns in published order; those that the record has no answer to are always unknown.
const COLUMNS: &[Column] = &[
    ("Event ID", |row| {
        let doc = row.analysis.document.id();
        Cell::text(&format!("{doc}:{}", event_name(row.act.id)))
    }),
    ("Event Date", |row| Cell::maybe(row.act.date)),
    ("Event Type", |row| Cell::value(row.act.coding.event_type)),
    ("Event Mode", |row| Cell::maybe(row.act.coding.mode)),
    ("Intensity", |row| {
        let coding = row.act.coding;
        Cell::value(rounded(coding.event_type.score(coding.mode)))
    }),
    ("Quad Code", |row| {
        let quad = row.act.coding.event_type.quad().code();
        Cell::value(quad.replace('-', " ").to_uppercase())
    }),
    ("Contexts", |row| {
        Cell::list(row.act.event.contexts.iter().map(|context| context.code()))
    }),
    ("Actor Name", |row| row.name(&row.actors)),
    ("Actor Country", |row| row.country(&row.actors)),
    ("Actor COW", |_| Cell::Unknown),
    ("Primary Actor Sector", |row| row.main_sector(&row.actors)),
    ("Actor Sectors", |row| row.sectors(&row.actors)),
    ("Actor Title", |row| row.title(&row.actors)),
    ("Actor Name Raw", |row| row.raw(&row.actors)),
    ("Wikipedia Actor ID", |_| Cell::Unknown),
    ("Recipient Name", |row| row.name(&row.recipients)),
    ("Recipient Country", |row| row.country(&row.recipients)),
    ("Recipient COW", |_| Cell::Unknown),
    ("Primary Recipient Sector", |row| {
        row.main_sector(&row.recipients)
    }),
    ("Recipient Sectors", |row| row.sectors(&row.recipients)),
    ("Recipient Title", |row| row.title(&row.recipients)),
    ("Recipient Name Raw", |row| row.raw(&row.recipients)),
    ("Wikipedia Recipient ID", |_| Cell::Unknown),
    ("Placename", |row| {
        Cell::maybe_text(row.place().map(|(_, place)| place.name.as_str()))
    }),
    ("City", |_| Cell::Unknown),
    ("District", |_| Cell::Unknown),
    ("Province", |_| Cell::Unknown),
    ("Country", |row| {
        Cell::maybe(row.place().and_then(|(_, place)| place.country))
    }),
    ("Latitude", |_| Cell::Unknown),
    ("Longitude", |_| Cell::Unknown),
    ("GeoNames ID", |_| Cell::Unknown),
    ("Raw Placename", |row| {
        row.place().map_or(Cell::Unknown, |(id, _)| row.raw(&[id]))
    }),
    ("Feature Type", |_| Cell::Unknown),
    ("Source", |row| {
        Cell::maybe_text(row.analysis.document.provenance.publisher.as_deref())
    }),
    ("Publication Date", |row| {
        Cell::maybe(row.analysis.document.published)
    }),
    ("Story People", |row| row.story(&[EntityKind::Person])),
    ("Story Organizations", |row| {
        row.story(&[EntityKind::Organization])
    }),
    ("Story Locations", |row| {
        row.story(&[EntityKind::Place, EntityKind::State])
    }),
    ("Language", |_| Cell::value("en")),
    ("Version", |_| Cell::value(VERSION)),
];

pub(crate) fn sheet() -> Sheet {
    let content = Content {
        columns: names(COLUMNS),
        rows,
    };
    Sheet::new(
        content,
        Layout {
            unknown: UNKNOWN,
            ..Layout::TABS
        },
    )
}

fn rows(analysis: &Analysis) -> Vec<Vec<Cell>> {
    let rows = fold::acts(analysis).filter_map(|act| {
        let event = act.event;
        let (mut actors, mut recipients) = (event.source.clone(), event.target.clone());
        if event.reciprocal {
            recipients.retain(|party| !actors.contains(party));
            actors.append(&mut recipients);
        }
        (!actors.is_empty()).then_some(Row {
            analysis,
            act,
            actors,
            recipients,
        })
    });
    rows.map(|row| cells(COLUMNS, &row)).collect()
}

impl Row<'_> {
    /// One item a party, `None` for a party without one, so that the party columns stay parallel.
    fn each(&self, parties: &[EntityId], item: impl Fn(&Entity) -> Option<String>) -> Cell {
        let items: Vec<_> = parties
            .iter()
            .map(|&id| item(&self.analysis.entities.entities[id]))
            .collect();
        if items.iter().all(Option::is_none) {
            return Cell::Unknown;
        }
        Cell::list(items.iter().map(|item| item.as_deref().unwrap_or(UNKNOWN)))
    }

    fn name(&self, parties: &[EntityId]) -> Cell {
        self.each(parties, |entity| Some(entity.name.clone()))
    }

    fn country(&self, parties: &[EntityId]) -> Cell {
        self.each(parties, |entity| {
            entity.country.map(|code| code.to_string())
        })
    }

    fn main_sector(&self, parties: &[EntityId]) -> Cell {
        self.each(parties, |entity| {
            entity.sectors.first().map(|sector| sector.to_string())
        })
    }

    /// All sectors of all parties, each once.
    fn sectors(&self, parties: &[EntityId]) -> Cell {
        let mut codes = Vec::new();
        for &id in parties {
            for sector in &self.analysis.entities.entities[id].sectors {
                if !codes.contains(&sector.code()) {
                    codes.push(sector.code());
                }
            }
        }
        Cell::list(codes)
    }

    fn title(&self, parties: &[EntityId]) -> Cell {
        self.each(parties, |entity| {
            entity.office.as_ref().map(|office| office.title.clone())
        })
    }

    /// The words for each party in the event's sentence, else its first words in the story.
    fn raw(&self, parties: &[EntityId]) -> Cell {
        let mentions = &self.analysis.entities.mentions;
        Cell::list(parties.iter().map(|&id| {
            let mention = mention_near(self.analysis, id, self.act.event.sentence);
            mention.map_or(UNKNOWN, |mention| {
                self.analysis.document.slice(mentions[mention].span)
            })
        }))
    }

    fn place(&self) -> Option<(EntityId, &Entity)> {
        let id = self.act.event.place?;
        Some((id, &self.analysis.entities.entities[id]))
    }

    /// Names of all entities of these kinds in the story.
    fn story(&self, kinds: &[EntityKind]) -> Cell {
        let entities = self.analysis.entities.entities.iter();
        Cell::list(
            entities
                .filter(|entity| kinds.contains(&entity.kind))
                .map(|entity| &entity.name),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_forty_columns() {
        assert_eq!(COLUMNS.len(), 40);
    }
}
