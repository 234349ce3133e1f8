//! Decides whether a few words are a date and nothing else, and which day they name.
//!
//! `Friday, August 21, 2015`, `2015-08-21T10:05:00Z`, `21 Aug. 2015, 10:05 GMT` are; `March on Rome` is not.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::tsv;

/// A day as written: the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct WrittenDate {
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    /// 1 to 7, Monday first.
    pub(crate) weekday: Option<i8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CalendarWord {
    Month(i8),
    Weekday(i8),
    Clock,
    Label,
}

static WORDS: LazyLock<BTreeMap<&'static str, CalendarWord>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/calendar.tsv"))
        .map(|[word, kind, number]| {
            let number = number.parse().expect("calendar.tsv holds numbers");
            let meaning = match kind {
                "month" => CalendarWord::Month(number),
                "weekday" => CalendarWord::Weekday(number),
                "clock" => CalendarWord::Clock,
                _ => CalendarWord::Label,
            };
            (word, meaning)
        })
        .collect()
});

/// What a word means in a date; case and a final full stop do not count.
pub(crate) fn calendar_word(word: &str) -> Option<CalendarWord> {
    let folded = word.trim_end_matches('.').to_lowercase().replace(".", "");
    WORDS.get(folded.as_str()).copied()
}

/// The day that a metadata field or a line of its own names, when it is a date and nothing else.
///
/// Takes ISO 8601 dates and times, RFC 2822, and dates with the month in English words. The day is taken as written,
/// without regard to time zones. `3/4/2015` means two days in two countries and gives `None`.
pub fn parse_date(text: &str) -> Option<Date> {
    let written = WrittenDate::parse(text)?;
    Date::new(written.year?, written.month?, written.day?).ok()
}

impl WrittenDate {
    /// Reads a text that is a date and nothing else; at least month and day, or a weekday.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 120 {
            return None;
        }
        if let Some(date) = numeric(text) {
            return Some(date);
        }
        let mut found = Self::default();
        let words = text.split(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|' | '·' | '–' | '—' | '/')
        });
        for word in words.filter(|word| !word.is_empty()) {
            found.take(word)?;
        }
        let complete = found.month.is_some() && found.day.is_some();
        (complete
            || (found.weekday.is_some()
                && found.month.is_none()
                && found.day.is_none()
                && found.year.is_none()))
        .then_some(found)
    }

    /// Adds one word; `None` when it has no place in a date.
    pub(crate) fn take(&mut self, word: &str) -> Option<()> {
        if let Some((month, day)) = joined_month(word) {
            return self.set_month(month).and_then(|()| self.take(day));
        }
        match calendar_word(word.trim_end_matches(':')) {
            Some(CalendarWord::Month(month)) => return self.set_month(month),
            Some(CalendarWord::Weekday(weekday)) => {
                return if self.weekday.replace(weekday).is_none() {
                    Some(())
                } else {
                    None
                };
            }
            Some(CalendarWord::Clock) => {
                return (self.day.is_some() || self.weekday.is_some()).then_some(());
            }
            Some(CalendarWord::Label) => return Some(()),
            None => {}
        }
        if is_clock(word) {
            return Some(());
        }
        let digits = word.trim_end_matches('.');
        let number = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|end| digits.strip_suffix(end))
            .unwrap_or(digits);
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        match (number.len(), number.parse::<i16>().ok()?) {
            (1 | 2, day @ 1..=31) if self.day.is_none() => self.day = Some(day as i8),
            (4, year @ 1500..=2999) if self.year.is_none() => self.year = Some(year),
            _ => return None,
        }
        Some(())
    }

    fn set_month(&mut self, month: i8) -> Option<()> {
        self.month.replace(month).is_none().then_some(())
    }

    /// The day, its year taken nearest to `published` and not after it, but for one day of time zones.
    pub(crate) fn resolve(self, published: Option<Date>) -> Option<Date> {
        match (self.year, self.month, self.day, self.weekday) {
            (Some(year), Some(month), Some(day), _) => Date::new(year, month, day).ok(),
            (None, Some(month), Some(day), _) => {
                let latest = published?.tomorrow().ok()?;
                // 29 February may lie eight years back.
                (0..=8).find_map(|back| {
                    Date::new(latest.year() - back, month, day)
                        .ok()
                        .filter(|&date| date <= latest)
                })
            }
            (_, None, None, Some(weekday)) => {
                let published = published?;
                let back = (published.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
                published
                    .checked_sub(jiff::Span::new().days(i64::from(back)))
                    .ok()
            }
            _ => None,
        }
    }
}

