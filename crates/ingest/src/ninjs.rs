//! Decides what ninjs, the news format of the IPTC in JSON, says: versions 1 to 3, one object, an array of them, or one a line.
//!
//! `{"uri": "…", "headline": "…", "body_html": "<p>…"}` (1.x) and `{"headlines": [{"value": "…"}], "bodies": [{"value": "…"}]}`
//! (2.x, 3.x) say the same. Names are compared without regard to case, since 3.0 writes `versionCreated`.

use std::ops::Range;

use chancery_model::SourceFormat;
use serde::de::DeserializeSeed;
use serde_json::{Map, Value};

use crate::calendar;
use crate::decode::decode;
use crate::error::Error;
use crate::items::ItemFile;
use crate::json_feed::Items;
use crate::limits::Limits;
use crate::nitf::authors;
use crate::origin::Wrapping;
use crate::read::{Meta, check_size};
use crate::record::Record;
use crate::story::{self, Part, Story};

/// Fields that only ninjs has, in small letters.
const NAMES: [&str; 7] = [
    "bodies",
    "body_html",
    "body_text",
    "body_xhtml",
    "headlines",
    "representationtype",
    "versioncreated",
];

/// The items of ninjs in order, each a record or an error. `defaults` hold where an item is silent. Of several bodies one in
/// HTML is taken, since it has paragraphs; what is associated with an item (pictures, related items) is left out.
///
/// # Errors
/// When the bytes are no text, more than the limit, or no JSON.
pub fn ninjs(
    bytes: &[u8],
    defaults: &Meta,
    limits: &Limits,
) -> Result<Vec<Result<Record, Error>>, Error> {
    check_size("file", bytes.len(), limits.feed_bytes)?;
    let decoded = decode(bytes)?;
    let text = decoded.text.as_str();
    let opens = text.trim_start().chars().next();
    if !matches!(opens, Some('{' | '[')) {
        return Err(Error::NoItems {
            expected: "a JSON object or array",
        });
    }
    let items = if opens == Some('[') {
        array(text, limits)
    } else {
        objects(text, limits)
    };
    let file = ItemFile {
        bytes,
        decoded: &decoded,
        wrapping: Wrapping::Json,
    };
    Ok(file.records(items, limits, |number, range| {
        let at = |fault: serde_json::Error| format!("at byte {}: {fault}", range.start);
        let value = serde_json::from_str(&text[range.clone()]).map_err(at)?;
        let Value::Object(item) = value else {
            return Err("is no JSON object".to_owned());
        };
        story::record(number, story(&item)?, SourceFormat::Ninjs, defaults, limits)
    }))
}

/// True when the first characters of a text are those of ninjs, not of some other JSON. `head` is in small letters.
pub(crate) fn opens(head: &str) -> bool {
    let inside = head.strip_prefix('[').map_or(head, str::trim_start);
    let has = |name: &str| head.contains(&format!("\"{name}\""));
    inside.starts_with('{') && NAMES.iter().any(|name| has(name)) && !head.contains("\"text\":")
}

/// The elements of an array; those before a fault are kept.
fn array(text: &str, limits: &Limits) -> Vec<Result<Range<usize>, String>> {
    let mut items = Items::within(limits);
    let mut reader = serde_json::Deserializer::from_str(text);
    let end = items.deserialize(&mut reader);
    let mut ranges: Vec<_> = items.ranges(text).map(Ok).collect();
    if let Err(error) = end {
        ranges.push(Err(told(&error, 0) + ": what follows is lost"));
    }
    ranges
}

/// Objects one after the other, one more than the limit at most; after a fault reading goes on at the next line that opens an
/// object.
fn objects(text: &str, limits: &Limits) -> Vec<Result<Range<usize>, String>> {
    let mut found = Vec::new();
    let (mut at, mut lines_before) = (0, 0);
    loop {
        let mut stream = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
        let fault = loop {
            if found.len() > limits.items {
                return found;
            }
            let before = at + stream.byte_offset();
            match stream.next() {
                Some(Ok(_)) => {
                    let value = &text[before..at + stream.byte_offset()];
                    let blank = value.len() - value.trim_start().len();
                    found.push(Ok(before + blank..before + value.len()));
                }
                Some(Err(fault)) => break fault,
                None => return found,
            }
        };
        found.push(Err(told(&fault, lines_before)));
        let after = at + stream.byte_offset();
        let Some(next) = text[after..].find("\n{") else {
            return found;
        };
        let next = after + next + 1;
        lines_before += text[at..next].matches('\n').count();
        at = next;
    }
}

