//! Decides what a word or phrase can mean in a time expression: a table lookup, longest phrase first.
//!
//! `second` is an ordinal and a unit, `the day before yesterday` one phrase for two days back.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Class of a word or phrase, named as in `data/words.tsv`; what its value is stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// `october`: 1 to 12.
    Month,
    /// `oct`, only with a full stop or a number beside it: 1 to 12.
    MonthShort,
    /// `friday`: 1 to 7, Monday first.
    Weekday,
    /// `fri`, only before a date: 1 to 7.
    WeekdayShort,
    /// `fridays`: 1 to 7.
    Weekdays,
    /// `spring`: `SP`, `SU`, `FA`, `WI`.
    Season,
    /// `springs`: as season.
    Seasons,
    /// `week`: letters of a duration, `T` before those of the clock.
    Unit,
    /// `weeks`: as unit.
    Units,
    /// `three`, `a couple of`: the number.
    Number,
    /// `twenty`: the number; a number below ten may follow.
    Tens,
    /// `hundred`: the factor.
    Scale,
    /// `several`: a number that is not told.
    Some,
    /// `third`: the number.
    Ordinal,
    /// `morning`: `MO`, `AF`, `EV`, `NI`.
    DayPart,
    /// `mornings`: as day part.
    DayParts,
    /// `noon`: the time.
    ClockPoint,
    /// `p.m`: hours to add below twelve.
    HalfDay,
    /// `gmt`: stands after a time.
    Zone,
    /// `yesterday`: days from the reference.
    Day,
    /// `last night`: days from the reference, for its night.
    Night,
    /// `last`: units from the one of reference.
    Deictic,
    /// `the following`: units from the one spoken of.
    Anchored,
    /// `early`, `the end of`: a part of what follows, which keeps its value.
    Edge,
    /// `about`, `more than`: before a number.
    About,
    /// `more` in `two more weeks`.
    Filler,
    /// `aged` before an age.
    Aged,
    /// `$`: a number after it is no year.
    BeforeCount,
    /// `at`: a bare `10:30` after it is a time.
    BeforeClock,
    /// `in`: a season's name after it is a time.
    BeforeSeason,
    /// `since`: a number after it is a year, also one before 1900.
    BeforeYear,
    /// `ended` after a business year.
    Ended,
    /// `-`, `and` between two days or counts.
    Joint,
    /// `ago`.
    Ago,
    /// `from now`.
    Hence,
    /// `later`: direction from the time spoken of.
    Apart,
    /// `the latest` quarter or period.
    Latest,
    /// `every`: step.
    Every,
    /// `daily`: the set's value.
    Rate,
    /// `recently`: the value as it is.
    Vague,
    /// `recent` before plural units.
    Recent,
    /// Lemma of a verb after which things lie ahead.
    Planned,
    /// `fiscal`: before a year or quarter.
    Fiscal,
    /// `half` of a year.
    Half,
    /// `weekend`.
    Weekend,
    /// `period`: the unit spoken of.
    Period,
    /// `century` after an ordinal.
    Century,
    /// `old` after a number of years: an age, no time.
    Old,
    /// `long` in `day-long`.
    Long,
    /// `nineties`: year in the century.
    Decade,
    /// `year-end`: month and day.
    YearPart,
}

