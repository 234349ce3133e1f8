//! Which findings of a document the readable formats hold: all, or what the user named, as `events,entities`.
//!
//! What is left out is an empty list, so that the record keeps its schema. Ids may then lead to lists that are empty: who wants
//! the names of an event's parties asks for `events,entities`.

use std::str::FromStr;

use crate::Record;

/// A choice of findings. By default all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Entities and their mentions.
    pub entities: bool,
    /// Time expressions.
    pub times: bool,
    /// Quotes.
    pub quotes: bool,
    /// Events.
    pub events: bool,
}

/// A word that names no part.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("parts are entities, times, quotes, events, parted by commas; found `{found}`")]
pub struct UnknownPart {
    /// The word.
    pub found: String,
}

impl Parts {
    /// Every part.
    pub const ALL: Self = Self {
        entities: true,
        times: true,
        quotes: true,
        events: true,
    };
    /// No part.
    pub const NONE: Self = Self {
        entities: false,
        times: false,
        quotes: false,
        events: false,
    };
}

impl Default for Parts {
    fn default() -> Self {
        Self::ALL
    }
}

impl FromStr for Parts {
    type Err = UnknownPart;

    /// Reads names of parts, parted by commas: `events,quotes`.
    fn from_str(text: &str) -> Result<Self, UnknownPart> {
        let mut parts = Self::NONE;
        for name in text.split(',').map(str::trim) {
            match name {
                "entities" => parts.entities = true,
                "times" => parts.times = true,
                "quotes" => parts.quotes = true,
                "events" => parts.events = true,
                _ => {
                    return Err(UnknownPart {
                        found: name.to_owned(),
                    });
                }
            }
        }
        Ok(parts)
    }
}

impl Record {
    /// The record with these findings alone; the lists of the others are empty.
    #[must_use]
    pub fn only(mut self, parts: Parts) -> Self {
        if !parts.entities {
            self.entities.clear();
            self.mentions.clear();
        }
        if !parts.times {
            self.times.clear();
        }
        if !parts.quotes {
            self.quotes.clear();
        }
        if !parts.events {
            self.events.clear();
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_one_by_one() {
        let quotes = Parts {
            quotes: true,
            ..Parts::NONE
        };
        assert_eq!("quotes".parse(), Ok(quotes));
        assert_eq!("events, quotes,entities,times".parse(), Ok(Parts::ALL));
        for wrong in ["", "quote", "events,", "Events"] {
            assert!(wrong.parse::<Parts>().is_err(), "{wrong}");
        }
    }
}
