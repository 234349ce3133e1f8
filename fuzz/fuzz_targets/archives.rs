//! Any bytes, read as the text export of an archive (LexisNexis, Factiva), give documents or errors: no panic, the same twice.

#![no_main]

use std::io::Cursor;

use chancery_ingest::{Limits, Meta, factiva, lexisnexis};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(read(bytes), read(bytes));
});

/// Texts of all documents and messages of all errors, whatever the bytes are taken for.
fn read(bytes: &[u8]) -> Vec<String> {
    let (meta, limits) = (Meta::default(), Limits::default());
    let reader = || Cursor::new(bytes.to_vec());
    lexisnexis(reader(), meta.clone(), limits)
        .chain(factiva(reader(), meta.clone(), limits))
        .map(
            |record| match record.and_then(|record| record.ingest(&limits)) {
                Ok(ingested) => ingested.document.text().to_owned(),
                Err(error) => error.to_string(),
            },
        )
        .collect()
}
