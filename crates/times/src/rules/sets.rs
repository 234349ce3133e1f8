//! Repeated times: `every day`, `each Thursday`, `annually`, `$2 billion a year`, `Tuesday nights`.

use chancery_model::Upos;

use crate::number::{Count, count, length};
use crate::scan::{Meaning, Reading, Scan};
use crate::words::Class;

/// `every day`, `every two weeks`, `each July`, `every other Friday`.
pub(super) fn every(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (next, step) = scan.take(at, Class::Every)?;
    let set = |end, value| {
        Some(Reading {
            end,
            meaning: Meaning::Set(value),
        })
    };
    let one = Count::Exactly {
        whole: step.number as u32,
        half: false,
    };
    let (next, number) = count(scan, next).unwrap_or((next, one));
    if let Some((end, unit)) = scan.take_any(next, &[Class::Unit, Class::Units]) {
        return set(end, length(number, unit.value));
    }
    if let Some((end, day)) = scan.take(next, Class::Weekday) {
        let part = scan.take(end, Class::DayPart);
        return set(
            part.map_or(end, |(end, _)| end),
            format!(
                "XXXX-WXX-{}{}",
                day.number,
                part.map_or(String::new(), |(_, part)| format!("T{}", part.value))
            ),
        );
    }
    if let Some((end, month)) = scan.take(next, Class::Month) {
        return set(end, format!("XXXX-{:02}", month.number));
    }
    if let Some((end, season)) = scan.take(next, Class::Season) {
        return set(end, format!("XXXX-{}", season.value));
    }
    let (end, part) = scan.take(next, Class::DayPart)?;
    set(end, format!("XXXX-XX-XXT{}", part.value))
}

/// `daily`, `annually`.
pub(super) fn rate(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, entry) = scan.take(at, Class::Rate)?;
    let title = scan.pieces[at].capital && at > 0;
    (!title).then(|| Reading {
        end,
        meaning: Meaning::Set(entry.value.to_owned()),
    })
}

/// `a year` after what is counted: `$2 billion a year`, `three times a week`.
pub(super) fn per_unit(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (end, unit) = scan
        .take(at + 1, Class::Unit)
        .filter(|_| matches!(scan.word(at), "a" | "an"))?;
    let before = scan.token(at.checked_sub(1)?)?;
    let counted = matches!(
        scan.syntax.token(before).upos,
        Upos::Noun | Upos::Num | Upos::Sym | Upos::Propn
    );
    counted.then(|| Reading {
        end,
        meaning: Meaning::Set(length(
            Count::Exactly {
                whole: 1,
                half: false,
            },
            unit.value,
        )),
    })
}

/// `Tuesdays`, `Tuesday nights`.
pub(super) fn weekdays(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    if !scan.pieces.get(at)?.capital {
        return None;
    }
    if let Some((end, day)) = scan.take(at, Class::Weekdays) {
        return Some(Reading {
            end,
            meaning: Meaning::Set(format!("XXXX-WXX-{}", day.number)),
        });
    }
    let (next, day) = scan.take(at, Class::Weekday)?;
    let (end, part) = scan.take(next, Class::DayParts)?;
    Some(Reading {
        end,
        meaning: Meaning::Set(format!("XXXX-WXX-{}T{}", day.number, part.value)),
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
    fn repeated_times() {
        check("every day", "every day=P1D");
        check("every two weeks", "every two weeks=P2W");
        check("every other year", "every other year=P2Y");
        check("each Thursday", "each Thursday=XXXX-WXX-4");
        check("each July", "each July=XXXX-07");
        check("Tuesday nights", "Tuesday nights=XXXX-WXX-2TNI");
        check("on Tuesdays", "Tuesdays=XXXX-WXX-2");
        check("they meet annually", "annually=P1Y");
        check("two billion dollars a year", "a year=P1Y");
        check("the Daily Beispiel", "");
    }
}
