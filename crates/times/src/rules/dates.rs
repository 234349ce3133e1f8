//! Dates with a month's name: `Oct. 24`, `Friday, 24 October 2015`, `October 2015`, `last October`, and ISO dates.

use jiff::civil::Date;

use crate::number::{digits, ordinal_digits};
use crate::period::{Grain, Period};
use crate::rules::years::year_number;
use crate::scan::{Meaning, Reading, Scan, period};
use crate::tense::Tense;
use crate::words::Class;

/// `2015-10-24`.
pub(super) fn iso(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let word = scan.word(at);
    let date: Date = if word.len() == 10 {
        word.parse().ok()?
    } else {
        return None;
    };
    Some(Reading {
        end: at + 1,
        meaning: Meaning::Period(Period::day(date)),
    })
}

/// `Friday, Oct. 24, 2015`, `24 October`, `the 24th of October`, `last Oct. 24`.
pub(super) fn day_of_month(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let start = scan
        .take_any(at, &[Class::Weekday, Class::WeekdayShort])
        .map_or(at, |(next, _)| scan.skip(next, ","));
    let deictic = scan
        .take(start, Class::Deictic)
        .map(|(next, shift)| (next, shift.number));
    let (start, deictic) = deictic.map_or((start, None), |(next, shift)| (next, Some(shift)));
    let (mut end, month, day) =
        month_then_day(scan, start).or_else(|| day_then_month(scan, start))?;
    let with_comma = scan.skip(end, ",");
    let meaning = if let Some((after, year)) = year_number(scan, with_comma) {
        end = after;
        period(Date::new(year, month, day).ok().map(Period::day))
    } else if let Some((after, n)) = year_of_reference(scan, with_comma) {
        end = after;
        let year = scan.reference.and_then(|date| date.year().checked_add(n));
        period(
            year.and_then(|year| Date::new(year, month, day).ok())
                .map(Period::day),
        )
    } else if let Some(shift) = deictic {
        let month = month_from_reference(scan, month, shift);
        let start = if let Meaning::Period(month) = month {
            Some(month.start)
        } else {
            None
        };
        period(
            start
                .and_then(|start| Date::new(start.year(), start.month(), day).ok())
                .map(Period::day),
        )
    } else if let Some(year) = year_after_range(scan, end) {
        period(Date::new(year, month, day).ok().map(Period::day))
    } else {
        match nearest(scan, at, |year| {
            Date::new(year, month, day).ok().map(Period::day)
        }) {
            Some(found) => Meaning::Period(found),
            None => Meaning::Open(format!("XXXX-{month:02}-{day:02}")),
        }
    };
    Some(Reading { end, meaning })
}

/// The second day of `Oct. 20-24`, `Oct. 20 and 24`.
pub(super) fn day_in_range(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let joined =
        at > 0 && scan.last_day_end == Some(at - 1) && scan.before(at, Class::Joint).is_some();
    let first = scan
        .anchor
        .filter(|anchor| joined && anchor.grain == Grain::Day)?;
    let (end, day) = day_number(scan, at)?;
    let date = Date::new(first.start.year(), first.start.month(), day)
        .ok()
        .filter(|&date| date > first.start)?;
    let counts = scan.token(end).is_some_and(|token| {
        use chancery_model::Upos::{Adj, Noun, Num, Propn};
        matches!(scan.syntax.token(token).upos, Noun | Propn | Adj | Num)
    });
    let year = year_number(scan, scan.skip(end, ","))
        .filter(|&(_, year)| year == date.year())
        .map(|(after, _)| after);
    (year.is_some() || !counts).then_some(Reading {
        end: year.unwrap_or(end),
        meaning: Meaning::Period(Period::day(date)),
    })
}

