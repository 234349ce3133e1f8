//! Times without a place in the calendar: `recently`, `now`, `the near future`.

use crate::scan::{Meaning, Reading, Scan};
use crate::words::Class;

/// A phrase with a fixed value.
pub(super) fn phrase(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, entry) = scan.take(at, Class::Vague)?;
    Some(Reading {
        end,
        meaning: Meaning::Vague(entry.value),
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::found;

    /// Saturday, 24 October 2015.
    fn check(sentence: &str, expected: &str) {
        assert_eq!(found(sentence, Some("2015-10-24")), expected, "{sentence}");
    }

    #[test]
    fn vague_times() {
        check("recently", "recently=PAST_REF");
        check("right now", "right now=PRESENT_REF");
        check("in the near future", "the near future=FUTURE_REF");
        check("the future", "the future=FUTURE_REF");
        check("a time of peace", "");
    }
}
