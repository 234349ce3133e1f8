//! Cuts one paragraph into words: white space first, then marks from words inside each chunk.
//!
//! `("Mr. Beispiel's co-workers,"` is a bracket, a quotation mark, `Mr.` with its full stop, `Beispiel`, `'s`, the single
//! word `co-workers`, a comma and a quotation mark.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Piece;
use super::clitics::{self, is_apostrophe};
use super::runs::{char_at, is_word_char, run};
use super::web::is_address;
use crate::lists::{Abbreviation, Lower, lists};

/// Adds the words of `text[range]`, one paragraph or a part of it.
pub(super) fn scan(text: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
    let mut at = range.start;
    let mut scanner = Scanner {
        text,
        end: range.end,
        pieces,
        single_quote: false,
        brackets: 0,
    };
    while let Some(c) = char_at(text, at, range.end) {
        if is_gap(c) {
            at += c.len_utf8();
            continue;
        }
        let chunk_end = text[at..range.end]
            .find(is_gap)
            .map_or(range.end, |length| at + length);
        scanner.chunk(at, chunk_end);
        at = chunk_end;
    }
}

/// True for what no word holds: white space and control characters.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

struct Scanner<'a> {
    text: &'a str,
    /// End of the paragraph, as far as one may look ahead.
    end: usize,
    pieces: &'a mut Vec<Piece>,
    /// A single quotation mark has opened, so an apostrophe after `s` may close it.
    single_quote: bool,
    /// Round brackets that are open, so `:)` may be no emoticon.
    brackets: u32,
}

