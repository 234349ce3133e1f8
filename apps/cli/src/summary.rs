//! What a run did, counted: documents, failures by cause, warnings by code, and how fast.
//!
//! `2,000 documents, 1 failure, 7.4 s: 270 documents/s, 99,000 words/s`

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use indicatif::HumanCount;

use crate::outcome::Facts;

/// Counts of a run.
pub(crate) struct Tally {
    begin: Instant,
    pub(crate) documents: u64,
    words: u64,
    /// Those of an earlier run that this one goes on with.
    earlier: u64,
    earlier_words: u64,
    failures: BTreeMap<String, u64>,
    warnings: BTreeMap<String, u64>,
}

impl Tally {
    pub(crate) fn new() -> Self {
        Self {
            begin: Instant::now(),
            documents: 0,
            words: 0,
            earlier: 0,
            earlier_words: 0,
            failures: BTreeMap::new(),
            warnings: BTreeMap::new(),
        }
    }

    /// Counts one item.
    pub(crate) fn add(&mut self, facts: &Facts) {
        self.documents += u64::from(facts.written);
        self.words += facts.words;
        // An item fails once, however often its text was damaged.
        if let Some(first) = facts.incidents.first() {
            *self.failures.entry(first.code.clone()).or_default() += 1;
        }
        for code in &facts.warnings {
            *self.warnings.entry(code.clone()).or_default() += 1;
        }
    }

    /// What was counted so far is of an earlier run: it took no time in this one.
    pub(crate) fn start_here(&mut self) {
        self.earlier = self.documents;
        self.earlier_words = self.words;
        self.begin = Instant::now();
    }

    pub(crate) fn failed(&self) -> bool {
        !self.failures.is_empty()
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.begin.elapsed().as_secs_f64()
    }

    /// Documents of this run alone.
    pub(crate) fn documents_now(&self) -> u64 {
        self.documents - self.earlier
    }

    /// The lines for stderr.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines_after(self.begin.elapsed())
    }

    fn lines_after(&self, time: Duration) -> Vec<String> {
        let seconds = time.as_secs_f64().max(0.001);
        let rate = |n: u64| HumanCount((n as f64 / seconds).round() as u64);
        let failures = self.failures.values().sum();
        let earlier = match self.earlier {
            0 => String::new(),
            n => format!(" ({} by an earlier run)", HumanCount(n)),
        };
        let mut lines = vec![format!(
            "{}{earlier}, {}, {seconds:.1} s: {} documents/s, {} words/s",
            count(self.documents, "document"),
            count(failures, "failure"),
            rate(self.documents_now()),
            rate(self.words - self.earlier_words),
        )];
        for (name, counts) in [("failures", &self.failures), ("warnings", &self.warnings)] {
            if !counts.is_empty() {
                let counts: Vec<_> = counts
                    .iter()
                    .map(|(code, n)| format!("{code} {}", HumanCount(*n)))
                    .collect();
                lines.push(format!("{name}: {}", counts.join(", ")));
            }
        }
        lines
    }
}

fn count(n: u64, what: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {what}{plural}", HumanCount(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_those_of_this_run() {
        let facts = |words| Facts {
            written: true,
            words,
            warnings: vec!["no-date".to_owned()],
            incidents: vec![],
        };
        let mut tally = Tally::new();
        tally.add(&facts(1000));
        tally.start_here();
        for _ in 0..1200 {
            tally.add(&facts(10));
        }
        assert_eq!(
            tally.lines_after(Duration::from_secs(2)),
            [
                "1,201 documents (1 by an earlier run), 0 failures, 2.0 s: 600 documents/s, 6,000 words/s",
                "warnings: no-date 1,201"
            ]
        );
    }
}
