//! A corpus that differs from story to story, and runs of the binary over it.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::json;

/// Stories of which some are copies of others, as JSON Lines; every hundredth line is broken.
fn lines(stories: usize) -> String {
    let states = ["Norway", "Kenya", "Peru", "Oman", "Chile", "Ghana", "Nepal"];
    let acts = [
        "signed a trade agreement with",
        "condemned the closing of the border by",
        "promised aid to the flooded provinces of",
        "recalled its ambassador from",
        "agreed to hold talks on fishing rights with",
    ];
    let mut lines = String::new();
    for n in 0..stories {
        let (one, other) = (states[n % 7], states[(n + 1 + n / 7 % 6) % 7]);
        let (act, day) = (acts[n % 5], 1 + n % 28);
        let text = format!(
            "OSLO, May {day} (Reuters) - {one} {act} {other} on Friday.\n\n\"We have waited for this,\" a spokesman said in hall {}.",
            n % 300
        );
        if n % 100 == 99 {
            lines.push_str("{\"id\": \n");
        } else {
            let story = json!({"id": format!("s{n}"), "published": "2015-05-30", "text": text});
            writeln!(lines, "{story}").expect("a string");
        }
    }
    lines
}

/// Makes `corpus.jsonl`.
pub(crate) fn write(folder: &Path, stories: usize) {
    fs::write(folder.join("corpus.jsonl"), lines(stories)).expect("a file");
}

/// Runs the binary in a folder.
pub(crate) fn chancery(folder: &Path, args: &[&str]) -> Output {
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    let command = command.current_dir(folder).args(args);
    command.output().expect("the binary runs")
}

/// Names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| {
            let entry = entry.expect("an entry");
            entry.file_name().to_string_lossy().into_owned()
        })
        .collect();
    names.sort();
    names
}
