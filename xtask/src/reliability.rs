//! `cargo xtask reliability FOLDER`: the confidence of quotes or events against how often they are right.
//!
//! FOLDER is what `cargo xtask eval --set quotes --keep DIR` leaves in `DIR/quotes` (or `events`): `gold.jsonl` and the records
//! in `output.jsonl`. A quote is right when its content and a gold content share at least half of their letters; pairs are
//! formed best first, each side once, as the scorer does. An event is right when the gold has one of its type, planned acts
//! as PLOVER files them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Outcome;

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with `gold.jsonl` and `output.jsonl`.
    folder: PathBuf,
}

/// Upper ends of the bins of confidence.
const BINS: [f64; 8] = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];

/// Quotes or events of one bin.
#[derive(Debug, Default, Clone, Copy)]
struct Bin {
    n: usize,
    right: usize,
    confidence: f64,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let gold = read(&args.folder.join("gold.jsonl"))?;
    let found = read(&args.folder.join("output.jsonl"))?;
    let mut bins = [Bin::default(); BINS.len()];
    for (id, row) in &gold {
        let Some(record) = found.get(id) else {
            continue;
        };
        let (items, right) = if row["quotes"].is_array() {
            let quotes = list(&record["quotes"]);
            let text: Vec<char> = row["text"].as_str().unwrap_or("").chars().collect();
            let wanted = contents(list(&row["quotes"]), &text);
            (quotes, matched(&wanted, &contents(quotes, &text)))
        } else if let Some(types) = types(row) {
            let events = list(&record["events"]);
            let is_right = |at: &usize| filed(&events[*at]).iter().any(|t| types.contains(t));
            (events, (0..events.len()).filter(is_right).collect())
        } else {
            continue;
        };
        for (at, item) in items.iter().enumerate() {
            let confidence = item["confidence"].as_f64().unwrap_or(0.0);
            let bin = BINS
                .iter()
                .position(|&end| confidence < end)
                .unwrap_or(BINS.len() - 1);
            bins[bin].n += 1;
            bins[bin].right += usize::from(right.contains(&at));
            bins[bin].confidence += confidence;
        }
    }
    print(&bins);
    Ok(())
}

/// The rows of a file of JSON Lines, by their `id`.
fn read(path: &Path) -> Result<BTreeMap<String, Value>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|why| format!("cannot read {}: {why}", path.display()))?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let row: Value =
                serde_json::from_str(line).map_err(|why| format!("{}: {why}", path.display()))?;
            Ok((row["id"].as_str().unwrap_or("").to_owned(), row))
        })
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Types of the gold events, those included that may be found or not; nothing where only a class of types is given.
fn types(row: &Value) -> Option<Vec<&str>> {
    let events = list(&row["events"]).iter().map(|event| &event["plover"]);
    let types: Option<Vec<&str>> = events.map(Value::as_str).collect();
    let optional = list(&row["optional_roots"])
        .iter()
        .filter_map(Value::as_str);
    types.map(|types| types.into_iter().chain(optional).map(folded).collect())
}

/// Some sets have one type for concessions and retreats.
fn folded(event_type: &str) -> &str {
    match event_type {
        "CONCEDE" | "RETREAT" => "YIELD",
        other => other,
    }
}

/// The types that a found event may be filed under: its own, and for a plan what PLOVER makes of it.
fn filed(event: &Value) -> Vec<&str> {
    let event_type = event["type"].as_str().unwrap_or("");
    let quad = event["quad"].as_str().unwrap_or("");
    let plan = match event["status"].as_str() {
        Some("planned") if quad.ends_with("cooperation") => Some("AGREE"),
        Some("planned") if quad == "material-conflict" => Some("THREATEN"),
        _ => None,
    };
    std::iter::once(folded(event_type)).chain(plan).collect()
}

/// Positions of the letters and digits of each quote's content.
fn contents(quotes: &[Value], text: &[char]) -> Vec<BTreeSet<usize>> {
    let end = |value: &Value| value.as_u64().map_or(0, |at| at as usize).min(text.len());
    quotes
        .iter()
        .map(|quote| {
            list(&quote["content"])
                .iter()
                .flat_map(|piece| end(&piece[0])..end(&piece[1]))
                .filter(|&at| text[at].is_alphanumeric())
                .collect()
        })
        .collect()
}

/// Indices of `found` that pair with a content of `wanted` at an overlap of one half or more.
fn matched(wanted: &[BTreeSet<usize>], found: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, gold) in wanted.iter().enumerate() {
        for (j, quote) in found.iter().enumerate() {
            let shared = gold.intersection(quote).count();
            if shared > 0 {
                let all = gold.len() + quote.len() - shared;
                pairs.push((shared as f64 / all as f64, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut right, mut taken) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (overlap, i, j) in pairs {
        if used.contains(&i) || taken.contains(&j) {
            continue;
        }
        used.insert(i);
        taken.insert(j);
        if overlap >= 0.5 {
            right.insert(j);
        }
    }
    right
}

#[expect(clippy::print_stdout, reason = "the table is the chore's result")]
fn print(bins: &[Bin]) {
    println!("confidence        found   mean   right");
    let mut start = 0.0;
    for (bin, end) in bins.iter().zip(BINS) {
        if bin.n > 0 {
            let n = bin.n as f64;
            println!(
                "{start:.2} to {:.2} {:>10} {:>6.2} {:>7.2}",
                end.min(1.0),
                bin.n,
                bin.confidence / n,
                bin.right as f64 / n
            );
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_best_first_and_each_side_once() {
        let set = |range: std::ops::Range<usize>| range.collect::<BTreeSet<_>>();
        let right = matched(&[set(0..10)], &[set(0..4), set(0..8), set(2..10)]);
        assert_eq!(right.into_iter().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn plans_are_filed_as_promises_and_threats() {
        let check = |event_type: &str, quad: &str, status: &str, expected: &[&str]| {
            let event = serde_json::json!({"type": event_type, "quad": quad, "status": status});
            assert_eq!(filed(&event), expected);
        };
        check("AID", "material-cooperation", "planned", &["AID", "AGREE"]);
        check(
            "ASSAULT",
            "material-conflict",
            "planned",
            &["ASSAULT", "THREATEN"],
        );
        check("REJECT", "verbal-conflict", "planned", &["REJECT"]);
        check("RETREAT", "material-cooperation", "actual", &["YIELD"]);
    }
}
