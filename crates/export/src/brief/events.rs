//! The events of a brief: type, parties, time, place, and the words that state them.

use chancery_model::{Analysis, Event, EventId, Setting, Span, Status, TimeBasis};

use jiff::civil::Date;

use super::actors::labels;
use super::page::{Page, Weight};
use super::quotes::speaker;

/// Bytes of context kept on each side of a trigger.
const CONTEXT: u32 = 70;

pub(super) fn events(page: &mut Page, analysis: &Analysis) {
    section(page, analysis, "Events", Setting::News);
    section(page, analysis, "Background", Setting::Background);
    section(page, analysis, "Analysis", Setting::Analysis);
}

/// The acts that are told in one setting.
fn section(page: &mut Page, analysis: &Analysis, heading: &str, setting: Setting) {
    let rows: Vec<_> = analysis
        .events
        .enumerate()
        .filter(|(id, event)| is_representative(*id, event) && event.setting == setting)
        .map(|(_, event)| event)
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

/// The first mention of an act stands for all: the headline's, else the lead's.
fn is_representative(id: EventId, event: &Event) -> bool {
    event.same_as.iter().all(|&other| id < other)
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

fn parties(analysis: &Analysis, event: &Event) -> String {
    let source = labels(analysis, &event.source, "someone");
    // Equals may stand on both sides.
    if event.target.is_empty() || event.target == event.source {
        return source;
    }
    let arrow = if event.reciprocal { "↔" } else { "→" };
    format!(
        "{source} {arrow} {}",
        labels(analysis, &event.target, "someone")
    )
}

fn circumstances(page: &Page, analysis: &Analysis, event: &Event) -> String {
    let mut facts = Vec::new();
    // The day of the report stands at the top of the page.
    if let Some(time) = event.time.filter(|time| time.basis != TimeBasis::Report) {
        facts.push(period(time.start, time.end));
    }
    facts.extend(
        event
            .place
            .map(|place| analysis.entities.entities[place].name.clone()),
    );
    if let Some(meeting) = event.outcome_of {
        facts.push(format!("outcome of “{}”", trigger(analysis, meeting)));
    }
    if let Some(quote) = event.said_in {
        let quote = &analysis.quotes[quote];
        facts.push(match quote.speaker {
            Some(_) => format!("says {}", speaker(analysis, quote)),
            None => "says an unnamed source".to_owned(),
        });
    }
    if facts.is_empty() {
        String::new()
    } else {
        format!("  {}", page.styled(Weight::Faint, &facts.join(", ")))
    }
}

/// `2015-10-24`, `2015-10`, `2015`, else the first and last day.
fn period(start: Date, end: Date) -> String {
    let is_whole = start.day() == 1 && end == end.last_of_month();
    match (is_whole, start.year() == end.year()) {
        _ if start == end => start.to_string(),
        (true, true) if start.month() == end.month() => start.strftime("%Y-%m").to_string(),
        (true, true) if (start.month(), end.month()) == (1, 12) => start.strftime("%Y").to_string(),
        _ => format!("{start} to {end}"),
    }
}

/// The words that state an act, `held … talks`.
fn trigger(analysis: &Analysis, event: EventId) -> String {
    let words = analysis.events[event].trigger.iter();
    let words = words.map(|&span| analysis.document.slice(span));
    words.collect::<Vec<_>>().join(" … ")
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn whole_months_and_years_are_short() {
        assert_eq!(period(date(2015, 10, 24), date(2015, 10, 24)), "2015-10-24");
        assert_eq!(period(date(2016, 2, 1), date(2016, 2, 29)), "2016-02");
        assert_eq!(period(date(2015, 1, 1), date(2015, 12, 31)), "2015");
        assert_eq!(
            period(date(2015, 1, 1), date(2016, 12, 31)),
            "2015-01-01 to 2016-12-31"
        );
    }
}
