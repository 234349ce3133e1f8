//! How far a run has come, on the terminal only: bytes of the inputs, documents a second, time left.

use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use crate::report;

/// A bar, or nothing where nobody looks. Clones show the same bar.
#[derive(Clone)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar over so many bytes of input; zero where they are not known.
    pub(crate) fn new(bytes: u64, shown: bool) -> Self {
        if !shown {
            return Self {
                bar: ProgressBar::hidden(),
            };
        }
        let (bar, template) = if bytes == 0 {
            (ProgressBar::new_spinner(), "{spinner} {elapsed}  {msg}")
        } else {
            let template = "{bar:24} {percent:>3} %  {msg}  {elapsed}, {eta} left";
            (ProgressBar::new(bytes), template)
        };
        bar.set_style(ProgressStyle::with_template(template).expect("a template that was tried"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// The state when a run goes on: time left is told from here.
    pub(crate) fn start_at(&self, bytes: u64) {
        self.bar.set_position(bytes);
        self.bar.reset_eta();
    }

    pub(crate) fn set(&self, bytes: u64, documents: u64, seconds: f64) {
        self.bar.set_position(bytes);
        let rate = documents as f64 / seconds.max(0.001);
        self.bar
            .set_message(format!("{} documents, {rate:.0}/s", HumanCount(documents)));
    }

    /// A line on stderr above the bar.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| report(line));
    }

    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
