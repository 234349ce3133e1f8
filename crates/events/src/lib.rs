//! Who did what to whom, where, when, and whether it happened.
//!
//! Frames (data) say which words state which act and where the parties stand; this crate finds the words in the
//! dependency tree, fills the parties, composes acts that take acts (`refused to lift sanctions`), and decides status,
//! time, place, the quote that claims the act, and which mentions speak of the same act. Statements are no events.
//!
//! `Austria urged Iran to resume talks`: one REQUEST (mode meet) by Austria to Iran; the talks did not happen.

mod actors;
mod acts;
mod anchoring;
mod arguments;
mod claims;
mod composition;
mod confidence;
mod dating;
mod error;
mod frames;
mod linking;
mod matching;
mod meetings;
mod outcomes;
mod places;
mod settings;
mod signs;
mod site;
mod speech;
mod status;
mod table;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use chancery_model::{
    Document, Entities, Event, EventId, EventType, Quote, QuoteId, Syntax, Table, TimeExpression,
    TimeId,
};

pub use error::{FrameError, Location};
pub use frames::{Example, Frames};

use crate::acts::Reading;
use crate::claims::Claims;

/// Codes the events of a document, in order of their first trigger word.
///
/// An event has at least one party able to act, as source or target, or as many as its frame asks for, and speaks for
/// itself well enough (`docs/events.md`). Only the story is read: headline and body paragraphs. Never fails on any text.
pub fn code(
    doc: &Document,
    syntax: &Syntax,
    entities: &Entities,
    times: &Table<TimeId, TimeExpression>,
    quotes: &Table<QuoteId, Quote>,
    frames: &Frames,
) -> Table<EventId, Event> {
    let reading = Reading::new(doc, syntax, entities, frames);
    let found = found(&reading, times, quotes);
    let weights = frames.confidence();
    let confidence = |index| weights.of(|visit| signs::each(&reading, &found, index, visit));
    let confidences: Vec<f32> = (0..found.len()).map(confidence).collect();
    let n_found = found.len();
    let mut events: Vec<Event> = found
        .into_iter()
        .zip(confidences)
        .filter(|(_, confidence)| weights.admits(*confidence))
        .map(|((_, event), confidence)| Event {
            confidence,
            ..event
        })
        .collect();
    let view = settings::View {
        doc,
        syntax,
        entities,
        times,
        quotes,
    };
    settings::mark(&view, &mut events);
    linking::link_same(syntax, entities, &mut events);
    places::of_meetings(&reading, &mut events);
    dating::date(doc, syntax, &mut events);
    outcomes::link(&reading, &mut events);
    tracing::debug!(found = n_found, events = events.len(), "coded events");
    events.into_iter().collect()
}

/// All events that have the parties they need, in order of their first trigger word.
fn found<'a>(
    reading: &Reading<'a>,
    times: &Table<TimeId, TimeExpression>,
    quotes: &Table<QuoteId, Quote>,
) -> Vec<signs::Found<'a>> {
    let candidates = matching::candidates(reading);
    let mut acts = composition::compose(reading, &candidates);
    let claims = Claims::new(quotes, reading.entities);
    speech::add(reading, &claims, &mut acts);
    outcomes::add(reading, &mut acts);
    acts.iter_mut().for_each(acts::Act::settle_equals);
    let mut found: Vec<signs::Found<'a>> = acts
        .into_iter()
        .filter_map(|act| {
            let trigger = reading.syntax.token(*act.words.first()?).span;
            let said_in = claims.holding(trigger).first().copied();
            let place = anchoring::place(reading, &act)
                .or_else(|| places::beside(reading, &act))
                .or_else(|| places::of_report(reading, &act).filter(|_| said_in.is_none()));
            let is_known = |party| reading.actors.is_known(party);
            if !act.has_needed_parties(reading.syntax, is_known, place) {
                return None;
            }
            let mut event = act.to_event(reading.syntax)?;
            event.place = place;
            if event.target.is_empty() && event.event_type == EventType::Assault {
                event.target = reading
                    .actors
                    .abroad(place, &event.source)
                    .into_iter()
                    .collect();
            }
            event.time = anchoring::time(reading, times, &act);
            event.said_in = said_in;
            event.status = status::against_calendar(reading.doc, &event);
            Some((act, event))
        })
        .collect();
    found.sort_by_key(|(_, event)| (event.trigger[0], event.event_type));
    found
}

/// A found event and the signs that its confidence is computed from: what training needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The event, linked with others, its confidence 0.
    pub event: Event,
    /// Name and two values each; the second value may be `-`.
    pub signs: Vec<[String; 3]>,
}

/// All events that [`code`] weighs before it drops those that are too doubtful, in the same order.
pub fn evidence(
    doc: &Document,
    syntax: &Syntax,
    entities: &Entities,
    times: &Table<TimeId, TimeExpression>,
    quotes: &Table<QuoteId, Quote>,
    frames: &Frames,
) -> Vec<Evidence> {
    let reading = Reading::new(doc, syntax, entities, frames);
    let found = found(&reading, times, quotes);
    let mut events: Vec<Event> = found.iter().map(|(_, event)| event.clone()).collect();
    linking::link_same(syntax, entities, &mut events);
    let with_signs = |(index, event)| {
        let mut signs = Vec::new();
        signs::each(&reading, &found, index, &mut |name, value, with| {
            signs.push([name, value, with].map(str::to_owned));
        });
        Evidence { event, signs }
    };
    events.into_iter().enumerate().map(with_signs).collect()
}
