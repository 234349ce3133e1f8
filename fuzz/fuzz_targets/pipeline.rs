//! Any bytes, read as text, have a record: no stage panics, each ends in bounded time, and the same text gives the same.

#![no_main]

use std::sync::LazyLock;

use chancery::{Document, Pipeline};
use libfuzzer_sys::fuzz_target;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new().expect("the embedded tables are sound"));

fuzz_target!(|bytes: &[u8]| {
    let doc = Document::from_plain("fuzz", String::from_utf8_lossy(bytes));
    let analysis = PIPELINE.analyze(doc.clone());
    assert_eq!(analysis.document, doc);
    assert_eq!(analysis, PIPELINE.analyze(doc));
});
