//! Acts that take acts: one event for `refused to lift sanctions`, not three.
//!
//! Each operator looks for acts in its inner slots and the algebra says what comes out. The outer act's parties stand
//! where its own frame says; what it lacks comes from the inner act: who was `urged to withdraw` is who would withdraw.

mod structure;

use chancery_model::tree::modality;
use chancery_model::{EntityId, EventType, Id, Quad, Status, TokenId};

use crate::actors::extend;
use crate::acts::{Act, Reading};
use crate::arguments;
use crate::frames::{Effect, Operator, Outcome, Part, Slot};
use crate::matching::Candidate;
use crate::status;
use structure::{claimed, drop_parts, inner_words};

#[derive(Clone, Copy, PartialEq)]
enum State {
    Fresh,
    Open,
    Done,
}

struct Composer<'r, 'a> {
    reading: &'r Reading<'a>,
    candidates: &'r [Candidate<'a>],
    /// Acts inside each candidate, in text order.
    inner: Vec<Vec<usize>>,
    is_governed: Vec<bool>,
    state: Vec<State>,
}

/// All acts of the story, compositions resolved.
pub(crate) fn compose<'a>(reading: &Reading<'a>, candidates: &[Candidate<'a>]) -> Vec<Act<'a>> {
    let mut at_token: Vec<Option<usize>> = vec![None; reading.syntax.tokens().len()];
    for (index, candidate) in candidates.iter().enumerate() {
        at_token[candidate.site.token.index()] = Some(index);
    }
    let inside: Vec<Vec<TokenId>> = candidates
        .iter()
        .map(|candidate| inner_words(reading, candidate))
        .collect();
    let is_claimed = claimed(reading.syntax, candidates, &at_token, &inside);
    let mut inner = vec![Vec::new(); candidates.len()];
    let mut is_governed = vec![false; candidates.len()];
    for (index, candidate) in candidates.iter().enumerate() {
        if candidate.frame.operator.is_none() || is_claimed[index] {
            continue;
        }
        for word in &inside[index] {
            if let Some(found) =
                at_token[word.index()].filter(|&found| found != index && !is_claimed[found])
            {
                inner[index].push(found);
                is_governed[found] = true;
            }
        }
        inner[index].sort_unstable();
        inner[index].dedup();
    }
    let mut composer = Composer {
        reading,
        candidates,
        inner,
        is_governed,
        state: vec![State::Fresh; candidates.len()],
    };
    let mut acts = Vec::new();
    // Outermost acts first; what a cycle left over comes after.
    let free = (0..candidates.len()).filter(|&index| !is_claimed[index]);
    let (governed, outermost): (Vec<_>, Vec<_>) =
        free.partition(|&index| composer.is_governed[index]);
    for index in outermost.into_iter().chain(governed) {
        acts.extend(composer.resolve(index));
    }
    drop_parts(reading.syntax, &mut acts);
    acts
}

impl<'a> Composer<'_, 'a> {
    fn resolve(&mut self, index: usize) -> Vec<Act<'a>> {
        if self.state[index] != State::Fresh {
            return Vec::new();
        }
        self.state[index] = State::Open;
        let candidates = self.candidates;
        let candidate = &candidates[index];
        let mut acts = Vec::new();
        for inner in self.inner[index].clone() {
            acts.extend(self.resolve(inner));
        }
        self.state[index] = State::Done;
        let own = Act::own(self.reading, candidate, self.is_governed[index]);
        match candidate.frame.operator {
            Some(operator) if !acts.is_empty() => {
                let acts = self.apply(operator, candidate, index, own, acts);
                acts.into_iter()
                    .map(|act| self.refusal(candidate, act))
                    .collect()
            }
            _ => {
                acts.extend(own.map(|mut act| {
                    act.look_further(self.reading, candidate);
                    self.refusal(candidate, act)
                }));
                acts
            }
        }
    }

    /// `will not help` refuses: a REJECT, not an AID that did not happen.
    fn refusal(&self, candidate: &Candidate<'a>, mut act: Act<'a>) -> Act<'a> {
        let is_cooperative = matches!(
            act.event_type.quad(),
            Quad::VerbalCooperation | Quad::MaterialCooperation
        );
        if act.status != Status::Negated
            || !is_cooperative
            || !status::is_willed(self.reading, candidate)
        {
            return act;
        }
        act.turn_by(self.reading, Operator::Refuse);
        act
    }

    /// What the operator of `candidate` makes of the acts inside it.
    fn apply(
        &self,
        operator: Operator,
        candidate: &Candidate<'a>,
        index: usize,
        own: Option<Act<'a>>,
        inner: Vec<Act<'a>>,
    ) -> Vec<Act<'a>> {
        let outer_status = status::of(self.reading, candidate, self.is_governed[index]);
        let mut found: Vec<Act<'a>> = Vec::new();
        let mut has_outer = false;
        for act in inner {
            // `claimed that they had attacked`: who tells of an act of their own accuses nobody.
            let is_own_claim = operator == Operator::Accuse
                && own.as_ref().is_some_and(|own| {
                    !act.source.is_empty()
                        && act
                            .source
                            .iter()
                            .all(|&party| self.reading.actors.is_on_side(party, &own.source))
                });
            if is_own_claim {
                found.push(act);
                continue;
            }
            let Some(outcome) = self.outcome(operator, &act) else {
                found.push(act);
                continue;
            };
            match outcome.effect {
                Effect::Nothing => {}
                Effect::Inner => found.push(self.within(candidate, act, outcome, outer_status)),
                Effect::Becomes {
                    event_type,
                    mode,
                    cameo,
                } => {
                    // The first inner act decides; the others are its company.
                    if !has_outer {
                        let base = own
                            .clone()
                            .unwrap_or_else(|| self.bare(candidate, &act, outer_status));
                        let mut outer = self.around(operator, base, &act);
                        (outer.event_type, outer.mode, outer.cameo) = (event_type, mode, cameo);
                        if !outer.is_mutual {
                            outer.settle_parties();
                        }
                        if outer.target.is_empty() && operator != Operator::Discuss {
                            outer.look_further(self.reading, candidate);
                            let Act { source, target, .. } = &mut outer;
                            target.retain(|&party| !self.reading.actors.is_part(party, source));
                        }
                        found.push(outer);
                        has_outer = true;
                    }
                    if outcome.keeps_inner && !act.source.is_empty() {
                        found.push(act);
                    }
                }
            }
        }
        found
    }

    /// The table's row; an act that is not to happen counts as its opposite (`agreed not to attack`).
    fn outcome(&self, operator: Operator, act: &Act<'_>) -> Option<Outcome> {
        let algebra = self.reading.frames.algebra();
        if act.status == Status::Negated {
            let opposite = match act.event_type.quad() {
                Quad::VerbalCooperation | Quad::MaterialCooperation => EventType::Reject,
                Quad::VerbalConflict | Quad::MaterialConflict => EventType::Concede,
            };
            return algebra.outcome(operator, opposite, None);
        }
        algebra.outcome(operator, act.event_type, act.mode)
    }

    /// The inner act under an operator that leaves it standing: `held talks`, `plans to visit`.
    fn within(
        &self,
        candidate: &Candidate<'a>,
        mut act: Act<'a>,
        outcome: Outcome,
        outer: Status,
    ) -> Act<'a> {
        if candidate.frame.operator == Some(Operator::Receive) {
            // `won backing for its plan`: whoever receives is who it is done to.
            let receiver = arguments::parties(self.reading, &candidate.site, &[Slot::Subject]);
            if !receiver.is_empty() {
                act.target = receiver;
            }
        }
        if act.source.is_empty() {
            act.source = arguments::parties(self.reading, &candidate.site, &candidate.frame.source);
            let target = std::mem::take(&mut act.target);
            act.target = target
                .into_iter()
                .filter(|entity| !act.source.contains(entity))
                .collect();
        }
        if act.source.is_empty() && act.is_mutual {
            // `was given an audience with the pope`: the passive subject is one of the equals.
            act.source = arguments::parties(self.reading, &candidate.site, &[Slot::Object]);
        }
        if act.part == Part::Noun {
            // `imposed sanctions on Iran`: the phrase may hang from the verb.
            let slots: Vec<Slot> = act
                .frame
                .noun_target
                .iter()
                .filter(|slot| matches!(slot, Slot::Preposition(_)))
                .cloned()
                .collect();
            if act.target.is_empty() {
                act.target = arguments::parties(self.reading, &candidate.site, &slots);
            }
        }
        act.settle_parties();
        // `announced that it had sent grain`: what is told as done is no plan.
        let is_done = candidate.frame.operator == Some(Operator::Announce)
            && act.part == Part::Verb
            && act.status == Status::Actual
            && modality(self.reading.syntax, act.head).past;
        let given = outcome.status.filter(|_| !is_done);
        act.status = status::under(given, outer, act.status);
        act.rule = format!("{}+{}", candidate.frame.id, act.rule);
        act.words.extend(&candidate.words);
        act.words.sort_unstable();
        act.words.dedup();
        act
    }

    /// An outer act that has no type of its own until the algebra gives it one.
    fn bare(&self, candidate: &Candidate<'a>, inner: &Act<'a>, status: Status) -> Act<'a> {
        let (source, target) = match candidate.site.part {
            Part::Noun => (&candidate.frame.noun_source, &candidate.frame.noun_target),
            Part::Verb | Part::Adjective => (&candidate.frame.source, &[][..].to_vec()),
        };
        Act {
            frame: candidate.frame,
            part: candidate.site.part,
            head: candidate.site.token,
            event_type: inner.event_type,
            mode: None,
            cameo: None,
            source: arguments::parties(self.reading, &candidate.site, source),
            target: arguments::parties(self.reading, &candidate.site, target),
            status,
            words: candidate.words.clone(),
            rule: candidate.frame.id.to_string(),
            content: None,
            is_mutual: candidate.frame.reciprocal,
        }
    }

    /// The outer act with its inner act as content, parties filled from it.
    fn around(&self, operator: Operator, mut outer: Act<'a>, inner: &Act<'a>) -> Act<'a> {
        let others = |parties: &[EntityId], outer: &Act<'_>| -> Vec<EntityId> {
            parties
                .iter()
                .copied()
                .filter(|entity| !outer.source.contains(entity))
                // `the US officials put off their trip`: they are the US.
                .filter(|&entity| !self.reading.actors.is_part(entity, &outer.source))
                .collect()
        };
        if operator == Operator::Discuss {
            // `talks on sanctions against Iran`: whom a topic concerns is not at the table.
        } else if operator.turns_to_inner_source() {
            if outer.target.is_empty() {
                outer.target = others(&inner.source, &outer);
            }
            if outer.target.is_empty() {
                outer.target = others(&inner.target, &outer);
            }
        } else {
            if outer.source.is_empty() {
                outer.source.clone_from(&inner.source);
            }
            if outer.target.is_empty() {
                let mut parties = others(&inner.target, &outer);
                if inner.is_mutual || parties.is_empty() {
                    extend(&mut parties, others(&inner.source, &outer));
                }
                outer.target = parties;
            }
        }
        // `Peru and Chile put off their meeting`: what equals do with their act, they do to each other.
        outer.is_mutual |= inner.is_mutual
            && outer.target.is_empty()
            && inner.source.len() > 1
            && inner
                .source
                .iter()
                .all(|party| outer.source.contains(party));
        // `is willing to withdraw if …`: readiness on a condition is no promise given.
        if outer.part == Part::Adjective && inner.status == Status::Conditional {
            outer.status = Status::Conditional;
        }
        outer.rule = format!("{}+{}", outer.rule, inner.rule);
        outer.content = Some(inner.head);
        outer.words.push(inner.head);
        outer.words.sort_unstable();
        outer.words.dedup();
        outer
    }
}
