//! Which entities able to act a word stands for.
//!
//! `Israeli jets`, `the government of Israel`, `Israel`: each stands for Israel when it acts. A noun that is no party
//! itself lends the role to the party that modifies it.

mod kinds;

use chancery_model::{
    CountryCode, Entities, EntityId, EntityKind, Id, MentionForm, MentionId, Relation, Syntax,
    TokenId, Upos, tree,
};

use rustc_hash::FxHashMap;

use crate::frames::WordSet;

/// Mentions by their words.
pub(crate) struct Actors<'a> {
    syntax: &'a Syntax,
    entities: &'a Entities,
    /// Nouns that stand for states: `country`, `partner`.
    states: &'a WordSet,
    /// Nouns that name a text when written as a name: `Treaty`.
    texts: &'a WordSet,
    /// Entities with a name or demonym among their mentions.
    is_named: Vec<bool>,
    /// Entities one of whose phrases holds a name (`soldiers from Adre`).
    is_located: Vec<bool>,
    /// First state with each code.
    state_of: FxHashMap<CountryCode, EntityId>,
    /// Longest mention with this head word.
    by_head: Vec<Option<MentionId>>,
    /// Shortest name that covers this word.
    by_name: Vec<Option<MentionId>>,
}

impl<'a> Actors<'a> {
    pub(crate) fn new(
        syntax: &'a Syntax,
        entities: &'a Entities,
        states: &'a WordSet,
        texts: &'a WordSet,
    ) -> Self {
        let mut by_head = vec![None; syntax.tokens().len()];
        let mut by_name = by_head.clone();
        let mut is_named = vec![false; entities.entities.len()];
        let mut is_located = is_named.clone();
        let mut state_of = FxHashMap::default();
        for (id, entity) in entities.entities.enumerate() {
            if let (EntityKind::State, Some(country)) = (entity.kind, entity.country) {
                state_of.entry(country).or_insert(id);
            }
        }
        for (id, mention) in entities.mentions.enumerate() {
            if matches!(mention.form, MentionForm::Name | MentionForm::Demonym) {
                for entity in entities.of(id) {
                    is_named[entity.index()] = true;
                }
            }
            if entities.of(id).is_empty() {
                continue;
            }
            if let Some(slot @ None) = by_head.get_mut(mention.head_token.index()) {
                *slot = Some(id);
            }
            if mention.form == MentionForm::Name {
                for word in syntax.words_in(mention.head) {
                    by_name[word] = Some(id);
                }
            }
        }
        for (id, mention) in entities.mentions.enumerate() {
            let mut words = syntax.words_in(mention.span);
            if mention.form == MentionForm::Nominal && words.any(|word| by_name[word].is_some()) {
                for entity in entities.of(id) {
                    is_located[entity.index()] = true;
                }
            }
        }
        Self {
            syntax,
            entities,
            states,
            texts,
            is_named,
            is_located,
            state_of,
            by_head,
            by_name,
        }
    }

    /// The parties that `token` names itself, in order; empty for a noun that is no party. A place in a role stands for
    /// its state where the document speaks of it, else for itself (`Geneva agreed`).
    pub(crate) fn direct(&self, token: TokenId) -> Vec<EntityId> {
        let found = self.able(token);
        if found.is_empty() {
            let place = self
                .state_of_place(token)
                .or_else(|| self.entity_of(token, EntityKind::Place));
            return place.into_iter().collect();
        }
        found
    }

    /// The entities able to act that `token` names.
    fn able(&self, token: TokenId) -> Vec<EntityId> {
        if self.names_text(token) {
            return Vec::new();
        }
        let Some(mention) = self.by_head[token.index()].or(self.by_name[token.index()]) else {
            return Vec::new();
        };
        let found: Vec<EntityId> = self
            .entities
            .of(mention)
            .iter()
            .copied()
            .filter(|&entity| self.can_act(entity))
            .collect();
        if self.entities.mentions[mention].form == MentionForm::Nominal {
            let behind = self.behind(token, &found);
            if !behind.is_empty() {
                return behind;
            }
        }
        found
    }

