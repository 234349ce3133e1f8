//! Decides what the items of a feed are: one document each, or an error that names the item.
//!
//! An XML feed is cut at its items first, and each is read on its own below the head of the feed: an item with a bare `&`
//! or a tag that is never closed does not cost its neighbours. The full content of an item goes before its summary.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use chancery_model::{SourceFormat, WarningCode};
use feed_rs::model::{Entry, FeedType, Link, Text};
use feed_rs::parser::{Builder, Parser};
use jiff::civil::Date;

use crate::decode::decode_as;
use crate::error::Error;
use crate::items::ItemFile;
use crate::json_feed;
use crate::limits::Limits;
use crate::origin::Wrapping;
use crate::read::{Meta, check_size, declared_encoding};
use crate::record::{Body, Place, Record, numbered};
use crate::structure::warning;
use crate::xml_feed;

/// Bytes of the head of a feed, which is read again for each item.
pub(crate) const MAX_HEAD: usize = 64 << 10;

/// The items of an RSS, Atom or JSON feed in order, each a record or an error. `defaults` hold where the feed is silent.
///
/// # Errors
/// When the bytes are no text, more than the limit, or no feed.
pub fn feed(
    bytes: &[u8],
    defaults: &Meta,
    limits: &Limits,
) -> Result<Vec<Result<Record, Error>>, Error> {
    check_size("feed", bytes.len(), limits.feed_bytes)?;
    let decoded = decode_as(bytes, declared_encoding(bytes))?;
    let text = decoded.text.as_str();
    let file = |wrapping| ItemFile {
        bytes,
        decoded: &decoded,
        wrapping,
    };
    let at = |range: &Range<usize>, found: String| format!("at byte {}: {found}", range.start);
    if text.trim_start().starts_with('{') {
        let feed = json_feed::cut(text, limits)?;
        let items = feed.items.iter().cloned();
        return Ok(
            file(Wrapping::Json).records(items, limits, |number, range| {
                let one = feed.around(&text[range.clone()]);
                one.and_then(|one| record(number, &one, defaults))
                    .map_err(|found| at(&range, found))
            }),
        );
    }
    let feed = xml_feed::cut(text, limits)?;
    let items = feed.items.iter().cloned().map(Ok);
    Ok(file(Wrapping::Xml).records(items, limits, |number, range| {
        record(number, &feed.around(&text[range.clone()]), defaults)
            .map_err(|found| at(&range, found))
    }))
}

/// The record of the only item of a feed.
fn record(number: usize, feed: &str, defaults: &Meta) -> Result<Record, String> {
    // A parser that has met a fault cannot be used again, and an odd item must not end a run over many.
    let parsed = catch_unwind(AssertUnwindSafe(|| parser().parse(feed.as_bytes())));
    let mut feed = parsed
        .map_err(|_| "the feed reader failed on this item".to_owned())?
        .map_err(|error| error.to_string())?;
    let entry = feed.entries.pop().ok_or("this is no item of such a feed")?;
    let kind = feed.feed_type;
    let title = |text: Option<Text>| {
        let text = text?;
        let is_html = is_html(&kind, text.content_type.as_str());
        let title = if is_html {
            crate::fragment::text(&text.content, &Limits::default()).ok()?
        } else {
            text.content
        };
        Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty())
    };
    let names: Vec<_> = entry
        .authors
        .iter()
        .filter_map(|person| person.name.as_deref().map(str::trim))
        .filter(|name| !name.is_empty())
        .collect();
    let byline = Some(names.join(", ")).filter(|names| !names.is_empty());
    let published = entry
        .published
        .or(entry.updated)
        .and_then(|time| time.date_naive().to_string().parse::<Date>().ok());
    let url = address(&entry.links);
    let (body, is_summary) = body(&kind, &entry);
    let mut warnings = Vec::new();
    if is_summary {
        warnings.push(warning(
            WarningCode::SummaryOnly,
            "the feed gives a summary of this item, not its full text",
        ));
    }
    let meta = Meta {
        id: Some(entry.id)
            .filter(|id| !id.trim().is_empty())
            .unwrap_or_else(|| numbered(&defaults.id, number)),
        url,
        title: title(entry.title),
        publisher: title(feed.title),
        byline,
        published,
        ..Meta::default()
    };
    Ok(Record {
        place: Place::Item(number),
        format: SourceFormat::Feed,
        meta: meta.or(defaults),
        body,
        warnings,
        excerpt: None,
    })
}