impl Scanner<'_> {
    /// One run without white space.
    fn chunk(&mut self, start: usize, end: usize) {
        let chunk = &self.text[start..end];
        if chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
            clitics::push(self.text, start, end, self.pieces);
        } else if lists().emoticons.contains(chunk) {
            self.push(start, end);
        } else {
            let core = start + (chunk.len() - chunk.trim_start_matches(OPENERS).len());
            let core_end = core + self.text[core..end].trim_end_matches(CLOSERS).len();
            if is_address(&self.text[core..core_end]) {
                self.words_and_marks(start, core);
                self.push(core, core_end);
                self.words_and_marks(core_end, end);
            } else {
                let face = end - self.emoticon_at_end(chunk);
                self.words_and_marks(start, face);
                if face < end {
                    self.push(face, end);
                }
            }
        }
    }

    /// Bytes of an emoticon glued to the last word of a chunk, as in `thanks:)`.
    fn emoticon_at_end(&self, chunk: &str) -> usize {
        let fits = |&length: &usize| {
            let Some(start) = chunk.len().checked_sub(length).filter(|&start| start > 0) else {
                return false;
            };
            let Some((before, face)) = chunk.split_at_checked(start) else {
                return false;
            };
            let opens = chunk.contains('(') && !face.contains('(') || self.brackets > 0;
            face.starts_with([':', ';', '='])
                && !opens
                && before
                    .ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '!' | '?' | ','))
                && lists().emoticons.contains(face)
        };
        [3, 2].into_iter().find(fits).unwrap_or(0)
    }

    fn words_and_marks(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(c) = char_at(self.text, at, end) {
            at = if is_word_char(c) {
                self.word(at, at, end)
            } else {
                self.mark(c, at, end)
            };
        }
    }

    /// Adds the word whose run starts at `run_start` and which itself starts at `start`, an apostrophe earlier perhaps.
    fn word(&mut self, start: usize, run_start: usize, chunk_end: usize) -> usize {
        let found = run(self.text, run_start, chunk_end);
        let word = &self.text[start..found.end];
        let end = if self.takes_stop(word, found.is_acronym, found.end) {
            found.end + 1
        } else {
            found.end
        };
        match unit_start(word) {
            Some(length) => {
                self.push(start, start + length);
                self.push(start + length, end);
            }
            None if start < run_start => self.push(start, end),
            None => clitics::push(self.text, start, end, self.pieces),
        }
        end
    }

    /// True when the full stop at `at`, right after `word`, is part of it.
    fn takes_stop(&self, word: &str, is_acronym: bool, at: usize) -> bool {
        let Some(rest) = self.text[at..self.end].strip_prefix('.') else {
            return false;
        };
        let next = rest.chars().next();
        if next == Some('.') {
            return false;
        }
        let glued = next.is_some_and(char::is_alphanumeric);
        let is_initial =
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_none();
        if is_acronym || is_initial {
            return !(glued && next.is_some_and(char::is_lowercase));
        }
        match lists().abbreviation(word) {
            Some(Abbreviation::Title) => true,
            Some(Abbreviation::Plain | Abbreviation::Final) => !glued,
            Some(Abbreviation::Number) => rest
                .chars()
                .find(|&c| !is_gap(c))
                .is_some_and(|c| c.is_ascii_digit()),
            None => false,
        }
    }

    /// Adds the mark `c` at `at`, or the run of marks or the word that it begins.
    fn mark(&mut self, c: char, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let length = match c {
            '.' | '-' | '/' | '=' | '*' | '#' | '~' | '$' | '|' | '^' | '<' | '>' | '–' | '—' => {
                same_run(rest, c)
            }
            '!' | '?' => rest.len() - rest.trim_start_matches(['!', '?']).len(),
            '`' if rest.starts_with("``") => 2,
            '\'' if rest.starts_with("''") => 2,
            '‘' | '’' if rest[c.len_utf8()..].starts_with('’') => {
                c.len_utf8() + '’'.len_utf8()
            }
            '+' if rest[1..].starts_with(|d: char| d.is_ascii_digit())
                && !self.follows_word(at) =>
            {
                return self.word(at, at + 1, end);
            }
            '+' => same_run(rest, c),
            '‘' => {
                self.single_quote = true;
                c.len_utf8()
            }
            _ if is_apostrophe(c) => return self.apostrophe(c, at, end),
            _ if c.is_ascii() => 1,
            _ => rest.graphemes(true).next().map_or(c.len_utf8(), str::len),
        };
        match c {
            '(' => self.brackets += 1,
            ')' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        self.push(at, at + length);
        at + length
    }

    /// A single mark that may quote, own, or stand for lost letters.
    fn apostrophe(&mut self, c: char, at: usize, end: usize) -> usize {
        let after = at + c.len_utf8();
        let rest = &self.text[after..end];
        let letters = rest.len() - rest.trim_start_matches(is_word_char).len();
        let word = Lower::new(&rest[..letters]);
        let is_clitic = matches!(word.as_str(), "s" | "re" | "ve" | "ll" | "d" | "m");
        if self.follows_word(at) {
            let before = &self.text[..at];
            if is_clitic {
                self.pieces.push(Piece {
                    start: at,
                    end: after + letters,
                    continues: true,
                });
                return after + letters;
            } else if letters > 0 {
                self.push(at, after);
            } else if self.single_quote {
                self.single_quote = false;
                self.push(at, after);
            } else if before.ends_with(['s', 'S', 'x', 'z']) {
                self.pieces.push(Piece {
                    start: at,
                    end: after,
                    continues: true,
                });
            } else {
                match self.pieces.last_mut() {
                    // `goin'`
                    Some(last) if before.ends_with("in") && last.end - last.start > 3 => {
                        last.end = after
                    }
                    _ => self.push(at, after),
                }
            }
            return after;
        }
        if letters > 0 {
            let is_year = rest.bytes().take_while(u8::is_ascii_digit).count() == 2;
            let stands_alone = is_clitic && letters == rest.len();
            if is_year || stands_alone || lists().elisions.contains(word.as_str()) {
                return self.word(at, after, end);
            }
            self.single_quote = true;
        } else {
            self.single_quote = false;
        }
        self.push(at, after);
        after
    }

    /// True when a word ends right at `at`.
    fn follows_word(&self, at: usize) -> bool {
        self.pieces.last().is_some_and(|last| {
            let word = &self.text[last.start..last.end];
            last.end == at && word.starts_with(is_word_char)
        })
    }

    fn push(&mut self, start: usize, end: usize) {
        self.pieces.push(Piece {
            start,
            end,
            continues: false,
        });
    }
}

