//! Files that hold many stories: archives of the web and tables. A broken part costs no other, and messages name it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

/// Bytes of the input of a fixture.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures")
        .join(name);
    fs::read(path).expect("the checkout has fixtures")
}

/// Reads bytes as a file of this name, or without one on standard input, beside these options.
fn read(name: Option<&str>, bytes: &[u8], options: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command.current_dir(folder.path()).arg("read").args(options);
    if let Some(name) = name {
        fs::write(folder.path().join(name), bytes).expect("a file");
        command.arg(name);
    } else {
        command.arg("-").write_stdin(bytes);
    }
    command.output().expect("the binary runs")
}

/// Ids and status, and a message if it is to be one.
fn check(output: &Output, ids: &[&str], status: i32, message: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let found: Vec<_> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("a record is JSON");
            record["id"]
                .as_str()
                .map(str::to_owned)
                .expect("a record has an id")
        })
        .collect();
    assert_eq!(found, ids, "{stderr}");
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(message), "no {message:?} in: {stderr}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

const PAGES: [&str; 3] = [
    "urn:uuid:10000000-0000-4000-8000-000000000003",
    "urn:uuid:10000000-0000-4000-8000-000000000007",
    "urn:uuid:10000000-0000-4000-8000-000000000008",
];

/// One gzip member a record, as crawlers write them.
fn members() -> Vec<u8> {
    let archive = fixture("web-archive/input.warc");
    let mut packed = Vec::new();
    let mut rest = archive.as_slice();
    while !rest.is_empty() {
        let next = rest
            .windows(9)
            .skip(1)
            .position(|window| window == b"\nWARC/1.0");
        let (record, after) = rest.split_at(next.map_or(rest.len(), |at| at + 2));
        packed.extend(gzip(record));
        rest = after;
    }
    packed
}

#[test]
fn an_archive_of_the_web_is_told_by_content_and_read_to_its_end() {
    check(&read(None, &members(), &[]), &PAGES, 0, "");
    check(&read(Some("crawl.warc.gz"), &members(), &[]), &PAGES, 0, "");
}

#[test]
fn an_archive_cut_short_keeps_its_whole_records() {
    let packed = members();
    let output = read(Some("crawl.warc.gz"), &packed[..packed.len() - 40], &[]);
    let message = "crawl.warc.gz: reading stopped after";
    check(&output, &PAGES[..2], 1, message);
}

#[test]
fn a_record_of_the_wrong_length_costs_no_other() {
    let mut archive = fixture("web-archive/input.warc");
    let at = archive
        .windows(22)
        .position(|window| window == b"\r\nContent-Length: 260\r")
        .expect("the text has this length");
    archive[at + 18] = b'9';
    let output = read(Some("crawl.warc"), &archive, &[]);
    let message = "crawl.warc: record 7 at byte ";
    check(&output, &[PAGES[0], PAGES[2]], 1, message);
    assert!(String::from_utf8_lossy(&output.stderr).contains("has the wrong Content-Length"));
}

#[test]
fn tables_have_columns_of_their_own() {
    let table = b"nr\tlead\tnote\n1\tEnvoys met.\tx\n2\tThey left.\n3\tThey came back.\ty\n";
    let options = ["--columns", "text=lead,id=nr"];
    let message = "table.tsv: line 3 has 2 fields, the first line of the table 3";
    check(
        &read(Some("table.tsv"), table, &options),
        &["1", "3"],
        1,
        message,
    );
    let options = ["--from", "csv", "--columns", "text=lead,id=nr"];
    check(
        &read(None, table, &options),
        &["1", "3"],
        1,
        "line 3 has 2 fields",
    );
    let message = "table.tsv: the table has no column of texts that is known by name: say `--columns text=NAME`; its columns are `nr`, `lead`, `note`";
    check(&read(Some("table.tsv"), table, &[]), &[], 1, message);
    let message = "`body` is no part of a story";
    check(
        &read(Some("table.tsv"), table, &["--columns", "body=lead"]),
        &[],
        2,
        message,
    );
}

#[test]
fn a_parquet_table_may_come_through_a_pipe() {
    let table = fixture("parquet-table/input.parquet");
    let ids = ["9001", "9002", "9003"];
    check(&read(None, &table, &[]), &ids, 0, "");
    check(&read(Some("table"), &gzip(&table), &[]), &ids, 0, "");
    let message = "table: the table is damaged or no Parquet table: ";
    check(&read(Some("table"), &table[..900], &[]), &[], 1, message);
}

/// Found by the fuzzer: the crate that reads the table panics on it.
#[test]
fn a_table_with_a_length_below_zero() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/broken/negative-length.parquet");
    let table = fs::read(path).expect("the checkout has test data");
    let message = "row 1 cannot be read, nor can those up to row 2: the reader failed on it";
    check(&read(Some("table"), &table, &[]), &[], 1, message);
}
