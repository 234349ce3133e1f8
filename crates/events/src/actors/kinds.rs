//! What sort of party a word or entity is: known or not, a state, a body, on whose side.
//!
//! `soldiers from Adre` are known by the town, `Chadian soldiers` by their state; `the boy` is nobody the record can name.

use chancery_model::{
    EntityId, EntityKind, Id, MentionForm, MentionId, SentenceId, TokenId, Upos, Xpos,
};

use super::Actors;
use crate::frames::{WordSet, repairs};

impl Actors<'_> {
    /// True when a word is a party, or a person or body without a name (`officials`).
    pub(crate) fn is_party(&self, token: TokenId, people: &WordSet) -> bool {
        !self.direct(token).is_empty()
            || people.contains(self.syntax.lemma(token))
            || self.syntax.token(token).upos == Upos::Pron
                && matches!(
                    self.syntax.lemma(token),
                    "he" | "she" | "they" | "we" | "I" | "who"
                )
    }

    /// True when `party` is one of `others` or of the same state as one of them.
    pub(crate) fn is_on_side(&self, party: EntityId, others: &[EntityId]) -> bool {
        let country = |entity: EntityId| self.entities.entities[entity].country;
        others.iter().any(|&other| {
            other == party || (country(party).is_some() && country(party) == country(other))
        })
    }

    /// True for unnamed people of a state that is one of `others`.
    pub(crate) fn is_part(&self, party: EntityId, others: &[EntityId]) -> bool {
        let country = self.entities.entities[party].country;
        !self.is_named[party.index()]
            && self.entity(party) != Some(EntityKind::State)
            && country
                .and_then(|country| self.state(country))
                .is_some_and(|state| others.contains(&state))
    }

    /// Head words of the mentions of `parties` in a sentence.
    pub(crate) fn heads_in(
        &self,
        sentence: SentenceId,
        parties: &[EntityId],
    ) -> impl Iterator<Item = TokenId> {
        let span = self.syntax.sentence(sentence).span;
        let mentions = self.entities.mentions.iter().as_slice();
        let first = mentions.partition_point(|mention| mention.span.start() < span.start());
        (first..mentions.len())
            .take_while(move |&at| mentions[at].span.start() < span.end())
            .filter(move |&at| {
                let entities = self.entities.of(MentionId::from_index(at));
                entities.iter().any(|entity| parties.contains(entity))
            })
            .map(|at| mentions[at].head_token)
    }

    /// North Korea for `North` of `North and South Korea`: states that share the last word of a name.
    pub(super) fn sharing_last_word(&self, token: TokenId) -> Vec<EntityId> {
        let is_joined = |word: TokenId| {
            let next = TokenId::from_index(word.index() + 1);
            next < token && self.syntax.token(next).upos == Upos::Cconj
        };
        let parts = self.syntax.children(token).iter().copied();
        parts
            .filter(|&word| word < token && is_joined(word))
            .filter_map(|word| self.entity_of(word, EntityKind::State))
            .collect()
    }

    /// True for the name of an agreement or another text: `the Lisbon Treaty`.
    pub(super) fn names_text(&self, token: TokenId) -> bool {
        let lemma = self.syntax.lemma(token).to_lowercase();
        self.syntax.token(token).upos == Upos::Propn
            && (self.texts.contains(&lemma)
                || repairs(&lemma).any(|form| self.texts.contains(&form)))
    }

    /// True for an organisation or group with a name.
    pub(super) fn is_body(&self, entity: EntityId) -> bool {
        self.is_named[entity.index()]
            && matches!(
                self.entity(entity),
                Some(EntityKind::Organization | EntityKind::Group)
            )
    }

    /// True for an entity of this kind.
    pub(crate) fn has_kind(&self, entity: EntityId, kind: EntityKind) -> bool {
        self.entity(entity) == Some(kind)
    }

    /// The town of this name that the document speaks of.
    pub(crate) fn place_named(&self, name: &str) -> Option<EntityId> {
        let entities = self.entities.entities.enumerate();
        let mut places = entities.filter(|(_, row)| row.kind == EntityKind::Place);
        places.find(|(_, row)| row.name == name).map(|(id, _)| id)
    }

    /// True for a state, or a pronoun that stands for one.
    pub(crate) fn is_state(&self, token: TokenId) -> bool {
        self.entity_of(token, EntityKind::State).is_some()
    }

    /// True for a named place that is no state.
    pub(crate) fn is_place(&self, token: TokenId) -> bool {
        self.entity_of(token, EntityKind::Place).is_some()
    }

    /// True for a people of a state as a noun: `Algerians`.
    pub(crate) fn is_people(&self, token: TokenId) -> bool {
        let is_demonym = self.by_head[token.index()]
            .is_some_and(|mention| self.entities.mentions[mention].form == MentionForm::Demonym);
        is_demonym && matches!(self.syntax.token(token).xpos, Xpos::Nns | Xpos::Nnps)
    }

    /// True for parties able to act, and for places of a known state where those `may_be_places`.
    pub(crate) fn may_be_target(&self, entity: EntityId, may_be_places: bool) -> bool {
        self.can_act(entity) || (may_be_places && self.entities.entities[entity].country.is_some())
    }

    /// `place` when it lies in another state than all of `parties`: who strikes abroad strikes that state.
    pub(crate) fn abroad(&self, place: Option<EntityId>, parties: &[EntityId]) -> Option<EntityId> {
        let country = |entity: EntityId| {
            self.entities
                .entities
                .get(entity)
                .and_then(|row| row.country)
        };
        let place = place?;
        let there = country(place)?;
        let is_abroad = parties
            .iter()
            .all(|&party| country(party).is_some_and(|home| home != there));
        (is_abroad && !parties.is_empty()).then(|| self.state(there).unwrap_or(place))
    }

    /// True for a party with a name or a state, or known by a name in its phrase; false for `the boy`, `protesters`.
    pub(crate) fn is_known(&self, entity: EntityId) -> bool {
        let Some(row) = self.entities.entities.get(entity) else {
            return false;
        };
        row.country.is_some()
            || !matches!(row.kind, EntityKind::Group | EntityKind::Organization)
            || self.is_named[entity.index()]
            || self.is_located[entity.index()]
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_town_in_the_name_of_a_treaty_is_no_party() {
        let praised = |noun: &str| {
            format!(
                "Austria PROPN 2 nsubj @LOC
             praised VERB/VBD 0 root =praise
             the     DET   5 det
             Baku    PROPN 5 compound @LOC
             {noun} 2 obj"
            )
        };
        check(&praised("Accords PROPN"), &["SUPPORT Austria> actual"]);
        check(&praised("police NOUN"), &["SUPPORT Austria>Baku actual"]);
    }
}
