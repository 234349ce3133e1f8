//! Decides where the items of an XML feed begin and end.
//!
//! Only as much of the markup is read as that takes: tags, comments and CDATA. A document type is left out, so that nothing
//! it declares (entities that unfold into millions) means anything. `<item>` before the last `</item>` ends the broken one.

use std::ops::Range;

use memchr::{memchr, memchr2};

use crate::ahead::Ahead;
use crate::error::Error;
use crate::feed::MAX_HEAD;
use crate::limits::Limits;
use crate::xml_tree::local;

/// Root elements of feeds, without prefix.
const ROOTS: [&str; 3] = ["rss", "feed", "RDF"];

/// A feed that was cut at its items.
pub(crate) struct Feed {
    head: String,
    ends: String,
    /// Bytes of its items, in order.
    pub(crate) items: Vec<Range<usize>>,
}

impl Feed {
    /// A whole feed of one item.
    pub(crate) fn around(&self, item: &str) -> String {
        [&self.head, item, &self.ends].concat()
    }
}

/// Cuts a feed at its items.
///
/// # Errors
/// [`Error::NoFeed`] when the root is no feed or the head is too long; [`Error::TooDeep`] when its head is nested too deeply.
pub(crate) fn cut(text: &str, limits: &Limits) -> Result<Feed, Error> {
    let (mut head, mut open, mut items) = (String::new(), Vec::new(), Vec::new());
    let (mut item, mut root): (Option<(usize, &str)>, Option<&str>) = (None, None);
    let (mut at, mut kept) = (0, 0);
    let mut marks = Marks::of(text);
    while let Some(mark) = marks.next(at) {
        at = mark.end;
        match mark.kind {
            Kind::Left if items.is_empty() && item.is_none() => {
                head.push_str(&text[kept..mark.start]);
                kept = mark.end;
            }
            Kind::Open(name) | Kind::Empty(name) if name == "item" || name == "entry" => {
                if let Some((start, _)) = item.take() {
                    items.push(start..mark.start);
                } else if items.is_empty() {
                    head.push_str(&text[kept..mark.start]);
                }
                match mark.kind {
                    Kind::Open(_) => item = Some((mark.start, name)),
                    _ => items.push(mark.start..mark.end),
                }
            }
            Kind::Open(name) if items.is_empty() && item.is_none() => {
                root = root.or(Some(local(name)));
                open.push(name);
                if open.len() > limits.page_depth {
                    return Err(Error::TooDeep {
                        found: open.len(),
                        offset: mark.start,
                        limit: limits.page_depth,
                    });
                }
            }
            Kind::Close(name) => match item {
                Some((start, opened)) if opened == name => {
                    items.push(start..mark.end);
                    item = None;
                }
                None if items.is_empty() => {
                    if let Some(at) = open.iter().rposition(|opened| *opened == name) {
                        open.truncate(at);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    if let Some((start, _)) = item {
        items.push(start..text.len());
    }
    if !root.is_some_and(|root| ROOTS.contains(&root)) {
        let found = root.map_or("no element".to_owned(), |root| {
            format!("an element `{root}`")
        });
        return Err(Error::NoFeed { found });
    }
    if head.len() > MAX_HEAD {
        return Err(Error::NoFeed {
            found: format!("{} bytes before the first item", head.len()),
        });
    }
    let ends = open.iter().rev().map(|name| format!("</{name}>"));
    Ok(Feed {
        ends: ends.collect(),
        head,
        items,
    })
}

/// What is no tag, from its first bytes to its last.
const SECTIONS: [(&[u8], &[u8], Kind<'static>); 4] = [
    (b"<![CDATA[", b"]]>", Kind::Other),
    (b"<!--", b"-->", Kind::Other),
    (b"<?xml ", b"?>", Kind::Left),
    (b"<?", b"?>", Kind::Other),
];

#[derive(Clone, Copy)]
enum Kind<'t> {
    Open(&'t str),
    Close(&'t str),
    Empty(&'t str),
    /// Declaration, document type: not taken over.
    Left,
    /// Comment, CDATA, instruction.
    Other,
}

struct Mark<'t> {
    kind: Kind<'t>,
    start: usize,
    end: usize,
}

/// Looks for markup, ever further on.
struct Marks<'t> {
    text: &'t str,
    sections: [Ahead<'static>; SECTIONS.len()],
    items: [Ahead<'static>; 2],
    subset: Ahead<'static>,
}

impl<'t> Marks<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            sections: SECTIONS.map(|(_, closes, _)| Ahead::of(closes)),
            items: [Ahead::of(b"</item>"), Ahead::of(b"</entry>")],
            subset: Ahead::of(b"]>"),
        }
    }

    /// The next piece of markup at or after a byte.
    fn next(&mut self, from: usize) -> Option<Mark<'t>> {
        let text = self.text;
        let bytes = text.as_bytes();
        let start = from + memchr(b'<', bytes.get(from..)?)?;
        let rest = &bytes[start..];
        let mark = |kind, len: usize| {
            Some(Mark {
                kind,
                start,
                end: start + len,
            })
        };
        if rest.len() > 9 && rest[..9].eq_ignore_ascii_case(b"<!doctype") {
            let plain = memchr(b'>', rest).map_or(rest.len(), |at| at + 1);
            let subset = memchr(b'[', &rest[..plain]).and_then(|_| self.subset.find(bytes, start));
            return mark(Kind::Left, subset.map_or(plain, |end| end + 2 - start));
        }
        for (section, (opens, closes, kind)) in self.sections.iter_mut().zip(SECTIONS) {
            if rest.starts_with(opens) {
                // A section that runs on over the end of an item was never closed.
                let inside = start + opens.len();
                let end = section.find(bytes, inside).filter(|&end| {
                    let is_after = |item: &mut Ahead<'_>| {
                        item.find(bytes, inside).is_none_or(|item| item > end)
                    };
                    self.items.iter_mut().all(is_after)
                });
                return match end {
                    Some(end) => mark(kind, end + closes.len() - start),
                    None => mark(Kind::Other, opens.len()),
                };
            }
        }
        let closes = rest.get(1) == Some(&b'/');
        let name_start = 1 + usize::from(closes);
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.');
        let len = rest[name_start..].iter().take_while(|b| is_name(b)).count();
        if len == 0 {
            return mark(Kind::Other, 1);
        }
        let name = &text[start + name_start..start + name_start + len];
        let mut at = name_start + len;
        while let Some(&byte) = rest.get(at) {
            match byte {
                b'>' => break,
                b'"' | b'\'' if !closes => {
                    // No value holds a `<`: a quotation mark without a partner ends there.
                    let found = memchr2(byte, b'<', &rest[at + 1..]);
                    at = found.map_or(rest.len(), |end| at + 1 + end);
                    at += usize::from(rest.get(at) == Some(&byte));
                }
                b'<' => return mark(Kind::Other, at),
                _ => at += 1,
            }
        }
        let end = (at + 1).min(rest.len());
        let kind = match (closes, rest.get(at.wrapping_sub(1))) {
            (true, _) => Kind::Close(name),
            (false, Some(b'/')) => Kind::Empty(name),
            _ => Kind::Open(name),
        };
        mark(kind, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The items, or what is wrong.
    fn check(text: &str, expected: &[&str]) {
        match cut(text, &Limits::default()) {
            Ok(feed) => {
                let found: Vec<_> = feed.items.into_iter().map(|item| &text[item]).collect();
                assert_eq!(found, expected);
            }
            Err(error) => assert_eq!([error.to_string().as_str()], expected),
        }
    }

    #[test]
    fn sections_end_within_their_item() {
        check(
            "<rss><!-- <item> --><item><!-- a</item><item>--></item><item><![CDATA[</b>]]></item>",
            &[
                "<item><!-- a</item>",
                "<item>--></item>",
                "<item><![CDATA[</b>]]></item>",
            ],
        );
    }

    #[test]
    fn what_is_never_closed_takes_linear_time() {
        let opened = "<!--<![CDATA[<?xml <!doctype [>".repeat(200_000);
        check(&format!("<rss><item/>{opened}"), &["<item/>"]);
        check(
            &format!("<rss><item/>{opened}</item>-->]]>?>]>"),
            &["<item/>"],
        );
    }
}
