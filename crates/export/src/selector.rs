//! Decides how a span is named by its words, as the TextQuoteSelector of the W3C Web Annotation Data Model does.
//!
//! Offsets are lost when a page is edited; words with their neighbours are found again. `said` in `He said no.` has the
//! prefix `He ` and the suffix ` no.`. Whether these name one place only is said, not mended.

use chancery_model::{Document, Span};

/// Code points before and after the words.
const CONTEXT: usize = 32;

/// A span named by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextQuote<'t> {
    /// The words.
    pub exact: &'t str,
    /// What stands before them: 32 code points, fewer at the start of the text.
    pub prefix: &'t str,
    /// What stands after them: 32 code points, fewer at the end of the text.
    pub suffix: &'t str,
    /// True when prefix, words and suffix together stand in the text once.
    pub is_unique: bool,
}

impl<'t> TextQuote<'t> {
    /// The words of a span of a document and what is around them.
    pub fn of(doc: &'t Document, span: Span) -> Self {
        let text = doc.text();
        let range = span.range();
        let before = text.get(..range.start).unwrap_or_default();
        let after = text.get(range.end..).unwrap_or_default();
        let start = before.char_indices().rev().nth(CONTEXT - 1);
        let end = after.char_indices().nth(CONTEXT);
        let prefix = &before[start.map_or(0, |(at, _)| at)..];
        let suffix = &after[..end.map_or(after.len(), |(at, _)| at)];
        let first = before.len() - prefix.len();
        let whole = text
            .get(first..range.end + suffix.len())
            .unwrap_or_default();
        Self {
            exact: doc.slice(span),
            prefix,
            suffix,
            is_unique: is_unique(text, whole),
        }
    }
}

/// True when the words, not empty, stand in the text once, copies that overlap counted.
fn is_unique(text: &str, words: &str) -> bool {
    let step = words.chars().next().map_or(0, char::len_utf8);
    text.find(words)
        .is_some_and(|at| step > 0 && !text[at + step..].contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, expected: (&str, &str, bool)) {
        let doc = Document::from_plain("d", text);
        let at = text.find(words).unwrap();
        let span = Span::in_text(text, at..at + words.len()).unwrap();
        let quote = TextQuote::of(&doc, span);
        assert_eq!(quote.exact, words);
        assert_eq!((quote.prefix, quote.suffix, quote.is_unique), expected);
    }

    #[test]
    fn words_are_named_with_their_neighbours() {
        check("He said no.", "said", ("He ", " no.", true));
        check("no", "no", ("", "", true));
        let long = "ö".repeat(40);
        let part = "ö".repeat(32);
        check(&format!("{long}x{long}"), "x", (&part, &part, true));
    }

    #[test]
    fn words_that_stand_twice_are_said_to() {
        let story = "The envoys of three states met in the old palace. They left. ".repeat(3);
        let prefix = "ree states met in the old palace";
        let suffix = " They left. The envoys of three ";
        check(&story, ".", (prefix, suffix, false));
        check("aaa", "aaa", ("", "", true));
    }

    #[test]
    fn a_span_of_another_text_names_nothing() {
        let doc = Document::from_plain("d", "no");
        assert!(!TextQuote::of(&doc, Span::new(5, 9)).is_unique);
    }
}
