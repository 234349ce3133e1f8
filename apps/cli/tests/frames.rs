//! `--frames FILE`: a user's own event frames count, and a bad file says where it is wrong.

use std::fs;
use std::process::Output;

use assert_cmd::Command;

const STORY: &str = "Austria serenaded Oman on Friday.\n";

const FRAMES: &str = r#"type = "SUPPORT"

[[frame]]
id = "serenade"
verbs = ["serenade"]
target = ["object"]
cameo = "051"
yes = ["Austria serenaded Oman."]
no = ["Austria accused Oman."]
"#;

/// Reads the story with these frames.
fn read(frames: &str) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("story.txt"), STORY).expect("a file");
    fs::write(folder.path().join("mine.toml"), frames).expect("a file");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command
        .current_dir(folder.path())
        .args(["read", "story.txt", "--frames", "mine.toml"])
        .output()
        .expect("the binary runs")
}

#[track_caller]
fn check_refused(frames: &str, message: &str) {
    let output = read(frames);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains(message), "no {message:?} in: {stderr}");
    assert!(output.stdout.is_empty(), "nothing was read");
}

#[test]
fn frames_of_ones_own_are_found() {
    let output = read(FRAMES);
    assert_eq!(output.status.code(), Some(0));
    let record: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("a record is JSON");
    let events = record["events"].as_array().expect("a list");
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["type"], "SUPPORT");
    assert_eq!(events[0]["rule"], "mine/serenade");
}

#[test]
fn a_bad_row_gives_file_line_column_and_what_was_expected() {
    check_refused(
        &FRAMES.replace("SUPPORT", "HUG"),
        "mine.toml:1:8: expected a PLOVER type, found `HUG`",
    );
    check_refused(
        &FRAMES.replace("cameo = \"051\"", "cameo = \"x\""),
        "mine.toml:7:9: expected a CAMEO code",
    );
    check_refused(
        &FRAMES.replace("target = [\"object\"]", "object = [\"@nobody\"]"),
        "mine.toml:4:6: expected a word class",
    );
}

#[test]
fn a_file_that_is_not_there() {
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    let output = command
        .args(["read", "--frames", "absent.toml", "-"])
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("absent.toml: cannot be read"));
}
