//! Days of the week and weekends: `Thursday`, `this past Tuesday`, `next Monday`, `the weekend`.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::period::{Grain, Period};
use crate::scan::{Meaning, Reading, Scan, period};
use crate::tense::Tense;
use crate::words::Class;

/// A day of the week, with or without part of the day.
pub(super) fn weekday(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, day) = weekday_date(scan, at)?;
    let number = match day {
        Ok(date) => {
            return Some(match scan.take(end, Class::DayPart) {
                Some((end, part)) => Reading {
                    end,
                    meaning: Meaning::Clock(Some(date), format!("T{}", part.value)),
                },
                None => Reading {
                    end,
                    meaning: Meaning::Period(Period::day(date)),
                },
            });
        }
        Err(number) => number,
    };
    Some(Reading {
        end,
        meaning: Meaning::Open(format!("XXXX-WXX-{number}")),
    })
}

/// The day that a weekday's name stands for, or its number where the reference is missing.
pub(super) fn weekday_date(scan: &Scan<'_>, at: usize) -> Option<(usize, Result<Date, i32>)> {
    let deictic = scan.take(at, Class::Deictic);
    let anchored = scan.take(at, Class::Anchored);
    let next = deictic.or(anchored).map_or(at, |(next, _)| next);
    let (end, entry) = name(scan, next)?;
    let weekday = entry;
    let date = match (deictic, anchored, scan.reference) {
        (Some((_, shift)), _, Some(reference)) => from_reference(reference, weekday, shift.number),
        (None, Some((_, shift)), _) => {
            let base = scan.anchor.map(|anchor| anchor.start).or(scan.reference);
            base.and_then(|base| from_reference(base, weekday, shift.number))
        }
        (None, None, Some(reference)) => bare(scan, at, reference, weekday),
        _ => None,
    };
    Some((end, date.ok_or(weekday)))
}

fn name(scan: &Scan<'_>, at: usize) -> Option<(usize, i32)> {
    let piece = scan.pieces.get(at).filter(|piece| piece.capital)?;
    if let Some((end, entry)) = scan.take(at, Class::Weekday) {
        return Some((end, entry.number));
    }
    let (end, entry) = scan
        .take(at, Class::WeekdayShort)
        .filter(|_| piece.stopped)?;
    Some((end, entry.number))
}

/// The last such day before the reference, the one of its week, or the first after it.
fn from_reference(reference: Date, weekday: i32, shift: i32) -> Option<Date> {
    let today = i32::from(reference.weekday().to_monday_one_offset());
    let days = match shift {
        -1 => -((today - weekday - 1).rem_euclid(7) + 1),
        1 => (weekday - today - 1).rem_euclid(7) + 1,
        _ => weekday - today,
    };
    reference.checked_add(days.days()).ok()
}

/// Without more words: the day itself, else the last one, or the next one in a clause about the future.
fn bare(scan: &Scan<'_>, at: usize, reference: Date, weekday: i32) -> Option<Date> {
    let today = i32::from(reference.weekday().to_monday_one_offset());
    let days = match scan.tense(at) {
        Tense::Future => (weekday - today).rem_euclid(7),
        Tense::Past | Tense::Present => -((today - weekday).rem_euclid(7)),
    };
    reference.checked_add(days.days()).ok()
}

/// `the weekend`, `last weekend`, `this weekend`.
pub(super) fn weekend(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let deictic = scan.take(at, Class::Deictic);
    let next = match deictic {
        Some((next, _)) => next,
        None if scan.word(at) == "the" => at + 1,
        None => return None,
    };
    let (end, _) = scan.take(next, Class::Weekend)?;
    let Some(reference) = scan.reference else {
        return Some(Reading {
            end,
            meaning: Meaning::Unknown,
        });
    };
    let coming = Period::containing(Grain::Weekend, reference);
    let begun = coming.is_some_and(|coming| coming.start <= reference);
    let shift = match deictic {
        Some((_, shift)) if shift.number < 0 => -1,
        Some((_, shift)) if shift.number > 0 => i32::from(begun),
        Some(_) => 0,
        None if begun || scan.tense(at) == Tense::Future => 0,
        None => -1,
    };
    Some(Reading {
        end,
        meaning: period(coming.and_then(|coming| coming.shift(shift))),
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
    fn tense_tells_past_from_coming() {
        check("They met/VERB/VBD on Thursday", "Thursday=2015-10-22");
        check("They met/VERB/VBD on Saturday", "Saturday=2015-10-24");
        check(
            "They will/AUX/MD meet/VERB/VB on Thursday",
            "Thursday=2015-10-29",
        );
        check(
            "They agreed/VERB/VBN ; a meeting set/VERB/VBN for/ADP Monday",
            "Monday=2015-10-26",
        );
    }

    #[test]
    fn words_before_a_weekday() {
        check("this past Tuesday", "this past Tuesday=2015-10-20");
        check("last Saturday", "last Saturday=2015-10-17");
        check("next Monday", "next Monday=2015-10-26");
        check("this Thursday", "this Thursday=2015-10-22");
        check("late Friday", "late Friday=2015-10-23");
        check("Friday night", "Friday night=2015-10-23TNI");
        check(
            "on May 3 , 2015 and the following Tuesday",
            "May 3 , 2015=2015-05-03; the following Tuesday=2015-05-05",
        );
    }

    #[test]
    fn weekends() {
        check(
            "They met/VERB/VBD over the weekend",
            "the weekend=2015-W43-WE",
        );
        check("last weekend", "last weekend=2015-W42-WE");
        assert_eq!(
            found("They met/VERB/VBD over the weekend", Some("2015-10-27")),
            "the weekend=2015-W43-WE"
        );
        assert_eq!(
            found(
                "They will/AUX/MD meet/VERB/VB at the weekend",
                Some("2015-10-27")
            ),
            "the weekend=2015-W44-WE"
        );
    }

    #[test]
    fn abbreviations_need_a_full_stop() {
        check("They met/VERB/VBD on Thur.", "Thur.=2015-10-22");
        check("the Sun shone/VERB/VBD", "");
    }
}
