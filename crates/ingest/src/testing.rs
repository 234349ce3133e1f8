//! What the tests of several readers show of a document.
//!
//! `Envoys meet|Beispiel Wire|Anna Beispiel|2015-10-24|Envoys met.|no-article`: one line, to be read beside the input.

use crate::error::Error;
use crate::limits::Limits;
use crate::read::Ingested;
use crate::record::Record;

/// One line a document, as `show` has it; an error as its message.
pub(crate) fn lines(
    records: Result<Vec<Result<Record, Error>>, Error>,
    show: impl Fn(Ingested) -> String,
) -> Vec<String> {
    let line = |record: Result<Record, Error>| {
        let read = record.and_then(|record| record.ingest(&Limits::default()));
        read.map_or_else(|error| error.to_string(), &show)
    };
    match records {
        Ok(records) => records.into_iter().map(line).collect(),
        Err(error) => vec![error.to_string()],
    }
}

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
