//! Source files: a module comment first, no more lines than a reader takes in, no prints in crates.

use std::fs;
use std::path::Path;

use super::{MAX_LINES, files_below, shown};

const PRINTS: [&str; 4] = ["println!", "print!", "eprintln!", "eprint!"];

pub(super) fn check(root: &Path, faults: &mut Vec<String>) {
    for folder in ["apps", "crates", "xtask"] {
        for path in files_below(&root.join(folder), "rs") {
            let name = shown(root, &path);
            let Ok(text) = fs::read_to_string(&path) else {
                faults.push(format!("{name}: cannot be read as UTF-8"));
                continue;
            };
            faults.extend(
                check_text(&text, folder == "crates").map(|fault| format!("{name}: {fault}")),
            );
        }
    }
}

/// The first fault of one file.
fn check_text(text: &str, is_library: bool) -> Option<String> {
    if !text.starts_with("//!") {
        return Some("does not start with a module comment (`//!`)".to_owned());
    }
    let code: Vec<_> = text.lines().collect();
    let end = code
        .iter()
        .position(|line| line.starts_with("mod tests {"))
        .unwrap_or(code.len());
    if end > MAX_LINES {
        return Some(format!(
            "{end} lines above its tests, more than {MAX_LINES}: split it by idea"
        ));
    }
    let prints = |line: &str| {
        let line = line.trim_start();
        !line.starts_with("//") && PRINTS.iter().any(|print| line.contains(print))
    };
    let at = code[..end]
        .iter()
        .position(|line| is_library && prints(line))?;
    Some(format!("line {} prints: only apps do", at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_fault() {
        let fault = |text: &str| check_text(text, true).unwrap_or_default();
        assert!(fault("fn main() {}").starts_with("does not start"));
        assert!(fault(&format!("//! m\n{}", "x\n".repeat(400))).starts_with("401 lines"));
        assert!(fault("//! m\nfn f() {\n    println!();\n}").starts_with("line 3 prints"));
        assert_eq!(check_text("//! m\nfn f() { println!() }", false), None);
        assert_eq!(
            fault(&format!(
                "//! m\n#[cfg(test)]\nmod tests {{\n{}}}",
                "x\n".repeat(500)
            )),
            ""
        );
    }
}
