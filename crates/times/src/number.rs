//! Decides which number stands at a piece: in digits, in words, or not told.
//!
//! `twenty-four`, `2 1/2`, `a couple of`, `several`.

use crate::scan::Scan;
use crate::words::Class;

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// A number, and a half when `half`.
    Exactly { whole: u32, half: bool },
    /// `several`.
    Some,
}

/// The count at `at` and the piece after it.
pub(crate) fn count(scan: &Scan<'_>, at: usize) -> Option<(usize, Count)> {
    if let Some((end, _)) = scan.take(at, Class::Some) {
        return Some((end, Count::Some));
    }
    let (mut end, whole) = digits(scan.word(at))
        .map(|number| (at + 1, number))
        .or_else(|| in_words(scan, at))?;
    let half = matches!(scan.word(end), "1/2" | "½");
    end += usize::from(half);
    if !half && scan.word(end) == "and" && scan.word(end + 1) == "a" && scan.word(end + 2) == "half"
    {
        return Some((end + 3, Count::Exactly { whole, half: true }));
    }
    if let Some((after, scale)) = scan.take(end, Class::Scale).filter(|_| whole < 1000) {
        return Some((
            after,
            Count::Exactly {
                whole: whole.checked_mul(scale.number as u32)?,
                half: false,
            },
        ));
    }
    Some((end, Count::Exactly { whole, half }))
}

/// A number of ASCII digits, with or without commas between thousands.
pub(crate) fn digits(word: &str) -> Option<u32> {
    let plain = word.split(',').enumerate().all(|(n, part)| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) && (n == 0 || part.len() == 3)
    });
    if plain && word.len() <= 12 {
        word.replace(',', "").parse().ok()
    } else {
        None
    }
}

/// The number of `20th`, `3rd`.
pub(crate) fn ordinal_digits(word: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    digits(number)
}

/// `twenty`, `twenty-four`, `four`, `two hundred`.
fn in_words(scan: &Scan<'_>, at: usize) -> Option<(usize, u32)> {
    let (end, number) = below_hundred(scan, at)?;
    match scan.take(end, Class::Scale) {
        Some((after, scale)) => Some((after, number.checked_mul(scale.number as u32)?)),
        None => Some((end, number)),
    }
}

/// A number below a hundred in words.
pub(crate) fn below_hundred(scan: &Scan<'_>, at: usize) -> Option<(usize, u32)> {
    let Some((end, tens)) = scan.take(at, Class::Tens) else {
        return scan
            .take(at, Class::Number)
            .map(|(end, entry)| (end, entry.number as u32));
    };
    let ones = scan
        .take(scan.skip(end, "-"), Class::Number)
        .filter(|(_, entry)| entry.number < 10 && entry.value != "1" || entry.number == 1);
    match ones.filter(|(after, _)| !matches!(scan.word(after - 1), "a" | "an" | "of")) {
        Some((after, entry)) => Some((after, (tens.number + entry.number) as u32)),
        None => Some((end, tens.number as u32)),
    }
}

/// The value of a length: a count of a unit given by its duration letters (`TH`, `D`, `10Y`).
pub(crate) fn length(count: Count, letters: &str) -> String {
    let (time, letters) = letters
        .strip_prefix('T')
        .map_or(("", letters), |rest| ("T", rest));
    let unit_at = letters.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (factor, unit) = letters.split_at(unit_at);
    let factor: u32 = factor.parse().unwrap_or(1);
    let Count::Exactly { whole, half } = count else {
        return format!("P{time}X{}", if factor == 100 { "C" } else { unit });
    };
    let whole = whole.saturating_mul(factor);
    let rest = match (time, unit, half) {
        (_, _, false) => String::new(),
        (_, "Y", _) if factor > 1 => return format!("P{}Y", whole.saturating_add(factor / 2)),
        ("", "Y", _) => "6M".to_owned(),
        ("T", "H", _) => "30M".to_owned(),
        ("T", "M", _) => "30S".to_owned(),
        ("", "D", _) => "T12H".to_owned(),
        _ => return format!("P{time}{whole}.5{unit}"),
    };
    if whole == 0 && !rest.is_empty() {
        format!("P{time}{rest}")
    } else {
        format!("P{time}{whole}{unit}{rest}")
    }
}
