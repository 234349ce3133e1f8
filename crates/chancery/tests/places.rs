//! Where events were, through the whole chain, when no town stands in their own words.

use chancery::Pipeline;
use chancery_ingest::{Limits, Meta, read_text};

/// `expected` holds the type and place of each event, in order. The story is filed from Vienna.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let story = format!("VIENNA, March 5, 2024 (Reuters) - {text}");
    let ingested = read_text(Meta::default(), story.as_bytes(), &Limits::default());
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let analysis = pipeline.analyze_ingested(ingested.expect("text is read"));
    let found: Vec<String> = analysis
        .events
        .iter()
        .map(|event| {
            let place = event.place.map(|id| &analysis.entities.entities[id].name);
            let place = place.map_or("-", String::as_str);
            format!("{} {place}", event.event_type)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn here_is_where_the_story_was_filed() {
    check(
        "Austria and Iran held talks here on Monday. It rained in Vienna.",
        &["CONSULT Vienna"],
    );
    check("Austria and Iran held talks on Monday.", &["CONSULT -"]);
    check(
        "Austria and Iran held talks in Muscat on Monday.",
        &["CONSULT Muscat"],
    );
}

#[test]
fn land_and_water_of_a_state() {
    check(
        "Iranian jets bombed a ship in Iraqi waters.",
        &["ASSAULT Iraq"],
    );
    check(
        "German ships are patrolling the Lebanese coast.",
        &["MOBILIZE Lebanon"],
    );
    check("Iran condemned the Iraqi government.", &["ACCUSE -"]);
}

#[test]
fn a_later_phrase_names_the_place_of_a_meeting() {
    check(
        "Austria and Iran held talks on Monday. After the talks in Muscat, Iran praised Israel.",
        &["CONSULT Muscat", "SUPPORT Muscat"],
    );
    check(
        "Austria and Iran held talks on Monday. The next talks in Muscat are important.",
        &["CONSULT -"],
    );
}
