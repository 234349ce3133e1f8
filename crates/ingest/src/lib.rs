//! Bytes in any known format to a document: text, metadata, paragraphs, dateline.
//!
//! The document's text is what was decoded (or, for a page, the extracted article) and never changes afterwards: every later
//! offset points into it. Nothing here opens a file; callers hand over bytes or an open reader and say where they came from.
//! Odd text gives warnings; only what cannot be read at all is an [`Error`].

mod ahead;
mod archive;
mod calendar;
mod columns;
mod csv_table;
mod dateline;
mod decode;
mod depth;
mod duplicates;
mod error;
mod factiva;
mod feed;
mod fields;
mod fragment;
mod furniture;
mod gzip;
mod html;
mod items;
mod json_feed;
mod jsonl;
mod language;
mod lexisnexis;
mod limits;
mod lines;
mod markdown;
mod mojibake;
mod news_xml;
mod newsml;
mod ninjs;
mod nitf;
mod origin;
mod pack;
#[cfg(feature = "parquet")]
mod parquet_table;
mod payload;
mod place_name;
mod read;
mod record;
mod row;
mod sniff;
mod story;
mod structure;
#[cfg(test)]
mod testing;
mod text_export;
mod tsv;
mod warc;
mod window;
mod xml_feed;
mod xml_items;
mod xml_tree;

pub use archive::{Archive, Member, is_zip};
pub use calendar::parse_date;
pub use columns::{Columns, ColumnsError};
pub use csv_table::{Csv, csv};
pub use decode::{Decoded, decode};
pub use duplicates::{Duplicates, Sketch};
pub use error::{Error, Size};
pub use factiva::factiva;
pub use feed::feed;
pub use jsonl::{Records, records};
pub use lexisnexis::lexisnexis;
pub use limits::Limits;
pub use markdown::read_markdown;
pub use newsml::newsml;
pub use ninjs::ninjs;
pub use nitf::nitf;
pub use pack::{Packing, unpack};
#[cfg(feature = "parquet")]
pub use parquet_table::{Parquet, is_parquet, parquet};
pub use read::{Ingested, Meta, read_bytes, read_html, read_text};
pub use record::{Place, Record};
pub use sniff::sniff;
pub use warc::{Warc, warc};
