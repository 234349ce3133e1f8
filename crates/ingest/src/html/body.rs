//! Decides which words of a page are the article. The only module that calls the extractor.
//!
//! The page is pruned first; what the extractor leaves becomes paragraphs. When it finds next to nothing, or words that
//! stand in no paragraph, it is run again with its slower means, and the text in the page's JSON-LD stands in for an article that is far shorter.

use trafilatura::dom::Document;
use trafilatura::{HtmlDateMode, Options};

use super::metadata::Metadata;
use super::prune;
use crate::error::Error;
use crate::fragment;
use crate::limits::Limits;

/// Bytes below which an article is looked for again.
const SHORT: usize = 250;

/// The paragraphs of the article, parted by blank lines; empty when there is none. `page` is the tree of `html`.
pub(super) fn read(
    html: &str,
    mut page: Document,
    metadata: &Metadata,
    limits: &Limits,
) -> Result<String, Error> {
    let quick = Options::default()
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    prune::prune(&mut page, metadata);
    let in_paragraphs = paragraphs(&page);
    let mut text = article(page, &quick, metadata, limits)?;
    if text.len() < SHORT || 2 * in_paragraphs < text.len() {
        let mut page = Document::parse(html);
        prune::prune(&mut page, metadata);
        let thorough = article(page, &quick.with_fallback(true), metadata, limits)?;
        if !thorough.is_empty() {
            text = thorough;
        }
    }
    match &metadata.body {
        Some(body) if body.len() > SHORT && body.len() > 2 * text.len() => {
            let html = body
                .split('\n')
                .map(|line| format!("<p>{line}</p>"))
                .collect::<String>();
            fragment::text(&html, limits)
        }
        _ => Ok(text),
    }
}

fn article(
    page: Document,
    options: &Options,
    metadata: &Metadata,
    limits: &Limits,
) -> Result<String, Error> {
    match trafilatura::extract_document(page, options) {
        Ok(found) => {
            let text = fragment::text(&found.content_html, limits)?;
            Ok(prune::story(text.split("\n\n"), metadata).join("\n\n"))
        }
        // Each of its errors means that it found nothing.
        Err(_) => Ok(String::new()),
    }
}

/// Bytes of text in paragraphs.
fn paragraphs(page: &Document) -> usize {
    page.iter(page.root(), &["p"])
        .iter()
        .map(|&id| page.text_content(id).len())
        .sum()
}
