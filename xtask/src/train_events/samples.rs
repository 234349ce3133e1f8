//! The events that the pipeline finds in the labelled sentences, each with its signs and whether it is right.
//!
//! An event is right when the sentence has one of its type: one whose trigger it shares, else one that no other event took. Two
//! events that are linked as one act are right together.

use chancery::Pipeline;
use chancery_events::{Evidence, Frames};
use chancery_ingest::{Limits, Meta};
use chancery_model::{Analysis, Id};
use serde_json::json;

use crate::sentences::{self, Sentence};

/// One found event.
pub(crate) struct Sample {
    /// Part of the cross-validation.
    pub(crate) fold: usize,
    pub(crate) is_test: bool,
    /// Name and values of each sign, tab-separated.
    pub(crate) signs: Vec<String>,
    pub(crate) is_right: bool,
}

/// What was found, and how many events the labels hold.
pub(crate) struct Samples {
    pub(crate) found: Vec<Sample>,
    /// Outside the test part, and in it.
    pub(crate) n_labelled: [usize; 2],
}

/// Reads all labelled sentences, each as a story of its own; sentence `i` falls into fold `i % n_folds`.
pub(crate) fn read(n_folds: usize) -> Result<Samples, String> {
    let pipeline = Pipeline::new().map_err(|why| why.to_string())?;
    let frames = Frames::embedded().map_err(|why| why.to_string())?;
    let mut samples = Samples {
        found: Vec::new(),
        n_labelled: [0, 0],
    };
    for (at, sentence) in sentences::labelled()?.iter().enumerate() {
        samples.n_labelled[usize::from(sentence.is_test)] += sentence.gold.len();
        let analysis = analyze(&pipeline, sentence)?;
        let found = chancery_events::evidence(
            &analysis.document,
            &analysis.syntax,
            &analysis.entities,
            &analysis.times,
            &analysis.quotes,
            &frames,
        );
        let right = right(sentence, &found);
        for (evidence, is_right) in found.into_iter().zip(right) {
            samples.found.push(Sample {
                fold: at % n_folds,
                is_test: sentence.is_test,
                signs: evidence.signs.iter().map(|sign| sign.join("\t")).collect(),
                is_right,
            });
        }
    }
    Ok(samples)
}

fn analyze(pipeline: &Pipeline, sentence: &Sentence) -> Result<Analysis, String> {
    let line =
        json!({ "id": sentence.id, "text": sentence.text, "published": sentence.date }).to_string();
    let limits = Limits::default();
    let mut records = chancery_ingest::records(line.as_bytes(), Meta::default(), limits);
    let record = records.next().ok_or("an empty line")?;
    let ingested = record
        .and_then(|record| record.ingest(&limits))
        .map_err(|why| format!("{}: {why}", sentence.id))?;
    Ok(pipeline.analyze_ingested(ingested))
}

/// Which of the found events are right.
fn right(sentence: &Sentence, found: &[Evidence]) -> Vec<bool> {
    let mut is_taken = vec![false; sentence.gold.len()];
    let mut is_right = vec![false; found.len()];
    for needs_trigger in [true, false] {
        for (at, Evidence { event, .. }) in found.iter().enumerate() {
            let label = (0..is_taken.len()).find(|&label| {
                let words = sentence.text.find(&sentence.triggers[label]);
                let shares_trigger = words.is_some_and(|start| {
                    let end = start + sentence.triggers[label].len();
                    event
                        .trigger
                        .iter()
                        .any(|span| span.range().start < end && start < span.range().end)
                });
                !is_taken[label]
                    && sentence.gold[label].0 == event.event_type.code()
                    && (shares_trigger || !needs_trigger)
            });
            if let Some(label) = label.filter(|_| !is_right[at]) {
                is_taken[label] = true;
                is_right[at] = true;
            }
        }
    }
    let linked = |evidence: &Evidence| evidence.event.same_as.iter().any(|id| is_right[id.index()]);
    let by_link: Vec<bool> = found.iter().map(linked).collect();
    is_right.iter().zip(by_link).map(|(a, b)| *a || b).collect()
}
