//! Decides how a fragment of a page, as feeds carry it, reads as text.
//!
//! Nothing but the story is in it, so nothing is guessed: blocks become paragraphs, pictures with their captions and scripts
//! go. `<p>Envoys <b>met</b>.</p><figure>…</figure>They left.` has two paragraphs.

use std::collections::HashMap;
use std::sync::LazyLock;

use scraper::{Html, Node};

use crate::error::Error;
use crate::limits::Limits;
use crate::{depth, tsv};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Break,
    Cell,
    Paragraph,
    Skip,
}

static BLOCKS: LazyLock<HashMap<&'static str, Block>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/blocks.tsv"))
        .map(|[kind, element]| {
            let block = match kind {
                "break" => Block::Break,
                "cell" => Block::Cell,
                "skip" => Block::Skip,
                _ => Block::Paragraph,
            };
            (element, block)
        })
        .collect()
});

/// The text of a fragment: paragraphs parted by blank lines, white space otherwise single.
///
/// # Errors
/// When it is nested too deeply.
pub(crate) fn text(html: &str, limits: &Limits) -> Result<String, Error> {
    if !html.contains(['<', '&']) {
        return Ok(html.trim().to_owned());
    }
    depth::check(html, limits.page_depth)?;
    let page = Html::parse_fragment(html);
    let (mut text, mut gap, mut skipped) = (String::new(), "", 0_usize);
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            ego_tree::iter::Edge::Open(node) => (node, true),
            ego_tree::iter::Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(words) if opens && skipped == 0 => {
                for part in words.split_inclusive(is_space) {
                    let word = part.trim_matches(is_space);
                    if !word.is_empty() {
                        text.push_str(if text.is_empty() { "" } else { gap });
                        text.push_str(word);
                        gap = "";
                    }
                    if gap.is_empty() && part.ends_with(is_space) {
                        gap = " ";
                    }
                }
            }
            Node::Element(element) => match BLOCKS.get(element.name()) {
                Some(Block::Skip) if opens => skipped += 1,
                Some(Block::Skip) => skipped -= 1,
                Some(Block::Paragraph) => gap = "\n\n",
                Some(Block::Cell) if gap.is_empty() => gap = " ",
                Some(Block::Break) if gap.len() < 2 => {
                    gap = if gap == "\n" && opens { "\n\n" } else { "\n" }
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(text)
}

/// No-break spaces stay: they are the story's.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(text(html, &Limits::default()).unwrap(), expected);
    }

    #[test]
    fn blocks_are_paragraphs() {
        check(" Envoys met.\n", "Envoys met.");
        check(
            "<p>Envoys <b>met</b>\n in Z&uuml;rich.</p><div>They left.</div>",
            "Envoys met in Zürich.\n\nThey left.",
        );
        check(
            "One.<br>Two.<ul><li>Three<li>Four</ul>",
            "One.\nTwo.\n\nThree\n\nFour",
        );
    }

    #[test]
    fn pictures_and_scripts_go() {
        check(
            "<figure><img src=a><figcaption>A hall.</figcaption></figure><p>Envoys met.<script>x()</script> They left.",
            "Envoys met. They left.",
        );
    }

    #[test]
    fn depth_has_its_limit() {
        assert!(text(&"<div>".repeat(5_000), &Limits::default()).is_err());
    }

    proptest! {
        #[test]
        fn any_fragment_has_a_trimmed_text(html in "([a-z&;<>/! ]|<p>|</p>|<br>|<figure>|</figure>|\n){0,60}") {
            let found = text(&html, &Limits::default()).unwrap();
            prop_assert_eq!(found.trim_matches(is_space), &found);
        }
    }
}
