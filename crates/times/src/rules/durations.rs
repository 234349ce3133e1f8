//! Lengths of time: `three weeks`, `a two-year plan`, `the past 20 months`, `years`, `recent weeks`. Ages are none.

use chancery_model::Upos;

use crate::number::{Count, count, length};
use crate::rules::offsets::or_so;
use crate::scan::{Meaning, Reading, Scan};
use crate::words::Class;

/// A counted length, with `the past`, `the first` before it.
pub(super) fn counted(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let framed = after_frame(scan, at).and_then(|next| counted_range(scan, next));
    let (next, count) = framed.or_else(|| counted_range(scan, at))?;
    let next = scan
        .take(next, Class::Filler)
        .map_or(next, |(next, _)| next);
    let (end, letters, plural) = unit(scan, scan.skip(next, "-"))?;
    // `the` of `the two-year plan` belongs to the plan; `the 6-year-old` is an age.
    let compound = framed.is_some() && scan.word(next) == "-" && scan.word(at) == "the";
    if compound || scan.take(end, Class::Old).is_some() {
        return None;
    }
    let article = scan.word(next - 1) == "a" || scan.word(next - 1) == "an";
    let share = letters == "Q" && (!plural || scan.word(end) == "of");
    if share || (article && letters.starts_with("TS")) {
        return None;
    }
    if scan.word(end) == "and" && scan.word(end + 1) == "a" && scan.word(end + 2) == "half" {
        let count = if let Count::Exactly { whole, .. } = count {
            Count::Exactly { whole, half: true }
        } else {
            count
        };
        return Some(Reading {
            end: end + 3,
            meaning: Meaning::Duration(length(count, letters)),
        });
    }
    let long = scan
        .take(scan.skip(end, "-"), Class::Long)
        .filter(|_| scan.word(end) == "-")
        .map(|(end, _)| end);
    Some(Reading {
        end: long.unwrap_or_else(|| or_so(scan, end)),
        meaning: Meaning::Duration(length(count, letters)),
    })
}

/// Units without a number: `years`, `recent weeks`, `decades-long`, `day-long`.
pub(super) fn vague_length(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let recent = scan.take(at, Class::Recent).map(|(next, _)| next);
    let next = recent.unwrap_or(at);
    if let Some((end, units)) = scan.take(next, Class::Units) {
        let short = matches!(units.value, "TS" | "TM" | "Q");
        let end = scan
            .take(scan.skip(end, "-"), Class::Long)
            .filter(|_| scan.word(end) == "-")
            .map_or(end, |(end, _)| end);
        return (recent.is_some() || !short).then(|| Reading {
            end,
            meaning: Meaning::Duration(length(Count::Some, units.value)),
        });
    }
    let (next, unit) = scan
        .take(at, Class::Unit)
        .filter(|(next, _)| scan.word(*next) == "-")?;
    let (end, _) = scan.take(next + 1, Class::Long)?;
    Some(Reading {
        end,
        meaning: Meaning::Duration(length(
            Count::Exactly {
                whole: 1,
                half: false,
            },
            unit.value,
        )),
    })
}

/// The piece after an age (`two-year-old`, `30 years of age`), which is no time expression.
pub(crate) fn age(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let start = scan.take(at, Class::Aged).map_or(at, |(next, _)| next);
    let (next, _) = count(scan, start)?;
    let (end, _, _) = unit(scan, scan.skip(next, "-"))?;
    if start > at {
        return Some(end);
    }
    scan.take(end, Class::Old).map(|(end, _)| end)
}

/// The piece after `the`, `the past`, `last`, `the first`, `those`.
fn after_frame(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if let Some((next, _)) = scan.take_any(at, &[Class::Deictic, Class::Anchored]) {
        return Some(next);
    }
    let next = scan.skip(at, "the");
    let next = scan
        .take(next, Class::Ordinal)
        .map_or(next, |(next, _)| next);
    (next > at).then_some(next)
}

/// A count, or the first of `two to three`, `12 or 18`.
fn counted_range(scan: &Scan<'_>, at: usize) -> Option<(usize, Count)> {
    let (end, first) = count(scan, at)?;
    let joint = scan.take(end, Class::Joint).is_some();
    let second = if joint {
        count(scan, end + 1).filter(|&(next, _)| unit(scan, scan.skip(next, "-")).is_some())
    } else {
        None
    };
    Some((second.map_or(end, |(end, _)| end), first))
}

/// A unit that is a noun here (`a second round` has none): the piece after it, its letters, whether it is plural.
fn unit(scan: &Scan<'_>, at: usize) -> Option<(usize, &'static str, bool)> {
    if let Some((end, units)) = scan.take(at, Class::Units) {
        return Some((end, units.value, true));
    }
    let (end, unit) = scan.take(at, Class::Unit)?;
    let adjective = scan.token(at).is_some_and(|token| {
        matches!(
            scan.syntax.token(token).upos,
            Upos::Adj | Upos::Adv | Upos::Verb
        )
    });
    (!adjective || unit.value != "TS").then_some((end, unit.value, false))
}

#[cfg(test)]
mod tests {
    use crate::testing::found;

    /// Saturday, 24 October 2015.
    fn check(sentence: &str, expected: &str) {
        assert_eq!(found(sentence, Some("2015-10-24")), expected, "{sentence}");
    }

    #[test]
    fn counted_lengths() {
        check("for three weeks", "three weeks=P3W");
        check("a two-year plan", "two-year=P2Y");
        check("the two-year plan", "two-year=P2Y");
        check("a minute and a half", "a minute and a half=PT1M30S");
        check("2 1/2 years", "2 1/2 years=P2Y6M");
        check("twenty-four hours", "twenty-four hours=PT24H");
        check("two hundred years", "two hundred years=P200Y");
        check("1,000 days", "1,000 days=P1000D");
        check("at least 72 hours", "at least 72 hours=PT72H");
        check("the past 20 months", "the past 20 months=P20M");
        check("the first nine months", "the first nine months=P9M");
        check("two more weeks", "two more weeks=P2W");
        check("two to three weeks", "two to three weeks=P2W");
        check("a couple of years", "a couple of years=P2Y");
        check("two decades", "two decades=P20Y");
        check("a day-long visit", "a day-long=P1D");
        check("three quarters of the vote", "");
        check("a second/ADJ round", "");
    }

    #[test]
    fn lengths_without_a_number() {
        check("for years", "years=PXY");
        check("several months", "several months=PXM");
        check("in recent weeks", "recent weeks=PXW");
        check("decades-long", "decades-long=PXY");
    }

    #[test]
    fn ages_are_no_times() {
        check("a six-year-old boy", "");
        check("the 6-year-old", "");
        check("aged 30 years", "");
        check("30 years old", "");
        check("two years of age", "");
    }
}
