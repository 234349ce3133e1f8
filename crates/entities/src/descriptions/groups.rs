//! People and bodies without a name, told apart by country and noun.
//!
//! `Israeli officials` and `the Israeli officials` are one group; `an Israeli official` is someone new each time.

use chancery_gazetteer::{Detail, NominalKind};
use chancery_model::{CountryCode, EntityKind, LinkBasis, Office, Sector};
use rustc_hash::FxHashMap;

use crate::cast::{Cast, Figure, FigureId};
use crate::fold::pieces;
use crate::lists::NounClass;
use crate::nominals::{Determiner, Nominal};
use crate::owners::{self, Owner};
use crate::reader::Reader;

/// People and bodies without a name, by country and noun.
#[derive(Default)]
pub(super) struct Groups {
    known: FxHashMap<(Option<CountryCode>, String, bool), FigureId>,
}

impl Groups {
    pub(super) fn tie(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        number: usize,
        nominal: &Nominal,
        owner: Owner,
    ) {
        let Some(entry) = nominal.entry else { return };
        let known = reader.entry(entry);
        let is_body = matches!(
            known.detail,
            Detail::Nominal {
                kind: NominalKind::Body
            }
        );
        let has_owner = owner.country.is_some();
        // A definite phrase without an owner refers back, which needs the text before it.
        let refers_back = nominal.pronoun.is_some() || nominal.is_definite() && !has_owner;
        // `in general`, `as president`: no one in particular.
        let is_loose =
            !nominal.plural && !is_body && nominal.determiner == Determiner::Bare && !has_owner;
        let is_generic = nominal
            .back
            .is_some_and(|back| back.class != NounClass::Body && back.class != NounClass::Person);
        // `individuals`: anyone.
        let is_anyone = !has_owner
            && known
                .sectors
                .first()
                .is_none_or(|sector| *sector == Sector::Unknown);
        let is_open_body = is_body && !has_owner && !owners::takes_side(reader, nominal);
        if is_anyone || refers_back || is_generic || is_loose || is_open_body {
            return;
        }
        let label = nominal.label(reader);
        let noun = pieces(&reader.text_of(nominal.common.clone()).to_lowercase()).join(" ");
        let key = (
            owner.country,
            if has_owner {
                known.name.to_lowercase()
            } else {
                noun
            },
            nominal.plural,
        );
        let is_new_person =
            !nominal.plural && !is_body && nominal.determiner == Determiner::Indefinite;
        let figure = match self.known.get(&key) {
            Some(&figure) if !is_new_person => figure,
            _ => {
                let kind = if is_body {
                    EntityKind::Organization
                } else {
                    EntityKind::Group
                };
                let sectors = Some(nominal.sectors(reader))
                    .filter(|own| {
                        // `Hezbollah fighters`: armed men are what their group is.
                        let is_armed = *own == [Sector::UnidentifiedForces];
                        !own.is_empty() && (!is_armed || owner.sectors.is_empty())
                    })
                    .unwrap_or(owner.sectors);
                let office = (nominal.is_titled_person(reader)
                    && nominal.modifier.is_none()
                    && nominal.role(reader).is_some())
                .then(|| Office {
                    title: known.name.to_string(),
                    of: owner.country,
                });
                let figure = cast.add(Figure {
                    country: owner.country,
                    sectors,
                    office,
                    gender: nominal.gender(reader),
                    ..Figure::named(kind, label)
                });
                self.known.insert(key, figure);
                figure
            }
        };
        cast.tie(
            number,
            figure,
            LinkBasis::Description,
            if has_owner { 0.8 } else { 0.6 },
        );
    }
}
