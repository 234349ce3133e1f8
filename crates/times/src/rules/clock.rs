//! Times of day: `10 p.m. Wednesday`, `noon`, `9:30 GMT`, `this morning`, `last night`.

use jiff::civil::Date;

use crate::number::{below_hundred, digits};
use crate::period::Grain;
use crate::rules::dates::day_of_month;
use crate::rules::weekdays::weekday_date;
use crate::scan::{Meaning, Reading, Scan};
use crate::words::Class;

/// A time by the clock, with zone and day if they follow.
pub(super) fn clock(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, time) = time(scan, at)?;
    let end = scan.take(end, Class::Zone).map_or(end, |(end, _)| end);
    let (end, day) = day_after(scan, end).unwrap_or_else(|| (end, scan.day.or(scan.reference)));
    Some(Reading {
        end,
        meaning: Meaning::Clock(day, format!("T{time}")),
    })
}

/// The time at a piece as `HH:MM`.
fn time(scan: &Scan<'_>, at: usize) -> Option<(usize, String)> {
    if let Some((end, entry)) = scan.take(at, Class::ClockPoint) {
        return Some((end, entry.value.to_owned()));
    }
    let word = scan.word(at);
    let (mut end, mut hour, minute) = match word.split_once(':') {
        Some((hour, minute)) => (
            at + 1,
            digits(hour)?,
            digits(minute).filter(|_| minute.len() == 2)?,
        ),
        None if word.len() == 4 && scan.take(at + 1, Class::Zone).is_some() => {
            let number = digits(word)?;
            (at + 1, number / 100, number % 100)
        }
        None => {
            let glued = word
                .strip_suffix("am")
                .or(word.strip_suffix("pm"))
                .and_then(digits);
            let (end, hour) = glued
                .or(digits(word))
                .map(|hour| (at + 1, hour))
                .or_else(|| below_hundred(scan, at))?;
            (end, hour, 0)
        }
    };
    let glued = word.ends_with("pm") && word.len() > 2;
    let at_before = scan.before(at, Class::BeforeClock).is_some();
    // `at 4 in the morning`, but not `the first 4 in the morning`.
    let half = scan
        .take(end, Class::HalfDay)
        .filter(|(after, _)| at_before || *after == end + 1);
    let told = half.is_some() || glued || word.ends_with("am") && word.len() > 2;
    if hour > 24 || minute > 59 {
        return None;
    }
    if let Some((after, entry)) = half {
        end = after;
        hour = hour % 12 + entry.number as u32;
    } else if glued {
        hour = hour % 12 + 12;
    } else if !told {
        let zone = scan.take(end, Class::Zone).is_some();
        let told = zone || (at_before && word.contains(':'));
        if !told {
            return None;
        }
    }
    Some((end, format!("{hour:02}:{minute:02}")))
}

/// The day of `10 p.m. Wednesday`, `5 p.m. EST, Nov. 6`, `noon yesterday`.
fn day_after(scan: &Scan<'_>, at: usize) -> Option<(usize, Option<Date>)> {
    let next = scan.skip(scan.skip(at, ","), "on");
    if let Some(reading) = day_of_month(scan, next) {
        let day = if let Meaning::Period(period) = reading.meaning {
            Some(period.start)
        } else {
            None
        };
        return Some((reading.end, day));
    }
    if let Some((end, day)) = weekday_date(scan, next) {
        return Some((end, day.ok()));
    }
    let (end, shift) = scan.take(next, Class::Day)?;
    Some((end, shifted(scan, shift.number)))
}

/// `this morning`, `tomorrow evening`, `the next morning`, `mid-afternoon yesterday`.
pub(super) fn part_of_day(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    if let Some((next, part)) = scan.take(at, Class::DayPart)
        && let Some((end, day)) = day_after(scan, next)
    {
        return Some(Reading {
            end,
            meaning: Meaning::Clock(day, format!("T{}", part.value)),
        });
    }
    if let Some((next, shift)) = scan
        .take(at, Class::Deictic)
        .filter(|(_, shift)| shift.number == 0)
    {
        let (end, part) = scan.take(next, Class::DayPart)?;
        return Some(Reading {
            end,
            meaning: Meaning::Clock(shifted(scan, shift.number), format!("T{}", part.value)),
        });
    }
    let (next, shift) = scan.take(at, Class::Anchored)?;
    let (end, part) = scan.take(next, Class::DayPart)?;
    let base = scan
        .day
        .or(scan
            .anchor
            .filter(|anchor| anchor.grain == Grain::Day)
            .map(|anchor| anchor.start))
        .or(scan.reference);
    let day = base
        .and_then(|base| crate::period::Period::day(base).shift(shift.number))
        .map(|day| day.start);
    Some(Reading {
        end,
        meaning: Meaning::Clock(day, format!("T{}", part.value)),
    })
}

/// `tonight`, `last night`.
pub(super) fn night(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, shift) = scan.take(at, Class::Night)?;
    Some(Reading {
        end,
        meaning: Meaning::Clock(shifted(scan, shift.number), "TNI".to_owned()),
    })
}

fn shifted(scan: &Scan<'_>, days: i32) -> Option<Date> {
    match scan.relative(Grain::Day, days) {
        Meaning::Period(day) => Some(day.start),
        _ => None,
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
    fn times_with_and_without_their_day() {
        check(
            "They met/VERB/VBD at 10 p.m. Wednesday",
            "10 p.m. Wednesday=2015-10-21T22:00",
        );
        check("at 10:35 a.m.", "10:35 a.m.=2015-10-24T10:35");
        check(
            "at 5 p.m. EST , Nov. 6",
            "5 p.m. EST , Nov. 6=2015-11-06T17:00",
        );
        check("at 10:35", "10:35=2015-10-24T10:35");
        check("won/VERB/VBD 10:35", "");
        check("at 1430 GMT", "1430 GMT=2015-10-24T14:30");
        check(
            "They met/VERB/VBD at noon Thursday",
            "noon Thursday=2015-10-22T12:00",
        );
        check("at 12 p.m.", "12 p.m.=2015-10-24T12:00");
        check("at 4 in the morning", "4 in the morning=2015-10-24T04:00");
        check(
            "They met/VERB/VBD on Thursday at 7pm",
            "Thursday=2015-10-22; 7pm=2015-10-22T19:00",
        );
    }

    #[test]
    fn parts_of_the_day() {
        check("this morning", "this morning=2015-10-24TMO");
        check("last night", "last night=2015-10-23TNI");
        check("tomorrow night", "tomorrow night=2015-10-25TNI");
        check(
            "on May 3 , 1998 and the next morning",
            "May 3 , 1998=1998-05-03; the next morning=1998-05-04TMO",
        );
    }
}
