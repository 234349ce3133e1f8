//! A user's own facts: what `--gazetteer` adds, and how a bad row is reported.

use std::fs;
use std::process::Output;

use assert_cmd::Command;

const HOLDERS: &str = "person\toffice\tof\tfrom\tuntil\tshared\n";
const PEOPLE: &str = "person\tcountry\tgender\tsurname\taliases\twikidata\n";

/// Runs `chancery` on a document `story.txt` beside the given tables.
fn chancery(tables: &[(&str, &str)], args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let story = "VIENNA, Oct. 24 (AP) -- Anna Beispiel met her Omani counterpart on Friday.\n";
    fs::write(folder.path().join("story.txt"), story).expect("a file");
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command.current_dir(folder.path()).args(args);
    for (name, text) in tables {
        fs::write(folder.path().join(name), text).expect("a file");
        command.args(["--gazetteer", name]);
    }
    command.output().expect("the binary runs")
}

#[test]
fn rows_add_to_ours() {
    let holders = format!("{HOLDERS}Anna Beispiel\tforeign minister\tAUT\t1980-02\t1981\t\n");
    let people = format!("{PEOPLE}Anna Beispiel\t\tf\t\tA. B. Beispiel\t\n");
    let tables = [
        ("holders.tsv", holders.as_str()),
        ("mine.tsv", people.as_str()),
    ];
    let check = |args: &[&str], expected: &str| {
        let output = chancery(&tables, args);
        let stdout = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(stdout.contains(expected), "no {expected} in {stdout}");
    };
    check(
        &["resolve", "A. B. Beispiel", "--on", "1980-10-24"],
        r#""country":"AUT","sectors":["GOV"]"#,
    );
    check(
        &[
            "resolve",
            "the Russian foreign minister",
            "--on",
            "2015-10-24",
        ],
        "Sergey Lavrov",
    );
    check(
        &["read", "story.txt", "--published", "1980-10-24"],
        r#""name":"Anna Beispiel","country":"AUT","sectors":["GOV"]"#,
    );
}

#[test]
fn bad_rows_are_wrong_usage() {
    let check = |text: &str, message: &str| {
        for args in [["read", "story.txt"], ["resolve", "Vienna"]] {
            let output = chancery(&[("mine.tsv", text)], &args);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{stderr}");
            assert!(stderr.contains(message), "no {message:?} in: {stderr}");
            assert!(output.stdout.is_empty());
        }
    };
    check(
        &format!("# mine\n{HOLDERS}Anna Beispiel\tforeign minister\tAUT\tFebruary 1980\t\t\n"),
        "mine.tsv:3:36: expected YYYY, YYYY-MM or YYYY-MM-DD in column `from`, found `February 1980`",
    );
    check(
        "name,office\n",
        "mine.tsv:1:1: expected the column names of a gazetteer table",
    );
}

#[test]
fn a_missing_table_is_wrong_usage() {
    let output = chancery(&[], &["resolve", "Vienna", "--gazetteer", "absent.tsv"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("absent.tsv: cannot be read"), "{stderr}");
}
