//! Quarters and halves of a year: `the third quarter`, `this year's first half`, `the 1988 quarter`, `the year-earlier period`.

use crate::period::{Grain, Period};
use crate::rules::dates::{nearest, year_of_reference};
use crate::rules::years::year_number;
use crate::scan::{Meaning, Reading, Scan, period};
use crate::words::{Class, Entry};

/// `the third quarter of 1984`, `third-quarter`, `last year's second half`, `the 1988 quarter`.
pub(super) fn quarter(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let year_before = |at: usize| {
        let fixed = year_number(scan, scan.skip(at, "the"));
        fixed.or_else(|| {
            let (next, shift) = year_of_reference(scan, at)?;
            Some((next, scan.reference?.year().checked_add(shift)?))
        })
    };
    if let Some((next, year)) = year_before(at) {
        let next = if matches!(scan.word(next), "'s" | "'") {
            next + 1
        } else {
            next
        };
        if let Some((end, n, grain)) = ordinal_part(scan, next) {
            return Some(Reading {
                end,
                meaning: period(part(year, n, grain)),
            });
        }
        let (end, _) = scan.take(next, Class::Period).or_else(|| {
            scan.take(next, Class::Unit)
                .filter(|(_, unit)| unit.value == "Q")
        })?;
        let month = scan
            .anchor
            .filter(|anchor| anchor.grain == Grain::Quarter)
            .map(|anchor| anchor.start.month());
        let found = month
            .and_then(|month| Period::quarter(year, (month + 2) / 3))
            .or_else(|| Period::year(year));
        return Some(Reading {
            end,
            meaning: period(found),
        });
    }
    if let Some((next, _)) = scan.take(at, Class::Latest) {
        let quarter = scan
            .take(next, Class::Unit)
            .filter(|(_, unit)| unit.value == "Q");
        let (end, _) = quarter.or_else(|| scan.take(next, Class::Period))?;
        let spoken_of = scan
            .anchor
            .filter(|anchor| anchor.grain == Grain::Quarter)
            .map(Meaning::Period);
        return Some(Reading {
            end,
            meaning: spoken_of.unwrap_or_else(|| scan.relative(Grain::Quarter, -1)),
        });
    }
    let start = scan.skip(at, "the");
    let start = scan
        .take(start, Class::Fiscal)
        .map_or(start, |(next, _)| scan.skip(next, "-"));
    let (end, n, grain) = ordinal_part(scan, start)?;
    if let Some((after, year)) = year_before(scan.skip(end, "of")) {
        return Some(Reading {
            end: after,
            meaning: period(part(year, n, grain)),
        });
    }
    if scan.word(end) == "of" && grain == Grain::Half {
        return None;
    }
    let meaning = match nearest(scan, at, |year| part(year, n, grain)) {
        Some(found) => Meaning::Period(found),
        None => Meaning::Open(format!(
            "XXXX-{}{n}",
            if grain == Grain::Half { 'H' } else { 'Q' }
        )),
    };
    Some(Reading { end, meaning })
}

/// `year-ago`, `the year-earlier quarter`, `the corresponding period last year` but for its first words.
pub(super) fn year_before(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let start = scan.skip(at, "the");
    let (next, _) = scan
        .take(start, Class::Unit)
        .filter(|(next, unit)| unit.value == "Y" && scan.word(*next) == "-")?;
    let (mut end, _) = take_back(scan, next + 1)?;
    let quarter = scan.anchor.filter(|anchor| anchor.grain == Grain::Quarter);
    let mut found = same_a_year_before(scan);
    if let Some((after, n, grain)) = ordinal_part(scan, end) {
        let year = scan
            .reference
            .and_then(|reference| reference.year().checked_sub(1));
        (end, found) = (after, year.and_then(|year| part(year, n, grain)));
    } else if let Some((after, unit)) = scan
        .take(end, Class::Unit)
        .or_else(|| scan.take(end, Class::Period))
    {
        end = after;
        if unit.value == "Q" && quarter.is_none() {
            found = scan
                .reference
                .and_then(|reference| Period::containing(Grain::Quarter, reference)?.shift(-4));
        }
    }
    Some(Reading {
        end,
        meaning: period(found),
    })
}

/// The quarter spoken of a year before, else the year before the reference's: what `a year earlier` means in figures.
pub(super) fn same_a_year_before(scan: &Scan<'_>) -> Option<Period> {
    match scan.anchor {
        Some(anchor) if anchor.grain == Grain::Quarter => anchor.shift(-4),
        _ => Period::containing(Grain::Year, scan.reference?)?.shift(-1),
    }
}

/// `ago` or `earlier`.
fn take_back(scan: &Scan<'_>, at: usize) -> Option<(usize, &'static Entry)> {
    scan.take(at, Class::Ago).or_else(|| {
        scan.take(at, Class::Apart)
            .filter(|(_, entry)| entry.number < 0)
    })
}

/// `third quarter`, `fourth-quarter`, `second half`.
fn ordinal_part(scan: &Scan<'_>, at: usize) -> Option<(usize, i8, Grain)> {
    let (next, ordinal) = scan.take(scan.skip(at, "the"), Class::Ordinal)?;
    let next = scan.skip(next, "-");
    if let Some((end, unit)) = scan.take(next, Class::Unit) {
        let n = i8::try_from(ordinal.number)
            .ok()
            .filter(|n| (1..=4).contains(n))?;
        return (unit.value == "Q").then_some((end, n, Grain::Quarter));
    }
    let (end, _) = scan.take(next, Class::Half)?;
    let n = i8::try_from(ordinal.number)
        .ok()
        .filter(|n| (1..=2).contains(n))?;
    Some((end, n, Grain::Half))
}

fn part(year: i16, n: i8, grain: Grain) -> Option<Period> {
    if grain == Grain::Half {
        Period::half(year, n)
    } else {
        Period::quarter(year, n)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::found;

    /// Saturday, 24 October 2015.
    fn check(sentence: &str, expected: &str) {
        assert_eq!(found(sentence, Some("2015-10-24")), expected, "{sentence}");
    }

    #[test]
    fn quarters_and_halves() {
        check(
            "They grew/VERB/VBD in the third quarter",
            "the third quarter=2015-Q3",
        );
        check(
            "the third-quarter result fell/VERB/VBD",
            "the third-quarter=2015-Q3",
        );
        check(
            "the third quarter of 1984",
            "the third quarter of 1984=1984-Q3",
        );
        check("this year 's first half", "this year 's first half=2015-H1");
        check(
            "the second half of last year",
            "the second half of last year=2014-H2",
        );
        check("the second half of the match", "");
    }

    #[test]
    fn the_period_before() {
        check(
            "They grew/VERB/VBD in the third quarter , from the year-earlier period",
            "the third quarter=2015-Q3; the year-earlier period=2014-Q3",
        );
        check("They grew/VERB/VBD from a year ago", "a year ago=2014");
        check(
            "in the second quarter of 2014 ; the latest period",
            "the second quarter of 2014=2014-Q2; the latest period=2014-Q2",
        );
    }
}
