//! What titles, appositions and phrases without a name stand for.
//!
//! `Anna Beispiel, the Austrian foreign minister,` is one person with an office; `the Austrian minister` is she again; `Israeli
//! officials` are a group with country and sector.

mod beside;
mod groups;
mod titles;

use chancery_model::{EntityKind, LinkBasis, Sector};

use crate::aliases;
use crate::bodies::Bodies;
use crate::cast::{Cast, FigureId};
use crate::drafts::{Content, Drafts};
use crate::lists::NounClass;
use crate::nominals::{Determiner, Nominal};
use crate::owners::{self, Owner};
use crate::persons::{describe, is_title};
use crate::reader::Reader;
use groups::Groups;
use titles::{by_office, heads_organisation, of_several, officials};

/// Ties phrases without a name: by apposition and copula, by office, by country and noun.
pub(crate) fn tie(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast, bodies: &mut Bodies) {
    let mut waiting = Vec::new();
    for (number, draft) in drafts.rows.iter().enumerate() {
        let Content::Nominal(nominal) = &draft.content else {
            continue;
        };
        match beside::find(reader, drafts, cast, nominal) {
            Some(figures) => tie_beside(reader, drafts, cast, number, nominal, &figures),
            None if named_body(reader, drafts, cast, number, nominal) => {}
            None => waiting.push((number, nominal)),
        }
    }
    let officials = officials(cast);
    let mut groups = Groups::default();
    for (number, nominal) in waiting {
        let states = owners::states(reader, drafts, cast, nominal);
        if nominal.plural && states.len() > 1 {
            of_several(reader, cast, &officials, number, nominal, &states);
            continue;
        }
        let owner = owners::of_nominal(reader, drafts, cast, nominal);
        if capital(reader, cast, bodies, number, nominal, &owner) {
            continue;
        }
        if !nominal.plural
            && nominal.determiner != Determiner::Indefinite
            && by_office(reader, cast, &officials, number, nominal, &owner)
        {
            continue;
        }
        if heads_organisation(reader, cast, number, nominal, &owner) {
            continue;
        }
        groups.tie(reader, cast, number, nominal, owner);
    }
}

fn tie_beside(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &mut Cast,
    number: usize,
    nominal: &Nominal,
    figures: &[FigureId],
) {
    let owner = owners::of_nominal(reader, drafts, cast, nominal);
    for &figure in figures {
        if cast.figures[figure].kind == EntityKind::Person {
            let title = nominal.entry.filter(|&entry| is_title(reader, entry));
            describe(
                reader,
                cast,
                figure,
                title,
                nominal.modifier,
                nominal.sectors(reader),
                &owner,
            );
        } else if cast.figures[figure].country.is_none() {
            cast.figures[figure].country = owner.country;
        }
    }
    let basis = if nominal.role(reader).is_some() {
        LinkBasis::Office
    } else {
        LinkBasis::Description
    };
    if nominal.is_people(reader)
        || figures.len() == 1 && cast.figures[figures[0]].kind != EntityKind::Person
    {
        cast.tie(number, figures[0], basis, 0.85);
        if figures.len() > 1
            && let Some(tie) = &mut cast.ties[number]
        {
            tie.figures = figures.to_vec();
            tie.basis = LinkBasis::Collective;
        }
    }
}

/// `the Riverside newspaper` is what stands before the noun; true when the phrase was one.
fn named_body(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &mut Cast,
    number: usize,
    nominal: &Nominal,
) -> bool {
    let Some(before) = nominal
        .common
        .start
        .checked_sub(1)
        .filter(|_| !nominal.plural && !nominal.is_people(reader))
    else {
        return false;
    };
    let name = drafts.name_at(before).filter(|&name| {
        let row = &drafts.rows[name];
        row.words.end == nominal.common.start
            && matches!(row.content, Content::Name(known, _) if aliases::is_body(known))
    });
    let Some(figure) = name.and_then(|name| cast.single(name)) else {
        return false;
    };
    let by_press = nominal.sectors(reader).contains(&Sector::Journalist);
    let figure_row = &mut cast.figures[figure];
    let is_same =
        figure_row.entry.is_none() || by_press && figure_row.sectors.contains(&Sector::Journalist);
    if is_same {
        if figure_row.sectors.is_empty() {
            figure_row.sectors = nominal.sectors(reader);
        }
        cast.tie(number, figure, LinkBasis::Description, 0.8);
    }
    is_same
}

/// `the Austrian capital` is the place; true when the phrase was one.
fn capital(
    reader: &Reader<'_>,
    cast: &mut Cast,
    bodies: &mut Bodies,
    number: usize,
    nominal: &Nominal,
    owner: &Owner,
) -> bool {
    let is_capital = nominal
        .back
        .is_some_and(|back| back.class == NounClass::Capital && !back.plural);
    let Some(country) = owner.country.filter(|_| is_capital) else {
        return is_capital;
    };
    if let Some(place) = bodies.capital_of(reader, cast, country) {
        cast.tie(number, place, LinkBasis::Description, 0.9);
    }
    true
}
