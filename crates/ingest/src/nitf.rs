//! Decides what an NITF story says: its head gives title, day, id and outlet, `body.content` the text.
//!
//! `<hedline><hl1>Envoys meet</hl1></hedline><dateline><location>VIENNA</location></dateline>` stands above the text; its
//! dateline is put before the first paragraph as agencies print it, unless that has one: `VIENNA — Envoys met.`

use std::collections::HashMap;
use std::sync::LazyLock;

use chancery_model::SourceFormat;
use jiff::civil::Date;

use crate::error::Error;
use crate::limits::Limits;
use crate::news_xml;
use crate::read::Meta;
use crate::record::Record;
use crate::story::{Part, Story};
use crate::xml_tree::{Element, Node};
use crate::{calendar, furniture, tsv};

/// What the stories of a file of NITF begin with.
const ITEMS: [&str; 1] = ["nitf"];
/// HTML element that reads like one of NITF, or `-`.
static ELEMENTS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/nitf.tsv"))
        .map(|[element, html]| (element, html))
        .collect()
});

/// The stories of a file of NITF 3 in order, each a record or an error; most files hold one. `defaults` hold where a story is
/// silent. Tables, pictures with their captions, the abstract and the sub-headline are left out.
///
/// # Errors
/// When the bytes are no text, more than the limit, or hold no `nitf` element.
pub fn nitf(
    bytes: &[u8],
    defaults: &Meta,
    limits: &Limits,
) -> Result<Vec<Result<Record, Error>>, Error> {
    news_xml::records(bytes, defaults, limits, SourceFormat::Nitf, &ITEMS, story)
}

/// What one `nitf` element says.
pub(crate) fn story(nitf: &Element) -> Story {
    let docdata = |name: &str, attribute: &str| {
        nitf.first(&["head", "docdata", name])
            .and_then(|element| element.attribute(attribute))
            .map(str::to_owned)
    };
    let pubdata = |attribute: &str| {
        nitf.first(&["head", "pubdata"])
            .and_then(|element| element.attribute(attribute))
            .map(str::to_owned)
    };
    let head = |path: &[&str]| nitf.first(&[&["body", "body.head"], path].concat());
    let words = |path: &[&str]| head(path).and_then(Element::words);
    let day = |text: Option<String>| text.as_deref().and_then(calendar::parse_date);
    let distributor = words(&["distributor"]);
    let holder = docdata("doc.copyright", "holder");
    let dated: Option<Date> = day(docdata("date.issue", "norm"))
        .or_else(|| day(docdata("date.release", "norm")))
        .or_else(|| day(pubdata("date.publication")))
        .or_else(|| {
            day(head(&["dateline", "story.date"])?
                .attribute("norm")
                .map(str::to_owned))
        });
    let bylines = nitf.all(&["body", "body.head", "byline"]);
    let mut html = String::new();
    for part in ["body.content", "body.end"] {
        for element in nitf.all(&["body", part]) {
            write(element, &mut html, nitf_element);
        }
    }
    Story {
        id: docdata("doc-id", "id-string"),
        title: words(&["hedline", "hl1"])
            .or_else(|| words(&["hedline"]))
            .or_else(|| nitf.first(&["head", "title"])?.words()),
        byline: authors(
            bylines
                .iter()
                .filter_map(|line| line.words_without(&["byttl"])),
        ),
        dateline: head(&["dateline"]).and_then(dateline),
        publisher: pubdata("name").or_else(|| distributor.clone()).or(holder),
        credit: distributor,
        published: dated,
        url: pubdata("ex-ref").filter(|address| address.starts_with("http")),
        parts: vec![Part::Markup(html)],
    }
}

