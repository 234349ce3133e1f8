//! Cuts a document into words and sentences by rule, paragraph by paragraph.
//!
//! The cut follows Universal Dependencies English: *well-known* is three words, *anti-war* is one, *don't* is `do` and
//! `n't`. It changes nothing: every word is a piece of the text, and words plus the white space between them give the
//! text back. Sentences inside a quotation are sentences of their own, so `"We met. We agreed," she said.` is two.

mod breaks;
mod clitics;
mod marks;
mod runs;
mod scan;
mod sentences;
#[cfg(test)]
mod testing;
mod web;

use chancery_model::{Document, Sentence, Span};

/// The longest sentence in words; longer ones are cut at a comma or, failing that, anywhere.
///
/// It bounds the cost of reading a text without full stops. No sentence of a news text comes near it.
pub const MAX_SENTENCE_WORDS: usize = 400;

/// A syntactic word of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Its characters in the document's text; never empty, without white space.
    pub span: Span,
    /// True when it shares one token of the text with the word before, as `n't` of `don't` does. A CoNLL-U range runs
    /// from the last word before that is false to the last in a row that is true.
    pub continues: bool,
}

/// The words and sentences of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segmentation {
    /// Words in text order, without overlap. They cover every visible character of every paragraph.
    pub words: Vec<Word>,
    /// Sentences in text order; their ranges over `words` follow each other without a gap.
    pub sentences: Vec<Sentence>,
}

/// Cuts the paragraphs of a document into words and sentences, in time linear to the text.
///
/// No sentence crosses the border of a paragraph or of the dateline.
///
/// # Examples
///
/// ```
/// use chancery_linguistics::segment;
/// use chancery_model::Document;
///
/// let doc = Document::from_plain("d", "Mr. Beispiel can't attend. He's in Vienna.");
/// let found = segment(&doc);
/// let words: Vec<_> = found.words.iter().map(|word| doc.slice(word.span)).collect();
/// assert_eq!(words, ["Mr.", "Beispiel", "ca", "n't", "attend", ".", "He", "'s", "in", "Vienna", "."]);
/// assert_eq!(found.sentences.len(), 2);
/// ```
#[must_use]
pub fn segment(doc: &Document) -> Segmentation {
    let text = doc.text();
    let mut found = Segmentation {
        words: Vec::with_capacity(text.len() / 5 + 8),
        sentences: Vec::with_capacity(text.len() / 100 + 4),
    };
    let dateline_end = doc.dateline.as_ref().map(|line| line.span.end());
    let mut words = Vec::new();
    for (paragraph, part) in doc.paragraphs().iter().enumerate() {
        let span = part.span;
        let inner = dateline_end.filter(|&end| span.start() < end && end < span.end());
        for span in match inner {
            Some(end) => vec![Span::new(span.start(), end), Span::new(end, span.end())],
            None => vec![span],
        } {
            words.clear();
            scan::scan(text, span.range(), &mut words);
            sentences::split(text, &words, paragraph, &mut found);
        }
    }
    found
}

/// A word during segmentation: a range of bytes, and [`Word::continues`].
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    continues: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_testkit::quirky_text;
    use proptest::prelude::*;

    /// Strings that rules of this module look at, and characters that no keyboard has, in any order.
    fn odd_text() -> impl Strategy<Value = String> {
        const PARTS: &[&str] = &[
            " ",
            " ",
            " ",
            "\n",
            "\0",
            "\u{1b}",
            "\u{ad}",
            "\u{301}",
            "\u{200b}",
            "\u{200f}",
            "\u{202e}",
            "\u{feff}",
            "👩\u{200d}👩\u{200d}👧",
            "🇦🇹",
            "👍🏽",
            "é",
            "ß",
            "我",
            ".",
            "..",
            "...",
            "…",
            "?",
            "!",
            ",",
            ":",
            "\"",
            "“",
            "”",
            "'",
            "’",
            "‘",
            "`",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "@",
            "#",
            "$",
            "%",
            "&",
            "*",
            "+",
            "-",
            "—",
            "/",
            "_",
            "=",
            "http://",
            "www.",
            ".pdf",
            "example.org",
            ":)",
            "<3",
            "a",
            "A",
            "s",
            "U.S.",
            "Inc",
            "Mass",
            "No",
            "its",
            "the",
            "Regards",
            "Yahoo!",
            "cannot",
            "n't",
            "5",
            "1930",
            "01/05/2024",
            "09:30",
            "AM",
            "km",
            "w/o",
        ];
        proptest::collection::vec(proptest::sample::select(PARTS), 0..30)
            .prop_map(|parts| parts.concat())
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![quirky_text(), odd_text()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn words_and_gaps_give_back_the_text(text in any_text()) {
            let doc = Document::from_plain("d", text.clone());
            let found = segment(&doc);
            let mut rest = String::new();
            let mut at = 0;
            for word in &found.words {
                let range = word.span.range();
                prop_assert!(!range.is_empty() && range.start >= at);
                prop_assert!(!doc.slice(word.span).contains(char::is_whitespace));
                rest.push_str(&text[at..range.start]);
                prop_assert!(!(word.continues && at < range.start));
                at = range.end;
            }
            rest.push_str(&text[at..]);
            prop_assert!(rest.chars().all(|c| c.is_whitespace() || c.is_control()), "lost: {rest:?}");
            prop_assert_eq!(&found, &segment(&doc));
        }

        #[test]
        fn sentences_follow_each_other(text in any_text()) {
            let doc = Document::from_plain("d", text);
            let found = segment(&doc);
            let mut next = 0;
            for sentence in &found.sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(sentence.tokens.end > next);
                prop_assert!(!found.words[next].continues);
                prop_assert!(doc.paragraphs()[sentence.paragraph].span.contains(sentence.span));
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next, found.words.len());
        }
    }

    #[test]
    fn the_dateline_stands_alone() {
        let mut doc = Document::from_plain("d", "VIENNA (AP) — Austria agreed.");
        doc.dateline = Some(chancery_model::Dateline {
            span: Span::new(0, 15),
            places: vec!["Vienna".to_owned()],
            date: None,
            agency: None,
        });
        let found = segment(&doc);
        let sentences: Vec<_> = found.sentences.iter().map(|s| doc.slice(s.span)).collect();
        assert_eq!(sentences, ["VIENNA (AP) —", "Austria agreed."]);
    }

    #[test]
    fn endless_sentences_are_cut() {
        let doc = Document::from_plain("d", "and so on ".repeat(4000));
        let found = segment(&doc);
        assert_eq!(found.words.len(), 12_000);
        assert!(
            found
                .sentences
                .iter()
                .all(|s| s.tokens.len() <= MAX_SENTENCE_WORDS)
        );
    }
}
