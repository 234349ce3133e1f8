//! Bytes in any known format to a document: text, metadata, paragraphs, dateline.
//!
//! The document's text is what was decoded (or, for a page, the extracted article) and never changes afterwards: every later
//! offset points into it. Nothing here opens a file; callers hand over bytes or an open reader and say where they came from.
//! Odd text gives warnings; only what cannot be read at all is an [`Error`].

mod archive;
mod calendar;
mod dateline;
mod decode;
mod depth;
mod error;
mod factiva;
mod feed;
mod fragment;
mod furniture;
mod html;
mod json_feed;
mod jsonl;
mod language;
mod lexisnexis;
mod limits;
mod lines;
mod news_xml;
mod newsml;
mod ninjs;
mod nitf;
mod pack;
mod place_name;
mod read;
mod sniff;
mod structure;
mod text_export;
mod tsv;
mod xml_feed;
mod xml_items;
mod xml_tree;

pub use archive::{Archive, Member, is_zip};
pub use calendar::parse_date;
pub use decode::{Decoded, decode};
pub use error::{Error, Size};
pub use factiva::factiva;
pub use feed::feed;
pub use jsonl::{Place, Record, Records, records};
pub use lexisnexis::lexisnexis;
pub use limits::Limits;
pub use newsml::newsml;
pub use ninjs::ninjs;
pub use nitf::nitf;
pub use pack::{Packing, unpack};
pub use read::{Ingested, Meta, read_bytes, read_html, read_text};
pub use sniff::sniff;
