//! The command line: what may be asked, in clap's words.

use std::path::PathBuf;

use chancery_export::Parts;
use chancery_ingest::Columns;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

/// Reads news and keeps the diplomatic record: who met whom, who said what, what was done, by whom to whom, where and
/// when, and whether it happened, is planned, was denied or hangs on a condition.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, arg_required_else_help = true)]
#[command(
    after_help = "What a project repeats stands in `chancery.toml`, in the working directory or above it: any of the long options that
`chancery config` lists, as `format = \"jsonl\"`. The environment has them as CHANCERY_FORMAT and so on. A flag wins over the
environment, the environment over the file.

Exit status: 0 all read; 1 some inputs failed (the others are written), or the output cannot be written; 2 wrong usage;
130 interrupted.

Examples:
  chancery read story.txt
  chancery events stories/ -o events.csv
  chancery read stories/ -o new.jsonl && chancery diff old.jsonl new.jsonl"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Log to stderr; twice for more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    /// Settings of this file, not those of the `chancery.toml` in the working directory or above it.
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// No settings from any file.
    #[arg(long, global = true)]
    pub(crate) no_config: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read stories and write their record.
    Read(ReadArgs),
    /// Read stories and write the events alone: a table, records without the rest, or on a terminal a brief.
    #[command(after_help = "Examples:
  chancery events story.txt
  chancery events stories/ -o events.tsv
  chancery events stories/ --format jsonl | grep conditional")]
    Events(ReadArgs),
    /// Read stories and write the quotes alone: a table, records without the rest, or on a terminal a brief.
    #[command(after_help = "Examples:
  chancery quotes story.txt
  chancery quotes stories/ --spreadsheet -o quotes.csv")]
    Quotes(ReadArgs),
    /// Read stories and write the entities alone: a table, records without the rest, or on a terminal a brief.
    #[command(after_help = "Examples:
  chancery entities story.txt
  chancery entities stories/ --gazetteer officials.tsv -o entities.csv")]
    Entities(ReadArgs),
    /// Say what differs in the facts of two files of records: documents, entities, quotes, events.
    Diff(DiffArgs),
    /// Say which state, sectors and office an actor phrase stands for, as JSON, one object a line.
    Resolve(ResolveArgs),
    /// Print the settings from the file and the environment, and where each comes from.
    #[command(after_help = "Examples:
  chancery config
  chancery config --config other.toml")]
    Config,
    /// Print the JSON Schema of the record.
    #[command(after_help = "Example:
  chancery schema > record.schema.json")]
    Schema,
    /// List the output formats.
    #[command(after_help = "Example:
  chancery formats")]
    Formats,
    /// Print the manual page, or write one for each command into a folder.
    #[command(after_help = "Examples:
  chancery man | man -l -
  chancery man /usr/local/share/man/man1")]
    Man {
        /// Folder for `chancery.1`, `chancery-read.1` and so on; made when missing.
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Print a completion script for a shell.
    #[command(after_help = "Examples:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery
  chancery completions fish > ~/.config/fish/completions/chancery.fish")]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

impl Args {
    /// The command line as help, manual and completions show it: a short form has no option for what it stands for.
    pub(crate) fn shown() -> clap::Command {
        SHORT_FORMS.iter().fold(Self::command(), |command, name| {
            command.mut_subcommand(name, |short| {
                ["table", "only"].iter().fold(short, |short, option| {
                    short.mut_arg(option, |arg| arg.hide(true))
                })
            })
        })
    }
}

/// Commands that stand for `read` with a `--table` and an `--only`.
pub(crate) const SHORT_FORMS: [&str; 3] = ["entities", "events", "quotes"];

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery read story.txt
  chancery read 'stories/*.txt' --format jsonl -o record.jsonl
  chancery read stories/ --table quotes -o quotes.csv
  chancery read corpus/ -o out/ --errors failed.jsonl --resume
  chancery read stories/ --only events,entities -o events.jsonl
  chancery read corpus.csv --columns text=body,id=story_id -o record.jsonl
  cat feed.jsonl | chancery read --from jsonl - > record.jsonl")]
pub(crate) struct ReadArgs {
    /// Files, folders, globs, or `-` for standard input.
    #[arg(value_name = "INPUT", default_value = "-")]
    pub(crate) inputs: Vec<String>,
    /// Format of the inputs; `auto` goes by name and content.
    #[arg(long, value_enum, default_value_t = From::Auto)]
    pub(crate) from: From,
    /// Columns of `csv` and `parquet` tables as `part=column,…`, such as `text=body,id=story_id`; parts are id, text, html, title,
    /// published, publisher, byline, url. What is not said is told by the usual names.
    #[arg(long, value_name = "PART=COLUMN")]
    pub(crate) columns: Option<Columns>,
    /// Output format, see `chancery formats`; by default by the ending of --output, else `brief` on a terminal and `jsonl` in a pipe.
    #[arg(long, value_name = "FORMAT", value_parser = format_by_name)]
    pub(crate) format: Option<&'static chancery_export::Format>,
    /// Which table `csv`, `tsv` and `parquet` write; without it `events`, and `parquet` the whole record. Without --format and a
    /// telling --output it means `csv`.
    #[arg(long, value_enum, value_name = "TABLE")]
    pub(crate) table: Option<Table>,
    /// Findings that `brief`, `json` and `jsonl` hold, parted by commas: entities, times, quotes, events. Lists of the others are empty.
    #[arg(long, value_name = "PARTS")]
    pub(crate) only: Option<Parts>,
    /// Write `csv` and `tsv` for spreadsheets: byte order mark, and an apostrophe before words that begin like a formula.
    #[arg(long)]
    pub(crate) spreadsheet: bool,
    /// File to write, whole or not at all; standard output by default. A folder, or `NAME/`, gets a file `chancery` with the
    /// ending of the format.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Date of documents that carry none (YYYY-MM-DD).
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<Date>,
    /// Event frames of your own, added to those inside (TOML, see docs/formats/frames.md); may be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) frames: Vec<PathBuf>,
    /// What becomes of stories that are edited copies of one read before: nobody looks, the record names the first in
    /// `duplicate_of`, or they are left out and counted. The first in the order of the inputs is kept.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Dedup::Off)]
    pub(crate) dedup: Dedup,
    /// Go on where an earlier run of the same command was killed or interrupted; the output is that of an unbroken run.
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
    /// List what failed in this file, as JSON Lines: input, document, place, level, code, message.
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Stop at the first input that fails, with status 1 and without an output file.
    #[arg(long)]
    pub(crate) fail_fast: bool,
    /// Say at the end what was read and how fast, also where standard error is no terminal.
    #[arg(long)]
    pub(crate) summary: bool,
    /// No progress and no summary.
    #[arg(short, long, conflicts_with = "summary")]
    pub(crate) quiet: bool,
    /// Threads; by default one a core. The output does not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery resolve 'the Russian foreign minister' --on 2015-10-24
  chancery resolve --from jsonl phrases.jsonl")]
pub(crate) struct ResolveArgs {
    /// The phrase; with --from jsonl the file of phrases, `-` for standard input.
    #[arg(value_name = "PHRASE", default_value = "-")]
    pub(crate) phrase: String,
    /// Day on which the phrase was used (YYYY-MM-DD).
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) on: Option<Date>,
    /// Text around the phrase.
    #[arg(long, value_name = "TEXT")]
    pub(crate) context: Option<String>,
    /// All readings, likeliest first, not the best alone.
    #[arg(long)]
    pub(crate) all: bool,
    /// Take phrases from a file: `{"id"?, "phrase", "on"?, "context"?}` a line.
    #[arg(long, value_enum)]
    pub(crate) from: Option<PhrasesFrom>,
    #[command(flatten)]
    pub(crate) tables: Tables,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Documents are matched by id, what was found in them by its words and their place, never by the ids of the record.
Confidence and rule are no facts. `+` is only in the new file, `-` only in the old one, `~` in both, changed.

Exit status: 0 the facts are the same; 1 they differ; 2 trouble.

Examples:
  chancery diff before.jsonl after.jsonl
  chancery diff before.jsonl.gz after.jsonl.gz --format jsonl > changes.jsonl
  chancery read stories/ --format jsonl | chancery diff snapshot.jsonl -"
)]
pub(crate) struct DiffArgs {
    /// Records before: JSON or JSON Lines, packed or not, `-` for standard input.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// Records after.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// How differences are written.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// A listing to read, with counts at its end.
    Text,
    /// One object a difference, the last one with the counts.
    Jsonl,
}