    /// Who acts through unnamed people or bodies: `Israeli soldiers` and `the Syrian government` are their states,
    /// `Hezbollah fighters` Hezbollah. `Iranian protesters` act for themselves.
    fn behind(&self, noun: TokenId, found: &[EntityId]) -> Vec<EntityId> {
        let [entity] = found else { return Vec::new() };
        let row = &self.entities.entities[*entity];
        let is_unnamed = matches!(row.kind, EntityKind::Group | EntityKind::Organization)
            && !self.is_named[entity.index()];
        if !is_unnamed {
            return Vec::new();
        }
        // `our partners from Austria and Oman` are the states they come from.
        if self.states.contains(self.syntax.lemma(noun)) {
            let named = self.named_below(noun, &["including", "include", "from", "of"]);
            if !named.is_empty() {
                return named;
            }
        }
        let modifiers = self.modifiers(noun);
        let is_named_body = |entity: &EntityId| self.entity(*entity) != Some(EntityKind::State);
        if !row
            .sectors
            .first()
            .is_some_and(|sector| sector.serves_state())
        {
            // `activists from the Fatah party`, `members of Hamas`.
            let from = self.named_below(noun, &["from", "of"]).into_iter();
            return modifiers
                .into_iter()
                .chain(from.filter(|entity| self.is_body(*entity)))
                .filter(is_named_body)
                .collect();
        }
        if modifiers.is_empty() {
            return row
                .country
                .and_then(|country| self.state(country))
                .into_iter()
                .collect();
        }
        modifiers
    }

    /// Who can be told to do something with a clause of which `token` is the subject: the party itself or what modifies it,
    /// never a place it lies in (`disputes in the sea should be settled`).
    pub(crate) fn addressed(&self, token: TokenId) -> Vec<EntityId> {
        let found = self.able(token);
        if !found.is_empty() {
            return found;
        }
        let mut found = self.modifiers(token);
        found.retain(|&entity| self.can_act(entity));
        found
    }

    /// The state with this code, when the document speaks of it.
    fn state(&self, country: CountryCode) -> Option<EntityId> {
        self.state_of.get(&country).copied()
    }

