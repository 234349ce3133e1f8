//! How fast, how large, how linear: a table for people, or `--tsv` for programs.
//!
//! `cargo run --release -p chancery-bench --example throughput`. Everything on one thread is counted in CPU seconds of that
//! thread, so that a busy machine disturbs little, and is the best of several rounds. A *word* stands between white space;
//! a *token* is what the network reads.

mod arithmetic;
mod measure;
mod report;

use std::io::{self, Write};
use std::path::PathBuf;

use chancery::{Document, Pipeline};
use chancery_linguistics::Model;
use clap::Parser;

/// Prints words and documents a second by stage, load times, peak memory, growth with the number of stories.
#[derive(Parser)]
struct Args {
    /// Numbers of documents to read, one row each; the stories are taken in turn.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 10, 100, 1000])]
    documents: Vec<usize>,
    /// Rounds of which the best counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Texts to read once each, instead of the stories: lines of JSON with a `text`.
    #[arg(long)]
    texts: Option<PathBuf>,
    /// Print stage, documents, words and CPU seconds on one thread, with tabs between, and nothing else.
    #[arg(long)]
    tsv: bool,
}

/// What is measured: the stages, each on a document.
struct Stages {
    model: Model,
    pipeline: Pipeline,
}

impl Stages {
    fn new() -> Self {
        Self {
            model: Model::load(chancery_english::WEIGHTS).expect("the embedded weights are sound"),
            pipeline: pipeline(),
        }
    }

    /// Words and sentences by rule.
    fn segmentation(&self, doc: &Document) {
        std::hint::black_box(chancery_linguistics::segment(doc));
    }

    /// From text to tags, lemmas, heads, relations and names; segmentation included.
    fn network(&self, doc: &Document) {
        std::hint::black_box(chancery_linguistics::analyze(doc, &self.model));
    }

    /// Everything up to events.
    fn pipeline(&self, doc: &Document) {
        std::hint::black_box(self.pipeline.analyze(doc.clone()));
    }
}

fn pipeline() -> Pipeline {
    Pipeline::new().expect("the embedded tables are sound")
}

fn main() -> io::Result<()> {
    let args = Args::parse();
    let mut out = io::stdout().lock();
    let (texts, counts) = match &args.texts {
        Some(path) => {
            let texts = measure::texts(path)?;
            let count = texts.len();
            (texts, vec![count])
        }
        None => {
            let stories = chancery_bench::stories().map(|(_, text)| text.to_owned());
            (stories.collect(), args.documents)
        }
    };
    let docs: Vec<Document> = texts
        .into_iter()
        .enumerate()
        .map(|(number, text)| Document::from_plain(number.to_string(), text))
        .collect();
    if docs.is_empty() {
        return writeln!(out, "no texts");
    }
    if args.tsv {
        return report::tsv(&mut out, &Stages::new(), &docs, &counts, args.rounds);
    }
    // First of all, while the process has done nothing else.
    report::load_and_memory(&mut out, &docs[0])?;
    let stages = Stages::new();
    report::documents(&mut out, &stages, &docs, &counts, args.rounds)?;
    report::one_document(&mut out, &stages, &docs, &counts)?;
    report::all_threads(&mut out, &stages, &docs, &counts)?;
    report::arithmetic(&mut out, &stages, &docs, args.rounds)
}