/// Facts that the user adds to ours.
#[derive(Debug, clap::Args)]
pub(crate) struct Tables {
    /// Table of facts to add to the built-in ones: people, offices, names of states, places; may be given more than once.
    /// Its first line names the columns, as docs/formats/gazetteer.md lists them.
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PhrasesFrom {
    /// One object a line.
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    /// One row an event.
    Events,
    /// One row a quote.
    Quotes,
    /// One row an entity of a document.
    Entities,
    /// One row a document.
    Documents,
}

impl std::convert::From<Table> for chancery_export::Table {
    fn from(table: Table) -> Self {
        match table {
            Table::Events => Self::Events,
            Table::Quotes => Self::Quotes,
            Table::Entities => Self::Entities,
            Table::Documents => Self::Documents,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dedup {
    /// Copies are read like other stories.
    Off,
    /// Copies are read, and their record names the first.
    Mark,
    /// Copies are left out.
    Drop,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// By name and content.
    Auto,
    /// Plain text, one story a file.
    Text,
    /// A web page.
    Html,
    /// An RSS, Atom or JSON feed: one document an item.
    Feed,
    /// A web archive (WARC): one document a page or text that a server gave.
    Warc,
    /// A table with a line of column names, parted by commas, semicolons, tabs or bars: one document a row.
    Csv,
    /// A Parquet table: one document a row.
    Parquet,
    /// Text with the marks of Markdown.
    Markdown,
    /// A text export of Factiva: one document each.
    Factiva,
    /// One object a line: `{"id", "text" or "html", "title"?, "published"?, "publisher"?, "url"?}`.
    Jsonl,
    /// A text export of LexisNexis or Nexis Uni: one document each.
    Lexisnexis,
    /// NewsML-G2 or NewsML 1.2: one document an item.
    Newsml,
    /// ninjs: one object, an array of them, or one a line.
    Ninjs,
    /// NITF 3.
    Nitf,
}

fn format_by_name(name: &str) -> Result<&'static chancery_export::Format, String> {
    chancery_export::Format::by_name(name).ok_or_else(|| {
        let names: Vec<_> = chancery_export::FORMATS
            .iter()
            .map(|format| format.name)
            .collect();
        format!("formats are {}", names.join(", "))
    })
}

fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "a date is written YYYY-MM-DD, as 2015-10-24".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_hold_together() {
        Args::shown().debug_assert();
    }

    #[test]
    fn dates_are_checked_at_the_border() {
        assert_eq!(date("2015-10-24"), Ok(Date::constant(2015, 10, 24)));
        assert!(date("24.10.2015").is_err_and(|why| why.contains("YYYY-MM-DD")));
        assert!(date("2015-02-30").is_err());
    }
}
