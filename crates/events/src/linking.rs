//! Which mentions of a document speak of one act.
//!
//! The headline's `Oman hosts talks`, the lead's `met in Muscat` and the last paragraph's `the meeting` are one act.

use chancery_model::{
    Entities, Entity, EntityId, EntityKind, Event, EventId, EventType, Id, Setting, Span, Syntax,
    TokenId,
};
use rustc_hash::FxHashMap;

use crate::actors::extend;

/// How many earlier groups an event is compared with: a story comes back to an act soon or not at all.
const LOOK_BACK: usize = 64;
/// Members of one group. Each lists all others, so a dump without borders between stories would fill the memory.
const MAX_MEMBERS: usize = 64;

/// Fills `same_as` of events in order. Each event joins the latest group that it is compatible with.
pub(crate) fn link_same(syntax: &Syntax, entities: &Entities, events: &mut [Event]) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_type: FxHashMap<EventType, Vec<usize>> = FxHashMap::default();
    for index in 0..events.len() {
        let known = by_type.entry(events[index].event_type).or_default();
        let group = known
            .iter()
            .rev()
            .take(LOOK_BACK)
            .copied()
            .find(|&group: &usize| {
                let members = &groups[group];
                let is_act =
                    |&other: &usize| is_same(syntax, entities, &events[other], &events[index]);
                members.len() < MAX_MEMBERS && members.iter().all(is_act)
            });
        match group {
            Some(group) => groups[group].push(index),
            None => {
                known.push(groups.len());
                groups.push(vec![index]);
            }
        }
    }
    for group in groups {
        // What one report tells of the place holds for all.
        let place = group.iter().find_map(|&member| events[member].place);
        // What is news in one report is news.
        let is_news = |&member: &usize| events[member].setting == Setting::News;
        let setting = group.iter().any(is_news).then_some(Setting::News);
        for &member in &group {
            events[member].place = place;
            events[member].setting = setting.unwrap_or(events[member].setting);
            events[member].same_as = group
                .iter()
                .filter(|&&other| other != member)
                .map(|&other| EventId::from_index(other))
                .collect();
        }
    }
}

/// True when nothing tells two events of one type apart and something ties them together.
fn is_same(syntax: &Syntax, entities: &Entities, a: &Event, b: &Event) -> bool {
    let same_time = match (a.time, b.time) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
        _ => true,
    };
    let stands_in = |entity: EntityId, others: &[EntityId]| {
        others
            .iter()
            .any(|&other| stands_for(entities, entity, other))
    };
    let same_side = |a: &[EntityId], b: &[EntityId]| {
        a.is_empty() || b.is_empty() || a.iter().any(|&entity| stands_in(entity, b))
    };
    let parties = |event: &Event| -> Vec<_> {
        let mut found = event.source.clone();
        extend(&mut found, event.target.clone());
        found
    };
    let shared = parties(a)
        .iter()
        .filter(|&&entity| stands_in(entity, &parties(b)))
        .count();
    let same_parties = if a.reciprocal || b.reciprocal {
        shared == parties(a).len().min(parties(b).len())
    } else {
        same_side(&a.source, &b.source) && same_side(&a.target, &b.target)
    };
    same_time
        && shared > 0
        && same_parties
        && a.mode == b.mode
        && a.place
            .is_none_or(|place| b.place.is_none_or(|other| place == other))
        && a.status == b.status
        && (is_done_once(a.event_type) || same_words(syntax, a, b))
}

/// True for one party, or a state and those who act for it: `Russia` and `the Russian foreign minister`. Two ministers of one
/// state are two.
fn stands_for(entities: &Entities, a: EntityId, b: EntityId) -> bool {
    let (first, second) = (&entities.entities[a], &entities.entities[b]);
    let acts_for = |one: &Entity, state: &Entity| {
        state.kind == EntityKind::State
            && one.country == state.country
            && one
                .sectors
                .first()
                .is_some_and(|sector| sector.serves_state())
    };
    a == b || acts_for(first, second) || acts_for(second, first)
}

/// Meetings, visits and withdrawals of the same parties in one story are one; one may ask, accuse or strike many times.
fn is_done_once(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Consult | EventType::Sanction | EventType::Retreat
    )
}

/// Same trigger lemmas.
fn same_words(syntax: &Syntax, a: &Event, b: &Event) -> bool {
    let lemmas = |event: &Event| -> Vec<String> {
        let words = |span: &Span| {
            let range = syntax.words_in(*span);
            range
                .map(|word| syntax.lemma(TokenId::from_index(word)).to_owned())
                .collect::<Vec<_>>()
        };
        event.trigger.iter().flat_map(words).collect()
    };
    lemmas(a) == lemmas(b)
}
