//! Decides how states, organisations, groups and places become entries.
//!
//! A row `AUT<TAB>capital<TAB>Vienna` makes `Vienna` a name of the entry Austria; a row of the table of places makes a place of it too.

use chancery_model::{CountryCode, Sector};

use super::{Loader, sectors, wikidata, years};
use crate::entry::{Detail, EntryId, GroupKind, PlaceKind, StateStatus};
use crate::error::Error;
use crate::sense_kind::SenseKind;
use crate::tsv::Row;

impl<'t> Loader<'t> {
    pub(super) fn state(&mut self, row: Row<'t, 9>) -> Result<(), Error> {
        let code = row.parse(0, "three capital letters", CountryCode::new)?;
        let actor = row.optional(4, "three capital letters", CountryCode::new)?;
        let detail = Detail::State {
            code,
            iso2: row.optional(1, "two letters", |field| field.as_bytes().try_into().ok())?,
            status: row.parse(
                2,
                "state, partial, territory or former",
                StateStatus::of_word,
            )?,
            parent: row.optional(3, "three capital letters", CountryCode::new)?,
            years: years(&row, 6, 7)?,
        };
        let id = self.add(
            row.required(5)?,
            Some(actor.unwrap_or(code)),
            Box::default(),
            wikidata(&row, 8)?,
            detail,
        );
        self.name(row.field(5), id, SenseKind::StateName);
        match self.states.insert(code, id) {
            None => Ok(()),
            Some(_) => Err(row.duplicate(0)),
        }
    }

    pub(super) fn state_name(&mut self, row: Row<'t, 3>) -> Result<(), Error> {
        let code = row.parse(0, "three capital letters", CountryCode::new)?;
        let id = *self
            .states
            .get(&code)
            .ok_or_else(|| row.unknown(0, "states"))?;
        let kind = row.parse(
            1,
            "abbreviation, adjective, capital, demonym, demonyms, name, official, old or seat",
            SenseKind::of_state_row,
        )?;
        self.name(row.required(2)?, id, kind);
        Ok(())
    }

    pub(super) fn organization(&mut self, row: Row<'t, 7>) -> Result<(), Error> {
        let detail = Detail::Organization {
            years: years(&row, 4, 5)?,
        };
        let id = self.add(
            row.required(0)?,
            Some(self.code(&row, 1)?),
            sectors(&row, 2)?,
            wikidata(&row, 6)?,
            detail,
        );
        self.body(&row, id, 3, SenseKind::Organization)
    }

    pub(super) fn group(&mut self, row: Row<'t, 8>) -> Result<(), Error> {
        let kind = row.parse(1, "armed, party, movement or people", GroupKind::of_word)?;
        let detail = Detail::Group {
            kind,
            years: years(&row, 5, 6)?,
        };
        let code = self.optional_code(&row, 2)?;
        let id = self.add(
            row.required(0)?,
            code,
            sectors(&row, 3)?,
            wikidata(&row, 7)?,
            detail,
        );
        self.body(&row, id, 4, SenseKind::Group)
    }

    fn body<const N: usize>(
        &mut self,
        row: &Row<'t, N>,
        id: EntryId,
        aliases: usize,
        kind: SenseKind,
    ) -> Result<(), Error> {
        self.name(row.field(0), id, kind);
        row.list(aliases)
            .for_each(|alias| self.name(alias, id, kind));
        match self.bodies.insert(row.field(0), id) {
            None => Ok(()),
            Some(_) => Err(row.duplicate(0)),
        }
    }

    pub(super) fn place(&mut self, row: Row<'t, 8>) -> Result<(), Error> {
        let degrees = |field: &str| {
            field
                .parse::<f32>()
                .ok()
                .filter(|degrees| degrees.abs() <= 180.0)
        };
        let latitude = row.optional(3, "degrees", degrees)?;
        let longitude = row.optional(4, "degrees", degrees)?;
        let kind = row.parse(
            1,
            "area, breakaway, capital, city, region, site or water",
            PlaceKind::of_word,
        )?;
        let population = row
            .optional(5, "a number of inhabitants", |field| field.parse().ok())?
            .unwrap_or(0);
        let detail = Detail::Place {
            kind,
            coordinates: latitude.zip(longitude),
            population,
            geonames: row.optional(6, "a number of GeoNames", |field| field.parse().ok())?,
        };
        let code = self.optional_code(&row, 2)?;
        let sectors: Box<[Sector]> = match kind {
            PlaceKind::Breakaway => Box::new([Sector::Breakaway]),
            _ => Box::default(),
        };
        let id = self.add(row.required(0)?, code, sectors, None, detail);
        // The row's own code: a territory has a capital of its own.
        if let Some(own) = CountryCode::new(row.field(2)).filter(|_| kind == PlaceKind::Capital) {
            let capital = self.capitals.entry(own).or_insert((population, id));
            if capital.0 < population {
                *capital = (population, id);
            }
        }
        self.name(row.field(0), id, SenseKind::Place);
        row.list(7)
            .for_each(|alias| self.name(alias, id, SenseKind::Place));
        Ok(())
    }
}
