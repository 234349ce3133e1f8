//! From what the user named to the files that are read, in a fixed order.
//!
//! A folder stands for the story files below it, a glob for the files that match; both sorted by path.

use std::path::{Path, PathBuf};

use chancery_ingest::{Archive, Member};
use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;

use crate::error::InputError;

/// Endings of story files, looked for in folders.
const ENDINGS: [&str; 16] = [
    "txt", "text", "html", "htm", "jsonl", "ndjson", "rss", "atom", "nitf", "newsml", "ninjs",
    "warc", "csv", "tsv", "parquet", "zip",
];
/// Endings that may follow those.
const PACKED: [&str; 3] = ["gz", "zst", "xz"];

/// One thing to read.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
    /// A file in an archive, and how messages name it.
    Member(Archive, Member, String),
}

impl Input {
    /// How messages name it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::Member(_, _, name) => name.clone(),
        }
    }
}

/// One thing to read, or the name of what cannot be found and why.
pub(crate) type Listed = Result<Input, (String, InputError)>;

/// The inputs behind all arguments, in order; what cannot be found stands in its place.
pub(crate) fn list(arguments: &[String]) -> Vec<Listed> {
    let mut listed = Vec::new();
    for argument in arguments {
        match expand(argument) {
            Ok(found) => listed.extend(found.into_iter().map(Ok)),
            Err(why) => listed.push(Err((argument.clone(), why))),
        }
    }
    listed
}

/// The inputs behind one argument, sorted by path.
///
/// # Errors
/// When nothing is there: no such file, an empty folder, a glob without a match.
fn expand(argument: &str) -> Result<Vec<Input>, InputError> {
    if argument == "-" {
        return Ok(vec![Input::Stdin]);
    }
    let path = Path::new(argument);
    if path.is_dir() {
        let files = walk(path, &has_story_ending)?;
        return if files.is_empty() {
            Err(InputError::EmptyFolder { endings: endings() })
        } else {
            Ok(files)
        };
    }
    if path.exists() || !argument.contains(['*', '?', '[', '{']) {
        return Ok(vec![Input::File(path.to_path_buf())]);
    }
    let glob = GlobBuilder::new(argument)
        .literal_separator(true)
        .build()?
        .compile_matcher();
    let files = walk(&literal_prefix(argument), &|path| matches(&glob, path))?;
    if files.is_empty() {
        Err(InputError::NoMatch)
    } else {
        Ok(files)
    }
}

/// `a.txt`, `a.HTML.gz`; not `a.gz`, which may be anything.
pub(crate) fn has_story_ending(path: &Path) -> bool {
    let path = bare(path);
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(e)))
}

/// The path without what tells its packing: `a.txt` of `a.txt.gz`.
pub(crate) fn bare(path: &Path) -> PathBuf {
    let is_packed = path
        .extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| PACKED.iter().any(|known| known.eq_ignore_ascii_case(e)));
    if is_packed {
        path.with_extension("")
    } else {
        path.to_path_buf()
    }
}

/// Endings of the files that folders and archives give, for messages.
pub(crate) fn endings() -> String {
    ENDINGS.join(", ")
}

/// `./a/b.txt` matches `a/*.txt` and the other way round.
fn matches(glob: &GlobMatcher, path: &Path) -> bool {
    glob.is_match(path) || path.strip_prefix(".").is_ok_and(|path| glob.is_match(path))
}

/// The folder before the first wildcard.
fn literal_prefix(pattern: &str) -> PathBuf {
    let wildcard = pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len());
    match pattern[..wildcard].rfind(['/', std::path::MAIN_SEPARATOR]) {
        Some(0) => PathBuf::from("/"),
        Some(slash) => PathBuf::from(&pattern[..slash]),
        None => PathBuf::from("."),
    }
}

/// Files below `folder` that `wanted` takes, sorted; hidden ones are passed over.
fn walk(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<Input>, InputError> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .build()
    {
        let entry = entry.map_err(|cause| InputError::Walk { cause })?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) && wanted(entry.path()) {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files.into_iter().map(Input::File).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn check(argument: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("sub")).expect("a folder");
        for file in [
            "b.txt",
            "a.txt",
            "notes.md",
            "sub/c.HTML.gz",
            "x.gz",
            ".hidden.txt",
        ] {
            fs::write(folder.path().join(file), "x").expect("a file");
        }
        let found = expand(&folder.path().join(argument).to_string_lossy()).unwrap_or_default();
        let names: Vec<_> = found
            .iter()
            .map(|input| {
                input
                    .name()
                    .replace(&*folder.path().to_string_lossy(), "")
                    .trim_start_matches('/')
                    .to_owned()
            })
            .collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn folders_and_globs_are_sorted() {
        check("", &["a.txt", "b.txt", "sub/c.HTML.gz"]);
        check("*.txt", &["a.txt", "b.txt"]);
        check("**/*.HTML.*", &["sub/c.HTML.gz"]);
        check("?.md", &[]);
        check("absent.txt", &["absent.txt"]);
    }

    #[test]
    fn prefixes_end_before_the_wildcard() {
        assert_eq!(literal_prefix("a/b*/c.txt"), PathBuf::from("a"));
        assert_eq!(literal_prefix("*.txt"), PathBuf::from("."));
        assert_eq!(literal_prefix("/*.txt"), PathBuf::from("/"));
    }
}
