//! Acts done by speaking: requests in the form of duties, threats in the form of plans.
//!
//! `"Iran must open its plants," the Austrian minister said`: a REQUEST by the minister to Iran, whatever the act. `Iran said
//! it would strike back`: a THREATEN. Without a speaker, `Iran must open its plants` asks nobody and states no event.

use chancery_model::tree::{self, Argument};
use chancery_model::{
    Entities, EntityId, EventType, Id, Quad, Quote, QuoteId, Relation, Status, Table, TokenId, Xpos,
};

use crate::actors::extend;
use crate::acts::{Act, Reading};
use crate::frames::{Effect, Frame, Operator, Part};

/// The frame under which such requests are filed.
const FRAME: &str = "request/duty";

/// Reads the acts of speakers off their quotes.
pub(crate) fn add<'a>(
    reading: &Reading<'a>,
    entities: &Entities,
    quotes: &Table<QuoteId, Quote>,
    acts: &mut Vec<Act<'a>>,
) {
    add_requests(reading, entities, quotes, acts);
    turn_into_threats(reading, entities, quotes, acts);
}

/// Harm that speakers say they will do is a threat.
fn turn_into_threats(
    reading: &Reading<'_>,
    entities: &Entities,
    quotes: &Table<QuoteId, Quote>,
    acts: &mut [Act<'_>],
) {
    for act in acts {
        let is_announced = matches!(act.status, Status::Planned | Status::Conditional);
        if !is_announced || act.event_type.quad() != Quad::MaterialConflict {
            continue;
        }
        let span = reading.syntax.token(act.head).span;
        let by_doer = quotes
            .iter()
            .filter(|quote| quote.content.iter().any(|content| content.contains(span)))
            .any(|quote| {
                speakers(entities, quote)
                    .iter()
                    .any(|&speaker| speaks_for(entities, speaker, &act.source))
            });
        let outcome =
            reading
                .frames
                .algebra()
                .outcome(Operator::Threaten, act.event_type, act.mode);
        if let (
            true,
            Some(Effect::Becomes {
                event_type,
                mode,
                cameo,
            }),
        ) = (by_doer, outcome.map(|o| o.effect))
        {
            (act.event_type, act.mode, act.cameo, act.status) =
                (event_type, mode, cameo, Status::Actual);
        }
    }
}

/// True when the speaker, or the speaker's state, is among the parties.
fn speaks_for(entities: &Entities, speaker: EntityId, parties: &[EntityId]) -> bool {
    let country = |entity: EntityId| entities.entities[entity].country;
    parties.iter().any(|&party| {
        party == speaker || (country(party).is_some() && country(party) == country(speaker))
    })
}

fn speakers<'a>(entities: &'a Entities, quote: &Quote) -> &'a [EntityId] {
    let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
    mention.map_or(&[], |mention| entities.of(mention))
}

/// Adds the requests that stand in quotes. An act under the modal becomes the request's content.
fn add_requests<'a>(
    reading: &Reading<'a>,
    entities: &Entities,
    quotes: &Table<QuoteId, Quote>,
    acts: &mut Vec<Act<'a>>,
) {
    let Some(frame) = reading.frames.named(FRAME) else {
        return;
    };
    for quote in quotes.iter() {
        let source = speakers(entities, quote);
        if source.is_empty() {
            continue;
        }
        for span in &quote.content {
            for word in reading.syntax.words_in(*span).map(TokenId::from_index) {
                let Some(modal) = duty(reading, word) else {
                    continue;
                };
                let mut target = Vec::new();
                for argument in tree::subjects(reading.syntax, word) {
                    let (Argument::Actor(noun) | Argument::Undergoer(noun)) = argument;
                    extend(&mut target, reading.actors.of(noun));
                }
                target.retain(|entity| !source.contains(entity));
                if !target.is_empty() {
                    let request = request(reading, frame, word, modal, acts);
                    acts.push(Act {
                        source: source.to_vec(),
                        target,
                        ..request
                    });
                }
            }
        }
    }
}

/// The modal of duty over a verb.
fn duty(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let words = reading.frames.class("duty");
    reading
        .syntax
        .children(verb)
        .iter()
        .copied()
        .find(|&child| {
            let row = reading.syntax.token(child);
            row.relation == Relation::Aux
                && row.xpos == Xpos::Md
                && words.contains(&reading.syntax.lemma(child).to_lowercase())
        })
}

/// The request without its parties; takes the act of the same verb out of `acts`.
fn request<'a>(
    reading: &Reading<'a>,
    frame: &'a Frame,
    verb: TokenId,
    modal: TokenId,
    acts: &mut Vec<Act<'a>>,
) -> Act<'a> {
    let inner = acts
        .iter()
        .position(|act| act.words.contains(&verb))
        .map(|at| acts.remove(at));
    let outcome = inner
        .as_ref()
        .and_then(|act| {
            reading
                .frames
                .algebra()
                .outcome(Operator::Request, act.event_type, act.mode)
        })
        .map(|outcome| outcome.effect);
    let (mode, cameo) = match outcome {
        Some(Effect::Becomes { mode, cameo, .. }) => (mode, cameo),
        Some(Effect::Inner) | None => (None, frame.cameo),
    };
    let mut words = inner
        .as_ref()
        .map_or_else(|| vec![verb], |act| act.words.clone());
    words.push(modal);
    words.sort_unstable();
    let rule = match &inner {
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
        certainty: reading.syntax.token(verb).tag_probability,
    }
}
