//! Bad input is ordinary: a message that names it, exit status 1, and every other input written.

use std::fs;
use std::io::Write;
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

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

#[test]
fn a_gzip_bomb() {
    let message = "the gzip data unfold to more than 250 times their size by byte";
    check("bad.txt", Some(&gzip(&vec![b'a'; 64 << 20])), message, 1);
}

#[test]
fn a_packed_text_cut_short() {
    let packed = gzip(GOOD.as_bytes());
    let message = "the gzip data are cut short or damaged at or before byte 70";
    check("bad.txt", Some(&packed[..70]), message, 1);
}

#[test]
fn what_is_packed_twice() {
    check(
        "bad.txt.gz",
        Some(&gzip(&gzip(b"Envoys met."))),
        "a gzip file at byte 0, expected text",
        1,
    );
}

#[test]
fn a_damaged_zip_file() {
    check(
        "bad.zip",
        Some(b"PK\x03\x04 and no more"),
        "the zip file is cut short or damaged",
        1,
    );
}

#[test]
fn packed_inputs_are_told_by_content() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines = "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"Two.\"}\n";
    fs::write(folder.path().join("feed"), gzip(lines.as_bytes())).expect("a file");
    fs::write(folder.path().join("story.txt.gz"), gzip(GOOD.as_bytes())).expect("a file");
    let output = chancery(folder.path(), &["read", "feed", "story.txt.gz"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let records: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record is JSON"))
        .collect();
    assert_eq!(
        (&records[0]["id"], &records[1]["id"]),
        (&"a".into(), &"b".into())
    );
    assert_eq!(records[2]["text"], GOOD);

    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    let command = command
        .args(["read", "-"])
        .write_stdin(gzip(lines.as_bytes()));
    let output = command.assert().success().get_output().stdout.clone();
    assert_eq!(String::from_utf8_lossy(&output).lines().count(), 2);
}

#[test]
fn a_zip_file_is_a_folder() {
    let zip = fixture("packed/wire.zip");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = chancery(folder.path(), &["read", &zip]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("wire.zip/2015/b-bomb.txt: ") && stderr.contains("250 times"),
        "{stderr}"
    );
    let texts: Vec<_> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("a record is JSON")["text"]
                .clone()
        })
        .collect();
    assert_eq!(texts, [GOOD, "Their talks went on.", GOOD]);

    let bytes = fs::read(&zip).expect("the checkout has fixtures");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    let output = command
        .args(["read", "-"])
        .write_stdin(bytes)
        .output()
        .expect("the binary runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 3);
}

#[test]
fn every_packing_gives_the_same_story() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["story.txt.gz", "story.txt.zst", "story.txt.xz"] {
        let output = chancery(
            folder.path(),
            &["read", &fixture(&format!("packed/{name}"))],
        );
        let record: serde_json::Value =
            serde_json::from_slice(&output.stdout).expect("a record is JSON");
        assert_eq!(record["text"], GOOD, "{name}");
    }
}

/// Path of a file below `tests/data`.
fn fixture(name: &str) -> String {
    format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
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
