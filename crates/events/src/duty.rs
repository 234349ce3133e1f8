//! What a speaker says that someone else should do is a request to them.
//!
//! `"Iran must open its plants," the Austrian minister said`: a REQUEST by the minister to Iran, whatever the act. Without a
//! speaker, `Iran must open its plants` asks nobody in particular and states no event.

use chancery_model::tree::{self, Argument};
use chancery_model::{Entities, Id, Quote, QuoteId, Relation, Status, Table, TokenId, Xpos};

use crate::acts::{Act, Reading};
use crate::actors::extend;
use crate::frames::{Effect, Frame, Operator, Part};

/// The frame under which such requests are filed.
const FRAME: &str = "request/duty";

/// Adds the requests that stand in quotes. An act under the modal becomes the request's content.
pub(crate) fn add_requests<'a>(
    reading: &Reading<'a>,
    entities: &Entities,
    quotes: &Table<QuoteId, Quote>,
    acts: &mut Vec<Act<'a>>,
) {
    let Some(frame) = reading.frames.named(FRAME) else { return };
    for quote in quotes.iter() {
        let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
        let source = speaker.map_or(&[][..], |mention| entities.of(mention));
        if source.is_empty() {
            continue;
        }
        for span in &quote.content {
            for word in reading.syntax.words_in(*span).map(TokenId::from_index) {
                let Some(modal) = duty(reading, word) else { continue };
                let mut target = Vec::new();
                for argument in tree::subjects(reading.syntax, word) {
                    let (Argument::Actor(noun) | Argument::Undergoer(noun)) = argument;
                    extend(&mut target, reading.actors.of(noun));
                }
                target.retain(|entity| !source.contains(entity));
                if !target.is_empty() {
                    let request = request(reading, frame, word, modal, acts);
                    acts.push(Act { source: source.to_vec(), target, ..request });
                }
            }
        }
    }
}

/// The modal of duty over a verb.
fn duty(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let words = reading.frames.class("duty");
    reading.syntax.children(verb).iter().copied().find(|&child| {
        let row = reading.syntax.token(child);
        row.relation == Relation::Aux && row.xpos == Xpos::Md && words.contains(&reading.syntax.lemma(child).to_lowercase())
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
    let inner = acts.iter().position(|act| act.words.contains(&verb)).map(|at| acts.remove(at));
    let outcome = inner
        .as_ref()
        .and_then(|act| reading.frames.algebra().outcome(Operator::Request, act.event_type, act.mode))
        .map(|outcome| outcome.effect);
    let (mode, cameo) = match outcome {
        Some(Effect::Becomes { mode, cameo, .. }) => (mode, cameo),
        Some(Effect::Inner) | None => (None, frame.cameo),
    };
    let mut words = inner.as_ref().map_or_else(|| vec![verb], |act| act.words.clone());
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
        event_type: chancery_model::EventType::Request,
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
