//! The lines of an `.ann` file.
//!
//! `T1 Person 0 5 Smith` is a mention, `E1 CONSULT:T7 Source:T1 Target:T3` an act that hangs from its trigger T7. Offsets are code
//! points. A line of the file cannot hold a line break: a span over one is written as two fragments, and its words with a blank.

use std::fmt::Write;

use chancery_model::{Analysis, EntityId, EntityKind, Event, Id, MentionId, Quote, Span};

use crate::CodePoints;
use crate::labels::{mention_near, one_line};
use crate::record::{entity_name, event_name, quote_name};

/// Type of a mention.
pub(super) const fn kind_label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::State => "State",
        EntityKind::Organization => "Organization",
        EntityKind::Place => "Place",
        EntityKind::Group => "Group",
        EntityKind::Other => "Other",
    }
}

/// The annotations of a document, a line each.
pub(super) fn of(analysis: &Analysis) -> String {
    let mut file = File {
        analysis,
        points: CodePoints::of(analysis.document.text()),
        mentions: Vec::new(),
        lines: String::new(),
        n_texts: 0,
        n_relations: 0,
        n_attributes: 0,
        n_notes: 0,
    };
    for id in analysis.entities.mentions.ids() {
        let line = file.mention(id);
        file.mentions.push(line);
    }
    for (id, quote) in analysis.quotes.enumerate() {
        file.quote(quote, &quote_name(id));
    }
    for (number, (id, event)) in analysis.events.enumerate().enumerate() {
        file.event(number + 1, event, &event_name(id));
    }
    file.lines
}

/// Number of a text-bound annotation.
type Text = usize;

struct File<'a> {
    analysis: &'a Analysis,
    points: CodePoints<'a>,
    /// The annotation of each mention.
    mentions: Vec<Option<Text>>,
    lines: String,
    n_texts: usize,
    n_relations: usize,
    n_attributes: usize,
    n_notes: usize,
}

