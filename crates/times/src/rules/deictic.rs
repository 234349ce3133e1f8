//! Times told from the day of reference or from the time spoken of: `yesterday`, `last month`, `the following year`, `this fall`.

use crate::period::{Grain, Period};
use crate::rules::dates::nearest;
use crate::rules::years::year_number;
use crate::scan::{Meaning, Reading, Scan, period};
use crate::tense::Tense;
use crate::words::Class;

/// `today`, `the day before yesterday`, `yesterday evening`.
pub(super) fn day(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, shift) = scan.take(at, Class::Day)?;
    let meaning = scan.relative(Grain::Day, shift.number);
    if let Some((end, part)) = scan.take(end, Class::DayPart)
        && let Meaning::Period(day) = meaning
    {
        return Some(Reading {
            end,
            meaning: Meaning::Clock(Some(day.start), format!("T{}", part.value)),
        });
    }
    Some(Reading { end, meaning })
}

/// `last week`, `this year`, `the current quarter`, `next month`.
pub(super) fn unit(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (next, shift) = scan.take(at, Class::Deictic)?;
    let next = scan
        .take(next, Class::Fiscal)
        .map_or(next, |(next, _)| next);
    let (end, unit) = scan.take(next, Class::Unit)?;
    let grain =
        Grain::of_unit(unit.value).filter(|&grain| grain != Grain::Day || shift.number == 0)?;
    Some(Reading {
        end,
        meaning: scan.relative(grain, shift.number),
    })
}

/// `the following day`, `that year`, `the previous month`: counted from the time spoken of.
pub(super) fn anchored_unit(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (next, shift) = scan.take(at, Class::Anchored).or_else(|| {
        scan.take(at, Class::Deictic)
            .filter(|(_, shift)| shift.value == "1")
    })?;
    let (end, unit) = scan.take(next, Class::Unit)?;
    let grain = Grain::of_unit(unit.value)?;
    let base = scan
        .day
        .map(Period::day)
        .or(scan.anchor)
        .map(|anchor| anchor.start)
        .or(scan.reference);
    let found = base
        .and_then(|base| Period::containing(grain, base))
        .and_then(|found| found.shift(shift.number));
    if let Some((end, part)) = scan
        .take(end, Class::DayPart)
        .filter(|_| grain == Grain::Day)
    {
        return Some(Reading {
            end,
            meaning: Meaning::Clock(found.map(|found| found.start), format!("T{}", part.value)),
        });
    }
    Some(Reading {
        end,
        meaning: period(found),
    })
}

/// `the week`, `the month`, `the year`, `the quarter`: the one spoken of, else the reference's; `the week of March 6`.
pub(super) fn unit_spoken_of(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    if scan.word(at) != "the" {
        return None;
    }
    let next = scan
        .take(at + 1, Class::Filler)
        .map_or(at + 1, |(next, _)| next);
    let (end, unit) = scan.take(next, Class::Unit)?;
    let grain =
        Grain::of_unit(unit.value).filter(|&grain| grain != Grain::Day && grain < Grain::Decade)?;
    if grain == Grain::Year && scan.take(end, Class::Ended).is_some() {
        return Some(Reading {
            end,
            meaning: Meaning::Duration(format!("P1{}", unit.value)),
        });
    }
    if scan.word(end) == "of"
        && let Some(reading) = crate::rules::dates::day_of_month(scan, end + 1)
        && let Meaning::Period(day) = reading.meaning
    {
        return Some(Reading {
            end: reading.end,
            meaning: period(Period::containing(grain, day.start)),
        });
    }
    let spoken_of = scan
        .anchor
        .filter(|anchor| anchor.grain == grain)
        .map(Meaning::Period);
    let last = -i32::from(grain == Grain::Quarter && scan.tense(at) == Tense::Past);
    Some(Reading {
        end,
        meaning: spoken_of.unwrap_or_else(|| scan.relative(grain, last)),
    })
}

/// `last fall`, `this summer`, `the winter of 1994`, `in the spring`.
pub(super) fn season(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let deictic = scan.take(at, Class::Deictic);
    let start = deictic.map_or_else(|| scan.skip(at, "the"), |(next, _)| next);
    let (end, season) = scan.take(start, Class::Season)?;
    if let Some((end, year)) = year_number(scan, scan.skip(end, "of")) {
        return Some(Reading {
            end,
            meaning: period(Period::season(year, season.value)),
        });
    }
    let noun = scan.token(start).is_some_and(|token| {
        matches!(
            scan.syntax.token(token).upos,
            chancery_model::Upos::Noun | chancery_model::Upos::Propn
        )
    });
    let placed = scan.before(start, Class::BeforeSeason).is_some();
    if deictic.is_none() && (!noun || !placed || scan.word(end) == "of") {
        return None;
    }
    let Some(reference) = scan.reference else {
        return Some(Reading {
            end,
            meaning: Meaning::Open(format!("XXXX-{}", season.value)),
        });
    };
    let of_year = |n: i16| Period::season(reference.year().checked_add(n)?, season.value);
    let found = match deictic {
        Some((_, shift)) if shift.number < 0 => [0, -1, -2]
            .into_iter()
            .filter_map(of_year)
            .find(|found| found.interval().is_some_and(|(_, last)| last < reference)),
        Some((_, shift)) if shift.number > 0 => [-1, 0, 1]
            .into_iter()
            .filter_map(of_year)
            .find(|found| found.start > reference),
        Some(_) => Period::containing(Grain::Season, reference)
            .filter(|found| of_year(-1) == Some(*found))
            .or_else(|| of_year(0)),
        None => nearest(scan, at, |year| Period::season(year, season.value)),
    };
    Some(Reading {
        end,
        meaning: period(found),
    })
}

/// `year-end`.
pub(super) fn year_end(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, entry) = scan.take(at, Class::YearPart)?;
    let (month, day) = entry.value.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let year = year_number(scan, end);
    let end = year.map_or(end, |(end, _)| end);
    let year = year
        .map(|(_, year)| year)
        .or(scan.reference.map(|reference| reference.year()));
    Some(Reading {
        end,
        meaning: period(
            year.and_then(|year| jiff::civil::Date::new(year, month, day).ok())
                .map(Period::day),
        ),
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
    fn from_the_reference() {
        check("today", "today=2015-10-24");
        check("yesterday evening", "yesterday evening=2015-10-23TEV");
        check(
            "the day before yesterday",
            "the day before yesterday=2015-10-22",
        );
        check("last week", "last week=2015-W42");
        check("earlier this week", "earlier this week=2015-W43");
        check("last month", "last month=2015-09");
        check("early next month", "early next month=2015-11");
        check("this year", "this year=2015");
        check("the current quarter", "the current quarter=2015-Q4");
        check("at the last minute", "");
    }

    #[test]
    fn from_the_time_spoken_of() {
        check(
            "on May 3 , 1998 and the following day",
            "May 3 , 1998=1998-05-03; the following day=1998-05-04",
        );
        check("in 1998 and the next year", "1998=1998; the next year=1999");
        check("in 1998 and that year", "1998=1998; that year=1998");
        check(
            "the week of May 3 , 1998",
            "the week of May 3 , 1998=1998-W18",
        );
    }

    #[test]
    fn seasons_and_ends() {
        check("last summer", "last summer=2015-SU");
        check("last fall", "last fall=2014-FA");
        check("next spring", "next spring=2016-SP");
        check("this winter", "this winter=2015-WI");
        check("in the winter of 1994", "the winter of 1994=1994-WI");
        check("the fall of the wall", "");
        check("by year-end", "year-end=2015-12-31");
    }
}
