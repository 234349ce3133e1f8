//! Decides what each row of a Parquet table is: a document, or an error that names the row.
//!
//! The file keeps its columns apart, in groups of rows; only those that hold parts of a story are read, a few rows at a time. A fault
//! costs the rest of its group, since what follows it cannot be told apart: a table of ten groups loses a tenth at most.
//!
//! The record reader of the crate `parquet` suffices, so nothing of Arrow is built.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chancery_model::SourceFormat;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::reader::{ReaderIter, TreeBuilder};
use parquet::record::{Field, Row};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};

use crate::columns::{Columns, Part};
use crate::error::Error;
use crate::read::Meta;
use crate::record::{Place, Record, numbered};
use crate::row;

/// Rows that are held at a time.
const BATCH: usize = 16;

/// True when the bytes open a Parquet table.
pub fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

/// The rows of a table in order, each a [`Record`] or an error.
pub struct Parquet {
    file: Box<dyn FileReader>,
    schema: SchemaDescPtr,
    parts: Vec<(Part, usize)>,
    defaults: Meta,
    groups: std::ops::Range<usize>,
    rows: Option<ReaderIter>,
    /// Rows before the one that comes next, and before the next group.
    number: usize,
    group_end: usize,
}

/// Reads a table row by row from a file that can seek. `defaults` hold for documents that do not say otherwise; a row without
/// an id is named after its id: `table.parquet#7`.
///
/// # Errors
/// [`Error::Table`] when this is no Parquet table, or has not the columns that are wanted.
pub fn parquet(file: File, defaults: Meta, columns: &Columns) -> Result<Parquet, Error> {
    open(file, defaults, columns).map_err(|found| Error::Table { found })
}

fn open(
    file: impl ChunkReader + 'static,
    defaults: Meta,
    columns: &Columns,
) -> Result<Parquet, String> {
    let file = sound(|| SerializedFileReader::new(file))
        .map_err(|why| format!("is damaged or no Parquet table: {why}"))?;
    let root = file.metadata().file_metadata().schema();
    let fields = root.get_fields();
    let names: Vec<_> = fields.iter().map(|field| field.name()).collect();
    let mut parts = columns.locate(&names)?;
    parts.sort_by_key(|&(_, at)| at);
    if let Some((_, at)) = parts.iter().find(|(_, at)| !fields[*at].is_primitive()) {
        return Err(format!("has the column `{}`, which is no text", names[*at]));
    }
    let mut wanted: Vec<_> = parts.iter().map(|&(_, at)| at).collect();
    wanted.dedup();
    for (_, at) in &mut parts {
        *at = wanted.binary_search(at).expect("every part is wanted");
    }
    let wanted = wanted.iter().map(|&at| Arc::clone(&fields[at])).collect();
    let schema = Type::group_type_builder(root.name())
        .with_fields(wanted)
        .build()
        .map_err(|why| format!("has a strange schema: {why}"))?;
    Ok(Parquet {
        schema: Arc::new(SchemaDescriptor::new(Arc::new(schema))),
        groups: 0..file.num_row_groups(),
        file: Box::new(file),
        parts,
        defaults,
        rows: None,
        number: 0,
        group_end: 0,
    })
}

impl Iterator for Parquet {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(rows) = &mut self.rows {
                // What a fault leaves behind is never asked again.
                match sound(|| rows.next().transpose()) {
                    Ok(Some(row)) => {
                        self.number += 1;
                        return Some(Ok(self.record(&row)));
                    }
                    Ok(None) => self.rows = None,
                    Err(why) => return Some(Err(self.lost(&why))),
                }
            }
            let group = self.groups.next()?;
            let rows = self.file.metadata().row_group(group).num_rows();
            self.number = self.group_end;
            self.group_end = self
                .number
                .saturating_add(usize::try_from(rows).unwrap_or(0));
            let (file, schema) = (&self.file, &self.schema);
            let opened = sound(|| {
                let group = file.get_row_group(group)?;
                let builder = TreeBuilder::new().with_batch_size(BATCH);
                builder.as_iter(Arc::clone(schema), &*group)
            });
            match opened {
                Ok(rows) => self.rows = Some(rows),
                Err(why) => return Some(Err(self.lost(&why))),
            }
        }
    }
}

impl Parquet {
    /// Gives up the rest of a group of rows.
    fn lost(&mut self, why: &str) -> Error {
        self.rows = None;
        let place = Place::Row(self.number + 1);
        let last = self.group_end;
        let found = format!("cannot be read, nor can those up to row {last}: {why}");
        Error::Part { place, found }
    }

    fn record(&self, row: &Row) -> Record {
        let values: Vec<_> = row
            .get_column_iter()
            .map(|(_, field)| text(field))
            .collect();
        let fields = self
            .parts
            .iter()
            .filter_map(|&(part, at)| Some((part, values.get(at)?.clone()?)));
        let number = self.number;
        row::record(
            fields,
            Place::Row(number),
            numbered(&self.defaults.id, number),
            SourceFormat::Parquet,
            &self.defaults,
            Vec::new(),
        )
    }
}

impl std::fmt::Debug for Parquet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Parquet");
        shown
            .field("groups", &self.groups)
            .field("number", &self.number);
        shown.finish_non_exhaustive()
    }
}

