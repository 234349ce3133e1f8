//! Finds where a word ends: which marks join what stands on both sides, and which part it.
//!
//! A full stop joins in *U.S* and *3.5*, a comma in *10,000*, a colon in *7:30*, `&` in *AT&T*. A hyphen mostly parts
//! (*three-day* is three words) but joins after a listed prefix (*anti-war*) and in telephone numbers and dates.

use super::clitics::is_apostrophe;
use crate::lists::{Lower, lists};

/// A run of letters, digits and joining marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// First byte after it.
    pub(super) end: usize,
    /// True when full stops stand between its letters, as in `U.S`: a full stop after it belongs to it.
    pub(super) is_acronym: bool,
}

/// True for letters, digits, and what attaches to them: combining marks, soft hyphens, invisible format characters.
pub(super) fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric()
        || matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The run that starts at `start`, where a word character stands, and ends before `end`.
pub(super) fn run(text: &str, start: usize, end: usize) -> Run {
    let mut run = Walk {
        text,
        end,
        at: start,
        group: start,
        part: start,
        joined_numbers: false,
        is_acronym: false,
    };
    let mut previous = '\0';
    while let Some(c) = char_at(text, run.at, end) {
        if is_word_char(c) {
            if c.is_alphabetic() && previous.is_ascii_digit() {
                run.group = run.at;
            }
        } else {
            let after = run.at + c.len_utf8();
            let joins = char_at(text, after, end)
                .is_some_and(|next| is_word_char(next) && run.joins(previous, c, next, after));
            if !joins {
                break;
            }
        }
        previous = c;
        run.at += c.len_utf8();
    }
    let currency = &text[start..run.at];
    if currency.len() <= 3
        && text[run.at..end].starts_with('$')
        && currency.bytes().all(|b| b.is_ascii_uppercase())
    {
        run.at += 1;
    }
    Run {
        end: run.at,
        is_acronym: run.is_acronym,
    }
}

/// The character at byte `at` of `text[..end]`.
pub(super) fn char_at(text: &str, at: usize, end: usize) -> Option<char> {
    text[at..end].chars().next()
}

struct Walk<'a> {
    text: &'a str,
    end: usize,
    /// The mark in question.
    at: usize,
    /// Where the letters since the last full stop begin.
    group: usize,
    /// Where the part since the last hyphen begins.
    part: usize,
    /// The last hyphen stood between numbers.
    joined_numbers: bool,
    is_acronym: bool,
}

impl Walk<'_> {
    /// Decides for the mark `c` between `previous` and `next`, which stands at byte `after`.
    fn joins(&mut self, previous: char, c: char, next: char, after: usize) -> bool {
        let between_digits = previous.is_ascii_digit() && next.is_ascii_digit();
        match c {
            '.' if between_digits => true,
            '.' => self.stop_joins(next, after),
            ',' => {
                between_digits
                    && leading(&self.text[after..self.end], u8::is_ascii_digit).len() == 3
            }
            ':' => between_digits,
            '/' => between_digits || self.slash_joins(after),
            '&' | '*' => previous.is_alphabetic() && next.is_alphabetic(),
            '@' => previous.is_alphanumeric() && next.is_alphabetic(),
            '-' | '‐' | '‑' => self.hyphen_joins(after),
            _ => is_apostrophe(c) && previous.is_alphanumeric() && next.is_alphabetic(),
        }
    }

    /// `U.S`, `p.m`, `Ph.D`: single letters, or a listed abbreviation with a full stop inside.
    fn stop_joins(&mut self, next: char, after: usize) -> bool {
        if !next.is_alphabetic() {
            return false;
        }
        let group = &self.text[self.group..self.at];
        let follows = self.text[after + next.len_utf8()..self.end].chars().next();
        let is_single = |text: &str| {
            text.chars().next().is_some_and(char::is_alphabetic) && text.chars().nth(1).is_none()
        };
        let next_group =
            after + leading(&self.text[after..self.end], u8::is_ascii_alphabetic).len();
        let joins = is_single(group) && !follows.is_some_and(char::is_alphanumeric)
            || group.len() <= 3
                && lists()
                    .abbreviations
                    .contains_key(&self.text[self.group..next_group]);
        if joins {
            self.is_acronym = true;
            self.group = after;
        }
        joins
    }

    /// `w/o`, `b/c`: listed.
    fn slash_joins(&self, after: usize) -> bool {
        let right = leading(&self.text[after..self.end], u8::is_ascii_alphabetic);
        let whole = &self.text[self.part..after + right.len()];
        lists().slashed.contains(Lower::new(whole).as_str())
    }

    fn hyphen_joins(&mut self, after: usize) -> bool {
        let left = &self.text[self.part..self.at];
        let rest = &self.text[after..self.end];
        let right = leading(rest, u8::is_ascii_alphanumeric);
        let numbers = is_digits(left) && is_digits(right);
        let joins = if numbers {
            self.joined_numbers || is_number_code(left.len(), right.len(), &rest[right.len()..])
        } else {
            let shouts = left.len() > 1 && left.bytes().all(|b| b.is_ascii_uppercase());
            let is_prefix = !shouts && lists().joined_prefixes.contains(Lower::new(left).as_str());
            is_prefix || lists().joined_suffixes.contains(Lower::new(right).as_str())
        };
        self.joined_numbers = joins && numbers;
        self.part = after;
        self.group = after;
        joins
    }
}

/// True for the first hyphen of a telephone number, a postal code or a date, by the number of digits on both sides;
/// `rest` follows the right side.
fn is_number_code(left: usize, right: usize, rest: &str) -> bool {
    let third = rest
        .strip_prefix('-')
        .map_or(0, |rest| leading(rest, u8::is_ascii_digit).len());
    matches!(
        (left, right, third),
        (1 | 3 | 5, 4, 0) | (1..=3, 3, 3 | 4) | (4, 2, 2) | (1..=2, 1..=2, 2 | 4)
    )
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The bytes at the front that pass `test`, at most 24: no list entry is longer.
fn leading(text: &str, test: impl Fn(&u8) -> bool) -> &str {
    let length = text.bytes().take(24).take_while(|b| test(b)).count();
    &text[..length]
}
