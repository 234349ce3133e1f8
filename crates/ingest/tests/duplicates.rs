//! Which edited copies of the stories of `fixtures/` are told, and which other stories are not taken for copies.
//!
//! The table of `docs/formats/inputs.md` holds the same figures.

use std::fmt::Write;

use chancery_ingest::{Duplicates, Limits, Meta, Sketch, read_text};

macro_rules! story {
    ($($name:literal),*) => {
        [$(include_str!(concat!("../../../fixtures/", $name, "/story.txt"))),*]
    };
}

macro_rules! retold {
    ($($name:literal),*) => {
        [$(include_str!(concat!("retold/", $name, ".txt"))),*]
    };
}

const STORIES: [&str; 11] = story![
    "air-strikes",
    "border-protest",
    "ceasefire-deal",
    "diplomats-expelled",
    "envoy-summoned",
    "minister-interview",
    "osce-statement",
    "sanctions-eased",
    "trade-agreement",
    "un-vote",
    "vienna-talks"
];

const RETOLD: [&str; 6] = retold![
    "air-strikes",
    "diplomats-expelled",
    "envoy-summoned",
    "osce-statement",
    "trade-agreement",
    "vienna-talks"
];

const NEXT_DAY: [&str; 2] = retold!["air-strikes-next-day", "vienna-talks-next-day"];

type Edit = (&'static str, fn(&str) -> String);

/// What editors do to a story.
const EDITS: &[Edit] = &[
    ("word for word", str::to_owned),
    ("cut from the end, a fifth", |story| cut(story, 5, 4)),
    ("cut from the end, a third", |story| cut(story, 3, 2)),
    ("cut from the end, two thirds", |story| cut(story, 3, 1)),
    ("another headline", |story| {
        format!("What we know of the day's events so far\n\n{story}")
    }),
    ("agency credit added", |story| {
        format!(
            "{story}\n\n(With inputs from agencies)\n\nFollow our page for more stories like this one."
        )
    }),
    ("figures updated", |story| {
        story.replace(|c: char| c.is_ascii_digit(), "8")
    }),
    ("correction", |story| {
        let corrected =
            "(This version of the story corrects the spelling of a name in the third paragraph)";
        format!(
            "{}\n\n{corrected}",
            replace_words(story, &[(40, "former"), (90, "Tuesday")])
        )
    }),
    ("new lead", |story| {
        format!(
            "There was still no sign of an end to the dispute on the morning after, when both sides said once more that the next step was up to the other.\n\n{story}"
        )
    }),
    ("paragraphs in another order", |story| {
        let mut parts: Vec<_> = paragraphs(story);
        parts.rotate_left(1);
        parts.reverse();
        parts.join("\n\n")
    }),
    ("British spelling", |story| {
        let pairs = [
            ("or ", "our "),
            ("ize", "ise"),
            ("ter ", "tre "),
            ("program", "programme"),
            ("center", "centre"),
        ];
        pairs
            .iter()
            .fold(story.to_owned(), |text, (from, to)| text.replace(from, to))
    }),
    ("every twentieth word changed", |story| every(story, 20)),
    ("every tenth word changed", |story| every(story, 10)),
    ("curly quotation marks, soft hyphens", |story| {
        story
            .replace('"', "”")
            .replace("ment", "\u{ad}ment")
            .replace(", ", ",\u{a0}")
    }),
];

fn paragraphs(story: &str) -> Vec<&str> {
    story
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// The first `keep` of `parts` parts of the words, to whole paragraphs.
fn cut(story: &str, parts: usize, keep: usize) -> String {
    let words = story.split_whitespace().count() * keep / parts;
    let mut kept = String::new();
    for paragraph in paragraphs(story) {
        if kept.split_whitespace().count() >= words {
            break;
        }
        kept += paragraph;
        kept += "\n\n";
    }
    kept
}

/// The story with some of its words, by number, replaced.
fn replace_words(story: &str, words: &[(usize, &str)]) -> String {
    let mut n = 0;
    let words: Vec<_> = story
        .split_inclusive(char::is_whitespace)
        .map(|word| {
            n += 1;
            match words.iter().find(|(at, _)| *at == n) {
                Some((_, other)) => format!("{other} "),
                None => word.to_owned(),
            }
        })
        .collect();
    words.concat()
}

fn every(story: &str, nth: usize) -> String {
    let n = story.split_inclusive(char::is_whitespace).count();
    let words: Vec<_> = (1..n / nth).map(|at| (at * nth, "other")).collect();
    replace_words(story, &words)
}

fn sketch(id: &str, text: &str) -> Sketch {
    let meta = Meta {
        id: id.to_owned(),
        ..Meta::default()
    };
    let read = read_text(meta, text.as_bytes(), &Limits::default()).expect("a story");
    Sketch::of(&read.document).expect("a story has five words")
}

/// What remembers all stories, under their numbers.
fn read_before(stories: &[Sketch]) -> Duplicates {
    let mut seen = Duplicates::default();
    for (at, story) in stories.iter().enumerate() {
        assert_eq!(seen.add(&at.to_string(), story), None);
    }
    seen
}

#[test]
fn edited_copies_are_told_and_other_stories_are_not() {
    let stories = STORIES.map(|story| sketch("first", story));
    let before = read_before(&stories);
    let mut table = String::new();
    for (name, edit) in EDITS {
        let (mut told, mut wrong, mut least) = (0, 0, 1.0_f32);
        for (at, story) in STORIES.iter().enumerate() {
            let copy = sketch("copy", &edit(story));
            least = least.min(copy.similarity(&stories[at]));
            match before.clone().add("copy", &copy) {
                Some(found) if found.id == at.to_string() => told += 1,
                found => wrong += usize::from(found.is_some()),
            }
        }
        let n = STORIES.len();
        writeln!(table, "| {name} | {n} | {told} | {wrong} | {least:.2} |").expect("a string");
    }
    for (name, others) in [
        ("the same event in other words", &RETOLD[..]),
        ("the next day's report", &NEXT_DAY),
    ] {
        let (mut wrong, mut most) = (0, 0.0_f32);
        for other in others {
            let other = sketch("other", other);
            wrong += usize::from(before.clone().add("other", &other).is_some());
            let shares = stories.iter().map(|story| other.similarity(story));
            most = shares.fold(most, f32::max);
        }
        let n = others.len();
        writeln!(table, "| {name} | {n} | 0 | {wrong} | {most:.2} at most |").expect("a string");
    }
    let docs = include_str!("../../../docs/formats/inputs.md");
    assert!(
        docs.contains(&table),
        "docs/formats/inputs.md should hold\n{table}"
    );
}
