//! What a definite phrase takes up: `the minister` a minister, `the ministry` a ministry, `the country` the state last spoken of.
//!
//! A phrase that takes up nothing but can act becomes an entity of its own, with the country of its owner: `his army`.

use chancery_gazetteer::{Detail, NominalKind};
use chancery_model::{
    CountryCode, Entity, EntityId, EntityKind, Id, Link, LinkBasis, MentionForm, MentionId, Office,
    Sector, TokenId,
};

use super::scene::{Scene, link_to};
use crate::fold::pieces;
use crate::lists::NounClass;
use crate::nominals::{Determiner, Nominal};
use crate::offices;

const MAX_SENTENCES: usize = 10;

/// The link of a definite singular phrase, or of a plural that repeats one.
pub(super) fn resolve(scene: &Scene<'_>, mention: MentionId) -> Option<Link> {
    let nominal = scene.nominal(mention)?;
    if !nominal.is_definite() {
        return None;
    }
    if let Some(country) = country_word(scene, mention, nominal) {
        return link_to(vec![country], LinkBasis::Description, 0.7);
    }
    let owner = owner_country(scene, mention, nominal);
    // `the rebels' leader` is not the leader of a state whom the story named before.
    let is_owned = chancery_model::tree::possessor(scene.syntax(), nominal.noun).is_some();
    if is_owned
        && nominal.pronoun.is_none()
        && owner.is_none()
        && nominal.is_titled_person(&scene.reader)
    {
        return None;
    }
    let found = scene.before(mention, MAX_SENTENCES).find_map(|other| {
        let entity = scene.entities.single(other)?;
        let row = scene.entity(entity);
        let owners_agree = owner.is_none() || row.country.is_none() || owner == row.country;
        (owners_agree && takes_up(scene, nominal, other, entity)).then_some(entity)
    })?;
    let basis = if nominal.role(&scene.reader).is_some() {
        LinkBasis::Office
    } else {
        LinkBasis::Description
    };
    link_to(vec![found], basis, 0.65)
}

/// `the country`, `his country`, `this nation`: the state.
fn country_word(scene: &Scene<'_>, mention: MentionId, nominal: &Nominal) -> Option<EntityId> {
    if nominal.plural
        || nominal
            .back
            .is_none_or(|back| back.class != NounClass::Country)
    {
        return None;
    }
    if nominal.pronoun.is_some() {
        return owner_country(scene, mention, nominal).and_then(|country| scene.state(country));
    }
    let state_of = |other: MentionId| {
        let entity = scene.entities.single(other)?;
        (scene.entity(entity).kind == EntityKind::State).then_some(entity)
    };
    let subject = scene
        .before(mention, 1)
        .find(|&other| scene.is_subject(other) && state_of(other).is_some());
    subject
        .or_else(|| {
            scene
                .before(mention, 2)
                .find(|&other| state_of(other).is_some())
        })
        .and_then(state_of)
}

/// The state of whom or what owns the phrase: `his`, `the country's`.
fn owner_country(scene: &Scene<'_>, mention: MentionId, nominal: &Nominal) -> Option<CountryCode> {
    let owner = nominal
        .pronoun
        .map(TokenId::from_index)
        .or_else(|| chancery_model::tree::possessor(scene.syntax(), nominal.noun))?;
    // The owner stands inside the phrase, so it may follow it in the list.
    let last = (mention.index() + 12).min(scene.entities.mentions.len());
    let number = (mention.index().saturating_sub(4)..last)
        .map(MentionId::from_index)
        .find(|&other| scene.token_of(other) == owner)?;
    let entity = match scene.entities.single(number) {
        Some(entity) => entity,
        None => super::owner(scene, number)?,
    };
    scene.entity(entity).country
}

