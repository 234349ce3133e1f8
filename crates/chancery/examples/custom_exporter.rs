//! An output format of one's own: who said what, one line a quote.
//!
//! `cargo run -p chancery --example custom_exporter` reads a story and prints `Anna Berger: We have time,`. The trait is that of
//! the formats in `chancery-export`, so the exporter also runs in threads and beside them.

use std::error::Error;
use std::io::{self, Write};

use chancery::{Analysis, Document, Pipeline};
use chancery_export::{ExportError, Exporter};

/// `speaker: words`, a line each.
struct Lines;

impl Exporter for Lines {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let entities = &analysis.entities;
        for quote in analysis.quotes.iter() {
            let mention = quote.speaker.as_ref().and_then(|speaker| speaker.mention);
            let speakers: Vec<_> = mention
                .into_iter()
                .flat_map(|mention| entities.of(mention))
                .map(|&entity| entities.entities[entity].name.as_str())
                .collect();
            let words: Vec<_> = quote
                .content
                .iter()
                .map(|&span| analysis.document.slice(span))
                .collect();
            writeln!(out, "{}: {}", speakers.join(", "), words.join(" … "))?;
        }
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let pipeline = Pipeline::new()?;
    let text = "Austria's foreign minister, Anna Berger, said on Monday that talks with Oman would go on.\n\n\
                \"We have time,\" she told reporters in Muscat.";
    let analysis = pipeline.analyze(Document::from_plain("story", text));
    Lines.document(&analysis, &mut io::stdout().lock())?;
    Ok(())
}
