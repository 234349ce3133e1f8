//! Decides what the items of a JSON Feed are.
//!
//! JSON cannot be taken up again after a fault of its grammar, so the items before it are kept and the fault is the last
//! item: `{"version": …, "items": [{…}, {…}, {"id` has two items and an error.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::error::Error;
use crate::feed::{Source, one_item};

/// The items of a feed, each with the head around it, or what is wrong.
///
/// # Errors
/// [`Error::NoFeed`] when there is neither an item nor a version of the format.
pub(crate) fn items(text: &str) -> Result<Vec<Result<Source, String>>, Error> {
    let (mut head, mut items) = (Map::new(), Vec::new());
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = Feed(&mut head, &mut items).deserialize(&mut reader);
    let is_feed = head
        .get("version")
        .and_then(Value::as_str)
        .is_some_and(|version| version.contains("jsonfeed.org"));
    if !is_feed {
        return Err(Error::NoFeed {
            found: "a JSON object without the version of a JSON Feed".to_owned(),
        });
    }
    head.entry("title")
        .or_insert_with(|| Value::String(String::new()));
    let mut sources: Vec<_> = items
        .into_iter()
        .map(|item| {
            let value = serde_json::from_str(item).map_err(|error| error.to_string())?;
            // The item is a part of the text, so the distance of their first bytes is its place.
            let start = item.as_ptr() as usize - text.as_ptr() as usize;
            Ok(one_item(&head, value, start..start + item.len()))
        })
        .collect();
    if let Err(error) = end {
        sources.push(Err(format!("{error}: what follows is lost")));
    }
    Ok(sources)
}

/// Fills head and items as far as the text is sound.
struct Feed<'a, 'de>(&'a mut Map<String, Value>, &'a mut Vec<&'de str>);

impl<'de> DeserializeSeed<'de> for Feed<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Feed<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Feed")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "items" {
                map.next_value_seed(Items(self.1))?;
            } else {
                self.0.insert(key, map.next_value()?);
            }
        }
        Ok(())
    }
}

/// Fills a list with its items as they are written, as far as the text is sound.
pub(crate) struct Items<'a, 'de>(pub(crate) &'a mut Vec<&'de str>);

impl<'de> DeserializeSeed<'de> for Items<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element::<&RawValue>()? {
            self.0.push(item.get());
        }
        Ok(())
    }
}
