//! `cargo xtask check-exports`: whether the files of every output format open in what users open them with, and say what the record says.
//!
//! The release binary writes the fixtures in every format that it lists. The readers are the files of Python in
//! `xtask/check-exports`: each gets the folder of outputs and prints a line a format, as `csv: 812 items, ok`. A format
//! that no reader speaks of is an error, so a new one comes with its reader.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::eval::release_binary;
use crate::python::{environment, output, say};
use crate::{Outcome, root};

/// Files named so are the shared part of readers.
const SHARED: char = '_';

/// Formats that write one table of several, and these tables.
const TABLE_FORMATS: [&str; 3] = ["csv", "parquet", "tsv"];
const TABLES: [&str; 4] = ["documents", "entities", "events", "quotes"];

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only readers with this in their name, such as `report`.
    #[arg(long)]
    only: Option<String>,
    /// Stories of the large report, made by repeating the fixtures.
    #[arg(long, default_value_t = 5000)]
    stories: usize,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let readers = root().join("xtask/check-exports");
    let list = read(&readers.join("requirements.txt"))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let target = target.join("check-exports");
    let python = match python(&list, &target.join("venv")) {
        Ok(python) => python,
        Err(why) => {
            say(&format!("check-exports skipped: {why}"));
            return Ok(());
        }
    };
    let binary = release_binary()?;
    let folder = target.join("out");
    let formats = write_outputs(&binary, &folder, args.stories)?;

    let (mut lines, mut failed) = (String::new(), Vec::new());
    let mut is_partial = false;
    for reader in files(&readers)? {
        let name = reader.file_name().unwrap_or_default().to_string_lossy();
        let is_asked = args.only.as_ref().is_none_or(|only| name.contains(only));
        if !name.ends_with(".py") || name.starts_with(SHARED) {
            continue;
        }
        if !is_asked {
            is_partial = true;
            continue;
        }
        let result = Command::new(&python)
            .arg(&reader)
            .arg(&folder)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .output()
            .map_err(|why| format!("cannot run {}: {why}", python.display()))?;
        let said = String::from_utf8_lossy(&result.stdout);
        say(said.trim_end());
        lines.push_str(&said);
        if !result.status.success() {
            say(String::from_utf8_lossy(&result.stderr).trim_end());
            failed.push(name.into_owned());
        }
    }
    if !failed.is_empty() {
        return Err(format!("wrong outputs, see above: {}", failed.join(", ")));
    }
    let unread: Vec<_> = formats
        .iter()
        .filter(|format| !speaks_of(&lines, format))
        .collect();
    if !is_partial && !unread.is_empty() {
        return Err(format!(
            "no reader in {} opens {unread:?}",
            readers.display()
        ));
    }
    Ok(())
}

/// The interpreter with the packages that the list asks for, each in the version that it says.
fn python(list: &str, venv: &Path) -> Result<PathBuf, String> {
    let packages: Vec<_> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let mut check = "from importlib.metadata import version".to_owned();
    for package in &packages {
        if let Some((name, version)) = package.split_once("==") {
            let _ = write!(check, "\nassert version('{name}') == '{version}'");
        }
    }
    environment(venv, &packages, &check)
}

/// Writes everything that readers look at into the folder: `out.` and the ending of each format, `out.TABLE.` and the ending
/// of each table, `schema.json`, the record and report of one story and of many. Gives the names of the formats.
fn write_outputs(binary: &Path, folder: &Path, stories: usize) -> Result<Vec<String>, String> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|why| cannot("remove", folder, &why))?;
    }
    fs::create_dir_all(folder).map_err(|why| cannot("make", folder, &why))?;
    let inputs = inputs()?;
    let inputs: Vec<_> = inputs.iter().map(PathBuf::as_path).collect();
    let read = |format: &str, file: &str, inputs: &[&Path], more: &[&str]| {
        let mut command = chancery(binary);
        command.args(["read", "--format", format, "--output"]);
        command.arg(folder.join(file)).args(more).args(inputs);
        output(&mut command)
            .map(drop)
            .map_err(|why| format!("{format}: {file} is not written: {why}"))
    };
    let mut names = Vec::new();
    for line in output(chancery(binary).arg("formats"))?.lines() {
        let mut words = line.split_whitespace();
        let (Some(name), Some(ending)) = (words.next(), words.next()) else {
            continue;
        };
        read(name, &format!("out{ending}"), &inputs, &[])?;
        if TABLE_FORMATS.contains(&name) {
            for table in TABLES {
                read(
                    name,
                    &format!("out.{table}{ending}"),
                    &inputs,
                    &["--table", table],
                )?;
            }
        }
        names.push(name.to_owned());
    }
    let schema = output(chancery(binary).arg("schema"))?;
    write(&folder.join("schema.json"), &schema)?;
    for (format, file) in [("html", "one.html"), ("jsonl", "one.jsonl")] {
        read(format, file, &inputs[..1], &[])?;
    }
    // Equal texts have equal records: that of the first round tells what is in the report of many rounds.
    let (few, many) = (
        folder.join("few-stories.jsonl"),
        folder.join("many-stories.jsonl"),
    );
    let record = folder.join("out.jsonl");
    write(&few, &repeated(&record, None)?)?;
    read("jsonl", "few.jsonl", &[&few], &[])?;
    write(&many, &repeated(&record, Some(stories))?)?;
    read("html", "many.html", &[&many], &[])?;
    Ok(names)
}

/// The stories of a record over and over, each time with other ids, as lines of input; each once without a number.
fn repeated(record: &Path, stories: Option<usize>) -> Result<String, String> {
    let text = read(record)?;
    let records: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
    let records = records.map_err(|why| format!("{} is no record: {why}", record.display()))?;
    let stories = stories.unwrap_or(records.len());
    let mut lines = String::new();
    for (number, story) in records.iter().cycle().take(stories).enumerate() {
        let line = serde_json::json!({ "id": format!("story-{number}"), "text": story["text"] });
        let _ = writeln!(lines, "{line}");
    }
    Ok(lines)
}

/// The stories of the fixtures, by paths from the root, so that ids are the same everywhere.
fn inputs() -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for fixture in files(&root().join("fixtures"))? {
        if fixture.is_dir() {
            found.extend(files(&fixture)?.into_iter().filter_map(|file| {
                let stem = file.file_stem()?;
                let is_input = stem == "story" || stem == "input";
                is_input.then(|| file.strip_prefix(root()).map_or(file.clone(), Into::into))
            }));
        }
    }
    Ok(found)
}

/// Whether a line is about the format: `csv: …` or `csv documents: …`.
fn speaks_of(lines: &str, format: &str) -> bool {
    let mut names = lines.lines().filter_map(|line| line.strip_prefix(format));
    names.any(|rest| rest.starts_with([':', ' ']))
}

fn chancery(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    command.current_dir(root());
    command
}

/// What a folder holds, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|why| cannot("read", folder, &why))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|why| cannot("read", path, &why))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|why| cannot("write", path, &why))
}

fn cannot(what: &str, path: &Path, why: &std::io::Error) -> String {
    format!("cannot {what} {}: {why}", path.display())
}
