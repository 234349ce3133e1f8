//! Where an act was, when no place phrase of its own says so.
//!
//! `met here on Friday` was where the story was filed; `patrolled the Lebanese coast` was in Lebanon; `left for Oman` leads there;
//! and `the talks in Vienna` tells where the meeting of the sentence before was.

use chancery_model::tree;
use chancery_model::{EntityId, EntityKind, Event, Id, Mode, Quad, Relation, TokenId};

use crate::acts::{Act, Reading};
use crate::anchoring::named;
use crate::meetings::Meetings;
use crate::outcomes::is_further;

/// Prepositions before a stretch of land or water.
const LAND_PREPOSITIONS: &[&str] = &[
    "in", "at", "on", "near", "off", "along", "over", "into", "inside", "outside", "across",
];

/// Sentences after a meeting in which `the talks in Vienna` speaks of it.
const NEAR: usize = 6;

/// The state whose land an act was on (`in Iraqi waters`), and where a journey leads (`left for Oman`).
pub(crate) fn beside(reading: &Reading<'_>, act: &Act<'_>) -> Option<EntityId> {
    let sites = sites(reading, act);
    if act.mode == Some(Mode::Visit) {
        let aims = sites
            .iter()
            .flat_map(|&site| tree::obliques(reading.syntax, site, "for"));
        let kinds = [EntityKind::Place, EntityKind::State];
        let place = aims
            .flat_map(|noun| kinds.map(|kind| named(reading, noun, kind)))
            .flatten()
            .next();
        if place.is_some() {
            return place;
        }
    }
    let is_deed = matches!(
        act.event_type.quad(),
        Quad::MaterialConflict | Quad::MaterialCooperation
    );
    let objects = sites
        .iter()
        .filter(|_| is_deed)
        .flat_map(|&site| tree::objects(reading.syntax, site));
    let phrases = sites.iter().flat_map(|&site| {
        LAND_PREPOSITIONS
            .iter()
            .flat_map(move |preposition| tree::obliques(reading.syntax, site, preposition))
    });
    phrases.chain(objects).find_map(|noun| land(reading, noun))
}

/// `here`: where the story was filed, if the story names that town again.
pub(crate) fn of_report(reading: &Reading<'_>, act: &Act<'_>) -> Option<EntityId> {
    let line = reading.doc.dateline.as_ref()?;
    let is_here = sites(reading, act).iter().any(|&site| {
        reading.syntax.children(site).iter().any(|&child| {
            reading.syntax.token(child).relation == Relation::Advmod
                && reading.syntax.lemma(child).eq_ignore_ascii_case("here")
        })
    });
    if !is_here {
        return None;
    }
    reading.actors.place_named(line.places.first()?)
}

/// Gives meetings without a place that of a later phrase which names them: `after the talks in Vienna`. `same_as` must be
/// filled.
pub(crate) fn of_meetings(reading: &Reading<'_>, events: &mut [Event]) {
    let meetings = Meetings::of_events(reading, events);
    if meetings.is_empty() {
        return;
    }
    for noun in reading.syntax.token_ids() {
        let is_phrase = reading
            .syntax
            .children(noun)
            .iter()
            .any(|&child| reading.syntax.token(child).relation == Relation::Nmod);
        if !is_phrase || !meetings.is_noun(noun) || is_further(reading, noun) {
            continue;
        }
        let Some(place) = venue(reading, noun) else {
            continue;
        };
        let Some(meeting) = meetings.near(noun, &[], NEAR) else {
            continue;
        };
        let meeting = meetings.origin(meeting);
        if events[meeting].place.is_none() {
            let others = events[meeting].same_as.clone();
            events[meeting].place = Some(place);
            for other in others {
                events[other.index()].place = Some(place);
            }
        }
    }
}

/// The town or state of `talks in the Austrian capital`.
fn venue(reading: &Reading<'_>, noun: TokenId) -> Option<EntityId> {
    let phrases = ["in", "at"].map(|preposition| tree::obliques(reading.syntax, noun, preposition));
    let kinds = [EntityKind::Place, EntityKind::State];
    let places = phrases
        .iter()
        .flatten()
        .flat_map(|&noun| kinds.map(|kind| named(reading, noun, kind)));
    let town = places.flatten().next();
    town.or_else(|| {
        phrases
            .iter()
            .flatten()
            .find_map(|&noun| land(reading, noun))
    })
}

fn sites(reading: &Reading<'_>, act: &Act<'_>) -> Vec<TokenId> {
    let mut found = act.words.clone();
    found.extend(
        act.words
            .iter()
            .map(|&word| tree::clause_head(reading.syntax, word)),
    );
    found.dedup();
    found
}

/// The single state of a stretch of land or water: `the Lebanese coast`, `Iran's airspace`.
fn land(reading: &Reading<'_>, noun: TokenId) -> Option<EntityId> {
    let is_land = reading
        .frames
        .class("land")
        .contains(reading.syntax.lemma(noun));
    let states = reading.actors.modifiers(noun);
    match states[..] {
        [state] if is_land && reading.actors.has_kind(state, EntityKind::State) => Some(state),
        _ => None,
    }
}
