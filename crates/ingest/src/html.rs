//! Decides what of a web page is the article, and what the page says of it.
//!
//! The seam to the extractor is two functions: [`metadata::read`] and [`body::read`], both over one parsed tree. Menus, teasers
//! and comments are not the story.

mod body;
mod clean;
mod json_ld;
mod metadata;
mod prune;

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use trafilatura::dom::Document;

use crate::depth;
use crate::error::Error;
use crate::limits::Limits;

/// The article of a page. Empty `text`: the page holds none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Article {
    /// Paragraphs, parted by blank lines.
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<Date>,
}

/// Takes the article out of a page.
///
/// # Errors
/// When the page is nested too deeply, or the extractor fails on it.
pub(crate) fn extract(html: &str, limits: &Limits) -> Result<Article, Error> {
    let depth = depth::check(html, limits.page_depth)?;
    tracing::debug!(bytes = html.len(), depth, "page");
    if html.trim().is_empty() {
        return Ok(Article::default());
    }
    // The extractor is a port of a large foreign code base; one odd page must not end a run over many.
    catch_unwind(AssertUnwindSafe(|| article(html, limits))).map_err(|_| Error::Extractor)?
}

fn article(html: &str, limits: &Limits) -> Result<Article, Error> {
    let page = Document::parse(html);
    let metadata = metadata::read(&page);
    let text = body::read(html, page, &metadata, limits)?;
    Ok(Article {
        text,
        title: metadata.title,
        author: metadata.byline,
        site: metadata.outlet,
        url: metadata.address,
        published: metadata.published,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_article_and_its_metadata() {
        let story = "The envoys of three states met in the old palace and spoke for two hours about the border. ".repeat(5);
        let html = format!(
            "<html><head><title>Envoys meet</title><meta name=author content='Anna Beispiel'>\
             <meta property='article:published_time' content='2015-10-24T10:00:00Z'></head>\
             <body><nav><a href=/>Home</a></nav><article><h1>Envoys meet</h1><p>{story}</p><p>They left.</p></article></body></html>"
        );
        let article = extract(&html, &Limits::default()).unwrap();
        assert!(article.text.contains("old palace") && !article.text.contains("Home"));
        assert_eq!(article.title.as_deref(), Some("Envoys meet"));
        assert_eq!(
            article.published.map(|date| date.to_string()).as_deref(),
            Some("2015-10-24")
        );
    }

    #[test]
    fn json_ld_stands_in_for_an_article_that_is_hidden() {
        let body = "Envoys met in the old palace. ".repeat(12);
        let page = |shown: &str| {
            let json = format!(
                r#"{{"@type":"NewsArticle","articleBody":"{body}\n\nThey &amp; others left."}}"#
            );
            let html = format!(
                "<script type='application/ld+json'>{json}</script><article><p>{shown}</p></article>"
            );
            extract(&html, &Limits::default()).unwrap().text
        };
        assert_eq!(
            page("Log in to read on."),
            format!("{}\n\nThey & others left.", body.trim())
        );
        let shown = "Ministers left the town hall without a word to the press. ".repeat(6);
        assert_eq!(page(&shown), shown.trim());
    }

    #[test]
    fn a_page_without_an_article_is_empty() {
        for html in ["", " \n", "<html></html>", "<nav></nav>", "\0\0"] {
            assert_eq!(extract(html, &Limits::default()).unwrap().text.trim(), "");
        }
    }

    #[test]
    fn survives_the_deepest_page_that_the_gate_lets_through() {
        let limits = Limits::default();
        let html = format!("{}<p>Envoys met.</p>", "<div>".repeat(limits.page_depth));
        assert!(extract(&html, &limits).is_ok());
        assert!(matches!(
            extract(&format!("<div>{html}"), &limits),
            Err(Error::TooDeep { .. })
        ));
    }
}
