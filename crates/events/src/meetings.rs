//! The meetings of a story, and which of them a phrase speaks of.
//!
//! `after the talks`: the talks that its own words state, else the last meeting before it whose parties fit.

use chancery_model::tree;
use chancery_model::{EntityId, Event, EventType, Id, Mode, Relation, Status, Syntax, TokenId};

use crate::actors::extend;
use crate::acts::{Act, Reading};
use crate::outcomes::{Kind, is_cue};

/// How many earlier meetings are asked.
const LOOK_BACK: usize = 64;

struct Meeting {
    /// Its trigger words, in order; never empty.
    words: Vec<TokenId>,
    parties: Vec<EntityId>,
    /// Index of the act or event.
    origin: usize,
    is_visit: bool,
}

/// Meetings that took place between at least two parties, by first word.
pub(crate) struct Meetings<'r, 'a> {
    reading: &'r Reading<'a>,
    rows: Vec<Meeting>,
}

impl<'r, 'a> Meetings<'r, 'a> {
    pub(crate) fn of_acts(reading: &'r Reading<'a>, acts: &[Act<'a>]) -> Self {
        let acts = acts.iter().enumerate();
        let acts = acts.filter(|(_, act)| is_meeting(act.event_type, act.status));
        let rows = acts.map(|(origin, act)| Meeting {
            words: act.words.clone(),
            parties: both(&act.source, &act.target),
            origin,
            is_visit: act.mode == Some(Mode::Visit),
        });
        Self::new(reading, rows)
    }

    pub(crate) fn of_events(reading: &'r Reading<'a>, events: &[Event]) -> Self {
        let events = events.iter().enumerate();
        let events = events.filter(|(_, event)| is_meeting(event.event_type, event.status));
        let rows = events.map(|(origin, event)| Meeting {
            words: event
                .trigger
                .iter()
                .flat_map(|&span| reading.syntax.words_in(span))
                .map(TokenId::from_index)
                .collect(),
            parties: both(&event.source, &event.target),
            origin,
            is_visit: event.mode == Some(Mode::Visit),
        });
        Self::new(reading, rows)
    }

    fn new(reading: &'r Reading<'a>, rows: impl Iterator<Item = Meeting>) -> Self {
        let mut rows: Vec<Meeting> = rows
            .filter(|row| row.parties.len() > 1 && !row.words.is_empty())
            .collect();
        rows.sort_by_key(|row| (row.words[0], row.origin));
        Self { reading, rows }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn syntax(&self) -> &'a Syntax {
        self.reading.syntax
    }

    /// Index of the act or event behind a row.
    pub(crate) fn origin(&self, row: usize) -> usize {
        self.rows[row].origin
    }

    /// True for `talks`, and for `days` of `two days of talks`.
    pub(crate) fn is_noun(&self, noun: TokenId) -> bool {
        self.nouns(noun)
            .into_iter()
            .any(|word| self.is_meeting_noun(word))
    }

    /// True for `talks`, not for `news conference`.
    fn is_meeting_noun(&self, noun: TokenId) -> bool {
        let syntax = self.syntax();
        let class = self.reading.frames.class("negotiation");
        class.contains(syntax.lemma(noun))
            && !syntax.children(noun).iter().any(|&child| {
                syntax.token(child).relation.universal() == Relation::Compound
                    && is_cue(Kind::Other, &syntax.lemma(child).to_lowercase())
            })
    }

    /// A noun and the nouns of its `of` phrases.
    pub(crate) fn nouns(&self, noun: TokenId) -> Vec<TokenId> {
        let mut found = vec![noun];
        found.extend(tree::obliques(self.syntax(), noun, "of"));
        found
    }

    /// The meeting that a noun names: its own, else the last one before it.
    pub(crate) fn named(&self, noun: TokenId, parties: &[EntityId]) -> Option<usize> {
        let own = self.nouns(noun).into_iter();
        let own = own.filter_map(|word| self.stated_by(word, parties)).next();
        own.or_else(|| self.antecedent(noun, parties))
    }

    /// The last meeting before a noun of its kind: a visit for `the trip`, another meeting for `the talks`.
    fn antecedent(&self, noun: TokenId, parties: &[EntityId]) -> Option<usize> {
        let is_visit = is_cue(Kind::Visit, self.syntax().lemma(noun));
        let row = self.latest(noun, parties)?;
        (self.is_noun(noun) && self.rows[row].is_visit == is_visit).then_some(row)
    }

    /// The meeting that has `word` among its trigger words.
    pub(crate) fn stated_by(&self, word: TokenId, parties: &[EntityId]) -> Option<usize> {
        self.before(word.index() + 1)
            .find(|&row| self.rows[row].words.contains(&word) && self.fits(row, parties))
    }

    /// The last meeting that is told before `word`.
    pub(crate) fn latest(&self, word: TokenId, parties: &[EntityId]) -> Option<usize> {
        self.before(word.index())
            .find(|&row| self.fits(row, parties) && !self.rows[row].words.contains(&word))
    }

    /// The last meeting that is told before `word`, at most `sentences` before it.
    pub(crate) fn near(
        &self,
        word: TokenId,
        parties: &[EntityId],
        sentences: usize,
    ) -> Option<usize> {
        let sentence = |token: TokenId| self.syntax().token(token).sentence.index();
        self.latest(word, parties)
            .filter(|&row| sentence(word) <= sentence(self.rows[row].words[0]) + sentences)
    }

    /// Rows whose first word stands before `index`, last first.
    fn before(&self, index: usize) -> impl Iterator<Item = usize> {
        let end = self
            .rows
            .partition_point(|row| row.words[0].index() < index);
        (0..end).rev().take(LOOK_BACK)
    }

    /// True when all parties were at the meeting, or are of a state that was. A visit takes two: who offers something on a
    /// visit has not agreed with the hosts.
    fn fits(&self, row: usize, parties: &[EntityId]) -> bool {
        let row = &self.rows[row];
        (!row.is_visit || parties.len() != 1)
            && parties
                .iter()
                .all(|&party| self.reading.actors.is_on_side(party, &row.parties))
    }
}

fn is_meeting(event_type: EventType, status: Status) -> bool {
    event_type == EventType::Consult && status == Status::Actual
}

fn both(source: &[EntityId], target: &[EntityId]) -> Vec<EntityId> {
    let mut found = source.to_vec();
    extend(&mut found, target.to_vec());
    found
}
