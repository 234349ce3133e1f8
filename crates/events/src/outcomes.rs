//! What came of a meeting: an agreement, none, or the next round.
//!
//! `Austria and Iran held talks in Vienna. After the talks they signed a treaty.`: the signing is an outcome of the talks, because
//! a phrase names the meeting and the parties fit. `The talks ended without agreement` is an AGREE that did not happen, between
//! the parties of the talks; `a second round is planned` a CONSULT to come.

mod cues;

use chancery_model::tree::{self, Argument};
use chancery_model::{
    CameoCode, EntityId, Event, EventId, EventType, Id, Mode, Relation, Status, Syntax, TokenId,
    Xpos,
};

use crate::acts::{Act, Reading};
use crate::frames::Part;
use crate::meetings::Meetings;
use crate::status;
pub(crate) use cues::{Kind, is_cue};

/// Sentences after a meeting in which `no agreement was reached` speaks of it.
const NEAR: usize = 2;

/// The frames under which outcomes without parties of their own are filed.
const AGREEMENT: &str = "agree/agreement";
const ROUND: &str = "consult/talks";

/// Adds the outcomes that name no parties: they have those of their meeting.
pub(crate) fn add<'a>(reading: &Reading<'a>, acts: &mut Vec<Act<'a>>) {
    let meetings = Meetings::of_acts(reading, acts);
    if meetings.is_empty() {
        return;
    }
    let mut taken = vec![false; reading.syntax.tokens().len()];
    for act in acts.iter().filter(|act| !act.source.is_empty()) {
        for &word in &act.words {
            taken[word.index()] = true;
        }
    }
    for token in reading.syntax.token_ids() {
        if taken[token.index()] {
            continue;
        }
        if let Some(act) = outcome_at(reading, &meetings, acts, token) {
            // A verb and its noun tell of one outcome.
            if act.words.iter().all(|&word| !taken[word.index()]) {
                act.words
                    .iter()
                    .for_each(|&word| taken[word.index()] = true);
                acts.push(act);
            }
        }
    }
}

/// The outcome that `token` states, with the parties of its meeting.
fn outcome_at<'a>(
    reading: &Reading<'a>,
    meetings: &Meetings<'_, 'a>,
    acts: &[Act<'a>],
    token: TokenId,
) -> Option<Act<'a>> {
    let lemma = reading.syntax.lemma(token);
    let (frame, status, words, meeting) =
        if is_cue(Kind::Breakdown, lemma) && is_broken(reading, token) {
            let noun = subject_meeting(meetings, token)?;
            let found = meetings.named(noun, &[])?;
            (AGREEMENT, Status::Negated, vec![token], found)
        } else if is_result(reading, lemma) || is_cue(Kind::Nothing, lemma) {
            let (status, meeting) = agreement(reading, meetings, token)?;
            (AGREEMENT, status, vec![token], meeting)
        } else if reading.syntax.token(token).relation.is_subject()
            && is_further(reading, token)
            && meetings.is_noun(token)
            && lies_ahead(reading, tree::clause_head(reading.syntax, token))
        {
            let mut words = meetings.nouns(token);
            words.sort_unstable();
            (ROUND, Status::Planned, words, meetings.latest(token, &[])?)
        } else {
            return None;
        };
    let frame = reading.frames.named(frame)?;
    let meeting = &acts[meetings.origin(meeting)];
    Some(Act {
        frame,
        part: Part::Noun,
        head: token,
        event_type: frame.event_type?,
        mode: None,
        cameo: frame.cameo,
        source: meeting.source.clone(),
        target: meeting.target.clone(),
        status,
        words,
        rule: format!("outcome+{}", frame.id),
        content: None,
        is_mutual: true,
    })
}

/// `broke down` and `stalled`, not `broke up`; what has not happened is no outcome.
fn is_broken(reading: &Reading<'_>, verb: TokenId) -> bool {
    let particle = tree::particle(reading.syntax, verb).map(|word| reading.syntax.lemma(word));
    let needs_down = reading.syntax.lemma(verb) == "break";
    matches!(
        reading.syntax.token(verb).xpos,
        Xpos::Vbd | Xpos::Vbn | Xpos::Vbz
    ) && particle == needs_down.then_some("down")
        && status::of_predicate(reading, verb, false) == Status::Actual
}

