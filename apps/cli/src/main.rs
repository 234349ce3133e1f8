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
use std::path::PathBuf;
use std::process::ExitCode;

use chancery::Pipeline;
use clap::{CommandFactory, Parser};
use tracing_subscriber::filter::LevelFilter;

use args::{Args, Command};

/// Exit status when what was asked for makes no sense, as clap has it.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    log(args.verbose);
    let outcome = match args.command {
        Command::Read(args) => with_pipeline(&args.frames, |pipeline| read::run(&args, pipeline)),
        Command::Resolve(args) => with_pipeline(&[], |pipeline| resolve::run(&args, pipeline)),
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

/// Loads the tables and the user's frames, then does the work.
fn with_pipeline(
    frames: &[PathBuf],
    work: impl FnOnce(&Pipeline) -> io::Result<ExitCode>,
) -> io::Result<ExitCode> {
    let mut pipeline = match Pipeline::new() {
        Ok(pipeline) => pipeline,
        Err(why) => {
            report(&error::chain(&why));
            return Ok(ExitCode::FAILURE);
        }
    };
    for path in frames {
        let name = path.display().to_string();
        let added = fs::read_to_string(path)
            .map_err(|why| format!("{name}: cannot be read: {why}"))
            .and_then(|text| {
                pipeline
                    .with_frames(&name, &text)
                    .map_err(|why| error::chain(&why))
            });
        pipeline = match added {
            Ok(pipeline) => pipeline,
            Err(why) => {
                report(&why);
                return Ok(ExitCode::from(WRONG_USAGE));
            }
        };
    }
    work(&pipeline)
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
