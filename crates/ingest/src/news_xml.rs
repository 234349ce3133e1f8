//! Decides how the stories of an agency's XML become records, whatever their vocabulary.
//!
//! The file is cut at its stories first and each is read on its own: a story with a tag that is never closed is an error with
//! its number and byte, and its neighbours are kept.

use chancery_model::SourceFormat;

use crate::decode::decode_as;
use crate::error::Error;
use crate::items::ItemFile;
use crate::limits::Limits;
use crate::origin::Wrapping;
use crate::read::{Meta, check_size, declared_encoding};
use crate::record::Record;
use crate::story::{self, Story};
use crate::xml_items;
use crate::xml_tree::{self, Element};

/// The records of a file, one an element of these names, in order.
///
/// # Errors
/// When the bytes are no text, more than the limit, or hold no such element.
pub(crate) fn records(
    bytes: &[u8],
    defaults: &Meta,
    limits: &Limits,
    format: SourceFormat,
    names: &[&str],
    read: fn(&Element) -> Story,
) -> Result<Vec<Result<Record, Error>>, Error> {
    check_size("file", bytes.len(), limits.feed_bytes)?;
    let decoded = decode_as(bytes, declared_encoding(bytes))?;
    let found = xml_items::cut(&decoded.text, names);
    if found.is_empty() {
        return Err(Error::NoItems {
            expected: match format {
                SourceFormat::Nitf => "an element `nitf`",
                _ => "NewsML with its items",
            },
        });
    }
    let file = ItemFile {
        bytes,
        decoded: &decoded,
        wrapping: Wrapping::Xml,
    };
    Ok(
        file.records(found.into_iter().map(Ok), limits, |number, range| {
            let wrong =
                |offset: usize, found: String| format!("at byte {}: {found}", range.start + offset);
            let item = &decoded.text[range.clone()];
            if item.len() > limits.page_bytes {
                let found = format!("{} bytes, the limit is {}", item.len(), limits.page_bytes);
                return Err(wrong(0, found));
            }
            let tree = xml_tree::parse(item, limits.page_depth)
                .map_err(|fault| wrong(fault.offset, fault.found))?;
            story::record(number, read(&tree), format, defaults, limits)
                .map_err(|found| wrong(0, found))
        }),
    )
}
