//! Times a counted length away: `two days ago`, `three weeks from now`, `a year earlier`, `six months later`.

use crate::number::{Count, count};
use crate::period::{Grain, Period};
use crate::rules::quarters::same_a_year_before;
use crate::scan::{Meaning, Reading, Scan, period};
use crate::words::Class;

/// A count, a unit and a direction. Days and weeks count days from a day spoken of; longer units give their own period.
pub(super) fn offset(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (next, count) =
        count(scan, at).or_else(|| scan.take(at, Class::Units).map(|_| (at, Count::Some)))?;
    let next = scan
        .take(next, Class::Filler)
        .map_or(next, |(next, _)| next);
    let (next, unit) = scan.take_any(scan.skip(next, "-"), &[Class::Units, Class::Unit])?;
    let next = scan.skip(or_so(scan, next), "-");
    if let Some((end, _)) = scan.take(next, Class::Ago) {
        return Some(Reading {
            end,
            meaning: from_reference(scan, count, unit.value, -1),
        });
    }
    if let Some((end, _)) = scan.take(next, Class::Hence) {
        return Some(Reading {
            end,
            meaning: from_reference(scan, count, unit.value, 1),
        });
    }
    let (end, direction) = scan.take(next, Class::Apart)?;
    Some(Reading {
        end,
        meaning: from_anchor(scan, count, unit.value, direction.number),
    })
}

/// The piece after `or so`, `or two`.
pub(super) fn or_so(scan: &Scan<'_>, at: usize) -> usize {
    let follows = scan.word(at) == "or"
        && (scan.word(at + 1) == "so"
            || scan
                .take(at + 1, Class::Number)
                .is_some_and(|(_, entry)| entry.number == 2));
    // `a year or two years` is left to the next expression.
    if follows
        && scan
            .take_any(at + 2, &[Class::Units, Class::Unit])
            .is_none()
    {
        at + 2
    } else {
        at
    }
}

/// Grain and number of grains of a counted unit; `None` where a clock would be needed or the number is not told.
fn steps(count: Count, letters: &str) -> Option<(Grain, i32)> {
    let Count::Exactly { whole, .. } = count else {
        return None;
    };
    let whole = i32::try_from(whole).ok()?;
    match letters {
        "2W" => Some((Grain::Week, whole.checked_mul(2)?)),
        "10Y" => Some((Grain::Year, whole.checked_mul(10)?)),
        "100Y" => Some((Grain::Year, whole.checked_mul(100)?)),
        "1000Y" => Some((Grain::Year, whole.checked_mul(1000)?)),
        letters => Some((Grain::of_unit(letters)?, whole)),
    }
}

fn from_reference(scan: &Scan<'_>, count: Count, letters: &str, direction: i32) -> Meaning {
    let whole_year_before = matches!(
        count,
        Count::Exactly {
            whole: 1,
            half: false
        }
    ) && letters == "Y"
        && direction < 0;
    if whole_year_before
        && scan
            .anchor
            .is_some_and(|anchor| anchor.grain == Grain::Quarter)
    {
        return period(same_a_year_before(scan));
    }
    match steps(count, letters) {
        Some((grain, n)) => scan.relative(grain, n * direction),
        None if letters.starts_with('T') && count != Count::Some => scan.relative(Grain::Day, 0),
        None => Meaning::Vague(if direction < 0 {
            "PAST_REF"
        } else {
            "FUTURE_REF"
        }),
    }
}

fn from_anchor(scan: &Scan<'_>, count: Count, letters: &str, direction: i32) -> Meaning {
    if letters == "Y"
        && direction < 0
        && scan
            .anchor
            .is_some_and(|anchor| anchor.grain == Grain::Quarter)
    {
        return period(same_a_year_before(scan));
    }
    let base = scan
        .day
        .map(Period::day)
        .or(scan.anchor)
        .or(scan.reference.map(Period::day));
    let (Some(base), Some((grain, n))) = (base, steps(count, letters)) else {
        return Meaning::Unknown;
    };
    let days = base.grain == Grain::Day && grain <= Grain::Week;
    let found = if days {
        base.shift(
            n.saturating_mul(direction)
                .saturating_mul(if grain == Grain::Week { 7 } else { 1 }),
        )
    } else {
        Period::containing(grain, base.start)
            .and_then(|found| found.shift(n.saturating_mul(direction)))
    };
    period(found)
}

#[cfg(test)]
mod tests {
    use crate::testing::found;

    /// Saturday, 24 October 2015.
    fn check(sentence: &str, expected: &str) {
        assert_eq!(found(sentence, Some("2015-10-24")), expected, "{sentence}");
    }

    #[test]
    fn from_the_reference() {
        check("two days ago", "two days ago=2015-10-22");
        check("about three weeks ago", "about three weeks ago=2015-W40");
        check("ten years ago", "ten years ago=2005");
        check("two decades ago", "two decades ago=1995");
        check("a year or so ago", "a year or so ago=2014");
        check("six months from now", "six months from now=2016-04");
        check("several years ago", "several years ago=PAST_REF");
        check("two hours ago", "two hours ago=2015-10-24");
        check("99999 years ago", "99999 years ago=?");
    }

    #[test]
    fn from_the_time_spoken_of() {
        check(
            "on May 3 , 1998 and two days later",
            "May 3 , 1998=1998-05-03; two days later=1998-05-05",
        );
        check(
            "on May 3 , 1998 and a week earlier",
            "May 3 , 1998=1998-05-03; a week earlier=1998-04-26",
        );
        check(
            "in May 1998 ; three years later",
            "May 1998=1998-05; three years later=2001",
        );
    }
}
