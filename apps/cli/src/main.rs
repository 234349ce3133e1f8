//! The `chancery` command line: arguments, files, threads, printing. Data on stdout, all else on stderr.

mod args;
mod copies;
mod error;
mod identity;
mod incidents;
mod inputs;
mod interrupt;
mod journal;
mod open;
mod outcome;
mod output;
mod progress;
mod read;
mod resolve;
mod sources;
mod summary;
mod writer;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery::Pipeline;
use clap::{CommandFactory, Parser};
use tracing_subscriber::filter::LevelFilter;

use args::{Args, Command, Tables};

/// Exit status of wrong usage, as clap has it: nothing was read.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    log(args.verbose);
    let outcome = match args.command {
        Command::Read(args) => with_pipeline(&args.tables, &args.frames, |pipeline| {
            read::run(&args, pipeline)
        }),
        Command::Resolve(args) => {
            with_pipeline(&args.tables, &[], |pipeline| resolve::run(&args, pipeline))
        }
        Command::Schema => print(&schema()).map(|()| ExitCode::SUCCESS),
        Command::Formats => print(&formats()).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "chancery", &mut script);
            io::stdout().write_all(&script).map(|()| ExitCode::SUCCESS)
        }
    };
    match outcome {
        Ok(status) => status,
        // The reader of our pipe has seen enough.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(why) => {
            report(&format!("cannot write the output: {why}"));
            ExitCode::FAILURE
        }
    }
}

/// Loads our tables and the user's, then does the work. A file of the user's that cannot be used is wrong usage.
fn with_pipeline(
    tables: &Tables,
    frames: &[PathBuf],
    work: impl FnOnce(&Pipeline) -> io::Result<ExitCode>,
) -> io::Result<ExitCode> {
    match load(&tables.files, frames) {
        Ok(pipeline) => work(&pipeline),
        Err(why) => {
            report(&why);
            Ok(ExitCode::from(WRONG_USAGE))
        }
    }
}

fn load(tables: &[PathBuf], frames: &[PathBuf]) -> Result<Pipeline, String> {
    let tables: Vec<_> = tables.iter().map(read_file).collect::<Result<_, _>>()?;
    let tables: Vec<_> = tables.iter().map(|(n, t)| (n.as_str(), &**t)).collect();
    let pipeline = Pipeline::with_tables(&tables).map_err(|why| error::chain(&why))?;
    frames.iter().try_fold(pipeline, |pipeline, path| {
        let (name, text) = read_file(path)?;
        let added = pipeline.with_frames(&name, &text);
        added.map_err(|why| error::chain(&why))
    })
}

/// The name of a file for messages, and its text.
fn read_file(path: &PathBuf) -> Result<(String, String), String> {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => Ok((name, text)),
        Err(why) => Err(format!("{name}: cannot be read: {why}")),
    }
}

fn log(verbose: u8) {
    let level = match verbose {
        0 => LevelFilter::WARN,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(io::stderr)
        .without_time()
        .init();
}

fn print(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

fn schema() -> String {
    format!("{:#}\n", chancery_export::json_schema().to_value())
}

fn formats() -> String {
    chancery_export::FORMATS
        .iter()
        .map(|format| {
            format!(
                "{:<8} .{:<12} {}\n",
                format.name, format.extension, format.summary
            )
        })
        .collect()
}

/// One line on stderr, marked as ours.
fn report(line: &str) {
    anstream::eprintln!("chancery: {line}");
}
