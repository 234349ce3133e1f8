//! Test support: entities from the `@PER`, `@ORG`, `@LOC` marks of a hand-made tree, events as one line each.
//!
//! A `@LOC` is a state (an adjective is its demonym), `Vienna` and the like are places of their state.

use std::ops::Range;

use chancery_model::{
    Entities, Entity, EntityId, EntityKind, Event, EventId, Id, Link, LinkBasis, Mention,
    MentionForm, NameKind, Quote, QuoteId, QuoteKind, RuleId, Speaker, Syntax, Table, TokenId,
    Upos,
};

use crate::Frames;

/// State of a demonym, capital or city.
const STATES: &[(&str, &str)] = &[
    ("Austrian", "Austria"),
    ("Iranian", "Iran"),
    ("Israeli", "Israel"),
    ("Russian", "Russia"),
    ("Turkish", "Turkey"),
    ("Omani", "Oman"),
];

/// Names that are places.
const PLACES: &[&str] = &["Vienna", "Muscat"];

/// One entity a name, in order of first mention.
pub(crate) fn entities(syntax: &Syntax) -> Entities {
    let mut entities = Entities::default();
    for name in syntax.names() {
        let words = name.tokens.clone();
        let span = syntax.span_of(words.clone()).expect("names are not empty");
        let head = words.clone().map(TokenId::from_index).find(|&word| {
            syntax
                .token(word)
                .head
                .is_none_or(|head| !words.contains(&head.index()))
        });
        let head_token = head.unwrap_or(TokenId::from_index(words.start));
        let lemma = words
            .clone()
            .map(|word| syntax.lemma(TokenId::from_index(word)))
            .collect::<Vec<_>>()
            .join(" ");
        let canonical = STATES
            .iter()
            .find(|(form, _)| form.eq_ignore_ascii_case(&lemma))
            .map_or(lemma.as_str(), |(_, state)| state);
        let is_demonym = syntax.token(head_token).upos == Upos::Adj;
        let kind = match name.kind {
            NameKind::Person => EntityKind::Person,
            NameKind::Organization => EntityKind::Organization,
            NameKind::Location if PLACES.contains(&canonical) => EntityKind::Place,
            NameKind::Location => EntityKind::State,
        };
        let known = entities
            .entities
            .enumerate()
            .find(|(_, entity)| entity.name == canonical)
            .map(|(id, _)| id);
        let entity = known.unwrap_or_else(|| {
            entities.entities.push(Entity {
                kind,
                name: canonical.to_owned(),
                country: None,
                sectors: Vec::new(),
                office: None,
                wikidata: None,
                coordinates: None,
            })
        });
        let form = if is_demonym {
            MentionForm::Demonym
        } else {
            MentionForm::Name
        };
        entities.mentions.push(Mention {
            span,
            head: span,
            head_token,
            form,
        });
        entities.links.push(Some(Link {
            entities: vec![entity],
            basis: LinkBasis::Name,
            confidence: 1.0,
        }));
    }
    entities
}

/// The events of hand-made lines, one line each: `AGREE Austria>Iran planned`, `=` between equals.
fn coded(lines: &str, quote: impl Fn(&Syntax, &Entities) -> Option<Quote>) -> Vec<String> {
    let (doc, syntax) = chancery_testkit::parse(lines);
    let entities = entities(&syntax);
    let quotes: Table<QuoteId, Quote> = quote(&syntax, &entities).into_iter().collect();
    let frames = Frames::embedded().expect("the embedded frames are valid");
    let events = crate::code(&doc, &syntax, &entities, &Table::new(), &quotes, &frames);
    events.iter().map(|event| line(&entities, event)).collect()
}

/// Asserts the events of hand-made lines.
#[track_caller]
pub(crate) fn check(lines: &str, expected: &[&str]) {
    assert_eq!(coded(lines, |_, _| None), expected);
}

/// Asserts the events when the words `content` are quoted and `speaker` (a word) says them.
#[track_caller]
pub(crate) fn check_quoted(lines: &str, content: Range<usize>, speaker: usize, expected: &[&str]) {
    let quote = |syntax: &Syntax, entities: &Entities| {
        Some(Quote {
            kind: QuoteKind::Indirect,
            content: syntax.span_of(content.clone()).into_iter().collect(),
            cue: None,
            speaker: Some(Speaker {
                span: syntax.tokens()[speaker].span,
                mention: entities.headed_by(TokenId::from_index(speaker)),
                carried: false,
            }),
            addressees: Vec::new(),
            medium: None,
            parent: None,
            confidence: 1.0,
            rule: RuleId::new("test"),
        })
    };
    assert_eq!(coded(lines, quote), expected);
}

fn line(entities: &Entities, event: &Event) -> String {
    let names = |ids: &[EntityId]| {
        ids.iter()
            .map(|&id| entities.entities[id].name.as_str())
            .collect::<Vec<_>>()
            .join("+")
    };
    let mode = event
        .mode
        .map(|mode| format!("/{mode}"))
        .unwrap_or_default();
    let arrow = if event.reciprocal { "=" } else { ">" };
    let place = event
        .place
        .map(|place| format!(" in {}", entities.entities[place].name))
        .unwrap_or_default();
    let same: Vec<usize> = event
        .same_as
        .iter()
        .map(|id: &EventId| id.index())
        .collect();
    let same = if same.is_empty() {
        String::new()
    } else {
        format!(" same {same:?}")
    };
    format!(
        "{}{mode} {}{arrow}{} {}{place}{same}",
        event.event_type,
        names(&event.source),
        names(&event.target),
        event.status
    )
}
