//! `cargo xtask eval`: builds the release binary and scores it on the evaluation sets.
//!
//! The sets are not part of the project: they lie beside the checkout, in `../shared/eval`, where they lie at all.

use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, root};

/// Arguments of the chore.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Passed on to the scoring script, for example `--set quotes,news --limit 20`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Outcome {
    let script = root().join("../shared/eval/run.py");
    if !script.is_file() {
        return Err(format!(
            "no evaluation sets: {} is not there",
            script.display()
        ));
    }
    let binary = release_binary()?;
    status(
        Command::new("python3")
            .arg(script)
            .arg("--bin")
            .arg(binary)
            .args(&args.rest),
    )
}

/// Builds the release binary and says where it is.
pub(crate) fn release_binary() -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    status(
        Command::new(cargo)
            .args(["build", "--release", "--package", "chancery-cli"])
            .current_dir(root()),
    )?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    Ok(target
        .join("release")
        .join(format!("chancery{}", std::env::consts::EXE_SUFFIX)))
}

fn status(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!(
            "{} ended with {status}",
            command.get_program().to_string_lossy()
        )),
        Err(why) => Err(format!(
            "cannot run {}: {why}",
            command.get_program().to_string_lossy()
        )),
    }
}
