//! Any bytes, read as what agencies send (NITF, NewsML, ninjs), give documents or errors: no panic, the same twice.

#![no_main]

use chancery_ingest::{Limits, Meta, newsml, ninjs, nitf};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(read(bytes), read(bytes));
});

/// Texts of all documents and messages of all errors, whatever the bytes are taken for.
fn read(bytes: &[u8]) -> Vec<String> {
    let (meta, limits) = (Meta::default(), Limits::default());
    [nitf, newsml, ninjs]
        .into_iter()
        .flat_map(|format| match format(bytes, &meta, &limits) {
            Ok(records) => records,
            Err(error) => vec![Err(error)],
        })
        .map(
            |record| match record.and_then(|record| record.ingest(&limits)) {
                Ok(ingested) => ingested.document.text().to_owned(),
                Err(error) => error.to_string(),
            },
        )
        .collect()
}
