//! Tells addresses of the internet and file names, which are one word however many marks they hold.
//!
//! `press@example.org`, `https://example.org/a-b?c=d` and `report.pdf` would fall to pieces under the rules for prose.

use std::ops::Range;

use crate::lists::{Lower, lists};

/// The addresses and file names in `chunk`, a run without white space, in order.
pub(super) fn addresses(chunk: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let may_have = chunk.bytes().any(|b| matches!(b, b'.' | b'@' | b'/'));
    let whole = may_have.then(|| core(chunk, 0..chunk.len())).flatten();
    let inner = (may_have && whole.is_none()).then(|| {
        // `(draft.pdf)(see`, `"Anna"<anna@example.org>`
        let mut start = 0;
        chunk.split(BRACKETS).filter_map(move |part| {
            let range = start..start + part.len();
            start = range.end + 1;
            core(chunk, range)
        })
    });
    whole.into_iter().chain(inner.into_iter().flatten())
}

/// The address in `chunk[range]` without the marks around it.
fn core(chunk: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &chunk[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(OPENERS).len());
    let core = chunk[start..range.end].trim_end_matches(CLOSERS);
    is_address(core).then(|| start..start + core.len())
}

/// Marks that may stand before an address.
const OPENERS: &[char] = &['.', '(', '[', '{', '<', '"', '\'', '“', '‘', '«', '*'];
/// Marks that may stand after an address.
const CLOSERS: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '”', '’', '»', '*', '…',
];
/// Marks that may stand between addresses without white space.
const BRACKETS: &[char] = &['(', ')', '<', '>', '"'];

/// True when `core`, a run without white space and without marks around it, is an address or a file name.
pub(super) fn is_address(core: &str) -> bool {
    let is_long = core.len() > 3 || core.starts_with('@');
    if !is_long || !core.bytes().any(|b| matches!(b, b'.' | b'@' | b'/')) {
        return false;
    }
    starts_as_address(core) || is_mail(core) || is_domain(core) || is_news_group(core)
}

fn starts_as_address(core: &str) -> bool {
    let scheme = core.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphabetic()))
        || ["www.", "mailto:", "doi:"].iter().any(|start| {
            core.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        })
}

fn is_mail(core: &str) -> bool {
    let Some((user, host)) = core.split_once('@') else {
        return false;
    };
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-+%".contains(&b))
    };
    // `@example` is a name in a network.
    let in_network = user.is_empty() && host.starts_with(|c: char| c.is_ascii_alphabetic());
    (in_network || is_name(user)) && is_name(host) && !host.starts_with('.')
}

/// `example.org`, `example.org/news` or `report.pdf`.
fn is_domain(core: &str) -> bool {
    let host = core.split('/').next().unwrap_or_default();
    let Some((name, last)) = host.rsplit_once('.') else {
        return false;
    };
    let is_name = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.#".contains(&b));
    // `end.Net` is two sentences that lost their space; a file may be `REPORT.DOC`.
    let one_case = !last.bytes().any(|b| b.is_ascii_uppercase())
        || !last.bytes().any(|b| b.is_ascii_lowercase());
    name.len() > 1 && is_name && one_case && lists().domains.contains(Lower::new(last).as_str())
}

/// `alt.example.talk`: three or more names in lower case.
fn is_news_group(core: &str) -> bool {
    let is_name =
        |name: &str| name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    core.split('.').count() > 2 && core.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(core: &str, expected: bool) {
        assert_eq!(is_address(core), expected, "{core}");
    }

    #[test]
    fn tells_addresses_from_words() {
        check("https://example.org/a-b?c=d", true);
        check("www.example.org", true);
        check("press-office@example.org", true);
        check("example.org/news", true);
        check("REPORT.DOC", true);
        check("alt.example.talk", true);
        check("wait...what", false);
        check("end.Net", false);
        check("and/or", false);
        check("U.S.", false);
        check("3.5", false);
        check("://", false);
        check("@example", true);
    }

    #[test]
    fn finds_addresses_between_brackets() {
        let found =
            |chunk: &'static str| -> Vec<_> { addresses(chunk).map(|at| &chunk[at]).collect() };
        assert_eq!(found("\"Anna\"<anna@example.org>,"), ["anna@example.org"]);
        assert_eq!(found("a1.pdf)(b1.pdf)"), ["a1.pdf", "b1.pdf"]);
        assert_eq!(
            found("https://example.org/a_(b)c"),
            ["https://example.org/a_(b)c"]
        );
        assert_eq!(found(".@example"), ["@example"]);
        assert!(found("and/or").is_empty());
    }
}
