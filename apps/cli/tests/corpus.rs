//! Runs over many stories: the same bytes for any number of threads, a list of what failed, and outputs that cannot be written.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

#[path = "support/corpus.rs"]
mod corpus;

use corpus::{chancery, names, write};

fn folder(stories: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), stories);
    folder
}

#[track_caller]
fn check(folder: &Path, args: &[&str], status: i32, message: &str) {
    let output = chancery(folder, &[&["read", "corpus.jsonl"], args].concat());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(message), "no {message:?} in: {stderr}");
}

#[test]
fn threads_do_not_show() {
    let folder = folder(300);
    for format in ["jsonl", "html"] {
        let read = |threads| {
            let args = [
                "read",
                "corpus.jsonl",
                "--format",
                format,
                "--threads",
                threads,
            ];
            let output = chancery(folder.path(), &args);
            (output.stdout, output.stderr)
        };
        assert!(read("1") == read("5"), "{format}");
    }
}

#[test]
fn a_folder_gets_a_file_of_the_format() {
    let folder = folder(3);
    check(folder.path(), &["--format", "csv", "-o", "new/sub/"], 0, "");
    check(folder.path(), &["-o", "new"], 0, "");
    assert_eq!(names(&folder.path().join("new/sub")), ["chancery.csv"]);
    assert_eq!(names(&folder.path().join("new")), ["chancery.jsonl", "sub"]);
}

#[test]
fn failures_are_listed_and_counted() {
    let folder = folder(200);
    fs::write(
        folder.path().join("bad.txt"),
        b"\xef\xbb\xbfOslo and Lima held talks on fish\xff on Friday.\n",
    )
    .expect("a file");
    let args = ["bad.txt", "absent.txt", "--errors", "e.jsonl", "--summary"];
    check(folder.path(), &args, 1, "199 documents, 4 failures");
    check(
        folder.path(),
        &args,
        1,
        "failures: invalid-encoding 1, json 2, unreadable 1",
    );
    let list = fs::read_to_string(folder.path().join("e.jsonl")).expect("a file");
    let found: Vec<_> = list
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            assert!(
                line["message"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            );
            let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            (text("input"), line["place"]["line"].as_u64(), text("code"))
        })
        .collect();
    let row = |input: &str, line, code: &str| (input.to_owned(), line, code.to_owned());
    assert_eq!(
        found,
        [
            row("corpus.jsonl", Some(100), "json"),
            row("corpus.jsonl", Some(200), "json"),
            row("bad.txt", None, "invalid-encoding"),
            row("absent.txt", None, "unreadable"),
        ]
    );
}

#[test]
fn fail_fast_leaves_no_output() {
    let folder = folder(120);
    let args = ["--fail-fast", "-o", "out.jsonl", "--errors", "e.jsonl"];
    check(folder.path(), &args, 1, "stopped at the first failure");
    assert_eq!(names(folder.path()), ["corpus.jsonl", "e.jsonl"]);
    let list = fs::read_to_string(folder.path().join("e.jsonl")).expect("a file");
    assert_eq!(list.lines().count(), 1);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder(3);
    check(
        folder.path(),
        &["-o", "absent/out.csv"],
        1,
        "absent/out.csv: No such file",
    );
    check(
        folder.path(),
        &["-o", "corpus.jsonl/out.csv"],
        1,
        "out.csv: Not a directory",
    );
    check(
        folder.path(),
        &["--errors", "absent/e", "-o", "out.csv"],
        1,
        "absent/e: ",
    );
    check(
        folder.path(),
        &["-o", "corpus.jsonl"],
        2,
        "one of the inputs",
    );
    check(
        folder.path(),
        &["-o", "./corpus.jsonl"],
        2,
        "one of the inputs",
    );
    check(
        folder.path(),
        &["-o", "x", "--errors", "x"],
        2,
        "both outputs",
    );
    check(folder.path(), &["--resume"], 2, "--output");
    assert_eq!(names(folder.path()), ["corpus.jsonl"]);
}

/// Root may write into any folder: then there is nothing to see.
#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(3);
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).expect("a folder");
    let set = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode));
    set(0o555).expect("our folder");
    let expected = match fs::write(closed.join("probe"), "") {
        Ok(()) => (0, ""),
        Err(_) => (1, "closed/out.csv: Permission denied"),
    };
    check(
        folder.path(),
        &["-o", "closed/out.csv"],
        expected.0,
        expected.1,
    );
    set(0o755).expect("our folder");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error_and_stays_a_device() {
    let folder = folder(3);
    check(
        folder.path(),
        &["-o", "/dev/full"],
        1,
        "/dev/full: No space left",
    );
    check(
        folder.path(),
        &["-o", "/dev/full", "--resume"],
        2,
        "--resume needs",
    );
    check(folder.path(), &["-o", "/dev/null"], 0, "");
    let full = fs::File::options().write(true).open("/dev/full");
    let status = Command::new(assert_cmd::cargo::cargo_bin!("chancery"))
        .current_dir(folder.path())
        .args(["read", "corpus.jsonl"])
        .stdout(full.expect("Linux has it"))
        .stderr(Stdio::piped())
        .output()
        .expect("the binary runs");
    let stderr = String::from_utf8_lossy(&status.stderr);
    assert_eq!(status.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("No space left"), "{stderr}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder(99);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("chancery"))
        .current_dir(folder.path())
        .args(["read", "corpus.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut first = [0; 10];
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut first).expect("a record");
    drop(out);
    let ended = child.wait_with_output().expect("a child");
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}
