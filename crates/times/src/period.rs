//! Decides which days a calendar period covers and how its value is written in TIMEX3.
//!
//! The week of 24 October 2015 runs from the 19th to the 25th and is `2015-W43`; the month before it is `2015-09`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// Length of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

/// A calendar period: a grain and its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) grain: Grain,
    pub(crate) start: Date,
}

impl Grain {
    /// The grain of a unit's duration letters.
    pub(crate) fn of_unit(letters: &str) -> Option<Self> {
        Some(match letters {
            "D" => Self::Day,
            "W" => Self::Week,
            "M" => Self::Month,
            "Q" => Self::Quarter,
            "Y" => Self::Year,
            "10Y" => Self::Decade,
            "100Y" => Self::Century,
            _ => return None,
        })
    }

    /// Days or months from one period of this grain to the next.
    fn step(self, n: i32) -> Option<Span> {
        let months = |each: i32| Span::new().try_months(i64::from(n) * i64::from(each)).ok();
        match self {
            Self::Day => Span::new().try_days(n).ok(),
            Self::Week | Self::Weekend => Span::new().try_weeks(n).ok(),
            Self::Month => months(1),
            Self::Quarter => months(3),
            Self::Half => months(6),
            Self::Season | Self::Year => months(12),
            Self::Decade => months(120),
            Self::Century => months(1200),
        }
    }
}

impl Period {
    /// One day.
    pub(crate) const fn day(date: Date) -> Self {
        Self {
            grain: Grain::Day,
            start: date,
        }
    }

    /// A year, as written.
    pub(crate) fn year(year: i16) -> Option<Self> {
        Some(Self {
            grain: Grain::Year,
            start: Date::new(year, 1, 1).ok()?,
        })
    }

