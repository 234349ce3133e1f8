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
mod dating;
mod error;
mod frames;
mod linking;
mod matching;
mod meetings;
mod outcomes;
mod places;
mod settings;
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
/// An event has at least one party able to act, as source or target, or as many as its frame asks for. Only the story
/// is read: headline and body paragraphs. Never fails on any text.
pub fn code(
    doc: &Document,
    syntax: &Syntax,
    entities: &Entities,
    times: &Table<TimeId, TimeExpression>,
    quotes: &Table<QuoteId, Quote>,
    frames: &Frames,
) -> Table<EventId, Event> {
    let reading = Reading::new(doc, syntax, entities, frames);
    let candidates = matching::candidates(&reading);
    let mut acts = composition::compose(&reading, &candidates);
    let claims = Claims::new(quotes, entities);
    speech::add(&reading, &claims, &mut acts);
    outcomes::add(&reading, &mut acts);
    acts.iter_mut().for_each(acts::Act::settle_equals);
    let mut events: Vec<Event> = acts
        .iter()
        .filter_map(|act| {
            let trigger = syntax.token(*act.words.first()?).span;
            let said_in = claims.holding(trigger).first().copied();
            let place = anchoring::place(&reading, act)
                .or_else(|| places::beside(&reading, act))
                .or_else(|| places::of_report(&reading, act).filter(|_| said_in.is_none()));
            if !act.has_needed_parties(syntax, |party| reading.actors.is_known(party), place) {
                return None;
            }
            let mut event = act.to_event(syntax)?;
            event.place = place;
            if event.target.is_empty() && event.event_type == EventType::Assault {
                event.target = reading
                    .actors
                    .abroad(place, &event.source)
                    .into_iter()
                    .collect();
            }
            event.time = anchoring::time(&reading, times, act);
            event.said_in = said_in;
            event.status = status::against_calendar(doc, &event);
            Some(event)
        })
        .collect();
    events.sort_by_key(|event| (event.trigger[0], event.event_type));
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
    tracing::debug!(
        candidates = candidates.len(),
        events = events.len(),
        "coded events"
    );
    events.into_iter().collect()
}
