//! `cargo xtask tidy`: what the compiler does not check of `CONTRIBUTING.md`. Also runs as a test.

mod arrows;
mod files;
mod fixtures;

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, root};

/// Lines of code above the tests of one file.
const MAX_LINES: usize = 400;

pub(crate) fn run() -> Outcome {
    let faults = faults(&root());
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

/// Everything that is wrong, one line each, in order of path.
fn faults(root: &Path) -> Vec<String> {
    let mut faults = Vec::new();
    files::check(root, &mut faults);
    arrows::check(root, &mut faults);
    fixtures::check(root, &mut faults);
    faults
}

/// Folders of `parent`, sorted.
fn folders(parent: &Path) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// Files below `folder` with this ending, sorted.
fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    found.sort();
    let (folders, files): (Vec<_>, Vec<_>) = found.into_iter().partition(|path| path.is_dir());
    let below = folders
        .iter()
        .flat_map(|folder| files_below(folder, ending));
    files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .chain(below)
        .collect()
}

/// The path as seen from the root, with forward slashes.
fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_tidy() {
        assert_eq!(faults(&root()), Vec::<String>::new());
    }
}