/// True when the phrase can repeat an earlier mention of an entity.
fn takes_up(scene: &Scene<'_>, nominal: &Nominal, other: MentionId, entity: EntityId) -> bool {
    let reader = &scene.reader;
    let row = scene.entity(entity);
    let noun = head_words(scene, nominal);
    let known = nominal.entry.map(|entry| &reader.entry(entry).detail);
    if nominal.is_titled_person(reader) {
        let genders = nominal
            .gender(reader)
            .is_none_or(|gender| scene.gender(entity).is_none_or(|known| known == gender));
        let by_office = row.office.as_ref().is_some_and(|office| {
            let held = reader
                .gazetteer
                .named(&office.title, &[chancery_gazetteer::SenseKind::Title]);
            let fits = nominal
                .entry
                .zip(held.and_then(|held| reader.gazetteer.role(held)));
            pieces(&office.title).ends_with(&noun)
                || fits.is_some_and(|(title, held)| offices::title_fits(reader, title, held))
        });
        let is_single = matches!(row.kind, EntityKind::Person | EntityKind::Group);
        return is_single && genders && (by_office || repeats(scene, nominal, other, &noun));
    }
    if nominal.plural != scene.nominal(other).is_some_and(|other| other.plural) {
        return false;
    }
    let is_body = matches!(
        known,
        Some(Detail::Nominal {
            kind: NominalKind::Body
        })
    );
    let by_noun = repeats(scene, nominal, other, &noun)
        || row.office.is_none() && pieces(&row.name).ends_with(&noun);
    if matches!(
        row.kind,
        EntityKind::Person | EntityKind::State | EntityKind::Place
    ) {
        return false;
    }
    let by_sector = || {
        let is_press = nominal.sectors(reader).first() == Some(&Sector::Journalist)
            && row.sectors.first() == Some(&Sector::Journalist);
        // `the movement` may be any; `his team`, `the movement of the young` are new.
        let is_short = nominal.words.len() == nominal.common.len() + 1 && nominal.pronoun.is_none();
        let is_any_body = is_short
            && nominal
                .back
                .is_some_and(|back| back.class == NounClass::Body && !back.plural)
            && known.is_none();
        let is_party = nominal.sectors(reader).first() == Some(&Sector::Party)
            && row.sectors.contains(&Sector::Party);
        let by_name = scene.entities.mentions[other].form == MentionForm::Name;
        by_name && (is_press || is_any_body || is_party)
    };
    by_noun || (is_body || known.is_none()) && by_sector()
}

/// The folded title or noun up to its head: `secretary` of `secretary of state`.
fn head_words(scene: &Scene<'_>, nominal: &Nominal) -> Vec<String> {
    pieces(
        scene
            .reader
            .text_of(nominal.common.start..nominal.noun.index() + 1),
    )
}

/// True when an earlier phrase ends with the same noun: `the defence ministry`, `the ministry`.
fn repeats(scene: &Scene<'_>, nominal: &Nominal, other: MentionId, noun: &[String]) -> bool {
    scene.nominal(other).is_some_and(|earlier| {
        let earlier_noun = head_words(scene, earlier);
        earlier.plural == nominal.plural && earlier_noun.ends_with(noun)
    })
}

/// Makes an entity of a phrase that can act and takes up nothing.
pub(super) fn add(scene: &mut Scene<'_>, mention: MentionId) {
    let Some(nominal) = scene.nominal(mention) else {
        return;
    };
    let reader = &scene.reader;
    let Some(entry) = nominal.entry else { return };
    let is_body = matches!(
        reader.entry(entry).detail,
        Detail::Nominal {
            kind: NominalKind::Body
        }
    );
    let is_vague = nominal.back.is_some()
        || is_body && nominal.determiner == Determiner::Bare && nominal.plural;
    let is_anyone = nominal
        .sectors(reader)
        .first()
        .is_none_or(|sector| *sector == Sector::Unknown);
    if is_vague || is_anyone && nominal.pronoun.is_none() {
        return;
    }
    let country = owner_country(scene, mention, nominal);
    let is_office = nominal.is_titled_person(reader)
        && nominal.modifier.is_none()
        && nominal.role(reader).is_some();
    let row = Entity {
        kind: if is_body {
            EntityKind::Organization
        } else {
            EntityKind::Group
        },
        name: nominal.label(reader).to_owned(),
        country,
        sectors: nominal.sectors(reader),
        office: is_office.then(|| Office {
            title: reader.entry(entry).name.to_string(),
            of: country,
        }),
        wikidata: None,
        coordinates: None,
    };
    let entity = scene.add(row);
    if let Some(link) = link_to(vec![entity], LinkBasis::Description, 0.5) {
        scene.link(mention, link);
    }
}
