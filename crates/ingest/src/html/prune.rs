//! Decides what is taken out of a page before the article is looked for: what is never part of one.
//!
//! Scripts, captions, consent notices, the headline (it is the title already), and paragraphs that are nothing but a link:
//! `<p><a href=/b>Ministers to meet in spring</a></p>`. Quoted posts stay, whatever their classes say.

use std::collections::HashMap;
use std::sync::LazyLock;

use trafilatura::dom::{Document, NodeId};

use super::clean;
use super::metadata::Metadata;
use crate::tsv;

/// Longest text, in bytes, of an element that is dropped for its class; longer ones hold the story.
const MAX_NOTICE: usize = 1_500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Caption,
    Element,
    Inline,
    Line,
    Notice,
    Part,
    Post,
    Role,
    Start,
}

static ROWS: LazyLock<Vec<(Kind, &'static str)>> = LazyLock::new(|| {
    tsv::rows(include_str!("../../data/page_furniture.tsv"))
        .map(|[kind, words]| {
            let kind = match kind {
                "caption" => Kind::Caption,
                "element" => Kind::Element,
                "inline" => Kind::Inline,
                "line" => Kind::Line,
                "notice" => Kind::Notice,
                "part" => Kind::Part,
                "post" => Kind::Post,
                "role" => Kind::Role,
                _ => Kind::Start,
            };
            (kind, words)
        })
        .collect()
});

static ELEMENTS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    ROWS.iter()
        .filter(|(kind, _)| *kind == Kind::Element)
        .map(|&(kind, words)| (words, kind))
        .collect()
});

static INLINE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    ROWS.iter()
        .filter(|(kind, _)| *kind == Kind::Inline)
        .map(|&(_, words)| words)
        .collect()
});

/// Takes out what is no part of an article.
pub(super) fn prune(page: &mut Document, metadata: &Metadata) {
    let titles = folded(&metadata.titles);
    let summaries = folded(&metadata.summaries);
    wrap_lines(page);
    let root = page.root();
    let mut n_h1 = 0;
    let mut gone = Vec::new();
    let mut posts = Vec::new();
    for id in page.iter(root, &[]) {
        match page.tag_name(id) {
            "html" | "head" | "body" | "meta" | "link" | "img" | "br" => continue,
            "a" => {
                if is_teaser(page, id) {
                    gone.push(id);
                }
                continue;
            }
            tag if ELEMENTS.contains_key(tag) => {
                gone.push(id);
                continue;
            }
            "h1" => n_h1 += 1,
            "h2" | "h3" | "h4" => {
                let words = clean::letters(&page.text_content(id));
                if titles.contains(&words) || summaries.contains(&words) {
                    gone.push(id);
                }
            }
            "p" | "li" | "ul" | "ol" | "td" if is_link(page, id) => gone.push(id),
            _ => {}
        }
        let class = page
            .get_attribute(id, "class")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let name = page
            .get_attribute(id, "id")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let role = page.get_attribute(id, "role").unwrap_or_default();
        let has = |kind| {
            ROWS.iter().any(|(other, words)| {
                *other == kind && (class.contains(words) || name.contains(words))
            })
        };
        if page.tag_name(id) == "blockquote" && has(Kind::Post) {
            posts.push(id);
        } else if ROWS.contains(&(Kind::Role, role.as_str()))
            || ((has(Kind::Notice) || has(Kind::Caption))
                && page.text_content(id).len() <= MAX_NOTICE)
        {
            gone.push(id);
        }
    }
    let mut headline = None;
    for id in page.iter(root, &["h1"]) {
        let is_title = titles.contains(&clean::letters(&page.text_content(id)));
        if n_h1 == 1 || is_title {
            gone.push(id);
        }
        if is_title {
            headline.get_or_insert(id);
        }
    }
    if let Some(headline) = headline {
        gone.extend(before(page, headline));
    }
    for id in gone {
        page.remove(id, true);
    }
    for id in posts {
        unname(page, id);
    }
    join_parts(page);
    flatten(page);
}

