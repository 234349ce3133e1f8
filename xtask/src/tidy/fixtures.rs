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
        if !["story.txt", "input.jsonl", "input.rss"]
            .iter()
            .any(|input| folder.join(input).is_file())
        {
            faults.push(format!(
                "{name}: has no story.txt, input.jsonl or input.rss"
            ));
        }
    }
}
