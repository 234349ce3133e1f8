//! Every labelled sentence of `data/sentences` is well formed, and there are as many as its README says.
//!
//! A label is checked against the text it labels: in `Oslo recalled its envoy` the trigger `recalled` and the source
//! `Oslo` must be words of the sentence, and `SANCTION`, `withdraw` must go together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chancery_model::{EventType, Mode, Status};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    text: String,
    date: Date,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    #[serde(rename = "type")]
    event_type: String,
    mode: Option<String>,
    status: String,
    trigger: String,
    source: Vec<String>,
    target: Vec<String>,
}

/// One file: its stem is an event type in lower case, `none` or `mixed`.
fn read(stem: &str) -> Vec<Sentence> {
    let path = folder().join(stem).with_extension("jsonl");
    let lines = std::fs::read_to_string(&path).expect("the file is part of the crate");
    lines
        .lines()
        .zip(1..)
        .map(|(line, number)| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{stem}:{number}: {error}"))
        })
        .collect()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sentences")
}

fn stems() -> Vec<String> {
    let types = EventType::ALL.iter().map(|t| t.code().to_lowercase());
    types.chain(["none", "mixed"].map(String::from)).collect()
}

#[test]
fn labels_are_words_of_their_sentence() {
    let mut seen = BTreeSet::new();
    for stem in stems() {
        for sentence in read(&stem) {
            let text = &sentence.text;
            let types: BTreeSet<_> = sentence.events.iter().map(|e| check(text, e)).collect();
            let fits = match stem.as_str() {
                "none" => types.is_empty(),
                "mixed" => types.len() > 1,
                own => types.iter().any(|t| t.code().to_lowercase() == own),
            };
            assert!(fits, "{stem} is the wrong file for: {text}");
            assert!(
                (1990..2030).contains(&sentence.date.year()),
                "{stem}: an odd year: {text}"
            );
            assert!(seen.insert(sentence.text.clone()), "{stem}: twice: {text}");
        }
    }
}

fn check(text: &str, event: &Event) -> EventType {
    let event_type = EventType::from_code(&event.event_type);
    let event_type = event_type.unwrap_or_else(|| panic!("{}: {text}", event.event_type));
    if let Some(mode) = &event.mode {
        let known = Mode::from_code(mode).is_some_and(|mode| mode.belongs_to(event_type));
        assert!(known, "{event_type} has no mode {mode}: {text}");
    }
    let status = &event.status;
    assert!(Status::from_code(status).is_some(), "{status}: {text}");
    for words in [&event.trigger]
        .into_iter()
        .chain(&event.source)
        .chain(&event.target)
    {
        assert!(
            !words.trim().is_empty() && text.contains(words.as_str()),
            "`{words}` is not in: {text}"
        );
    }
    event_type
}

/// Rows of the README's tables: the name between back ticks, then the number after it.
#[test]
fn the_readme_counts_what_is_there() {
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("the README is there");
    let mut counts = BTreeMap::new();
    for stem in stems() {
        let sentences = read(&stem);
        for event in sentences.iter().flat_map(|sentence| &sentence.events) {
            *counts.entry(event.status.clone()).or_insert(0) += 1;
        }
        counts.insert(format!("{stem}.jsonl"), sentences.len());
    }
    let documented: BTreeMap<_, _> = readme.lines().filter_map(row).collect();
    assert_eq!(documented, counts);
}

fn row(line: &str) -> Option<(String, usize)> {
    let (name, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
    Some((name.to_owned(), rest.split(" |").next()?.parse().ok()?))
}
