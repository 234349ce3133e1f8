//! What mentions stand for, and which mention stands for what.

use crate::coded::coded_enum;
use crate::{Coordinates, CountryCode, EntityId, Mention, MentionId, Sector, Table};

coded_enum! {
    /// Kind of entity.
    pub enum EntityKind {
        Person => "person", State => "state", Organization => "organization", Place => "place",
        /// Peoples, movements, armed groups, unnamed officials.
        Group => "group",
        Other => "other",
    }
}

/// An office and the state or body it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// `foreign minister`.
    pub title: String,
    /// State or body (`AUT`).
    pub of: Option<CountryCode>,
}

/// Someone or something that the document speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Canonical name from the gazetteer, else the longest name in the text, else the first mention's words.
    pub name: String,
    /// State or body it belongs to; a state belongs to itself.
    pub country: Option<CountryCode>,
    /// PLOVER sectors, the main one first; may be empty.
    pub sectors: Vec<Sector>,
    /// Office held on the document's date, by gazetteer or by the text.
    pub office: Option<Office>,
    /// Wikidata item (`Q42`).
    pub wikidata: Option<String>,
    /// Where it is, for places and states that the gazetteer knows.
    pub coordinates: Option<Coordinates>,
}

coded_enum! {
    /// On what ground a mention was tied to its entities.
    pub enum LinkBasis {
        /// Full name, or the only name there is.
        Name => "name",
        /// Surname of a person named in full elsewhere, or known to the gazetteer on that day.
        Surname => "surname",
        /// Title or office: `the Russian foreign minister`.
        Office => "office",
        /// Pronoun.
        Pronoun => "pronoun",
        /// Several at once: `the two men`.
        Collective => "collective",
        /// Another definite phrase: `the ministry`, `the Austrian capital`.
        Description => "description",
    }
}

/// What one mention stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The entities, in order of id; several for `the two men`. Never empty.
    pub entities: Vec<EntityId>,
    /// Why.
    pub basis: LinkBasis,
    /// 0 to 1.
    pub confidence: f32,
}

/// All mentions and entities of a document and the links between them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entities {
    /// Mentions, ordered by start, longer first.
    pub mentions: Table<MentionId, Mention>,
    /// Entities in order of first mention.
    pub entities: Table<EntityId, Entity>,
    /// One slot a mention, `None` where it stands for nothing known.
    pub links: Table<MentionId, Option<Link>>,
}

impl Entities {
    /// The entities that `mention` stands for; empty when unknown.
    pub fn of(&self, mention: MentionId) -> &[EntityId] {
        self.links
            .get(mention)
            .and_then(Option::as_ref)
            .map_or(&[], |link| &link.entities)
    }

    /// The entity that `mention` stands for, when it is exactly one.
    pub fn single(&self, mention: MentionId) -> Option<EntityId> {
        match self.of(mention) {
            [entity] => Some(*entity),
            _ => None,
        }
    }

    /// Mentions of `entity`, in order.
    pub fn mentions_of(&self, entity: EntityId) -> impl Iterator<Item = MentionId> + '_ {
        self.mentions
            .ids()
            .filter(move |&mention| self.of(mention).contains(&entity))
    }

    /// The innermost-first mention whose syntactic head is `token`: the longest one when several share it.
    pub fn headed_by(&self, token: crate::TokenId) -> Option<MentionId> {
        self.mentions
            .enumerate()
            .find(|(_, mention)| mention.head_token == token)
            .map(|(id, _)| id)
    }
}
