//! Decides what of a text the analysis reads: its plain view, and the way back to the text.
//!
//! `Chancel\u{ad}lor` is read as `Chancellor`, `30\u{a0}March` as `30 March`, `\u{fb01}rst` as `first`. The text itself keeps
//! every character; a span of the view is brought back to the characters that it stands for, those passed over inside it
//! included, those at its borders not.

use std::sync::LazyLock;

use crate::Span;

/// A text without soft hyphens, zero-width marks, special blanks, hyphens and ligatures, and the map back to the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainView {
    plain: String,
    /// Where the two differ, in order, without overlap.
    edits: Vec<Edit>,
}

/// Bytes of the view and of the text that stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    plain: Span,
    text: Span,
}

impl PlainView {
    /// The view of a text; `None` when it is the text itself, as most often.
    ///
    /// # Examples
    ///
    /// ```
    /// use chancery_model::{PlainView, Span};
    ///
    /// let text = "The Chancel\u{ad}lor left.";
    /// let view = PlainView::of(text).expect("a soft hyphen");
    /// assert_eq!(view.plain(), "The Chancellor left.");
    /// assert_eq!(view.to_text(Span::new(4, 14)).of(text), "Chancel\u{ad}lor");
    /// assert_eq!(PlainView::of("The Chancellor left."), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let mut view = Self {
            plain: String::new(),
            edits: Vec::new(),
        };
        let mut copied = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            let Some(instead) = plainer(c) else { continue };
            view.plain.push_str(&text[copied..at]);
            let start = view.plain.len();
            view.plain.push_str(instead);
            copied = at + c.len_utf8();
            view.edits.push(Edit {
                plain: span(start, view.plain.len()),
                text: span(at, copied),
            });
        }
        view.plain.push_str(&text[copied..]);
        (!view.edits.is_empty()).then_some(view)
    }

    /// The words of the view.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The characters of the text behind a span of the view, to whole characters. An empty span stays empty.
    pub fn to_text(&self, plain: Span) -> Span {
        let before = |at: u32, strict: bool| {
            let n = self
                .edits
                .partition_point(|edit| edit.plain.start() < at + u32::from(!strict));
            n.checked_sub(1).map(|n| self.edits[n])
        };
        // What is passed over just before the first character and just behind the last stays outside.
        let start = match before(plain.start(), false) {
            Some(edit) if plain.start() < edit.plain.end() => edit.text.start(),
            edit => after(edit.map(|edit| (edit.plain, edit.text)), plain.start()),
        };
        let end = match before(plain.end(), true) {
            Some(edit) if plain.end() < edit.plain.end() => edit.text.end(),
            edit => after(edit.map(|edit| (edit.plain, edit.text)), plain.end()),
        };
        Span::new(start, if plain.is_empty() { start } else { end })
    }

    /// What stands in the view for a span of the text; empty where all of it is passed over.
    pub fn to_plain(&self, text: Span) -> Span {
        let at = |at: u32| {
            let n = self.edits.partition_point(|edit| edit.text.start() <= at);
            match n.checked_sub(1).map(|n| self.edits[n]) {
                Some(edit) if at < edit.text.end() => edit.plain.start(),
                edit => after(edit.map(|edit| (edit.text, edit.plain)), at),
            }
        };
        Span::new(at(text.start()), at(text.end()))
    }
}

/// Moves a place behind an edit from its first side to its second.
fn after(edit: Option<(Span, Span)>, at: u32) -> u32 {
    edit.map_or(at, |(from, to)| to.end() + (at - from.end()))
}

fn span(start: usize, end: usize) -> Span {
    let fits = |at| u32::try_from(at).expect("texts are shorter than 4 GiB");
    Span::new(fits(start), fits(end))
}

/// What is read in place of a character, when it is not read as it stands.
fn plainer(c: char) -> Option<&'static str> {
    let n = TABLE.partition_point(|row| row.first <= c).checked_sub(1)?;
    (c <= TABLE[n].last).then_some(TABLE[n].plain)
}

struct Row {
    first: char,
    last: char,
    plain: &'static str,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let rows = include_str!("../data/plain.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let character = |field: Option<&str>| {
        let code = field.and_then(|field| u32::from_str_radix(field, 16).ok());
        code.and_then(char::from_u32)
            .expect("plain.tsv holds code points")
    };
    rows.skip(1)
        .map(|row| {
            let mut fields = row.split('\t');
            Row {
                first: character(fields.next()),
                last: character(fields.next()),
                plain: match fields.next().unwrap_or_default() {
                    "space" => " ",
                    plain => plain,
                },
            }
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The word `plain` of the view comes from `expected` in the text.
    fn check(text: &str, plain: &str, expected: &str) {
        let view = PlainView::of(text).expect("a text with special characters");
        let at = view.plain().find(plain).expect("a word of the view");
        assert_eq!(
            view.to_text(span(at, at + plain.len())).of(text),
            expected,
            "{text:?}"
        );
    }

    #[test]
    fn spans_come_back_to_whole_characters() {
        check("on 30\u{a0}March", "30 March", "30\u{a0}March");
        check("on 30\u{a0}March", "March", "March");
        check(
            "a \u{200b}Chan\u{ad}cel\u{ad}lor\u{200b} left",
            "Chancellor",
            "Chan\u{ad}cel\u{ad}lor",
        );
        check("the \u{fb01}rst o\u{fb03}ce", "first", "\u{fb01}rst");
        check("the \u{fb01}rst o\u{fb03}ce", "fice", "\u{fb03}ce");
        check("\u{feff}\u{a0}\u{ad}x", "x", "x");
        check("\u{a0}\u{ad}x", " ", "\u{a0}");
        check("five\u{2011}day", "five-day", "five\u{2011}day");
    }

    #[test]
    fn ordinary_text_needs_no_view() {
        assert_eq!(
            PlainView::of("“We – Zürich’s envoys – met,” she said.\r\n"),
            None
        );
        assert!(TABLE.is_sorted_by(|a, b| a.last < b.first));
    }

    proptest! {
        #[test]
        fn ways_there_and_back_agree(text in "[a\u{a0}\u{ad}\u{200b}\u{fb03}é ]{0,20}", start in 0usize..24, end in 0usize..24) {
            if let Some(view) = PlainView::of(&text) {
                if let Ok(plain) = Span::in_text(view.plain(), start..end) {
                    let back = view.to_text(plain);
                    prop_assert!(Span::in_text(&text, back.range()).is_ok());
                    prop_assert!(view.to_plain(back).contains(plain) || plain.is_empty() || view.plain().contains("ff"));
                }
                if let Ok(there) = Span::in_text(&text, start..end) {
                    prop_assert!(Span::in_text(view.plain(), view.to_plain(there).range()).is_ok());
                }
            }
        }
    }
}
