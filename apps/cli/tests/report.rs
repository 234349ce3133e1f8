//! The HTML report of all fixtures holds together: links lead somewhere, ids are unique, the texts are whole, nothing is fetched.

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use scraper::{Html, Selector};

fn report() -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let run = Command::cargo_bin("chancery")
        .expect("the binary is built")
        .current_dir(fixtures)
        .args([
            "read",
            "--format",
            "html",
            "vienna-talks/story.txt",
            "rss-feed",
            "wire-feed",
        ])
        .output()
        .expect("the binary runs");
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("a valid selector");
    page.select(&selector).collect()
}

#[test]
fn every_link_of_the_report_leads_somewhere() {
    let page = Html::parse_document(&report());
    let ids: Vec<_> = all(&page, "[id]")
        .iter()
        .filter_map(|element| element.attr("id"))
        .collect();
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let links = all(&page, "a[href]");
    assert!(links.len() > 100, "{} links", links.len());
    for link in links {
        let href = link.attr("href").expect("selected by it");
        let is_known = href.strip_prefix('#').is_some_and(|id| unique.contains(id));
        assert!(is_known || href.starts_with("http"), "{href}");
    }
}

#[test]
fn the_report_holds_the_text_and_fetches_nothing() {
    let html = report();
    let page = Html::parse_document(&html);
    let text: String = all(&page, "article .text")
        .iter()
        .take(1)
        .flat_map(|story| story.text())
        .collect();
    assert!(text.contains("The neighbors are at any rate on speaking terms."));
    for fetching in [
        "script[src]",
        "link[rel=stylesheet]",
        "img",
        "iframe",
        "video",
    ] {
        assert!(all(&page, fetching).is_empty(), "{fetching}");
    }
    assert!(html.contains("default-src 'none'"));
    assert!(page.errors.is_empty(), "{:?}", page.errors);
}
