//! Test support: the sentences of a text, written in one line.

use chancery_model::Document;

/// Asserts the sentences of a text. `expected` has them separated by ` / `.
#[track_caller]
pub(crate) fn check_sentences(text: &str, expected: &str) {
    let doc = Document::from_plain("d", text);
    let found: Vec<_> = super::segment(&doc)
        .sentences
        .iter()
        .map(|s| doc.slice(s.span))
        .collect();
    assert_eq!(found.join(" / "), expected);
}
