//! Chores of the workspace: `cargo xtask <chore>`.

mod check_exports;
mod compare_spacy;
mod compare_trafilatura;
mod eval;
mod fixture;
mod gazetteer_stats;
mod python;
mod reliability;
mod sentences;
mod tidy;
mod train;
mod train_events;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the workspace.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Open every output format with what users open it with, and compare with the record.
    CheckExports(check_exports::Args),
    /// Measure the speed of the language engine beside that of spaCy, on the same texts.
    CompareSpacy(compare_spacy::Args),
    /// Measure the speed of ingesting pages beside that of Python trafilatura, on the same pages.
    CompareTrafilatura(compare_trafilatura::Args),
    /// Score the release binary on the evaluation sets beside the checkout.
    Eval(eval::Args),
    /// Start a fixture: its folder, an empty story and a page that says where the text comes from.
    Fixture(fixture::Args),
    /// Count what the gazetteer knows, by table and state, and list gaps of offices.
    GazetteerStats(gazetteer_stats::Args),
    /// Print how often quotes or events are right against how sure they are.
    Reliability(reliability::Args),
    /// Score the release binary on the labelled sentences of the event stage.
    Sentences(sentences::Args),
    /// Check module docs, file lengths, crate arrows, prints in crates, fixtures.
    Tidy,
    /// Train the weights of the English network.
    Train(train::Args),
    /// Train the confidence of events.
    TrainEvents(train_events::Args),
}

/// Why a chore stopped: one line for the terminal.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let outcome = match Args::parse().chore {
        Chore::CheckExports(args) => check_exports::run(&args),
        Chore::CompareSpacy(args) => compare_spacy::run(&args),
        Chore::CompareTrafilatura(args) => compare_trafilatura::run(&args),
        Chore::Eval(args) => eval::run(&args),
        Chore::Fixture(args) => fixture::run(&args),
        Chore::GazetteerStats(args) => gazetteer_stats::run(&args),
        Chore::Reliability(args) => reliability::run(&args),
        Chore::Sentences(args) => sentences::run(&args),
        Chore::Tidy => tidy::run(),
        Chore::Train(args) => train::run(&args),
        Chore::TrainEvents(args) => train_events::run(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            report(&why);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a chore talks to the terminal")]
fn report(line: &str) {
    eprintln!("{line}");
}

/// Root of the checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_path_buf)
}
