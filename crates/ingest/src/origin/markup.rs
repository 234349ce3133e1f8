//! Decides which text of a page or an XML fragment a reader sees, and where each part of it stands.
//!
//! Only tags are known here, no elements: `<p>Fish &amp; <b>chips</b>` has the text `Fish & chips`. Scripts and the like are
//! left out. What the article is was decided elsewhere; here its words are only to be found again.

use chancery_model::SegmentKind;
use markup5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::{memchr, memchr2, memmem};

use super::traced::Traced;
use crate::depth;

/// Longest name of a character reference, in bytes.
const MAX_NAME: usize = 40;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Html,
    /// CDATA is text, no element is special.
    Xml,
}

/// The text between the tags, character references decoded.
pub(crate) fn text(markup: &str, dialect: Dialect) -> Traced {
    let bytes = markup.as_bytes();
    let mut traced = Traced::default();
    let mut at = 0;
    while at < bytes.len() {
        let mark = memchr2(b'<', b'&', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        traced.copy(&markup[at..mark], at);
        at = mark;
        let rest = &bytes[at..];
        match rest.first() {
            None => break,
            Some(b'&') => match reference(&markup[at..]) {
                Some((first, second, len)) => {
                    let mut decoded = String::from(first);
                    decoded.extend(second);
                    traced.push(&decoded, at..at + len, SegmentKind::Decoded);
                    at += len;
                }
                None => {
                    traced.copy("&", at);
                    at += 1;
                }
            },
            Some(_) if dialect == Dialect::Xml && rest.starts_with(b"<![CDATA[") => {
                let inner = at + 9;
                let end = memmem::find(&bytes[inner..], b"]]>").map(|end| inner + end);
                traced.copy(&markup[inner..end.unwrap_or(bytes.len())], inner);
                at = end.map_or(bytes.len(), |end| end + 3);
            }
            Some(_) => match markup_end(bytes, at, dialect) {
                Some(end) => at = end,
                None => {
                    traced.copy("<", at);
                    at += 1;
                }
            },
        }
    }
    traced
}

/// Where a comment, declaration or tag ends, with the text of an element that shows none; `None` where a `<` is only that.
fn markup_end(bytes: &[u8], at: usize, dialect: Dialect) -> Option<usize> {
    let rest = &bytes[at..];
    if rest.starts_with(b"<!--") {
        return Some(memmem::find(&rest[4..], b"-->").map_or(bytes.len(), |end| at + 4 + end + 3));
    }
    let next = *rest.get(1)?;
    if matches!(next, b'!' | b'?') {
        return Some(memchr(b'>', rest).map_or(bytes.len(), |end| at + end + 1));
    }
    let name_start = 1 + usize::from(next == b'/');
    if !rest.get(name_start)?.is_ascii_alphabetic() {
        return None;
    }
    let name_len = rest[name_start..]
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        .unwrap_or(rest.len() - name_start);
    let (end, _) = depth::tag_end(rest, name_start + name_len);
    let end = at + end;
    if dialect == Dialect::Html && next != b'/' {
        let name = String::from_utf8_lossy(&rest[name_start..name_start + name_len]);
        let name = name.to_ascii_lowercase();
        if depth::is_raw(&name) {
            return Some(depth::raw_end(bytes, end, &name));
        }
    }
    Some(end)
}

/// The characters of the reference at the head, and its length in bytes.
fn reference(markup: &str) -> Option<(char, Option<char>, usize)> {
    let body = &markup[1..];
    if let Some(number) = body.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let (digits, radix) = hexadecimal.map_or((number, 10), |digits| (digits, 16));
        let len = digits
            .bytes()
            .take_while(|b| (*b as char).is_digit(radix))
            .count();
        if len == 0 {
            return None;
        }
        let value = u32::from_str_radix(&digits[..len], radix).unwrap_or(u32::MAX);
        let replaced = value
            .checked_sub(0x80)
            .and_then(|at| *C1_REPLACEMENTS.get(at as usize)?);
        let character = replaced
            .or(char::from_u32(value).filter(|c| *c != '\0'))
            .unwrap_or('\u{fffd}');
        let end = markup.len() - digits.len() + len;
        return Some((
            character,
            None,
            end + usize::from(digits[len..].starts_with(';')),
        ));
    }
    // The longest name that is one; the table holds the beginnings of names, too, without a character.
    let mut longest = None;
    for len in 1..=MAX_NAME.min(body.len()) {
        let Some(&(first, second)) = body.get(..len).and_then(|name| NAMED_ENTITIES.get(name))
        else {
            break;
        };
        if let Some(first) = char::from_u32(first).filter(|c| *c != '\0') {
            let second = char::from_u32(second).filter(|c| *c != '\0');
            longest = Some((first, second, 1 + len));
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(markup: &str, dialect: Dialect, expected: &[(&str, usize)]) {
        let traced = text(markup, dialect);
        let found: Vec<_> = traced
            .parts(0..traced.text.len())
            .map(|part| (&traced.text[part.text], part.source.start))
            .collect();
        assert_eq!(found, expected, "{markup}");
    }

    use Dialect::{Html, Xml};

    #[test]
    fn tags_and_what_is_not_shown_are_passed_over() {
        check(
            "<p class='>'>Envoys <b>met</b>.",
            Html,
            &[("Envoys ", 13), ("met", 23), (".", 30)],
        );
        check(
            "a<script>if (a<b) x('</p>')</script>b<!-- <i> -->c",
            Html,
            &[("a", 0), ("b", 36), ("c", 49)],
        );
        check("1 < 2 <3", Html, &[("1 < 2 <3", 0)]);
        check("<script>a</script>", Xml, &[("a", 8)]);
        check("<x><![CDATA[<p>a]]></x>", Xml, &[("<p>a", 12)]);
        check("<![CDATA[<p>a]]>", Html, &[("a]]>", 12)]);
    }

    #[test]
    fn references_are_decoded() {
        check("a&amp;b", Html, &[("a", 0), ("&", 1), ("b", 6)]);
        check(
            "&notit;&NOT_&#8217&#x41;&#146;&#0;",
            Html,
            &[
                ("¬", 0),
                ("it;&NOT_", 4),
                ("’", 12),
                ("A", 18),
                ("’", 24),
                ("\u{fffd}", 30),
            ],
        );
        check("&;&#;&#x;&", Html, &[("&;&#;&#x;&", 0)]);
    }

    proptest! {
        #[test]
        fn agrees_with_the_parser(markup in "([a-zé ]{1,4}|&amp;|&eacute;|&#8212;|&#150;|&|<b>|</b>|<i a='>'>|</i>|<!-- x -->){0,30}") {
            let page = scraper::Html::parse_fragment(&markup);
            let expected: String = page.root_element().text().collect();
            prop_assert_eq!(text(&markup, Html).text, expected);
        }

        #[test]
        fn never_panics(markup in "([a-z&;<>/!é# ]|<script>|<!\\[CDATA\\[|&#|&amp|\\PC){0,40}") {
            for dialect in [Html, Xml] {
                let traced = text(&markup, dialect);
                for part in traced.parts(0..traced.text.len()) {
                    prop_assert!(markup.get(part.source).is_some());
                }
            }
        }
    }
}
