//! The `chancery` command line: arguments, files, threads, printing. Data on stdout, all else on stderr.

mod args;
mod error;
mod inputs;
mod output;
mod read;
mod resolve;
mod sources;

use std::fs;
use std::io::{self, Write};
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
        Command::Read(args) => with_pipeline(&args.tables, |pipeline| read::run(&args, pipeline)),
        Command::Resolve(args) => {
            with_pipeline(&args.tables, |pipeline| resolve::run(&args, pipeline))
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

/// Loads our tables and the user's, then does the work. A table of the user's that cannot be used is wrong usage.
fn with_pipeline(
    tables: &Tables,
    work: impl FnOnce(&Pipeline) -> io::Result<ExitCode>,
) -> io::Result<ExitCode> {
    let mut texts = Vec::new();
    for file in &tables.files {
        let name = file.display().to_string();
        match fs::read_to_string(file) {
            Ok(text) => texts.push((name, text)),
            Err(why) => return Ok(unusable(&format!("{name}: cannot be read: {why}"))),
        }
    }
    let texts: Vec<_> = texts
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    match Pipeline::with_tables(&texts) {
        Ok(pipeline) => work(&pipeline),
        Err(why) => Ok(unusable(&error::chain(&why))),
    }
}

fn unusable(why: &str) -> ExitCode {
    report(why);
    ExitCode::from(WRONG_USAGE)
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
                "{:<8} .{:<8} {}\n",
                format.name, format.extension, format.summary
            )
        })
        .collect()
}

/// One line on stderr, marked as ours.
fn report(line: &str) {
    anstream::eprintln!("chancery: {line}");
}