const CLASSES: &[(&str, Class)] = &[
    ("about", Class::About),
    ("aged", Class::Aged),
    ("ago", Class::Ago),
    ("anchored", Class::Anchored),
    ("apart", Class::Apart),
    ("before_clock", Class::BeforeClock),
    ("before_count", Class::BeforeCount),
    ("before_season", Class::BeforeSeason),
    ("before_year", Class::BeforeYear),
    ("century", Class::Century),
    ("clock_point", Class::ClockPoint),
    ("day", Class::Day),
    ("day_part", Class::DayPart),
    ("day_parts", Class::DayParts),
    ("decade", Class::Decade),
    ("deictic", Class::Deictic),
    ("edge", Class::Edge),
    ("ended", Class::Ended),
    ("every", Class::Every),
    ("filler", Class::Filler),
    ("fiscal", Class::Fiscal),
    ("half", Class::Half),
    ("half_day", Class::HalfDay),
    ("hence", Class::Hence),
    ("joint", Class::Joint),
    ("latest", Class::Latest),
    ("long", Class::Long),
    ("month", Class::Month),
    ("month_short", Class::MonthShort),
    ("night", Class::Night),
    ("number", Class::Number),
    ("old", Class::Old),
    ("ordinal", Class::Ordinal),
    ("period", Class::Period),
    ("planned", Class::Planned),
    ("rate", Class::Rate),
    ("recent", Class::Recent),
    ("scale", Class::Scale),
    ("season", Class::Season),
    ("seasons", Class::Seasons),
    ("some", Class::Some),
    ("tens", Class::Tens),
    ("unit", Class::Unit),
    ("units", Class::Units),
    ("vague", Class::Vague),
    ("weekday", Class::Weekday),
    ("weekday_short", Class::WeekdayShort),
    ("weekdays", Class::Weekdays),
    ("weekend", Class::Weekend),
    ("year_part", Class::YearPart),
    ("zone", Class::Zone),
];

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Entry {
    words: Vec<&'static str>,
    pub(crate) class: Class,
    pub(crate) value: &'static str,
    /// The value as a number, 0 where it is none.
    pub(crate) number: i32,
}

/// All rows by their first word, longest phrase first.
static WORDS: LazyLock<FxHashMap<&'static str, Vec<Entry>>> = LazyLock::new(|| {
    let mut entries: Vec<_> = rows(include_str!("../data/words.tsv"))
        .map(|[phrase, class, value]| Entry {
            words: phrase.split(' ').collect(),
            class: class_named(class),
            value,
            number: value.parse().unwrap_or(0),
        })
        .collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
    let mut words: FxHashMap<_, Vec<Entry>> = FxHashMap::default();
    for entry in entries {
        words.entry(entry.words[0]).or_default().push(entry);
    }
    words
});

fn class_named(name: &str) -> Class {
    let known = CLASSES.iter().find(|(known, _)| *known == name);
    known.expect("words.tsv names a known class").1
}

/// The rows whose phrase starts with a word, longest phrase first.
pub(crate) fn starting_with(word: &str) -> &'static [Entry] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}

/// The row of a class among `rows` that matches the longest phrase at the head of `words`, and its length in words.
pub(crate) fn longest<'w>(
    rows: &'static [Entry],
    words: impl Iterator<Item = &'w str> + Clone,
    class: Class,
) -> Option<(usize, &'static Entry)> {
    let fits = |entry: &&Entry| {
        let mut words = words.clone();
        entry.class == class && entry.words.iter().all(|word| words.next() == Some(word))
    };
    rows.iter()
        .find(fits)
        .map(|entry| (entry.words.len(), entry))
}

/// Fields of each row of an embedded table: `#` comments, one line of column names, tab-separated rows.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|line| {
        let mut fields = line.split('\t');
        std::array::from_fn(|_| {
            fields
                .next()
                .expect("a row of an embedded table has all its fields")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        let rows: Vec<[&str; 3]> = rows(include_str!("../data/words.tsv")).collect();
        assert!(rows.is_sorted());
        assert_eq!(WORDS.values().map(Vec::len).sum::<usize>(), rows.len());
    }

    #[test]
    fn the_longest_phrase_counts() {
        let find = |text: &str, class| {
            let rows = starting_with(text.split(' ').next().unwrap_or(""));
            longest(rows, text.split(' '), class).map(|(len, entry)| (len, entry.value))
        };
        assert_eq!(
            find("the day before yesterday .", Class::Day),
            Some((4, "-2"))
        );
        assert_eq!(find("yesterday", Class::Day), Some((1, "-1")));
        assert_eq!(find("second", Class::Unit), Some((1, "TS")));
        assert_eq!(find("second", Class::Month), None);
        assert_eq!(find("", Class::Month), None);
    }
}
