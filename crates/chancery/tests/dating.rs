//! The days of events, through the whole chain: from the act's own words, else from another report of it, else from the story.

use chancery::Pipeline;
use chancery_model::Document;
use jiff::civil::date;

/// `expected` holds the type, first day and basis of each event, in order. The story is of Tuesday, 5 March 2024.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let mut document = Document::from_plain("story", text);
    document.published = Some(date(2024, 3, 5));
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let analysis = pipeline.analyze(document);
    let found: Vec<String> = analysis
        .events
        .iter()
        .map(|event| match event.time {
            Some(time) => format!("{} {} {}", event.event_type, time.start, time.basis),
            None => format!("{} none", event.event_type),
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn what_the_sentence_tells_comes_first() {
    check(
        "Kenya expelled the Somali ambassador on Monday.",
        &["SANCTION 2024-03-04 act"],
    );
}

#[test]
fn news_without_a_day_is_of_the_day_of_the_report() {
    check(
        "Kenya has expelled the Somali ambassador.",
        &["SANCTION 2024-03-05 report"],
    );
}

#[test]
fn what_lies_back_or_ahead_has_no_day() {
    check(
        "Kenya had expelled the Somali ambassador.",
        &["SANCTION none"],
    );
    check(
        "Kenya will expel the Somali ambassador.",
        &["SANCTION none"],
    );
}

#[test]
fn another_report_of_the_act_tells_the_day() {
    check(
        "Kenya has expelled the Somali ambassador. Kenya expelled the ambassador of Somalia on Saturday.",
        &["SANCTION 2024-03-02 same-act", "SANCTION 2024-03-02 act"],
    );
}
