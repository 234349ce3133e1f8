//! Decides what is known of an entry: a state, organisation, group, person, place, title, nominal or modifier.

use chancery_model::{CountryCode, EntityKind, PointKind, Sector};

use crate::date::PartialDate;
use crate::role::{Gender, Modifier, Role};

/// The number of an entry; valid in the gazetteer it came from only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(crate) u32);

/// One entry of the gazetteer.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The canonical name: `Germany`, `United Nations`, `Sergey Lavrov`, `foreign minister`.
    pub name: Box<str>,
    /// PLOVER's code of the actor: the state, for a dependency its owner, or IGO, UNO, EUR, NGO, ISM, IMG, MNC. `None` for words such as titles,
    /// for places of no state and people of no state.
    pub country: Option<CountryCode>,
    /// PLOVER sectors, the main one first. Empty for states, for places but breakaway regions, and for people, whose sectors are those of their office on a day.
    pub sectors: Box<[Sector]>,
    /// Number of the Wikidata item, without its `Q`.
    pub wikidata: Option<u32>,
    /// What else is known, by kind of entry.
    pub detail: Detail,
}

/// What is known of an entry beyond name and code.
#[derive(Clone, Debug)]
pub enum Detail {
    /// A state or territory.
    State {
        /// Its own code, ISO 3166-1 or 3166-3 alpha-3, or KOS.
        code: CountryCode,
        /// Two-letter code, where it has one.
        iso2: Option<[u8; 2]>,
        /// Its standing.
        status: StateStatus,
        /// Owner of a territory, main successor of a former state.
        parent: Option<CountryCode>,
        /// When it existed, where that is not always.
        years: Years,
    },
    /// An organisation, ministry, court, company.
    Organization {
        /// When it existed.
        years: Years,
    },
    /// An armed group, party, movement or people.
    Group {
        /// Which of them.
        kind: GroupKind,
        /// When it existed.
        years: Years,
    },
    /// A person.
    Person {
        /// Gender, where known.
        gender: Option<Gender>,
        /// The name used at second mention: `Lavrov`, `Xi`, `Assad`.
        surname: Box<str>,
    },
    /// A town, region or water.
    Place {
        /// Which of them.
        kind: PlaceKind,
        /// Degrees north and east of a point in it.
        coordinates: Option<(f32, f32)>,
        /// Inhabitants, 0 where unknown.
        population: u32,
        /// Number in GeoNames.
        geonames: Option<u32>,
    },
    /// A title or role.
    Title {
        /// The office it names, when holders of it are looked up.
        role: Option<Role>,
        /// Gender it tells: `spokeswoman`, `king`.
        gender: Option<Gender>,
    },
    /// A common noun for actors: `soldier`, `army`.
    Nominal {
        /// A body (`army`, `ministry`) or people (`soldier`).
        kind: NominalKind,
    },
    /// A word that changes a title.
    Modifier {
        /// How it changes it.
        modifier: Modifier,
    },
}

/// When something existed; an open side is unknown or does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// Its beginning.
    pub from: Option<PartialDate>,
    /// Its end.
    pub until: Option<PartialDate>,
}

impl Years {
    /// Whether it existed, or may have, on a day.
    pub fn include(&self, on: jiff::civil::Date) -> bool {
        self.from.is_none_or(|from| from.first() <= on)
            && self.until.is_none_or(|until| on <= until.last())
    }
}

/// The standing of a state or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateStatus {
    /// A member or observer of the United Nations.
    State,
    /// A state that many others do not recognise and that has a code of its own: Kosovo, Taiwan.
    Partial,
    /// A dependency or autonomous part of another state.
    Territory,
    /// A state that no longer exists.
    Former,
}

/// The sort of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// It fights.
    Armed,
    /// It stands for election.
    Party,
    /// It campaigns, protests or believes together.
    Movement,
    /// A people or religious community.
    People,
}

/// The sort of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// Capital of a state or territory.
    Capital,
    /// Any other town or village.
    City,
    /// A province, region, part of a country or breakaway area.
    Region,
    /// A region that claims to be a state: `South Ossetia`, `Somaliland`.
    Breakaway,
    /// Several countries: `Balkans`, `Africa`.
    Area,
    /// A sea, strait, river or lake.
    Water,
    /// A building, base, plant or crossing.
    Site,
}

impl PlaceKind {
    /// What a point of such a place stands for.
    pub const fn point_kind(self) -> PointKind {
        match self {
            Self::Capital | Self::City => PointKind::Town,
            Self::Region | Self::Breakaway => PointKind::Region,
            Self::Area => PointKind::Area,
            Self::Water => PointKind::Water,
            Self::Site => PointKind::Site,
        }
    }
}

/// The sort of a nominal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NominalKind {
    /// A body: `army`, `foreign ministry`.
    Body,
    /// People: `soldier`, `villager`.
    People,
}

impl Entry {
    /// The kind of entity it is in a document; titles and modifiers are none.
    pub fn entity_kind(&self) -> Option<EntityKind> {
        Some(match self.detail {
            Detail::State { .. } => EntityKind::State,
            Detail::Organization { .. } => EntityKind::Organization,
            Detail::Group { .. } => EntityKind::Group,
            Detail::Person { .. } => EntityKind::Person,
            Detail::Place { .. } => EntityKind::Place,
            Detail::Nominal {
                kind: NominalKind::Body,
            } => EntityKind::Organization,
            Detail::Nominal {
                kind: NominalKind::People,
            } => EntityKind::Group,
            Detail::Title { .. } | Detail::Modifier { .. } => return None,
        })
    }

    /// Its coordinates in degrees north and east, for places.
    pub fn coordinates(&self) -> Option<(f32, f32)> {
        match self.detail {
            Detail::Place { coordinates, .. } => coordinates,
            _ => None,
        }
    }
}

/// Declares `of_word`, which reads the word of a table column, and how the variants are stored.
macro_rules! words {
    ($name:ident { $($word:literal => $variant:ident),+ $(,)? }) => {
        crate::stored::variants!($name { $($variant),+ });

        impl $name {
            /// The value that stands for a word of the tables.
            pub(crate) fn of_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words!(StateStatus { "state" => State, "partial" => Partial, "territory" => Territory, "former" => Former });
words!(GroupKind { "armed" => Armed, "party" => Party, "movement" => Movement, "people" => People });
words!(PlaceKind { "capital" => Capital, "city" => City, "region" => Region, "breakaway" => Breakaway, "area" => Area, "water" => Water, "site" => Site });
words!(NominalKind { "body" => Body, "people" => People });
