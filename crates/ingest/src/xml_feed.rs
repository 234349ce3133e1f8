//! Decides where the items of an XML feed begin and end.
//!
//! Only as much of the markup is read as that takes: tags, comments and CDATA. A document type is left out, so that nothing
//! it declares (entities that unfold into millions) means anything. `<item>` before the last `</item>` ends the broken one.

use memchr::{memchr, memchr2, memmem};

use crate::error::Error;
use crate::feed::Source;
use crate::limits::Limits;

/// Root elements of feeds, without prefix.
const ROOTS: [&str; 3] = ["rss", "feed", "RDF"];
/// Bytes of the head of a feed, which is read again for each item.
const MAX_HEAD: usize = 64 << 10;

/// The items of a feed, each with the head around it.
///
/// # Errors
/// [`Error::NoFeed`] when the root is no feed or the head is too long; [`Error::TooDeep`] when its head is nested too deeply.
pub(crate) fn items(text: &str, limits: &Limits) -> Result<Vec<Result<Source, String>>, Error> {
    let (mut head, mut open, mut items) = (String::new(), Vec::new(), Vec::new());
    let (mut item, mut root): (Option<(usize, &str)>, Option<&str>) = (None, None);
    let (mut at, mut kept) = (0, 0);
    while let Some(mark) = next(text, at) {
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
    let ends: String = open.iter().rev().map(|name| format!("</{name}>")).collect();
    let source = |range: std::ops::Range<usize>| {
        Ok(Source {
            feed: format!("{head}{}{ends}", &text[range.clone()]),
            range,
        })
    };
    Ok(items.into_iter().map(source).collect())
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

/// The next piece of markup at or after a byte.
fn next(text: &str, from: usize) -> Option<Mark<'_>> {
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
        let subset = memchr(b'[', &rest[..plain]).and_then(|_| memmem::find(rest, b"]>"));
        return mark(Kind::Left, subset.map_or(plain, |end| end + 2));
    }
    for (opens, closes, kind) in SECTIONS {
        if rest.starts_with(opens) {
            // A section that runs on over the end of an item was never closed.
            let end = memmem::find(rest, closes).filter(|&end| {
                memmem::find(&rest[..end], b"</item>").is_none()
                    && memmem::find(&rest[..end], b"</entry>").is_none()
            });
            return match end {
                Some(end) => mark(kind, end + closes.len()),
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

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}