/// Days are taken as they are written, without regard to time zones.
fn parser() -> Parser {
    Builder::new()
        // The reader's own ids are drawn by lot where an item has no link.
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|text| {
            let date = crate::calendar::parse_date(text)?;
            let (year, month, day) = (date.year(), date.month(), date.day());
            let date = chrono::NaiveDate::from_ymd_opt(
                year.into(),
                month.unsigned_abs().into(),
                day.unsigned_abs().into(),
            )?;
            Some(date.and_hms_opt(0, 0, 0)?.and_utc())
        })
        .build()
}

/// Atom and JSON say what is plain text; RSS does not, and holds HTML.
fn is_html(kind: &FeedType, content_type: &str) -> bool {
    match kind {
        FeedType::JSON => content_type == "text/html",
        FeedType::Atom => content_type != "text/plain",
        _ => true,
    }
}

/// The full content, or else the summary, and whether it is one.
fn body(kind: &FeedType, entry: &Entry) -> (Body, bool) {
    let full = entry.content.as_ref().and_then(|content| {
        let text = content
            .body
            .as_deref()
            .filter(|text| !text.trim().is_empty())?;
        Some((text, content.content_type.as_str()))
    });
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| (summary.content.as_str(), summary.content_type.as_str()))
        .filter(|(text, _)| !text.trim().is_empty());
    let (text, content_type) = full.or(summary).unwrap_or(("", "text/plain"));
    let body = if is_html(kind, content_type) {
        Body::Fragment(text.to_owned())
    } else {
        Body::Text(text.to_owned())
    };
    (body, full.is_none() && summary.is_some())
}

