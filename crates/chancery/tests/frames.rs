//! Every event frame against its own examples, through the whole chain.

use chancery::{Document, Pipeline};
use chancery_events::Frames;

#[test]
fn frames_fire_where_they_say_and_nowhere_else() {
    let pipeline = Pipeline::new().expect("the embedded tables are sound");
    let frames = Frames::embedded().expect("the embedded frames are valid");
    let mut wrong = Vec::new();
    let mut examples = 0;
    for example in frames.examples() {
        examples += 1;
        let analysis = pipeline.analyze(Document::from_plain("example", example.text.clone()));
        let found = analysis
            .events
            .iter()
            .any(|event| event.event_type == example.event_type);
        if found != example.fires {
            let rules: Vec<_> = analysis
                .events
                .iter()
                .map(|event| event.rule.as_str())
                .collect();
            wrong.push(format!(
                "{}: {} (found {rules:?})",
                example.frame, example.text
            ));
        }
    }
    assert!(examples > 750, "examples are missing: {examples}");
    assert!(
        wrong.is_empty(),
        "{} of {examples}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
