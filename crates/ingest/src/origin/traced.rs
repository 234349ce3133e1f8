//! Decides how a text that was made of another remembers where each of its parts stood there.
//!
//! `a&amp;b` makes `a&b`: piece 0..1 of 0..1, piece 1..2 of 1..6, piece 2..3 of 6..7. Texts are made one of the other
//! (bytes, characters, a JSON string, a page's words), and [`Traced::of`] leads back over two such steps at once.

use std::ops::Range;

use chancery_model::SegmentKind;

/// A text and where its parts stood in the text or bytes that it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Traced {
    pub(crate) text: String,
    pieces: Vec<Piece>,
}

/// From `at` to where the next piece begins: made of `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    at: u32,
    start: u32,
    end: u32,
    kind: SegmentKind,
}

/// A part of a text and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: Range<usize>,
    pub(crate) source: Range<usize>,
    pub(crate) kind: SegmentKind,
}

impl Part {
    /// Each byte of the text stands for one of the source.
    fn is_parallel(&self) -> bool {
        self.kind == SegmentKind::Copied && self.text.len() == self.source.len()
    }
}

impl Traced {
    /// Adds a part that was copied byte for byte from `start`.
    pub(crate) fn copy(&mut self, part: &str, start: usize) {
        self.push(part, start..start + part.len(), SegmentKind::Copied);
    }

    /// Adds a part that was made of `source`. Texts and sources are below 4 GiB by the limits; what lies beyond leads nowhere.
    pub(crate) fn push(&mut self, part: &str, source: Range<usize>, kind: SegmentKind) {
        let (Ok(at), Ok(start), Ok(end)) = (
            u32::try_from(self.text.len()),
            u32::try_from(source.start),
            u32::try_from(source.end),
        ) else {
            return;
        };
        if part.is_empty() {
            return;
        }
        self.text.push_str(part);
        let piece = Piece {
            at,
            start,
            end,
            kind,
        };
        if let Some(last) = self.pieces.last_mut() {
            let copied = kind == SegmentKind::Copied && last.kind == SegmentKind::Copied;
            let parallel = part.len() == source.len() && last.end - last.start == at - last.at;
            if copied && parallel && last.end == start {
                last.end = end;
                return;
            }
        }
        self.pieces.push(piece);
    }

    /// The parts of which `range` consists, cut to it, in order.
    pub(crate) fn parts(&self, range: Range<usize>) -> impl Iterator<Item = Part> + '_ {
        let first = self
            .pieces
            .partition_point(|piece| piece.at as usize <= range.start)
            .saturating_sub(1);
        (first..self.pieces.len())
            .map(|index| self.part(index))
            .take_while(move |part| part.text.start < range.end)
            .filter(move |part| range.start < part.text.end)
            .map(move |part| cut(&part, &range))
    }

    /// All parts in order.
    fn all(&self) -> impl Iterator<Item = Part> + '_ {
        (0..self.pieces.len()).map(|index| self.part(index))
    }

    fn part(&self, index: usize) -> Part {
        let piece = self.pieces[index];
        let next = self.pieces.get(index + 1);
        let end = next.map_or(self.text.len(), |next| next.at as usize);
        Part {
            text: piece.at as usize..end,
            source: piece.start as usize..piece.end as usize,
            kind: piece.kind,
        }
    }

    /// This text, which was made of the text of `inner`, led back to what `inner` was made of.
    pub(crate) fn of(self, inner: &Self) -> Self {
        let whole = 0..inner.text.len();
        if let [Piece { start: 0, .. }] = inner.pieces.as_slice()
            && inner.part(0).is_parallel()
        {
            return self;
        }
        let mut traced = Self::default();
        for part in self.all() {
            if part.source.end > whole.end {
                continue;
            }
            if part.is_parallel() {
                let mut done = part.text.start;
                for below in inner.parts(part.source.clone()) {
                    let end = done + below.text.len();
                    traced.push(&self.text[done..end], below.source, below.kind);
                    done = end;
                }
            } else if let Some((source, kind)) = inner.source(part.source.clone()) {
                traced.push(&self.text[part.text.clone()], source, kind.max(part.kind));
            }
        }
        traced
    }

    /// This text, which was made of some bytes in a row, led back to a longer source of which they are `pieces`.
    pub(crate) fn within(self, pieces: &[Range<usize>]) -> Self {
        if let [Range { start: 0, .. }] = pieces {
            return self;
        }
        let mut ends = Vec::with_capacity(pieces.len());
        let mut len = 0;
        for piece in pieces {
            len += piece.len();
            ends.push(len);
        }
        // The place of a byte in the longer source, and the bytes from there on in the same piece.
        let place = |byte: usize| {
            let index = ends.partition_point(|&end| end <= byte);
            let room = ends.get(index)? - byte;
            Some((pieces[index].end - room, room))
        };
        let mut traced = Self::default();
        for part in self.all() {
            let mut at = part.text.start;
            while at < part.text.end {
                let rest = &self.text[at..part.text.end];
                let source = if part.is_parallel() {
                    let first = part.source.start + (at - part.text.start);
                    first..first + rest.len()
                } else {
                    part.source.clone()
                };
                let (Some((start, room)), Some((last, _))) =
                    (place(source.start), place(source.end.saturating_sub(1)))
                else {
                    break;
                };
                // A character on the border of two pieces is made of both.
                let character = rest.chars().next().map_or(0, char::len_utf8);
                let (len, end) = if !part.is_parallel() {
                    (rest.len(), last + 1)
                } else if room < character {
                    let end = place(source.start + character - 1).map_or(last, |(end, _)| end);
                    (character, end + 1)
                } else {
                    let len = rest.floor_char_boundary(room);
                    (len, start + len)
                };
                traced.push(&rest[..len], start..end, part.kind);
                at += len;
            }
        }
        traced
    }

    /// From the first to the last place that a range was made of, and how.
    pub(crate) fn source(&self, range: Range<usize>) -> Option<(Range<usize>, SegmentKind)> {
        let mut parts = self.parts(range);
        let first = parts.next()?;
        let (end, kind) = parts.fold((first.source.end, first.kind), |(_, kind), part| {
            (part.source.end, kind.max(part.kind))
        });
        (first.source.start <= end).then_some((first.source.start..end, kind))
    }

    /// The parts of which a range consists, a character each.
    pub(crate) fn characters(&self, range: Range<usize>) -> impl Iterator<Item = Part> + '_ {
        self.parts(range).flat_map(move |part| {
            let characters = self.text[part.text.clone()].char_indices();
            characters.map(move |(at, character)| {
                let start = part.text.start + at;
                cut(&part, &(start..start + character.len_utf8()))
            })
        })
    }

    /// Adds another text of the same source at the end.
    pub(crate) fn append(&mut self, other: Self) {
        if self.pieces.is_empty() {
            *self = other;
            return;
        }
        for part in other.all() {
            self.push(&other.text[part.text], part.source, part.kind);
        }
    }
}

