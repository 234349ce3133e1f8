//! A corpus larger than memory: JSON Lines from standard input, records to standard output, one document at a time.
//!
//! `cargo run -p chancery --example streaming < stories.jsonl > records.jsonl`. A bad line is named and the rest goes on. A pipeline
//! is loaded once; threads may share it by reference.

use std::error::Error;
use std::io::{self, Write};

use chancery::Pipeline;
use chancery_export::{Format, Options};
use chancery_ingest::{Limits, Meta, records};

fn main() -> Result<(), Box<dyn Error>> {
    let pipeline = Pipeline::new()?;
    let format = Format::by_name("jsonl").ok_or("no such format")?;
    let exporter = format.exporter(&Options::default());
    let mut out = io::BufWriter::new(io::stdout().lock());
    let limits = Limits::default();
    for record in records(io::stdin().lock(), Meta::default(), limits) {
        match record.and_then(|record| record.ingest(&limits)) {
            Ok(ingested) => exporter.document(&pipeline.analyze_ingested(ingested), &mut out)?,
            Err(why) => writeln!(io::stderr(), "{why}")?,
        }
    }
    out.flush()?;
    Ok(())
}
