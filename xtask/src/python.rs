//! Python environments outside the tree, for programs that are measured beside ours.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::root;

/// Folder of an environment: the one that was asked for, or one of this name among the system's temporary files.
///
/// # Errors
/// When it lies in the tree.
pub(crate) fn folder(asked: Option<&Path>, name: &str) -> Result<PathBuf, String> {
    let folder = match asked {
        Some(folder) => std::path::absolute(folder)
            .map_err(|why| format!("cannot use {}: {why}", folder.display()))?,
        None => std::env::temp_dir().join(name),
    };
    if folder.starts_with(root()) {
        let folder = folder.display();
        return Err(format!(
            "{folder} lies in the tree: name a folder outside it with --venv"
        ));
    }
    Ok(folder)
}

/// Makes the environment where `check`, a line of Python, shows that it is not complete; gives its interpreter.
///
/// # Errors
/// When there is no Python with `venv`, or a package cannot be installed.
pub(crate) fn environment(
    folder: &Path,
    packages: &[&str],
    check: &str,
) -> Result<PathBuf, String> {
    let (python, inside) = if cfg!(windows) {
        ("python", "Scripts/python.exe")
    } else {
        ("python3", "bin/python")
    };
    let inside = folder.join(inside);
    let complete = Command::new(&inside)
        .args(["-c", check])
        .stderr(Stdio::null())
        .status();
    if complete.is_ok_and(|status| status.success()) {
        return Ok(inside);
    }
    let list = packages.join(", ");
    say(&format!("installing {list} into {}", folder.display()));
    output(Command::new(python).args(["-m", "venv"]).arg(folder))
        .map_err(|why| format!("a Python with `venv` is needed: {why}"))?;
    output(
        Command::new(&inside)
            .args(["-m", "pip", "install", "--quiet", "--retries", "2"])
            .args(["--timeout", "30"])
            .args(packages),
    )
    .map_err(|why| format!("{list} cannot be installed, is the package index in reach? {why}"))?;
    Ok(inside)
}

/// Builds an example of the benchmarks; gives its path.
///
/// # Errors
/// When it does not build.
pub(crate) fn example(name: &str) -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    output(
        Command::new(cargo)
            .args(["build", "--quiet", "--release", "--locked"])
            .args(["--package", "chancery-bench", "--example", name])
            .current_dir(root()),
    )?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    Ok(target
        .join("release/examples")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// What a command writes.
///
/// # Errors
/// The end of its messages, when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|why| format!("cannot run {program}: {why}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    let last: Vec<_> = messages.lines().rev().take(5).collect();
    let last: Vec<_> = last.into_iter().rev().collect();
    Err(format!(
        "{program} ended with {}\n{}",
        output.status,
        last.join("\n")
    ))
}

/// Prints a line.
#[expect(clippy::print_stdout, reason = "a chore talks to the terminal")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
