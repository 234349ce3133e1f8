//! A half-open range of bytes in a document's text.
//!
//! Inside the crates every offset is a byte offset on a character boundary; exporters convert to the
//! unit of their format. `"Kyiv said"`: the span `0..4` covers `Kyiv`.

use std::fmt;
use std::ops::Range;

/// `[start, end)` in bytes of [`Document::text`](crate::Document::text). May be empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// Why two numbers make no span of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The end lies before the start.
    #[error("span {start}..{end} ends before it starts")]
    Reversed {
        /// First byte.
        start: usize,
        /// First byte after the span.
        end: usize,
    },
    /// The end lies beyond the text, or beyond what 32 bits hold.
    #[error("span {start}..{end} leaves a text of {len} bytes")]
    OutOfText {
        /// First byte.
        start: usize,
        /// First byte after the span.
        end: usize,
        /// Bytes in the text.
        len: usize,
    },
    /// One end cuts a character in two.
    #[error("span {start}..{end} cuts a character in two")]
    CutsCharacter {
        /// First byte.
        start: usize,
        /// First byte after the span.
        end: usize,
    },
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    /// When `end < start`: both come from arithmetic on valid spans, so this is a defect of the caller.
    pub const fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span must not end before it starts");
        Self { start, end }
    }

    /// The span of `range` in `text`.
    ///
    /// # Errors
    /// When the range is reversed, leaves the text, or cuts a character.
    pub fn in_text(text: &str, range: Range<usize>) -> Result<Self, SpanError> {
        let Range { start, end } = range;
        if end < start {
            return Err(SpanError::Reversed { start, end });
        }
        let (Ok(start32), Ok(end32)) = (u32::try_from(start), u32::try_from(end)) else {
            return Err(SpanError::OutOfText {
                start,
                end,
                len: text.len(),
            });
        };
        if end > text.len() {
            return Err(SpanError::OutOfText {
                start,
                end,
                len: text.len(),
            });
        }
        if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return Err(SpanError::CutsCharacter { start, end });
        }
        Ok(Self {
            start: start32,
            end: end32,
        })
    }

    /// First byte.
    pub const fn start(self) -> u32 {
        self.start
    }

    /// First byte after the span.
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// True when the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range of `usize`, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The covered text, or `""` when the span does not belong to `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// True when every byte of `other` lies inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rejects_what_is_no_span_of_the_text() {
        let text = "Zürich";
        assert_eq!(Span::in_text(text, 0..3), Ok(Span::new(0, 3)));
        assert_eq!(
            Span::in_text(text, 0..2),
            Err(SpanError::CutsCharacter { start: 0, end: 2 })
        );
        assert_eq!(
            Span::in_text(text, 0..9),
            Err(SpanError::OutOfText {
                start: 0,
                end: 9,
                len: 7
            })
        );
        #[expect(clippy::reversed_empty_ranges, reason = "the case under test")]
        let reversed = Span::in_text(text, 3..1);
        assert_eq!(reversed, Err(SpanError::Reversed { start: 3, end: 1 }));
    }

    #[test]
    fn relates_spans() {
        let (a, b) = (Span::new(2, 6), Span::new(5, 9));
        assert!(a.overlaps(b) && !a.contains(b) && a.contains(Span::new(3, 3)));
        assert!(!a.overlaps(Span::new(6, 9)));
        assert_eq!(a.cover(b), Span::new(2, 9));
        assert_eq!(format!("{a}"), "2..6");
    }

    proptest! {
        #[test]
        fn a_checked_span_always_slices(text in any::<String>(), start in 0usize..40, end in 0usize..40) {
            if let Ok(span) = Span::in_text(&text, start..end) {
                prop_assert_eq!(span.of(&text).len(), end - start);
            }
        }
    }
}
