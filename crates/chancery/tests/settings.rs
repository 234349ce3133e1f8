//! News, background and analysis, through the whole chain: every cue by its example, and what is told by date and tense.

use chancery::Pipeline;
use chancery_model::{Document, Event};
use jiff::civil::date;

const CUES: &str = include_str!("../../events/data/settings.tsv");

fn events(pipeline: &Pipeline, text: &str) -> Vec<Event> {
    let mut document = Document::from_plain("story", text);
    document.published = Some(date(2024, 3, 5));
    pipeline.analyze(document).events.iter().cloned().collect()
}

#[test]
fn every_cue_sets_its_example_apart() {
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let mut wrong = Vec::new();
    for line in CUES.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let setting = match cells.next() {
            Some("adverb" | "mark" | "opening") => "background",
            _ => "analysis",
        };
        let example = cells.next_back().expect("a row has three cells");
        let found = events(&pipeline, example);
        if found.last().map(|event| event.setting.code()) != Some(setting) {
            let told: Vec<_> = found
                .iter()
                .map(|event| (event.setting, event.status))
                .collect();
            wrong.push(format!("{line} {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_and_tenses() {
    let pipeline = Pipeline::new().expect("the embedded tables load");
    let check = |text: &str, expected: &[&str]| {
        let found = events(&pipeline, text);
        let settings: Vec<_> = found.iter().map(|event| event.setting.code()).collect();
        assert_eq!(settings, expected, "{text}");
    };
    check(
        "Austria expelled the Iranian ambassador on Monday.",
        &["news"],
    );
    check(
        "Austria expelled the Iranian ambassador in 1998.",
        &["background"],
    );
    check(
        "Austria expelled the Iranian ambassador last month.",
        &["news"],
    );
    check(
        "Austria, which had lifted sanctions on Iran, expelled the Iranian ambassador.",
        &["background", "news"],
    );
    check(
        "Iran, which has threatened Israel, condemned Austria on Monday.",
        &["background", "news"],
    );
    check(
        "Austria said it had expelled the Iranian ambassador.",
        &["news"],
    );
    check("Austria will meet Iran in May.", &["news"]);
    check(
        "For years Austria supported Iran. On Monday Austria expelled the Iranian ambassador.",
        &["background", "news"],
    );
    check(
        "The minister of Iran said Austria might impose sanctions on Iran.",
        &["news"],
    );
    // One report as news is enough.
    check(
        "Austria met Iran in Vienna. Austria had met Iran in Vienna.",
        &["news", "news"],
    );
}
