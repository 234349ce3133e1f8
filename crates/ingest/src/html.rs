//! Decides what of a web page is the article. The only module that knows which extractor does it.
//!
//! Menus, teasers and comments are not the story; the page's metadata give title, author, day and outlet.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use trafilatura::{Options, TrafilaturaError};

use crate::error::Error;
use crate::limits::Limits;
use crate::{calendar, depth};

/// The article of a page. Empty `text`: the page holds none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Article {
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
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true);
    // The extractor is a port of a large foreign code base; one odd page must not end a run over many.
    let result = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)))
        .map_err(|_| Error::Extractor)?;
    match result {
        Ok(page) => {
            let known = |text: String| Some(text).filter(|text| !text.trim().is_empty());
            Ok(Article {
                text: page.content_text,
                title: known(page.metadata.title),
                author: known(page.metadata.author),
                site: known(page.metadata.sitename),
                url: known(page.metadata.url),
                published: page
                    .metadata
                    .date
                    .and_then(|date| calendar::parse_date(&date.to_string())),
            })
        }
        Err(TrafilaturaError::InsufficientContent { .. } | TrafilaturaError::DuplicateContent) => {
            Ok(Article::default())
        }
        Err(_) => Err(Error::Extractor),
    }
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
