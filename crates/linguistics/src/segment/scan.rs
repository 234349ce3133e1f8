//! Cuts one paragraph into words: white space first, then marks from words inside each chunk.
//!
//! `("Mr. Beispiel's co-workers,"` is a bracket, a quotation mark, `Mr.` with its full stop, `Beispiel`, `'s`, the single
//! word `co-workers`, a comma and a quotation mark.

use std::ops::Range;

use super::Piece;
use super::clitics::{self, is_apostrophe};
use super::marks;
use super::runs::{char_at, is_word_char, run};
use super::web::addresses;
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
            return;
        }
        // `:).` is a face and a full stop; `):` may close a bracket.
        let face = chunk.trim_end_matches(['.', ',', '!', '?']);
        let closes = face.starts_with(')') && self.brackets > 0;
        if !closes && lists().emoticons.contains(face) {
            self.push(start, start + face.len());
            self.words_and_marks(start + face.len(), end);
            return;
        }
        let mut at = start;
        for address in addresses(chunk) {
            self.words_and_marks(at, start + address.start);
            at = start + address.end;
            self.push(start + address.start, at);
        }
        let face = end - self.emoticon_at_end(&self.text[at..end]);
        self.words_and_marks(at, face);
        if face < end {
            self.push(face, end);
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
        let takes_mark = self.takes_stop(word, found.is_acronym, found.end)
            || self.is_exclaimed(start, found.end, chunk_end);
        let end = found.end + usize::from(takes_mark);
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

    /// True for a name that is written with an exclamation mark: `Yahoo!`.
    fn is_exclaimed(&self, start: usize, at: usize, end: usize) -> bool {
        self.text[at..end].starts_with('!') && lists().exclaimed.contains(&self.text[start..=at])
    }

    /// True when the full stop at `at`, right after `word`, is part of it.
    fn takes_stop(&self, word: &str, is_acronym: bool, at: usize) -> bool {
        let Some(rest) = self.text[at..self.end].strip_prefix('.') else {
            return false;
        };
        let next = rest.chars().next();
        if next == Some('.') {
            // `Inc..` ends a sentence, `Inc...` breaks off.
            let class = lists().abbreviation(word);
            let abbreviates = matches!(class, Some(Abbreviation::Plain | Abbreviation::Final));
            return !rest[1..].starts_with('.') && (is_acronym || abbreviates);
        }
        let glued = next.is_some_and(char::is_alphanumeric);
        let is_initial =
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_none();
        if is_acronym || is_initial {
            return !(glued && next.is_some_and(char::is_lowercase));
        }
        match lists().abbreviation(word) {
            Some(Abbreviation::Title) => true,
            Some(Abbreviation::Plain | Abbreviation::Final | Abbreviation::State) => !glued,
            Some(Abbreviation::StateWord) => !glued && self.may_follow_place(),
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
        let second = rest[c.len_utf8()..].chars().next().unwrap_or(' ');
        let starts_word = match c {
            '+' | '.' => second.is_ascii_digit() || c == '.' && is_file_ending(&rest[1..]),
            '#' => second.is_alphabetic() && self.pieces.last().is_none_or(|last| last.end < at),
            _ => false,
        };
        if starts_word && !self.follows_word(at) {
            return self.word(at, at + 1, end);
        }
        let doubled = matches!((c, second), ('\'', '\'') | ('`', '`') | ('‘' | '’', '’'));
        if c == '‘' && !doubled {
            self.single_quote = true;
        } else if is_apostrophe(c) && !doubled {
            return self.apostrophe(c, at, end);
        }
        let length = marks::length(rest, c);
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

    /// True after `Boston,`, `D-` and `(`.
    fn may_follow_place(&self) -> bool {
        self.pieces
            .last()
            .is_some_and(|last| matches!(&self.text[last.start..last.end], "," | "-" | "("))
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

/// True when `text` is `doc` of `.doc` and nothing else follows but marks.
fn is_file_ending(text: &str) -> bool {
    let letters = text.len() - text.trim_start_matches(is_word_char).len();
    lists()
        .domains
        .contains(Lower::new(&text[..letters]).as_str())
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
