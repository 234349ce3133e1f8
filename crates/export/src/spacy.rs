//! spaCy and displaCy: one object a line, with the text, entities, and spans for quotes and events.
//!
//! `displacy.render(line, style="ent", manual=True)` draws `ents`, which therefore never overlap: of names that nest the longest.
//! `style="span"` draws `spans` over `tokens`, which may. `held … talks` is two spans with one id.

use std::io::Write;

use chancery_model::{Analysis, EntityKind, MentionForm, Span};
use serde::Serialize;

use crate::record::{entity_name, event_name, quote_name};
use crate::{CodePoints, ExportError, Exporter};

/// One JSON object a document.
pub(crate) struct Spacy;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    text: &'a str,
    tokens: Vec<&'a str>,
    ents: Vec<Ent<'a>>,
    spans: Vec<SpanLine<'a>>,
}

/// A named entity; code points of `text`.
#[derive(Serialize)]
struct Ent<'a> {
    start: u32,
    end: u32,
    label: &'static str,
    /// Wikidata item, else empty, as spaCy has it.
    kb_id: &'a str,
    id: String,
}

/// Part of a quote or trigger; code points of `text`, and places in `tokens`.
#[derive(Serialize)]
struct SpanLine<'a> {
    start: u32,
    end: u32,
    start_token: usize,
    end_token: usize,
    label: &'a str,
    id: String,
}

impl Exporter for Spacy {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let doc = &analysis.document;
        let points = CodePoints::of(doc.text());
        let tokens = analysis.syntax.tokens();
        let line = Line {
            id: doc.id(),
            title: doc.title.as_deref(),
            text: doc.text(),
            tokens: tokens.iter().map(|token| doc.slice(token.span)).collect(),
            ents: ents(analysis, &points),
            spans: spans(analysis, &points),
        };
        serde_json::to_writer(&mut *out, &line)?;
        Ok(out.write_all(b"\n")?)
    }
}

/// Named entities from left to right; of names that overlap the first and longest.
fn ents<'a>(analysis: &'a Analysis, points: &CodePoints<'_>) -> Vec<Ent<'a>> {
    let mut covered = 0;
    let mut found = Vec::new();
    for (id, mention) in analysis.entities.mentions.enumerate() {
        let Some(&entity) = analysis.entities.of(id).first() else {
            continue;
        };
        let is_name = matches!(mention.form, MentionForm::Name | MentionForm::Demonym);
        if !is_name || mention.span.start() < covered || mention.span.is_empty() {
            continue;
        }
        covered = mention.span.end();
        let [start, end] = points.span(mention.span);
        let known = &analysis.entities.entities[entity];
        found.push(Ent {
            start,
            end,
            label: label(known.kind, mention.form),
            kb_id: known.wikidata.as_deref().unwrap_or_default(),
            id: entity_name(entity),
        });
    }
    found
}

/// The label of spaCy's English models.
const fn label(kind: EntityKind, form: MentionForm) -> &'static str {
    match (kind, form) {
        (EntityKind::State, MentionForm::Demonym) | (EntityKind::Group, _) => "NORP",
        (EntityKind::Person, _) => "PERSON",
        (EntityKind::State, _) => "GPE",
        (EntityKind::Organization, _) => "ORG",
        (EntityKind::Place, _) => "LOC",
        (EntityKind::Other, _) => "MISC",
    }
}

fn spans<'a>(analysis: &'a Analysis, points: &CodePoints<'_>) -> Vec<SpanLine<'a>> {
    let tokens = analysis.syntax.tokens();
    let line = |span: Span, label, id| {
        let [start, end] = points.span(span);
        SpanLine {
            start,
            end,
            start_token: tokens.partition_point(|token| token.span.end() <= span.start()),
            end_token: tokens.partition_point(|token| token.span.start() < span.end()),
            label,
            id,
        }
    };
    let quotes = analysis.quotes.enumerate().flat_map(|(id, quote)| {
        let content = quote.content.iter();
        content.map(move |&span| line(span, "QUOTE", quote_name(id)))
    });
    let events = analysis.events.enumerate().flat_map(|(id, event)| {
        let trigger = event.trigger.iter();
        trigger.map(move |&span| line(span, event.event_type.code(), event_name(id)))
    });
    quotes.chain(events).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{EventType, Status};

    #[test]
    fn triggers_have_code_points_and_tokens() {
        let mut analysis = crate::testing::analysis(
            "Zoë    PROPN 2 nsubj
             held   VERB  0 root
             short  ADJ   4 amod
             talks  NOUN  2 obj",
        );
        let mut event = crate::testing::event(EventType::Consult, Status::Actual, &[], &[]);
        event.trigger = vec![Span::new(5, 9), Span::new(16, 21)];
        analysis.events.push(event);
        let mut out = Vec::new();
        Spacy
            .document(&analysis, &mut out)
            .expect("a vector takes all");
        let line: serde_json::Value = serde_json::from_slice(&out).expect("one line");
        let spans = line["spans"].as_array().expect("a list");
        let shown: Vec<_> = spans
            .iter()
            .map(|span| {
                let at = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
                assert_eq!(
                    (&span["label"], &span["id"]),
                    (&"CONSULT".into(), &"v1".into())
                );
                (at("start"), at("end"), at("start_token"), at("end_token"))
            })
            .collect();
        assert_eq!(shown, [(4, 8, 1, 2), (15, 20, 3, 4)]);
    }
}
