//! Decides which pieces of a sentence make a time expression: at each piece the longest reading of any rule.
//!
//! `about two years ago` is longer than `two years`; an age (`a two-year-old`) is no time and is passed over.

use chancery_model::{Syntax, TimeKind, TokenId};
use jiff::civil::Date;

use crate::period::{Grain, Period};
use crate::pieces::Piece;
use crate::rules;
use crate::tense::{Tense, tense_at};
use crate::words::{self, Class, Entry};

/// Words that a phrase of the table may have.
const LONGEST_PHRASE: usize = 8;

/// What the rules look at.
pub(crate) struct Scan<'a> {
    pub(crate) pieces: &'a [Piece],
    pub(crate) syntax: &'a Syntax,
    /// Day that relative times count from.
    pub(crate) reference: Option<Date>,
    /// Calendar period spoken of last in the document.
    pub(crate) anchor: Option<Period>,
    /// Day spoken of last in this sentence.
    pub(crate) day: Option<Date>,
    /// Where the last expression ended, when it was a day of a month.
    pub(crate) last_day_end: Option<usize>,
}

/// What a time expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A calendar period.
    Period(Period),
    /// A calendar time whose year cannot be told (`XXXX-10-24`).
    Open(String),
    /// A time of a day, the day told or not: `T14:00`, `TMO`.
    Clock(Option<Date>, String),
    /// A length of time.
    Duration(String),
    /// A repeated time.
    Set(String),
    /// `PAST_REF` and its like.
    Vague(&'static str),
    /// A date without a value.
    Unknown,
}

/// A rule's answer: the piece after the expression, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) end: usize,
    pub(crate) meaning: Meaning,
}

/// A rule reads an expression that starts at a piece.
pub(crate) type Rule = fn(&Scan<'_>, usize) -> Option<Reading>;

/// A row of the table and the piece after its words.
pub(crate) type Taken = Option<(usize, &'static Entry)>;

impl Scan<'_> {
    /// The longest phrase of a class at `at`.
    pub(crate) fn take(&self, at: usize, class: Class) -> Taken {
        let pieces = self.pieces.get(at..)?;
        let rows = pieces.first()?.rows;
        let words = pieces[..pieces.len().min(LONGEST_PHRASE)]
            .iter()
            .map(|piece| piece.word.as_str());
        words::longest(rows, words, class).map(|(len, entry)| (at + len, entry))
    }

    /// The word of a class right before `at`.
    pub(crate) fn before(&self, at: usize, class: Class) -> Option<&'static Entry> {
        let before = at.checked_sub(1)?;
        self.take(before, class)
            .filter(|&(end, _)| end == at)
            .map(|(_, entry)| entry)
    }

    /// The first class of several that matches at `at`.
    pub(crate) fn take_any(&self, at: usize, classes: &[Class]) -> Taken {
        classes.iter().find_map(|&class| self.take(at, class))
    }

    /// The word of a piece; empty outside the sentence.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.word.as_str())
    }

    /// The piece after `word` if it stands at `at`, else `at`.
    pub(crate) fn skip(&self, at: usize, word: &str) -> usize {
        at + usize::from(self.word(at) == word)
    }

    /// The word that a piece belongs to.
    pub(crate) fn token(&self, at: usize) -> Option<TokenId> {
        self.pieces.get(at).map(|piece| piece.token)
    }

    /// Tense of the clause around a piece.
    pub(crate) fn tense(&self, at: usize) -> Tense {
        self.token(at)
            .map_or(Tense::Past, |token| tense_at(self.syntax, token))
    }

    /// The period `n` grains from the reference; without a reference only whether it is past, present or to come.
    pub(crate) fn relative(&self, grain: Grain, n: i32) -> Meaning {
        match self.reference {
            None if n < 0 => Meaning::Vague("PAST_REF"),
            None if n > 0 => Meaning::Vague("FUTURE_REF"),
            None => Meaning::Vague("PRESENT_REF"),
            Some(reference) => {
                period(Period::containing(grain, reference).and_then(|period| period.shift(n)))
            }
        }
    }
}

/// A period, or a date without value when the calendar ends before it.
pub(crate) fn period(period: Option<Period>) -> Meaning {
    period.map_or(Meaning::Unknown, Meaning::Period)
}

impl Meaning {
    pub(crate) const fn kind(&self) -> TimeKind {
        match self {
            Self::Period(_) | Self::Open(_) | Self::Vague(_) | Self::Unknown => TimeKind::Date,
            Self::Clock(..) => TimeKind::Time,
            Self::Duration(_) => TimeKind::Duration,
            Self::Set(_) => TimeKind::Set,
        }
    }

    pub(crate) fn value(&self) -> Option<String> {
        match self {
            Self::Period(period) => Some(period.value()),
            Self::Open(value) | Self::Duration(value) | Self::Set(value) => Some(value.clone()),
            Self::Clock(Some(day), time) => Some(format!("{day}{time}")),
            Self::Clock(None, time) => Some(format!("XXXX-XX-XX{time}")),
            Self::Vague(value) => Some((*value).to_owned()),
            Self::Unknown => None,
        }
    }

    pub(crate) fn interval(&self) -> Option<(Date, Date)> {
        match self {
            Self::Period(period) => period.interval(),
            Self::Clock(Some(day), _) => Some((*day, *day)),
            _ => None,
        }
    }
}

/// The longest reading at a piece, with the words before it that belong to it.
pub(crate) fn read(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let plain = core(scan, at);
    let edge = edged(scan, at);
    let about = scan.take(at, Class::About).and_then(|(next, _)| {
        // `get around Wednesday's ruling` is about no time.
        let named = scan.take_any(
            next,
            &[Class::Weekday, Class::Deictic, Class::Anchored, Class::Day],
        );
        let reading = if named.is_some() {
            None
        } else {
            edged(scan, next).or_else(|| core(scan, next))
        }?;
        matches!(
            reading.meaning,
            Meaning::Duration(_) | Meaning::Period(_) | Meaning::Clock(..)
        )
        .then_some(reading)
    });
    longest([plain, edge, about])
}

/// `early next week`, `the end of 1990`, `later on Friday`: the value is that of the whole period.
fn edged(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    let (next, _) = scan.take(at, Class::Edge)?;
    let reading = core(scan, scan.skip(next, "-")).or_else(|| edged(scan, next))?;
    matches!(
        reading.meaning,
        Meaning::Period(_) | Meaning::Open(_) | Meaning::Clock(..)
    )
    .then_some(reading)
}

fn core(scan: &Scan<'_>, at: usize) -> Option<Reading> {
    longest(rules::RULES.iter().map(|rule| rule(scan, at)))
}

/// The longest of some readings; the first of equals.
fn longest(readings: impl IntoIterator<Item = Option<Reading>>) -> Option<Reading> {
    readings
        .into_iter()
        .flatten()
        .reduce(|best, next| if next.end > best.end { next } else { best })
}
