//! The `chancery` command line: arguments, files, threads, printing. Data on stdout, all else on stderr.

mod args;
mod config;
mod copies;
mod diff;
mod error;
mod identity;
mod incidents;
mod inputs;
mod interrupt;
mod journal;
mod man;
mod open;
mod outcome;
mod output;
mod progress;
mod read;
mod resolve;
mod short;
mod sources;
mod summary;
mod writer;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery::Pipeline;
use clap::FromArgMatches;
use tracing_subscriber::filter::LevelFilter;

use args::{Args, Command, ReadArgs, Table, Tables};
use config::Settings;

/// Exit status of wrong usage, as clap has it: nothing was read.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let plain = parse(Args::shown());
    log(plain.verbose);
    let settings = match settings(&plain) {
        Ok(settings) => settings,
        Err(why) => {
            report(&error::chain(&why));
            return ExitCode::from(WRONG_USAGE);
        }
    };
    let args = parse(settings.apply(Args::shown()));
    let outcome = match args.command {
        Command::Read(args) => read(&args),
        Command::Events(args) => read_part(args, Table::Events),
        Command::Quotes(args) => read_part(args, Table::Quotes),
        Command::Entities(args) => read_part(args, Table::Entities),
        Command::Diff(args) => diff::run(&args),
        Command::Resolve(args) => {
            with_pipeline(&args.tables, &[], |pipeline| resolve::run(&args, pipeline))
        }
        Command::Config => print(&settings.listing()).map(|()| ExitCode::SUCCESS),
        Command::Man { folder } => {
            man::run(Args::shown(), folder.as_deref()).map(|()| ExitCode::SUCCESS)
        }
        Command::Schema => print(&schema()).map(|()| ExitCode::SUCCESS),
        Command::Formats => print(&formats()).map(|()| ExitCode::SUCCESS),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::shown(), "chancery", &mut script);
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

/// The settings of the commands that heed them; the others run wherever they are called.
fn settings(args: &Args) -> Result<Settings, config::ConfigError> {
    match args.command {
        Command::Read(_)
        | Command::Events(_)
        | Command::Quotes(_)
        | Command::Entities(_)
        | Command::Resolve(_)
        | Command::Config => {
            let shown = Args::shown();
            let read = shown
                .find_subcommand("read")
                .expect("`read` is one of the commands");
            Settings::load(read, args.config.as_deref(), !args.no_config)
        }
        _ => Ok(Settings::default()),
    }
}

fn read(args: &ReadArgs) -> io::Result<ExitCode> {
    with_pipeline(&args.tables, &args.frames, |pipeline| {
        read::run(args, pipeline)
    })
}

fn read_part(args: ReadArgs, table: Table) -> io::Result<ExitCode> {
    match short::long_form(args, table) {
        Ok(args) => read(&args),
        Err(why) => {
            report(&why);
            Ok(ExitCode::from(WRONG_USAGE))
        }
    }
}

/// Ends the program on wrong usage, and where help is asked for.
fn parse(command: clap::Command) -> Args {
    let matches = command.get_matches();
    let mut args = Args::from_arg_matches(&matches).unwrap_or_else(|why| why.exit());
    if let Command::Read(args)
    | Command::Events(args)
    | Command::Quotes(args)
    | Command::Entities(args) = &mut args.command
    {
        config::yield_to_ending(args, &matches);
    }
    args
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