/// The names of one or more bylines, without "By".
pub(crate) fn authors(bylines: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<_> = bylines
        .map(|line| furniture::author(&line).to_owned())
        .collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// `VIENNA, Oct. 24` of a place and a day in elements of their own.
fn dateline(element: &Element) -> Option<String> {
    let (place, day) = (element.find("location"), element.find("story.date"));
    let parts = [place, day]
        .into_iter()
        .flatten()
        .filter_map(Element::words);
    let parts: Vec<_> = parts
        .map(|part| part.trim_end_matches(',').to_owned())
        .collect();
    // A place without mark-up around the day is one line as it was printed.
    if place.is_none() {
        return element.words();
    }
    Some(parts.join(", ")).filter(|line| !line.is_empty())
}

/// What stands for an element in HTML: an element, nothing but the text (`""`), or not even that (`-`).
fn nitf_element(name: &str) -> &str {
    ELEMENTS.get(name).copied().unwrap_or_default()
}

/// Writes what an element holds as a fragment of HTML, each element as `html` says.
pub(crate) fn write(element: &Element, out: &mut String, html: fn(&str) -> &str) {
    for node in &element.children {
        match node {
            Node::Text(words) => {
                for c in words.chars() {
                    match c {
                        '<' => out.push_str("&lt;"),
                        '&' => out.push_str("&amp;"),
                        c => out.push(c),
                    }
                }
            }
            Node::Element(child) => match html(&child.name) {
                "-" => out.push(' '),
                "" => write(child, out, html),
                name => {
                    out.extend(["<", name, ">"]);
                    write(child, out, html);
                    if !matches!(name, "br" | "hr" | "img") {
                        out.extend(["</", name, ">"]);
                    }
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lines;
    use proptest::prelude::*;

    const STORY: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE nitf SYSTEM \"nitf-3-6.dtd\">\n<nitf><head><title>slug</title>\
        <docdata><doc-id id-string=\"a-1\"/><urgency ed-urg=\"2\"/><date.issue norm=\"20151024T100000Z\"/></docdata>\
        <pubdata name=\"Beispiel Wire\"/></head><body><body.head><hedline><hl1>Envoys <em>meet</em></hl1><hl2>Talks go on</hl2></hedline>\
        <byline>By <person>Anna Beispiel</person><byttl>Staff writer</byttl></byline><distributor>BW</distributor>\
        <dateline><location>Vienna</location>, <story.date norm=\"20151024\">Oct. 24</story.date></dateline></body.head>\
        <body.content><media><media-caption>A hall.</media-caption></media><block><p>Envoys met <org>OSCE</org> staff.</p>\
        <bq><block><p>Fine.</p></block></bq><ul><li>One</li><li>Two</li></ul><table><tr><td>3</td></tr></table></block></body.content>\
        <body.end><tagline>Reporting by A. B.</tagline></body.end></body></nitf>";

    fn read(text: &str) -> Vec<String> {
        let meta = Meta {
            id: "f".into(),
            ..Meta::default()
        };
        let records = nitf(text.as_bytes(), &meta, &Limits::default());
        lines(records, |read| {
            format!("{}: {}", read.document.id(), read.document.text())
        })
    }

    #[test]
    fn head_and_text_are_read() {
        let record = nitf(STORY.as_bytes(), &Meta::default(), &Limits::default());
        let record = record.unwrap().pop().and_then(Result::ok).unwrap();
        let document = record.ingest(&Limits::default()).unwrap().document;
        assert_eq!(
            document.text(),
            "Vienna, Oct. 24 — Envoys met OSCE staff.\n\nFine.\n\nOne\n\nTwo\n\nReporting by A. B."
        );
        let dateline = document.dateline.clone().unwrap();
        assert_eq!(
            (dateline.places, dateline.date),
            (vec!["Vienna".to_owned()], document.published)
        );
        let provenance = document.provenance.clone();
        let facts = [
            document.title.clone(),
            provenance.publisher,
            provenance.byline,
            provenance.credit,
        ];
        let expected = ["Envoys meet", "Beispiel Wire", "Anna Beispiel", "BW"];
        assert_eq!(facts, expected.map(|fact| Some(fact.to_owned())));
        assert_eq!(document.published, Some(Date::constant(2015, 10, 24)));
    }

    #[test]
    fn a_broken_story_costs_no_other() {
        let broken = STORY.replace("</hl1>", "");
        let read = read(&format!("<all>{STORY}{broken}{STORY}</all>"));
        assert!(
            read[1].starts_with("item 2 at byte ") && read[1].contains("`</hl1>`"),
            "{}",
            read[1]
        );
        assert!(read[0].starts_with("a-1: Vienna") && read[2] == read[0]);
    }

    #[test]
    fn what_is_no_nitf_is_said() {
        assert_eq!(
            read("<rss></rss>"),
            ["an element `nitf` is missing: is this the right format?"]
        );
        assert_eq!(read("<nitf/>"), ["f#1: "]);
    }

    proptest! {
        #[test]
        fn any_text_reads_the_same_twice(noise in "(<|>|/|p|nitf|body|bq|media|&|;| |é|</p>|<p>){0,30}", at in any::<prop::sample::Index>()) {
            prop_assert_eq!(read(&noise), read(&noise));
            let mut text = STORY.to_owned();
            text.insert_str(at.index(STORY.len()), &noise);
            prop_assert_eq!(read(&text), read(&text));
        }
    }
}
