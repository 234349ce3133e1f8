//! Any bytes, read as text, have a syntax layer: it is found in bounded time, keeps to the text and comes out the same twice.
//!
//! What a layer must be (spans in order, one tree a sentence) `Syntax::new` checks; `analyze` panics if it says no.

#![no_main]

use std::sync::LazyLock;

use chancery::Document;
use chancery_linguistics::{MAX_SENTENCE_WORDS, Model, analyze, segment};
use libfuzzer_sys::fuzz_target;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::load(chancery_english::WEIGHTS).expect("the embedded weights are sound")
});

fuzz_target!(|bytes: &[u8]| {
    let doc = Document::from_plain("fuzz", String::from_utf8_lossy(bytes));
    let syntax = analyze(&doc, &MODEL);

    assert_eq!(syntax.tokens().len(), segment(&doc).words.len());
    for sentence in syntax.sentences() {
        assert!((1..=MAX_SENTENCE_WORDS).contains(&sentence.tokens.len()));
    }
    for (id, token) in syntax.token_ids().zip(syntax.tokens()) {
        assert!(!doc.slice(token.span).contains(char::is_whitespace));
        assert!(!syntax.lemma(id).is_empty());
        for probability in [token.tag_probability, token.arc_probability] {
            assert!((0.0..=1.0).contains(&probability));
        }
    }
    assert_eq!(syntax, analyze(&doc, &MODEL));
});
