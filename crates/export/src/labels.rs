//! How the formats for people name what a document holds: `Anna Beispiel (AUT)`, `Austria and Oman`.

use chancery_model::{
    Analysis, Document, Entity, EntityId, EntityKind, Event, EventId, EventTime, Id, MentionForm,
    MentionId, Quote, QuoteKind, SentenceId, TimeBasis,
};

/// `Anna Beispiel (AUT)`; a state or place by its name alone.
pub(crate) fn label(analysis: &Analysis, id: EntityId) -> String {
    let entity = &analysis.entities.entities[id];
    match entity.country {
        Some(code) if entity.kind != EntityKind::State && entity.kind != EntityKind::Place => {
            format!("{} ({code})", entity.name)
        }
        _ => entity.name.clone(),
    }
}

/// Names of several entities, `a, b and c`; `fallback` when there are none.
pub(crate) fn labels(analysis: &Analysis, ids: &[EntityId], fallback: &str) -> String {
    let names: Vec<_> = ids.iter().map(|&id| label(analysis, id)).collect();
    match names.as_slice() {
        [] => fallback.to_owned(),
        [one] => one.clone(),
        [firsts @ .., last] => format!("{} and {last}", firsts.join(", ")),
    }
}

/// `Austria → Oman and Chad`, `Austria ↔ Oman` for equals; who is not named is `someone`.
pub(crate) fn parties(analysis: &Analysis, event: &Event) -> String {
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

/// `2015-10-24`, `2015-10`, `2015`, else the first and last day.
pub(crate) fn period(time: EventTime) -> String {
    let EventTime { start, end, .. } = time;
    let is_whole = start.day() == 1 && end == end.last_of_month();
    match (is_whole, start.year() == end.year()) {
        _ if start == end => start.to_string(),
        (true, true) if start.month() == end.month() => start.strftime("%Y-%m").to_string(),
        (true, true) if (start.month(), end.month()) == (1, 12) => start.strftime("%Y").to_string(),
        _ => format!("{start} to {end}"),
    }
}

/// The words that state an act, `held … talks`.
pub(crate) fn trigger(analysis: &Analysis, event: EventId) -> String {
    let words = analysis.events[event].trigger.iter();
    let words = words.map(|&span| analysis.document.slice(span));
    words.collect::<Vec<_>>().join(" … ")
}

/// The text with each run of white space as one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where, when and by whom a story was told: place, day, agency, outlet, author, credit, day of publication, first copy.
pub(crate) fn facts(doc: &Document) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(line) = &doc.dateline {
        facts.extend((!line.places.is_empty()).then(|| line.places.join("/")));
        facts.extend(line.date.map(|day| day.to_string()));
        facts.extend(line.agency.clone());
    }
    facts.extend(doc.provenance.publisher.clone());
    facts.extend(
        doc.provenance
            .byline
            .as_ref()
            .map(|name| format!("by {name}")),
    );
    facts.extend(
        doc.provenance
            .credit
            .as_ref()
            .map(|credit| format!("source: {credit}")),
    );
    let filed = doc.dateline.as_ref().and_then(|line| line.date);
    facts.extend(
        doc.published
            .filter(|&day| filed != Some(day))
            .map(|day| format!("published {day}")),
    );
    facts.extend(
        doc.duplicate_of
            .as_ref()
            .map(|first| format!("copy of {}", first.id)),
    );
    facts
}

/// The sentence of an act, on one line.
pub(crate) fn sentence(analysis: &Analysis, event: &Event) -> String {
    let span = analysis.syntax.sentence(event.sentence).span;
    one_line(analysis.document.slice(span))
}

