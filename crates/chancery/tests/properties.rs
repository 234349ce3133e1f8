//! What holds for any text through all stages.

use chancery::{Analysis, Document, Pipeline};
use chancery_model::{EventType, Id, Span};
use chancery_testkit::quirky_text;
use proptest::prelude::*;

/// Every span lies in the text on character boundaries, every id names a row.
fn check(analysis: &Analysis) -> Result<(), TestCaseError> {
    let text = analysis.document.text();
    let in_text = |span: Span| Span::in_text(text, span.range()) == Ok(span) && !span.is_empty();
    let entities = &analysis.entities;
    prop_assert_eq!(entities.mentions.len(), entities.links.len());
    for mention in &entities.mentions {
        prop_assert!(in_text(mention.span) && mention.span.contains(mention.head));
    }
    prop_assert!(
        entities
            .mentions
            .iter()
            .is_sorted_by_key(|mention| mention.span.start())
    );
    for link in entities.links.iter().flatten() {
        prop_assert!(!link.entities.is_empty() && (0.0..=1.0).contains(&link.confidence));
        prop_assert!(
            link.entities
                .iter()
                .all(|&id| entities.entities.get(id).is_some())
        );
    }
    prop_assert!(analysis.times.iter().all(|time| in_text(time.span)));
    for quote in &analysis.quotes {
        prop_assert!(!quote.content.is_empty() && quote.content.iter().all(|&span| in_text(span)));
        prop_assert!(quote.content.is_sorted_by(|a, b| a.end() <= b.start()));
        prop_assert!(
            quote
                .parent
                .is_none_or(|parent| analysis.quotes.get(parent).is_some())
        );
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
    }
    for event in &analysis.events {
        prop_assert!(!event.trigger.is_empty() && event.trigger.iter().all(|&span| in_text(span)));
        prop_assert!(
            event
                .mode
                .is_none_or(|mode| mode.belongs_to(event.event_type))
        );
        prop_assert!(event.sentence.index() < analysis.syntax.sentences().len());
        let meeting = event.outcome_of.map(|meeting| {
            let meeting = analysis.events.get(meeting);
            meeting.map(|meeting| meeting.event_type)
        });
        prop_assert!(meeting.is_none_or(|found| found == Some(EventType::Consult)));
        let parties = event.source.iter().chain(&event.target).chain(&event.place);
        prop_assert!(
            parties
                .into_iter()
                .all(|&id| entities.entities.get(id).is_some())
        );
        prop_assert!(
            event
                .same_as
                .iter()
                .all(|&other| analysis.events.get(other).is_some())
        );
    }
    Ok(())
}

#[test]
fn any_text_gives_a_sound_and_repeatable_analysis() {
    let pipeline = Pipeline::new().expect("the embedded tables are sound");
    proptest!(ProptestConfig::with_cases(200), |(text in quirky_text())| {
        let analysis = pipeline.analyze(Document::from_plain("any", text.clone()));
        prop_assert_eq!(analysis.document.text(), &text);
        check(&analysis)?;
        prop_assert_eq!(&analysis, &pipeline.analyze(Document::from_plain("any", text)));
    });
}
