//! Whom `he` and `she` stand for: the most prominent person that fits, near before far, subjects before others.
//!
//! `Beispiel told Muster that he would come`: the subject wins. In `"He is wrong," Muster said` the speaker is not `he`, while in
//! `Muster said he would come` he is.

use chancery_gazetteer::Gender;
use chancery_model::{
    EntityId, EntityKind, Link, LinkBasis, MentionForm, MentionId, QuoteKind, Relation,
};

use super::scene::{Scene, link_to};

/// So many sentences are looked back.
const MAX_SENTENCES: usize = 9;

/// The link of a singular pronoun for a human.
pub(super) fn pronoun(scene: &Scene<'_>, mention: MentionId, gender: Gender) -> Option<Link> {
    let here = scene.sentence_of(mention);
    let relation = scene.syntax().token(scene.token_of(mention)).relation;
    let is_possessive = relation == Relation::NmodPoss;
    let quote = scene.quote(mention);
    let direct = scene.direct_quote(mention).is_some();
    let speakers = quote.map_or(&[][..], |quote| scene.speakers(quote));
    let fits = |entity: EntityId| {
        let row = scene.entity(entity);
        let human =
            row.kind == EntityKind::Person || row.kind == EntityKind::Group && row.office.is_some();
        human && scene.gender(entity).is_none_or(|known| known == gender)
    };
    // Who takes part in the same clause is someone else, however near another mention of him stands.
    let others: Vec<EntityId> = if is_possessive {
        Vec::new()
    } else {
        let beside = scene.before(mention, 0).chain(scene.behind(mention));
        let beside = beside.filter(|&other| scene.are_coarguments(mention, other));
        beside
            .filter_map(|other| scene.entities.single(other))
            .collect()
    };
    let mut best: Option<(f32, EntityId)> = None;
    let mut scores: Vec<(EntityId, f32)> = Vec::new();
    let mut consider = |entity: EntityId, score: f32| {
        // Each further mention counts a little, the best one in full.
        let total = match scores.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, known)) => {
                *known = known.max(score) + 0.15;
                *known
            }
            None => {
                scores.push((entity, score));
                score
            }
        };
        if best.is_none_or(|(top, _)| total > top) {
            best = Some((total, entity));
        }
    };
    // In `"The commander says he is ready"` someone without a name stands for a moment, but in another's words only, as in
    // `The head of the bank said he was ready`.
    let is_unnamed = |other: MentionId, entity: EntityId| {
        let is_one = scene
            .nominal(other)
            .is_some_and(|nominal| !nominal.plural && nominal.is_titled_person(&scene.reader));
        (direct || speakers.contains(&entity))
            && is_one
            && scene.entity(entity).kind == EntityKind::Group
            && scene.gender(entity).is_none_or(|known| known == gender)
            && scene.sentence_of(other) == here
    };
    for other in scene.before(mention, MAX_SENTENCES) {
        let fits = |entity: &EntityId| fits(*entity) || is_unnamed(other, *entity);
        let Some(entity) = scene.entities.single(other).filter(fits) else {
            continue;
        };
        let is_spoken_of = speakers.contains(&entity);
        if direct && is_spoken_of || others.contains(&entity) {
            continue;
        }
        let distance = here - scene.sentence_of(other);
        let mut score = 3.0 - distance as f32;
        score += f32::from(u8::from(scene.is_subject(other)));
        // In `Beispiel's next stop is Oman` the owner is what the sentence is about.
        score += match (scene.owns_subject(other), scene.is_modifier(other)) {
            (true, _) => 0.8,
            (false, true) => -0.5,
            (false, false) => 0.0,
        };
        score += 0.4 * f32::from(u8::from(scene.gender(entity) == Some(gender)));
        score += 0.3 * f32::from(u8::from(scene.entity(entity).kind == EntityKind::Person));
        if !direct && is_spoken_of {
            score += 1.5;
        }
        if quote.is_none() && scene.is_speaker(mention) && scene.is_speaker(other) {
            score += 0.8;
        }
        // What was said between marks is farther than it stands.
        if !direct && scene.direct_quote(other).is_some() {
            score -= 1.0;
        }
        if scene.entities.mentions[other].form == MentionForm::Pronoun && distance <= 1 {
            score += 0.4;
        }
        consider(entity, score);
    }
    // `In his speech, Beispiel said`: the subject may follow an owner.
    let no_subject_yet = !scene
        .before(mention, 0)
        .any(|other| scene.entities.single(other).is_some_and(fits));
    if is_possessive && no_subject_yet {
        let subject = scene.behind(mention).find(|&other| {
            scene.is_subject(other) && scene.entities.single(other).is_some_and(fits)
        });
        if let Some(entity) = subject.and_then(|other| scene.entities.single(other)) {
            consider(entity, 2.6);
        }
    }
    // `Muster said he would come`, with the speaker behind: `He would come, Muster said`.
    if let (false, Some(quote), [speaker]) = (direct, quote, speakers)
        && quote.kind != QuoteKind::Direct
        && fits(*speaker)
    {
        consider(*speaker, 3.0);
    }
    let (score, entity) = best?;
    let confidence = if score >= 3.5 {
        0.8
    } else if score >= 2.0 {
        0.65
    } else {
        0.5
    };
    link_to(vec![entity], LinkBasis::Pronoun, confidence)
}
