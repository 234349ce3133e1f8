//! Any bytes, read as any input, give documents or errors: no panic, bounded time and memory, the same twice.

#![no_main]

use std::io::{BufReader, Cursor, Read};

use chancery_ingest::{Limits, Meta, Packing, feed, read_html, read_text, records, unpack};
use libfuzzer_sys::fuzz_target;

/// Bytes that are taken from a packed stream: what bombs do beyond is up to the limits.
const UNPACKED: u64 = 8 << 20;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::default();
    assert_eq!(read(bytes, &limits), read(bytes, &limits));
    if let Some(packing) = Packing::of(bytes) {
        let mut inside = Vec::new();
        let unpacked = unpack(packing, Cursor::new(bytes.to_vec()), &limits);
        // A fault ends the stream; what came before stands.
        let _ = unpacked.take(UNPACKED).read_to_end(&mut inside);
        read(&inside, &limits);
    }
});

/// Texts of all documents and messages of all errors, whatever the bytes are taken for.
fn read(bytes: &[u8], limits: &Limits) -> Vec<String> {
    let items = feed(bytes, &Meta::default(), limits);
    let lines = records(BufReader::new(bytes), Meta::default(), *limits);
    let mut found = vec![
        read_text(Meta::default(), bytes, limits),
        read_html(Meta::default(), bytes, limits),
    ];
    let many = lines.chain(items.into_iter().flatten());
    found.extend(many.map(|record| record?.ingest(limits)));
    found
        .into_iter()
        .map(|read| match read {
            Ok(ingested) => ingested.document.text().to_owned(),
            Err(error) => error.to_string(),
        })
        .collect()
}