/// The part as far as it lies in `range`. One that is not parallel keeps its whole source.
fn cut(part: &Part, range: &Range<usize>) -> Part {
    let text = part.text.start.max(range.start)..part.text.end.min(range.end);
    let source = if part.is_parallel() {
        let shift = |at: usize| part.source.start + (at - part.text.start);
        shift(text.start)..shift(text.end)
    } else {
        part.source.clone()
    };
    Part {
        text,
        source,
        kind: part.kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[]` around bytes that make one character.
    fn traced(parts: &[(&str, Range<usize>, SegmentKind)]) -> Traced {
        let mut traced = Traced::default();
        for (part, source, kind) in parts {
            traced.push(part, source.clone(), *kind);
        }
        traced
    }

    fn shown(traced: &Traced, range: Range<usize>) -> Vec<(&str, Range<usize>)> {
        traced
            .parts(range)
            .map(|part| (&traced.text[part.text], part.source))
            .collect()
    }

    use SegmentKind::{Copied, Decoded};

    #[test]
    fn parts_are_joined_and_cut() {
        let text = traced(&[
            ("ab", 0..2, Copied),
            ("cd", 2..4, Copied),
            ("&", 4..9, Decoded),
            ("e", 12..13, Copied),
        ]);
        assert_eq!(shown(&text, 1..3), [("bc", 1..3)]);
        assert_eq!(
            shown(&text, 3..6),
            [("d", 3..4), ("&", 4..9), ("e", 12..13)]
        );
        assert_eq!(shown(&text, 6..9), []);
        assert_eq!(shown(&Traced::default(), 0..3), []);
    }

    #[test]
    fn pieces_of_a_longer_source_lead_into_it() {
        // `2|a|é` and its second byte: the character stands on the border.
        let text = traced(&[("xaéb", 0..5, Copied), ("&", 5..9, Decoded)]);
        let text = text.within(&[10..13, 20..24, 30..50]);
        assert_eq!(
            shown(&text, 0..6),
            [("xa", 10..12), ("é", 12..21), ("b", 21..22), ("&", 22..32)]
        );
    }

    #[test]
    fn two_steps_lead_back_at_once() {
        // Bytes `“a&amp;b` of windows-1252: the quotation mark is one byte there and three here.
        let characters = traced(&[("“", 0..1, Copied), ("a&amp;b", 1..8, Copied)]);
        let words = traced(&[
            ("“a", 0..4, Copied),
            ("&", 4..9, Decoded),
            ("b", 9..10, Copied),
        ]);
        let both = words.of(&characters);
        assert_eq!(
            shown(&both, 0..6),
            [("“", 0..1), ("a", 1..2), ("&", 2..7), ("b", 7..8)]
        );
    }
}