/// A fault of the grammar and its place in the file.
fn told(fault: &serde_json::Error, lines_before: usize) -> String {
    let message = fault.to_string();
    let cause = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(cause, _)| cause);
    match (lines_before + fault.line(), fault.column()) {
        (line, 0) => format!("at the end of line {}: {cause}", line.saturating_sub(1)),
        (line, column) => format!("at line {line}, column {column}: {cause}"),
    }
}

/// What an object says.
fn story(item: &Map<String, Value>) -> Result<Story, String> {
    let parts = body(item);
    let story = Story {
        id: words(item, "uri").or_else(|| words(item, "guid")),
        title: words(item, "headline")
            .or_else(|| main(get(item, "headlines")))
            .or_else(|| words(item, "headline_main"))
            .or_else(|| words(item, "title")),
        byline: authors(
            words(item, "byline")
                .or_else(|| words(item, "by"))
                .or_else(|| names(get(item, "authors")))
                .into_iter(),
        ),
        publisher: words(item, "provider")
            .or_else(|| names(get(item, "provider")))
            .or_else(|| words(item, "source"))
            .or_else(|| names(get(item, "infosources")))
            .or_else(|| words(item, "copyrightholder")),
        published: ["contentcreated", "firstcreated", "versioncreated"]
            .into_iter()
            .find_map(|name| calendar::parse_date(&words(item, name)?)),
        url: words(item, "canonicalurl").or_else(|| words(item, "url")),
        parts,
        ..Story::default()
    };
    if story == Story::default() {
        return Err("has no field of ninjs, such as `uri`, `headline` or `body_html`".to_owned());
    }
    Ok(story)
}

fn get<'i>(item: &'i Map<String, Value>, name: &str) -> Option<&'i Value> {
    item.get(name).or_else(|| {
        let found = item
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    })
}

