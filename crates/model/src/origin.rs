//! Where a document stood in its input, and the way back from its text to those bytes.
//!
//! The page `<p>Fish &amp; <b>chips</b>` gives the text `Fish & chips`: `Fish ` is copied from bytes 3 to 8, `&` is decoded from
//! `&amp;`, and the span of `& chips` leads back to `&amp; <b>chips`. What cannot be found again has no segment.

use std::ops::Range;

use crate::Span;

/// Where a document stood in its input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Bytes of the document in the unpacked file or archive member: the whole of it, a line, an item of a feed.
    pub bytes: Range<u64>,
    /// SHA-256 of those bytes.
    pub sha256: [u8; 32],
    /// Name of their encoding (`UTF-8`, `windows-1252`).
    pub encoding: &'static str,
    segments: Vec<Segment>,
}

/// A part of the text and the source bytes that it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the text; never empty.
    pub text: Span,
    /// Bytes of the source, counted from the document's first; never empty.
    pub source: Range<u32>,
    /// How one was made of the other.
    pub kind: SegmentKind,
}

/// How a part of the text was made of its source bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// Character for character: decoded from the encoding, the bytes are the text. Where both have as many bytes, byte for
    /// byte, too; else the segment is one character.
    Copied,
    /// As a whole: `&amp;` of a page, `\n` of a JSON string.
    Decoded,
}

impl Segment {
    /// Byte for byte alike in length, so that every place in it leads back.
    fn is_parallel(&self) -> bool {
        self.kind == SegmentKind::Copied && self.text.len() == self.source.end - self.source.start
    }
}

impl Origin {
    /// An origin from which nothing leads back yet.
    pub const fn new(bytes: Range<u64>, sha256: [u8; 32], encoding: &'static str) -> Self {
        Self {
            bytes,
            sha256,
            encoding,
            segments: Vec::new(),
        }
    }

    /// Adds a segment after the others; one that only goes on where the last ends is joined to it. Empty ones, and such as
    /// begin in the text before the last one ends, are left out.
    pub fn push(&mut self, segment: Segment) {
        if segment.text.is_empty() || segment.source.is_empty() {
            return;
        }
        if let Some(last) = self.segments.last_mut() {
            if segment.text.start() < last.text.end() {
                return;
            }
            let goes_on =
                last.text.end() == segment.text.start() && last.source.end == segment.source.start;
            if goes_on && last.is_parallel() && segment.is_parallel() {
                last.text = last.text.cover(segment.text);
                last.source.end = segment.source.end;
                return;
            }
        }
        self.segments.push(segment);
    }

    /// Segments in order of the text, without overlap. White space between words may have none.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Bytes of the input that a span of the text was made of, markup within it included.
    ///
    /// `None` where the span is empty, its first or last character has no segment, or its words stand in another order in
    /// the source.
    pub fn source_range(&self, span: Span) -> Option<Range<u64>> {
        let last_byte = span.end().checked_sub(1).filter(|_| !span.is_empty())?;
        let (first, last) = (self.index_of(span.start())?, self.index_of(last_byte)?);
        let in_order = self.segments[first..=last].windows(2).all(|pair| {
            pair[0].source.start <= pair[1].source.start && pair[0].source.end <= pair[1].source.end
        });
        if !in_order {
            return None;
        }
        let (head, tail) = (&self.segments[first], &self.segments[last]);
        let start = if head.is_parallel() {
            head.source.start + (span.start() - head.text.start())
        } else {
            head.source.start
        };
        let end = if tail.is_parallel() {
            tail.source.end - (tail.text.end() - span.end())
        } else {
            tail.source.end
        };
        let base = self.bytes.start;
        Some(base + u64::from(start)..base + u64::from(end))
    }

    /// The segment that holds a byte of the text.
    fn index_of(&self, byte: u32) -> Option<usize> {
        let after = self.segments.partition_point(|s| s.text.start() <= byte);
        let index = after.checked_sub(1)?;
        (byte < self.segments[index].text.end()).then_some(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SegmentKind::{Copied, Decoded};

    fn origin(segments: &[(Range<u32>, Range<u32>, SegmentKind)]) -> Origin {
        let mut origin = Origin::new(100..200, [0; 32], "UTF-8");
        for (text, source, kind) in segments {
            origin.push(Segment {
                text: Span::new(text.start, text.end),
                source: source.clone(),
                kind: *kind,
            });
        }
        origin
    }

    fn check(origin: &Origin, span: Range<u32>, expected: Option<Range<u64>>) {
        assert_eq!(
            origin.source_range(Span::new(span.start, span.end)),
            expected
        );
    }

    #[test]
    fn spans_lead_back_across_markup_and_entities() {
        // `<p>Fish &amp; <b>chips</b>`
        let origin = origin(&[
            (0..5, 3..8, Copied),
            (5..6, 8..13, Decoded),
            (6..7, 13..14, Copied),
            (7..12, 17..22, Copied),
        ]);
        check(&origin, 1..4, Some(104..107));
        check(&origin, 5..6, Some(108..113));
        check(&origin, 3..9, Some(106..119));
        check(&origin, 12..13, None);
        check(&origin, 4..4, None);
    }

    #[test]
    fn runs_that_go_on_are_one_segment() {
        let runs = origin(&[(0..2, 0..2, Copied), (2..4, 2..4, Copied)]);
        assert_eq!(runs.segments().len(), 1);
        // `ü` of windows-1252 has one byte there, two here.
        let narrow = origin(&[
            (0..1, 0..1, Copied),
            (1..3, 1..2, Copied),
            (3..5, 2..4, Copied),
        ]);
        assert_eq!(narrow.segments().len(), 3);
        check(&narrow, 3..4, Some(102..103));
    }

    #[test]
    fn what_has_no_place_or_another_order_leads_nowhere() {
        let origin = origin(&[
            (0..2, 10..12, Copied),
            (1..3, 20..22, Copied),
            (4..6, 2..4, Copied),
            (6..6, 8..9, Copied),
        ]);
        assert_eq!(origin.segments().len(), 2);
        check(&origin, 0..2, Some(110..112));
        check(&origin, 4..6, Some(102..104));
        check(&origin, 0..6, None);
        check(&origin, 2..5, None);
    }
}
