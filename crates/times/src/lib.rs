//! Time expressions and their values against the document date.
//!
//! `They met in Vienna on Thursday, two weeks after the last round`: the span is `Thursday`, without the preposition, and its
//! value a day of the week before the document's date. Spans, types and values follow TimeML's TIMEX3; [`TimeExpression::interval`]
//! adds the days that a date covers.

mod number;
mod period;
mod pieces;
mod rules;
mod scan;
mod tense;
#[cfg(test)]
mod testing;
mod words;

use chancery_model::{Document, Syntax, Table, TimeExpression, TimeId};

use crate::period::{Grain, Period};
use crate::scan::{Meaning, Scan};

/// Finds the time expressions of a document, in text order and without overlap.
///
/// Relative times count from [`Document::reference_date`]. Without one they have no day: `yesterday` is `PAST_REF`, `Friday` is
/// `XXXX-WXX-5`.
pub fn find(doc: &Document, syntax: &Syntax) -> Table<TimeId, TimeExpression> {
    let reference = doc.reference_date();
    let mut found = Vec::new();
    let mut anchor: Option<Period> = None;
    for sentence in syntax.sentences() {
        let tokens = sentence.tokens.clone().map(chancery_model::Id::from_index);
        let pieces = pieces::pieces(doc, syntax, tokens);
        let mut scan = Scan {
            pieces: &pieces,
            syntax,
            reference,
            anchor,
            day: None,
            last_day_end: None,
        };
        let mut at = 0;
        while at < pieces.len() {
            if let Some(end) = rules::age(&scan, at) {
                at = end;
                continue;
            }
            let Some(reading) = scan::read(&scan, at) else {
                at += 1;
                continue;
            };
            let span = pieces[at].span.cover(pieces[reading.end - 1].span);
            found.push(TimeExpression {
                span,
                kind: reading.meaning.kind(),
                value: reading.meaning.value(),
                interval: reading.meaning.interval(),
            });
            remember(&mut scan, &reading.meaning, reading.end);
            at = reading.end;
        }
        anchor = scan.anchor;
    }
    tracing::debug!(times = found.len(), "time expressions");
    found.into_iter().collect()
}

/// Keeps the calendar time that was spoken of last, for `the following day` and `a year earlier`.
fn remember(scan: &mut Scan<'_>, meaning: &Meaning, end: usize) {
    scan.last_day_end = None;
    match meaning {
        Meaning::Period(period) => {
            // The figures of `a year earlier` are only compared with; the quarter spoken of stays.
            let compared = period.grain == Grain::Quarter
                && scan.anchor.and_then(|anchor| anchor.shift(-4)) == Some(*period);
            if !compared {
                scan.anchor = Some(*period);
            }
            if period.grain == Grain::Day {
                scan.day = Some(period.start);
                scan.last_day_end = Some(end);
            }
        }
        Meaning::Clock(Some(day), _) => scan.day = Some(*day),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_testkit::quirky_text;
    use proptest::prelude::*;
    use testing::found;

    #[test]
    fn without_a_reference_only_fixed_times_have_a_day() {
        let check = |sentence, expected: &str| assert_eq!(found(sentence, None), expected);
        check("on May 3 , 1998", "May 3 , 1998=1998-05-03");
        check("yesterday", "yesterday=PAST_REF");
        check("next week", "next week=FUTURE_REF");
        check("on Friday", "Friday=XXXX-WXX-5");
        check("on May 3", "May 3=XXXX-05-03");
        check("in December", "December=XXXX-12");
        check("at 10 p.m.", "10 p.m.=XXXX-XX-XXT22:00");
        check("two days later", "two days later=?");
    }

    #[test]
    fn dates_have_an_interval() {
        let (mut doc, syntax) = chancery_testkit::parse(
            "last NOUN 2 dep\nmonth NOUN 0 root\nfor NOUN 2 dep\nyears NOUN 2 dep",
        );
        doc.published = "2015-10-24".parse().ok();
        let times = find(&doc, &syntax);
        let intervals: Vec<_> = times
            .iter()
            .map(|time| time.interval.map(|(first, last)| format!("{first} {last}")))
            .collect();
        assert_eq!(intervals, [Some("2015-09-01 2015-09-30".to_owned()), None]);
    }

    /// Words of time in odd order, each a word of a flat sentence.
    fn odd_sentence() -> impl Strategy<Value = String> {
        let pieces = [
            "last",
            "the",
            "next",
            "two",
            "a",
            "year",
            "years",
            "ago",
            "later",
            "-",
            "third",
            "quarter",
            "Friday",
            "Oct.",
            "24",
            "2015",
            "9999",
            "0001",
            "of",
            "in",
            "day",
            "before",
            "yesterday",
            "10",
            "p.m.",
            "every",
            "half",
            "and",
            ",",
            "early",
            "week",
            "weekend",
            "century",
            "99999999",
            "20th",
            "this",
            "past",
            "from",
            "now",
            "Easter",
            "millennia",
            "thousand",
            "months",
            "hundred",
            "seconds",
            "s",
            "'s",
            "1990s",
            "May",
            "fall",
            "old",
            "12:30",
            "year-earlier",
            "’",
            "½",
            "20-24",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..12)
            .prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn words_of_time_never_panic(sentence in odd_sentence(), year in -9999..=9999_i16) {
            let date = jiff::civil::Date::new(year, 12, 31).unwrap();
            found(&sentence, Some(&date.to_string()));
        }

        #[test]
        fn spans_are_ordered_and_the_same_each_time(text in quirky_text()) {
            let lines: Vec<_> = text.split_whitespace().enumerate().map(|(at, word)| format!("{word} NOUN {} {}", usize::from(at > 0), if at > 0 { "dep" } else { "root" })).collect();
            let (mut doc, syntax) = chancery_testkit::parse(&lines.join("\n"));
            doc.published = "2015-10-24".parse().ok();
            let times = find(&doc, &syntax);
            prop_assert!(times.iter().is_sorted_by(|a, b| a.span.end() <= b.span.start()));
            prop_assert!(times.iter().eq(find(&doc, &syntax).iter()));
        }
    }
}
