//! An act while it is being read: what is known of it before time, place and quote are added.

use chancery_model::{
    CameoCode, Document, Entities, EntityId, Event, EventType, Mode, Quad, Relation, RuleId,
    Setting, Status, Syntax, TokenId,
};

use crate::actors::Actors;
use crate::arguments;
use crate::frames::{Effect, Frame, Frames, Needs, Operator, Part, Slot};
use crate::matching::Candidate;
use crate::status;

/// The layers that every step asks, and the parties indexed by word.
pub(crate) struct Reading<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) syntax: &'a Syntax,
    pub(crate) entities: &'a Entities,
    pub(crate) frames: &'a Frames,
    pub(crate) actors: Actors<'a>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(
        doc: &'a Document,
        syntax: &'a Syntax,
        entities: &'a Entities,
        frames: &'a Frames,
    ) -> Self {
        Self {
            doc,
            syntax,
            entities,
            frames,
            actors: Actors::new(
                syntax,
                entities,
                frames.class("state-noun"),
                frames.class("treaty"),
            ),
        }
    }
}

/// One mention of an act.
#[derive(Debug, Clone)]
pub(crate) struct Act<'a> {
    pub(crate) frame: &'a Frame,
    pub(crate) part: Part,
    /// Trigger of the innermost frame that states the act.
    pub(crate) head: TokenId,
    pub(crate) event_type: EventType,
    pub(crate) mode: Option<Mode>,
    pub(crate) cameo: Option<CameoCode>,
    pub(crate) source: Vec<EntityId>,
    pub(crate) target: Vec<EntityId>,
    pub(crate) status: Status,
    /// Trigger words, in order; never empty.
    pub(crate) words: Vec<TokenId>,
    /// Ids of the frames from the outermost to the innermost, `consult/talks` or `request/urge+consult/talks`.
    pub(crate) rule: String,
    /// Trigger of the inner act of a composition.
    pub(crate) content: Option<TokenId>,
    /// The parties are equals.
    pub(crate) is_mutual: bool,
}

impl<'a> Act<'a> {
    /// Makes the act what the operator makes of it, where the outer act counts: help that is refused is a refusal.
    pub(crate) fn turn_by(&mut self, reading: &Reading<'_>, operator: Operator) {
        let outcome = reading
            .frames
            .algebra()
            .outcome(operator, self.event_type, self.mode);
        if let Some(Effect::Becomes {
            event_type,
            mode,
            cameo,
        }) = outcome.map(|outcome| outcome.effect)
        {
            (self.event_type, self.mode, self.cameo, self.status) =
                (event_type, mode, cameo, Status::Actual);
        }
    }

    /// The act that a frame with a type states by itself.
    pub(crate) fn own(
        reading: &Reading<'a>,
        candidate: &Candidate<'a>,
        is_governed: bool,
    ) -> Option<Self> {
        let frame = candidate.frame;
        // `unless Iran accepts`: what a condition supposes is no event.
        if status::is_supposed(reading, candidate.site.token) {
            return None;
        }
        if frame.operator == Some(Operator::Request) && arguments::asks(reading, &candidate.site) {
            return None;
        }
        let (source_slots, target_slots) = match candidate.site.part {
            Part::Verb | Part::Adjective => (&frame.source, &frame.target),
            Part::Noun => (&frame.noun_source, &frame.noun_target),
        };
        let target = arguments::parties(reading, &candidate.site, target_slots);
        let mut source = arguments::parties(reading, &candidate.site, source_slots);
        // Who speaks `at a meeting` need not be its party; who speaks `at a meeting with Oman` is.
        if target.is_empty() && source_slots.last() == Some(&Slot::Clause) {
            let told = &source_slots[..source_slots.len() - 1];
            source = arguments::parties(reading, &candidate.site, told);
        }
        let head = candidate.site.token;
        let mut act = Self {
            frame,
            part: candidate.site.part,
            head,
            event_type: frame.event_type?,
            mode: frame.mode,
            cameo: frame.cameo,
            source,
            target,
            status: status::of(reading, candidate, is_governed),
            words: candidate.words.clone(),
            rule: frame.id.to_string(),
            content: None,
            is_mutual: frame.reciprocal,
        };
        if status::is_ultimatum(reading, candidate) {
            act.turn_by(reading, Operator::Threaten);
        }
        Some(act)
    }

    /// Looks for whom the act is done to beyond the frame's own slots, where these name nobody known and no act inside tells.
    pub(crate) fn look_further(&mut self, reading: &Reading<'a>, candidate: &Candidate<'a>) {
        let frame = candidate.frame;
        let slots = match self.part {
            Part::Verb | Part::Adjective => &frame.target,
            Part::Noun => &frame.noun_target,
        };
        if frame.operator.is_some() && self.target.is_empty() {
            self.target = arguments::parties_of_content(reading, candidate, &self.source);
        }
        let is_verbal = matches!(
            self.event_type.quad(),
            Quad::VerbalCooperation | Quad::VerbalConflict
        );
        if is_verbal && self.target.is_empty() && !self.source.is_empty() {
            self.target = arguments::parties_of_objects(reading, &candidate.site, &self.source);
        }
        let waits = matches!(self.event_type, EventType::Threaten | EventType::Agree);
        if waits && self.target.is_empty() {
            self.target = arguments::parties_of_condition(reading, candidate, &self.source);
        }
        self.name_target(reading, candidate, slots);
        let had_target = !self.target.is_empty();
        self.settle_parties();
        if had_target && self.target.is_empty() {
            self.target = arguments::places(reading, &candidate.site, slots);
        }
    }

