//! `--dedup`: decides which documents are copies of earlier ones, in the order of the inputs, and what becomes of them.
//!
//! Sketches are drawn by the threads; the decision is made by one, so that it does not depend on their number.

use chancery_ingest::{Duplicates, Sketch};

use crate::args::Dedup;
use crate::outcome::Read;

/// The stories read so far, and how many copies of them were met.
pub(crate) struct Copies {
    what: Dedup,
    seen: Duplicates,
    found: usize,
}

impl Copies {
    pub(crate) fn new(what: Dedup) -> Self {
        Self {
            what,
            seen: Duplicates::default(),
            found: 0,
        }
    }

    /// The document with its sketch, when there is something to compare.
    pub(crate) fn sketched(&self, read: Read) -> (Read, Option<Sketch>) {
        let wanted = read.document.as_ref().ok();
        let wanted = wanted.filter(|_| self.what != Dedup::Off);
        let sketch = wanted.and_then(|ingested| Sketch::of(&ingested.document));
        (read, sketch)
    }

    /// The document, marked if it is a copy; `None` when it is left out.
    pub(crate) fn decide(&mut self, (mut read, sketch): (Read, Option<Sketch>)) -> Option<Read> {
        let (Ok(ingested), Some(sketch)) = (&mut read.document, sketch) else {
            return Some(read);
        };
        let doc = &mut ingested.document;
        let Some(copy) = self.seen.add(doc.id(), &sketch) else {
            return Some(read);
        };
        self.found += 1;
        if self.what == Dedup::Drop {
            tracing::info!(
                document = doc.id(),
                of = copy.id,
                similarity = copy.similarity,
                "left out as a copy"
            );
            return None;
        }
        doc.duplicate_of = Some(copy);
        Some(read)
    }

    /// The line for stderr after the last document, if there is one to write.
    pub(crate) fn summary(&self) -> Option<String> {
        let what = match self.what {
            Dedup::Off => return None,
            Dedup::Mark => "marked",
            Dedup::Drop => "left out",
        };
        Some(format!("copies of earlier stories {what}: {}", self.found))
    }
}
