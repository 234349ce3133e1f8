//! Which persons of the document a title with its state stands for.
//!
//! `the Austrian minister` is the one minister of Austria that the document names; `Austrian and Iranian ministers` are two.

use chancery_gazetteer::Role;
use chancery_model::{CountryCode, EntityKind, LinkBasis};
use rustc_hash::FxHashMap;

use crate::cast::{Cast, Figure, FigureId, Tie};
use crate::nominals::Nominal;
use crate::offices;
use crate::owners::Owner;
use crate::persons::is_title;
use crate::reader::Reader;

/// Persons with an office by country, in order of first mention.
pub(super) type Officials = FxHashMap<CountryCode, Vec<FigureId>>;

pub(super) fn officials(cast: &Cast) -> Officials {
    let mut found = Officials::default();
    for (number, figure) in cast.figures.iter().enumerate() {
        if let (EntityKind::Person, Some(_), Some(country)) =
            (figure.kind, &figure.office, figure.country)
        {
            found.entry(country).or_default().push(number);
        }
    }
    found
}

/// The title of those whom states send to each other.
const DIPLOMAT: &str = "diplomat";

/// `Armenian and Azerbaijani foreign ministers`: the holders that the document names, else a group for each state.
pub(super) fn of_several(
    reader: &Reader<'_>,
    cast: &mut Cast,
    officials: &Officials,
    number: usize,
    nominal: &Nominal,
    states: &[FigureId],
) {
    let title = nominal.entry.filter(|&entry| is_title(reader, entry));
    let is_diplomat = title.is_some_and(|title| &*reader.entry(title).name == DIPLOMAT);
    let holder = |state: &FigureId| {
        let country = cast.figures[*state].country?;
        let fits = |figure: &FigureId| {
            cast.figures[*figure].role.is_some_and(|held| {
                let is_envoy =
                    matches!(held, Role::ForeignMinister | Role::Envoy | Role::Ambassador);
                title.is_some_and(|title| offices::title_fits(reader, title, held))
                    || is_diplomat && is_envoy
            })
        };
        // Of two holders the one that the document speaks of most, then the first one.
        let holders = officials.get(&country)?.iter().copied().filter(fits);
        holders.max_by_key(|&figure| (cast.mentions_of(figure), std::cmp::Reverse(figure)))
    };
    let holders: Option<Vec<FigureId>> = states.iter().map(holder).collect();
    let (figures, confidence) = match holders {
        Some(holders) => (holders, 0.75),
        None if nominal.entry.is_none() => return,
        None => {
            let noun = reader.text_of(nominal.common.clone());
            let group = |state: &FigureId| {
                let owner = &cast.figures[*state];
                Figure {
                    country: owner.country,
                    sectors: nominal.sectors(reader),
                    ..Figure::named(EntityKind::Group, format!("{noun} of {}", owner.name))
                }
            };
            let groups: Vec<Figure> = states.iter().map(group).collect();
            (
                groups.into_iter().map(|figure| cast.add(figure)).collect(),
                0.7,
            )
        }
    };
    cast.ties[number] = Some(Tie {
        figures,
        basis: LinkBasis::Collective,
        confidence,
    });
}

/// A title with an owner is who holds the office, when the document names the holder.
pub(super) fn by_office(
    reader: &Reader<'_>,
    cast: &mut Cast,
    officials: &Officials,
    number: usize,
    nominal: &Nominal,
    owner: &Owner,
) -> bool {
    let (Some(title), true) = (nominal.entry, nominal.is_titled_person(reader)) else {
        return false;
    };
    if nominal.modifier.is_some() {
        return false;
    }
    let Some(country) = owner.country else {
        return false;
    };
    let role = reader.gazetteer.role(title);
    let name = &reader.entry(title).name;
    let found = officials
        .get(&country)
        .into_iter()
        .flatten()
        .copied()
        .find(|&figure| {
            let figure = &cast.figures[figure];
            figure
                .role
                .is_some_and(|held| role.is_some() && offices::title_fits(reader, title, held))
                || figure
                    .office
                    .as_ref()
                    .is_some_and(|office| *office.title == **name)
        });
    if let Some(figure) = found {
        cast.tie(number, figure, LinkBasis::Office, 0.85);
    }
    found.is_some()
}

/// `the secretary-general`, `the head of NATO`: who heads a body that the document names, by the table of holders on its day.
pub(super) fn heads_organisation(
    reader: &Reader<'_>,
    cast: &mut Cast,
    number: usize,
    nominal: &Nominal,
    owner: &Owner,
) -> bool {
    let heads = nominal.is_definite() && !nominal.plural && nominal.modifier.is_none();
    let role = nominal.role(reader);
    let (Some(title), Some(on), true) = (
        nominal
            .entry
            .filter(|_| role == Some(Role::OrganizationHead)),
        reader.on(),
        heads,
    ) else {
        return false;
    };
    let holder = |body: FigureId| {
        let body = cast.figures[body].entry?;
        let mut held = reader
            .gazetteer
            .offices_of(body)
            .filter(|tenure| tenure.office == title && tenure.includes(on));
        let holder = held.next()?.person;
        held.next().is_none().then_some(holder)
    };
    let entry = match owner.figure {
        Some(body) => holder(body),
        None if nominal.pronoun.is_some() => None,
        None => (0..cast.figures.len()).find_map(holder),
    };
    let Some(entry) = entry else { return false };
    let known = cast
        .figures
        .iter()
        .position(|figure| figure.entry == Some(entry));
    let figure =
        known.unwrap_or_else(|| cast.add(offices::person(reader.gazetteer, entry, Some(on))));
    cast.tie(number, figure, LinkBasis::Office, 0.7);
    true
}