/// `October`, `October 2015`, `last October`, `October of last year`.
pub(super) fn month(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    if let Some((next, shift)) = scan.take(at, Class::Deictic)
        && let Some((end, month)) = month_name(scan, next)
    {
        return Some(Reading {
            end,
            meaning: month_from_reference(scan, month, shift.number),
        });
    }
    let (end, month) = month_name(scan, at)?;
    let after = scan.skip(scan.skip(end, ","), "of");
    if let Some((end, year)) = year_number(scan, after) {
        return Some(Reading {
            end,
            meaning: period(Period::month(year, month)),
        });
    }
    if let Some((end, n)) = year_of_reference(scan, scan.skip(end, "of")) {
        let year = scan.reference.and_then(|date| date.year().checked_add(n));
        return Some(Reading {
            end,
            meaning: period(year.and_then(|year| Period::month(year, month))),
        });
    }
    let meaning = match nearest(scan, at, |year| Period::month(year, month)) {
        Some(found) => Meaning::Period(found),
        None => Meaning::Open(format!("XXXX-{month:02}")),
    };
    Some(Reading { end, meaning })
}

/// The last month of this name before the reference's, the one of its year, or the first after it.
fn month_from_reference(scan: &Scan<'_>, month: i8, shift: i32) -> Meaning {
    let Some(reference) = scan.reference else {
        return Meaning::Open(format!("XXXX-{month:02}"));
    };
    let year = match shift {
        -1 if month >= reference.month() => reference.year().checked_sub(1),
        1 if month <= reference.month() => reference.year().checked_add(1),
        _ => Some(reference.year()),
    };
    period(year.and_then(|year| Period::month(year, month)))
}

/// `this year`, `last year`, `next year` as years from the reference.
pub(super) fn year_of_reference(scan: &Scan<'_>, at: usize) -> Option<(usize, i16)> {
    let (next, shift) = scan.take(at, Class::Deictic)?;
    let (end, unit) = scan.take(next, Class::Unit)?;
    (unit.value == "Y").then_some((end, shift.number as i16))
}

/// The period of some year that lies nearest to the reference. What the clause's tense speaks against counts as farther,
/// longer periods more so: `in January`, said in October of something done, is the January before, but `by Nov. 6` is near.
pub(super) fn nearest(
    scan: &Scan<'_>,
    at: usize,
    make: impl Fn(i16) -> Option<Period>,
) -> Option<Period> {
    let reference = scan.reference?;
    let tense = scan.tense(at);
    let distance = |found: &Period| {
        // How much farther: the past of a past tense is nearly certain, the future of a present report is not.
        let (to_come, gone) = if found.grain == Grain::Day {
            (2, 2)
        } else {
            (12, 5)
        };
        let (first, last) = found.interval().unwrap_or((found.start, found.start));
        let days = |from: Date, to: Date| (to - from).get_days();
        if first > reference {
            days(reference, first).saturating_mul(if tense == Tense::Past { to_come } else { 1 })
        } else if last < reference {
            days(last, reference).saturating_mul(if tense == Tense::Future { gone } else { 1 })
        } else {
            0
        }
    };
    let years = (-1..=1).filter_map(|n| make(reference.year().checked_add(n)?));
    years.min_by_key(distance)
}

/// A month's name; `may` and `march` are other words when they stand in lower case or as verbs.
pub(super) fn month_name(scan: &Scan<'_>, at: usize) -> Option<(usize, i8)> {
    let piece = scan.pieces.get(at).filter(|piece| piece.capital)?;
    let number_beside =
        |at: usize| day_number(scan, at).is_some() || year_number(scan, at).is_some();
    let beside = number_beside(at + 1) || (at > 0 && number_beside(at - 1));
    if let Some((end, entry)) = scan.take(at, Class::Month) {
        use chancery_model::Upos::{Adv, Aux, Verb};
        let verb = matches!(scan.syntax.token(piece.token).upos, Verb | Aux | Adv);
        return (beside || !verb).then_some((end, entry.number as i8));
    }
    let (end, entry) = scan.take(at, Class::MonthShort)?;
    (beside || piece.stopped).then_some((end, entry.number as i8))
}

