//! Pages as sites of different kinds and times build them: what becomes the document, and what the page says of it.
//!
//! Each `pages/NAME.html` has a reviewed snapshot. The pages were written for this project; people and outlets are invented.

use std::fmt::Write;
use std::path::Path;

use chancery_ingest::{Ingested, Limits, Meta, read_html};

/// The document for reading: metadata a line, then paragraphs with their kinds.
fn render(ingested: &Ingested) -> String {
    let doc = &ingested.document;
    let provenance = &doc.provenance;
    let published = doc.published.map(|day| day.to_string());
    let facts = [
        ("title", &doc.title),
        ("byline", &provenance.byline),
        ("published", &published),
        ("publisher", &provenance.publisher),
        ("url", &provenance.url),
        ("credit", &provenance.credit),
    ];
    let mut text = String::new();
    for (name, fact) in facts {
        writeln!(text, "{name:<10}{}", fact.as_deref().unwrap_or("-")).expect("a string takes all");
    }
    if let Some(dateline) = &doc.dateline {
        writeln!(text, "dateline  {}", dateline.places.join(", ")).expect("a string takes all");
    }
    for warning in &ingested.warnings {
        writeln!(text, "warning   {}", warning.code.code()).expect("a string takes all");
    }
    for paragraph in doc.paragraphs() {
        let kind = format!("{:?}", paragraph.kind).to_lowercase();
        let words = paragraph.span.of(doc.text());
        writeln!(text, "\n[{kind}] {words}").expect("a string takes all");
    }
    text
}

#[test]
fn pages_give_their_article() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in ["live-blog", "ministry", "news-site", "table-layout"] {
        let page =
            std::fs::read(folder.join(name).with_extension("html")).expect("the page is there");
        let ingested =
            read_html(Meta::default(), &page, &Limits::default()).expect("the page is sound");
        settings.bind(|| insta::assert_snapshot!(name, render(&ingested)));
    }
}
