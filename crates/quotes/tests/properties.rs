//! What holds for any text at all: no panic, valid spans, the same result twice.

use chancery_model::{
    Document, Entities, Feats, Id, Lemmas, Relation, Sentence, SentenceId, Span, Syntax, Token,
    TokenId, Upos, Xpos,
};
use chancery_quotes::extract;
use proptest::prelude::*;

/// A syntax layer that knows nothing: every paragraph is a sentence, its first word the root, words are runs without space.
/// Tags go by the first character, so that verbs, names and punctuation meet in odd order.
fn flat(doc: &Document) -> Syntax {
    let (mut tokens, mut lemmas, mut sentences) = (Vec::new(), Lemmas::default(), Vec::new());
    for (index, paragraph) in doc.paragraphs().iter().enumerate() {
        let text = doc.slice(paragraph.span);
        let first = tokens.len();
        for word in text.split_whitespace() {
            let offset =
                paragraph.span.start() + (word.as_ptr() as usize - text.as_ptr() as usize) as u32;
            for span in pieces(word, offset) {
                let written = doc.slice(span);
                let (upos, xpos) = tag(written);
                lemmas.push(&written.to_lowercase());
                tokens.push(Token {
                    span,
                    sentence: SentenceId::from_index(sentences.len()),
                    continues: false,
                    upos,
                    xpos,
                    feats: Feats::default(),
                    head: (tokens.len() > first).then(|| TokenId::from_index(first)),
                    relation: if tokens.len() > first {
                        Relation::ALL[tokens.len() % Relation::ALL.len()]
                    } else {
                        Relation::Root
                    },
                    tag_probability: 0.5,
                    arc_probability: 0.5,
                });
            }
        }
        if tokens.len() > first {
            let span = tokens[first].span.cover(tokens[tokens.len() - 1].span);
            sentences.push(Sentence {
                span,
                tokens: first..tokens.len(),
                paragraph: index,
            });
        }
    }
    Syntax::new(doc.text(), tokens, lemmas, sentences, Vec::new())
        .expect("the flat layer is a valid one")
}

/// Letters and other characters of a word apart.
fn pieces(word: &str, offset: u32) -> Vec<Span> {
    let mut found: Vec<(Span, bool)> = Vec::new();
    for (at, c) in word.char_indices() {
        let start = offset + at as u32;
        let span = Span::new(start, start + c.len_utf8() as u32);
        match found.last_mut() {
            Some((last, true)) if c.is_alphanumeric() => *last = last.cover(span),
            _ => found.push((span, c.is_alphanumeric())),
        }
    }
    found.into_iter().map(|(span, _)| span).collect()
}

fn tag(word: &str) -> (Upos, Xpos) {
    match word.chars().next() {
        Some(c) if !c.is_alphanumeric() => (Upos::Punct, Xpos::Period),
        Some(c) if c.is_uppercase() => (Upos::Propn, Xpos::Nnp),
        _ if word == "that" => (Upos::Sconj, Xpos::In),
        _ if word.ends_with(['d', 't']) => (Upos::Verb, Xpos::Vbd),
        _ => (Upos::Noun, Xpos::Nn),
    }
}

proptest! {
    #[test]
    fn any_text_gives_valid_quotes(text in chancery_testkit::quirky_text()) {
        let doc = Document::from_plain("p", text);
        let syntax = flat(&doc);
        let entities = Entities::default();
        let found = extract(&doc, &syntax, &entities);
        let mut last = 0;
        for (at, quote) in found.quotes.iter().enumerate() {
            prop_assert!(!quote.content.is_empty());
            prop_assert!(quote.content[0].start() >= last, "quotes are ordered by start");
            last = quote.content[0].start();
            for pair in quote.content.windows(2) {
                prop_assert!(pair[0].end() <= pair[1].start(), "pieces are ordered and apart");
            }
            let spans = quote.content.iter().copied()
                .chain(quote.cue.as_ref().map(|cue| cue.span))
                .chain(quote.speaker.as_ref().map(|speaker| speaker.span));
            for span in spans {
                prop_assert!(!span.is_empty());
                prop_assert!(Span::in_text(doc.text(), span.range()).is_ok());
            }
            prop_assert!(quote.parent.is_none_or(|parent| parent.index() < found.quotes.len() && parent.index() != at));
        }
        for warning in &found.warnings {
            prop_assert!(warning.span.is_some_and(|span| Span::in_text(doc.text(), span.range()).is_ok()));
        }
        prop_assert_eq!(&found, &extract(&doc, &syntax, &entities));
    }
}
