//! The people, states and bodies of a document while they are being told apart.
//!
//! A figure becomes an entity of the record once every mention has been tied; figures without a mention are dropped.

use chancery_gazetteer::{EntryId, Gazetteer, Gender, Role};
use chancery_model::{
    CountryCode, Entities, Entity, EntityId, EntityKind, Id, Link, LinkBasis, Mention, Office,
    Sector, Table,
};

/// Number of a figure in the cast.
pub(crate) type FigureId = usize;

/// Someone or something that the document speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) kind: EntityKind,
    pub(crate) name: String,
    pub(crate) country: Option<CountryCode>,
    pub(crate) sectors: Vec<Sector>,
    pub(crate) office: Option<Office>,
    /// The role of the office, for look-ups by title.
    pub(crate) role: Option<Role>,
    pub(crate) entry: Option<EntryId>,
    pub(crate) wikidata: Option<u32>,
    pub(crate) gender: Option<Gender>,
    /// The office is the text's.
    pub(crate) is_described: bool,
    /// Folded words of a name.
    pub(crate) pieces: Vec<String>,
}

impl Figure {
    /// A figure of which only kind and name are known.
    pub(crate) fn named(kind: EntityKind, name: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.into(),
            country: None,
            sectors: Vec::new(),
            office: None,
            role: None,
            entry: None,
            wikidata: None,
            gender: None,
            is_described: false,
            pieces: Vec::new(),
        }
    }
}

/// What a mention is tied to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tie {
    pub(crate) figures: Vec<FigureId>,
    pub(crate) basis: LinkBasis,
    pub(crate) confidence: f32,
}

/// Figures and the ties of the mentions, one slot a mention.
#[derive(Debug)]
pub(crate) struct Cast {
    pub(crate) figures: Vec<Figure>,
    pub(crate) ties: Vec<Option<Tie>>,
}

impl Cast {
    pub(crate) fn new(n_mentions: usize) -> Self {
        Self {
            figures: Vec::new(),
            ties: vec![None; n_mentions],
        }
    }

    pub(crate) fn add(&mut self, figure: Figure) -> FigureId {
        self.figures.push(figure);
        self.figures.len() - 1
    }

    /// Ties a mention to one figure.
    pub(crate) fn tie(
        &mut self,
        mention: usize,
        figure: FigureId,
        basis: LinkBasis,
        confidence: f32,
    ) {
        self.ties[mention] = Some(Tie {
            figures: vec![figure],
            basis,
            confidence,
        });
    }

    /// The figure of a mention, when it is exactly one.
    pub(crate) fn single(&self, mention: usize) -> Option<FigureId> {
        match self.ties[mention]
            .as_ref()
            .map(|tie| tie.figures.as_slice())
        {
            Some([figure]) => Some(*figure),
            _ => None,
        }
    }

    /// How many mentions are tied to a figure.
    pub(crate) fn mentions_of(&self, figure: FigureId) -> usize {
        let tied = |tie: &&Tie| tie.figures.contains(&figure);
        self.ties.iter().flatten().filter(tied).count()
    }

    /// The layer: figures in order of first mention.
    pub(crate) fn into_entities(self, mentions: Vec<Mention>, gazetteer: &Gazetteer) -> Entities {
        let mut number: Vec<Option<EntityId>> = vec![None; self.figures.len()];
        let mut order = Vec::new();
        for &figure in self.ties.iter().flatten().flat_map(|tie| &tie.figures) {
            number[figure].get_or_insert_with(|| {
                order.push(figure);
                EntityId::from_index(order.len() - 1)
            });
        }
        let links = self.ties.into_iter().map(|tie| {
            tie.map(|tie| {
                let mut entities: Vec<EntityId> = tie
                    .figures
                    .iter()
                    .filter_map(|&figure| number[figure])
                    .collect();
                entities.sort_unstable();
                entities.dedup();
                Link {
                    entities,
                    basis: tie.basis,
                    confidence: tie.confidence,
                }
            })
        });
        let mut figures: Vec<Option<Figure>> = self.figures.into_iter().map(Some).collect();
        let entities: Table<EntityId, Entity> = order
            .into_iter()
            .filter_map(|figure| figures[figure].take())
            .map(|figure| figure.into_entity(gazetteer))
            .collect();
        Entities {
            links: links.collect(),
            mentions: mentions.into_iter().collect(),
            entities,
        }
    }
}

impl Figure {
    pub(crate) fn into_entity(self, gazetteer: &Gazetteer) -> Entity {
        Entity {
            kind: self.kind,
            name: self.name,
            country: self.country,
            sectors: self.sectors,
            office: self.office,
            wikidata: self.wikidata.map(|number| format!("Q{number}")),
            coordinates: self.entry.and_then(|entry| gazetteer.coordinates(entry)),
        }
    }
}
