//! What came of meetings, through the whole chain: every cue by its example, and stories in which nothing came of one.

use chancery::Pipeline;
use chancery_model::{Document, Event, Id};
use jiff::civil::date;

const CUES: &str = include_str!("../../events/data/outcomes.tsv");
/// The meeting that the examples speak of.
const MEETING: &str = "Austria and Iran held talks in Vienna on Friday.";
const VISIT: &str = "Iranian President Reza Beispiel visited Austria on Monday.";

fn events(pipeline: &Pipeline, text: String) -> Vec<Event> {
    let mut document = Document::from_plain("story", text);
    document.published = Some(date(2024, 3, 5));
    pipeline.analyze(document).events.iter().cloned().collect()
}

/// Outcomes as `type status of trigger-number`, in order of the events.
fn outcomes(events: &[Event]) -> Vec<String> {
    let links = events
        .iter()
        .filter_map(|event| Some((event, event.outcome_of?)));
    links
        .map(|(event, of)| format!("{} {} of {}", event.event_type, event.status, of.index()))
        .collect()
}

#[test]
fn every_cue_ties_its_example_to_the_meeting() {
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let mut wrong = Vec::new();
    for line in CUES.lines().filter(|line| !line.starts_with('#')) {
        let example = line.rsplit('\t').next().expect("a split has a part");
        let meeting = if line.starts_with("visit") {
            VISIT
        } else {
            MEETING
        };
        let found = events(&pipeline, format!("{meeting} {example}"));
        let is_tied = found
            .iter()
            .any(|event| event.outcome_of.is_some_and(|of| of.index() == 0));
        if is_tied == line.starts_with("other") {
            let told: Vec<_> = found.iter().map(|event| event.rule.as_str()).collect();
            wrong.push(format!("{line} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn agreement_none_and_the_next_round() {
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let check = |text: &str, expected: &[&str]| {
        let found = events(&pipeline, format!("{MEETING} {text}"));
        assert_eq!(outcomes(&found), expected, "{text}");
    };
    check(
        "The talks ended without agreement.",
        &["AGREE negated of 0"],
    );
    check(
        "The talks produced an agreement on water, and a second round is planned for May.",
        &["AGREE actual of 0", "CONSULT planned of 0"],
    );
    check(
        "The two sides failed to reach an agreement.",
        &["REJECT actual of 0"],
    );
    // Other parties, another matter, a meeting to come: nothing ties them.
    check("After the talks Peru and Chile signed a treaty.", &[]);
    check("Iran has agreed to free prisoners.", &[]);
    check("Austria condemned Iran after the talks.", &[]);
    check("The talks focused on an agreement on water.", &[]);
    check("The talks could end without an agreement.", &[]);
}

#[test]
fn the_first_report_of_the_meeting_is_pointed_to() {
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let found = events(
        &pipeline,
        format!("{MEETING} Austria and Iran met in Vienna and agreed to free prisoners."),
    );
    assert_eq!(outcomes(&found), ["AGREE actual of 0"]);
}
