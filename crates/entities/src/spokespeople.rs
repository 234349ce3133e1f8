//! For whom a spokesperson speaks when no word beside the name tells: whoever the sentences before are about.
//!
//! `The African Union condemned the raid. "We regret it," spokeswoman Anna Beispiel said.` She is the union's.

use chancery_gazetteer::Role;
use chancery_model::{EntityKind, Id, Sector};

use crate::cast::{Cast, FigureId};
use crate::drafts::Drafts;
use crate::reader::Reader;

/// Sentences before the spokesperson's that are looked at.
const MAX_SENTENCES: usize = 2;

/// Gives spokespeople without a state or body the party that is subject of their sentence or the ones before, the nearest first.
pub(crate) fn settle(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) {
    for figure in 0..cast.figures.len() {
        let person = &cast.figures[figure];
        if person.kind != EntityKind::Person
            || person.role != Some(Role::Spokesperson)
            || person.country.is_some()
            || !person.sectors.is_empty()
        {
            continue;
        }
        let first = (0..drafts.rows.len()).find(|&number| cast.single(number) == Some(figure));
        let Some(party) = first.and_then(|first| party_before(reader, drafts, cast, first)) else {
            continue;
        };
        let (country, sectors) = match &cast.figures[party] {
            state if state.kind == EntityKind::State => (state.country, vec![Sector::Government]),
            body => (body.country, body.sectors.clone()),
        };
        let person = &mut cast.figures[figure];
        person.country = country;
        person.sectors = sectors;
        if let Some(office) = &mut person.office {
            office.of = office.of.or(country);
        }
    }
}

/// The nearest state or body before a mention that is a subject in its sentence or the ones before.
fn party_before(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    first: usize,
) -> Option<FigureId> {
    let sentence = |number: usize| reader.syntax.token(drafts.rows[number].head_token).sentence;
    let here = sentence(first).index();
    (0..first)
        .rev()
        .take_while(|&number| sentence(number).index() + MAX_SENTENCES >= here)
        .find_map(|number| {
            let figure = cast.single(number)?;
            let row = &cast.figures[figure];
            let is_party = matches!(row.kind, EntityKind::State | EntityKind::Organization)
                && row.country.is_some();
            let token = reader.syntax.token(drafts.rows[number].head_token);
            (is_party && token.relation.is_subject()).then_some(figure)
        })
}
