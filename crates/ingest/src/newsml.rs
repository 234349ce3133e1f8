//! Decides what the items of NewsML-G2 and NewsML 1.2 say; both hold the story itself as NITF, XHTML or plain text.
//!
//! `<newsMessage><itemSet><newsItem guid="…">…` (G2) and `<NewsML><NewsItem>…` (1.2) give one document an item. A package or a
//! picture has no text; it gives an empty document and a warning, so that nothing is passed over in silence.

use chancery_model::SourceFormat;

use crate::calendar;
use crate::error::Error;
use crate::limits::Limits;
use crate::news_xml;
use crate::nitf::{self, authors};
use crate::read::Meta;
use crate::record::Record;
use crate::story::{self, Part, Story};
use crate::xml_tree::Element;

/// What the items of a message are called.
const ITEMS: [&str; 6] = [
    "NewsItem",
    "conceptItem",
    "knowledgeItem",
    "newsItem",
    "packageItem",
    "planningItem",
];

/// The items of a NewsML-G2 message or item, or of NewsML 1.2, in order, each a record or an error. `defaults` hold where an
/// item is silent. Of several renditions of a text the first in XML is taken, else the first of all.
///
/// # Errors
/// When the bytes are no text, more than the limit, or hold no item.
pub fn newsml(
    bytes: &[u8],
    defaults: &Meta,
    limits: &Limits,
) -> Result<Vec<Result<Record, Error>>, Error> {
    news_xml::records(
        bytes,
        defaults,
        limits,
        SourceFormat::Newsml,
        &ITEMS,
        |item| {
            if item.name == "NewsItem" {
                older(item)
            } else {
                second_generation(item)
            }
        },
    )
}

/// An item of NewsML-G2.
fn second_generation(item: &Element) -> Story {
    let words = |path: &[&str]| item.first(path).and_then(Element::words);
    let day = |path: &[&str]| words(path).as_deref().and_then(calendar::parse_date);
    let names = |path: &[&str]| {
        let names = item.all(path).into_iter().filter_map(Element::words);
        authors(names)
    };
    let story = Story {
        id: item.attribute("guid").map(str::to_owned),
        title: words(&["contentMeta", "headline"]).or_else(|| words(&["itemMeta", "title"])),
        byline: names(&["contentMeta", "by"])
            .or_else(|| names(&["contentMeta", "creator", "name"])),
        dateline: words(&["contentMeta", "dateline"]),
        publisher: item
            .first(&["itemMeta", "provider"])
            .and_then(party)
            .or_else(|| party(item.first(&["rightsInfo", "copyrightHolder"])?)),
        credit: words(&["contentMeta", "creditline"]),
        published: day(&["contentMeta", "contentCreated"])
            .or_else(|| day(&["itemMeta", "firstCreated"]))
            .or_else(|| day(&["itemMeta", "versionCreated"])),
        ..Story::default()
    };
    let renditions = |name| item.all(&["contentSet", name]).into_iter();
    let inside = renditions("inlineXML")
        .chain(renditions("inlineData"))
        .filter_map(|content| held(content, content.attribute("contenttype")))
        .next();
    story.or(inside.unwrap_or_default())
}

/// An item of NewsML 1.2.
fn older(item: &Element) -> Story {
    let line = |name: &str| item.find(name).and_then(Element::words);
    let identifier = |name: &str| {
        let path = ["Identification", "NewsIdentifier", name];
        item.first(&path).and_then(Element::words)
    };
    let day = |name: &str| {
        let text = item.first(&["NewsManagement", name])?.words()?;
        calendar::parse_date(&text)
    };
    let story = Story {
        id: identifier("PublicIdentifier").or_else(|| identifier("NewsItemId")),
        title: line("HeadLine"),
        byline: authors(line("ByLine").into_iter()),
        dateline: line("DateLine"),
        publisher: item
            .find("Provider")
            .and_then(|provider| provider.find("Party"))
            .and_then(party)
            .or_else(|| identifier("ProviderId")),
        credit: line("CreditLine"),
        published: day("FirstCreated")
            .or_else(|| day("ThisRevisionCreated"))
            .or_else(|| calendar::parse_date(&identifier("DateId")?)),
        ..Story::default()
    };
    let mut parts = Vec::new();
    let mut inside = Story::default();
    for component in item.all(&["NewsComponent"]) {
        contents(component, &mut parts);
    }
    for mut part in std::mem::take(&mut parts) {
        let texts = std::mem::take(&mut part.parts);
        inside = inside.or(part);
        inside.parts.extend(texts);
    }
    story.or(inside)
}

