//! Decides how titles, nominals and modifiers become entries: the common words for actors, found in any case.
//!
//! `foreign minister` and `foreign ministers` are two names of one title, `army` is a nominal, `former` a modifier.

use super::{Loader, sectors};
use crate::entry::{Detail, NominalKind};
use crate::error::Error;
use crate::role::{Gender, Modifier, Role};
use crate::sense_kind::SenseKind;
use crate::tsv::Row;

impl<'t> Loader<'t> {
    pub(super) fn title(&mut self, row: Row<'t, 5>) -> Result<(), Error> {
        let role = row.optional(3, "a role", Role::of_word)?;
        let gender = row.optional(4, "f or m", Gender::of_word)?;
        let id = self.add(
            row.required(0)?,
            None,
            sectors(&row, 2)?,
            None,
            Detail::Title { role, gender },
        );
        self.name(row.field(0), id, SenseKind::Title);
        if !row.field(1).is_empty() {
            self.name(row.field(1), id, SenseKind::TitlePlural);
        }
        match self.titles.insert(row.field(0), id) {
            None => Ok(()),
            Some(_) => Err(row.duplicate(0)),
        }
    }

    pub(super) fn nominal(&mut self, row: Row<'t, 4>) -> Result<(), Error> {
        let kind = row.parse(3, "body or people", NominalKind::of_word)?;
        let id = self.add(
            row.required(0)?,
            None,
            sectors(&row, 2)?,
            None,
            Detail::Nominal { kind },
        );
        self.name(row.field(0), id, SenseKind::Nominal);
        if !row.field(1).is_empty() {
            self.name(row.field(1), id, SenseKind::NominalPlural);
        }
        Ok(())
    }

    pub(super) fn modifier(&mut self, row: Row<'t, 2>) -> Result<(), Error> {
        let modifier = row.parse(
            1,
            "acting, deputy, former, incoming, late, rank or shadow",
            Modifier::of_word,
        )?;
        let id = self.add(
            row.required(0)?,
            None,
            Box::default(),
            None,
            Detail::Modifier { modifier },
        );
        self.name(row.field(0), id, SenseKind::Modifier);
        Ok(())
    }
}
