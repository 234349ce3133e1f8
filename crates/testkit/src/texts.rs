//! Texts for property tests: any string at all, and strings that look like news.

use proptest::prelude::*;

/// Pieces that stages stumble over when they meet in odd order.
const PIECES: &[&str] = &[
    "Austria",
    "Russian",
    "Anna Beispiel",
    "Mr. Beispiel",
    "the foreign minister",
    "she",
    "they",
    "U.S.",
    "al-Assad",
    "said",
    "told",
    "reporters",
    "that",
    "according to",
    "met",
    "with",
    "sanctions",
    "on Tuesday",
    "last month",
    "Oct. 24",
    "2015",
    "did not",
    "would",
    "if",
    "\"",
    "“",
    "”",
    "``",
    "''",
    "'",
    "’",
    "‘",
    "«",
    "»",
    "(",
    ")",
    ",",
    ".",
    "...",
    "…",
    "!",
    "?",
    ":",
    ";",
    "-",
    "--",
    "—",
    "–",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "👩‍👩‍👧",
    "é",
    "中国",
    "''s",
    "n't",
    "can't",
    "$5",
    "10,000",
    "VIENNA (AP) —",
    "By",
    "Reporting by",
    "a",
    "",
];

/// A text of up to 60 pieces of news copy in any order, spaced at random.
pub fn news_text() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60).prop_map(|pieces| {
        pieces
            .iter()
            .fold(String::new(), |mut text, (piece, spaced)| {
                text.push_str(piece);
                if *spaced {
                    text.push(' ');
                }
                text
            })
    })
}

/// Any string, or news copy in odd order.
pub fn quirky_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), news_text()]
}
