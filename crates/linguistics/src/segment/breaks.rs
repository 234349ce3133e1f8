//! Finds where a line must have ended though the text no longer shows it.
//!
//! Pages and mail that were copied as running text lose their line ends: in `Regards, Anna Beispiel` the name is a line of
//! its own, in `Beispiel 01/05/2024 09:30 AM Dear all` the date is. Only signs that prose does not have count: time stamps,
//! rules drawn from marks, addresses before a capital, closings of letters.

use super::Piece;
use crate::lists::{Lower, lists};

/// The words of a paragraph and the start of the current sentence among them.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) pieces: &'a [Piece],
    /// The first piece of the sentence.
    pub(super) first: usize,
}

impl Line<'_> {
    /// True when the sentence ends before the piece `at`, which is not its first.
    pub(super) fn ends_before(&self, at: usize) -> bool {
        let (before, word) = (self.word(at - 1), self.word(at));
        let gap = self.pieces[at - 1].end < self.pieces[at].start;
        if gap && (is_rule(before) || is_rule(word)) {
            return true;
        }
        let is_upper = word.starts_with(char::is_uppercase);
        let starts = is_upper || word.starts_with(['"', '“']);
        match before {
            "," => is_upper && self.is_closing(at - 1),
            ":" => {
                let item = self.word(at + 2);
                word == "1" && self.word(at + 1) == "." && item.starts_with(char::is_uppercase)
            }
            ">" | ">>" => starts || word == "-",
            ")" => starts && self.is_bracketed(at),
            _ if before.starts_with([':', ';', '=']) => {
                is_upper && lists().emoticons.contains(before)
            }
            _ if is_link(before) && (is_upper || is_link(word)) => true,
            _ if is_mail(before) && is_upper => true,
            _ if before.starts_with(char::is_uppercase) || before.contains('@') => {
                self.is_stamp(at) || self.ends_stamp(at)
            }
            _ => self.ends_stamp(at),
        }
    }

    /// `Best regards ,` and no more since the sentence began; `at` is the comma.
    fn is_closing(&self, at: usize) -> bool {
        (1..=3).contains(&(at - self.first))
            && (self.first..at).all(|at| self.word(at).starts_with(char::is_alphabetic))
            && lists()
                .closings
                .contains(Lower::new(self.word(at - 1)).as_str())
    }

    /// `( Reuters )` and no more since the sentence began.
    fn is_bracketed(&self, at: usize) -> bool {
        self.word(self.first) == "("
            && (3..=6).contains(&(at - self.first))
            && (self.first + 1..at - 1).all(|at| self.word(at).starts_with(char::is_uppercase))
    }

    /// A date in numbers and a time begin at `at`.
    fn is_stamp(&self, at: usize) -> bool {
        is_date(self.word(at)) && is_time(self.word(at + 1))
    }

    /// A date in numbers and a time end before `at`.
    fn ends_stamp(&self, at: usize) -> bool {
        let is_half = |at: usize| matches!(self.word(at), "AM" | "PM" | "am" | "pm");
        let date = at.checked_sub(2 + usize::from(is_half(at - 1)));
        let word = self.word(at);
        date.is_some_and(|date| date >= self.first && self.is_stamp(date))
            && word.starts_with(char::is_alphabetic)
            && !is_half(at)
            && !is_zone(word)
    }

    fn word(&self, at: usize) -> &str {
        self.pieces
            .get(at)
            .map_or("", |piece| &self.text[piece.start..piece.end])
    }
}

/// A line drawn from marks: `---------------`. Shorter ones stand for words left out.
fn is_rule(word: &str) -> bool {
    word.len() > 11 && word.bytes().all(|b| b"-=_*~#+<>|{}^".contains(&b))
}

fn is_link(word: &str) -> bool {
    word.starts_with("http") && word.contains("://") || word.starts_with("www.")
}

fn is_mail(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

/// `01/05/2024`
fn is_date(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.matches('/').count() == 2
        && word.bytes().all(|b| b.is_ascii_digit() || b == b'/')
}

/// `09:30`
fn is_time(word: &str) -> bool {
    word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':')
}

/// `EST`
fn is_zone(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::segment::testing::check_sentences;

    /// `expected`: the sentences, separated by ` / `.
    #[track_caller]
    fn check(expected: &str) {
        check_sentences(&expected.replace(" / ", " "), expected);
    }

    #[test]
    fn time_stamps_are_lines() {
        check("Anna Beispiel / 01/05/2024 09:30 AM / Dear all, we met. / Anna");
        check("Max Muster@EXAMPLE / 01/05/2024 09:30 / the talks go on");
        check("It was sent on 01/05/2024 09:30 AM EST by mail");
        check("They met on 01/05/2024 at 09:30 AM in Vienna");
    }

    #[test]
    fn rules_and_addresses_end_lines() {
        check("See below / --------------- / The talks");
        check("Report: https://example.org/a / The talks went on");
        check("https://example.org/a / https://example.org/b");
        check("Anna <anna@example.org> / Dear all");
        check("He wrote to press@example.org on Monday");
    }

    #[test]
    fn letters_close_with_a_line() {
        check("We agree. / Best regards, / Anna Beispiel");
        check("Thanks, / Max / ===============");
        check("Thanks to them, Beispiel left");
        check("(Example Wire) / Iran agreed");
        check("(Iran agreed) Iran left");
        check("Read this: / 1. Agree. / 2. Sign.");
        check("We won :) / They left");
    }
}
