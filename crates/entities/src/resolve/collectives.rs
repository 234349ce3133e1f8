//! Which set `the two men`, `both sides`, `the two countries` stand for.
//!
//! The nearest names joined by `and` that fit in kind and number come first; without them, the last so many that fit.

use chancery_gazetteer::SenseKind;
use chancery_model::{EntityId, EntityKind, Link, LinkBasis, MentionId, Sector, Upos};

use super::bodies::together;
use super::scene::{Scene, link_to};
use crate::lists::{CapitalCue, LISTS, NounClass};
use crate::nominals::Nominal;
use crate::offices;

const MAX_SENTENCES: usize = 12;

/// What the members of a set must be.
#[derive(Clone, Copy, PartialEq)]
enum Members {
    States,
    Persons,
    /// States before persons and bodies.
    Parties,
}

/// The link of a plural phrase that takes up several.
pub(super) fn resolve(scene: &Scene<'_>, mention: MentionId) -> Option<Link> {
    let nominal = scene
        .nominal(mention)
        .filter(|nominal| nominal.plural && nominal.is_definite())?;
    let members = members(scene, nominal)?;
    let count = nominal
        .count
        .or_else(|| (members != Members::Persons && is_pair(scene, nominal)).then_some(2))?;
    let found = joined(scene, mention, members, count)
        .map(|set| (set, 0.75))
        .or_else(|| {
            last(scene, mention, members, count)
                .filter(|set| set.len() == 2)
                .map(|set| (set, 0.55))
        });
    let (set, confidence) = found?;
    link_to(set, LinkBasis::Collective, confidence)
}

/// `the sides` and `the neighbours` are two without a number; `its neighbours` are not.
fn is_pair(scene: &Scene<'_>, nominal: &Nominal) -> bool {
    let has_determiner = scene.syntax().tokens()[nominal.words.start].upos == Upos::Det;
    let is_side = nominal
        .back
        .is_some_and(|back| back.class == NounClass::Side);
    is_side && has_determiner
}

fn members(scene: &Scene<'_>, nominal: &Nominal) -> Option<Members> {
    match nominal.back.map(|back| back.class) {
        Some(NounClass::Country) => Some(Members::States),
        Some(NounClass::Side) => Some(if nominal.is_people(&scene.reader) {
            Members::States
        } else {
            Members::Parties
        }),
        Some(NounClass::Person) => Some(Members::Persons),
        Some(_) => None,
        None if nominal.entry.is_none() => Some(Members::Parties),
        None if nominal.count.is_some() && is_government(scene, nominal) => Some(Members::States),
        None => {
            let is_title = scene
                .reader
                .longest_ending(nominal.common.end - 1, &[SenseKind::TitlePlural])
                .is_some();
            is_title.then_some(Members::Persons)
        }
    }
}

/// `governments`: each stands for its state.
fn is_government(scene: &Scene<'_>, nominal: &Nominal) -> bool {
    nominal.sectors(&scene.reader).first() == Some(&Sector::Government)
        && !nominal.is_people(&scene.reader)
}

fn fits(scene: &Scene<'_>, mention: MentionId, entity: EntityId, members: Members) -> bool {
    let kind = scene.entity(entity).kind;
    let gender = scene
        .nominal(mention)
        .and_then(|nominal| nominal.gender(&scene.reader));
    match members {
        Members::States => kind == EntityKind::State,
        Members::Persons => {
            let known = scene.gender(entity);
            kind == EntityKind::Person
                && (gender.is_none() || known.is_none() || gender == known)
                && may_hold(scene, mention, entity)
        }
        Members::Parties => matches!(
            kind,
            EntityKind::State | EntityKind::Organization | EntityKind::Group | EntityKind::Person
        ),
    }
}

/// True unless the phrase names an office and the person is known to hold another: a spokesman is none of `the two ministers`.
fn may_hold(scene: &Scene<'_>, mention: MentionId, entity: EntityId) -> bool {
    let reader = &scene.reader;
    let title = scene.nominal(mention).and_then(|nominal| nominal.entry);
    let Some(title) = title.filter(|&title| reader.gazetteer.role(title).is_some()) else {
        return true;
    };
    let office = scene.entity(entity).office.as_ref();
    let held = office.and_then(|office| {
        let held = reader.gazetteer.named(&office.title, &[SenseKind::Title])?;
        Some(
            reader
                .gazetteer
                .role(held)
                .is_some_and(|held| offices::title_fits(reader, title, held)),
        )
    });
    held.unwrap_or(true)
}

/// The nearest set of the right size that is named together.
fn joined(
    scene: &Scene<'_>,
    mention: MentionId,
    members: Members,
    count: usize,
) -> Option<Vec<EntityId>> {
    scene.before(mention, MAX_SENTENCES).find_map(|other| {
        let set = together(scene, other);
        (set.len() == count
            && set
                .iter()
                .all(|&entity| fits(scene, mention, entity, members)))
        .then_some(set)
    })
}

/// The most prominent so many different ones; officials count for their state, places where something happens hardly.
fn last(
    scene: &Scene<'_>,
    mention: MentionId,
    members: Members,
    count: usize,
) -> Option<Vec<EntityId>> {
    let here = scene.sentence_of(mention);
    // Who calls on the two countries is none of them.
    let beside = scene
        .before(mention, 0)
        .filter(|&other| scene.are_coarguments(mention, other));
    let apart: Vec<EntityId> = beside
        .filter_map(|other| party(scene, scene.entities.single(other)?, members))
        .collect();
    let mut scores: Vec<(f32, EntityId)> = Vec::new();
    for other in scene.before(mention, MAX_SENTENCES) {
        let Some(party) = scene
            .entities
            .single(other)
            .and_then(|entity| party(scene, entity, members))
        else {
            continue;
        };
        if !fits(scene, mention, party, members) || apart.contains(&party) {
            continue;
        }
        let score = prominence(scene, other) - 0.7 * (here - scene.sentence_of(other)) as f32;
        match scores.iter_mut().find(|(_, known)| *known == party) {
            Some((best, _)) => *best = best.max(score),
            None => scores.push((score, party)),
        }
    }
    // The sort keeps the order of those that are equal: nearest first.
    scores.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let found: Vec<EntityId> = scores
        .into_iter()
        .take(count)
        .map(|(_, party)| party)
        .collect();
    (found.len() == count).then_some(found)
}

/// What an entity counts for in a set: an official for the state, where states or sides are meant.
fn party(scene: &Scene<'_>, entity: EntityId, members: Members) -> Option<EntityId> {
    let row = scene.entity(entity);
    match (members, row.kind) {
        (Members::Persons, _) | (_, EntityKind::State) => Some(entity),
        (_, EntityKind::Person) => row.country.and_then(|country| scene.state(country)),
        _ => None,
    }
}

/// How much a mention takes part in what is told.
fn prominence(scene: &Scene<'_>, mention: MentionId) -> f32 {
    if is_location(scene, mention) {
        0.3
    } else if scene.is_subject(mention) || scene.owns_subject(mention) {
        3.0
    } else if scene.is_modifier(mention) {
        1.5
    } else {
        2.0
    }
}

/// `in Austria`, `to Austria`.
fn is_location(scene: &Scene<'_>, mention: MentionId) -> bool {
    let case = scene.reader.case_of(scene.token_of(mention));
    case.is_some_and(|case| {
        [CapitalCue::At, CapitalCue::Toward]
            .into_iter()
            .any(|cue| LISTS.is_capital_cue(&case, cue))
    })
}
