//! Where what became of each item goes, in the order of the inputs: documents to the output, incidents to `--errors`, counts to
//! the summary.

use std::io::Write;
use std::path::Path;

use chancery_export::Assembly;

use crate::outcome::Facts;
use crate::output::Sink;
use crate::progress::Progress;
use crate::read::Stop;
use crate::summary::Tally;

/// The outputs of a run.
pub(crate) struct Writer {
    assembly: Box<dyn Assembly>,
    sink: Sink,
    errors: Option<Sink>,
    fail_fast: bool,
    pub(crate) tally: Tally,
}

impl Writer {
    /// Opens the outputs.
    ///
    /// # Errors
    /// When one of them cannot be written.
    pub(crate) fn open(
        mut assembly: Box<dyn Assembly>,
        output: Option<&Path>,
        errors: Option<&Path>,
        fail_fast: bool,
    ) -> Result<Self, Stop> {
        let mut sink = Sink::open(output)?;
        assembly.start(&mut sink)?;
        Ok(Self {
            assembly,
            sink,
            errors: errors.map(|path| Sink::open(Some(path))).transpose()?,
            fail_fast,
            tally: Tally::new(),
        })
    }

    /// Takes what became of the next item, and says what went wrong.
    ///
    /// # Errors
    /// [`Stop::Failed`] when that is to stop the run; when an output cannot be written.
    pub(crate) fn add_aloud(
        &mut self,
        facts: &Facts,
        bytes: &[u8],
        progress: &Progress,
    ) -> Result<(), Stop> {
        for incident in &facts.incidents {
            progress.say(&incident.line());
        }
        self.add(facts, bytes)
    }

    /// The same without a word: it was said by an earlier run.
    pub(crate) fn add(&mut self, facts: &Facts, bytes: &[u8]) -> Result<(), Stop> {
        self.tally.add(facts);
        if let Some(errors) = &mut self.errors {
            for incident in &facts.incidents {
                serde_json::to_writer(&mut *errors, incident).map_err(std::io::Error::from)?;
                errors.write_all(b"\n")?;
            }
        }
        if self.fail_fast && !facts.incidents.is_empty() {
            return Err(Stop::Failed);
        }
        if facts.written {
            self.assembly.add(bytes, &mut self.sink)?;
        }
        Ok(())
    }

    /// Ends the files and gives them their names.
    pub(crate) fn finish(mut self) -> Result<Tally, Stop> {
        self.assembly.finish(&mut self.sink)?;
        self.sink.finish()?;
        self.errors.map_or(Ok(()), Sink::finish)?;
        Ok(self.tally)
    }

    /// Ends the list of errors alone; there is no output.
    pub(crate) fn give_up(self) -> Result<Tally, Stop> {
        self.errors.map_or(Ok(()), Sink::finish)?;
        Ok(self.tally)
    }
}