    /// The parties that `token` stands for in a role: itself, else what modifies it.
    pub(crate) fn of(&self, token: TokenId) -> Vec<EntityId> {
        let found = self.direct(token);
        if !found.is_empty() {
            let mut all = self.sharing_last_word(token);
            extend(&mut all, found);
            return all;
        }
        // `Several European countries, including Germany`: those named are meant, not the adjective.
        let named = self.named_below(token, &["including", "include"]);
        if !named.is_empty() {
            return named;
        }
        let modifiers = self.modifiers(token);
        if !modifiers.is_empty() {
            return modifiers;
        }
        let is_text = self.names_text(token);
        for preposition in ["of", "between", "from", "by", "in"] {
            // The Treaty of Rome is not Italy's.
            if is_text && preposition == "of" {
                continue;
            }
            let mut found = Vec::new();
            for word in tree::obliques(self.syntax, token, preposition) {
                extend(&mut found, self.direct(word));
                if found.is_empty() {
                    extend(&mut found, self.modifiers(word));
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        // `the rights watchdog Amnesty International`, whatever the parser calls it.
        let bare = self
            .syntax
            .children(token)
            .iter()
            .copied()
            .filter(|&child| {
                let row = self.syntax.token(child);
                row.relation.universal() == Relation::Nmod
                    && row.upos == Upos::Propn
                    && child > token
                    && tree::case_marker(self.syntax, child).is_none()
            });
        let mut found = Vec::new();
        for word in tree::appositions(self.syntax, token).chain(bare) {
            extend(&mut found, self.direct(word));
        }
        found
    }

    /// The parties behind an act told as a noun: `the Iranian attack`, `the attack by Iran`.
    pub(crate) fn behind_act(&self, noun: TokenId) -> Vec<EntityId> {
        let found = self.modifiers(noun);
        if found.is_empty() {
            return self.named_below(noun, &["by", "from"]);
        }
        found
    }

    /// The parties that hang from a noun with the first of these prepositions that holds any.
    fn named_below(&self, noun: TokenId, prepositions: &[&str]) -> Vec<EntityId> {
        for preposition in prepositions {
            let mut found = Vec::new();
            for word in tree::obliques(self.syntax, noun, preposition) {
                extend(&mut found, self.direct(word));
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Parties among the adjectives, compounds and owners of a noun: `Russian-Turkish`, `Iran's`.
    pub(crate) fn modifiers(&self, noun: TokenId) -> Vec<EntityId> {
        // `the leader's Hezbollah fighters` are Hezbollah's.
        let mut bodies = self.adjectives(noun);
        bodies.retain(|&entity| self.is_body(entity));
        if !bodies.is_empty() {
            return bodies;
        }
        let owners = self.owners(noun);
        let is_pronoun = tree::possessor(self.syntax, noun)
            .is_some_and(|owner| self.syntax.token(owner).upos == Upos::Pron);
        // `his Jordanian counterpart` is Jordan, not him.
        if owners.is_empty() || is_pronoun {
            let adjectives = self.adjectives(noun);
            if !adjectives.is_empty() {
                return adjectives;
            }
        }
        owners
    }

    /// The owner: `Iran's` visit, the party itself or what modifies it.
    pub(crate) fn owners(&self, noun: TokenId) -> Vec<EntityId> {
        let mut found = Vec::new();
        if let Some(owner) = tree::possessor(self.syntax, noun) {
            let owner = self.antecedent(noun, owner);
            for word in tree::conjuncts(self.syntax, owner) {
                let direct = self.direct(word);
                extend(
                    &mut found,
                    if direct.is_empty() {
                        self.adjectives(word)
                    } else {
                        direct
                    },
                );
            }
        }
        found
    }

    /// `Siniora, whose country has asked for help`: the noun that the relative clause modifies.
    fn antecedent(&self, noun: TokenId, owner: TokenId) -> TokenId {
        let is_relative = self.syntax.lemma(owner).eq_ignore_ascii_case("whose");
        let clause = tree::clause_head(self.syntax, noun);
        let row = self.syntax.token(clause);
        match row.head {
            Some(head) if is_relative && row.relation.universal() == Relation::Acl => head,
            _ => owner,
        }
    }

    /// Adjectives and compounds before the noun, hyphenated ones included, in text order.
    pub(crate) fn adjectives(&self, noun: TokenId) -> Vec<EntityId> {
        let mut words = Vec::new();
        let mut stack = vec![noun];
        while let Some(at) = stack.pop() {
            for &child in self.syntax.children(at) {
                let inside = matches!(
                    self.syntax.token(child).relation.universal(),
                    Relation::Amod
                        | Relation::Compound
                        | Relation::Conj
                        | Relation::Flat
                        | Relation::Dep
                ) || matches!(
                    self.syntax.token(child).relation,
                    Relation::NmodUnmarked | Relation::NmodDesc
                );
                // Conjuncts of the noun itself are other nouns.
                let is_sibling = at == noun && self.syntax.token(child).relation == Relation::Conj;
                if child < noun && inside && !is_sibling {
                    words.push(child);
                    stack.push(child);
                }
            }
        }
        // `the Oslo Accords` bear the name of a town, `the Anglo-Irish Treaty` binds its parties.
        let is_text = self.names_text(noun);
        words.retain(|&word| !is_text || self.syntax.token(word).upos == Upos::Adj);
        words.sort_unstable();
        let mut found = Vec::new();
        for word in words {
            extend(&mut found, self.direct(word));
        }
        found
    }

    /// The state of a place when the document speaks of it, else nothing.
    fn state_of_place(&self, token: TokenId) -> Option<EntityId> {
        let country = self
            .entity_of(token, EntityKind::Place)
            .and_then(|place| self.entities.entities[place].country)?;
        self.state(country)
    }

    /// The single entity of this kind that `token` names.
    pub(crate) fn entity_of(&self, token: TokenId, kind: EntityKind) -> Option<EntityId> {
        let mention = self.by_head[token.index()].or(self.by_name[token.index()])?;
        self.entities
            .of(mention)
            .iter()
            .copied()
            .find(|&entity| self.entity(entity) == Some(kind))
    }

    fn entity(&self, entity: EntityId) -> Option<EntityKind> {
        self.entities.entities.get(entity).map(|row| row.kind)
    }

    fn can_act(&self, entity: EntityId) -> bool {
        matches!(
            self.entity(entity),
            Some(
                EntityKind::Person
                    | EntityKind::State
                    | EntityKind::Organization
                    | EntityKind::Group
            )
        )
    }
}

/// Appends what is not there yet.
pub(crate) fn extend(found: &mut Vec<EntityId>, more: Vec<EntityId>) {
    for entity in more {
        if !found.contains(&entity) {
            found.push(entity);
        }
    }
}
