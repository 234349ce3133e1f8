//! Whether a run is the same as one before: the digests that a journal keeps of inputs and options.
//!
//! Inputs are told by path, size and time of change, so that a million files need not be read twice; option files by their content.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use chancery_export::Format;
use sha2::{Digest, Sha256};

use crate::args::{ReadArgs, Tables};
use crate::inputs::{Input, Listed};
use crate::journal::Identity;
use crate::output::named;

/// The identity of a run; `None` when it could not be repeated, as it reads a pipe.
///
/// # Errors
/// When a file that an option names cannot be read.
pub(crate) fn of(
    args: &ReadArgs,
    format: &Format,
    inputs: &[Listed],
) -> io::Result<Option<Identity>> {
    let Some(inputs) = of_inputs(inputs) else {
        return Ok(None);
    };
    Ok(Some(Identity {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        options: of_options(args, format)?,
        inputs,
    }))
}

/// Bytes of all files.
pub(crate) fn size(inputs: &[Listed]) -> u64 {
    let sizes = inputs.iter().map(|listed| match listed {
        Ok(Input::File(path)) => fs::metadata(path).map_or(0, |facts| facts.len()),
        _ => 0,
    });
    sizes.sum()
}

fn of_inputs(inputs: &[Listed]) -> Option<String> {
    let mut digest = Sha256::new();
    let mut line = String::new();
    for listed in inputs {
        line.clear();
        let name = match listed {
            Ok(Input::File(path)) => {
                if let Ok(facts) = fs::metadata(path) {
                    if !facts.is_file() {
                        return None;
                    }
                    let changed = facts.modified().ok();
                    let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                    let _ = write!(line, "{} {changed:?} ", facts.len());
                }
                path.as_os_str().as_encoded_bytes()
            }
            Ok(Input::Stdin | Input::Member(..)) => return None,
            Err((name, _)) => name.as_bytes(),
        };
        digest.update(&line);
        digest.update(name);
        digest.update([0]);
    }
    Some(hexadecimal(digest))
}

/// Every option is named here, so that a new one cannot be forgotten: does the output depend on it?
fn of_options(args: &ReadArgs, format: &Format) -> io::Result<String> {
    let ReadArgs {
        inputs: _,
        from,
        columns,
        format: _,
        table,
        only,
        spreadsheet,
        output: _,
        published,
        frames,
        dedup,
        resume: _,
        errors: _,
        fail_fast: _,
        summary: _,
        quiet: _,
        threads: _,
        tables: Tables { files },
    } = args;
    let format = format.name;
    let mut digest = Sha256::new();
    digest.update(format!(
        "{from:?} {columns:?} {format} {table:?} {only:?} {spreadsheet} {published:?} {dedup:?}"
    ));
    for path in frames.iter().chain(files) {
        digest.update([0]);
        digest.update(read(path)?);
    }
    Ok(hexadecimal(digest))
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|why| named(path, why))
}

fn hexadecimal(digest: Sha256) -> String {
    let mut text = String::new();
    for byte in digest.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
