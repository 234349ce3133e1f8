//! Decides how a sentence is cut for the grammar: words in lower case, split at every hyphen.
//!
//! Taggers disagree on hyphens; the grammar sees `two - year` and `mid - 1996` however the words were cut. Each piece knows its
//! bytes and its word.

use chancery_model::{Document, Span, Syntax, TokenId};

use crate::words::{Entry, starting_with};

/// A word or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Lower case, typographic apostrophe and dashes made plain, without final full stop.
    pub(crate) word: String,
    pub(crate) span: Span,
    /// The word that the piece belongs to.
    pub(crate) token: TokenId,
    /// The text starts with a capital letter.
    pub(crate) capital: bool,
    /// A full stop was cut off.
    pub(crate) stopped: bool,
    /// What the table has that starts with the word: every rule asks for it.
    pub(crate) rows: &'static [Entry],
}

/// The pieces of the words `tokens` of a document, in order.
pub(crate) fn pieces(
    doc: &Document,
    syntax: &Syntax,
    tokens: impl Iterator<Item = TokenId>,
) -> Vec<Piece> {
    let mut found = Vec::new();
    for token in tokens {
        let span = syntax.token(token).span;
        let text = doc.slice(span);
        let mut start = 0;
        if !is_iso_date(text) {
            for (at, dash) in text.match_indices(is_dash).filter(|_| text.len() > 1) {
                push(&mut found, doc, token, span, start..at);
                push(&mut found, doc, token, span, at..at + dash.len());
                start = at + dash.len();
            }
        }
        push(&mut found, doc, token, span, start..text.len());
    }
    found
}

fn push(
    found: &mut Vec<Piece>,
    doc: &Document,
    token: TokenId,
    span: Span,
    range: std::ops::Range<usize>,
) {
    let base = span.start() as usize;
    let Ok(span) = Span::in_text(doc.text(), base + range.start..base + range.end) else {
        return;
    };
    if span.is_empty() {
        return;
    }
    let text = doc.slice(span);
    let mut word = if text.contains(is_dash) && text.chars().count() == 1 {
        "-".to_owned()
    } else {
        text.to_lowercase().replace('’', "'")
    };
    let stopped = word.len() > 1 && word.ends_with('.');
    if stopped {
        word.pop();
    }
    found.push(Piece {
        rows: starting_with(&word),
        word,
        span,
        token,
        capital: text.starts_with(char::is_uppercase),
        stopped,
    });
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '‐' | '‑')
}

/// `2015-10-24` stays whole.
fn is_iso_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
}
