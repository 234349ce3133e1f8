//! The time line: how many events took place a day, month or year, by quad class.
//!
//! Three months have a bar a day, ten years a bar a month, more a bar a year. News also tell of long ago, so no more bars are
//! drawn than the page has room for: the latest.

use std::collections::BTreeMap;

use chancery_model::Quad;
use jiff::civil::Date;

use super::{Label, class, coordinate};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 190.0;
/// Where the bars stand; below are the labels.
const BASE: f64 = 160.0;
/// Where the highest bar ends; above is its number.
const TOP: f64 = 20.0;
/// As many bars as can be told apart.
const MAX_BARS: i32 = 120;
const MAX_BAR_WIDTH: f64 = 40.0;

pub(super) struct Timeline {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) base: f64,
    /// `day`, `month` or `year`.
    pub(super) unit: &'static str,
    pub(super) bars: Vec<Bar>,
    pub(super) labels: Vec<Label>,
    /// Events before the first bar.
    pub(super) left_out: usize,
}

/// The events of one quad class in one unit.
pub(super) struct Bar {
    pub(super) quad: &'static str,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) title: String,
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    /// The finest one in which most of the events have a bar.
    fn of(days: &BTreeMap<(Date, Quad), usize>, last: Date) -> Self {
        let total: usize = days.values().sum();
        let fits = |unit: Self| {
            let shown = days
                .iter()
                .filter(|((day, _), _)| unit.number(last) - unit.number(*day) < MAX_BARS);
            2 * shown.map(|(_, count)| count).sum::<usize>() >= total
        };
        [Self::Day, Self::Month]
            .into_iter()
            .find(|&unit| fits(unit))
            .unwrap_or(Self::Year)
    }

    /// Counts units without gap.
    fn number(self, day: Date) -> i32 {
        match self {
            Self::Day => day.since(Date::ZERO).map_or(0, |span| span.get_days()),
            Self::Month => i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
            Self::Year => i32::from(day.year()),
        }
    }

    fn name(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year => format!("{:04}", day.year()),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The time line of counted days; nothing where no event has a day.
pub(super) fn draw(days: &BTreeMap<(Date, Quad), usize>) -> Option<Timeline> {
    let (last, _) = *days.keys().next_back()?;
    let unit = Unit::of(days, last);
    let end = unit.number(last);
    let mut counts: BTreeMap<(i32, Quad), (usize, String)> = BTreeMap::new();
    let mut left_out = 0;
    for (&(day, quad), &count) in days {
        if end - unit.number(day) >= MAX_BARS {
            left_out += count;
            continue;
        }
        counts
            .entry((unit.number(day), quad))
            .or_insert_with(|| (0, unit.name(day)))
            .0 += count;
    }
    let first = counts.keys().next()?.0;
    let mut totals: BTreeMap<i32, (usize, String)> = BTreeMap::new();
    for (&(at, _), (count, name)) in &counts {
        totals.entry(at).or_insert_with(|| (0, name.clone())).0 += count;
    }
    let highest = totals.values().map(|(count, _)| *count).max()?;
    let step = (WIDTH / f64::from(end - first + 1)).min(MAX_BAR_WIDTH);
    let left = |at: i32| f64::from(at - first) * step;
    let scale = (BASE - TOP) / highest as f64;

    let mut bars = Vec::new();
    let mut below: (i32, f64) = (first, 0.0);
    for ((at, quad), (count, name)) in counts {
        if below.0 != at {
            below = (at, 0.0);
        }
        let height = count as f64 * scale;
        below.1 += height;
        bars.push(Bar {
            quad: class(quad),
            x: coordinate(left(at)),
            y: coordinate(BASE - below.1),
            width: coordinate((step - 1.0).max(1.0)),
            height: coordinate(height),
            title: format!("{name}: {count} {}", quad.code().replace('-', " ")),
        });
    }
    let mut labels = Vec::new();
    let mut label = |at: f64, y: f64, anchor, text: String| {
        labels.push(Label {
            x: coordinate(at),
            y: coordinate(y),
            anchor,
            text,
        });
    };
    let (&start, (_, start_name)) = totals.first_key_value()?;
    label(left(start), BASE + 18.0, "start", start_name.clone());
    if end != start {
        let right = (left(end) + step).max(180.0);
        label(right, BASE + 18.0, "end", unit.name(last));
    }
    let peak = totals.iter().find(|(_, (count, _))| *count == highest)?;
    label(
        left(*peak.0) + step / 2.0,
        TOP - 5.0,
        if *peak.0 == first { "start" } else { "middle" },
        highest.to_string(),
    );
    Some(Timeline {
        width: WIDTH,
        height: HEIGHT,
        base: BASE,
        unit: unit.word(),
        bars,
        labels,
        left_out,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &[(&str, usize)], unit: &str, bars: usize, left_out: usize) {
        let days = days
            .iter()
            .map(|&(day, count)| ((day.parse().expect("a day"), Quad::VerbalConflict), count))
            .collect();
        let line = draw(&days).expect("events with a day");
        assert_eq!(
            (line.unit, line.bars.len(), line.left_out),
            (unit, bars, left_out)
        );
    }

    #[test]
    fn the_unit_follows_the_bulk_of_the_events() {
        check(&[("2015-10-24", 3)], "day", 1, 0);
        check(
            &[("1998-01-01", 2), ("2015-10-20", 1), ("2015-10-24", 3)],
            "day",
            2,
            2,
        );
        check(
            &[("2013-01-01", 2), ("2013-01-09", 1), ("2015-10-24", 1)],
            "month",
            2,
            0,
        );
        check(&[("1914-06-28", 9), ("2015-10-24", 1)], "year", 2, 0);
        assert!(draw(&BTreeMap::new()).is_none());
    }
}
