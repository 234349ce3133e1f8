//! Decides where the stories of an XML document begin and end, so that a broken one does not cost its neighbours.
//!
//! `<newsMessage><itemSet><newsItem>…</newsItem><newsItem>…` has two. An item that is never closed ends where the next of its
//! kind begins. Comments and CDATA are passed over.

use std::ops::Range;

use memchr::{memchr, memchr2};

use crate::ahead::Ahead;
use crate::xml_tree::local;

/// What holds no tags, from its first bytes to its last.
const SECTIONS: [(&[u8], &[u8]); 3] = [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];

/// Bytes of the outermost elements of these names, in order. An element within another of these names belongs to it.
pub(crate) fn cut(text: &str, names: &[&str]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut items = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut ends = SECTIONS.map(|(_, closes)| Ahead::of(closes));
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        if let Some(end) = section_end(bytes, start, &mut ends) {
            at = end;
            continue;
        }
        let name_start = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        let is_name = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.');
        let len = bytes[name_start..]
            .iter()
            .take_while(|b| is_name(b))
            .count();
        at = name_start + len;
        let name = local(&text[name_start..at]);
        if !names.contains(&name) {
            continue;
        }
        let is_end = name_start == start + 2;
        let end = memchr2(b'<', b'>', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        let end = end + usize::from(bytes.get(end) == Some(&b'>'));
        at = end;
        match open {
            Some((from, opened)) if opened == name => {
                items.push(from..if is_end { end } else { start });
                open = (!is_end).then_some((start, name));
            }
            None if !is_end && bytes[..end].ends_with(b"/>") => items.push(start..end),
            None if !is_end => open = Some((start, name)),
            _ => {}
        }
    }
    items.extend(open.map(|(from, _)| from..text.len()));
    items
}

/// Byte after the section that starts here; `None` where none does, or it is never closed.
fn section_end(bytes: &[u8], start: usize, ends: &mut [Ahead<'_>]) -> Option<usize> {
    let rest = &bytes[start..];
    let kind = SECTIONS
        .iter()
        .position(|(opens, _)| rest.starts_with(opens))?;
    let (opens, closes) = SECTIONS[kind];
    let end = ends[kind].find(bytes, start + opens.len())?;
    Some(end + closes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = cut(text, &["i", "j"])
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn items_are_cut() {
        check(
            "<a><i>1</i> <x:i b='c'>2</x:i></a>",
            &["<i>1</i>", "<x:i b='c'>2</x:i>"],
        );
        check("<i>1<i>2</i>", &["<i>1", "<i>2</i>"]);
        check(
            "<i><j>1</j></i><j/><j>2",
            &["<i><j>1</j></i>", "<j/>", "<j>2"],
        );
        check(
            "<!-- <i> --><i><![CDATA[</i>]]></i></i><ii>",
            &["<i><![CDATA[</i>]]></i>"],
        );
    }

    #[test]
    fn many_open_comments_take_linear_time() {
        assert!(cut(&"<!--<![CDATA[<?".repeat(400_000), &["i"]).is_empty());
    }

    proptest! {
        #[test]
        fn items_lie_in_order_on_character_boundaries(text in "(<|>|/|i|j|!--|-->|é|<i>|</i>| ){0,60}") {
            let mut last = 0;
            for range in cut(&text, &["i", "j"]) {
                prop_assert!(range.start >= last && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
