//! Bad input is ordinary: a message that names it, exit status 1, and every other input written.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

const GOOD: &str =
    "VIENNA, Oct. 24 (AP) -- The foreign ministers of Austria and Oman met on Friday.\n";

fn chancery(folder: &Path, args: &[&str]) -> Output {
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command
        .current_dir(folder)
        .args(args)
        .output()
        .expect("the binary runs")
}

/// Reads `bad.txt` (or what `name` says) beside a good file; the good one must come out, and stderr must hold `message`.
fn check(name: &str, bytes: Option<&[u8]>, message: &str, documents: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("good.txt"), GOOD).expect("a file");
    if let Some(bytes) = bytes {
        fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let output = chancery(folder.path(), &["read", name, "good.txt"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains(name), "the input is not named: {stderr}");
    assert!(stderr.contains(message), "no {message:?} in: {stderr}");
    let lines: Vec<_> = output
        .stdout
        .split(|&b| b == b'\n')
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines.len(), documents, "{stderr}");
    let last: serde_json::Value =
        serde_json::from_slice(lines[documents - 1]).expect("a record is JSON");
    assert_eq!(last["text"], GOOD);
}

#[test]
fn an_empty_file() {
    check("bad.txt", Some(b""), "empty", 1);
}

#[test]
fn binary_bytes() {
    check(
        "bad.txt",
        Some(b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00"),
        "expected text",
        1,
    );
}

#[test]
fn a_missing_file() {
    check("absent.txt", None, "cannot be read", 1);
}

#[test]
fn a_pattern_without_a_match() {
    check("absent*.txt", None, "no file matches", 1);
}

#[test]
fn a_line_too_long_to_be_a_story() {
    check(
        "bad.txt",
        Some("A minister spoke. ".repeat(3_000_000).as_bytes()),
        "the limit is",
        1,
    );
}

#[test]
fn invalid_utf8_is_read_with_a_notice() {
    check("bad.txt", Some(b"Caf\xc3\xa9 talks \xff\xfe in K\xc3\xb6ln went on, \xe2\x82\xac5 million was pledged."), "U+FFFD", 2);
}

#[test]
fn an_empty_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("stories")).expect("a folder");
    fs::write(folder.path().join("good.txt"), GOOD).expect("a file");
    let output = chancery(folder.path(), &["read", "stories", "good.txt"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr.contains("stories") && stderr.contains("no story files"),
        "{stderr}"
    );
    assert!(!output.stdout.is_empty());
}

#[test]
fn a_json_line_cut_in_half() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines = "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"te\n{\"id\":\"c\",\"text\":\"Three.\"}\n";
    fs::write(folder.path().join("feed.jsonl"), lines).expect("a file");
    let output = chancery(folder.path(), &["read", "feed.jsonl"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr.contains("feed.jsonl") && stderr.contains("line 2"),
        "{stderr}"
    );
    let ids: Vec<_> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("a record is JSON")["id"].clone()
        })
        .collect();
    assert_eq!(ids, ["a", "c"]);
}

#[test]
fn standard_input_and_output_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command
        .current_dir(folder.path())
        .args(["read", "-", "-o", "out.json", "--published", "2015-10-25"])
        .write_stdin(GOOD);
    command.assert().success().stdout("");
    let text = fs::read_to_string(folder.path().join("out.json")).expect("the file was written");
    let record: serde_json::Value = serde_json::from_str(&text).expect("a record is JSON");
    assert_eq!(record["published"], "2015-10-25");
    assert_eq!(record["dateline"]["date"], "2015-10-24");
    assert!(
        text.starts_with("{\n"),
        "the ending chooses the indented format"
    );
}

#[test]
fn wrong_usage_is_status_2() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for args in [
        &["read", "--format", "xml"][..],
        &["read", "--published", "yesterday"],
        &["reed"],
    ] {
        assert_eq!(chancery(folder.path(), args).status.code(), Some(2));
    }
}

#[test]
fn schema_formats_and_completions_print() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let schema: serde_json::Value =
        serde_json::from_slice(&chancery(folder.path(), &["schema"]).stdout)
            .expect("the schema is JSON");
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    let formats = chancery(folder.path(), &["formats"]).stdout;
    assert!(
        String::from_utf8_lossy(&formats)
            .lines()
            .any(|line| line.starts_with("jsonl "))
    );
    assert!(
        !chancery(folder.path(), &["completions", "bash"])
            .stdout
            .is_empty()
    );
}

#[test]
fn phrases_are_resolved_one_or_many() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let args = [
        "resolve",
        "the Russian foreign minister",
        "--on",
        "2015-10-24",
    ];
    let one: serde_json::Value =
        serde_json::from_slice(&chancery(folder.path(), &args).stdout).expect("an actor is JSON");
    assert_eq!(
        (one["country"].as_str(), one["sectors"][0].as_str()),
        (Some("RUS"), Some("GOV"))
    );

    let lines = "{\"id\":\"a\",\"phrase\":\"Austrian police\"}\n{\"id\":\n{\"id\":\"c\",\"phrase\":\"Oman\"}\n";
    fs::write(folder.path().join("phrases.jsonl"), lines).expect("a file");
    let output = chancery(
        folder.path(),
        &["resolve", "--from", "jsonl", "phrases.jsonl"],
    );
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains("phrases.jsonl: line 2"), "{stderr}");
    let countries: Vec<_> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("an actor is JSON")["country"]
                .clone()
        })
        .collect();
    assert_eq!(countries, ["AUT", "OMN"]);
}