/// The address of the item's own page.
fn address(links: &[Link]) -> Option<String> {
    links
        .iter()
        .find(|link| {
            link.target.is_none() && link.rel.as_deref().is_none_or(|rel| rel == "alternate")
        })
        .map(|link| link.href.trim().to_owned())
        .filter(|href| !href.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ingested;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Result<Ingested, Error>> {
        let limits = Limits::default();
        match feed(text.as_bytes(), &Meta::default(), &limits) {
            Ok(records) => records
                .into_iter()
                .map(|record| record?.ingest(&limits))
                .collect(),
            Err(error) => vec![Err(error)],
        }
    }

    /// Id, or what is wrong, of each item.
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = read(text)
            .into_iter()
            .map(|item| match item {
                Ok(ingested) => ingested.document.id().to_owned(),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}, not {expected}");
        }
    }

    fn rss(items: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE rss [<!ENTITY a \"b\">]>\n\
             <rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <channel><title>Beispiel &amp; Co.</title><link>https://example.org/</link><description>News</description>{items}</channel></rss>"
        )
    }

    const ITEM: &str = "<item><guid>a</guid><title>Envoys &lt;i&gt;meet&lt;/i&gt;</title><link>https://example.org/a</link>\
        <dc:creator>Anna Beispiel</dc:creator><pubDate>Sat, 24 Oct 2015 23:30:00 -0400</pubDate>\
        <description>Envoys met.</description><content:encoded><![CDATA[<p>Envoys met.</p><p>They &amp; others left.</p>]]></content:encoded></item>";

    fn facts(ingested: &Ingested) -> [Option<String>; 6] {
        let doc = &ingested.document;
        let provenance = doc.provenance.clone();
        let date = doc.published.map(|date| date.to_string());
        [
            Some(doc.text().to_owned()),
            doc.title.clone(),
            date,
            provenance.byline,
            provenance.url,
            provenance.publisher,
        ]
    }

    #[test]
    fn every_kind_of_feed_gives_the_same_document() {
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Beispiel &amp; Co.</title><id>f</id><updated>2015-10-25T00:00:00Z</updated>\
            <entry><id>a</id><title type=\"html\">Envoys &lt;i&gt;meet&lt;/i&gt;</title><link href=\"https://example.org/a\"/><author><name>Anna Beispiel</name></author>\
            <published>2015-10-24T23:30:00-04:00</published><summary>Envoys met.</summary>\
            <content type=\"html\">&lt;p&gt;Envoys met.&lt;/p&gt;&lt;p&gt;They &amp;amp; others left.&lt;/p&gt;</content></entry></feed>";
        let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Beispiel & Co.","items":[{"id":"a","url":"https://example.org/a",
            "title":"Envoys meet","authors":[{"name":"Anna Beispiel"}],"date_published":"2015-10-24T23:30:00-04:00","summary":"Envoys met.",
            "content_html":"<p>Envoys met.</p><p>They &amp; others left.</p>"}]}"#;
        for text in [&rss(ITEM), atom, json] {
            let items = read(text);
            let [Ok(ingested)] = items.as_slice() else {
                panic!("{items:?}");
            };
            let expected = [
                "Envoys met.\n\nThey & others left.",
                "Envoys meet",
                "2015-10-24",
                "Anna Beispiel",
                "https://example.org/a",
                "Beispiel & Co.",
            ];
            assert_eq!(facts(ingested), expected.map(|fact| Some(fact.to_owned())));
            assert!(ingested.warnings.is_empty(), "{:?}", ingested.warnings);
        }
    }

    #[test]
    fn a_summary_is_said_to_be_one() {
        let items = read(&rss(
            "<item><guid>a</guid><description>Envoys met.</description></item>",
        ));
        let ingested = items[0].as_ref().unwrap();
        assert_eq!(ingested.document.text(), "Envoys met.");
        assert_eq!(ingested.warnings[0].code, WarningCode::SummaryOnly);
    }

    #[test]
    fn a_broken_item_costs_no_other() {
        let good = |id: &str| {
            format!("<item><guid>{id}</guid><description>Envoys met.</description></item>")
        };
        for broken in [
            "<item><guid>x</guid><title>Envoys</item>",
            "<item><guid>x</guid><description><![CDATA[Envoys met.</description></item>",
            "<item><guid>x</guid><description>Envoys met.",
        ] {
            check(
                &rss(&format!("{}{broken}{}", good("a"), good("b"))),
                &["a", "item 2 at byte ", "b"],
            );
        }
        let cut = rss(&format!("{}{}", good("a"), good("b")));
        let end = cut.rfind("met.").unwrap();
        check(&cut[..end], &["a", "item 2 at byte "]);
        check(
            r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"a","content_text":"x"},{"id":[]},{"id":"c","content_text":"x"},{"i"#,
            &[
                "a",
                "item 2 at byte 83: unable to parse JSON",
                "c",
                "item 4 EOF while parsing a string",
            ],
        );
    }

    #[test]
    fn what_is_no_feed_is_said() {
        check("Envoys met.", &["no element, expected an RSS"]);
        check(
            "<html><p>Envoys met.",
            &["an element `html`, expected an RSS"],
        );
        check("{\"a\":1}", &["a JSON object without the version"]);
        check(&rss(""), &[]);
    }

    #[test]
    fn an_item_without_an_id_is_numbered() {
        check(
            &rss(&format!("{ITEM}<item><title>Envoys meet</title></item>")),
            &["a", "#2"],
        );
    }

    #[test]
    fn entities_that_a_document_type_declares_mean_nothing() {
        let bomb = rss("<item><guid>a</guid><description>Envoys &a; met.</description></item>");
        let items = read(&bomb);
        assert_eq!(
            items[0].as_ref().unwrap().document.text(),
            "Envoys &a; met."
        );
    }

    proptest! {
        #[test]
        fn no_good_item_is_lost(noise in prop::collection::vec("[a-z<>/&!\\[\\]\"' ]{0,40}", 1..5)) {
            let items: String = noise
                .iter()
                .enumerate()
                .map(|(n, noise)| {
                    format!("<item><guid>x</guid>{noise}</item><item><guid>good-{n}</guid><description>x</description></item>")
                })
                .collect();
            let good = read(&rss(&items)).into_iter().flatten().filter(|i| i.document.id().starts_with("good-")).count();
            prop_assert_eq!(good, noise.len());
        }

        #[test]
        fn no_text_panics(text in any::<String>(), at in any::<prop::sample::Index>()) {
            read(&text);
            let mut cut = rss(&format!("{ITEM}{text}{ITEM}"));
            cut.truncate((0..=at.index(cut.len())).rev().find(|&at| cut.is_char_boundary(at)).unwrap_or(0));
            read(&cut);
        }
    }
}