fn month_then_day(scan: &Scan<'_>, at: usize) -> Option<(usize, i8, i8)> {
    let (next, month) = month_name(scan, at)?;
    let (end, day) = day_number(scan, scan.skip(next, "the"))?;
    (scan.word(end) != "%").then_some((end, month, day))
}

fn day_then_month(scan: &Scan<'_>, at: usize) -> Option<(usize, i8, i8)> {
    let (next, day) = day_number(scan, scan.skip(at, "the"))?;
    let (end, month) = month_name(scan, scan.skip(next, "of"))?;
    Some((end, month, day))
}

/// `24`, `24th`, `third`; not `twenty-fourth`.
fn day_number(scan: &Scan<'_>, at: usize) -> Option<(usize, i8)> {
    let word = scan.word(at);
    let day = digits(word)
        .or_else(|| ordinal_digits(word))
        .filter(|day| word.len() <= 4 && (1..=31).contains(day));
    let day = day.map(|day| (at + 1, day as i8));
    day.or_else(|| {
        scan.take(at, Class::Ordinal)
            .map(|(end, entry)| (end, entry.number as i8))
    })
}

/// The year of `Oct. 20-24, 2015`, seen from after the first day.
fn year_after_range(scan: &Scan<'_>, at: usize) -> Option<i16> {
    let (end, _) = day_number(scan, at + 1).filter(|_| scan.take(at, Class::Joint).is_some())?;
    year_number(scan, scan.skip(end, ",")).map(|(_, year)| year)
}

#[cfg(test)]
mod tests {
    use crate::testing::found;

    /// Saturday, 24 October 2015.
    fn check(sentence: &str, expected: &str) {
        assert_eq!(found(sentence, Some("2015-10-24")), expected, "{sentence}");
    }

    #[test]
    fn full_dates() {
        check("on October 20 , 2015", "October 20 , 2015=2015-10-20");
        check(
            "on Friday , Oct. 23 , 2015",
            "Friday , Oct. 23 , 2015=2015-10-23",
        );
        check("on 3rd May 1998", "3rd May 1998=1998-05-03");
        check("the third of May 1998", "the third of May 1998=1998-05-03");
        check("on 2015-10-20", "2015-10-20=2015-10-20");
        check("on Feb. 30 , 2015", "Feb. 30 , 2015=?");
    }

    #[test]
    fn the_year_is_the_nearest_that_the_tense_allows() {
        check("They met/VERB/VBD on Oct. 20", "Oct. 20=2015-10-20");
        check("They met/VERB/VBD on December 20", "December 20=2015-12-20");
        check("They met/VERB/VBD on May 3", "May 3=2015-05-03");
        check("They will/AUX/MD meet/VERB/VB on Jan 3", "Jan 3=2016-01-03");
        check("They met/VERB/VBD last Oct. 23", "last Oct. 23=2014-10-23");
        check("They met/VERB/VBD in January", "January=2015-01");
        check(
            "They will/AUX/MD meet/VERB/VB in January",
            "January=2016-01",
        );
        check("They met/VERB/VBD in December", "December=2014-12");
    }

    #[test]
    fn months() {
        check("in October 2014", "October 2014=2014-10");
        check("last October", "last October=2014-10");
        check("last April", "last April=2015-04");
        check("next April", "next April=2016-04");
        check("in June last year", "June last year=2014-06");
        check("in early December 2014", "early December 2014=2014-12");
        check("the end of May 1998", "the end of May 1998=1998-05");
    }

    #[test]
    fn ranges_give_both_days() {
        check(
            "on Oct. 20-22 , 2014",
            "Oct. 20=2014-10-20; 22 , 2014=2014-10-22",
        );
        check("on June 20 and 21 .", "June 20=2015-06-20; 21=2015-06-21");
        check("on June 20 and 30 people", "June 20=2015-06-20");
    }

    #[test]
    fn other_words_are_no_months() {
        check("It may/AUX/MD end/VERB/VB", "");
        check("May/AUX/MD they meet/VERB/VB", "");
        check("They march/VERB/VBP", "");
        check("a jan of water", "");
    }
}
