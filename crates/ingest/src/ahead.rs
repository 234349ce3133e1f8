//! Decides where the next of some bytes stands, for a reader that only goes forward.
//!
//! In `<!-- a <!-- b <!-- c` no comment is ever closed: the end is looked for once, not once for each.

use memchr::memmem;

/// Bytes that are looked for, and where they were found last.
#[derive(Debug, Clone)]
pub(crate) struct Ahead<'n> {
    needle: &'n [u8],
    /// From where they were looked for, and the place of the first; `None` where no more come.
    last: Option<(usize, Option<usize>)>,
}

impl<'n> Ahead<'n> {
    pub(crate) const fn of(needle: &'n [u8]) -> Self {
        Self { needle, last: None }
    }

    /// Place of the first at or after `from`. Asked again and again with a growing `from` of the same bytes, all bytes are
    /// looked at once.
    pub(crate) fn find(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        match self.last {
            Some((asked, found)) if asked <= from && found.is_none_or(|found| found >= from) => {
                found
            }
            _ => {
                let rest = bytes.get(from..).unwrap_or_default();
                let found = memmem::find(rest, self.needle).map(|found| from + found);
                self.last = Some((from, found));
                found
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_search_from_there_finds(text in "[->a]{0,40}", places in prop::collection::vec(0_usize..50, 0..20)) {
            let mut ahead = Ahead::of(b"->");
            for from in places {
                let expected = text.get(from..).and_then(|rest| rest.find("->")).map(|found| from + found);
                prop_assert_eq!(ahead.find(text.as_bytes(), from), expected);
            }
        }
    }
}
