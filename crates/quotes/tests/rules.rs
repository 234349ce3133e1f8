//! Every rule fires on its own examples and stays silent on the others, on trees written by hand.
//!
//! `tests/rules/RULE.txt` holds blocks: `## yes` or `## no`, a tree as `chancery-testkit` reads it, then one line a
//! quote, `=> rule | kind | piece // piece | cue | speaker | notes`; notes are `negated`,
//! `carried`, `inside N` (the line of the quote around it). A `no` block must not show the file's own rule.

use std::path::Path;

use chancery_model::{Document, Entities, Id, Quote};
use chancery_quotes::extract;

#[test]
fn rules_fire_where_their_examples_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of examples is part of the crate")
        .map(|entry| entry.expect("a readable folder entry").path())
        .collect();
    files.sort();
    for file in &files {
        let rule = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("file names are plain");
        let text = std::fs::read_to_string(file).expect("examples are UTF-8");
        let blocks: Vec<_> = text.split("\n## ").skip(1).collect();
        for side in ["yes", "no"] {
            assert!(
                blocks.iter().any(|block| block.starts_with(side)),
                "{rule} has no example of `{side}`"
            );
        }
        for block in blocks {
            check(rule, block);
        }
    }
}

fn check(rule: &str, block: &str) {
    let (title, body) = block.split_once('\n').expect("a block has a title line");
    let expected: Vec<_> = body
        .lines()
        .filter_map(|line| line.strip_prefix("=> "))
        .collect();
    let tree: Vec<_> = body
        .lines()
        .filter(|line| !line.starts_with("=> "))
        .collect();
    let (doc, syntax) = chancery_testkit::parse(tree.join("\n").trim());
    let found: Vec<_> = extract(&doc, &syntax, &Entities::default())
        .quotes
        .iter()
        .map(|quote| render(&doc, quote))
        .collect();
    assert_eq!(found, expected, "{rule}, {title}: {}", doc.text());
    let fires = expected
        .iter()
        .any(|line| line.starts_with(&format!("{rule} ")));
    assert_eq!(
        fires,
        title.starts_with("yes"),
        "{rule}, {title}: the block does not show what its title says"
    );
}

fn render(doc: &Document, quote: &Quote) -> String {
    let pieces: Vec<_> = quote.content.iter().map(|&span| doc.slice(span)).collect();
    let cue = quote.cue.as_ref().map_or("-", |cue| doc.slice(cue.span));
    let speaker = quote.speaker.as_ref();
    let mut columns = vec![
        quote.rule.as_str().trim_start_matches("quote.").to_owned(),
        quote.kind.to_string(),
        pieces.join(" // "),
        cue.to_owned(),
        speaker
            .map_or("-", |speaker| doc.slice(speaker.span))
            .to_owned(),
    ];
    if quote.cue.as_ref().is_some_and(|cue| cue.negated) {
        columns.push("negated".to_owned());
    }
    if speaker.is_some_and(|speaker| speaker.carried) {
        columns.push("carried".to_owned());
    }
    if let Some(parent) = quote.parent {
        columns.push(format!("inside {}", parent.index() + 1));
    }
    columns.join(" | ")
}
