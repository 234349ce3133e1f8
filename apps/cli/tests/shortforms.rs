//! `chancery events|quotes|entities`, `--only`, `man` and the help: each says the same as the long way.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const STORY: &str = "envoy-summoned/story.txt";

/// Status and standard output.
fn run(args: &[&str]) -> (Option<i32>, String) {
    let output = Command::cargo_bin("chancery")
        .expect("cargo builds the binary for this test")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures"))
        .args(args)
        .output()
        .expect("the binary runs");
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    (output.status.code(), stdout)
}

#[track_caller]
fn check(short: &[&str], long: &[&str]) {
    let found = run(short);
    assert_eq!(found, run(long));
    assert!(
        found.0 == Some(0) && found.1.lines().count() > 1,
        "{found:?}"
    );
}

#[test]
fn short_forms_write_what_the_long_form_writes() {
    check(&["events", STORY], &["read", STORY, "--table", "events"]);
    check(
        &["quotes", STORY],
        &["read", STORY, "--format", "csv", "--table", "quotes"],
    );
    check(
        &["entities", STORY, "--format", "tsv"],
        &["read", STORY, "--format", "tsv", "--table", "entities"],
    );
    check(
        &["quotes", STORY, "--format", "json"],
        &["read", STORY, "--format", "json", "--only", "quotes"],
    );
    for (option, value) in [("--table", "quotes"), ("--only", "events")] {
        assert_eq!(run(&["events", STORY, option, value]).0, Some(2));
    }
}

#[test]
fn records_hold_only_what_was_asked_for() {
    let whole = run(&["read", STORY, "--format", "jsonl"]).1;
    let some = run(&[
        "read",
        STORY,
        "--format",
        "jsonl",
        "--only",
        "events,entities",
    ])
    .1;
    let mut whole: Value = serde_json::from_str(&whole).expect("a record is JSON");
    for part in ["times", "quotes"] {
        assert!(
            !whole[part].as_array().expect("a list").is_empty(),
            "{part}"
        );
        whole[part] = Value::Array(Vec::new());
    }
    assert_eq!(
        whole,
        serde_json::from_str::<Value>(&some).expect("a record is JSON")
    );

    let brief = run(&["read", STORY, "--format", "brief", "--only", "quotes"]).1;
    assert!(brief.contains("QUOTES (9)"), "{brief}");
    assert!(
        !brief.contains("EVENTS") && !brief.contains("PEOPLE"),
        "{brief}"
    );
}

#[test]
fn every_command_has_a_manual_page_and_examples() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let man = folder.path().join("man1");
    assert_eq!(run(&["man", &man.display().to_string()]).0, Some(0));
    let (_, main) = run(&["man"]);
    assert!(
        main.starts_with(".ie") && main.contains(".TH chancery 1"),
        "{main}"
    );
    for command in [
        "completions",
        "config",
        "diff",
        "entities",
        "events",
        "formats",
        "man",
        "quotes",
        "read",
        "resolve",
        "schema",
    ] {
        let page = man.join(format!("chancery-{command}.1"));
        assert!(
            std::fs::read_to_string(page).is_ok_and(|page| page.contains("Example")),
            "{command}"
        );
        let (status, help) = run(&[command, "--help"]);
        assert!(status == Some(0) && help.contains("Example"), "{command}");
    }
    assert!(run(&["completions", "bash"]).1.contains("entities"));
}
