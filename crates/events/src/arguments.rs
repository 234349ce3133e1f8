//! Where the parties of an act stand in the tree.
//!
//! `US sanctions on Iran` and `the US imposed sanctions on Iran`: the same two parties, once as adjective and
//! `on` phrase of a noun, once as subject and `on` phrase of the verb that supports it.

mod phrases;
mod targets;

use chancery_model::tree::{self, Argument};
use chancery_model::{EntityId, Relation, TokenId, Upos, Xpos};

pub(crate) use phrases::{clauses, gerund, phrase_groups};
pub(crate) use targets::{
    parties_below, parties_of_condition, parties_of_content, parties_of_objects,
    parties_of_phrases, places,
};

use crate::actors::extend;
use crate::acts::Reading;
use crate::frames::{Part, Slot};
use crate::site::Site;
use phrases::{host_subjects, loose_subject, second_subjects};

/// Looks through words that only count or measure: `a series of talks`, `two of the hostages`.
pub(crate) fn content(reading: &Reading<'_>, word: TokenId) -> TokenId {
    let syntax = reading.syntax;
    let is_measure = syntax.token(word).upos == Upos::Num
        || reading
            .frames
            .class("container")
            .contains(syntax.lemma(word));
    let inner = is_measure.then(|| tree::obliques(syntax, word, "of").first().copied());
    inner.flatten().unwrap_or(word)
}

/// The words in one slot of a trigger, coordination spelled out, in text order.
pub(crate) fn words(reading: &Reading<'_>, site: &Site, slot: &Slot) -> Vec<TokenId> {
    let syntax = reading.syntax;
    match slot {
        Slot::Subject if site.hidden_subject.is_some() => site.hidden_subject.into_iter().collect(),
        Slot::Subject if site.part == Part::Noun => {
            let subject = tree::child(syntax, site.token, Relation::Nsubj);
            subject
                .into_iter()
                .flat_map(|subject| tree::conjuncts(syntax, subject))
                .collect()
        }
        Slot::Subject => {
            let all = tree::subjects(syntax, site.token);
            if all.is_empty() {
                return loose_subject(syntax, site.token)
                    .into_iter()
                    .flat_map(|noun| tree::conjuncts(syntax, noun))
                    .collect();
            }
            all.into_iter()
                .filter_map(|argument| match argument {
                    Argument::Actor(noun) => Some(noun),
                    // `is opposed to` describes its subject, whatever the tag.
                    Argument::Undergoer(noun) => (site.part == Part::Adjective).then_some(noun),
                })
                .collect()
        }
        Slot::Object => site.objects.clone(),
        Slot::Possessor | Slot::Adjective => Vec::new(),
        Slot::Clause => host_subjects(syntax, site.token),
        // `reached an agreement to withdraw`: the clause may hang from the object.
        Slot::Complement => std::iter::once(&site.token)
            .chain(&site.objects)
            .flat_map(|&from| tree::complements(syntax, from))
            .flat_map(|clause| tree::conjuncts(syntax, clause))
            .collect(),
        Slot::Preposition(preposition) => phrase_groups(reading, site, preposition)
            .into_iter()
            .next()
            .unwrap_or_default(),
    }
}

/// The parties in the first of `slots` that holds any.
pub(crate) fn parties(reading: &Reading<'_>, site: &Site, slots: &[Slot]) -> Vec<EntityId> {
    let actors = &reading.actors;
    for slot in slots {
        let found = match slot {
            Slot::Possessor => {
                let told = owner_by_clause(reading, site.token);
                if told.is_empty() {
                    actors.owners(site.token)
                } else {
                    told
                }
            }
            Slot::Adjective => actors.adjectives(site.token),
            Slot::Preposition(preposition) => phrase_groups(reading, site, preposition)
                .into_iter()
                .map(|group| parties_of_words(reading, &group))
                .find(|found| !found.is_empty())
                .unwrap_or_default(),
            Slot::Subject | Slot::Object | Slot::Complement | Slot::Clause => {
                let mut found = parties_of_words(reading, &words(reading, site, slot));
                let is_named =
                    |found: &[EntityId]| found.iter().any(|&party| actors.is_known(party));
                if *slot == Slot::Subject && !is_named(&found) {
                    let mut others = Vec::new();
                    for word in second_subjects(reading.syntax, site.token) {
                        extend(&mut others, actors.of(word));
                    }
                    if found.is_empty() || is_named(&others) {
                        others.retain(|&party| found.is_empty() || actors.is_known(party));
                        found = others;
                    }
                    // `The US military trains pilots` with the subject as modifiers of the verb.
                    if found.is_empty() && site.part == Part::Verb {
                        found = actors.adjectives(site.token);
                    }
                }
                found
            }
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// True for a question: `asked the minister why he had come`.
pub(crate) fn asks(reading: &Reading<'_>, site: &Site) -> bool {
    words(reading, site, &Slot::Complement)
        .into_iter()
        .any(|clause| {
            reading
                .syntax
                .children(clause)
                .iter()
                .any(|&child| child < clause && reading.syntax.token(child).xpos == Xpos::Wrb)
        })
}

/// The parties that some words stand for, in order.
fn parties_of_words(reading: &Reading<'_>, words: &[TokenId]) -> Vec<EntityId> {
    let acts = ["operation", "blast"].map(|class| reading.frames.class(class));
    let mut found = Vec::new();
    for &word in words {
        let word = content(reading, word);
        let lemma = reading.syntax.lemma(word);
        // `The attack in Quetta killed nine`: whoever attacked, it was not the town.
        let is_act = acts.iter().any(|class| class.contains(lemma));
        extend(
            &mut found,
            if is_act {
                reading.actors.behind_act(word)
            } else {
                reading.actors.of(word)
            },
        );
    }
    found
}

/// `During his talks with Oman, the premier said …`: the pronoun stands for the subject of the clause, whoever came before.
fn owner_by_clause(reading: &Reading<'_>, noun: TokenId) -> Vec<EntityId> {
    let syntax = reading.syntax;
    let is_pronoun =
        tree::possessor(syntax, noun).is_some_and(|owner| syntax.token(owner).upos == Upos::Pron);
    let mut found = Vec::new();
    if is_pronoun {
        for word in host_subjects(syntax, noun) {
            extend(&mut found, reading.actors.direct(word));
        }
    }
    found
}