/// Marks that may stand before an address.
const OPENERS: &[char] = &['(', '[', '{', '<', '"', '\'', '“', '‘', '«', '*'];
/// Marks that may stand after an address.
const CLOSERS: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '”', '’', '»', '*', '…',
];

/// Bytes of the run of `c` at the front.
fn same_run(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

/// Where the unit of `35mm` begins; `None` when `word` is no number with a unit.
fn unit_start(word: &str) -> Option<usize> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let at = word.find(|c: char| c.is_alphabetic())?;
    lists().units.contains(&word[at..]).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected`: the words, a space between tokens and `|` before a word that continues one.
    fn check(text: &str, expected: &str) {
        let mut pieces = Vec::new();
        scan(text, 0..text.len(), &mut pieces);
        let found = pieces
            .iter()
            .enumerate()
            .fold(String::new(), |mut out, (n, piece)| {
                if n > 0 {
                    out.push(if piece.continues { '|' } else { ' ' });
                }
                out + &text[piece.start..piece.end]
            });
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops() {
        check("Mr. A. B. Beispiel left.", "Mr. A. B. Beispiel left .");
        check(
            "the U.S. and the U.N.-led talks",
            "the U.S. and the U.N. - led talks",
        );
        check(
            "It rose 3.5 percent to 1.2.3.",
            "It rose 3.5 percent to 1.2.3 .",
        );
        check("No. 5, but no.", "No. 5 , but no .");
        check("Wait...what.... Yes…", "Wait ... what .... Yes …");
        check(
            "Dr.Beispiel ended it.They left",
            "Dr. Beispiel ended it . They left",
        );
        check("a Ph.D. at 9 a.m. etc.)", "a Ph.D. at 9 a.m. etc. )");
    }

    #[test]
    fn quotation_marks() {
        check(
            "\"Yes,\" he said. ``No.''",
            "\" Yes , \" he said . `` No . ''",
        );
        check(
            "“Yes”, ‘no’ and 'maybe'.",
            "“ Yes ” , ‘ no ’ and ' maybe ' .",
        );
        check(
            "'the states' and states' rights",
            "' the states ' and states|' rights",
        );
        check("in the '90s, tell 'em", "in the '90s , tell 'em");
        check("U.S.'s Beispiels’", "U.S.|'s Beispiels|’");
    }

    #[test]
    fn hyphens_and_dashes() {
        check(
            "a well-known anti-war e-mail",
            "a well - known anti-war e-mail",
        );
        check(
            "al-Assad, mid-1990s, UN-backed",
            "al - Assad , mid-1990s , UN - backed",
        );
        check("yes--no—maybe - or", "yes -- no — maybe - or");
        check(
            "555-0123 but 10-12 and 2015-10-24",
            "555-0123 but 10 - 12 and 2015-10-24",
        );
        check("16-year-old", "16 - year - old");
    }

    #[test]
    fn numbers_and_symbols() {
        check(
            "$5 US$4.5m €10,000 50% 7:30pm",
            "$ 5 US$ 4.5 m € 10,000 50 % 7:30 pm",
        );
        check(
            "[13,14] 9/11 and/or AT&T #2 +1",
            "[ 13 , 14 ] 9/11 and / or AT&T # 2 +1",
        );
    }

    #[test]
    fn addresses_and_faces() {
        check(
            "(see https://example.org/a.) :)",
            "( see https://example.org/a . ) :)",
        );
        check("thanks:) (see: a:)", "thanks :) ( see : a : )");
        check("a@example.org,", "a@example.org ,");
    }

    #[test]
    fn odd_characters() {
        check("👩‍👩‍👧 ok👍🏽", "👩‍👩‍👧 ok 👍🏽");
        check("a\u{301}b \u{202e} \u{301}", "a\u{301}b \u{202e} \u{301}");
        check("\u{0}a\u{1}b", "a b");
        check("''' ’ ' '", "'' ' ’ ' '");
    }
}
