//! To whom an act is done when the frame's own slots do not name anybody known.
//!
//! `sent food to refugees from the war in Chad`: Chad is helped; `welcomed news of a deal with Iran`: Iran is praised.

use chancery_model::tree;
use chancery_model::{EntityId, EntityKind, Relation, TokenId, Upos};

use super::{parties, words};
use crate::actors::extend;
use crate::acts::Reading;
use crate::frames::{Operator, Part, Slot};
use crate::matching::Candidate;
use crate::site::Site;
use crate::status;

/// The places in the first of `slots` that holds any: where an act at home is done to nobody else.
pub(crate) fn places(reading: &Reading<'_>, site: &Site, slots: &[Slot]) -> Vec<EntityId> {
    for slot in slots {
        for word in words(reading, site, slot) {
            let inner = tree::obliques(reading.syntax, word, "of");
            let place = std::iter::once(word)
                .chain(inner)
                .find_map(|word| reading.actors.entity_of(word, EntityKind::Place));
            if let Some(place) = place {
                return vec![place];
            }
        }
    }
    Vec::new()
}

/// Prepositions that tie a party to what is praised, refused or asked for.
const TIES: &[&str] = &[
    "with", "from", "to", "against", "between", "of", "by", "about", "on",
];

/// How many nouns deep a party may hang from an object: `assurances on issues of trade from Iran`.
const MAX_DEPTH: usize = 3;

/// The parties, other than `source`, that hang from the objects of a verb at any depth: `welcomed news of a deal with Iran`.
pub(crate) fn parties_of_objects(
    reading: &Reading<'_>,
    site: &Site,
    source: &[EntityId],
) -> Vec<EntityId> {
    let mut nouns = site.objects.clone();
    for _ in 0..MAX_DEPTH {
        for preposition in TIES {
            let mut found = Vec::new();
            for &noun in &nouns {
                for word in tree::obliques(reading.syntax, noun, preposition) {
                    extend(&mut found, reading.actors.of(word));
                }
            }
            found.retain(|entity| !source.contains(entity));
            if !found.is_empty() {
                return found;
            }
        }
        nouns = nouns
            .iter()
            .flat_map(|&noun| reading.syntax.children(noun))
            .copied()
            .filter(|&child| reading.syntax.token(child).relation.universal() == Relation::Nmod)
            .collect();
    }
    Vec::new()
}

/// Prepositions that may name whom an act is done to when the frame's own slots name nobody.
const USUAL_TARGETS: &[&str] = &[
    "with", "to", "against", "toward", "towards", "from", "of", "about", "for", "over",
];

/// The known parties, other than `source`, that hang from a verb with one of the usual prepositions.
pub(crate) fn parties_of_phrases(
    reading: &Reading<'_>,
    site: &Site,
    source: &[EntityId],
) -> Vec<EntityId> {
    for preposition in USUAL_TARGETS {
        let mut found = Vec::new();
        for word in tree::obliques(reading.syntax, site.token, preposition) {
            extend(&mut found, reading.actors.of(word));
        }
        found.retain(|&entity| !source.contains(&entity) && reading.actors.is_known(entity));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The known parties, other than `source`, anywhere below the words in `slots`, the nearest ones: `aid to refugees from the
/// war in Chad`, `a camp for Chadian refugees`. Where they only name the state that acts, the place it acts in.
pub(crate) fn parties_below(
    reading: &Reading<'_>,
    site: &Site,
    slots: &[Slot],
    source: &[EntityId],
) -> Vec<EntityId> {
    let syntax = reading.syntax;
    let mut level: Vec<TokenId> = slots
        .iter()
        .filter(|slot| !matches!(slot, Slot::Subject))
        .flat_map(|slot| words(reading, site, slot))
        .collect();
    let mut at_home = None;
    for _ in 0..MAX_DEPTH {
        let mut found = Vec::new();
        for &word in &level {
            extend(&mut found, reading.actors.of(word));
            at_home = at_home.or_else(|| reading.actors.entity_of(word, EntityKind::Place));
        }
        found.retain(|&entity| !source.contains(&entity) && reading.actors.is_known(entity));
        if !found.is_empty() {
            return found;
        }
        level = level
            .iter()
            .flat_map(|&word| syntax.children(word))
            .copied()
            .filter(|&child| {
                let row = syntax.token(child);
                let is_complement = matches!(
                    row.relation.universal(),
                    Relation::Nmod | Relation::Acl | Relation::Obl | Relation::Obj
                ) && row.relation != Relation::AclRelcl;
                (is_complement || tree::is_apposition(syntax, child)) && row.upos != Upos::Pron
            })
            .collect();
    }
    at_home.into_iter().collect()
}

/// Whom a threat or promise waits for, other than `source`: `threatened to strike unless Israel opened the border`.
pub(crate) fn parties_of_condition(
    reading: &Reading<'_>,
    candidate: &Candidate<'_>,
    source: &[EntityId],
) -> Vec<EntityId> {
    let syntax = reading.syntax;
    let mut verbs = vec![candidate.site.token];
    verbs.extend(words(reading, &candidate.site, &Slot::Complement));
    verbs.extend(super::clauses(syntax, &candidate.site, "to"));
    let mut found = Vec::new();
    for &clause in verbs.iter().flat_map(|&verb| syntax.children(verb)) {
        let is_adverbial = syntax.token(clause).relation == Relation::Advcl;
        if is_adverbial && status::is_condition(reading, clause) {
            let site = Site::new(reading, clause, Part::Verb);
            extend(&mut found, parties(reading, &site, &[Slot::Subject]));
        }
    }
    found.retain(|&entity| !source.contains(&entity) && reading.actors.is_known(entity));
    found
}

/// Slots of a clause whose verb is no trigger, in order of preference.
const CONTENT_SLOTS: &[&str] = &["to", "with", "against", "on", "from", "for", "of", "in"];

/// The known parties, other than `source`, in a clause inside `candidate` that states no act by itself: its subject for an operator
/// that turns to it (`demanded that Iran renounce …`), else what it is done to (`threatened to deal Iran a blow`).
pub(crate) fn parties_of_content(
    reading: &Reading<'_>,
    candidate: &Candidate<'_>,
    source: &[EntityId],
) -> Vec<EntityId> {
    let turns = candidate
        .frame
        .operator
        .is_some_and(Operator::turns_to_inner_source);
    let mut clauses = words(reading, &candidate.site, &Slot::Complement);
    for preposition in ["to", "of", "for", "from"] {
        clauses.extend(super::clauses(reading.syntax, &candidate.site, preposition));
    }
    for clause in clauses {
        let site = Site::new(reading, clause, Part::Verb);
        let slots = std::iter::once(Slot::Object).chain(
            CONTENT_SLOTS
                .iter()
                .map(|word| Slot::Preposition((*word).into())),
        );
        let subject = turns.then_some(Slot::Subject);
        for slot in subject.into_iter().chain(slots) {
            let mut found = parties(reading, &site, &[slot]);
            found.retain(|&entity| {
                !source.contains(&entity)
                    && reading.actors.is_known(entity)
                    && reading.actors.may_be_target(entity, false)
            });
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}
