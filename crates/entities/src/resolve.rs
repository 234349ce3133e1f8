//! Ties what refers back once the names are known: sieves over the mentions in text order.
//!
//! `Beispiel met Muster. The two ministers agreed, and he said: "We are glad."`: collectives first, then phrases and pronouns of
//! the third person, then `we` through the speaker of the quote.

mod bodies;
mod collectives;
mod definites;
mod persons;
mod scene;
mod speakers;

use chancery_gazetteer::Gazetteer;
use chancery_model::{
    Document, Entities, EntityId, Link, MentionForm, MentionId, Quote, QuoteId, Syntax, Table,
};

use crate::lists::{Person, PronounGender};
use crate::pronouns;
use scene::Scene;

/// Ties pronouns, collectives and definite phrases of `entities` to what they refer to.
///
/// Mentions and their ids stay; entities may be added at the end and are never renumbered; links that are set stay.
pub fn resolve(
    doc: &Document,
    syntax: &Syntax,
    gazetteer: &Gazetteer,
    entities: Entities,
    quotes: &Table<QuoteId, Quote>,
) -> Entities {
    let _stage = tracing::debug_span!("coreference", mentions = entities.mentions.len()).entered();
    let mut scene = Scene::new(doc, syntax, gazetteer, entities, quotes);
    let mentions: Vec<_> = scene.entities.mentions.ids().collect();
    for &mention in &mentions {
        if !scene.entities.of(mention).is_empty() {
            continue;
        }
        let found = match scene.entities.mentions[mention].form {
            MentionForm::Pronoun => third_person(&scene, mention),
            _ => collectives::resolve(&scene, mention)
                .or_else(|| definites::resolve(&scene, mention)),
        };
        match found {
            Some(link) => scene.link(mention, link),
            None => definites::add(&mut scene, mention),
        }
    }
    for &mention in &mentions {
        let is_open = scene.entities.of(mention).is_empty();
        if is_open
            && scene.entities.mentions[mention].form == MentionForm::Pronoun
            && let Some(link) = speakers::resolve(&scene, mention)
        {
            scene.link(mention, link);
        }
    }
    scene.entities
}

/// The entity of a pronoun or phrase that is not tied yet, when it is exactly one: an owner may be asked for before its turn.
fn owner(scene: &Scene<'_>, mention: MentionId) -> Option<EntityId> {
    let link = third_person(scene, mention).or_else(|| definites::resolve(scene, mention))?;
    match link.entities.as_slice() {
        [entity] => Some(*entity),
        _ => None,
    }
}

/// The link of a pronoun of the third person.
fn third_person(scene: &Scene<'_>, mention: MentionId) -> Option<Link> {
    if scene.entities.mentions[mention].form != MentionForm::Pronoun {
        return None;
    }
    let form = pronouns::form(&scene.reader, scene.word_of(mention))?;
    match (form.person, form.gender) {
        (Person::Third, PronounGender::Human(gender)) => persons::pronoun(scene, mention, gender),
        (Person::Third, PronounGender::Neuter) => bodies::singular(scene, mention),
        (Person::Third, PronounGender::Open) => bodies::plural(scene, mention),
        _ => None,
    }
}
