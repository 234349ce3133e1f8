//! From bytes to Unicode code points.
//!
//! Spans are bytes inside the crates; users of the record slice strings of code points (Python) or
//! would have to count them. `Zürich said`: byte 7 is code point 6.

use chancery_model::Span;

/// One count every so many bytes keeps the table small and a look-up short.
const STRIDE: usize = 64;

/// Code point offsets of a text.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `STRIDE * i`; empty for ASCII text, where both counts agree.
    counts: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Counts `text` once.
    pub fn of(text: &'a str) -> Self {
        if text.is_ascii() {
            return Self {
                text,
                counts: Vec::new(),
            };
        }
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut seen = 0;
        for block in text.as_bytes().chunks(STRIDE) {
            counts.push(seen);
            seen += starts_in(block);
        }
        counts.push(seen);
        Self { text, counts }
    }

    /// Code points before `byte`; bytes beyond the text count as its end.
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        match self.counts.get(byte / STRIDE) {
            None => byte as u32,
            Some(count) => count + starts_in(&self.text.as_bytes()[byte / STRIDE * STRIDE..byte]),
        }
    }

    /// `[start, end)` of a span in code points.
    pub fn span(&self, span: Span) -> [u32; 2] {
        [self.at(span.start()), self.at(span.end())]
    }
}

/// Bytes that start a character.
fn starts_in(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|&byte| u32::from(byte & 0b1100_0000 != 0b1000_0000))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_what_chars_counts(text in "[a-zé中👩 ]{0,200}") {
            let points = CodePoints::of(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32), count as u32);
            }
            prop_assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
        }
    }
}