fn is_result(reading: &Reading<'_>, lemma: &str) -> bool {
    reading.frames.class("agreement").contains(lemma)
}

/// Whether the agreement that a noun names was reached, and at which meeting.
fn agreement(
    reading: &Reading<'_>,
    meetings: &Meetings<'_, '_>,
    noun: TokenId,
) -> Option<(Status, usize)> {
    let syntax = reading.syntax;
    let clause = tree::clause_head(syntax, noun);
    let of_subject = subject_meeting(meetings, clause).and_then(|word| meetings.named(word, &[]));
    let status = status::of_predicate(reading, clause, false);
    if is_denied(syntax, noun, status) && matches!(status, Status::Actual | Status::Negated) {
        let found = of_subject
            .or_else(|| circumstance(reading, meetings, &[noun, clause], &[noun], &[]))
            .or_else(|| {
                // `There was no breakthrough`, `No agreement was reached`: the talks of the sentence before.
                let is_bare = tree::child(syntax, clause, Relation::Expl).is_some()
                    || syntax.token(noun).relation == Relation::NsubjPass;
                is_bare.then(|| meetings.near(noun, &[], NEAR)).flatten()
            });
        return Some((Status::Negated, found?));
    }
    let is_yielded = is_cue(Kind::Result, syntax.lemma(clause))
        && is_result(reading, syntax.lemma(noun))
        && syntax.token(noun).head == Some(clause)
        && matches!(syntax.token(noun).relation, Relation::Obj | Relation::Obl);
    (is_yielded && status == Status::Actual).then_some((status, of_subject?))
}

/// `no agreement`, `without agreement`, `not … any agreement`.
fn is_denied(syntax: &Syntax, noun: TokenId, status: Status) -> bool {
    let has = |relation: Relation, lemma: &str| {
        syntax.children(noun).iter().any(|&child| {
            syntax.token(child).relation == relation
                && syntax.lemma(child).eq_ignore_ascii_case(lemma)
        })
    };
    has(Relation::Det, "no")
        || has(Relation::Case, "without")
        || (has(Relation::Det, "any") && status == Status::Negated)
}

/// The meeting noun that is the subject of a clause.
fn subject_meeting(meetings: &Meetings<'_, '_>, clause: TokenId) -> Option<TokenId> {
    tree::subjects(meetings.syntax(), clause)
        .into_iter()
        .map(|(Argument::Actor(noun) | Argument::Undergoer(noun))| noun)
        .find(|&noun| meetings.is_noun(noun))
}

/// `next`, `second`, `further` before a noun.
pub(crate) fn is_further(reading: &Reading<'_>, noun: TokenId) -> bool {
    reading.syntax.children(noun).iter().any(|&child| {
        child < noun && is_cue(Kind::Round, &reading.syntax.lemma(child).to_lowercase())
    })
}

/// `will take place`, `is planned`.
fn lies_ahead(reading: &Reading<'_>, clause: TokenId) -> bool {
    match status::of_predicate(reading, clause, false) {
        Status::Planned => true,
        Status::Actual => is_cue(Kind::Plan, reading.syntax.lemma(clause)),
        Status::Negated | Status::Conditional | Status::Uncertain => false,
    }
}

/// Points each outcome to the first mention of its meeting. `same_as` must be filled.
pub(crate) fn link(reading: &Reading<'_>, events: &mut [Event]) {
    let meetings = Meetings::of_events(reading, events);
    if meetings.is_empty() {
        return;
    }
    let found: Vec<Option<usize>> = events
        .iter()
        .map(|event| meeting_of(reading, &meetings, event))
        .collect();
    for (index, found) in found.into_iter().enumerate() {
        let Some(meeting) = found.map(|row| meetings.origin(row)) else {
            continue;
        };
        let id = EventId::from_index(meeting);
        let first = events[meeting].same_as.iter().copied().fold(id, Ord::min);
        // A meeting is no outcome of itself.
        if first.index() != index && !events[index].same_as.contains(&first) {
            events[index].outcome_of = Some(first);
        }
    }
}

