//! Stories for benchmarks: one short, one long.
//!
//! `cargo bench -p chancery-bench` gives the time of each stage and the words a second, on one thread.

use chancery_model::Document;

/// A story of about 200 words.
pub fn short_story() -> Document {
    Document::from_plain("short", include_str!("../../../fixtures/osce-statement/story.txt"))
}

/// A story of several thousand words: long reads, minutes, dumps without borders between stories.
pub fn long_story() -> Document {
    let stories = [
        include_str!("../../../fixtures/air-strikes/story.txt"),
        include_str!("../../../fixtures/minister-interview/story.txt"),
        include_str!("../../../fixtures/un-vote/story.txt"),
        include_str!("../../../fixtures/vienna-talks/story.txt"),
    ];
    Document::from_plain("long", stories.join("\n\n").repeat(3))
}

/// Words between white space.
pub fn words(doc: &Document) -> usize {
    doc.text().split_whitespace().count()
}
