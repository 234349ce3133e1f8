//! `cargo xtask train-events`: the weights by which events are believed, from the labelled sentences.
//!
//! Writes `crates/events/data/confidence.tsv` anew from all sentences outside the test part: same sentences, same frames, same
//! bytes. Penalty and threshold hold for what cross-validation on these sentences gives; the test part only measures.

mod regression;
mod samples;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use crate::{Outcome, root};
use regression::{Regression, Row};
use samples::Sample;

/// Parts of the cross-validation.
const FOLDS: usize = 5;
/// Signs in fewer events get no weight.
const MIN_EVENTS: usize = 3;
/// Train the confidence of events.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Penalty for the squares of the weights.
    #[arg(long, default_value_t = 2.0)]
    penalty: f64,
    /// File to write. Paths count from the root of the checkout.
    #[arg(long, default_value = "crates/events/data/confidence.tsv")]
    output: PathBuf,
}

/// Probability of each event and whether it is right.
type Weighed = Vec<(f64, bool)>;

pub(crate) fn run(args: &Args) -> Outcome {
    let samples = samples::read(FOLDS)?;
    let numbers = numbers(&samples.found);
    let rows: Vec<(&Sample, Row)> = samples
        .found
        .iter()
        .map(|sample| (sample, row(sample, &numbers)))
        .collect();
    let fit = |skip: Option<usize>| {
        let rows: Vec<&Row> = rows
            .iter()
            .filter(|(sample, _)| !sample.is_test && Some(sample.fold) != skip)
            .map(|(_, row)| row)
            .collect();
        Regression::fit(&rows, numbers.len() + 1, args.penalty)
    };
    let weigh = |model: &Regression, holds: &dyn Fn(&Sample) -> bool| -> Weighed {
        rows.iter()
            .filter(|(sample, _)| holds(sample))
            .map(|(_, row)| (model.probability(row), row.is_right))
            .collect()
    };
    let held: Weighed = (0..FOLDS)
        .flat_map(|fold| weigh(&fit(Some(fold)), &|s| !s.is_test && s.fold == fold))
        .collect();
    let threshold = threshold(&held, samples.n_labelled[0]);
    let model = fit(None);
    let test = weigh(&model, &|sample| sample.is_test);
    let table = table(&model, &numbers, threshold);
    let path = root().join(&args.output);
    std::fs::write(&path, table)
        .map_err(|why| format!("cannot write {}: {why}", path.display()))?;
    report("held folds", &held, samples.n_labelled[0], threshold);
    report("test part", &test, samples.n_labelled[1], threshold);
    Ok(())
}

/// The signs that get a weight, in order, from 1.
fn numbers(samples: &[Sample]) -> BTreeMap<&str, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| !sample.is_test) {
        for sign in &sample.signs {
            *counts.entry(sign).or_default() += 1;
        }
    }
    let common = counts.into_iter().filter(|(_, count)| *count >= MIN_EVENTS);
    common.map(|(sign, _)| sign).zip(1..).collect()
}

fn row(sample: &Sample, numbers: &BTreeMap<&str, usize>) -> Row {
    let weighted = sample.signs.iter().filter_map(|sign| numbers.get(&**sign));
    Row {
        signs: std::iter::once(0).chain(weighted.copied()).collect(),
        is_right: sample.is_right,
    }
}

/// Precision, recall and F1 of the events that are kept.
fn scores(weighed: &Weighed, n_labelled: usize, threshold: f64) -> [f64; 3] {
    let kept: Vec<_> = weighed.iter().filter(|(p, _)| *p >= threshold).collect();
    let hits = kept.iter().filter(|(_, is_right)| *is_right).count() as f64;
    let precision = hits / kept.len().max(1) as f64;
    let recall = hits / n_labelled.max(1) as f64;
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
    [precision, recall, f1]
}

/// The threshold with the best F1, in steps of .05; of equals the lowest.
fn threshold(held: &Weighed, n_labelled: usize) -> f64 {
    let steps = (0..20).map(|step| f64::from(step) / 20.0);
    let f1 = |threshold: &f64| scores(held, n_labelled, *threshold)[2];
    steps
        .rev()
        .max_by(|a, b| f1(a).total_cmp(&f1(b)))
        .unwrap_or(0.0)
}

/// The file of weights.
fn table(model: &Regression, numbers: &BTreeMap<&str, usize>, threshold: f64) -> String {
    let mut rows: Vec<String> = numbers
        .iter()
        .map(|(sign, &number)| format!("{sign}\t{:.2}", model.weights[number]))
        .filter(|row| !row.ends_with("\t0.00") && !row.ends_with("\t-0.00"))
        .collect();
    rows.push(format!("constant\t-\t-\t{:.2}", model.weights[0]));
    rows.push(format!("threshold\t-\t-\t{threshold:.2}"));
    // In the order of their fields, as the crate compares them.
    rows.sort_by(|a, b| a.split('\t').cmp(b.split('\t')));
    let mut text = String::from(HEADER);
    for row in rows {
        text.push_str(&row);
        text.push('\n');
    }
    text
}

const HEADER: &str = "\
# Weights of the signs by which found events are believed: sign, value, second value or -, weight.
# The logistic function of the sum of the weights is an event's confidence; events below the threshold are dropped.
# Source: cargo xtask train-events, from data/sentences without every fifth line. docs/events.md explains the signs.
# Licence: MIT OR Apache-2.0. Gaps: frames in fewer than three of the sentences' events have no weight of their own.
";

#[expect(clippy::print_stdout, reason = "the tables are the chore's result")]
fn report(name: &str, weighed: &Weighed, n_labelled: usize, threshold: f64) {
    let mut text = format!(
        "{name}: {} events found, {n_labelled} labelled\n",
        weighed.len()
    );
    let mut line = |what: &str, threshold| {
        let [precision, recall, f1] = scores(weighed, n_labelled, threshold);
        let _ = writeln!(text, "{what:16} P {precision:.3} R {recall:.3} F1 {f1:.3}");
    };
    line("all", 0.0);
    line(&format!("from {threshold:.2}"), threshold);
    text.push_str("confidence    events   mean  right\n");
    for tenth in 0..10 {
        let bin: Vec<_> = weighed
            .iter()
            .filter(|(p, _)| ((p * 10.0) as usize).min(9) == tenth)
            .collect();
        if bin.is_empty() {
            continue;
        }
        let n = bin.len() as f64;
        let mean = bin.iter().map(|(p, _)| p).sum::<f64>() / n;
        let right = bin.iter().filter(|(_, is_right)| *is_right).count() as f64 / n;
        let (from, to) = (tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0);
        let _ = writeln!(
            text,
            "{from:.1} to {to:.1} {:>9} {mean:>6.2} {right:>6.2}",
            bin.len()
        );
    }
    println!("{text}");
}
