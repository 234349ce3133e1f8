//! What the fuzz targets of `chancery-ingest` share: any bytes, read as any input, give documents or errors, the same twice.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Write};
use std::sync::Once;

use chancery_ingest::{
    Archive, Columns, Error, Ingested, Limits, Meta, Packing, Record, csv, feed, parquet,
    read_html, read_markdown, read_text, records, unpack, warc,
};
use chancery_model::SourceFormat;

/// Bytes that are taken from a packed stream: what bombs do beyond is up to the limits.
const UNPACKED: u64 = 8 << 20;

/// A panic of a foreign reader that our seam contains is no failure, though the fuzzer's own hook ends the process at it; one that
/// comes out of the target still is.
static QUIET: Once = Once::new();

/// Formats in the order in which the first byte of the target `ingest` chooses them.
pub const FORMATS: [SourceFormat; 8] = [
    SourceFormat::Text,
    SourceFormat::Html,
    SourceFormat::Jsonl,
    SourceFormat::Feed,
    SourceFormat::Warc,
    SourceFormat::Csv,
    SourceFormat::Parquet,
    SourceFormat::Markdown,
];

/// Reads bytes twice in one format, unpacked first where they are packed.
pub fn check(format: SourceFormat, bytes: &[u8]) {
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));
    let limits = Limits::default();
    let Some(packing) = Packing::of(bytes) else {
        assert_eq!(read(format, bytes, &limits), read(format, bytes, &limits));
        return;
    };
    let mut inside = Vec::new();
    let unpacked = unpack(packing, Cursor::new(bytes.to_vec()), &limits);
    // A fault ends the stream; what came before stands.
    let _ = unpacked.take(UNPACKED).read_to_end(&mut inside);
    read(format, &inside, &limits);
}

/// Reads bytes as a zip file: every file in it to its end.
pub fn check_archive(bytes: &[u8]) {
    let limits = Limits::default();
    let Ok((archive, members)) = Archive::of_file(file(bytes), &limits) else {
        return;
    };
    for member in &members {
        if let Ok(reader) = archive.member(member, &limits) {
            let _ = std::io::copy(&mut reader.take(UNPACKED), &mut std::io::sink());
        }
    }
}

/// Texts of all documents and messages of all errors.
fn read(format: SourceFormat, bytes: &[u8], limits: &Limits) -> Vec<String> {
    let (meta, columns) = (Meta::default(), Columns::default());
    let reader = BufReader::new(bytes);
    match format {
        SourceFormat::Text => vec![shown(read_text(meta, bytes, limits))],
        SourceFormat::Html => vec![shown(read_html(meta, bytes, limits))],
        SourceFormat::Markdown => vec![shown(read_markdown(meta, bytes, limits))],
        SourceFormat::Jsonl => all(Ok(records(reader, meta, *limits)), limits),
        SourceFormat::Warc => all(Ok(warc(reader, meta, *limits)), limits),
        SourceFormat::Feed => all(feed(bytes, &meta, limits), limits),
        SourceFormat::Csv => all(csv(reader, meta, &columns, *limits), limits),
        SourceFormat::Parquet => all(parquet(file(bytes), meta, &columns), limits),
    }
}

fn all(
    records: Result<impl IntoIterator<Item = Result<Record, Error>>, Error>,
    limits: &Limits,
) -> Vec<String> {
    match records {
        Err(error) => vec![error.to_string()],
        Ok(records) => records
            .into_iter()
            .map(|record| shown(record.and_then(|record| record.ingest(limits))))
            .collect(),
    }
}

fn shown(read: Result<Ingested, Error>) -> String {
    match read {
        Ok(ingested) => ingested.document.text().to_owned(),
        Err(error) => error.to_string(),
    }
}

/// A file without a name that holds these bytes.
fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("the system has room for a temporary file");
    file.write_all(bytes)
        .expect("the system has room for a temporary file");
    file
}
