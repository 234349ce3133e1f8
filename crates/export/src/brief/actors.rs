//! The people, and the states and bodies, of a brief.

use chancery_model::{Analysis, EntityKind};
use unicode_width::UnicodeWidthStr;

use super::page::{Page, Weight};
use crate::labels::{named, role};

pub(super) fn people(page: &mut Page, analysis: &Analysis) {
    let rows = named(analysis, &[EntityKind::Person]);
    if rows.is_empty() {
        return;
    }
    page.heading("People", rows.len());
    let width = rows
        .iter()
        .map(|(_, entity, _)| entity.name.width())
        .max()
        .unwrap_or(0)
        .min(32);
    for (_, entity, mentions) in rows {
        let role = Some(role(entity)).filter(|role| !role.is_empty());
        let role = role.as_deref().unwrap_or("-");
        let name = page.column(Some(Weight::Strong), &entity.name, width);
        let country = page.column(
            None,
            entity.country.as_ref().map_or("-", |code| code.as_str()),
            3,
        );
        let mentions = page.styled(Weight::Faint, &format!("×{mentions}"));
        page.line("  ", &format!("{name}  {country}  {role}  {mentions}"));
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
        .map(|(_, entity, mentions)| {
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
