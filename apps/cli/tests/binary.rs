//! Binary formats end to end: whole files, with the same bytes for any number of threads.

use std::path::Path;

use assert_cmd::Command;

fn read(format: &[&str], threads: &str) -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let run = Command::cargo_bin("chancery")
        .expect("the binary is built")
        .current_dir(fixtures)
        .args(["read", "rss-feed", "wire-feed", "--threads", threads])
        .args(format)
        .output()
        .expect("the binary runs");
    assert!(run.status.success(), "{format:?}");
    run.stdout
}

fn check(format: &[&str], head: &[u8], foot: &[u8]) {
    let one = read(format, "1");
    assert!(one.starts_with(head) && one.ends_with(foot), "{format:?}");
    assert!(one == read(format, "3"), "{format:?}: the same bytes");
}

#[test]
fn binary_files_are_whole_and_always_the_same() {
    check(&["--format", "sqlite"], b"SQLite format 3\0", b"");
    check(&["--format", "parquet"], b"PAR1", b"PAR1");
    check(
        &["--format", "parquet", "--table", "quotes"],
        b"PAR1",
        b"PAR1",
    );
}
