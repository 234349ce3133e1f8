//! Decides what the items of a JSON Feed are.
//!
//! JSON cannot be taken up again after a fault of its grammar, so the items before it are kept and the fault is the last
//! item: `{"version": …, "items": [{…}, {…}, {"id` has two items and an error.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::feed::MAX_HEAD;
use crate::limits::Limits;

/// A feed that was cut at its items.
pub(crate) struct Feed {
    head: Map<String, Value>,
    /// Bytes of its items in order, or what is wrong.
    pub(crate) items: Vec<Result<Range<usize>, String>>,
}

impl Feed {
    /// A whole feed of one item.
    ///
    /// # Errors
    /// When the item cannot be read.
    pub(crate) fn around(&self, item: &str) -> Result<String, String> {
        let item: Value = serde_json::from_str(item).map_err(|error| error.to_string())?;
        let mut feed = self.head.clone();
        feed.insert("items".to_owned(), Value::Array(vec![item]));
        Ok(Value::Object(feed).to_string())
    }
}

/// Cuts a feed at its items.
///
/// # Errors
/// [`Error::NoFeed`] when there is no version of the format, or too much beside the items.
pub(crate) fn cut(text: &str, limits: &Limits) -> Result<Feed, Error> {
    let mut head = Map::new();
    let mut items = Items::within(limits);
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = Parts(&mut head, &mut items).deserialize(&mut reader);
    let version = head.get("version").and_then(Value::as_str);
    if !version.is_some_and(|version| version.contains("jsonfeed.org")) {
        return Err(Error::NoFeed {
            found: "a JSON object without the version of a JSON Feed".to_owned(),
        });
    }
    head.entry("title")
        .or_insert_with(|| Value::String(String::new()));
    let len = Value::Object(head.clone()).to_string().len();
    if len > MAX_HEAD {
        return Err(Error::NoFeed {
            found: format!("{len} bytes beside the items"),
        });
    }
    let mut items: Vec<_> = items.ranges(text).map(Ok).collect();
    if let Err(error) = end {
        items.push(Err(format!("{error}: what follows is lost")));
    }
    Ok(Feed { head, items })
}

/// Fills head and items as far as the text is sound.
struct Parts<'a, 'de>(&'a mut Map<String, Value>, &'a mut Items<'de>);

impl<'de> DeserializeSeed<'de> for Parts<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Parts<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "items" {
                map.next_value_seed(&mut *self.1)?;
            } else {
                self.0.insert(key, map.next_value()?);
            }
        }
        Ok(())
    }
}

/// The items of a list as they are written, as far as the text is sound, and one more than the limit at most.
pub(crate) struct Items<'de> {
    written: Vec<&'de str>,
    limit: usize,
}

impl<'de> Items<'de> {
    /// None yet.
    pub(crate) const fn within(limits: &Limits) -> Self {
        Self {
            written: Vec::new(),
            limit: limits.items,
        }
    }

    /// Their bytes in the text that was read.
    pub(crate) fn ranges(self, text: &'de str) -> impl Iterator<Item = Range<usize>> {
        // An item is a part of the text, so the distance of their first bytes is its place.
        self.written.into_iter().map(move |item| {
            let start = item.as_ptr() as usize - text.as_ptr() as usize;
            start..start + item.len()
        })
    }
}

impl<'de> DeserializeSeed<'de> for &mut Items<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Items<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<&RawValue>()? {
            if self.written.len() <= self.limit {
                self.written.push(item.get());
            }
        }
        Ok(())
    }
}
