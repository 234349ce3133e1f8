//! The arrows between crates: `docs/architecture.md` lists what each may use, the manifests must agree.
//!
//! The page's table has one row a crate: its name, what it decides, and the crates it may use.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{folders, shown};

const PAGE: &str = "docs/architecture.md";

pub(super) fn check(root: &Path, faults: &mut Vec<String>) {
    let page = fs::read_to_string(root.join(PAGE)).unwrap_or_default();
    let allowed = rows(&page);
    let mut seen = Vec::new();
    for folder in folders(&root.join("crates"))
        .into_iter()
        .chain(folders(&root.join("apps")))
        .chain([root.join("xtask")])
    {
        let manifest = folder.join("Cargo.toml");
        let name = shown(root, &manifest);
        let Some(parsed) = fs::read_to_string(&manifest)
            .ok()
            .and_then(|text| text.parse::<toml::Table>().ok())
        else {
            faults.push(format!("{name}: cannot be read"));
            continue;
        };
        let package = parsed
            .get("package")
            .and_then(|p| p.get("name"))
            .and_then(toml::Value::as_str)
            .unwrap_or_default();
        seen.push(package.to_owned());
        let Some(allowed) = allowed.get(package) else {
            faults.push(format!("{PAGE}: no row for {package}"));
            continue;
        };
        let dependencies = parsed.get("dependencies").and_then(toml::Value::as_table);
        for used in dependencies
            .into_iter()
            .flatten()
            .map(|(used, _)| used)
            .filter(|used| used.starts_with("chancery"))
        {
            if !allowed.contains(used) {
                faults.push(format!("{name}: {package} may not use {used} ({PAGE})"));
            }
        }
    }
    for row in allowed.keys().filter(|row| !seen.contains(row)) {
        faults.push(format!("{PAGE}: a row for {row}, which does not exist"));
    }
}

/// Crate to the crates it may use, from the rows ``| `crate` | … | `used` `used` |``.
fn rows(page: &str) -> BTreeMap<String, Vec<String>> {
    let code_words = |cell: &str| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    page.lines()
        .filter_map(|line| {
            let cells: Vec<_> = line
                .strip_prefix('|')?
                .strip_suffix('|')?
                .split('|')
                .collect();
            let [name, _, uses] = cells.as_slice() else {
                return None;
            };
            Some((code_words(name).pop()?, code_words(uses)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows() {
        let rows = rows(
            "| crate | decides | uses |\n|---|---|---|\n| `a` | what `x` is | `b` `c` |\n| `b` | all | |\n",
        );
        assert_eq!(rows["a"], ["b", "c"]);
        assert!(rows["b"].is_empty());
        assert_eq!(rows.len(), 2);
    }
}
