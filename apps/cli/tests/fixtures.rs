//! End to end: each folder of `fixtures/` through the binary, as the record and as the brief.
//!
//! The record is rendered for reading, spans shown by their words. A changed snapshot is reviewed, never blindly accepted.

#[path = "support/view.rs"]
mod view;

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// Names of inputs, one a folder.
const INPUTS: [&str; 12] = [
    "story.txt",
    "input.csv",
    "input.json",
    "input.jsonl",
    "input.md",
    "input.newsml",
    "input.nitf",
    "input.parquet",
    "input.rss",
    "input.txt",
    "input.warc",
    "input.xml",
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Folder names and their inputs, sorted.
fn cases() -> Vec<(String, PathBuf)> {
    let mut cases: Vec<_> = std::fs::read_dir(fixtures())
        .expect("the checkout has fixtures")
        .flatten()
        .filter_map(|entry| {
            let folder = entry.path();
            let input = INPUTS
                .iter()
                .map(|name| folder.join(name))
                .find(|path| path.is_file())?;
            Some((entry.file_name().to_string_lossy().into_owned(), input))
        })
        .collect();
    cases.sort();
    cases
}

/// Standard output of `chancery read` on a fixture, from inside its folder. `published.txt` holds the day for `--published`.
fn read(input: &Path, format: &str) -> String {
    read_with(input, &["--format", format])
}

/// The same with these options.
fn read_with(input: &Path, options: &[&str]) -> String {
    let folder = input.parent().expect("an input lies in its folder");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command.current_dir(folder);
    command
        .arg("read")
        .args(options)
        .arg(input.file_name().expect("an input has a name"));
    if let Ok(day) = std::fs::read_to_string(folder.join("published.txt")) {
        command.args(["--published", day.trim()]);
    }
    let output = command.assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("output is UTF-8")
}

/// One snapshot a case, beside its input.
fn check_all(name: &str, render: impl Fn(&Path) -> String) {
    let cases = cases();
    assert!(cases.len() >= 10, "fixtures are missing: {cases:?}");
    for (_, input) in cases {
        let rendered = render(&input);
        assert!(
            rendered.lines().count() <= 400,
            "{name} of {} is too long to review",
            input.display()
        );
        check_one(name, &input, rendered);
    }
}

/// The snapshot of one case, beside its input.
fn check_one(name: &str, input: &Path, rendered: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(input.parent().expect("an input lies in its folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, rendered));
}

#[test]
fn records() {
    check_all("record", |input| view::records(&read(input, "jsonl")));
}

#[test]
fn briefs() {
    check_all("brief", |input| read(input, "brief"));
}

/// A feed of several documents shows each form of table: one header, rows in order.
#[test]
fn tables() {
    let input = fixtures().join("wire-feed/input.jsonl");
    for table in ["events", "quotes", "entities", "documents"] {
        let rendered = read_with(&input, &["--table", table]);
        check_one(&format!("csv-{table}"), &input, rendered);
    }
    for format in [
        "gdelt", "geojson", "gexf", "graphml", "icews", "markdown", "polecat",
    ] {
        check_one(format, &input, read(&input, format));
    }
}

#[test]
fn calendars() {
    let input = fixtures().join("diplomats-expelled/story.txt");
    check_one("ics", &input, read(&input, "ics").replace("\r\n", "\n"));
}

#[test]
fn spreadsheets_get_a_mark() {
    let input = fixtures().join("wire-feed/input.jsonl");
    let plain = read_with(&input, &["--format", "tsv"]);
    let marked = read_with(&input, &["--format", "tsv", "--spreadsheet"]);
    assert_eq!(marked, format!("\u{feff}{plain}"));
}

#[test]
fn every_span_of_every_record_is_in_place() {
    for (case, input) in cases() {
        for line in read(&input, "jsonl").lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("a record is JSON");
            view::check_spans(&case, &record);
        }
    }
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let folder = fixtures();
    let run = |format: &str, threads: &str| {
        let mut command =
            Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
        command
            .args(["read", "--format", format, "--threads", threads])
            .arg(&folder);
        command.assert().success().get_output().stdout.clone()
    };
    for format in ["jsonl", "brat", "csv", "gdelt", "geojson", "gexf", "jsonld"] {
        assert!(run(format, "1") == run(format, "4"), "{format}");
    }
}
