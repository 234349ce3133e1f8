//! `chancery read`: documents in batches through the pipeline, written in the order of the inputs.
//!
//! One bad input never stops the others, unless it is asked to; memory holds one batch, whatever the number of documents, and with
//! `--dedup` what is remembered of earlier stories. A batch goes through the threads twice: to become documents and to be analysed.
//! Between the two, one after the other, it is decided which of them are copies. Each full batch is committed to the journal.

use std::collections::HashSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chancery::Pipeline;
use chancery_export::{BriefStyle, Exporter, Format, Options};
use chancery_ingest::Limits;
use rayon::ThreadPool;
use rayon::prelude::*;
use tracing_subscriber::filter::LevelFilter;

use crate::args::{Dedup, ReadArgs};
use crate::copies::Copies;
use crate::inputs::{self, Input, Listed};
use crate::journal::Journal;
use crate::outcome::{Outcome, Read, analyze, ingest};
use crate::progress::Progress;
use crate::sources::{Item, Sources};
use crate::summary::Tally;
use crate::writer::Writer;
use crate::{WRONG_USAGE, identity, interrupt, output, report};

/// Documents that are analysed together, at most.
const BATCH_DOCUMENTS: usize = 256;
/// Bytes of input that are analysed together; one larger document makes a batch of its own.
const BATCH_BYTES: usize = 8 << 20;
/// The brief is not laid out wider than this, however wide the terminal.
const MAX_WIDTH: usize = 110;

/// Why a run ends before its end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Nothing was read: what is asked makes no sense.
    Usage(String),
    /// An input failed, and that was to be the end.
    Failed,
    /// An output cannot be written.
    Write(io::Error),
}

impl From<io::Error> for Stop {
    fn from(why: io::Error) -> Self {
        Self::Write(why)
    }
}

/// Reads all inputs. The status is a failure when any of them failed.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &ReadArgs, pipeline: &Pipeline) -> io::Result<ExitCode> {
    match read(args, pipeline) {
        Ok(tally) if tally.failed() => Ok(ExitCode::FAILURE),
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(Stop::Usage(why)) => {
            report(&why);
            Ok(ExitCode::from(WRONG_USAGE))
        }
        Err(Stop::Failed) => Ok(ExitCode::FAILURE),
        Err(Stop::Write(why)) => Err(why),
    }
}

fn read(args: &ReadArgs, pipeline: &Pipeline) -> Result<Tally, Stop> {
    let format = format(args);
    let listed = inputs::list(&args.inputs);
    let output = match &args.output {
        Some(path) => Some(output::file(path, format.extension)?),
        None => None,
    };
    refuse_clashes(&listed, output.as_deref(), args.errors.as_deref())?;
    let journal = journal(args, format, &listed, output.as_deref())?;
    let progress = Progress::new(identity::size(&listed), wants_progress(args));
    let bar = progress.clone();
    interrupt::watch(move || bar.clear());

    let exporter = format.exporter(&options(args));
    if exporter.is_binary() && to_terminal(args) {
        return Err(Stop::Usage(
            "this format is no text: name a file with --output, or write into a pipe".to_owned(),
        ));
    }
    let writer = Writer::open(
        exporter.assembly(),
        output.as_deref(),
        args.errors.as_deref(),
        args.fail_fast,
    )?;
    let threads = args.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    let pool = pool.build().map_err(io::Error::other)?;
    let limits = Limits::default();
    let run = Run {
        sources: Sources::new(listed, args, limits),
        limits,
        pool,
        pipeline,
        exporter,
        copies: Copies::new(args.dedup),
        dedup: args.dedup,
        writer,
        journal,
        progress,
    };
    run.complete(wants_summary(args))
}

/// A run under way.
struct Run<'a> {
    sources: Sources,
    limits: Limits,
    pool: ThreadPool,
    pipeline: &'a Pipeline,
    exporter: Box<dyn Exporter>,
    copies: Copies,
    dedup: Dedup,
    writer: Writer,
    journal: Option<Journal>,
    progress: Progress,
}

