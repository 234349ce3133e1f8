//! One story of the report: its head, its marked text, and the lists beside it.

use askama::Template;
use chancery_model::{
    Analysis, Entity, EntityId, EntityKind, Event, EventId, Id, Quote, QuoteId, Setting, TimeBasis,
};

use super::class;
use super::marks::{Lists, Paragraph, in_list, place_of_event, place_of_quote};
use crate::hash::stable_hash;
use crate::labels::{
    acts, content, excerpt, facts, label, labels, named, parties, period, role, speaker, trigger,
};
use crate::record::{entity_name, event_name, quote_name};

#[derive(Template)]
#[template(path = "report/story.html")]
pub(super) struct Story<'a> {
    /// Id of the story in the page, and the start of all ids in it.
    key: String,
    title: &'a str,
    facts: String,
    url: Option<&'a str>,
    paragraphs: Vec<Paragraph<'a>>,
    events: Vec<EventItem>,
    quotes: Vec<QuoteItem>,
    actors: Vec<ActorItem>,
    notices: Vec<&'a str>,
}

struct EventItem {
    id: String,
    number: usize,
    /// Id of its trigger in the text.
    trigger: String,
    event_type: &'static str,
    mode: &'static str,
    quad: &'static str,
    status: &'static str,
    source: String,
    target: String,
    parties: String,
    day: String,
    place: String,
    circumstances: String,
    /// `background` or `analysis`; nothing for news.
    setting: &'static str,
    /// The meeting that it is an outcome of.
    meeting: Option<Again>,
    claim: Option<Claim>,
    again: Vec<Again>,
}

/// Who says that it happened.
struct Claim {
    id: String,
    speaker: String,
}

/// Another event, by its place in the text.
struct Again {
    id: String,
    words: String,
}

struct QuoteItem {
    id: String,
    speaker: String,
    facts: String,
    /// Id of its content in the text.
    place: String,
    words: String,
}

struct ActorItem {
    id: String,
    name: String,
    facts: String,
}

impl<'a> Story<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let doc = &analysis.document;
        let key = format!("s{:016x}", stable_hash(doc.id()));
        let acts: Vec<(EventId, &Event)> = acts(analysis).collect();
        let actors = named(analysis, EntityKind::ALL);
        let mut lists = Lists {
            analysis,
            key: key.clone(),
            events: vec![None; analysis.events.len()],
            entities: vec![false; analysis.entities.entities.len()],
        };
        for (at, &(id, event)) in acts.iter().enumerate() {
            for &mention in std::iter::once(&id).chain(&event.same_as) {
                lists.events[mention.index()] = Some((id, at + 1));
            }
        }
        for (id, ..) in &actors {
            lists.entities[id.index()] = true;
        }
        let paragraphs = lists.paragraphs();
        let events = acts.iter().enumerate();
        let events = events.map(|(at, &(id, event))| event_item(analysis, &key, at + 1, id, event));
        let actors = actors.into_iter();
        let quotes = analysis.quotes.enumerate();
        Self {
            title: doc.title.as_deref().unwrap_or(name(doc.id())),
            facts: facts(doc).join(" · "),
            url: doc.provenance.url.as_deref().filter(|url| is_web(url)),
            paragraphs,
            events: events.collect(),
            quotes: quotes
                .map(|(id, quote)| quote_item(analysis, &key, id, quote))
                .collect(),
            actors: actors
                .map(|(id, entity, mentions)| actor_item(analysis, &key, id, entity, mentions))
                .collect(),
            notices: analysis
                .warnings
                .iter()
                .map(|warning| &*warning.message)
                .collect(),
            key,
        }
    }
}

/// The last part of an id that is a path.
fn name(id: &str) -> &str {
    id.rsplit('/').find(|part| !part.is_empty()).unwrap_or(id)
}

/// Only addresses of the web become links: `javascript:` is an address too.
fn is_web(url: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn event_item(
    analysis: &Analysis,
    key: &str,
    number: usize,
    id: EventId,
    event: &Event,
) -> EventItem {
    let entities = &analysis.entities.entities;
    // The day of the report stands at the head of the story.
    let told = event.time.filter(|time| time.basis != TimeBasis::Report);
    let place = event.place.map(|place| entities[place].name.clone());
    EventItem {
        id: in_list(key, &event_name(id)),
        number,
        trigger: place_of_event(key, id),
        event_type: event.event_type.code(),
        mode: event.mode.map_or("", |mode| mode.code()),
        quad: class(event.event_type.quad()),
        status: event.status.code(),
        source: labels(analysis, &event.source, ""),
        target: labels(analysis, &event.target, ""),
        parties: parties(analysis, event),
        day: event
            .time
            .map_or(String::new(), |time| time.start.to_string()),
        place: place.clone().unwrap_or_default(),
        circumstances: told
            .map(period)
            .into_iter()
            .chain(place)
            .collect::<Vec<_>>()
            .join(", "),
        setting: match event.setting {
            Setting::News => "",
            setting => setting.code(),
        },
        meeting: event.outcome_of.map(|meeting| Again {
            id: place_of_event(key, meeting),
            words: trigger(analysis, meeting),
        }),
        claim: event.said_in.map(|quote| Claim {
            id: in_list(key, &quote_name(quote)),
            speaker: speaker(analysis, &analysis.quotes[quote]),
        }),
        again: event
            .same_as
            .iter()
            .map(|&other| Again {
                id: place_of_event(key, other),
                words: trigger(analysis, other),
            })
            .collect(),
    }
}

fn quote_item(analysis: &Analysis, key: &str, id: QuoteId, quote: &Quote) -> QuoteItem {
    let cue = quote.cue.as_ref().map(|cue| {
        let not = if cue.negated { "not " } else { "" };
        format!("{not}{}, {}", cue.class, quote.kind)
    });
    QuoteItem {
        id: in_list(key, &quote_name(id)),
        speaker: speaker(analysis, quote),
        facts: cue.unwrap_or_else(|| quote.kind.to_string()),
        place: place_of_quote(key, id),
        words: excerpt(&content(analysis, quote)),
    }
}

fn actor_item(
    analysis: &Analysis,
    key: &str,
    id: EntityId,
    entity: &Entity,
    mentions: usize,
) -> ActorItem {
    let mut facts = vec![entity.kind.to_string()];
    facts.extend(Some(role(entity)).filter(|role| !role.is_empty()));
    facts.push(format!("×{mentions}"));
    ActorItem {
        id: in_list(key, &entity_name(id)),
        name: label(analysis, id),
        facts: facts.join(", "),
    }
}
