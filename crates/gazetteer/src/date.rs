//! Decides what a date of a table means when it is known only to the month or year: the interval of days it covers.
//!
//! `2004` is 1 January to 31 December 2004, `2004-03` the days of March, `2004-03-09` one day.

use jiff::civil::Date;

/// A date known to the day, month or year, as the interval it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

impl PartialDate {
    /// Parses `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month, day) = match text.as_bytes() {
            year if year.len() == 4 => (year, None, None),
            [year @ .., b'-', m1, m2] if year.len() == 4 => (year, Some([*m1, *m2]), None),
            [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => {
                (year, Some([*m1, *m2]), Some([*d1, *d2]))
            }
            _ => return None,
        };
        let year = number(year)?;
        let two = |digits: [u8; 2]| number(&digits).and_then(|n| i8::try_from(n).ok());
        let (first, last) = match (month, day) {
            (Some(month), Some(day)) => {
                let day = Date::new(year, two(month)?, two(day)?).ok()?;
                (day, day)
            }
            (Some(month), None) => {
                let first = Date::new(year, two(month)?, 1).ok()?;
                (first, first.last_of_month())
            }
            (None, _) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        };
        Some(PartialDate { first, last })
    }

    /// The first day it may mean.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day it may mean.
    pub fn last(self) -> Date {
        self.last
    }
}

/// The number that ASCII digits spell; at most four of them.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |number, digit| {
        digit
            .is_ascii_digit()
            .then(|| number * 10 + i16::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found =
            PartialDate::parse(text).map(|date| format!("{}..{}", date.first(), date.last()));
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn days_months_years() {
        check("2004", Some("2004-01-01..2004-12-31"));
        check("2004-02", Some("2004-02-01..2004-02-29"));
        check("2004-03-09", Some("2004-03-09..2004-03-09"));
    }

    #[test]
    fn no_date() {
        check("2003-02-29", None);
        check("2003-2", None);
        check("+203", None);
        check("2003-02-03-04", None);
        check("", None);
    }
}
