//! `chancery read`: documents in batches through the pipeline, written in the order of the inputs.
//!
//! One bad input never stops the others; memory holds one batch, whatever the number of documents, and with `--dedup` what
//! is remembered of earlier stories. A batch goes through the threads twice: to become documents and to be analysed. Between the
//! two, one after the other, it is decided which of them are copies.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use chancery::Pipeline;
use chancery_export::{BriefStyle, Exporter, Format, Options};
use chancery_ingest::{Ingested, Limits};
use chancery_model::{Warning, WarningCode};
use rayon::prelude::*;

use crate::args::ReadArgs;
use crate::copies::Copies;
use crate::error::chain;
use crate::output::Sink;
use crate::report;
use crate::sources::{Item, Sources};

/// Documents that are analysed together, at most.
const BATCH_DOCUMENTS: usize = 256;
/// Bytes of input that are analysed together; one larger document makes a batch of its own.
const BATCH_BYTES: usize = 8 << 20;
/// The brief is not laid out wider than this, however wide the terminal.
const MAX_WIDTH: usize = 110;

/// What became of one item.
struct Outcome {
    /// The document in the output format; empty when it failed.
    bytes: Vec<u8>,
    /// Lines for stderr, each marked with the input's name.
    messages: Vec<String>,
    failed: bool,
}

/// Reads all inputs. The status is a failure when any of them failed.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &ReadArgs, pipeline: &Pipeline) -> io::Result<ExitCode> {
    let threads = args.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(io::Error::other)?;
    let exporter = format(args).exporter(&options(args));
    let limits = Limits::default();

    let mut sink = Sink::open(args.output.as_deref())?;
    let mut assembly = exporter.assembly();
    assembly.start(&mut sink)?;
    let mut failed = false;
    let mut sources = Sources::new(args, limits);
    let mut copies = Copies::new(args.dedup);
    loop {
        let batch = next_batch(&mut sources);
        if batch.is_empty() {
            break;
        }
        let ingested: Vec<_> = pool.install(|| {
            let documents = batch.into_par_iter().map(|item| ingest(item, &limits));
            documents.map(|read| copies.sketched(read)).collect()
        });
        let kept: Vec<_> = ingested
            .into_iter()
            .filter_map(|read| copies.decide(read))
            .collect();
        let outcomes: Vec<_> = pool.install(|| {
            kept.into_par_iter()
                .map(|read| analyze(read, pipeline, &*exporter))
                .collect()
        });
        for outcome in outcomes {
            outcome.messages.iter().for_each(|message| report(message));
            failed |= outcome.failed;
            assembly.add(&outcome.bytes, &mut sink)?;
        }
    }
    assembly.finish(&mut sink)?;
    sink.finish()?;
    if let Some(summary) = copies.summary() {
        report(&summary);
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn next_batch(sources: &mut Sources) -> Vec<Item> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
        let Some(item) = sources.next() else { break };
        bytes += item.body.weight();
        batch.push(item);
    }
    batch
}

/// A document, or why there is none, and the name of its input.
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) document: Result<Ingested, String>,
}

/// From bytes to a document.
fn ingest(item: Item, limits: &Limits) -> Read {
    let Item { name, body } = item;
    let document = body.ingest(limits).map_err(|why| chain(&why));
    Read { name, document }
}

/// From a document to bytes.
fn analyze(read: Read, pipeline: &Pipeline, exporter: &dyn Exporter) -> Outcome {
    let Read { name, document } = read;
    let failure = |why: String| Outcome {
        bytes: Vec::new(),
        messages: vec![format!("{name}: {why}")],
        failed: true,
    };
    let ingested = match document {
        Ok(ingested) => ingested,
        Err(why) => return failure(why),
    };
    let lossy: Vec<_> = ingested
        .warnings
        .iter()
        .filter(|warning| loses_text(warning))
        .map(|w| format!("{name}: {}", w.message))
        .collect();
    let mut bytes = Vec::new();
    match exporter.document(&pipeline.analyze_ingested(ingested), &mut bytes) {
        Ok(()) => Outcome {
            bytes,
            failed: !lossy.is_empty(),
            messages: lossy,
        },
        Err(why) => failure(chain(&why)),
    }
}

/// Characters of the input did not reach the record: the document is written, and counts as failed.
fn loses_text(warning: &Warning) -> bool {
    warning.code == WarningCode::InvalidEncoding
}

fn format(args: &ReadArgs) -> &'static Format {
    let by_ending = |path: &Path| Format::by_extension(path.extension()?.to_str()?);
    let default = if args.table.is_some() {
        "csv"
    } else if args.output.is_none() && io::stdout().is_terminal() {
        "brief"
    } else {
        "jsonl"
    };
    args.format
        .or_else(|| args.output.as_deref().and_then(by_ending))
        .or_else(|| Format::by_name(default))
        .expect("the default formats are in the list")
}

fn options(args: &ReadArgs) -> Options {
    let to_terminal = args.output.is_none() && io::stdout().is_terminal();
    let style = BriefStyle::default();
    let plain = Options {
        brief: style,
        table: args.table.map(Into::into).unwrap_or_default(),
        spreadsheet: args.spreadsheet,
        only: args.only.unwrap_or_default(),
    };
    if !to_terminal {
        return plain;
    }
    let width = terminal_size::terminal_size().map_or(style.width, |(width, _)| {
        usize::from(width.0).min(MAX_WIDTH)
    });
    let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    Options {
        brief: BriefStyle { width, colour },
        ..plain
    }
}