/// Makes paragraphs of lines that stand loose among blocks, or are parted by two `<br>`.
fn wrap_lines(page: &mut Document) {
    let blocks = page.iter(
        page.root(),
        &["div", "td", "section", "article", "main", "center"],
    );
    // Innermost first: what is moved is a copy, and blocks that were listed would be left behind.
    for id in blocks.into_iter().rev() {
        let nodes = page.child_nodes(id);
        let is_loose =
            |&node: &NodeId| page.is_text(node) && !page.text_content(node).trim().is_empty();
        let parts = |&node: &NodeId| page.is_element(node) && !is_inline(page, node);
        if !nodes.iter().any(is_loose) || !nodes.iter().any(parts) {
            continue;
        }
        // An element takes the text behind it along when it is moved, unless both are taken out first.
        nodes.iter().for_each(|&node| page.remove(node, true));
        let (mut line, mut breaks) = (None, 0);
        for node in nodes {
            let is_break = page.tag_name(node) == "br";
            let is_blank = page.is_text(node) && page.text_content(node).trim().is_empty();
            let is_words = page.is_text(node) || is_inline(page, node);
            if is_break {
                breaks += 1;
            } else if !is_blank {
                if breaks > 1 || !is_words {
                    line = None;
                }
                breaks = 0;
            }
            if is_break || is_words {
                let line = match line {
                    Some(line) => line,
                    None if is_break || is_blank => id,
                    None => *line.insert(page.sub_element(id, "p")),
                };
                page.append_child(line, node);
            } else {
                page.append_child(id, node);
            }
        }
    }
}

/// An element of running text that holds nothing else.
fn is_inline(page: &Document, id: NodeId) -> bool {
    page.iter(id, &[])
        .iter()
        .all(|&id| INLINE.contains(&page.tag_name(id)))
}

/// What stands before the headline, when most paragraphs follow it.
fn before(page: &Document, headline: NodeId) -> Vec<NodeId> {
    let len = |id: NodeId| {
        page.iter(id, &["p"])
            .iter()
            .map(|&p| page.text_content(p).len())
            .sum::<usize>()
    };
    let mut found = Vec::new();
    let (mut at, mut len_before) = (headline, 0);
    while let Some(parent) = page.parent(at).filter(|_| page.tag_name(at) != "body") {
        let mut sibling = page.prev_element_sibling(at);
        while let Some(id) = sibling {
            len_before += len(id);
            found.push(id);
            sibling = page.prev_element_sibling(id);
        }
        at = parent;
    }
    if 4 * len_before > len(at) {
        found.clear();
    }
    found
}

/// Brings together an article that is cut in parts, between which advertisements stand.
fn join_parts(page: &mut Document) {
    let mut first: Option<(NodeId, String)> = None;
    for id in page.iter(page.root(), &["div", "section"]) {
        let class = page.get_attribute(id, "class").unwrap_or_default();
        if !ROWS
            .iter()
            .any(|(kind, words)| *kind == Kind::Part && class.to_ascii_lowercase().contains(words))
        {
            continue;
        }
        let children = page.children(id);
        if !children.iter().any(|&child| page.tag_name(child) == "p") {
            continue;
        }
        match &first {
            Some((first, other)) if *other == class => page.extend(*first, &children),
            Some(_) => {}
            None => first = Some((id, class)),
        }
    }
}

/// A link around a heading leads to another story; a link to a tag is below the story.
fn is_teaser(page: &Document, id: NodeId) -> bool {
    page.get_attribute(id, "rel")
        .is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "tag"))
        || !page.iter(id, &["h2", "h3", "h4", "h5", "h6"]).is_empty()
}

/// Makes paragraphs plain text: emphasis and links within a sentence are resolved, and a `div` that is a paragraph beside
/// paragraphs becomes one. The extractor loses spaces and words at the borders of elements within text.
fn flatten(page: &mut Document) {
    let root = page.root();
    for id in page.iter(root, &["div"]) {
        let beside = [page.prev_element_sibling(id), page.next_element_sibling(id)];
        let is_leaf = page
            .children(id)
            .iter()
            .all(|&child| is_inline(page, child));
        if is_leaf
            && beside
                .into_iter()
                .flatten()
                .any(|other| page.tag_name(other) == "p")
            && !page.text_content(id).trim().is_empty()
            && !is_link(page, id)
        {
            page.set_tag_name(id, "p");
        }
    }
    for id in page.iter(
        root,
        &["p", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "td"],
    ) {
        page.strip_tags(id, &INLINE);
    }
}

