//! The full record as JSON: indented for people, one a line for programs.

use std::io::Write;

use chancery_model::Analysis;

use crate::{ExportError, Exporter, Parts, Record};

/// The record, or some parts of it.
pub(crate) struct Json {
    pub(crate) layout: Layout,
    pub(crate) parts: Parts,
}

impl Json {
    /// The whole record, one object a line.
    #[cfg(any(feature = "parquet", feature = "sqlite"))]
    pub(crate) const LINES: Self = Self {
        layout: Layout::Lines,
        parts: Parts::ALL,
    };
}

/// The two ways to lay out the same record.
pub(crate) enum Layout {
    /// Two spaces a level, one object a document.
    Indented,
    /// JSON Lines.
    Lines,
}

impl Exporter for Json {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let record = Record::of(analysis).only(self.parts);
        match self.layout {
            Layout::Indented => serde_json::to_writer_pretty(&mut *out, &record)?,
            Layout::Lines => serde_json::to_writer(&mut *out, &record)?,
        }
        Ok(out.write_all(b"\n")?)
    }
}
