//! Decides how a Markdown file reads as a story.
//!
//! Marks go and blocks become paragraphs: `**Envoys** [met](https://…)` is `Envoys met`. Lines between `---` at the head are facts:
//! `title: Envoys meet`. The first heading of the first level is the title where none is given, and stands in the text in either case.

use chancery_model::{SegmentKind, SourceFormat};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::calendar;
use crate::decode::decode;
use crate::error::Error;
use crate::fields::Fields;
use crate::limits::Limits;
use crate::origin::{Content, Excerpt, Traced, Wrapping};
use crate::read::{Ingested, Meta, beside, check_size, decoding_warnings};
use crate::structure::{self, Garbled, warning};

/// Makes a document of a Markdown file. What its head says goes before `meta`.
///
/// # Errors
/// When the bytes are no text or more than the limit.
pub fn read_markdown(meta: Meta, bytes: &[u8], limits: &Limits) -> Result<Ingested, Error> {
    check_size("text", bytes.len(), limits.text_bytes)?;
    let decoded = decode(bytes)?;
    let mut warnings = decoding_warnings(&decoded);
    check_size("text", decoded.text.len(), limits.text_bytes)?;
    let (facts, story) = front_matter(&decoded.text);
    let facts = Fields::parse(facts.as_bytes());
    let fact = |names: &[&str]| {
        let value = names.iter().find_map(|name| facts.get(name))?;
        let bare = value.trim_matches(['"', '\'', '[', ']']).trim();
        Some(bare.to_owned()).filter(|bare| !bare.is_empty())
    };
    let (text, heading, _) = text(story);
    let published = fact(&["date", "published"]);
    let date = published.as_deref().and_then(calendar::parse_date);
    if let Some(written) = published.filter(|_| date.is_none()) {
        let message = format!("`date` is `{written}`, which is no date such as 2015-10-24");
        warnings.push(warning(chancery_model::WarningCode::NoDate, message));
    }
    let meta = Meta {
        title: fact(&["title", "headline"]).or(meta.title).or(heading),
        byline: fact(&["author", "byline"]).or(meta.byline),
        publisher: fact(&["publisher", "outlet"]).or(meta.publisher),
        url: fact(&["url", "link"]).or(meta.url),
        published: date.or(meta.published),
        ..meta
    };
    let mut document = structure::document(
        text,
        Garbled::Repair,
        beside(meta, SourceFormat::Markdown),
        &mut warnings,
    );
    let mut excerpt = Excerpt::whole(bytes, decoded.encoding, Content::Text);
    excerpt.wrapping = Wrapping::Markdown;
    document.origin = Some(excerpt.origin(document.text()));
    Ok(Ingested { document, warnings })
}

/// True when the head is fenced as facts of a Markdown file are.
pub(crate) fn is_markdown(head: &str) -> bool {
    let (facts, _) = front_matter(head);
    ["title:", "date:"]
        .iter()
        .all(|name| facts.lines().any(|line| line.starts_with(name)))
}

/// The lines between two fences at the head, and what follows them.
fn front_matter(text: &str) -> (&str, &str) {
    const FENCE: &str = "---";
    let Some(rest) = text.strip_prefix(FENCE) else {
        return ("", text);
    };
    if !rest.starts_with(['\n', '\r']) {
        return ("", text);
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if at > 0 && line.trim_end() == FENCE {
            return (&rest[..at], &rest[at + line.len()..]);
        }
        at += line.len();
    }
    ("", text)
}

/// The words of a file, led back to it.
pub(crate) fn words(file: &str) -> Traced {
    let (_, story) = front_matter(file);
    let start = file.len() - story.len();
    let (_, _, words) = text(story);
    words.within(std::slice::from_ref(&(start..file.len())))
}

