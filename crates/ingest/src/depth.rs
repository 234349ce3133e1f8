//! Decides whether a page's elements are nested too deeply to be handed to the parser.
//!
//! Tree builders need time quadratic in the depth: 500 KB of `<ul><li><ul><li>…` take minutes, and a thread that parses
//! cannot be stopped. One linear scan counts open elements before the parser sees the page. Where the scan must simplify
//! (wrongly nested end tags), it counts too many, never too few.

use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem;

use crate::error::Error;
use crate::tsv;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Closed,
    Raw,
    Void,
}

static ELEMENTS: LazyLock<HashMap<&'static str, Content>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/elements.tsv"))
        .map(|[kind, element]| {
            let content = match kind {
                "raw" => Content::Raw,
                "void" => Content::Void,
                _ => Content::Closed,
            };
            (element, content)
        })
        .collect()
});

/// Returns the greatest number of elements open at once.
///
/// # Errors
/// [`Error::TooDeep`] as soon as more than `limit` are open.
pub(crate) fn check(html: &str, limit: usize) -> Result<usize, Error> {
    let bytes = html.as_bytes();
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut deepest, mut foreign, mut at) = (0_usize, 0, 0_usize, 0);
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let rest = &bytes[start..];
        at = start + 1;
        if rest.starts_with(b"<!--") {
            at = memmem::find(&rest[4..], b"-->").map_or(bytes.len(), |end| start + 4 + end + 3);
            continue;
        }
        let closing = rest.get(1) == Some(&b'/');
        let name_start = if closing { 2 } else { 1 };
        if !rest.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name_len = rest[name_start..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
            .unwrap_or(rest.len() - name_start);
        let name =
            String::from_utf8_lossy(&rest[name_start..name_start + name_len]).to_ascii_lowercase();
        let (end, self_closed) = tag_end(rest, name_start + name_len);
        at = start + end;
        let is_foreign = name == "svg" || name == "math";
        if closing {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
                foreign -= usize::from(is_foreign);
            }
            continue;
        }
        match ELEMENTS.get(name.as_str()) {
            Some(Content::Void | Content::Closed) => continue,
            Some(Content::Raw) if foreign == 0 => {
                at = raw_end(bytes, at, &name);
                continue;
            }
            _ if self_closed && foreign > 0 => continue,
            _ => {}
        }
        depth += 1;
        foreign += usize::from(is_foreign);
        *open.entry(name).or_default() += 1;
        deepest = deepest.max(depth);
        if depth > limit {
            return Err(Error::TooDeep {
                found: depth,
                offset: start,
                limit,
            });
        }
    }
    Ok(deepest)
}

/// True when what stands between the tags of the element is no markup: `script`, `title`. The name is in lower case.
pub(crate) fn is_raw(element: &str) -> bool {
    ELEMENTS.get(element) == Some(&Content::Raw)
}

/// Byte after the tag's `>`, quoted attribute values skipped, and whether the tag ends in `/>`.
pub(crate) fn tag_end(tag: &[u8], mut at: usize) -> (usize, bool) {
    while let Some(&byte) = tag.get(at) {
        match byte {
            b'>' => return (at + 1, tag[at - 1] == b'/'),
            b'"' | b'\'' if tag[at - 1] == b'=' || tag[at - 1].is_ascii_whitespace() => {
                at = memchr(byte, &tag[at + 1..]).map_or(tag.len(), |end| at + 1 + end + 1);
            }
            _ => at += 1,
        }
    }
    (tag.len(), false)
}

/// Byte where the end tag of a raw text element starts.
pub(crate) fn raw_end(bytes: &[u8], mut at: usize, name: &str) -> usize {
    while let Some(found) = memmem::find(&bytes[at..], b"</") {
        at += found;
        let end = bytes.get(at + 2..at + 2 + name.len());
        if end.is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes())) {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::check as depth;
    use proptest::prelude::*;

    fn check(html: &str, expected: usize) {
        assert_eq!(depth(html, 100).ok(), Some(expected), "{html}");
    }

    #[test]
    fn counts_open_elements() {
        check("", 0);
        check("a < b <1> </b>", 0);
        check("<html><body><div><p>a<p>b<br>c</div></body></html>", 3);
        check("<ul><li>a<li>b<ul><li>c</ul></ul>", 2);
        check("<DIV a='>' b=\">\" c><b></B></DIV>", 2);
        check("<!-- <div><div><div> --><div>", 1);
        check("<script>'<div><div>'</script><div>", 1);
        check("<svg><path d='M0'/><path/></svg><div/><div/>", 2);
    }

    #[test]
    fn an_end_tag_that_closes_nothing_hides_no_depth() {
        check(&"<div></b>".repeat(50), 50);
        assert!(depth(&"<div></b>".repeat(101), 100).is_err());
    }

    #[test]
    fn says_where_it_stopped() {
        let error = depth(&"<ul><li>".repeat(100_000), 1_000).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("1001 open elements at byte 8000 of the page, the limit is 1000")
        );
    }

    proptest! {
        #[test]
        fn never_panics(html in "(<|>|/|div|b|svg|script|title|!--|-->|=|\"|'| |é|a){0,60}") {
            let _ = depth(&html, 10);
        }
    }
}
