//! What the sieves look at: mentions in order with their links so far, sentence by sentence, and who speaks where.

use chancery_gazetteer::{Detail, Gazetteer, Gender, SenseKind};
use chancery_model::{
    CountryCode, Document, Entities, Entity, EntityId, EntityKind, Id, Link, LinkBasis,
    MentionForm, MentionId, Quote, QuoteId, QuoteKind, Relation, Syntax, Table, TokenId, tree,
};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lists::PronounGender;
use crate::nominals::Nominal;
use crate::pronouns;
use crate::reader::Reader;

/// A look back passes at most so many mentions.
const MAX_MENTIONS: usize = 120;

pub(super) struct Scene<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) entities: Entities,
    quotes: &'a Table<QuoteId, Quote>,
    /// The innermost quote at each word.
    quote_at: Vec<Option<QuoteId>>,
    /// Noun phrases, one slot a mention.
    nominals: Vec<Option<Nominal>>,
    /// One slot an entity.
    genders: Vec<Option<Gender>>,
    states: FxHashMap<CountryCode, EntityId>,
    speakers: FxHashSet<MentionId>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        doc: &'a Document,
        syntax: &'a Syntax,
        gazetteer: &'a Gazetteer,
        entities: Entities,
        quotes: &'a Table<QuoteId, Quote>,
    ) -> Self {
        let reader = Reader::new(doc, syntax, gazetteer);
        let mut quote_at = vec![None; syntax.tokens().len()];
        let mut by_size: Vec<_> = quotes
            .enumerate()
            .flat_map(|(id, quote)| quote.content.iter().map(move |span| (span, id)))
            .collect();
        by_size.sort_by_key(|(span, id)| (std::cmp::Reverse(span.len()), *id));
        for (span, id) in by_size {
            quote_at[syntax.words_in(*span)].fill(Some(id));
        }
        let nominals = entities
            .mentions
            .iter()
            .map(|mention| {
                let is_phrase =
                    mention.form != MentionForm::Pronoun && mention.form != MentionForm::Demonym;
                let covers_head = mention.head.contains(syntax.token(mention.head_token).span);
                (is_phrase && covers_head)
                    .then(|| Nominal::read(&reader, mention.head_token.index()))
                    .flatten()
            })
            .collect();
        let mut states = FxHashMap::default();
        for (id, entity) in entities
            .entities
            .enumerate()
            .filter(|(_, entity)| entity.kind == EntityKind::State)
        {
            if let Some(country) = entity.country {
                states.entry(country).or_insert(id);
            }
        }
        let speakers = quotes
            .iter()
            .filter_map(|quote| quote.speaker.as_ref()?.mention)
            .collect();
        let mut scene = Self {
            reader,
            entities,
            quotes,
            quote_at,
            nominals,
            genders: Vec::new(),
            states,
            speakers,
        };
        scene.genders = scene.read_genders();
        scene
    }

    /// Genders that names, titles and nouns tell; none for entities of which they tell both.
    fn read_genders(&self) -> Vec<Option<Gender>> {
        let reader = &self.reader;
        let mut found: Vec<Option<Gender>> = self
            .entities
            .entities
            .iter()
            .map(|entity| {
                if entity.kind != EntityKind::Person {
                    return None;
                }
                let known = reader.gazetteer.named(&entity.name, &[SenseKind::Person]);
                let by_entry = known.and_then(|entry| match reader.entry(entry).detail {
                    Detail::Person { gender, .. } => gender,
                    _ => None,
                });
                by_entry.or_else(|| {
                    reader
                        .gazetteer
                        .first_name(entity.name.split([' ', '-']).next()?)
                })
            })
            .collect();
        for (id, mention) in self.entities.mentions.enumerate() {
            let Some(entity) = self.entities.single(id) else {
                continue;
            };
            let slot = &mut found[entity.index()];
            if slot.is_some()
                || !matches!(
                    self.entities.entities[entity].kind,
                    EntityKind::Person | EntityKind::Group
                )
            {
                continue;
            }
            let words = reader.syntax.words_in(mention.span);
            let by_title = (words.start.saturating_sub(1)..words.end).find_map(|at| {
                reader
                    .longest_ending(at, &[SenseKind::Title])
                    .and_then(|(_, sense)| match reader.entry(sense.entry).detail {
                        Detail::Title { gender, .. } => gender,
                        _ => None,
                    })
            });
            *slot = by_title;
        }
        found
    }

    pub(super) fn syntax(&self) -> &'a Syntax {
        self.reader.syntax
    }

    /// The head word of a mention.
    pub(super) fn word_of(&self, mention: MentionId) -> usize {
        self.token_of(mention).index()
    }

    pub(super) fn token_of(&self, mention: MentionId) -> TokenId {
        self.entities.mentions[mention].head_token
    }

    pub(super) fn sentence_of(&self, mention: MentionId) -> usize {
        self.syntax().token(self.token_of(mention)).sentence.index()
    }

    pub(super) fn nominal(&self, mention: MentionId) -> Option<&Nominal> {
        self.nominals[mention.index()].as_ref()
    }

    pub(super) fn entity(&self, entity: EntityId) -> &Entity {
        &self.entities.entities[entity]
    }

    pub(super) fn gender(&self, entity: EntityId) -> Option<Gender> {
        self.genders.get(entity.index()).copied().flatten()
    }

    /// Sets the link of a mention. `he` tells the gender of one of whom nothing did.
    pub(super) fn link(&mut self, mention: MentionId, link: Link) {
        if let ([entity], MentionForm::Pronoun) = (
            link.entities.as_slice(),
            self.entities.mentions[mention].form,
        ) && let Some(PronounGender::Human(gender)) =
            pronouns::form(&self.reader, self.word_of(mention)).map(|form| form.gender)
            && let Some(slot) = self.genders.get_mut(entity.index())
        {
            slot.get_or_insert(gender);
        }
        self.entities.links[mention] = Some(link);
    }

    /// Adds an entity at the end.
    pub(super) fn add(&mut self, entity: Entity) -> EntityId {
        self.genders.push(None);
        self.entities.entities.push(entity)
    }

    /// Mentions before `mention` that have a link, nearest first, over so many sentences; those around it are left out.
    pub(super) fn before(
        &self,
        mention: MentionId,
        sentences: usize,
    ) -> impl Iterator<Item = MentionId> + '_ {
        let here = self.sentence_of(mention);
        let span = self.entities.mentions[mention].span;
        let first = mention.index().saturating_sub(MAX_MENTIONS);
        (first..mention.index())
            .rev()
            .map(MentionId::from_index)
            .take_while(move |&other| self.sentence_of(other) + sentences >= here)
            .filter(move |&other| {
                !self.entities.mentions[other].span.contains(span)
                    && !self.entities.of(other).is_empty()
            })
    }

    /// Linked mentions of the same sentence behind `mention`, in order.
    pub(super) fn behind(&self, mention: MentionId) -> impl Iterator<Item = MentionId> + '_ {
        let here = self.sentence_of(mention);
        let last = (mention.index() + 1 + MAX_MENTIONS).min(self.entities.mentions.len());
        (mention.index() + 1..last)
            .map(MentionId::from_index)
            .take_while(move |&other| self.sentence_of(other) == here)
            .filter(move |&other| !self.entities.of(other).is_empty())
    }

    /// True when the mention is the subject of its clause.
    pub(super) fn is_subject(&self, mention: MentionId) -> bool {
        let first = tree::first_conjunct(self.syntax(), self.token_of(mention));
        self.syntax().token(first).relation.is_subject()
    }

    /// True when the mention is the subject of the main clause of its sentence, or of what is said in it.
    pub(super) fn is_main_subject(&self, mention: MentionId) -> bool {
        let first = self
            .syntax()
            .token(tree::first_conjunct(self.syntax(), self.token_of(mention)));
        let verb = first
            .head
            .filter(|_| first.relation.is_subject())
            .map(|verb| self.syntax().token(verb));
        verb.is_some_and(|verb| match verb.head {
            None => true,
            Some(above) => {
                verb.relation.universal() == Relation::Ccomp
                    && self.syntax().token(above).head.is_none()
            }
        })
    }

    /// True when the mention owns or modifies a noun.
    pub(super) fn is_modifier(&self, mention: MentionId) -> bool {
        let relation = self.syntax().token(self.token_of(mention)).relation;
        matches!(
            relation,
            Relation::NmodPoss | Relation::Amod | Relation::Compound | Relation::NmodDesc
        )
    }

    /// True when the mention owns the subject of its clause.
    pub(super) fn owns_subject(&self, mention: MentionId) -> bool {
        let token = self.syntax().token(self.token_of(mention));
        token.relation == Relation::NmodPoss
            && token
                .head
                .is_some_and(|owned| self.syntax().token(owned).relation.is_subject())
    }

    /// True when `other` acts on or beside the pronoun in one clause, which then stands for someone else: in `he met him` and in
    /// `Muster rose and thanked him`.
    pub(super) fn are_coarguments(&self, pronoun: MentionId, other: MentionId) -> bool {
        let head = |mention| {
            let first = tree::first_conjunct(self.syntax(), self.token_of(mention));
            let token = self.syntax().token(first);
            let is_argument = matches!(
                token.relation.universal(),
                Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl
            );
            token.head.filter(|_| is_argument)
        };
        let Some(verb) = head(pronoun) else {
            return false;
        };
        let acts = || {
            let token = self.token_of(other);
            !self.is_subject(pronoun)
                && tree::subjects(self.syntax(), verb)
                    .into_iter()
                    .any(|argument| match argument {
                        tree::Argument::Actor(noun) | tree::Argument::Undergoer(noun) => {
                            noun == token
                        }
                    })
        };
        head(other) == Some(verb) || acts()
    }

    /// True for `they`, `their`, `we`.
    pub(super) fn is_plural_pronoun(&self, mention: MentionId) -> bool {
        self.entities.mentions[mention].form == MentionForm::Pronoun
            && pronouns::form(&self.reader, self.word_of(mention))
                .is_some_and(|form| form.plural == Some(true))
    }

    /// The quote around a mention.
    pub(super) fn quote(&self, mention: MentionId) -> Option<&'a Quote> {
        self.quote_at[self.word_of(mention)].map(|quote| &self.quotes[quote])
    }

    /// The quote around a mention in whose words the speaker says `I`.
    pub(super) fn direct_quote(&self, mention: MentionId) -> Option<&'a Quote> {
        self.quote(mention).filter(|quote| {
            quote.kind == QuoteKind::Direct
                || quote.kind == QuoteKind::Mixed && self.is_between_marks(mention)
        })
    }

    /// True when an odd number of quotation marks stands between the start of the sentence's paragraph and the mention.
    fn is_between_marks(&self, mention: MentionId) -> bool {
        let at = self.word_of(mention);
        let sentence = self.reader.sentence(at);
        let is_mark = |at: &usize| matches!(self.reader.word(*at), "\"" | "“" | "”" | "``" | "''");
        (sentence.start..at).filter(is_mark).count() % 2 == 1
    }

    /// Entities that speak a quote.
    pub(super) fn speakers(&self, quote: &Quote) -> &[EntityId] {
        quote
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.mention)
            .map_or(&[], |mention| self.entities.of(mention))
    }

    /// True when the mention names the speaker of a quote.
    pub(super) fn is_speaker(&self, mention: MentionId) -> bool {
        self.speakers.contains(&mention)
    }

    /// The state entity with a code.
    pub(super) fn state(&self, country: CountryCode) -> Option<EntityId> {
        self.states.get(&country).copied()
    }
}

/// A link to some entities.
pub(super) fn link_to(
    mut entities: Vec<EntityId>,
    basis: LinkBasis,
    confidence: f32,
) -> Option<Link> {
    entities.sort_unstable();
    entities.dedup();
    (!entities.is_empty()).then_some(Link {
        entities,
        basis,
        confidence,
    })
}