/// The paragraphs of an article without those that are page furniture, and without the title at their head.
pub(super) fn story<'t>(
    paragraphs: impl Iterator<Item = &'t str>,
    metadata: &Metadata,
) -> Vec<&'t str> {
    let titles = folded(&metadata.titles);
    paragraphs
        .skip_while(|paragraph| titles.contains(&clean::letters(paragraph)))
        .filter(|paragraph| !is_furniture(paragraph))
        .collect()
}

fn folded(lines: &[String]) -> Vec<String> {
    lines
        .iter()
        .map(|line| clean::letters(line))
        .filter(|line| !line.is_empty())
        .collect()
}

fn is_furniture(paragraph: &str) -> bool {
    if paragraph.len() > MAX_NOTICE / 4 {
        return false;
    }
    let is_contact =
        |word: &str| word.contains('@') || word.contains("://") || word.starts_with("twitter.com/");
    if paragraph.split_whitespace().all(is_contact) {
        return true;
    }
    let folded = paragraph.to_lowercase().replace('’', "'");
    ROWS.iter().any(|(kind, words)| match kind {
        Kind::Line => folded == *words,
        Kind::Start => folded.starts_with(words),
        _ => false,
    })
}

/// A paragraph, list or cell that is links for three quarters and ends no sentence; or a list in which every item has a link and none
/// ends a sentence.
fn is_link(page: &Document, id: NodeId) -> bool {
    let links = page.iter(id, &["a"]);
    if links.is_empty() {
        return false;
    }
    let mut items = page.children(id);
    items.retain(|&item| page.tag_name(item) == "li");
    let leads = |&item: &NodeId| {
        !page
            .text_content(item)
            .trim_end()
            .ends_with(['.', '!', '?', ';'])
            && !page.iter(item, &["a"]).is_empty()
    };
    if items.len() > 1 && items.iter().all(leads) {
        return true;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let text = page.text_content(id);
    let linked: usize = links
        .iter()
        .map(|&link| letters(&page.text_content(link)))
        .sum();
    let ends = text.trim_end().ends_with(['.', '!', '"', '”', ':']);
    !ends && linked > 0 && 4 * linked >= 3 * letters(&text)
}

/// Takes class and id off an element, and off those around it that hold nothing else.
fn unname(page: &mut Document, id: NodeId) {
    let len = page.text_content(id).trim().len();
    let mut at = Some(id);
    while let Some(id) = at.filter(|&id| page.text_content(id).trim().len() == len) {
        for name in ["class", "id"] {
            page.remove_attribute(id, name);
        }
        at = page.parent(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::metadata;
    use proptest::prelude::*;

    /// The page's text after pruning, its paragraphs parted by ` / `.
    fn pruned(html: &str) -> String {
        let mut page = Document::parse(html);
        let metadata = metadata::read(&page);
        prune(&mut page, &metadata);
        let words = |id| {
            page.text_content(id)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let blocks = page.iter(page.root(), &["p", "h1", "h2", "li", "blockquote"]);
        blocks
            .into_iter()
            .map(words)
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" / ")
    }

    fn check(html: &str, expected: &str) {
        assert_eq!(pruned(html), expected, "{html}");
    }

    #[test]
    fn links_alone_are_no_paragraphs() {
        check(
            "<p>Envoys met.</p><p><a href=/a>Ministers to meet in spring</a></p>",
            "Envoys met.",
        );
        check(
            "<p>Related: <a href=/a>Ministers to meet in spring</a></p>",
            "",
        );
        check(
            "<p><a href=/a>Envoys</a> met in <a href=/b>Vienna</a> on Friday.</p>",
            "Envoys met in Vienna on Friday.",
        );
        check(
            "<p><a href=/a>They said they would meet again.</a></p>",
            "They said they would meet again.",
        );
        check(
            "<ul><li><a href=/a>Talks end</a> in Vienna<li>How <a href=/b>talks began</a></ul>",
            "",
        );
        check(
            "<ul><li>Trade with <a href=/a>Jordan</a>.<li>Water.</ul>",
            "Trade with Jordan. / Water.",
        );
        check(
            "<a href=/a><h2>Ministers meet</h2><p>A teaser.</p></a><p>Envoys met.</p>",
            "Envoys met.",
        );
    }

    #[test]
    fn captions_notices_and_tags_go() {
        check(
            "<figure><figcaption>A hall.</figcaption></figure><p class=wp-caption-text>A hall.</p><p>Envoys met.</p>",
            "Envoys met.",
        );
        check(
            "<div class=cookie-banner><p>We use cookies.</p></div><div role=dialog><p>Log in.</p></div><p>Envoys met.</p>",
            "Envoys met.",
        );
        check(
            "<p>Envoys met.</p><p>Tags <a rel=tag href=/t>Vienna</a> <a rel='nofollow tag' href=/u>talks</a>",
            "Envoys met. / Tags",
        );
    }

    #[test]
    fn the_headline_and_what_is_above_it_go() {
        let head = "<title>Envoys meet</title><meta name=description content='Talks on a dam'>";
        let story = format!("<p>{}</p>", "Envoys met. ".repeat(20).trim_end());
        let expected = pruned(&story);
        check(
            &format!(
                "{head}<div><p>Vote now</p></div><main><h1>Envoys meet</h1><h2>Talks on a dam</h2>{story}</main>"
            ),
            &expected,
        );
        check(&format!("{head}{story}<h1>Envoys meet</h1>"), &expected);
        check(
            &format!("{head}<h1>News</h1><h1>Envoys meet</h1>{story}"),
            &expected,
        );
    }

    #[test]
    fn lines_become_paragraphs() {
        check(
            "<div>Envoys met.<br><br>They <b>left</b>.<br>It rained.<div><p>x</p></div></div>",
            "Envoys met. / They left.It rained. / x",
        );
        check(
            "<div><p>Envoys met.</p><div>The second day</div><p>They left.</p></div>",
            "Envoys met. / The second day / They left.",
        );
        check("<div>a<br><br><div>b<br><br>c</div></div>", "a / b / c");
    }

    #[test]
    fn parts_of_an_article_come_together() {
        let mut page = Document::parse(
            "<div class=article-body><p>One.</p></div><i>ad</i><div class=article-body><p>Two.</p></div>",
        );
        join_parts(&mut page);
        let first = page.iter(page.root(), &["div"])[0];
        assert_eq!(page.text_content(first), "One.Two.");
    }

    #[test]
    fn quoted_posts_lose_their_class() {
        let mut page = Document::parse(
            "<div class=embed><blockquote class=twitter-tweet><p>We met.</p></blockquote></div><p>b</p>",
        );
        prune(&mut page, &Metadata::default());
        assert_eq!(
            page.outer_html(page.iter(page.root(), &["div"])[0]),
            "<div><blockquote><p>We met.</p></blockquote></div>"
        );
    }

    #[test]
    fn furniture_among_paragraphs_goes() {
        let metadata = Metadata {
            titles: vec!["Envoys meet".to_owned()],
            ..Metadata::default()
        };
        let lines = [
            "Envoys meet",
            "Advertisement",
            "Envoys met.",
            "Read more: talks end",
            "anna@example.org @anna",
            "Read the treaty.",
        ];
        assert_eq!(
            story(lines.into_iter(), &metadata),
            ["Envoys met.", "Read the treaty."]
        );
    }

    proptest! {
        #[test]
        fn never_panics_and_keeps_no_more_than_there_was(html in "(<(p|div|ul|li|a|h1|h2|br|td|table|blockquote|b|/div|/p|/a)( class=(caption|article-body|twitter-tweet))?>|[a-z. ]){0,60}") {
            let mut page = Document::parse(&html);
            let before = page.text_content(page.root()).len();
            prune(&mut page, &Metadata { titles: vec!["a".to_owned()], ..Metadata::default() });
            prop_assert!(page.text_content(page.root()).len() <= before);
        }
    }
}