/// `Oct.24` is written without a space by some agencies.
fn joined_month(word: &str) -> Option<(i8, &str)> {
    let (month, day) = word.split_once('.')?;
    match calendar_word(month)? {
        CalendarWord::Month(month) if day.starts_with(|c: char| c.is_ascii_digit()) => {
            Some((month, day))
        }
        _ => None,
    }
}

/// `10:05`, `10:05:30`, `10am`, `+0200`.
fn is_clock(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    if let Some(zone) = word.strip_prefix(['+', '-']) {
        return digits(zone);
    }
    let bare = word.strip_suffix("am").or(word.strip_suffix("pm"));
    match bare {
        Some(bare) => digits(bare),
        None => {
            word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) && digits(&word)
        }
    }
}

/// `2015-10-24`, `2015/10/24`, `20151024`, each alone or before a time.
fn numeric(text: &str) -> Option<WrittenDate> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        let part = bytes.get(range)?;
        if part.iter().all(u8::is_ascii_digit) {
            std::str::from_utf8(part).ok()?.parse::<i16>().ok()
        } else {
            None
        }
    };
    let separated = bytes
        .get(4)
        .is_some_and(|b| matches!(b, b'-' | b'/' | b'.'))
        && bytes.get(4) == bytes.get(7);
    let (month, day, end) = if separated {
        (5..7, 8..10, 10)
    } else {
        (4..6, 6..8, 8)
    };
    let (year, month, day) = (digits(0..4)?, digits(month)?, digits(day)?);
    let rest = &bytes[end..];
    let time = |b: &u8| b.is_ascii_digit() || b":.+-TZ ".contains(b);
    let ends = rest.is_empty() || (matches!(rest[0], b'T' | b' ') && rest.iter().all(time));
    let date = Date::new(year, month as i8, day as i8).ok()?;
    ends.then_some(WrittenDate {
        year: Some(date.year()),
        month: Some(date.month()),
        day: Some(date.day()),
        weekday: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            parse_date(text).map(|date| date.to_string()).as_deref(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn dates_of_metadata() {
        check("2015-10-24", Some("2015-10-24"));
        check("2015-10-24T10:05:30+02:00", Some("2015-10-24"));
        check("2015-10-24 10:05", Some("2015-10-24"));
        check("20151024", Some("2015-10-24"));
        check("20151024T100530Z", Some("2015-10-24"));
        check("2015/10/24", Some("2015-10-24"));
        check("Sat, 24 Oct 2015 10:05:30 GMT", Some("2015-10-24"));
        check("Sat, 24 Oct 2015 10:05:30 +0000", Some("2015-10-24"));
        check(" Friday, August 21, 2015 ", Some("2015-08-21"));
        check(
            "Published: 3rd September 2020 at 10:05 a.m.",
            Some("2020-09-03"),
        );
        check("Oct.24, 2015", Some("2015-10-24"));
    }

    #[test]
    fn other_texts_are_no_dates() {
        check("", None);
        check("3/4/2015", None);
        check("2015-02-30", None);
        check("March on Rome", None);
        check("August 2015", None);
        check("October 24", None);
        check("2015-10-24 was a Saturday", None);
        check("May 3 and May 4, 2015", None);
        check("\u{663}\u{660} May 2015", None);
    }

    #[test]
    fn a_missing_year_is_the_nearest_before_publication() {
        let resolved = |text: &str, published: &str| {
            WrittenDate::parse(text)
                .unwrap()
                .resolve(published.parse().ok())
                .map(|date| date.to_string())
        };
        assert_eq!(
            resolved("Oct 24", "2015-10-24").as_deref(),
            Some("2015-10-24")
        );
        assert_eq!(
            resolved("Oct 24", "2015-10-23").as_deref(),
            Some("2015-10-24")
        );
        assert_eq!(
            resolved("Dec 31", "2016-01-02").as_deref(),
            Some("2015-12-31")
        );
        assert_eq!(
            resolved("Feb 29", "2015-10-23").as_deref(),
            Some("2012-02-29")
        );
        assert_eq!(
            resolved("Tuesday", "2015-10-23").as_deref(),
            Some("2015-10-20")
        );
        assert_eq!(
            resolved("Friday", "2015-10-23").as_deref(),
            Some("2015-10-23")
        );
        assert_eq!(WrittenDate::parse("Oct 24").unwrap().resolve(None), None);
        assert_eq!(resolved("Jan 5", "-9999-01-02"), None);
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), digits in "[0-9]{1,4}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,4}") {
            parse_date(&text);
            parse_date(&digits);
        }
    }
}
