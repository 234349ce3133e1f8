//! Parquet: the record with its lists and structs, or one flat table with typed columns.
//!
//! A document is written as rows in JSON, one a line; the assembly turns them into columns. Only one row group is held in
//! memory. `{"event": "v1", "time_start": "2015-10-24", …}` becomes a row with a text and a date.

mod nested;
mod types;

use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{Field, Schema, SchemaRef};
use chancery_model::Analysis;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value};

use crate::json::Json;
use crate::record::VERSION;
use crate::sheet::Content;
use crate::{Assembly, ExportError, Exporter, Table};

/// A row group is closed when its columns take more bytes than this, compressed.
const ROW_GROUP_BYTES: usize = 16 << 20;
/// Or when it has this many rows.
const ROW_GROUP_ROWS: usize = 1 << 17;

/// What a file holds.
pub(crate) enum Parquet {
    /// A row a document: the record.
    Records,
    /// A row an event, a quote, an entity or a document.
    Flat { table: Table, content: Content },
}

impl Parquet {
    /// The exporter of a table; of the record without one.
    pub(crate) fn new(table: Option<Table>) -> Self {
        table.map_or(Self::Records, |table| Self::Flat {
            table,
            content: table.content(),
        })
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Flat { table, .. } => table.name(),
        }
    }

    fn schema(&self) -> Schema {
        match self {
            Self::Records => nested::schema(),
            Self::Flat { content, .. } => {
                let columns = content.columns.iter();
                let field = |name: &&str| Field::new(*name, types::of(name), true);
                Schema::new(columns.map(field).collect::<Vec<_>>())
            }
        }
    }
}

impl Exporter for Parquet {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let Self::Flat { content, .. } = self else {
            return Json::LINES.document(analysis, out);
        };
        for row in (content.rows)(analysis) {
            let columns = content.columns.iter().zip(&row);
            let values = columns.map(|(&name, cell)| (name.to_owned(), types::json(name, cell)));
            serde_json::to_writer(&mut *out, &Value::Object(values.collect::<Map<_, _>>()))?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(Columns {
            name: self.name(),
            schema: Arc::new(self.schema()),
            open: None,
        })
    }

    fn is_binary(&self) -> bool {
        true
    }
}

/// Rows become row groups, row groups a file.
struct Columns {
    name: &'static str,
    schema: SchemaRef,
    open: Option<Open>,
}

struct Open {
    decoder: Decoder,
    writer: ArrowWriter<Vec<u8>>,
}

impl Open {
    fn new(schema: &SchemaRef, name: &str) -> io::Result<Self> {
        let metadata = [("chancery.schema", VERSION), ("chancery.table", name)];
        let pair = |(key, value): (&str, &str)| KeyValue::new(key.to_owned(), value.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            .set_key_value_metadata(Some(metadata.map(pair).to_vec()))
            .build();
        Ok(Self {
            decoder: ReaderBuilder::new(schema.clone())
                .build_decoder()
                .map_err(io::Error::other)?,
            writer: ArrowWriter::try_new(Vec::new(), schema.clone(), Some(properties))?,
        })
    }

    /// Takes rows, in batches.
    fn add(&mut self, mut rows: &[u8]) -> io::Result<()> {
        while !rows.is_empty() {
            let read = self.decoder.decode(rows).map_err(io::Error::other)?;
            rows = &rows[read..];
            if let Some(batch) = self.decoder.flush().map_err(io::Error::other)? {
                self.writer.write(&batch)?;
            }
        }
        Ok(())
    }
}

impl Assembly for Columns {
    fn start(&mut self, _: &mut dyn Write) -> io::Result<()> {
        self.open = Some(Open::new(&self.schema, self.name)?);
        Ok(())
    }

    fn add(&mut self, document: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        open.add(document)?;
        // What is ready leaves at once: the writer counts its bytes itself.
        out.write_all(&mem::take(open.writer.inner_mut()))
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.open.take().map_or(Ok(()), |open| {
            let rest = open.writer.into_inner()?;
            out.write_all(&rest)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use arrow_array::RecordBatch;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Date32Type;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    /// The rows of a file, and its metadata.
    fn read(file: Vec<u8>) -> (RecordBatch, Vec<KeyValue>) {
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(file));
        let reader = reader.expect("a Parquet file");
        let metadata = reader.metadata().file_metadata().key_value_metadata();
        let metadata = metadata.expect("the version of the record").clone();
        let schema = reader.schema().clone();
        let rows = reader.build().expect("columns").next();
        let rows = rows.map_or_else(
            || RecordBatch::new_empty(schema),
            |rows| rows.expect("rows that fit"),
        );
        (rows, metadata)
    }

    fn check(table: Option<Table>, rows: usize) -> RecordBatch {
        let parquet = Parquet::new(table);
        let documents = [testing::meeting(), testing::meeting()];
        let file = testing::file(&parquet, &documents);
        assert_eq!(file, testing::file(&parquet, &documents));
        let (batch, metadata) = read(file);
        assert_eq!(batch.num_rows(), rows, "{table:?}");
        let table = KeyValue::new("chancery.table".to_owned(), parquet.name().to_owned());
        assert!(metadata.contains(&table), "{metadata:?}");
        let (empty, _) = read(testing::file(&parquet, &[]));
        assert_eq!(empty.schema().fields(), batch.schema().fields());
        batch
    }

    #[test]
    fn each_table_has_its_rows() {
        check(Some(Table::Documents), 2);
        check(Some(Table::Entities), 4);
        check(Some(Table::Quotes), 0);
    }

    #[test]
    fn cells_have_types() {
        let events = check(Some(Table::Events), 2);
        let column = |name| events.column_by_name(name).expect("a column");
        let day = column("time_start").as_primitive::<Date32Type>().value(1);
        assert_eq!(day, 16732, "days from 1970-01-01 to 2015-10-24");
        assert!(column("reciprocal").as_boolean().value(0));
        let source = column("source").as_list::<i32>().value(0);
        assert_eq!(source.as_string::<i32>().value(0), "Austria");
        let countries = column("source_countries").as_list::<i32>().value(0);
        assert_eq!((countries.len(), countries.null_count()), (1, 1));
    }

    #[test]
    fn a_record_is_a_row() {
        let records = check(None, 2);
        let events = records.column_by_name("events").expect("a column");
        let event = events.as_list::<i32>().value(0);
        let types = event.as_struct().column_by_name("type").expect("a field");
        assert_eq!(types.as_string::<i32>().value(0), "CONSULT");
    }
}
