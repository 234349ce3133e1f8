//! `chancery resolve`: actor phrases, one given or one a line, to states, sectors and offices.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

use chancery::Pipeline;
use chancery_export::ActorRecord;
use jiff::civil::Date;
use serde::Deserialize;

use crate::args::{PhrasesFrom, ResolveArgs};
use crate::report;

/// Bytes of one line of phrases, at most; a longer line is cut there and fails.
const MAX_LINE: u64 = 1 << 20;

/// One line of a file of phrases.
#[derive(Deserialize)]
struct Query {
    id: Option<String>,
    phrase: String,
    on: Option<Date>,
    context: Option<String>,
}

/// Answers one phrase or a file of them. The status is a failure when a line failed.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &ResolveArgs, pipeline: &Pipeline) -> io::Result<ExitCode> {
    let mut out = BufWriter::new(io::stdout());
    let failed = match args.from {
        Some(PhrasesFrom::Jsonl) => lines(args, pipeline, &mut out)?,
        None => {
            let query = Query {
                id: None,
                phrase: args.phrase.clone(),
                on: args.on,
                context: args.context.clone(),
            };
            answer(args, pipeline, query, &mut out)?;
            false
        }
    };
    out.flush()?;
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Answers line by line; true when a line failed.
fn lines(args: &ResolveArgs, pipeline: &Pipeline, out: &mut dyn Write) -> io::Result<bool> {
    let name = if args.phrase == "-" {
        "standard input"
    } else {
        &args.phrase
    };
    let mut reader: Box<dyn BufRead> = if args.phrase == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        match File::open(&args.phrase) {
            Ok(file) => Box::new(BufReader::new(file)),
            Err(why) => {
                report(&format!("{name}: cannot be read: {why}"));
                return Ok(true);
            }
        }
    };
    let mut failed = false;
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        match reader.by_ref().take(MAX_LINE).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.trim_ascii().is_empty() => continue,
            Ok(_) => {}
            Err(why) => {
                report(&format!("{name}: line {number}: cannot be read: {why}"));
                return Ok(true);
            }
        }
        match serde_json::from_slice(&line) {
            Ok(query) => answer(args, pipeline, query, out)?,
            Err(why) => {
                report(&format!(
                    "{name}: line {number}: {why}; expected {{\"id\"?, \"phrase\", \"on\"?, \"context\"?}}"
                ));
                failed = true;
            }
        }
    }
    Ok(failed)
}

/// Writes the readings of one phrase; the line's own day and context go before those of the arguments.
fn answer(
    args: &ResolveArgs,
    pipeline: &Pipeline,
    query: Query,
    out: &mut dyn Write,
) -> io::Result<()> {
    let context = query.context.as_deref().or(args.context.as_deref());
    let readings = pipeline.resolve(&query.phrase, query.on.or(args.on), context);
    let wanted = if args.all { readings.len() } else { 1 };
    for reading in readings.iter().take(wanted) {
        let record = ActorRecord::of(query.id.clone(), &reading.entity, reading.confidence);
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
