//! What the tests of several readers show of a document.
//!
//! `Envoys meet|Beispiel Wire|Anna Beispiel|2015-10-24|Envoys met.|no-article`: one line, to be read beside the input.

use crate::read::Ingested;

/// Title, outlet, byline, day, text and codes of the warnings but `no-date`; unknown is empty.
pub(crate) fn facts(read: &Ingested) -> String {
    let doc = &read.document;
    let source = &doc.provenance;
    let day = doc.published.map(|day| day.to_string());
    let codes = read.warnings.iter().map(|warning| warning.code.code());
    let codes: Vec<_> = codes.filter(|code| *code != "no-date").collect();
    let codes = codes.join(" ");
    let facts = [
        doc.title.as_deref(),
        source.publisher.as_deref(),
        source.byline.as_deref(),
        day.as_deref(),
        Some(doc.text()),
        Some(&codes),
    ];
    facts.map(Option::unwrap_or_default).join("|")
}
