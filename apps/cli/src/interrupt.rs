//! Ctrl-C: the drafts of unfinished files are removed, and one line says what is kept.
//!
//! The handler ends the process itself, at any moment: a run may be waiting for standard input, and what `--resume` needs is
//! whole at every moment anyway, since even `kill -9` must not harm it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::report;

/// 128 and the number of the signal, as shells have it.
const INTERRUPTED: i32 = 130;

/// What the handler has to know.
struct State {
    drafts: Vec<PathBuf>,
    kept: Option<String>,
}

static STATE: Mutex<State> = Mutex::new(State {
    drafts: Vec::new(),
    kept: None,
});

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process on Ctrl-C, after `first` has cleared the terminal.
pub(crate) fn watch(first: impl Fn() + Send + 'static) {
    let handler = move || {
        first();
        let state = state();
        for draft in &state.drafts {
            // One that has just been renamed is no draft any more.
            let _ = fs::remove_file(draft);
        }
        match &state.kept {
            Some(kept) => report(&format!("interrupted; {kept}")),
            None if state.drafts.is_empty() => report("interrupted"),
            None => report("interrupted; no file was written"),
        }
        exit(INTERRUPTED);
    };
    if let Err(why) = ctrlc::set_handler(handler) {
        tracing::debug!("Ctrl-C is not watched: {why}");
    }
}

/// A file that must not stay when the run is interrupted.
pub(crate) fn add_draft(path: &Path) {
    state().drafts.push(path.to_path_buf());
}

/// The file has its name, or is gone.
pub(crate) fn forget_draft(path: &Path) {
    state().drafts.retain(|draft| draft != path);
}

/// What the user is told to be there after an interruption.
pub(crate) fn keep(line: Option<String>) {
    state().kept = line;
}
