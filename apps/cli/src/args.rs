//! The command line: what may be asked, in clap's words.

use std::path::PathBuf;

use chancery_ingest::Columns;
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

/// Reads news and keeps the diplomatic record: who met whom, who said what, what was done, by whom to whom, where and
/// when, and whether it happened, is planned, was denied or hangs on a condition.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, arg_required_else_help = true)]
#[command(
    after_help = "Exit status: 0 all read; 1 some inputs failed (the others are written); 2 wrong usage."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Log to stderr; twice for more.
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read stories and write their record.
    Read(ReadArgs),
    /// Say which state, sectors and office an actor phrase stands for, as JSON, one object a line.
    Resolve(ResolveArgs),
    /// Print the JSON Schema of the record.
    Schema,
    /// List the output formats.
    Formats,
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  chancery read story.txt
  chancery read 'stories/*.txt' --format jsonl -o record.jsonl
  chancery read stories/ --table quotes -o quotes.csv
  chancery read corpus/ -o out/ --errors failed.jsonl --resume
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
        use clap::CommandFactory;
        Args::command().debug_assert();
    }

    #[test]
    fn dates_are_checked_at_the_border() {
        assert_eq!(date("2015-10-24"), Ok(Date::constant(2015, 10, 24)));
        assert!(date("24.10.2015").is_err_and(|why| why.contains("YYYY-MM-DD")));
        assert!(date("2015-02-30").is_err());
    }
}
