//! `chancery.toml` and the environment: found, checked, and weaker than flags.

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use run::ended;

/// A folder with `chancery.toml`, a folder `deep/er` below it and a story there.
fn project(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deep = folder.path().join("deep/er");
    fs::create_dir_all(&deep).expect("a writable folder");
    fs::write(folder.path().join("chancery.toml"), config).expect("a writable folder");
    fs::write(
        deep.join("a.txt"),
        "Austria and Oman signed a trade agreement in Vienna.",
    )
    .expect("a writable folder");
    folder
}

/// Status, standard output and standard error of `chancery ARGS` in `deep/er`.
fn run(project: &Path, variables: &[(&str, &str)], args: &[&str]) -> (Option<i32>, String, String) {
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command.current_dir(project.join("deep/er"));
    ended(command.envs(variables.iter().copied()).args(args))
}

#[test]
fn flags_win_over_the_environment_and_it_over_the_file() {
    let folder = project("format = \"tsv\"\ntable = \"documents\"\n");
    let first = |variables: &[_], args: &[&str]| {
        let args = [&["read", "a.txt"], args].concat();
        let (status, stdout, stderr) = run(folder.path(), variables, &args);
        assert_eq!(status, Some(0), "{stderr}");
        stdout.chars().take(9).collect::<String>()
    };
    assert_eq!(first(&[], &[]), "document\t");
    let variable = [("CHANCERY_FORMAT", "csv")];
    assert_eq!(first(&variable, &[]), "document,");
    assert_eq!(first(&variable, &["--format", "jsonl"]), "{\"schema\"");
    assert_eq!(first(&[], &["--no-config"]), "{\"schema\"");
    assert_eq!(first(&variable, &["--no-config"]), "document,");
    // The ending of the output was typed, too.
    let (status, ..) = run(
        folder.path(),
        &variable,
        &["read", "a.txt", "-o", "a.jsonl"],
    );
    let written = fs::read_to_string(folder.path().join("deep/er/a.jsonl"));
    assert_eq!(status, Some(0));
    assert!(written.is_ok_and(|text| text.starts_with("{\"schema\"")));
    // A short form keeps its own table.
    let (_, events, _) = run(folder.path(), &[], &["events", "a.txt"]);
    assert!(events.contains("\tv1\t"), "{events}");
}

#[test]
fn a_project_names_its_files_from_its_own_folder() {
    let folder = project("gazetteer = \"people.tsv\"\n");
    let (status, _, stderr) = run(folder.path(), &[], &["resolve", "Oman"]);
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains(&folder.path().join("people.tsv").display().to_string()),
        "{stderr}"
    );
}

#[test]
fn another_file_is_used_when_named() {
    let folder = project("format = 1");
    fs::write(
        folder.path().join("deep/er/other.toml"),
        "table = \"documents\"",
    )
    .expect("a writable folder");
    let (status, stdout, _) = run(
        folder.path(),
        &[],
        &["read", "a.txt", "--config", "other.toml"],
    );
    assert_eq!(status, Some(0));
    assert!(stdout.starts_with("document,"), "{stdout}");
    let (status, _, stderr) = run(
        folder.path(),
        &[],
        &["read", "a.txt", "--config", "none.toml"],
    );
    assert_eq!(status, Some(2));
    assert!(stderr.contains("none.toml: cannot be read"), "{stderr}");
}

#[test]
fn wrong_settings_are_wrong_usage_and_named() {
    let folder = project("\nformatt = \"csv\"\n");
    let file = folder.path().join("chancery.toml").display().to_string();
    let (status, stdout, stderr) = run(folder.path(), &[], &["read", "a.txt"]);
    assert_eq!((status, &*stdout), (Some(2), ""));
    assert!(
        stderr.contains(&format!("{file}:2: there is no setting `formatt`")),
        "{stderr}"
    );
    assert!(stderr.contains("dedup, format, frames"), "{stderr}");
    // What heeds no setting runs anywhere.
    assert_eq!(run(folder.path(), &[], &["formats"]).0, Some(0));

    let (status, _, stderr) = run(
        folder.path(),
        &[("CHANCERY_DEDUP", "x")],
        &["read", "--no-config", "a.txt"],
    );
    assert_eq!(status, Some(2));
    assert!(
        stderr.contains("CHANCERY_DEDUP: invalid value 'x'"),
        "{stderr}"
    );
}

#[test]
fn the_listing_says_where_each_setting_comes_from() {
    let folder = project("dedup = \"mark\"\nthreads = 2\n");
    let file = folder.path().join("chancery.toml").display().to_string();
    let (_, stdout, _) = run(folder.path(), &[("CHANCERY_THREADS", "1")], &["config"]);
    assert_eq!(
        stdout,
        format!(
            "dedup = mark  # {file}:1\nthreads = 1  # CHANCERY_THREADS\n\
             # not set: columns, format, frames, from, gazetteer, only, published, spreadsheet, table\n"
        )
    );
}
