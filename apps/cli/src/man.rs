//! `chancery man`: the manual pages, made from the same words as `--help`.
//!
//! One page goes to standard output; packagers name a folder and get one page a command.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::Command;

/// Writes the page of `command` to standard output, or the pages of all its commands into `folder`.
///
/// # Errors
/// When the folder or the output cannot be written.
pub(crate) fn run(command: Command, folder: Option<&Path>) -> io::Result<()> {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        return io::stdout().write_all(&page);
    };
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command.disable_help_subcommand(true), folder)
}
