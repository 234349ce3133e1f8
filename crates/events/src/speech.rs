//! Acts done by speaking: requests in the form of duties, threats in the form of plans.
//!
//! `"Iran must open its plants," the Austrian minister said`: a REQUEST by the minister to Iran, whatever the act. `Iran said
//! it would strike back`: a THREATEN. Without a speaker, `Iran must open its plants` asks nobody and states no event.

use chancery_model::tree::{self, Argument};
use chancery_model::{EventType, Id, Quad, Relation, Status, TokenId, Xpos};
use rustc_hash::FxHashMap;

use crate::actors::extend;
use crate::acts::{Act, Reading};
use crate::claims::Claims;
use crate::frames::{Effect, Frame, Operator, Part};

/// The frame under which such requests are filed.
const FRAME: &str = "request/duty";

/// Reads the acts of speakers off their quotes.
pub(crate) fn add<'a>(reading: &Reading<'a>, claims: &Claims<'_>, acts: &mut Vec<Act<'a>>) {
    add_requests(reading, claims, acts);
    for act in acts {
        turn_into_threat(reading, claims, act);
    }
}

/// Harm that speakers say they will do is a threat.
fn turn_into_threat(reading: &Reading<'_>, claims: &Claims<'_>, act: &mut Act<'_>) {
    let is_announced = matches!(act.status, Status::Planned | Status::Conditional);
    if !is_announced || act.event_type.quad() != Quad::MaterialConflict {
        return;
    }
    let quotes = claims.holding(reading.syntax.token(act.head).span);
    let mut speakers = quotes.iter().flat_map(|&quote| claims.speakers(quote));
    if !speakers.any(|&speaker| claims.speaks_for(speaker, &act.source)) {
        return;
    }
    act.turn_by(reading, Operator::Threaten);
}

/// Adds the requests that stand in quotes. An act under the modal becomes the request's content.
fn add_requests<'a>(reading: &Reading<'a>, claims: &Claims<'_>, acts: &mut Vec<Act<'a>>) {
    let Some(frame) = reading.frames.named(FRAME) else {
        return;
    };
    let mut act_at: FxHashMap<TokenId, usize> = FxHashMap::default();
    for (index, act) in acts.iter().enumerate() {
        act_at.insert(act.head, index);
    }
    for (id, quote) in claims.quotes() {
        let source = claims.speakers(id);
        let words = quote
            .content
            .iter()
            .flat_map(|span| reading.syntax.words_in(*span))
            .map(TokenId::from_index);
        for word in words.filter(|_| !source.is_empty()) {
            let Some(modal) = duty(reading, word) else {
                continue;
            };
            let mut target = Vec::new();
            for argument in tree::subjects(reading.syntax, word) {
                let (Argument::Actor(noun) | Argument::Undergoer(noun)) = argument;
                extend(&mut target, reading.actors.addressed(noun));
            }
            target.retain(|entity| !source.contains(entity));
            if target.is_empty() {
                continue;
            }
            let inner = act_at.get(&word).copied();
            let request = request(reading, frame, word, modal, inner.map(|index| &acts[index]));
            let request = Act {
                source: source.to_vec(),
                target,
                ..request
            };
            match inner {
                Some(index) => acts[index] = request,
                None => acts.push(request),
            }
        }
    }
}

/// The modal of duty over a verb.
fn duty(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let words = reading.frames.class("duty");
    // `why should we leave?` asks, and demands nothing.
    let asks = reading.syntax.children(verb).iter().any(|&child| {
        matches!(
            reading.syntax.token(child).xpos,
            Xpos::Wrb | Xpos::Wp | Xpos::Wdt
        )
    });
    if asks {
        return None;
    }
    reading
        .syntax
        .children(verb)
        .iter()
        .copied()
        .find(|&child| {
            let row = reading.syntax.token(child);
            // `Should Oman refuse, …` is a condition, `Must Oman refuse?` a question.
            let is_inverted = tree::child(reading.syntax, verb, Relation::Nsubj)
                .is_some_and(|subject| child < subject);
            row.relation == Relation::Aux
                && !is_inverted
                && row.xpos == Xpos::Md
                && words.contains(&reading.syntax.lemma(child).to_lowercase())
        })
}

/// The request without its parties.
fn request<'a>(
    reading: &Reading<'a>,
    frame: &'a Frame,
    verb: TokenId,
    modal: TokenId,
    inner: Option<&Act<'a>>,
) -> Act<'a> {
    let outcome = inner
        .and_then(|act| {
            reading
                .frames
                .algebra()
                .outcome(Operator::Request, act.event_type, act.mode)
        })
        .map(|outcome| outcome.effect);
    let (mode, cameo) = match outcome {
        Some(Effect::Becomes { mode, cameo, .. }) => (mode, cameo),
        Some(Effect::Inner | Effect::Nothing) | None => (None, frame.cameo),
    };
    let mut words = inner.map_or_else(|| vec![verb], |act| act.words.clone());
    words.push(modal);
    words.sort_unstable();
    let rule = match inner {
        Some(act) => format!("{}+{}", frame.id, act.rule),
        None => frame.id.to_string(),
    };
    Act {
        frame,
        part: Part::Verb,
        head: verb,
        event_type: EventType::Request,
        mode,
        cameo,
        source: Vec::new(),
        target: Vec::new(),
        status: Status::Actual,
        words,
        rule,
        content: Some(verb),
        is_mutual: false,
    }
}