/// The meeting that an event came out of, by the words that say so.
fn meeting_of(reading: &Reading<'_>, meetings: &Meetings<'_, '_>, event: &Event) -> Option<usize> {
    let syntax = reading.syntax;
    let words: Vec<TokenId> = event
        .trigger
        .iter()
        .flat_map(|&span| syntax.words_in(span))
        .map(TokenId::from_index)
        .collect();
    let first = *words.first()?;
    let parties = if event.source.is_empty() {
        &event.target
    } else {
        &event.source
    };
    let is_further = words.iter().any(|&word| {
        (meetings.is_noun(word) && is_further(reading, word))
            || syntax
                .children(word)
                .iter()
                .any(|&child| is_cue(Kind::Again, syntax.lemma(child)))
    });
    // `his next stop` is a journey of his own.
    let is_meeting = matches!(event.event_type, EventType::Agree | EventType::Consult)
        && event.mode != Some(Mode::Visit);
    if is_further && is_meeting {
        return meetings.latest(first, parties);
    }
    if !is_outcome(event) {
        return None;
    }
    let clause = tree::clause_head(syntax, first);
    let mut sites = words.clone();
    sites.push(clause);
    circumstance(reading, meetings, &sites, &words, parties)
        .or_else(|| {
            let noun = subject_meeting(meetings, clause)?;
            meetings.named(noun, parties)
        })
        .or_else(|| joined(reading, meetings, clause, parties))
        .or_else(|| {
            let is_none = match event.event_type {
                EventType::Agree => event.status == Status::Negated,
                EventType::Reject => event.status == Status::Actual,
                _ => false,
            };
            is_none
                .then(|| meetings.near(first, parties, NEAR))
                .flatten()
        })
}

/// True for what a meeting can end in: agreements and deeds of good will, a signature, a failure to agree.
fn is_outcome(event: &Event) -> bool {
    match event.event_type {
        EventType::Agree
        | EventType::Cooperate
        | EventType::Aid
        | EventType::Concede
        | EventType::Retreat => true,
        EventType::Support => event.cameo == CameoCode::new("057"),
        // One side rejects; both fail to agree.
        EventType::Reject => event.reciprocal,
        _ => false,
    }
}

/// The meeting of a phrase or clause beside the outcome: `after two days of talks`, `agreed at the summit`.
fn circumstance(
    reading: &Reading<'_>,
    meetings: &Meetings<'_, '_>,
    sites: &[TokenId],
    own: &[TokenId],
    parties: &[EntityId],
) -> Option<usize> {
    let syntax = reading.syntax;
    let is_marked = |&child: &TokenId| {
        syntax.children(child).iter().any(|&word| {
            matches!(syntax.token(word).relation, Relation::Case | Relation::Mark)
                && is_cue(Kind::Preposition, &syntax.lemma(word).to_lowercase())
        })
    };
    sites
        .iter()
        .flat_map(|&site| syntax.children(site))
        .copied()
        .filter(|child| {
            matches!(
                syntax.token(*child).relation.universal(),
                Relation::Obl | Relation::Nmod | Relation::Advcl
            ) && !own.contains(child)
        })
        .filter(is_marked)
        .find_map(|child| {
            // `after holding talks`: the noun is the object.
            let objects = tree::objects(syntax, child);
            let mut nouns = std::iter::once(child).chain(objects);
            nouns.find_map(|noun| meetings.named(noun, parties))
        })
}

/// `met in Oman and agreed`, `met, agreeing to`: what is joined to the meeting came of it.
fn joined(
    reading: &Reading<'_>,
    meetings: &Meetings<'_, '_>,
    clause: TokenId,
    parties: &[EntityId],
) -> Option<usize> {
    let syntax = reading.syntax;
    let row = syntax.token(clause);
    let before = match row.relation {
        Relation::Conj => tree::conjuncts(syntax, clause),
        Relation::Advcl if row.xpos == Xpos::Vbg => row.head.into_iter().collect(),
        _ => Vec::new(),
    };
    before
        .into_iter()
        .filter(|&word| word < clause)
        .find_map(|word| meetings.stated_by(word, parties))
}
