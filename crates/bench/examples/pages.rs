//! How fast web pages become documents: pages and CPU seconds with a tab between, for `cargo xtask compare-trafilatura`.
//!
//! Ingestion alone is measured, on one thread: article, metadata, paragraphs, dateline. The best of several passes counts.

use std::io::Write;
use std::path::PathBuf;

use chancery_ingest::{Limits, Meta, read_html};
use clap::Parser;
use cpu_time::ThreadTime;

/// Prints the number of pages and the CPU seconds that ingesting them takes.
#[derive(Parser)]
struct Args {
    /// Pages: lines of JSON with an `html`.
    pages: PathBuf,
    /// Passes of which the best counts.
    #[arg(long, default_value_t = 3)]
    passes: usize,
}

fn main() -> std::io::Result<()> {
    let args = Args::parse();
    let mut pages = Vec::new();
    for line in std::fs::read_to_string(&args.pages)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        pages.push(line["html"].as_str().unwrap_or_default().to_owned());
    }
    let limits = Limits::default();
    let mut best = f64::INFINITY;
    for _ in 0..args.passes.max(1) {
        let start = ThreadTime::now();
        for page in &pages {
            let _ = std::hint::black_box(read_html(Meta::default(), page.as_bytes(), &limits));
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    writeln!(std::io::stdout(), "{}\t{best}", pages.len())
}
