//! What `it`, `its`, `they` and `their` stand for: states, bodies, groups, and people named together.
//!
//! `Syria said it would talk`: the subject. In `The deal is good and it will hold` the subject is no party, so `it` stays open.

use chancery_model::{
    EntityId, EntityKind, Id, Link, LinkBasis, MentionForm, MentionId, Relation, TokenId, Upos,
    Xpos, tree,
};

use super::scene::{Scene, link_to};

/// The link of `it`, `its`, `itself`.
pub(super) fn singular(scene: &Scene<'_>, mention: MentionId) -> Option<Link> {
    let fits = |entity: EntityId| {
        matches!(
            scene.entity(entity).kind,
            EntityKind::State | EntityKind::Organization | EntityKind::Group
        ) && scene.entity(entity).office.is_none()
    };
    nearest(scene, mention, &fits, false).or_else(|| speaker_before(scene, mention, &fits))
}

/// Sentences between two turns of one speaker, at most.
const MAX_TURN: usize = 4;

/// `"We are ready," the agency said. … "The order stands," it said.`: the body that spoke last.
fn speaker_before(
    scene: &Scene<'_>,
    mention: MentionId,
    fits: &dyn Fn(EntityId) -> bool,
) -> Option<Link> {
    if !scene.is_speaker(mention) {
        return None;
    }
    let before = scene.before(mention, MAX_TURN);
    let mut speakers = before.filter(|&other| scene.is_speaker(other));
    let last = scene.entities.single(speakers.next()?)?;
    link_to(vec![last], LinkBasis::Pronoun, 0.55).filter(|_| fits(last))
}

/// The link of `they`, `their`, `themselves`.
pub(super) fn plural(scene: &Scene<'_>, mention: MentionId) -> Option<Link> {
    let fits = |entity: EntityId| {
        matches!(
            scene.entity(entity).kind,
            EntityKind::State | EntityKind::Organization | EntityKind::Group
        )
    };
    nearest(scene, mention, &fits, true)
}

/// The best party of this sentence or the two before.
fn nearest(
    scene: &Scene<'_>,
    mention: MentionId,
    fits: &dyn Fn(EntityId) -> bool,
    plural: bool,
) -> Option<Link> {
    let here = scene.sentence_of(mention);
    let is_possessive =
        scene.syntax().token(scene.token_of(mention)).relation == Relation::NmodPoss;
    let quote = scene.direct_quote(mention);
    let mut best: Option<(f32, Vec<EntityId>)> = None;
    for other in scene.before(mention, if plural { 2 } else { 1 }) {
        if !is_possessive && scene.are_coarguments(mention, other) {
            continue;
        }
        let entities = if plural {
            together(scene, other)
        } else {
            scene.entities.of(other).to_vec()
        };
        let is_set = entities.len() > 1;
        let admitted = match entities.as_slice() {
            [entity] => {
                fits(*entity)
                    && if plural {
                        is_plural(scene, other)
                    } else {
                        is_singular(scene, other)
                    }
            }
            _ => plural,
        };
        if !admitted
            || scene.is_modifier(other)
                && scene.entities.mentions[other].form == MentionForm::Demonym
        {
            continue;
        }
        // Across sentences `it` takes up what the sentence before was about.
        let is_topic =
            scene.is_main_subject(other) && (is_possessive || scene.is_main_subject(mention));
        if !plural && scene.sentence_of(other) < here && !is_topic {
            continue;
        }
        let spoken_by = quote.is_some_and(|quote| scene.speakers(quote) == entities.as_slice());
        if spoken_by {
            continue;
        }
        let distance = (here - scene.sentence_of(other)) as f32;
        let mut score = 2.0 - distance;
        score += if scene.is_subject(other) { 1.2 } else { 0.0 };
        score += if is_set { 0.4 } else { 0.0 };
        score -= if scene.is_modifier(other) { 0.5 } else { 0.0 };
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, entities));
        }
    }
    let (score, entities) = best?;
    // A subject that is no party stands nearer: the pronoun is its own.
    if other_subject(scene, mention, plural) && score < 4.0 {
        return None;
    }
    (score >= 2.0)
        .then(|| {
            link_to(
                entities,
                LinkBasis::Pronoun,
                if score >= 3.0 { 0.7 } else { 0.55 },
            )
        })
        .flatten()
}

/// True when a subject of this sentence before the pronoun is a noun that no mention covers and agrees in number.
fn other_subject(scene: &Scene<'_>, mention: MentionId, plural: bool) -> bool {
    let syntax = scene.syntax();
    let at = scene.word_of(mention);
    let from = scene.reader.sentence(at).start;
    let nearest = (from..at).rev().find(|&word| {
        let token = &syntax.tokens()[word];
        token.relation.is_subject() && matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron)
    });
    nearest.is_some_and(|word| {
        let token = &syntax.tokens()[word];
        let is_plural_noun = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
        let is_mention = scene
            .before(mention, 0)
            .any(|other| scene.token_of(other) == TokenId::from_index(word));
        token.upos == Upos::Noun && is_plural_noun == plural && !is_mention
    })
}

/// True for mentions that `they` can take up: plurals, peoples, and bodies of many.
fn is_plural(scene: &Scene<'_>, mention: MentionId) -> bool {
    let token = scene.syntax().token(scene.token_of(mention));
    let by_tag = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
    let is_they = scene.is_plural_pronoun(mention);
    let is_body = scene.entities.single(mention).is_some_and(|entity| {
        scene.entity(entity).kind == EntityKind::Group
            || scene.entity(entity).kind == EntityKind::Organization
    });
    by_tag
        || is_they
        || is_body
            && scene
                .nominal(mention)
                .is_none_or(|nominal| nominal.plural || !nominal.is_people(&scene.reader))
}

/// True for mentions that `it` can take up: not people in the plural.
fn is_singular(scene: &Scene<'_>, mention: MentionId) -> bool {
    let by_noun = scene
        .nominal(mention)
        .is_none_or(|nominal| !nominal.plural && !nominal.is_people(&scene.reader));
    let form = scene.entities.mentions[mention].form;
    let token = scene.syntax().token(scene.token_of(mention));
    let is_people = form == MentionForm::Demonym && matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
    let is_plural_pronoun = form == MentionForm::Pronoun
        && token.upos == Upos::Pron
        && scene.is_plural_pronoun(mention);
    by_noun && !is_people && !is_plural_pronoun
}

/// The entities of all mentions joined with this one by `and`, itself included.
pub(super) fn together(scene: &Scene<'_>, mention: MentionId) -> Vec<EntityId> {
    let heads = tree::conjuncts(scene.syntax(), scene.token_of(mention));
    if heads.len() < 2 || scene.entities.of(mention).len() > 1 {
        return scene.entities.of(mention).to_vec();
    }
    let mut found = Vec::new();
    for head in heads {
        let joined = near(scene, mention).find(|&other| scene.token_of(other) == head);
        match joined {
            Some(other) => found.extend_from_slice(scene.entities.of(other)),
            None => return scene.entities.of(mention).to_vec(),
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Linked mentions around a mention, itself included.
fn near<'s>(scene: &'s Scene<'_>, mention: MentionId) -> impl Iterator<Item = MentionId> + 's {
    let first = mention.index().saturating_sub(24);
    let last = (mention.index() + 24).min(scene.entities.mentions.len());
    (first..last)
        .map(MentionId::from_index)
        .filter(|&other| !scene.entities.of(other).is_empty())
}
