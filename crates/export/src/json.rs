//! The full record as JSON: indented for people, one a line for programs.

use std::io::Write;

use chancery_model::Analysis;

use crate::{ExportError, Exporter, Record};

/// The two ways to lay out the same record.
pub(crate) enum Json {
    /// Two spaces a level, one object a document.
    Indented,
    /// JSON Lines.
    Lines,
}

impl Exporter for Json {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let record = Record::of(analysis);
        match self {
            Self::Indented => serde_json::to_writer_pretty(&mut *out, &record)?,
            Self::Lines => serde_json::to_writer(&mut *out, &record)?,
        }
        Ok(out.write_all(b"\n")?)
    }
}
