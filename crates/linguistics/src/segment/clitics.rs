//! Cuts a run of letters with apostrophes into its syntactic words.
//!
//! English writes negation, short verbs and the genitive onto the word before: *wouldn't've* is `would`, `n't`, `'ve`;
//! *Iran's* is `Iran`, `'s`. A few contractions show no apostrophe (*cannot*, *gonna*) and are listed.

use super::Piece;
use crate::lists::{Lower, lists};

/// Adds the words of `text[start..end]`, a run of letters and apostrophes.
pub(super) fn push(text: &str, start: usize, end: usize, pieces: &mut Vec<Piece>) {
    let word = &text[start..end];
    let has_apostrophe =
        word.bytes().any(|b| !b.is_ascii_alphanumeric()) && word.contains(is_apostrophe);
    // The longest listed contraction without an apostrophe is short; look no longer word up.
    if word.len() <= 10
        && (has_apostrophe || is_listed_length(word))
        && let Some(contraction) = lists().contractions.get(Lower::new(word).as_str())
        && (contraction.before.is_empty() || is_before(&text[end..], contraction.before))
    {
        push_parts(start, contraction.parts, pieces);
        return;
    }
    if has_apostrophe {
        push_clitics(text, start, end, pieces);
    } else {
        pieces.push(Piece {
            start,
            end,
            continues: false,
        });
    }
}

/// True for the marks that stand for an apostrophe inside a word.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '´' | 'ʼ' | '＇')
}

fn is_listed_length(word: &str) -> bool {
    (2..=8).contains(&word.len())
}

/// True when `rest` goes on with one of the words of a comma-separated list; a hyphenated word is none.
fn is_before(rest: &str, words: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else {
        return false;
    };
    let letters = rest
        .bytes()
        .take(24)
        .take_while(u8::is_ascii_alphabetic)
        .count();
    let next = Lower::new(&rest[..letters]);
    !rest[letters..].starts_with(['-', '‐', '‑'])
        && letters > 0
        && words.split(',').any(|word| word == next.as_str())
}

fn push_parts(start: usize, parts: &str, pieces: &mut Vec<Piece>) {
    let mut at = start;
    for part in parts.split('|') {
        pieces.push(Piece {
            start: at,
            end: at + part.len(),
            continues: at > start,
        });
        at += part.len();
    }
}

fn push_clitics(text: &str, start: usize, end: usize, pieces: &mut Vec<Piece>) {
    // At most three clitics: a word of nothing but apostrophes stays linear.
    let mut cuts = [0; 3];
    let mut n_cuts = 0;
    let mut rest = end;
    while n_cuts < cuts.len() {
        let Some(cut) = last_clitic(&text[start..rest]) else {
            break;
        };
        rest = start + cut;
        cuts[n_cuts] = rest;
        n_cuts += 1;
    }
    let mut from = start;
    for &cut in cuts[..n_cuts].iter().rev() {
        pieces.push(Piece {
            start: from,
            end: cut,
            continues: from > start,
        });
        from = cut;
    }
    pieces.push(Piece {
        start: from,
        end,
        continues: from > start,
    });
}

/// Where the last clitic of `word` begins; `None` when it has none or is nothing else.
fn last_clitic(word: &str) -> Option<usize> {
    let (at, mark) = word
        .char_indices()
        .rev()
        .take(4)
        .find(|&(_, c)| is_apostrophe(c))?;
    let suffix = Lower::new(&word[at + mark.len_utf8()..]);
    let cut = match suffix.as_str() {
        "t" if word[..at].ends_with(['n', 'N']) => at - 1,
        "s" if is_count(&word[..at]) => return None,
        "s" | "re" | "ve" | "ll" | "d" | "m" => at,
        _ => return None,
    };
    (cut > 0).then_some(cut)
}

/// The plural `70's` or `1930's`; `2003's` is a genitive.
fn is_count(number: &str) -> bool {
    number.bytes().all(|b| b.is_ascii_digit())
        && (number.len() < 3
            || number.len() == 4 && number.starts_with('1') && number.ends_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts the first word of `text`.
    fn check(text: &str, expected: &[&str]) {
        let mut pieces = Vec::new();
        let end = text.find(' ').unwrap_or(text.len());
        push(text, 0, end, &mut pieces);
        let words: Vec<_> = pieces.iter().map(|p| &text[p.start..p.end]).collect();
        assert_eq!(words, expected);
        assert!(pieces.iter().skip(1).all(|p| p.continues) && !pieces[0].continues);
    }

    #[test]
    fn cuts_clitics() {
        check("can't", &["ca", "n't"]);
        check("Don’t", &["Do", "n’t"]);
        check("wouldn't've", &["would", "n't", "'ve"]);
        check("O'Brien's", &["O'Brien", "'s"]);
        check("IT'S", &["IT", "'S"]);
        check("Qur'an", &["Qur'an"]);
        check("o'clock", &["o'clock"]);
        check("1930's", &["1930's"]);
        check("2003's", &["2003", "'s"]);
    }

    #[test]
    fn cuts_listed_contractions() {
        check("Cannot", &["Can", "not"]);
        check("gonna", &["gon", "na"]);
        check("’tis", &["’t", "is"]);
        check("alot", &["a", "lot"]);
    }

    #[test]
    fn the_next_word_decides() {
        check("its a pity", &["it", "s"]);
        check("its border", &["its"]);
        check("its in-house", &["its"]);
        check("its", &["its"]);
        check("Lets hope", &["Let", "s"]);
    }
}
