//! `I`, `we` and `you` inside a quote, through its speaker and addressee.
//!
//! `"We will not sign," the Austrian minister said`: for officials, `we` is the state they speak for.

use chancery_model::{EntityId, EntityKind, Link, LinkBasis, MentionId, Sector};

use super::scene::{Scene, link_to};
use crate::lists::Person;
use crate::pronouns;

/// The link of a pronoun of the first or second person.
pub(super) fn resolve(scene: &Scene<'_>, mention: MentionId) -> Option<Link> {
    let form = pronouns::form(&scene.reader, scene.word_of(mention))?;
    let quote = scene.quote(mention)?;
    match (form.person, form.plural) {
        (Person::First, Some(true)) => {
            let spoken_for = scene
                .speakers(quote)
                .iter()
                .map(|&speaker| speaks_for(scene, speaker))
                .collect();
            link_to(spoken_for, LinkBasis::Pronoun, 0.75)
        }
        (Person::First, _) => match scene.speakers(quote) {
            [speaker] => link_to(vec![*speaker], LinkBasis::Pronoun, 0.9),
            _ => None,
        },
        (Person::Second, _) => {
            let addressed = quote
                .addressees
                .iter()
                .flat_map(|&other| scene.entities.of(other).to_vec())
                .collect();
            link_to(addressed, LinkBasis::Pronoun, 0.7)
        }
        (Person::Third, _) => None,
    }
}

/// The state of an official, when the document names it; else the speaker.
fn speaks_for(scene: &Scene<'_>, speaker: EntityId) -> EntityId {
    let row = scene.entity(speaker);
    let is_official = row.office.is_some()
        || row
            .sectors
            .first()
            .is_some_and(|sector| matches!(sector, Sector::Government | Sector::Military));
    let can_speak_for = matches!(row.kind, EntityKind::Person | EntityKind::Group) && is_official;
    let country = row.country.filter(|_| can_speak_for);
    country
        .and_then(|country| scene.state(country))
        .unwrap_or(speaker)
}
