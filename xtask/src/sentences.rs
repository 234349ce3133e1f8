//! `cargo xtask sentences`: scores the release binary on the labelled sentences of the event stage, one by one.
//!
//! Every fifth line of each file is the test part: rules are written with the other lines in view, so a rule that fits its
//! sentence and nothing else (`slept at the gates` as a protest) raises the first table and not the second.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::{Outcome, eval, root};

/// One line in this many belongs to the test part.
const TEST_EVERY: usize = 5;

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print the sentences outside the test part in which events of this type are missing or too many.
    #[arg(long, value_name = "TYPE")]
    show: Option<String>,
}

/// One labelled sentence and what was found in it; both lists hold (type, status).
pub(crate) struct Sentence {
    /// File stem and line: `protest:12`.
    pub(crate) id: String,
    pub(crate) text: String,
    /// Day of publication, ISO 8601.
    pub(crate) date: String,
    pub(crate) is_test: bool,
    pub(crate) gold: Vec<(String, String)>,
    /// Words that state each of the labelled events.
    pub(crate) triggers: Vec<String>,
    found: Vec<(String, String)>,
}

/// Events of one type: right, found in vain, missed.
#[derive(Default, Clone, Copy)]
struct Tally {
    hits: usize,
    extra: usize,
    missed: usize,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let mut sentences = labelled()?;
    find(&mut sentences)?;
    if let Some(event_type) = &args.show {
        show(&sentences, &event_type.to_uppercase());
        return Ok(());
    }
    for is_test in [false, true] {
        let part: Vec<&Sentence> = sentences.iter().filter(|s| s.is_test == is_test).collect();
        print(if is_test { "test part" } else { "other lines" }, &part);
    }
    Ok(())
}

/// All sentences, in the order of the files' names.
pub(crate) fn labelled() -> Result<Vec<Sentence>, String> {
    let folder = root().join("crates/events/data/sentences");
    let cannot = |why: std::io::Error| format!("cannot read {}: {why}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut sentences = Vec::new();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let lines = fs::read_to_string(&path).map_err(cannot)?;
        for (line, number) in lines.lines().zip(1..) {
            let id = format!("{stem}:{number}");
            let row: Value = serde_json::from_str(line).map_err(|why| format!("{id}: {why}"))?;
            sentences.push(Sentence {
                id,
                text: word(&row, "text"),
                date: word(&row, "date"),
                is_test: number % TEST_EVERY == 0,
                gold: events(&row),
                triggers: triggers(&row),
                found: Vec::new(),
            });
        }
    }
    Ok(sentences)
}

fn word(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}

/// Type and status of each event of a sentence or a record.
fn events(row: &Value) -> Vec<(String, String)> {
    row["events"].as_array().map_or_else(Vec::new, |events| {
        events
            .iter()
            .map(|event| (word(event, "type"), word(event, "status")))
            .collect()
    })
}

fn triggers(row: &Value) -> Vec<String> {
    let events = row["events"].as_array().into_iter().flatten();
    events.map(|event| word(event, "trigger")).collect()
}

/// Reads the sentences with the release binary, each as a story of its own.
fn find(sentences: &mut [Sentence]) -> Outcome {
    let cannot = |why: std::io::Error| format!("cannot run chancery: {why}");
    let mut child = Command::new(eval::release_binary()?)
        .args(["read", "--from", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(cannot)?;
    let mut input = String::new();
    for sentence in sentences.iter() {
        let line = json!({ "id": sentence.id, "text": sentence.text, "published": sentence.date });
        input.push_str(&format!("{line}\n"));
    }
    let stdin = child.stdin.take();
    let writer = std::thread::spawn(move || {
        stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes()))
    });
    let output = child.wait_with_output().map_err(cannot)?;
    let written = writer.join().map_err(|_| "the writer stopped".to_owned())?;
    written.map_err(cannot)?;
    let records = String::from_utf8_lossy(&output.stdout);
    let mut found = BTreeMap::new();
    for line in records.lines() {
        let record: Value = serde_json::from_str(line).map_err(|why| why.to_string())?;
        let id = word(&record, "id");
        found.insert(id, events(&record));
    }
    for sentence in sentences {
        sentence.found = found
            .remove(&sentence.id)
            .ok_or_else(|| format!("no record for {}", sentence.id))?;
    }
    Ok(())
}

fn count(events: &[(String, String)], event_type: &str) -> usize {
    events.iter().filter(|(kind, _)| kind == event_type).count()
}

impl Sentence {
    /// Types stated or found here, each once.
    fn types(&self) -> Vec<&str> {
        let mut types: Vec<&str> = self.gold.iter().chain(&self.found).map(|e| &*e.0).collect();
        types.sort_unstable();
        types.dedup();
        types
    }

    fn tally(&self, event_type: &str) -> Tally {
        let (gold, found) = (
            count(&self.gold, event_type),
            count(&self.found, event_type),
        );
        Tally {
            hits: gold.min(found),
            extra: found.saturating_sub(gold),
            missed: gold.saturating_sub(found),
        }
    }
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.extra += other.extra;
        self.missed += other.missed;
    }

    /// Precision, recall and their harmonic mean.
    fn scores(self) -> [f64; 3] {
        let precision = share(self.hits, self.hits + self.extra);
        let recall = share(self.hits, self.hits + self.missed);
        let both = precision + recall;
        let f1 = if both > 0.0 {
            2.0 * precision * recall / both
        } else {
            0.0
        };
        [precision, recall, f1]
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of sentences are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[expect(clippy::print_stdout, reason = "a chore talks to the terminal")]
fn print(name: &str, part: &[&Sentence]) {
    let mut by_type: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut all, mut same_status, mut with_status) = (Tally::default(), 0, 0);
    let (mut idle, mut alarms) = (0, 0);
    for sentence in part {
        for event_type in sentence.types() {
            let tally = sentence.tally(event_type);
            by_type.entry(event_type).or_default().add(tally);
            all.add(tally);
        }
        for (event_type, status) in &sentence.gold {
            if let Some(found) = sentence.found.iter().find(|event| event.0 == *event_type) {
                with_status += 1;
                same_status += usize::from(found.1 == *status);
            }
        }
        idle += usize::from(sentence.gold.is_empty());
        alarms += usize::from(sentence.gold.is_empty() && !sentence.found.is_empty());
    }
    println!("{name}: {} sentences", part.len());
    println!("{:12}{:>8}{:>8}{:>8}{:>8}", "", "P", "R", "F1", "of");
    let rows = by_type.into_iter().chain([("all", all)]);
    for (event_type, tally) in rows {
        let [precision, recall, f1] = tally.scores();
        let of = tally.hits + tally.missed;
        println!("{event_type:12}{precision:8.3}{recall:8.3}{f1:8.3}{of:8}");
    }
    println!(
        "status right {:.3} of {with_status}",
        share(same_status, with_status)
    );
    println!(
        "alarms on sentences without event {:.3} of {idle}\n",
        share(alarms, idle)
    );
}

#[expect(clippy::print_stdout, reason = "a chore talks to the terminal")]
fn show(sentences: &[Sentence], event_type: &str) {
    for sentence in sentences.iter().filter(|sentence| !sentence.is_test) {
        let tally = sentence.tally(event_type);
        if tally.extra + tally.missed > 0 {
            let (id, text) = (&sentence.id, &sentence.text);
            println!("{id} missed {} extra {}: {text}", tally.missed, tally.extra);
        }
    }
}
