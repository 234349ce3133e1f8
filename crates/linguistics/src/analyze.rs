//! From a document to its syntax layer: segmentation, network, lemmas and features, in this order.

use std::ops::Range;

use chancery_model::{Document, Id, Lemmas, SentenceId, Syntax, Token, TokenId};

use crate::{Model, feats, lemma, network, segment};

/// Finds the sentences, words, tags, lemmas, heads, relations and names of a document.
///
/// Never fails: any text has a layer, if perhaps a poor one. The same text and model give the same layer. A model may be
/// shared between threads; each keeps its own working space.
///
/// # Examples
///
/// ```
/// use chancery_linguistics::{Model, analyze};
/// use chancery_model::{Document, Id, TokenId};
///
/// let model = Model::load(chancery_english::WEIGHTS)?;
/// let doc = Document::from_plain("d", "The foreign ministers of Norway and Kenya met in Oslo.");
/// let syntax = analyze(&doc, &model);
/// assert_eq!(syntax.lemma(TokenId::from_index(7)), "meet");
/// # Ok::<(), chancery_linguistics::ModelError>(())
/// ```
#[must_use]
pub fn analyze(doc: &Document, model: &Model) -> Syntax {
    let segmentation = segment(doc);
    let words: Vec<&str> = segmentation
        .words
        .iter()
        .map(|word| doc.slice(word.span))
        .collect();
    let ranges: Vec<Range<usize>> = segmentation
        .sentences
        .iter()
        .map(|sentence| sentence.tokens.clone())
        .collect();
    let network::Output {
        words: readings,
        names,
    } = network::read(model, &words, &ranges);

    let mut lemmas = Lemmas::default();
    let mut tokens = Vec::with_capacity(words.len());
    let (mut lower, mut lemma) = (String::new(), String::new());
    for (index, range) in ranges.iter().enumerate() {
        for at in range.clone() {
            let (word, reading) = (segmentation.words[at], readings[at]);
            let beside = |at: usize| if range.contains(&at) { words[at] } else { "" };
            let in_sentence = lemma::InSentence {
                word: words[at],
                upos: reading.upos,
                xpos: reading.xpos,
                previous: beside(at.wrapping_sub(1)),
                next: beside(at + 1),
            };
            lemma::write(in_sentence, &mut lower, &mut lemma);
            lemmas.push(&lemma);
            tokens.push(Token {
                span: word.span,
                sentence: SentenceId::from_index(index),
                continues: word.continues,
                upos: reading.upos,
                xpos: reading.xpos,
                feats: feats::features(words[at], reading.upos, reading.xpos),
                head: reading
                    .head
                    .checked_sub(1)
                    .map(|head| TokenId::from_index(range.start + head as usize)),
                relation: reading.relation,
                tag_probability: reading.tag_probability,
                arc_probability: reading.arc_probability,
            });
        }
    }
    tracing::debug!(
        words = tokens.len(),
        sentences = ranges.len(),
        names = names.len(),
        "analysed"
    );
    Syntax::new(doc.text(), tokens, lemmas, segmentation.sentences, names)
        .expect("segmentation keeps words in order, and decoding gives each sentence one tree")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::random;
    use chancery_model::{Relation, Upos};
    use chancery_testkit::quirky_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_has_a_layer(text in quirky_text()) {
            let model = random::model();
            let doc = Document::from_plain("d", text);
            let syntax = analyze(&doc, &model);
            prop_assert_eq!(syntax.tokens().len(), segment(&doc).words.len());
            let probable = |p: f32| (0.0..=1.0).contains(&p);
            prop_assert!(syntax.tokens().iter().all(|t| probable(t.tag_probability) && probable(t.arc_probability)));
            prop_assert!(syntax.token_ids().all(|token| !syntax.lemma(token).is_empty()));
            prop_assert_eq!(&syntax, &analyze(&doc, &model));
        }
    }

    /// `expected`: words, each with its tag, lemma, the word it depends on and the relation.
    fn check(text: &str, expected: &[(&str, Upos, &str, &str, Relation)]) {
        let model = Model::load(chancery_english::WEIGHTS).expect("the shipped weights are whole");
        let doc = Document::from_plain("d", text);
        let syntax = analyze(&doc, &model);
        for &(word, upos, lemma, head, relation) in expected {
            let at = syntax
                .token_ids()
                .find(|&id| doc.slice(syntax.token(id).span) == word);
            let at = at.expect("the word stands in the text");
            let token = syntax.token(at);
            let found = token
                .head
                .map_or("", |head| doc.slice(syntax.token(head).span));
            assert_eq!(
                (token.upos, syntax.lemma(at), found, token.relation),
                (upos, lemma, head, relation)
            );
        }
    }

    #[test]
    fn shipped_weights_read_a_plain_sentence() {
        check(
            "The foreign ministers of Norway and Kenya met in Oslo on Tuesday.",
            &[
                ("met", Upos::Verb, "meet", "", Relation::Root),
                ("ministers", Upos::Noun, "minister", "met", Relation::Nsubj),
                ("Kenya", Upos::Propn, "Kenya", "Norway", Relation::Conj),
                ("Oslo", Upos::Propn, "Oslo", "met", Relation::Obl),
            ],
        );
        check(
            "Both sides didn't accept the proposals.",
            &[
                ("n't", Upos::Part, "not", "accept", Relation::Advmod),
                ("did", Upos::Aux, "do", "accept", Relation::Aux),
                ("proposals", Upos::Noun, "proposal", "accept", Relation::Obj),
            ],
        );
    }

    #[test]
    fn a_model_is_shared_between_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&random::model());
    }

    #[test]
    fn a_text_without_stops_is_read() {
        let doc = Document::from_plain("d", "word ".repeat(10_000));
        assert_eq!(analyze(&doc, &random::model()).tokens().len(), 10_000);
    }
}
