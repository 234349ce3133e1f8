//! `cargo xtask fixture NAME`: the folder of a new fixture, ready to be filled.

use std::fs;

use crate::{Outcome, root};

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Name of the case: lower case, words joined by hyphens.
    name: String,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let name = &args.name;
    let valid = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !valid {
        return Err(format!(
            "{name:?} is no name for a case: use lower-case words joined by hyphens"
        ));
    }
    let folder = root().join("fixtures").join(name);
    if folder.exists() {
        return Err(format!("{} is there already", folder.display()));
    }
    let write = |file: &str, text: &str| {
        fs::write(folder.join(file), text).map_err(|why| format!("cannot write {file}: {why}"))
    };
    fs::create_dir_all(&folder)
        .map_err(|why| format!("cannot make {}: {why}", folder.display()))?;
    write("story.txt", "")?;
    write(
        "README.md",
        &format!(
            "# {name}\n\nShows: (what this story is here for)\n\nText: written for this project. Licence: MIT OR Apache-2.0.\n"
        ),
    )
}
