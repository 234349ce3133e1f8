//! The events of a brief: type, parties, time, place, and the words that state them.

use chancery_model::{Analysis, Event, Setting, Span, Status};

use super::page::{Page, Weight};
use crate::labels::{self, acts, parties};

/// Bytes of context kept on each side of a trigger.
const CONTEXT: u32 = 70;

pub(super) fn events(page: &mut Page, analysis: &Analysis) {
    section(page, analysis, "Events", Setting::News);
    section(page, analysis, "Background", Setting::Background);
    section(page, analysis, "Analysis", Setting::Analysis);
}

/// The acts that are told in one setting.
fn section(page: &mut Page, analysis: &Analysis, heading: &str, setting: Setting) {
    let rows: Vec<_> = acts(analysis)
        .map(|(_, event)| event)
        .filter(|event| event.setting == setting)
        .collect();
    if rows.is_empty() {
        return;
    }
    page.heading(heading, rows.len());
    for event in rows {
        let line = format!(
            "{}  {}{}",
            kind(page, event),
            parties(analysis, event),
            circumstances(page, analysis, event)
        );
        page.line("  ", &line);
        page.line("    ", &evidence(page, analysis, event));
    }
}

/// `planned CONSULT/visit`.
fn kind(page: &Page, event: &Event) -> String {
    let status = match event.status {
        Status::Actual => String::new(),
        Status::Negated => page.styled(Weight::Denied, "not "),
        status => page.styled(Weight::Caution, &format!("{status} ")),
    };
    let mode = event
        .mode
        .map(|mode| format!("/{mode}"))
        .unwrap_or_default();
    format!(
        "{status}{}",
        page.styled(Weight::Strong, &format!("{}{mode}", event.event_type))
    )
}

fn circumstances(page: &Page, analysis: &Analysis, event: &Event) -> String {
    let facts = labels::circumstances(analysis, event);
    if facts.is_empty() {
        String::new()
    } else {
        format!("  {}", page.styled(Weight::Faint, &facts.join(", ")))
    }
}

/// The trigger in its sentence, cut to what fits.
fn evidence(page: &Page, analysis: &Analysis, event: &Event) -> String {
    let doc = &analysis.document;
    let sentence = analysis.syntax.sentence(event.sentence).span;
    // The dateline stands in the first sentence and proves nothing.
    let filed = doc.dateline.as_ref().map_or(0, |line| line.span.end());
    let sentence = Span::new(
        sentence.start().max(filed.min(sentence.end())),
        sentence.end(),
    );
    let (Some(first), Some(last)) = (event.trigger.first(), event.trigger.last()) else {
        return String::new();
    };
    let start = word_border(doc.text(), sentence, first.start().saturating_sub(CONTEXT));
    let end = word_border(doc.text(), sentence, last.end().saturating_add(CONTEXT));
    let mut line = String::from(if start > sentence.start() { "… " } else { "" });
    let mut at = start;
    for &trigger in &event.trigger {
        line.push_str(Span::new(at, trigger.start().max(at)).of(doc.text()));
        line.push_str(&page.styled(Weight::Evidence, trigger.of(doc.text())));
        at = trigger.end();
    }
    line.push_str(Span::new(at, end.max(at)).of(doc.text()));
    if end < sentence.end() {
        line.push_str(" …");
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The border of a word of `sentence` nearest to `byte`, towards the sentence's inside.
fn word_border(text: &str, sentence: Span, byte: u32) -> u32 {
    if byte <= sentence.start() {
        return sentence.start();
    }
    if byte >= sentence.end() {
        return sentence.end();
    }
    let after = text[sentence.range()]
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| sentence.start() + at as u32)
        .find(|&at| at >= byte);
    after.unwrap_or(sentence.end())
}