/// Adds what the content items of a component hold. Of equivalent ones only the first that holds a text.
fn contents(component: &Element, found: &mut Vec<Story>) {
    let equivalent = component.attribute("EquivalentsList") == Some("yes");
    let before = found.len();
    for child in component.elements() {
        match child.name.as_str() {
            "NewsComponent" => contents(child, found),
            "ContentItem" => {
                let mime = child
                    .first(&["MimeType"])
                    .and_then(|mime| mime.attribute("FormalName"));
                let data = child.first(&["DataContent"]);
                found.extend(data.and_then(|data| held(data, mime)));
            }
            _ => {}
        }
        if equivalent && found.len() > before {
            return;
        }
    }
}

/// What an element holds whose content is a story; `None` when that is no text.
fn held(content: &Element, mime: Option<&str>) -> Option<Story> {
    let of_part = |part| Story {
        parts: vec![part],
        ..Story::default()
    };
    if let Some(nitf) = content.find("nitf") {
        return Some(nitf::story(nitf));
    }
    if content.elements().next().is_some() {
        let body = content.find("body").unwrap_or(content);
        let mut html = String::new();
        nitf::write(body, &mut html, |name| name);
        return Some(of_part(Part::Markup(html)));
    }
    let is_text = mime.is_none_or(|mime| mime.starts_with("text/") || mime.contains("html"));
    let text = Some(content.text()).filter(|text| is_text && !text.trim().is_empty())?;
    Some(of_part(story::part(&text, mime)))
}

