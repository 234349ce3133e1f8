//! The people, and the states and bodies, of a brief.

use chancery_model::{Analysis, Entity, EntityId, EntityKind, MentionForm};
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
    let rows: Vec<_> = analysis
        .entities
        .entities
        .enumerate()
        .filter(|(id, entity)| entity.kind == EntityKind::Person && is_named(analysis, *id))
        .map(|(id, entity)| (entity, count(analysis, id)))
        .collect();
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
    let rows: Vec<_> = analysis
        .entities
        .entities
        .enumerate()
        .filter(|(id, entity)| {
            let kind = matches!(
                entity.kind,
                EntityKind::State | EntityKind::Organization | EntityKind::Group
            );
            kind && is_named(analysis, *id)
        })
        .map(|(id, entity)| {
            let code = entity
                .country
                .filter(|code| entity.kind == EntityKind::State || code.is_supranational());
            let code = code
                .map(|code| format!(" {}", page.styled(Weight::Faint, code.as_str())))
                .unwrap_or_default();
            format!(
                "{}{code} {}",
                entity.name,
                page.styled(Weight::Faint, &format!("×{}", count(analysis, id)))
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

/// Unnamed actors stand in events and quotes, not in the lists.
fn is_named(analysis: &Analysis, id: EntityId) -> bool {
    analysis.entities.mentions_of(id).any(|mention| {
        matches!(
            analysis.entities.mentions[mention].form,
            MentionForm::Name | MentionForm::Demonym
        )
    })
}

fn count(analysis: &Analysis, id: EntityId) -> usize {
    analysis.entities.mentions_of(id).count()
}
