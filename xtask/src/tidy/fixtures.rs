//! Fixtures: each says where its text comes from, and has an input.

use std::fs;
use std::path::Path;

use super::{folders, shown};

pub(super) fn check(root: &Path, faults: &mut Vec<String>) {
    for folder in folders(&root.join("fixtures")) {
        let name = shown(root, &folder);
        let page = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
        if !page.to_lowercase().contains("licence") {
            faults.push(format!(
                "{name}/README.md: does not say under which licence the text stands"
            ));
        }
        let is_input = |path: &Path| {
            path.file_name().is_some_and(|name| name == "story.txt")
                || path.file_stem().is_some_and(|stem| stem == "input")
        };
        let mut files = fs::read_dir(&folder).into_iter().flatten().flatten();
        if !files.any(|file| is_input(&file.path())) {
            faults.push(format!(
                "{name}: has no story.txt and no input in another format"
            ));
        }
    }
}
