//! The people, and the states and bodies, of a brief.

use chancery_model::{Analysis, Entity, EntityId, EntityKind, Id, MentionForm};
use unicode_width::UnicodeWidthStr;

use super::page::{Page, Weight};

/// `Anna Beispiel (AUT)`: how a brief names an entity.
pub(super) fn label(analysis: &Analysis, id: EntityId) -> String {
    let entity = &analysis.entities.entities[id];
    match entity.country {
        Some(code) if entity.kind != EntityKind::State && entity.kind != EntityKind::Place => {
            format!("{} ({code})", entity.name)
        }
        _ => entity.name.clone(),
    }
}

/// Names of several entities, `a, b and c`; `fallback` when there are none.
pub(super) fn labels(analysis: &Analysis, ids: &[EntityId], fallback: &str) -> String {
    let names: Vec<_> = ids.iter().map(|&id| label(analysis, id)).collect();
    match names.as_slice() {
        [] => fallback.to_owned(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}

pub(super) fn people(page: &mut Page, analysis: &Analysis) {
    let rows = named(analysis, &[EntityKind::Person]);
    if rows.is_empty() {
        return;
    }
    page.heading("People", rows.len());
    let width = rows
        .iter()
        .map(|(entity, _)| entity.name.width())
        .max()
        .unwrap_or(0)
        .min(32);
    for (entity, mentions) in rows {
        let name = page.column(Some(Weight::Strong), &entity.name, width);
        let country = page.column(
            None,
            entity.country.as_ref().map_or("-", |code| code.as_str()),
            3,
        );
        let mentions = page.styled(Weight::Faint, &format!("×{mentions}"));
        page.line(
            "  ",
            &format!("{name}  {country}  {}  {mentions}", role(entity)),
        );
    }
}

pub(super) fn bodies(page: &mut Page, analysis: &Analysis) {
    const BODIES: [EntityKind; 3] = [
        EntityKind::State,
        EntityKind::Organization,
        EntityKind::Group,
    ];
    let rows: Vec<_> = named(analysis, &BODIES)
        .into_iter()
        .map(|(entity, mentions)| {
            let code = entity
                .country
                .filter(|code| entity.kind == EntityKind::State || code.is_supranational());
            let code = code
                .map(|code| format!(" {}", page.styled(Weight::Faint, code.as_str())))
                .unwrap_or_default();
            format!(
                "{}{code} {}",
                entity.name,
                page.styled(Weight::Faint, &format!("×{mentions}"))
            )
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.heading("States and bodies", rows.len());
    page.line("  ", &rows.join(" · "));
}

/// Office, else sectors, else a dash.
fn role(entity: &Entity) -> String {
    match &entity.office {
        Some(office) => office.title.clone(),
        None if entity.sectors.is_empty() => "-".to_owned(),
        None => entity
            .sectors
            .iter()
            .map(|sector| sector.code())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// Entities of these kinds that bear a name, with the number of their mentions. Unnamed actors stand in events and quotes.
fn named<'a>(analysis: &'a Analysis, kinds: &[EntityKind]) -> Vec<(&'a Entity, usize)> {
    let entities = &analysis.entities;
    let mut mentions = vec![0; entities.entities.len()];
    let mut is_named = vec![false; entities.entities.len()];
    for (id, mention) in entities.mentions.enumerate() {
        for entity in entities.of(id) {
            mentions[entity.index()] += 1;
            is_named[entity.index()] |=
                matches!(mention.form, MentionForm::Name | MentionForm::Demonym);
        }
    }
    entities
        .entities
        .enumerate()
        .filter(|(id, entity)| kinds.contains(&entity.kind) && is_named[id.index()])
        .map(|(id, entity)| (entity, mentions[id.index()]))
        .collect()
}