/// The name of a party: in words, as a literal, as a formal name, or the last part of a code (`nprov:AFP`).
fn party(element: &Element) -> Option<String> {
    let attribute = |name| element.attribute(name).map(str::to_owned);
    let code = || Some(element.attribute("qcode")?.rsplit(':').next()?.to_owned());
    let name = element.first(&["name"]).and_then(Element::words);
    name.or_else(|| attribute("literal"))
        .or_else(|| attribute("FormalName"))
        .or_else(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::lines;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<String> {
        let records = newsml(text.as_bytes(), &Meta::default(), &Limits::default());
        lines(records, |read| {
            let doc = read.document;
            let source = doc.provenance.clone();
            let facts = [
                Some(doc.id().to_owned()),
                doc.title.clone(),
                source.publisher,
                source.byline,
                source.credit,
                doc.published.map(|day| day.to_string()),
                Some(doc.text().to_owned()),
            ];
            facts.map(Option::unwrap_or_default).join("|")
        })
    }

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(read(text), expected);
    }

    /// An item of G2 with this content set.
    fn item(content: &str) -> String {
        format!(
            "<newsItem guid=\"a\" version=\"2\"><itemMeta><itemClass qcode=\"ninat:text\"/><provider qcode=\"nprov:BW\"/>\
             <versionCreated>2015-10-25T01:00:00Z</versionCreated><title>Slug</title></itemMeta><contentMeta>\
             <contentCreated>2015-10-24T23:00:00+02:00</contentCreated><language tag=\"en\"/><headline>Envoys\n meet</headline>\
             <by>By Anna Beispiel</by><creditline>Beispiel Wire</creditline></contentMeta><contentSet>{content}</contentSet></newsItem>"
        )
    }

    const HEAD: &str = "a|Envoys meet|BW|Anna Beispiel|Beispiel Wire|2015-10-24|";

    #[test]
    fn every_kind_of_content_gives_its_text() {
        for content in [
            "<inlineXML><nitf><body><body.content><p>Envoys met.</p><p>They left.</p></body.content></body></nitf></inlineXML>",
            "<inlineXML><html xmlns='x'><head><title>T</title></head><body><p>Envoys met.</p><p>They left.</p></body></html></inlineXML>",
            "<inlineXML><h:div><h:p>Envoys met.</h:p><h:figure/><h:p>They left.</h:p></h:div></inlineXML>",
            "<inlineData contenttype='text/plain'>Envoys met.\n\nThey left.\n</inlineData>",
            "<inlineData contenttype='text/html'>&lt;p>Envoys met.&lt;/p>They left.</inlineData>",
            "<inlineData>Short.</inlineData><inlineXML><p>Envoys met.</p><p>They left.</p></inlineXML>",
            "<remoteContent href='x.jpg'/><inlineData contenttype='image/png'>iVBO</inlineData><inlineData>Envoys met.\n\nThey left.</inlineData>",
        ] {
            check(
                &item(content),
                &[&format!("{HEAD}Envoys met.\n\nThey left.")],
            );
        }
    }

    #[test]
    fn a_message_has_several_items_and_a_broken_one_costs_no_other() {
        let good = item("<inlineData>Envoys met.</inlineData>");
        let broken = item("<inlineXML><p>Envoys</inlineXML>");
        let cut = &good[..good.len() - "</newsItem>".len()];
        let package = "<packageItem guid='p'><groupSet><group><itemRef residref='a'/></group></groupSet></packageItem>";
        let text = format!(
            "<x:newsMessage><itemSet>{good}{broken}{package}{cut}{good}</itemSet></x:newsMessage>"
        );
        let read = read(&text);
        assert_eq!(read[0], format!("{HEAD}Envoys met."));
        assert!(
            read[1].starts_with("item 2 at byte ") && read[1].contains("`</p>`"),
            "{}",
            read[1]
        );
        assert_eq!(read[2], "p||||||");
        assert!(
            read[3].starts_with("item 4 at byte ") && read[3].contains("the end"),
            "{}",
            read[3]
        );
        assert_eq!((&read[4], read.len()), (&read[0], 5));
    }

    #[test]
    fn the_older_version_is_read() {
        let news = |components: &str| {
            format!(
                "<NewsML Version='1.2'><NewsEnvelope/><NewsItem><Identification><NewsIdentifier><ProviderId>bw.example</ProviderId><DateId>20151024</DateId>\
                 <NewsItemId>7</NewsItemId><PublicIdentifier>urn:newsml:bw.example:20151024:7:1</PublicIdentifier></NewsIdentifier></Identification>\
                 <NewsManagement><FirstCreated>20151024T100000+0000</FirstCreated></NewsManagement>\
                 <NewsComponent><NewsLines><HeadLine>Envoys meet</HeadLine><ByLine>By Anna Beispiel</ByLine><DateLine>VIENNA, Oct 24 (BW) -</DateLine></NewsLines>\
                 <AdministrativeMetadata><Provider><Party FormalName='BW'/></Provider></AdministrativeMetadata>{components}</NewsComponent></NewsItem></NewsML>"
            )
        };
        let head = "urn:newsml:bw.example:20151024:7:1|Envoys meet|BW|Anna Beispiel||2015-10-24|VIENNA, Oct 24 (BW) — ";
        let content = |inner: &str| {
            format!(
                "<ContentItem><MediaType FormalName='Text'/><DataContent>{inner}</DataContent></ContentItem>"
            )
        };
        let nitf =
            content("<nitf><body><body.content><p>Envoys met.</p></body.content></body></nitf>");
        let plain = content("They left.");
        check(
            &news(&format!("{nitf}<NewsComponent>{plain}</NewsComponent>")),
            &[&format!("{head}Envoys met.\n\nThey left.")],
        );
        check(
            &news(&format!(
                "<NewsComponent EquivalentsList='yes'>{nitf}{plain}</NewsComponent>"
            )),
            &[&format!("{head}Envoys met.")],
        );
        check(
            "<NewsML/>",
            &["NewsML with its items is missing: is this the right format?"],
        );
    }

    proptest! {
        #[test]
        fn any_text_reads_the_same_twice(noise in "(<|>|/|p|newsItem|NewsItem|contentSet|inlineXML|&|;| |é|</p>|<p>){0,30}", at in any::<prop::sample::Index>()) {
            prop_assert_eq!(read(&noise), read(&noise));
            let mut text = item("<inlineXML><p>Envoys met.</p></inlineXML>");
            text.insert_str(at.index(text.len()), &noise);
            prop_assert_eq!(read(&text), read(&text));
        }

        #[test]
        fn no_good_item_is_lost(noise in prop::collection::vec("[a-z<>/&!\\[\\]\"' ]{0,40}", 1..5)) {
            let mut text = String::from("<newsMessage>");
            for noise in &noise {
                text.extend([&format!("<newsItem guid='x'>{noise}</newsItem>"), &item("<inlineData>good</inlineData>")].map(String::as_str));
            }
            let good = read(&text).iter().filter(|item| item.ends_with("good")).count();
            prop_assert_eq!(good, noise.len());
        }
    }
}
