//! Feasts with a known day: `Christmas Eve`, `last Thanksgiving`, `Easter Sunday`.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::period::Period;
use crate::rules::dates::nearest;
use crate::rules::years::year_number;
use crate::scan::{Meaning, Reading, Scan, period};
use crate::words::{Class, rows};

/// How the day of a feast is found in a year.
#[derive(Debug, Clone, Copy)]
enum FeastRule {
    Fixed {
        month: i8,
        day: i8,
    },
    NthWeekday {
        month: i8,
        nth: i8,
        weekday: Weekday,
    },
    FromEaster {
        days: i32,
    },
}

struct Feast {
    words: Vec<&'static str>,
    rule: FeastRule,
}

/// Feasts, longest name first.
static FEASTS: LazyLock<Vec<Feast>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/holidays.tsv"));
    let mut feasts: Vec<_> = rows
        .map(|[words, rule]: [&str; 2]| Feast {
            words: words.split(' ').collect(),
            rule: FeastRule::parse(rule).expect("holidays.tsv holds rules of the three forms"),
        })
        .collect();
    feasts.sort_by_key(|feast| std::cmp::Reverse(feast.words.len()));
    feasts
});

/// A feast, with `last`, `next` before it or a year after it.
pub(super) fn feast(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let deictic = scan.take(at, Class::Deictic);
    let start = deictic.map_or(at, |(next, _)| next);
    if !scan.pieces.get(start)?.capital {
        return None;
    }
    let feast = FEASTS.iter().find(|feast| {
        feast
            .words
            .iter()
            .enumerate()
            .all(|(n, word)| scan.word(start + n) == *word)
    })?;
    let end = start + feast.words.len();
    if let Some((end, year)) = year_number(scan, scan.skip(end, ",")) {
        return Some(Reading {
            end,
            meaning: period(feast.rule.day(year).map(Period::day)),
        });
    }
    let Some(reference) = scan.reference else {
        return Some(Reading {
            end,
            meaning: Meaning::Unknown,
        });
    };
    let of_year = |n: i16| feast.rule.day(reference.year().checked_add(n)?);
    let day = match deictic {
        Some((_, shift)) if shift.number < 0 => [0, -1]
            .into_iter()
            .filter_map(of_year)
            .find(|&day| day < reference),
        Some((_, shift)) if shift.number > 0 => [0, 1]
            .into_iter()
            .filter_map(of_year)
            .find(|&day| day > reference),
        Some(_) => of_year(0),
        None => {
            nearest(scan, at, |year| feast.rule.day(year).map(Period::day)).map(|found| found.start)
        }
    };
    Some(Reading {
        end,
        meaning: period(day.map(Period::day)),
    })
}

impl FeastRule {
    fn parse(rule: &str) -> Option<Self> {
        if let Some(days) = rule.strip_prefix("easter") {
            return Some(Self::FromEaster {
                days: days.parse().ok()?,
            });
        }
        let (month, day) = rule.split_once('-')?;
        let month = month.parse().ok()?;
        let Some(nth) = day.strip_prefix('w') else {
            return Some(Self::Fixed {
                month,
                day: day.parse().ok()?,
            });
        };
        let (nth, weekday) = nth.split_once('-')?;
        let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
        Some(Self::NthWeekday {
            month,
            nth: nth.parse().ok()?,
            weekday,
        })
    }

    fn day(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed { month, day } => Date::new(year, month, day).ok(),
            Self::NthWeekday {
                month,
                nth,
                weekday,
            } => Date::new(year, month, 1)
                .ok()?
                .nth_weekday_of_month(nth, weekday)
                .ok(),
            Self::FromEaster { days } => easter(year)?.checked_add(days.days()).ok(),
        }
    }
}

/// Western Easter Sunday, after the anonymous Gregorian algorithm (Nature, 20 April 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let h = (19 * a + b - d - (b - f + 1) / 3 + 15).rem_euclid(30);
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(
        year,
        i8::try_from(n / 31).ok()?,
        i8::try_from(n % 31 + 1).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_sundays() {
        for day in [
            "1998-04-12",
            "2000-04-23",
            "2015-04-05",
            "2024-03-31",
            "2038-04-25",
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!(easter(day.year()), Some(day));
        }
    }

    #[test]
    fn feasts() {
        let check = |sentence: &str, expected: &str| {
            assert_eq!(
                crate::testing::found(sentence, Some("2015-10-24")),
                expected
            )
        };
        check("on Christmas Eve", "Christmas Eve=2015-12-24");
        check("last Thanksgiving", "last Thanksgiving=2014-11-27");
        check("on Good Friday 2014", "Good Friday 2014=2014-04-18");
        check("They met/VERB/VBD at Easter", "Easter=2015-04-05");
    }
}