/// The story without marks, its first heading of the first level, and its words without what parts them, led back to it.
fn text(markdown: &str) -> (String, Option<String>, Traced) {
    let mut traced = Traced::default();
    let (mut text, mut gap, mut skipped) = (String::new(), "", 0_usize);
    let (mut heading, mut heading_start) = (None, None);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        let words: &str = match &event {
            Event::Start(Tag::Image { .. }) => {
                skipped += 1;
                continue;
            }
            Event::End(TagEnd::Image) => {
                skipped = skipped.saturating_sub(1);
                continue;
            }
            Event::Start(Tag::HtmlBlock | Tag::CodeBlock(_)) => {
                skipped += 1;
                continue;
            }
            Event::End(TagEnd::HtmlBlock | TagEnd::CodeBlock) => {
                skipped = skipped.saturating_sub(1);
                gap = "\n\n";
                continue;
            }
            Event::Start(tag) => {
                if !is_inline(tag) {
                    gap = "\n\n";
                }
                if matches!(tag, Tag::Heading { level, .. } if *level == pulldown_cmark::HeadingLevel::H1)
                {
                    heading_start = Some(text.len());
                }
                continue;
            }
            Event::End(TagEnd::Heading(_)) => {
                if let (None, Some(start)) = (&heading, heading_start.take()) {
                    heading = Some(text[start..].trim().to_owned()).filter(|text| !text.is_empty());
                }
                gap = "\n\n";
                continue;
            }
            Event::End(TagEnd::TableCell) => {
                gap = "\t";
                continue;
            }
            Event::SoftBreak => " ",
            Event::HardBreak => "\n",
            Event::Text(words) | Event::Code(words) => words,
            _ => continue,
        };
        if skipped == 0 && !words.is_empty() {
            text.push_str(if text.is_empty() { "" } else { gap });
            text.push_str(words);
            match markdown[range.clone()].find(words) {
                Some(at) => traced.copy(words, range.start + at),
                None => traced.push(words, range, SegmentKind::Decoded),
            }
            gap = "";
        }
    }
    (text, heading, traced)
}

/// True for what stands within a line.
const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::TableCell
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(markdown: &str) -> Ingested {
        read_markdown(Meta::default(), markdown.as_bytes(), &Limits::default()).unwrap()
    }

    fn check(markdown: &str, expected: &str) {
        assert_eq!(read(markdown).document.text(), expected);
    }

    #[test]
    fn marks_go_and_blocks_are_paragraphs() {
        check("", "");
        check(
            "**Envoys** [met](https://example.org) in\nVienna.\n\n> They *left*.\n",
            "Envoys met in Vienna.\n\nThey left.",
        );
        check("# A\n\n## B\nOne.  \nTwo.", "A\n\nB\n\nOne.\nTwo.");
        check("- Three\n- Four\n  * Five", "Three\n\nFour\n\nFive");
        check("A ![picture](a.png) b &amp; `c`", "A  b & c");
        check(
            "One.\n\n```\nx\n```\n\n<div>\ny\n</div>\n\nTwo.\n\n---\n\nThree.",
            "One.\n\nTwo.\n\nThree.",
        );
        check("| a | b |\n|---|---|\n| 1 | 2 |\n", "a\tb\n\n1\t2");
    }

    #[test]
    fn the_head_holds_facts() {
        let ingested = read(
            "---\ntitle: \"Envoys: a meeting\"\nDate: 2015-10-24\nauthor: [Anna Beispiel]\nurl: https://example.org/a\n---\n# Other\n\nEnvoys met.",
        );
        let doc = ingested.document;
        assert_eq!(doc.text(), "Other\n\nEnvoys met.");
        let date = doc.published.map(|date| date.to_string());
        let found = [
            doc.title.clone(),
            date,
            doc.provenance.byline.clone(),
            doc.provenance.url.clone(),
        ];
        let expected = [
            "Envoys: a meeting",
            "2015-10-24",
            "Anna Beispiel",
            "https://example.org/a",
        ];
        assert_eq!(found, expected.map(|fact| Some(fact.to_owned())));
        assert_eq!(
            read("# Envoys *meet*\n\nThey met.")
                .document
                .title
                .as_deref(),
            Some("Envoys meet")
        );
        assert_eq!(
            read("---\ndate: soon\n---\nx").warnings[0].message,
            "`date` is `soon`, which is no date such as 2015-10-24"
        );
        check("---\ntitle: x\n", "title: x");
    }

    #[test]
    fn a_fence_and_facts_tell_it() {
        assert!(is_markdown("---\r\ntitle: x\r\ndate: y\r\n---\r\nz"));
        assert!(!is_markdown("---\nVIENNA: x\n---\n"));
        assert!(!is_markdown("title: x\ndate: y\n"));
    }

    proptest! {
        #[test]
        fn any_text_is_markdown(text in "([a-z|#>*_`\\[\\]()!<&;:~ -]|\n|---\n){0,80}", wild in any::<String>()) {
            for text in [text, wild] {
                let found = read(&text);
                prop_assert_eq!(&found, &read(&text));
            }
        }

        #[test]
        fn plain_words_stay(words in prop::collection::vec("[a-z]{1,9}", 1..20)) {
            let text = words.join(" ");
            check(&text, &text);
        }
    }
}