/// The crate reads what others wrote, and a strange file must not end a run over many.
fn sound<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(|why| why.to_string()),
        Err(_) => Err("the reader failed on it".to_owned()),
    }
}

/// A value as the field of a row; `None` for null and what is no text, number or day.
fn text(field: &Field) -> Option<String> {
    let day = |time: Result<Timestamp, jiff::Error>| Some(time.ok()?.to_string());
    match field {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => {
            let days = Span::new().try_days(*days).ok()?;
            let date = Date::constant(1970, 1, 1).checked_add(days).ok()?;
            Some(date.to_string())
        }
        Field::TimestampMillis(time) => day(Timestamp::from_millisecond(*time)),
        Field::TimestampMicros(time) => day(Timestamp::from_microsecond(*time)),
        Field::Byte(_)
        | Field::Short(_)
        | Field::Int(_)
        | Field::Long(_)
        | Field::UByte(_)
        | Field::UShort(_)
        | Field::UInt(_)
        | Field::ULong(_) => Some(field.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use parquet::basic::{Compression, ZstdLevel};
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use proptest::prelude::*;
    use std::io::Write;

    const SCHEMA: &str = "message story { optional binary Headline (UTF8); required int32 story_id; required binary body (UTF8); required int32 date (DATE); }";

    /// A table of these texts, two rows a group.
    fn table(texts: &[&str], packing: Compression) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
        let properties = WriterProperties::builder().set_compression(packing).build();
        let mut bytes = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties)).unwrap();
        for (n, texts) in texts.chunks(2).enumerate() {
            let mut group = writer.next_row_group().unwrap();
            let levels = vec![0; texts.len()];
            let words: Vec<_> = texts.iter().map(|text| ByteArray::from(*text)).collect();
            let ids: Vec<_> = (0..texts.len()).map(|at| (2 * n + at) as i32).collect();
            let days = vec![16_732; texts.len()];
            let mut column = group.next_column().unwrap().unwrap();
            column
                .typed::<ByteArrayType>()
                .write_batch(&[], Some(&levels), None)
                .unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column
                .typed::<Int32Type>()
                .write_batch(&ids, None, None)
                .unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column
                .typed::<ByteArrayType>()
                .write_batch(&words, None, None)
                .unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            column
                .typed::<Int32Type>()
                .write_batch(&days, None, None)
                .unwrap();
            column.close().unwrap();
            group.close().unwrap();
        }
        writer.close().unwrap();
        bytes
    }

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn read(bytes: &[u8], columns: &str) -> Vec<String> {
        let columns = columns.parse().unwrap_or_default();
        let rows = match parquet(file(bytes), Meta::default(), &columns) {
            Ok(rows) => rows,
            Err(error) => return vec![error.to_string()],
        };
        rows.map(
            |row| match row.and_then(|row| row.ingest(&Limits::default())) {
                Ok(ingested) => {
                    let doc = ingested.document;
                    let date = doc
                        .published
                        .map(|date| date.to_string())
                        .unwrap_or_default();
                    format!("{} {date} {}", doc.id(), doc.text())
                }
                Err(error) => error.to_string(),
            },
        )
        .collect()
    }

    #[test]
    fn rows_of_all_packings() {
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let gzip = Compression::GZIP(Default::default());
        for packing in [Compression::UNCOMPRESSED, Compression::SNAPPY, zstd, gzip] {
            let bytes = table(&["x", "y", "z"], packing);
            assert!(is_parquet(&bytes));
            assert_eq!(
                read(&bytes, ""),
                ["0 2015-10-24 x", "1 2015-10-24 y", "2 2015-10-24 z"]
            );
        }
    }

    #[test]
    fn columns_are_named_or_missed() {
        let bytes = table(&["x"], Compression::SNAPPY);
        assert_eq!(read(&bytes, "text=body,id=body"), ["x 2015-10-24 x"]);
        let expected = "the table has no column `lead`; its columns are `Headline`, `story_id`, `body`, `date`";
        assert_eq!(read(&bytes, "text=lead"), [expected]);
        let found = read(&bytes[..bytes.len() - 9], "");
        assert!(
            found[0].starts_with("the table is damaged or no Parquet table: "),
            "{found:?}"
        );
    }

    #[test]
    fn a_fault_costs_its_group() {
        let mut bytes = table(
            &["Envoys", "met", "Envoys", "left"],
            Compression::UNCOMPRESSED,
        );
        let at = memchr::memmem::find(&bytes, b"Envoys").unwrap();
        bytes[at - 4] = 0xff;
        let found = read(&bytes, "");
        assert!(
            found[0].starts_with("row 1 cannot be read, nor can those up to row 2: "),
            "{found:?}"
        );
        assert_eq!(found[1..], ["2 2015-10-24 Envoys", "3 2015-10-24 left"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_bytes_panic(noise in any::<Vec<u8>>(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
            read(&noise, "");
            let mut bytes = table(&["Envoys", "met", "in Vienna"], Compression::SNAPPY);
            let at = at.index(bytes.len());
            bytes[at] ^= with;
            prop_assert_eq!(read(&bytes, ""), read(&bytes, ""));
        }
    }
}
