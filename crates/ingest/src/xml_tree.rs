//! Decides what an XML document of one story says: its elements, attributes and text as a small tree.
//!
//! No document type means anything and nothing outside is fetched: `&bomb;` stays as it is written, whatever a document type
//! makes of it. The entities of XML and HTML and references such as `&#233;` are characters. Prefixes of names are left out.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// An element; its name has no prefix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// What is wrong, and its byte in the text that was parsed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) offset: usize,
    pub(crate) found: String,
}

/// Parses a text with one element at its root; a bare `&` is let through.
///
/// # Errors
/// When tags do not fit each other, one is never closed, or more than `max_depth` elements are open.
pub(crate) fn parse(text: &str, max_depth: usize) -> Result<Element, Fault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let event = reader.read_event();
        let fault = |offset: u64, found: String| Fault {
            offset: usize::try_from(offset)
                .unwrap_or(text.len())
                .min(text.len()),
            found,
        };
        let event =
            event.map_err(|error| fault(reader.error_position(), sentence(&error.to_string())))?;
        let closed = match event {
            Event::Start(start) => {
                open.push(element(&start));
                if open.len() > max_depth {
                    let found = format!("{} open elements, the limit is {max_depth}", open.len());
                    return Err(fault(reader.buffer_position(), found));
                }
                continue;
            }
            Event::Empty(start) => element(&start),
            Event::End(_) => match open.pop() {
                Some(element) => element,
                None => continue,
            },
            Event::Text(words) => {
                add_text(&mut open, &words.xml10_content());
                continue;
            }
            Event::CData(words) => {
                add_text(&mut open, &words.xml10_content());
                continue;
            }
            Event::GeneralRef(reference) => {
                add_text(&mut open, &characters(&reference));
                continue;
            }
            Event::Eof => {
                let found = match open.last() {
                    Some(element) => format!("the end, `{}` is not closed", element.name),
                    None => "no element".to_owned(),
                };
                return Err(fault(text.len() as u64, found));
            }
            _ => continue,
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(closed)),
            None => return Ok(closed),
        }
    }
}

/// The parser's message in the manner of ours.
fn sentence(message: &str) -> String {
    let message = message.trim_end_matches('.');
    message
        .rsplit_once("ill-formed document: ")
        .or_else(|| message.rsplit_once("syntax error: "))
        .map_or(message, |(_, cause)| cause)
        .to_owned()
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = |name: &str| local(name).to_owned();
    let attributes = start.html_attributes().flatten().map(|attribute| {
        let value = attribute.value.as_ref();
        let value = quick_xml::escape::unescape_with(value, resolve_html5_entity)
            .map_or_else(|_| value.to_owned(), |value| value.into_owned());
        (name(attribute.key.as_ref()), value)
    });
    Element {
        name: name(start.name().as_ref()),
        attributes: attributes.collect(),
        children: Vec::new(),
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn add_text(open: &mut [Element], words: &str) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    match parent.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => parent.children.push(Node::Text(words.to_owned())),
    }
}

/// The characters of a reference; one that nobody knows stays as written.
fn characters(reference: &BytesRef<'_>) -> String {
    let name = reference.xml10_content();
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => resolve_html5_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned),
    }
}

impl Element {
    /// An attribute that is not blank.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// Child elements in order.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Elements at a path of names below this one, in order: `["body", "body.head"]`.
    pub(crate) fn all<'e>(&'e self, path: &[&str]) -> Vec<&'e Element> {
        let mut found = vec![self];
        for name in path {
            found = found
                .iter()
                .flat_map(|element| element.elements().filter(|child| child.name == *name))
                .collect();
        }
        found
    }

    /// The first element at a path.
    pub(crate) fn first(&self, path: &[&str]) -> Option<&Element> {
        self.all(path).into_iter().next()
    }

    /// The nearest element of that name, itself included, in the order of the text.
    pub(crate) fn find(&self, name: &str) -> Option<&Element> {
        if self.name == name {
            return Some(self);
        }
        self.elements().find_map(|child| child.find(name))
    }

    /// All text below, white space single; `None` when there is none.
    pub(crate) fn words(&self) -> Option<String> {
        self.words_without(&[])
    }

    /// The same, leaving out elements of these names.
    pub(crate) fn words_without(&self, left_out: &[&str]) -> Option<String> {
        let mut text = String::new();
        self.gather(left_out, &mut text);
        let words: Vec<_> = text.split_whitespace().collect();
        Some(words.join(" ")).filter(|text| !text.is_empty())
    }

    /// All text below as it is written.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&[], &mut text);
        text
    }

    fn gather(&self, left_out: &[&str], text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) if left_out.contains(&element.name.as_str()) => {}
                Node::Element(element) => {
                    element.gather(left_out, text);
                    if element.name == "br" {
                        text.push(' ');
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words at the root, or byte and fault.
    fn check(text: &str, expected: &str) {
        let found = match parse(text, 10) {
            Ok(root) => root.words().unwrap_or_default(),
            Err(fault) => format!("{}: {}", fault.offset, fault.found),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn characters_of_every_kind() {
        check("<a>Fish &amp; chips &#233; &#xE9;</a>", "Fish & chips é é");
        check("<a>Z&uuml;rich <![CDATA[<b> & c]]></a>", "Zürich <b> & c");
        check("<a>R & D &nosuch; &#0;</a>", "R & D &nosuch; &#0;");
    }

    #[test]
    fn a_document_type_declares_nothing() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]><a>&c;&d;</a>";
        check(bomb, "&c;&d;");
    }

    #[test]
    fn faults_have_a_place() {
        check("<a><b>x</a>", "7: expected `</b>`, but `</a>` was found");
        check("<a><b>x</b>", "11: the end, `a` is not closed");
        check("", "0: no element");
        check(&"<a>".repeat(11), "33: 11 open elements, the limit is 10");
    }

    #[test]
    fn paths_attributes_and_prefixes() {
        let root = parse(
            "<n:a><b c='1 &lt; 2'/><x:b y:d=' '><e>1</e></x:b><b><e>2</e></b></n:a>",
            9,
        )
        .unwrap();
        let words =
            |path: &[&str]| -> Vec<_> { root.all(path).iter().filter_map(|e| e.words()).collect() };
        assert_eq!(words(&["b", "e"]), ["1", "2"]);
        let first = root.first(&["b"]).unwrap();
        assert_eq!(
            (first.attribute("c"), first.attribute("d")),
            (Some("1 < 2"), None)
        );
    }

    proptest! {
        #[test]
        fn any_text_is_a_tree_or_a_fault_within_it(text in "(<|>|/|a|b|!--|-->|=|\"|&|;|#|\\[|\\]|<!DOCTYPE|<!\\[CDATA\\[| |é){0,60}") {
            let found = parse(&text, 10);
            prop_assert_eq!(&found, &parse(&text, 10));
            if let Err(fault) = found {
                prop_assert!(fault.offset <= text.len());
            }
        }
    }
}
