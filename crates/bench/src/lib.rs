//! Stories for benchmarks: one short, one long, and a row of several manners.
//!
//! `cargo bench -p chancery-bench` times each stage; the example `throughput` prints words and documents a second, load
//! times, memory and how the cost grows. `docs/benchmarks.md` explains both.

use chancery_model::Document;

/// A story of about 200 words.
pub fn short_story() -> Document {
    Document::from_plain(
        "short",
        include_str!("../../../fixtures/osce-statement/story.txt"),
    )
}

/// A story of several thousand words: long reads, minutes, dumps without borders between stories.
pub fn long_story() -> Document {
    let texts: Vec<&str> = stories().map(|(_, text)| text).collect();
    Document::from_plain("long", texts.join("\n\n"))
}

/// The texts of all story fixtures with their names, in order of name; 200 to 470 words each.
pub fn stories() -> impl ExactSizeIterator<Item = (&'static str, &'static str)> {
    STORIES.into_iter()
}

/// Words between white space.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The file of a story fixture, with its name.
macro_rules! story {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../fixtures/", $name, "/story.txt")),
        )
    };
}

const STORIES: [(&str, &str); 11] = [
    story!("air-strikes"),
    story!("border-protest"),
    story!("ceasefire-deal"),
    story!("diplomats-expelled"),
    story!("envoy-summoned"),
    story!("minister-interview"),
    story!("osce-statement"),
    story!("sanctions-eased"),
    story!("trade-agreement"),
    story!("un-vote"),
    story!("vienna-talks"),
];