/// A field that is text and not blank.
fn words(item: &Map<String, Value>, name: &str) -> Option<String> {
    let text = get(item, name)?.as_str()?.trim();
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Objects of a list, or the one object that stands for it.
fn listed(value: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    let list = match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    list.iter().filter_map(Value::as_object)
}

/// The `value` of the object whose role is `main`, else of the first.
fn main(list: Option<&Value>) -> Option<String> {
    let is_main = |item: &&Map<String, Value>| words(item, "role").as_deref() == Some("main");
    let item = listed(list).find(is_main).or_else(|| listed(list).next())?;
    words(item, "value")
}

/// Names of parties, joined.
fn names(list: Option<&Value>) -> Option<String> {
    let names: Vec<_> = listed(list)
        .filter_map(|party| words(party, "name"))
        .collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// The best rendition of the text: HTML before plain text, the main one before others, else the first.
fn body(item: &Map<String, Value>) -> Vec<Part> {
    let older = item.iter().filter_map(|(name, value)| {
        let role = name.to_ascii_lowercase();
        let role = role.strip_prefix("body_")?.to_owned();
        let mime = match role.as_str() {
            "html" | "xhtml" => Some("text/html".to_owned()),
            "text" => Some("text/plain".to_owned()),
            _ => None,
        };
        Some((role, mime, value.as_str()?.to_owned()))
    });
    let newer = listed(get(item, "bodies")).filter_map(|body| {
        let role = words(body, "role").unwrap_or_default();
        Some((role, words(body, "contenttype"), words(body, "value")?))
    });
    let bodies = older
        .chain(newer)
        .filter(|(_, _, text)| !text.trim().is_empty())
        .map(|(role, mime, text)| (role, story::part(&text, mime.as_deref())));
    bodies
        .min_by_key(|(role, body)| (!matches!(body, Part::Markup(_)), role != "main"))
        .map(|(_, body)| body)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lines;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        let records = ninjs(text.as_bytes(), &Meta::default(), &Limits::default());
        lines(records, |read| {
            let doc = read.document;
            let source = doc.provenance.clone();
            let day = doc.published.map(|day| day.to_string());
            let facts = [
                Some(doc.id().to_owned()),
                doc.title.clone(),
                source.publisher,
                source.byline,
                day,
                Some(doc.text().to_owned()),
            ];
            facts.map(Option::unwrap_or_default).join("|")
        })
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), expected);
    }

    const FACTS: &str = "a|Envoys meet|BW|Anna Beispiel|2015-10-24|Envoys met.\n\nThey left.";

    #[test]
    fn every_version_says_the_same() {
        check(
            r#"{"uri":"a","versioncreated":"2015-10-24T23:30:00Z","byline":"By Anna Beispiel","headline":"Envoys meet","source":"BW",
               "body_text":"Envoys met. They left.","body_html":"<p>Envoys met.</p><p>They left.</p>","associations":{"x":{"uri":"b","body_text":"No."}}}"#,
            &[FACTS],
        );
        check(
            r#"{"uri":"a","contentcreated":"2015-10-24T23:30:00Z","versioncreated":"2015-10-26T00:00:00Z","by":"Anna Beispiel","infosources":[{"name":"BW"}],
               "headlines":[{"role":"sub","value":"No"},{"role":"main","value":"Envoys meet"}],
               "bodies":[{"role":"main","contenttype":"text/plain","value":"Envoys met. They left."},{"contenttype":"text/html","value":"<p>Envoys met.</p><p>They left.</p>"}]}"#,
            &[FACTS],
        );
        check(
            r#"{"uri":"a","versionCreated":"2015-10-24T23:30:00Z","by":"Anna Beispiel","copyrightHolder":"BW","headlines":[{"value":"Envoys meet"}],
               "bodies":[{"role":"main","contentType":"text/plain","value":"Envoys met.\n\nThey left."}]}"#,
            &[FACTS],
        );
    }

    #[test]
    fn arrays_and_lines_keep_what_is_sound() {
        let good = r#"{"uri":"a","body_text":"Envoys met."}"#;
        let a = "a|||||Envoys met.";
        check(&format!("[{good}, {good}]"), &[a, a]);
        check(&format!("{good}\n\n{good}{good}"), &[a, a, a]);
        check(
            &format!("{good}\n{{\"uri\":\"b\",\"body\n{good}\n7\n{good}"),
            &[
                a,
                "item 2 at the end of line 2: control character (\\u0000-\\u001F) found while parsing a string",
                a,
                "item 4 is no JSON object",
                a,
            ],
        );
        check(
            &format!("[{good},{{\"ur"),
            &[
                a,
                "item 2 at line 1, column 43: EOF while parsing a string: what follows is lost",
            ],
        );
    }

    #[test]
    fn what_is_no_ninjs_is_said() {
        check(
            "Envoys met.",
            &["a JSON object or array is missing: is this the right format?"],
        );
        check(
            "{\"a\":1}",
            &["item 1 has no field of ninjs, such as `uri`, `headline` or `body_html`"],
        );
        check("{\"uri\":\"a\",\"type\":\"picture\"}", &["a|||||"]);
    }

    proptest! {
        #[test]
        fn any_text_reads_the_same_twice(text in "(\\{|\\}|\\[|\\]|\"uri\"|\"body_html\"|\"bodies\"|\"x\"|:|,|\n|<p>|7){0,40}") {
            prop_assert_eq!(read(&text), read(&text));
        }

        #[test]
        fn no_good_line_is_lost(noise in prop::collection::vec("[ -~]{0,40}", 1..5)) {
            let mut text = String::from("{}\n");
            for noise in &noise {
                text.push_str(&format!("{noise}\n{{\"uri\":\"good\"}}\n"));
            }
            prop_assert!(read(&text).iter().filter(|item| item.starts_with("good|")).count() == noise.len(), "{:?}", read(&text));
        }
    }
}