    /// A month of a year.
    pub(crate) fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self {
            grain: Grain::Month,
            start: Date::new(year, month, 1).ok()?,
        })
    }

    /// Quarter 1 to 4 of a year.
    pub(crate) fn quarter(year: i16, quarter: i8) -> Option<Self> {
        Some(Self {
            grain: Grain::Quarter,
            start: Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?,
        })
    }

    /// Half 1 or 2 of a year.
    pub(crate) fn half(year: i16, half: i8) -> Option<Self> {
        Some(Self {
            grain: Grain::Half,
            start: Date::new(year, if half == 1 { 1 } else { 7 }, 1).ok()?,
        })
    }

    /// The season (`SP`, `SU`, `FA`, `WI`) that starts in a year.
    pub(crate) fn season(year: i16, code: &str) -> Option<Self> {
        let month = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        Some(Self {
            grain: Grain::Season,
            start: Date::new(year, month, 1).ok()?,
        })
    }

    /// The period of this grain that holds a day.
    pub(crate) fn containing(grain: Grain, date: Date) -> Option<Self> {
        let (year, month) = (date.year(), date.month());
        let back = |days: i8| date.checked_sub(i32::from(days).days()).ok();
        let weekday = date.weekday().to_monday_zero_offset();
        let start = match grain {
            Grain::Day => date,
            Grain::Week => back(weekday)?,
            // The weekend to come, or the one that a Saturday or Sunday stands in.
            Grain::Weekend => date.checked_add(i32::from(5 - weekday).days()).ok()?,
            Grain::Month => return Self::month(year, month),
            Grain::Quarter => return Self::quarter(year, (month + 2) / 3),
            Grain::Half => return Self::half(year, (month + 5) / 6),
            Grain::Season => {
                let season = ["WI", "SP", "SU", "FA"][month as usize % 12 / 3];
                return Self::season(
                    if month < 3 {
                        year.checked_sub(1)?
                    } else {
                        year
                    },
                    season,
                );
            }
            Grain::Year => return Self::year(year),
            Grain::Decade => Date::new(year - year.rem_euclid(10), 1, 1).ok()?,
            Grain::Century => Date::new(year - year.rem_euclid(100), 1, 1).ok()?,
        };
        Some(Self { grain, start })
    }

    /// The period `n` grains later; for a season, the same season `n` years later.
    pub(crate) fn shift(self, n: i32) -> Option<Self> {
        let start = self.start.checked_add(self.grain.step(n)?).ok()?;
        Some(Self {
            grain: self.grain,
            start,
        })
    }

    /// First and last day, both inclusive.
    pub(crate) fn interval(self) -> Option<(Date, Date)> {
        let last = match self.grain {
            Grain::Weekend => self.start.tomorrow().ok()?,
            Grain::Season => self.start.checked_add(3.months()).ok()?.yesterday().ok()?,
            grain => self
                .start
                .checked_add(grain.step(1)?)
                .ok()?
                .yesterday()
                .ok()?,
        };
        Some((self.start, last))
    }

    /// The value: `2015-10-24`, `2015-W43`, `2015-W43-WE`, `2015-10`, `2015-Q4`, `2015-FA`, `2015-H2`, `2015`, `201`, `20`.
    pub(crate) fn value(self) -> String {
        let (year, month) = (self.start.year(), self.start.month());
        let week = || {
            let week = self.start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        };
        match self.grain {
            Grain::Day => self.start.to_string(),
            Grain::Week => week(),
            Grain::Weekend => format!("{}-WE", week()),
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
            Grain::Half => format!("{year:04}-H{}", (month + 5) / 6),
            Grain::Season => format!(
                "{year:04}-{}",
                ["WI", "SP", "SU", "FA"][month as usize % 12 / 3]
            ),
            Grain::Year => format!("{year:04}"),
            Grain::Decade => format!("{:03}", year.div_euclid(10)),
            Grain::Century => format!("{:02}", year.div_euclid(100)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(grain: Grain, n: i32, value: &str, first: &str, last: &str) {
        let date = "2015-10-24".parse().unwrap();
        let period = Period::containing(grain, date)
            .and_then(|period| period.shift(n))
            .unwrap();
        let (start, end) = period.interval().unwrap();
        assert_eq!(
            (
                period.value().as_str(),
                start.to_string().as_str(),
                end.to_string().as_str()
            ),
            (value, first, last)
        );
    }

    #[test]
    fn periods_around_a_saturday_in_october() {
        check(Grain::Day, -1, "2015-10-23", "2015-10-23", "2015-10-23");
        check(Grain::Week, 0, "2015-W43", "2015-10-19", "2015-10-25");
        check(Grain::Week, 10, "2015-W53", "2015-12-28", "2016-01-03");
        check(Grain::Weekend, 0, "2015-W43-WE", "2015-10-24", "2015-10-25");
        check(Grain::Month, -10, "2014-12", "2014-12-01", "2014-12-31");
        check(Grain::Quarter, -1, "2015-Q3", "2015-07-01", "2015-09-30");
        check(Grain::Half, 0, "2015-H2", "2015-07-01", "2015-12-31");
        check(Grain::Season, -1, "2014-FA", "2014-09-01", "2014-11-30");
        check(Grain::Year, 1, "2016", "2016-01-01", "2016-12-31");
        check(Grain::Decade, -1, "200", "2000-01-01", "2009-12-31");
        check(Grain::Century, -1, "19", "1900-01-01", "1999-12-31");
    }

    #[test]
    fn winter_is_of_the_year_in_which_it_starts() {
        let winter = Period::containing(Grain::Season, "2016-02-29".parse().unwrap()).unwrap();
        assert_eq!(
            (
                winter.value().as_str(),
                winter.interval().unwrap().1.to_string().as_str()
            ),
            ("2015-WI", "2016-02-29")
        );
    }

    proptest! {
        #[test]
        fn never_panics(year in -9999..=9999_i16, month in 1..=12_i8, n in any::<i32>()) {
            let date = Date::new(year, month, 1).unwrap();
            use Grain::*;
            for grain in [Day, Weekend, Week, Month, Quarter, Season, Half, Year, Decade, Century] {
                if let Some(period) = Period::containing(grain, date) {
                    let _ = (period.interval(), period.value(), period.shift(n).map(Period::value));
                }
            }
        }
    }
}