impl Run<'_> {
    fn complete(mut self, summary: bool) -> Result<Tally, Stop> {
        let ended = self.go_on().and_then(|()| self.read_all());
        self.progress.clear();
        let written = match ended {
            Ok(()) => self.writer.finish(),
            Err(Stop::Failed) => {
                report("stopped at the first failure");
                self.writer.give_up()
            }
            Err(stop) => Err(stop),
        };
        let kept = self.journal.as_ref().and_then(Journal::kept);
        match (&written, kept) {
            (Err(_), Some(kept)) => report(&kept),
            _ => {
                if let Some(journal) = self.journal {
                    journal.remove();
                }
            }
        }
        let tally = written?;
        if let Some(line) = self.copies.summary() {
            report(&line);
        }
        if summary {
            tally.lines().iter().for_each(|line| report(line));
        }
        Ok(tally)
    }

    /// Writes again what an earlier run has committed, and passes over the inputs of it.
    fn go_on(&mut self) -> Result<(), Stop> {
        let Some(journal) = &self.journal else {
            return Ok(());
        };
        let mut left = journal.items();
        if left == 0 {
            return Ok(());
        }
        let writer = &mut self.writer;
        journal.replay(|facts, bytes| writer.add(facts, bytes))?;
        while left > 0 {
            let batch = next_batch(&mut self.sources, left);
            if batch.is_empty() {
                break;
            }
            left -= batch.len();
            // What was seen by then decides what is a copy later.
            if self.dedup != Dedup::Off {
                self.documents(batch);
            }
        }
        self.writer.tally.start_here();
        self.progress.start_at(self.sources.bytes_read());
        Ok(())
    }

    fn read_all(&mut self) -> Result<(), Stop> {
        loop {
            let batch = next_batch(&mut self.sources, BATCH_DOCUMENTS);
            let items = batch.len();
            if items == 0 {
                return Ok(());
            }
            let kept = self.documents(batch);
            let outcomes: Vec<_> = self.pool.install(|| {
                kept.into_par_iter()
                    .map(|read| analyze(read, self.pipeline, &*self.exporter))
                    .collect()
            });
            for Outcome { bytes, facts } in &outcomes {
                self.writer.add_aloud(facts, bytes, &self.progress)?;
            }
            if let Some(journal) = &mut self.journal
                && self.sources.has_more()
            {
                journal.commit(items, &outcomes)?;
            }
            let tally = &self.writer.tally;
            let (documents, seconds) = (tally.documents_now(), tally.seconds());
            self.progress
                .set(self.sources.bytes_read(), documents, seconds);
        }
    }

    /// From bytes to documents, without the copies that are left out.
    fn documents(&mut self, batch: Vec<Item>) -> Vec<Read> {
        let copies = &self.copies;
        let ingested: Vec<_> = self.pool.install(|| {
            let documents = batch.into_par_iter().map(|item| ingest(item, &self.limits));
            documents.map(|read| copies.sketched(read)).collect()
        });
        ingested
            .into_iter()
            .filter_map(|read| self.copies.decide(read))
            .collect()
    }
}

/// The journal of a run into a file; other outputs and inputs cannot be gone on with.
fn journal(
    args: &ReadArgs,
    format: &Format,
    listed: &[Listed],
    output: Option<&Path>,
) -> Result<Option<Journal>, Stop> {
    let identity = identity::of(args, format, listed)?;
    let file = output.filter(|path| !output::is_device(path));
    match (identity, file) {
        (Some(identity), Some(path)) => Journal::open(path, identity, args.resume).map(Some),
        _ if args.resume => Err(Stop::Usage(
            "--resume needs inputs and an output that are files: pipes cannot be read again"
                .to_owned(),
        )),
        _ => Ok(None),
    }
}

/// An output must not replace an input or the other output.
fn refuse_clashes(
    listed: &[Listed],
    output: Option<&Path>,
    errors: Option<&Path>,
) -> Result<(), Stop> {
    let mut taken: HashSet<PathBuf> = HashSet::new();
    for path in [output, errors].into_iter().flatten() {
        let whole = resolved(path);
        let is_input = || {
            let files = listed.iter().filter_map(|listed| match listed {
                Ok(Input::File(input)) => Some(input),
                _ => None,
            });
            files.into_iter().any(|input| resolved(input) == whole)
        };
        let name = path.display();
        if path.is_file() && is_input() {
            return Err(Stop::Usage(format!(
                "{name}: this output is one of the inputs, too: name another"
            )));
        }
        if !taken.insert(whole) && !output::is_device(path) {
            return Err(Stop::Usage(format!("{name}: both outputs have this name")));
        }
    }
    Ok(())
}

/// The path without links, as far as it leads to something.
fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn next_batch(sources: &mut Sources, most: usize) -> Vec<Item> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < most.min(BATCH_DOCUMENTS) && bytes < BATCH_BYTES {
        let Some(item) = sources.next() else { break };
        bytes += item.body.weight();
        batch.push(item);
    }
    batch
}

/// A bar is for somebody who waits and sees nothing else.
fn wants_progress(args: &ReadArgs) -> bool {
    let output_shown = args.output.is_none() && io::stdout().is_terminal();
    !args.quiet && io::stderr().is_terminal() && !output_shown
}

fn wants_summary(args: &ReadArgs) -> bool {
    let verbose = tracing::level_filters::LevelFilter::current() >= LevelFilter::INFO;
    args.summary || wants_progress(args) || (verbose && !args.quiet)
}

fn to_terminal(args: &ReadArgs) -> bool {
    args.output.is_none() && io::stdout().is_terminal()
}

fn format(args: &ReadArgs) -> &'static Format {
    let by_ending = |path: &Path| Format::by_extension(path.extension()?.to_str()?);
    let default = if args.table.is_some() {
        "csv"
    } else if to_terminal(args) {
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
    let style = BriefStyle::default();
    let plain = Options {
        brief: style,
        table: args.table.map(Into::into),
        spreadsheet: args.spreadsheet,
        only: args.only.unwrap_or_default(),
    };
    if !to_terminal(args) {
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
