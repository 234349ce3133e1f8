//! The `chancery` command line: arguments, files, threads, printing. Data on stdout, all else on stderr.

mod args;
mod error;
mod inputs;
mod output;
mod read;
mod resolve;
mod sources;

use std::io::{self, Write};
use std::process::ExitCode;

use chancery::Pipeline;
use clap::{CommandFactory, Parser};
use tracing_subscriber::filter::LevelFilter;

use args::{Args, Command};

fn main() -> ExitCode {
    let args = Args::parse();
    log(args.verbose);
    let outcome = match args.command {
        Command::Read(args) => with_pipeline(|pipeline| read::run(&args, pipeline)),
        Command::Resolve(args) => with_pipeline(|pipeline| resolve::run(&args, pipeline)),
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

/// Loads the tables, then does the work.
fn with_pipeline(work: impl FnOnce(&Pipeline) -> io::Result<ExitCode>) -> io::Result<ExitCode> {
    match Pipeline::new() {
        Ok(pipeline) => work(&pipeline),
        Err(why) => {
            report(&error::chain(&why));
            Ok(ExitCode::FAILURE)
        }
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
