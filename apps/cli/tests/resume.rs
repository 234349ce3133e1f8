//! `--resume`: a run that is killed and goes on gives the bytes of an unbroken one.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

#[path = "support/corpus.rs"]
mod corpus;

use corpus::{chancery, names, write};

/// A batch and a half.
const STORIES: usize = 400;

fn start(folder: &Path, args: &[&str]) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin!("chancery"))
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

/// Waits until something is committed, while the run is still far from its end.
fn wait_for_manifest(folder: &Path, output: &str, child: &mut Child) {
    let manifest = folder.join(format!("{output}.resume/manifest.json"));
    while !manifest.exists() {
        let ended = child.try_wait().expect("a child");
        assert!(ended.is_none(), "ended before anything was committed");
        sleep(Duration::from_millis(1));
    }
}

fn check(format: &str, more: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    write(folder, STORIES);
    let args = |output, errors, last: &[&'static str]| {
        let mut args = vec!["read", "corpus.jsonl", "--format", format, "-o", output];
        args.extend(["--errors", errors]);
        args.extend(more);
        args.extend(last);
        args
    };
    let whole = chancery(folder, &args("whole", "whole.errors", &[]));
    assert_eq!(whole.status.code(), Some(1), "there are broken lines");

    let broken = args("broken", "broken.errors", &[]);
    let mut child = start(folder, &broken);
    wait_for_manifest(folder, "broken", &mut child);
    child.kill().expect("a running child");
    let status = child.wait().expect("a child");
    assert_eq!(status.code(), None, "it was killed");
    assert!(!folder.join("broken").exists());

    let refused = chancery(folder, &broken);
    let message = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{message}");
    assert!(message.contains("add --resume"), "{message}");

    let resumed = chancery(
        folder,
        &args("broken", "broken.errors", &["--resume", "--summary"]),
    );
    let message = String::from_utf8_lossy(&resumed.stderr);
    assert_eq!(resumed.status.code(), Some(1), "{message}");
    assert!(message.contains("by an earlier run"), "{message}");
    let read = |name| fs::read(folder.join(name)).expect("a file");
    assert!(read("whole") == read("broken"), "{format} differs");
    assert_eq!(
        String::from_utf8_lossy(&read("whole.errors")),
        String::from_utf8_lossy(&read("broken.errors"))
    );
    let left = [
        "broken",
        "broken.errors",
        "corpus.jsonl",
        "whole",
        "whole.errors",
    ];
    assert_eq!(names(folder), left);
}

#[test]
fn documents_one_after_the_other() {
    check("jsonl", &["--dedup", "mark"]);
    check("csv", &["--dedup", "drop", "--threads", "1"]);
}

#[test]
fn files_that_are_more_than_their_documents() {
    check("html", &[]);
    check("gexf", &["--threads", "3"]);
}

#[test]
fn other_inputs_or_options_are_no_continuation() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    write(folder, STORIES);
    let mut child = start(folder, &["read", "corpus.jsonl", "-o", "out.jsonl"]);
    wait_for_manifest(folder, "out.jsonl", &mut child);
    child.kill().expect("a running child");
    child.wait().expect("a child");
    let refused = |args: &[&str], what: &str| {
        let refused = chancery(folder, args);
        let message = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{message}");
        assert!(message.contains(what), "{message}");
    };
    let args = ["read", "corpus.jsonl", "-o", "out.jsonl", "--resume"];
    refused(
        &[&args[..], &["--published", "2015-05-01"]].concat(),
        "options",
    );
    write(folder, STORIES + 1);
    refused(&args, "inputs");
}

/// Standard library and shell know no better way to send a signal.
#[cfg(unix)]
#[test]
fn an_interrupted_run_says_what_is_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    write(folder, STORIES);
    let args = ["read", "corpus.jsonl", "-o", "out.jsonl"];
    let mut child = start(folder, &args);
    wait_for_manifest(folder, "out.jsonl", &mut child);
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(sent.expect("kill is there").success());
    let ended = child.wait_with_output().expect("a child");
    let message = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(130), "{message}");
    assert!(
        message.contains("interrupted; what was read so far"),
        "{message}"
    );
    assert_eq!(names(folder), ["corpus.jsonl", "out.jsonl.resume"]);

    let resumed = chancery(folder, &[&args[..], &["--resume"]].concat());
    assert_eq!(resumed.status.code(), Some(1), "there are broken lines");
    let whole = chancery(folder, &["read", "corpus.jsonl", "--format", "jsonl"]);
    let found = fs::read(folder.join("out.jsonl")).expect("a file");
    assert!(found == whole.stdout);
}
