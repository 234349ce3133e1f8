//! Decides how the items of a file that is held whole become records: in order, numbered from 1, no more than the limit.
//!
//! The first record tells what was odd about the file, each its own bytes in it. Two million empty elements, which fit into
//! 22 MB, are a hundred thousand records and one error.

use std::ops::Range;

use crate::decode::Decoded;
use crate::error::Error;
use crate::limits::Limits;
use crate::origin::{Excerpt, Places, Wrapping};
use crate::read::decoding_warnings;
use crate::record::{Place, Record};

/// A file of items.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ItemFile<'f> {
    pub(crate) bytes: &'f [u8],
    pub(crate) decoded: &'f Decoded,
    /// What is around the text of an item.
    pub(crate) wrapping: Wrapping,
}

impl ItemFile<'_> {
    /// A record or an error for each item: its bytes in the decoded text, or what is wrong with it. `read` makes the record of
    /// the item with a number, or says where and what is wrong.
    pub(crate) fn records(
        self,
        items: impl IntoIterator<Item = Result<Range<usize>, String>>,
        limits: &Limits,
        read: impl Fn(usize, Range<usize>) -> Result<Record, String>,
    ) -> Vec<Result<Record, Error>> {
        let places = Places::of(self.bytes, self.decoded.encoding);
        let record = |number: usize, item: Result<Range<usize>, String>| {
            if number > limits.items {
                let limit = limits.items;
                return Err(format!(
                    "is one more than the limit of {limit}, it and what follows are left out: split the file"
                ));
            }
            let range = item?;
            let mut record = read(number, range.clone())?;
            record.excerpt = places.bytes(range).map(|range| {
                let start = range.start as u64;
                let bytes = self.bytes[range].to_vec();
                let content = record.body.content();
                Excerpt::part(bytes, start, self.decoded.encoding, self.wrapping, content)
            });
            Ok(record)
        };
        let mut records: Vec<_> = (1..)
            .zip(items)
            .take(limits.items.saturating_add(1))
            .map(|(number, item)| {
                record(number, item).map_err(|found| Error::Part {
                    place: Place::Item(number),
                    found,
                })
            })
            .collect();
        if let Some(first) = records.iter_mut().flatten().next() {
            first.warnings.splice(0..0, decoding_warnings(self.decoded));
        }
        records
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Meta;
    use crate::{feed, newsml, ninjs, nitf};

    type Read = fn(&[u8], &Meta, &Limits) -> Result<Vec<Result<Record, Error>>, Error>;

    #[test]
    fn no_more_items_than_the_limit() {
        let limits = Limits {
            items: 2,
            ..Limits::default()
        };
        let rss = format!("<rss><channel>{}</channel></rss>", "<item/>".repeat(4));
        let json = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{}{{}}]}}",
            "{},".repeat(4)
        );
        for (read, text) in [
            (nitf as Read, "<nitf/>".repeat(4)),
            (newsml, "<newsItem/>".repeat(4)),
            (ninjs, "{\"uri\":\"a\"}\n".repeat(4)),
            (ninjs, "{\n".repeat(4)),
            (ninjs, format!("[{}{{}}]", "{},".repeat(3))),
            (feed, rss),
            (feed, json),
        ] {
            let mut found = read(text.as_bytes(), &Meta::default(), &limits).unwrap();
            let last = found.pop().and_then(Result::err).unwrap().to_string();
            assert!(
                last.starts_with("item 3 is one more than the limit of 2"),
                "{last}"
            );
            assert_eq!(found.len(), 2, "{text}");
        }
    }
}