/// When and where an act took place, which meeting it came out of and who says so, as far as told.
pub(crate) fn circumstances(analysis: &Analysis, event: &Event) -> Vec<String> {
    let mut facts = Vec::new();
    // The day of the report stands at the top of the page.
    if let Some(time) = event.time.filter(|time| time.basis != TimeBasis::Report) {
        facts.push(period(time));
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
    facts
}

/// The resolved speaker, else the words of the text.
pub(crate) fn speaker(analysis: &Analysis, quote: &Quote) -> String {
    let Some(speaker) = &quote.speaker else {
        return "Unattributed".to_owned();
    };
    let words = excerpt(analysis.document.slice(speaker.span));
    match speaker.mention {
        Some(mention) => labels(analysis, analysis.entities.of(mention), &words),
        None => words,
    }
}

/// The pieces of the content, with an ellipsis where the cue cut it; marks only around words given as spoken.
pub(crate) fn content(analysis: &Analysis, quote: &Quote) -> String {
    let pieces: Vec<_> = quote
        .content
        .iter()
        .map(|&span| one_line(analysis.document.slice(span)))
        .collect();
    let words = pieces.join(" … ");
    // The comma before `she said` belongs to the sentence around.
    let words = words.trim_end_matches(',');
    if quote.kind == QuoteKind::Direct {
        format!("“{words}”")
    } else {
        words.to_owned()
    }
}

/// Office, else sectors, else nothing.
pub(crate) fn role(entity: &Entity) -> String {
    match &entity.office {
        Some(office) => office.title.clone(),
        None => entity
            .sectors
            .iter()
            .map(|sector| sector.code())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

/// The mention of an entity that stands in a sentence, else its first; `None` for an entity without one.
pub(crate) fn mention_near(
    analysis: &Analysis,
    entity: EntityId,
    sentence: SentenceId,
) -> Option<MentionId> {
    let sentence = analysis.syntax.sentence(sentence).span;
    let entities = &analysis.entities;
    let inside = |&mention: &MentionId| sentence.contains(entities.mentions[mention].span);
    let inside = entities.mentions_of(entity).find(inside);
    inside.or_else(|| entities.mentions_of(entity).next())
}

/// One mention for each act, in order: the first of those that tell of the same act.
pub(crate) fn acts(analysis: &Analysis) -> impl Iterator<Item = (EventId, &Event)> {
    let events = analysis.events.enumerate();
    events.filter(|(id, event)| event.same_as.iter().all(|other| id < other))
}

/// Entities of these kinds that bear a name, with the number of their mentions.
pub(crate) fn named<'a>(
    analysis: &'a Analysis,
    kinds: &[EntityKind],
) -> Vec<(EntityId, &'a Entity, usize)> {
    let entities = &analysis.entities;
    let mut mentions = vec![0; entities.entities.len()];
    let mut is_named = vec![false; entities.entities.len()];
    for (id, mention) in entities.mentions.enumerate() {
        for entity in entities.of(id) {
            mentions[entity.index()] += 1;
            is_named[entity.index()] |=
                matches!(mention.form, MentionForm::Name | MentionForm::Demonym);
        }
    }
    entities
        .entities
        .enumerate()
        .filter(|(id, entity)| kinds.contains(&entity.kind) && is_named[id.index()])
        .map(|(id, entity)| (id, entity, mentions[id.index()]))
        .collect()
}

/// The first words of a text on one line.
pub(crate) fn excerpt(text: &str) -> String {
    const WORDS: usize = 8;
    let mut words = text.split_whitespace();
    let mut line = words.by_ref().take(WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        line.push_str(" …");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_months_and_years_are_short() {
        let check = |start: &str, end: &str, expected: &str| {
            let day = |day: &str| day.parse().expect("a day");
            let time = EventTime {
                start: day(start),
                end: day(end),
                basis: TimeBasis::Act,
            };
            assert_eq!(period(time), expected);
        };
        check("2015-10-24", "2015-10-24", "2015-10-24");
        check("2016-02-01", "2016-02-29", "2016-02");
        check("2015-01-01", "2015-12-31", "2015");
        check("2015-01-01", "2016-12-31", "2015-01-01 to 2016-12-31");
    }
}
