//! Years, decades and centuries: `1990`, `nineteen ninety-four`, `fiscal 1989`, `the 1970s`, `the nineties`, `the 20th century`.

use chancery_model::{Relation, Upos, Xpos};

use crate::number::{Count, below_hundred, count, digits, ordinal_digits};
use crate::period::{Grain, Period};
use crate::scan::{Reading, Scan, period};
use crate::words::Class;

/// Years that need no preposition to be believed.
const USUAL: std::ops::RangeInclusive<u32> = 1900..=2100;

/// A year that stands alone or after `fiscal`, `the year`.
pub(super) fn year(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let fiscal = scan
        .take(scan.skip(at, "the"), Class::Fiscal)
        .map(|(next, _)| next);
    let named = (scan.word(at) == "the" && scan.word(at + 1) == "year").then_some(at + 2);
    let start = fiscal.or(named).unwrap_or(at);
    let thousands = || count(scan, start).filter(|_| start > at);
    let (end, year) = year_number(scan, start).or_else(|| match thousands()? {
        (end, Count::Exactly { whole, half: false }) => Some((
            end,
            i16::try_from(whole)
                .ok()
                .filter(|year| (1000..3000).contains(year))?,
        )),
        _ => None,
    })?;
    let told = start > at || is_year(scan, start, end);
    told.then(|| Reading {
        end,
        meaning: period(Period::year(year)),
    })
}

/// A year in four digits or in words (`nineteen ninety-four`).
pub(super) fn year_number(scan: &Scan<'_>, at: usize) -> Option<(usize, i16)> {
    let word = scan.word(at);
    if word.len() == 4
        && let Some(year) = digits(word).filter(|year| (1000..=2999).contains(year))
    {
        return Some((at + 1, year as i16));
    }
    let (next, hundreds) = scan
        .take(at, Class::Number)
        .filter(|(_, entry)| (17..=20).contains(&entry.number))?;
    let (end, rest) = below_hundred(scan, next).filter(|&(_, rest)| rest >= 10)?;
    Some((end, (hundreds.number as u32 * 100 + rest) as i16))
}

/// A bare number is a year when it is of our time and counts nothing, or when a preposition of time stands before it.
fn is_year(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    if end > at + 1 {
        return true;
    }
    let listed =
        scan.word(end) == "," && digits(scan.word(end + 1)).is_some_and(|number| number < 1000);
    let Some(token) = scan.token(at) else {
        return false;
    };
    if listed || scan.word(end) == "%" || scan.before(at, Class::BeforeCount).is_some() {
        return false;
    }
    let row = scan.syntax.token(token);
    let counts = row.relation.universal() == Relation::Nummod
        && row
            .head
            .is_some_and(|head| scan.syntax.token(head).xpos == Xpos::Nns && head > token);
    if digits(scan.word(at)).is_some_and(|year| USUAL.contains(&year)) {
        return !counts || (at > 0 && scan.word(at - 1) == "the");
    }
    !counts && scan.before(at, Class::BeforeYear).is_some()
}

/// `the 1970s`, `the '70s`, `the nineties`.
pub(super) fn decade(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let at = if scan.word(at) == "the" {
        scan.take(at + 1, Class::Edge)
            .map_or(at + 1, |(next, _)| scan.skip(next, "-"))
    } else {
        at
    };
    let word = scan.word(at).replace('\'', "");
    let written = word
        .strip_suffix('s')
        .filter(|number| number.ends_with('0'))
        .and_then(digits);
    // `in his thirties` is an age.
    let owned = at
        .checked_sub(1)
        .and_then(|before| scan.token(before))
        .is_some_and(|token| scan.syntax.token(token).upos == Upos::Pron);
    if owned {
        return None;
    }
    let year = match written {
        Some(year @ 1000..=2999) => year,
        Some(tens @ 20..=90) if word.len() == 3 => 1900 + tens,
        Some(_) => return None,
        None => {
            let (_, entry) = scan.take(at, Class::Decade)?;
            1900 + entry.number as u32
        }
    };
    let start = Period::year(year as i16)?.start;
    Some(Reading {
        end: at + 1,
        meaning: period(Period::containing(Grain::Decade, start)),
    })
}

/// `the 20th century`.
pub(super) fn century(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let start = scan.skip(at, "the");
    let word = scan.word(start);
    let number = ordinal_digits(word).map(|number| (start + 1, number));
    let (next, number) = number.or_else(|| {
        scan.take(start, Class::Ordinal)
            .map(|(next, entry)| (next, entry.number as u32))
    })?;
    let (end, _) = scan.take(scan.skip(next, "-"), Class::Century)?;
    let year = i16::try_from(number.checked_sub(1)?.checked_mul(100)?)
        .ok()
        .filter(|&year| year < 3000)?;
    Some(Reading {
        end,
        meaning: period(Some(Period {
            grain: Grain::Century,
            start: Period::year(year)?.start,
        })),
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
    fn years() {
        check("in 1990", "1990=1990");
        check("in nineteen ninety-four", "nineteen ninety-four=1994");
        check("the year two thousand", "the year two thousand=2000");
        check("fiscal 1989", "fiscal 1989=1989");
        check("the end of 1990", "the end of 1990=1990");
        check("mid-1996", "mid-1996=1996");
        check("in 1648", "1648=1648");
        check("1648 ships", "");
        check("$ 2000", "");
        check("Resolution 1701", "");
    }

    #[test]
    fn decades_and_centuries() {
        check("in the 1970s", "the 1970s=197");
        check("in the late 1970s", "the late 1970s=197");
        check("in the nineties", "the nineties=199");
        check("in his/PRON 30s", "");
        check("the 20th century", "the 20th century=19");
        check("the eleventh century", "the eleventh century=10");
    }
}