    /// Looks further for whom a verb's act is done to when nobody known stands in the frame's slots.
    fn name_target(&mut self, reading: &Reading<'a>, candidate: &Candidate<'a>, slots: &[Slot]) {
        let is_named = self
            .target
            .iter()
            .any(|&party| reading.actors.is_known(party));
        if is_named || self.part == Part::Noun || slots.is_empty() || self.source.is_empty() {
            return;
        }
        let mut found = arguments::parties_below(reading, &candidate.site, slots, &self.source);
        if found.is_empty() {
            found = arguments::parties_of_phrases(reading, &candidate.site, &self.source);
        }
        // A deed may be done to a town; nobody promises anything to one.
        let is_deed = self.is_deed();
        found.retain(|&party| reading.actors.may_be_target(party, is_deed));
        if !found.is_empty() {
            self.target = found;
        }
    }

    /// True for what changes facts: force, aid, withdrawal, and the lifting of rules.
    fn is_deed(&self) -> bool {
        matches!(
            self.event_type.quad(),
            Quad::MaterialConflict | Quad::MaterialCooperation
        ) || self.event_type == EventType::Concede
    }

    /// The trigger words without those of the act inside.
    pub(crate) fn own_words(&self) -> impl Iterator<Item = TokenId> + '_ {
        self.words
            .iter()
            .copied()
            .filter(|&word| Some(word) != self.content || self.words.len() == 1)
    }

    /// Nobody does anything to themselves.
    pub(crate) fn settle_parties(&mut self) {
        let source = &self.source;
        self.target.retain(|entity| !source.contains(entity));
    }

    /// Equals that the sentence names as one side (`Peru and Chile met`) stand on both.
    pub(crate) fn settle_equals(&mut self) {
        if !self.is_mutual {
            return;
        }
        if self.source.is_empty() {
            std::mem::swap(&mut self.source, &mut self.target);
        }
        if self.target.is_empty() && self.source.len() > 1 {
            self.target.clone_from(&self.source);
        }
    }

    /// True when the parties that the frame asks for are there. Background needs more: an act in passing (`after the raid
    /// on the camp`) both parties, a participle after a noun (`a man accused of spying`) its doer.
    /// At least one party must be `is_known`: `the boy was expelled` names nobody. A deed of
    /// unnamed groups counts where its place is known.
    pub(crate) fn has_needed_parties(
        &self,
        syntax: &Syntax,
        is_known: impl Fn(EntityId) -> bool,
        place: Option<EntityId>,
    ) -> bool {
        let (source, target) = (!self.source.is_empty(), !self.target.is_empty());
        let in_passing = match (self.part, syntax.token(self.words[0]).relation.universal()) {
            (Part::Noun, Relation::Nmod | Relation::Obl) => {
                !(self.is_between_equals() || source && target)
            }
            (Part::Verb, Relation::Acl) => !source,
            _ => false,
        };
        let is_known = |party| is_known(party) || (place.is_some() && self.is_deed());
        // What nobody did is no event: `the strikes did not hurt the rebels`.
        let is_idle = self.status == Status::Negated && !source;
        if in_passing
            || is_idle
            || !self
                .source
                .iter()
                .chain(&self.target)
                .any(|&party| is_known(party))
        {
            return false;
        }
        match self.frame.needs {
            Needs::Any => source || target,
            Needs::Source => source,
            Needs::Target => target,
            Needs::Both => (source && target) || self.is_between_equals(),
        }
    }

    pub(crate) fn is_between_equals(&self) -> bool {
        self.is_mutual && self.source.len() + self.target.len() > 1
    }

    /// The event with what is known so far; nothing when no trigger word is left.
    pub(crate) fn to_event(&self, syntax: &Syntax) -> Option<Event> {
        let mut trigger: Vec<chancery_model::Span> = Vec::new();
        for &word in &self.words {
            let span = syntax.token(word).span;
            match trigger.last_mut() {
                // Neighbours join when only a blank stands between them.
                Some(last) if last.end() + 1 >= span.start() => *last = last.cover(span),
                _ => trigger.push(span),
            }
        }
        let sentence = syntax.token(*self.words.first()?).sentence;
        Some(Event {
            event_type: self.event_type,
            mode: self.mode.filter(|mode| mode.belongs_to(self.event_type)),
            cameo: self.cameo,
            contexts: self.frame.contexts.clone(),
            source: self.source.clone(),
            target: self.target.clone(),
            reciprocal: self.is_between_equals(),
            status: self.status,
            setting: Setting::News,
            trigger,
            sentence,
            time: None,
            place: None,
            said_in: None,
            same_as: Vec::new(),
            outcome_of: None,
            confidence: 0.0,
            rule: RuleId::new(&self.rule),
        })
    }
}