impl File<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        writeln!(self.lines, "{line}").expect("a string takes all");
    }

    /// A mention that stands for something.
    fn mention(&mut self, id: MentionId) -> Option<Text> {
        let entities = &self.analysis.entities;
        let known = entities.of(id);
        let kind = entities.entities[*known.first()?].kind;
        let text = self.text(kind_label(kind), &[entities.mentions[id].span])?;
        let names = known.iter().map(|&entity| self.note_of(entity));
        let names = names.collect::<Vec<_>>().join("; ");
        self.note('T', text, &names);
        Some(text)
    }

    /// `e3 Austria AUT Q40`.
    fn note_of(&self, entity: EntityId) -> String {
        let known = &self.analysis.entities.entities[entity];
        let mut note = format!("{} {}", entity_name(entity), known.name);
        if let Some(country) = known.country {
            note.push_str(&format!(" {country}"));
        }
        if let Some(item) = &known.wikidata {
            note.push_str(&format!(" {item}"));
        }
        note
    }

    fn quote(&mut self, quote: &Quote, name: &str) {
        let Some(text) = self.text("Quote", &quote.content) else {
            return;
        };
        self.note('T', text, &format!("{name} {}", quote.kind));
        if let Some(cue) = &quote.cue
            && let Some(words) = self.text("Cue", &[cue.span])
        {
            self.relation("Cue", text, words);
        }
        if let Some(speaker) = &quote.speaker {
            let mention = speaker.mention.and_then(|id| self.mentions[id.index()]);
            let words = mention.or_else(|| self.text("Speaker", &[speaker.span]));
            if let Some(words) = words {
                self.relation("Speaker", text, words);
            }
        }
    }

    fn event(&mut self, number: usize, event: &Event, name: &str) {
        let Some(trigger) = self.text(event.event_type.code(), &event.trigger) else {
            return;
        };
        let mut line = format!("E{number}\t{}:T{trigger}", event.event_type);
        for (role, parties) in [("Source", &event.source), ("Target", &event.target)] {
            for (at, words) in self.arguments(event, parties).into_iter().enumerate() {
                // brat numbers what comes again.
                let again = if at == 0 {
                    String::new()
                } else {
                    (at + 1).to_string()
                };
                line.push_str(&format!(" {role}{again}:T{words}"));
            }
        }
        for words in self.arguments(event, event.place.as_slice()) {
            line.push_str(&format!(" Place:T{words}"));
        }
        self.line(format_args!("{line}"));
        for (attribute, value) in [
            ("Status", event.status.code()),
            ("Setting", event.setting.code()),
        ] {
            self.n_attributes += 1;
            let id = self.n_attributes;
            self.line(format_args!("A{id}\t{attribute} E{number} {value}"));
        }
        let mut note = name.to_owned();
        if let Some(mode) = event.mode {
            note.push_str(&format!(" {mode}"));
        }
        if let Some(time) = event.time {
            note.push_str(&format!(" {}/{}", time.start, time.end));
        }
        self.note('E', number, &note);
    }

    /// The mentions of the parties that stand nearest to an act.
    fn arguments(&self, event: &Event, parties: &[EntityId]) -> Vec<Text> {
        let mention = |&party| mention_near(self.analysis, party, event.sentence);
        let mentions = parties.iter().filter_map(mention);
        mentions
            .filter_map(|mention| self.mentions[mention.index()])
            .collect()
    }

    /// A text-bound annotation; `None` where the spans hold no words.
    fn text(&mut self, label: &str, spans: &[Span]) -> Option<Text> {
        let text = self.analysis.document.text();
        let fragments: Vec<_> = spans.iter().flat_map(|&span| pieces(text, span)).collect();
        if fragments.is_empty() {
            return None;
        }
        self.n_texts += 1;
        let offsets = fragments.iter().map(|&span| {
            let [start, end] = self.points.span(span);
            format!("{start} {end}")
        });
        let offsets = offsets.collect::<Vec<_>>().join(";");
        let words: Vec<_> = fragments.iter().map(|span| span.of(text)).collect();
        let (id, words) = (self.n_texts, words.join(" "));
        self.line(format_args!("T{id}\t{label} {offsets}\t{words}"));
        Some(id)
    }

    fn relation(&mut self, label: &str, from: Text, to: Text) {
        self.n_relations += 1;
        let id = self.n_relations;
        self.line(format_args!("R{id}\t{label} Arg1:T{from} Arg2:T{to}"));
    }

    fn note(&mut self, letter: char, of: usize, words: &str) {
        self.n_notes += 1;
        let id = self.n_notes;
        let words = one_line(words);
        self.line(format_args!("#{id}\tAnnotatorNotes {letter}{of}\t{words}"));
    }
}

/// The parts of a span between what would break a line or a column, without white space around; none is empty.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut at = span.start();
    let mut found = Vec::new();
    for piece in span.of(text).split_inclusive(breaks) {
        let words = piece.trim_matches(|c: char| breaks(c) || c.is_whitespace());
        let before = piece.find(words).unwrap_or_default();
        let start = at + before as u32;
        if !words.is_empty() {
            found.push(Span::new(start, start + words.len() as u32));
        }
        at += piece.len() as u32;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{EventType, Status};
    use proptest::prelude::*;

    #[test]
    fn an_act_hangs_from_its_trigger() {
        let mut analysis = crate::testing::analysis(
            "Zoë    PROPN 2 nsubj
             held   VERB  0 root
             short  ADJ   4 amod
             talks  NOUN  2 obj",
        );
        let mut event = crate::testing::event(EventType::Consult, Status::Planned, &[], &[]);
        event.trigger = vec![Span::new(5, 9), Span::new(16, 21)];
        analysis.events.push(event);
        insta::assert_snapshot!(of(&analysis).replace('\t', " | "), @r"
        T1 | CONSULT 4 8;15 20 | held talks
        E1 | CONSULT:T1
        A1 | Status E1 planned
        A2 | Setting E1 news
        #1 | AnnotatorNotes E1 | v1
        ");
    }

    proptest! {
        #[test]
        fn pieces_hold_every_visible_character(text in "[a-zé \n\t\r\u{2028}]{0,60}") {
            let whole = Span::new(0, text.len() as u32);
            let pieces = pieces(&text, whole);
            let kept: String = pieces.iter().map(|span| span.of(&text)).collect();
            let breaks_line = kept.contains(['\n', '\t', '\r', '\u{2028}']);
            prop_assert!(!breaks_line);
            let squeeze = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
        }
    }
}
