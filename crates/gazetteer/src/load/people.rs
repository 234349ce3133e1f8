//! Decides how people, the offices they held and first names become entries.
//!
//! `Bashar al-Assad`, president of SYR, is found by full name, and by the surnames `al-Assad` and `Assad`.

use chancery_model::CountryCode;

use super::{DATE, Loader, wikidata};
use crate::date::PartialDate;
use crate::entry::{Detail, EntryId};
use crate::error::Error;
use crate::fold::phrase_hash;
use crate::gazetteer::Tenure;
use crate::index::Sense;
use crate::role::Gender;
use crate::sense_kind::SenseKind;
use crate::tsv::Row;

impl<'t> Loader<'t> {
    pub(super) fn person(&mut self, row: Row<'t, 6>) -> Result<(), Error> {
        let name = row.required(0)?;
        let country = self.optional_code(&row, 1)?;
        let gender = row.optional(2, "f or m", Gender::of_word)?;
        let surname = row.list(3).next().unwrap_or_else(|| last_word(name));
        let id = self.add_person(name, country, gender, surname, wikidata(&row, 5)?);
        row.list(3).skip(1).for_each(|surname| {
            self.surnames.insert(
                surname,
                Sense {
                    entry: id,
                    kind: SenseKind::Surname,
                },
            )
        });
        row.list(4)
            .for_each(|alias| self.name(alias, id, SenseKind::Person));
        match self.people.insert(name, id) {
            None => Ok(()),
            Some(_) => Err(row.duplicate(0)),
        }
    }

    pub(super) fn holder(&mut self, row: Row<'t, 6>) -> Result<(), Error> {
        let name = row.required(0)?;
        let office = *self
            .titles
            .get(row.field(1))
            .ok_or_else(|| row.unknown(1, "titles"))?;
        let state = CountryCode::new(row.field(2)).and_then(|code| self.states.get(&code));
        let of = *state
            .or_else(|| self.bodies.get(row.field(2)))
            .ok_or_else(|| row.unknown(2, "states, organisations or groups"))?;
        let from = row.parse(3, DATE, PartialDate::parse)?;
        let until = row.optional(4, DATE, PartialDate::parse)?;
        row.optional(5, "shared or nothing", |field| {
            (field == "shared").then_some(())
        })?;
        let home = self.entries[of.0 as usize].country;
        let person = match self.people.get(name) {
            Some(&person) => person,
            None => {
                let person = self.add_person(name, home, None, last_word(name), None);
                self.people.insert(name, person);
                person
            }
        };
        let country = &mut self.entries[person.0 as usize].country;
        *country = country.or(home);
        self.tenures.push(Tenure {
            person,
            from,
            until,
            office,
            of,
        });
        Ok(())
    }

    fn add_person(
        &mut self,
        name: &str,
        country: Option<CountryCode>,
        gender: Option<Gender>,
        surname: &str,
        wikidata: Option<u32>,
    ) -> EntryId {
        let id = self.add(
            name,
            country,
            Box::default(),
            wikidata,
            Detail::Person {
                gender,
                surname: surname.into(),
            },
        );
        self.name(name, id, SenseKind::Person);
        let sense = Sense {
            entry: id,
            kind: SenseKind::Surname,
        };
        self.surnames.insert(surname, sense);
        if let Some(bare) = without_article(surname) {
            self.surnames.insert(bare, sense);
        }
        id
    }

    pub(super) fn first_name(&mut self, row: Row<'t, 2>) -> Result<(), Error> {
        let key = row.parse(0, "a name", phrase_hash)?;
        let gender = row.parse(1, "f or m", Gender::of_word)?;
        match self.first_names.insert(key, gender) {
            None => Ok(()),
            Some(_) => Err(row.duplicate(0)),
        }
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit(char::is_whitespace).next().unwrap_or(name)
}

/// `al-Assad` is also called `Assad`.
fn without_article(surname: &str) -> Option<&str> {
    let (article, bare) = surname.split_once('-')?;
    (article.len() == 2 && article.is_ascii() && bare.len() > 2).then_some(bare)
}
