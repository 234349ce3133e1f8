//! `--dedup`: copies are marked or left out, never without a word, and alike for any number of threads.

use std::fmt::Write;
use std::fs;

use assert_cmd::Command;
use serde_json::{Value, json};

const STORY: &str = include_str!("../../../fixtures/osce-statement/story.txt");
const OTHER: &str = include_str!("../../../fixtures/envoy-summoned/story.txt");

/// A first story, a copy with another headline, another story, a copy of it cut from the end, and a bad line.
fn input() -> String {
    let cut = &OTHER[..OTHER.find("About 50").expect("the last paragraph")];
    let mut lines = String::new();
    for (id, text) in [
        ("a", STORY.to_owned()),
        ("a2", format!("Monitors kept out\n\n{STORY}")),
        ("b", OTHER.to_owned()),
        ("b2", cut.to_owned()),
    ] {
        writeln!(lines, "{}", json!({"id": id, "text": text})).expect("a string");
    }
    lines + "no JSON\n"
}

/// What `duplicate_of` holds for each record, by id, and standard error.
fn read(args: &[&str]) -> (Vec<(String, Value)>, String, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("feed.jsonl"), input()).expect("a file");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    let output = command
        .current_dir(folder.path())
        .args(["read", "feed.jsonl", "--format", "jsonl"])
        .args(args)
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(1), "the bad line is an error");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let records = stdout.lines().map(|line| {
        let record: Value = serde_json::from_str(line).expect("a record is JSON");
        let id = record["id"].as_str().unwrap_or_default().to_owned();
        (id, record["duplicate_of"]["id"].clone())
    });
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (records.collect(), stderr, output.stdout)
}

/// `expected`: each record's id and the one that it is a copy of.
#[track_caller]
fn check(dedup: &str, expected: &[(&str, Option<&str>)], summary: Option<&str>) {
    let (found, stderr, bytes) = read(&["--dedup", dedup, "--threads", "1"]);
    let expected: Vec<_> = expected
        .iter()
        .map(|&(id, first)| (id.to_owned(), json!(first)))
        .collect();
    assert_eq!(found, expected);
    let said = stderr.lines().find(|line| line.contains("copies"));
    assert_eq!(said, summary);
    assert_eq!(read(&["--dedup", dedup, "--threads", "5"]).2, bytes);
}

#[test]
fn copies_are_read_marked_or_left_out() {
    check(
        "off",
        &[("a", None), ("a2", None), ("b", None), ("b2", None)],
        None,
    );
    check(
        "mark",
        &[
            ("a", None),
            ("a2", Some("a")),
            ("b", None),
            ("b2", Some("b")),
        ],
        Some("chancery: copies of earlier stories marked: 2"),
    );
    check(
        "drop",
        &[("a", None), ("b", None)],
        Some("chancery: copies of earlier stories left out: 2"),
    );
}
