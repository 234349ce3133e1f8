//! The network that reads a sentence: from words to tags, heads, relations and names.
//!
//! [`mod@format`] describes what it computes and the file of its weights, [`features`] how a word becomes numbers.

mod dispatch;
pub mod features;
pub mod format;
mod forward;
mod heads;
mod kernels;
mod model;
mod names;
#[cfg(test)]
pub(crate) mod random;
mod tables;
mod tags;
mod tiles;
mod tree;
mod words;

use std::cell::RefCell;
use std::ops::Range;

use dispatch::Kind;
pub(crate) use forward::Output;
use forward::{Input, Scratch};
pub use model::Model;

/// Words that are read together: enough to keep the processor busy, few enough to keep the values near it.
const BATCH_WORDS: usize = 512;

/// Reads the sentences of a document, given as ranges over its words that follow each other from 0.
pub(crate) fn read(model: &Model, words: &[&str], sentences: &[Range<usize>]) -> Output {
    read_with(Kind::detect(), model, words, sentences)
}

fn read_with(kind: Kind, model: &Model, words: &[&str], sentences: &[Range<usize>]) -> Output {
    thread_local! {
        static SCRATCH: RefCell<Scratch> = RefCell::default();
    }
    let mut output = Output::default();
    output.words.reserve(words.len());
    SCRATCH.with_borrow_mut(|scratch| {
        let mut rest = sentences;
        while let Some(first) = rest.first() {
            let in_batch = |sentence: &&Range<usize>| sentence.end - first.start <= BATCH_WORDS;
            let length = rest.iter().take_while(in_batch).count().max(1);
            let (batch, after) = rest.split_at(length);
            dispatch::run(
                kind,
                model,
                scratch,
                &Input {
                    words,
                    sentences: batch,
                },
                &mut output,
            );
            rest = after;
        }
    });
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentences(words: &[&str], length: usize) -> Vec<Range<usize>> {
        (0..words.len())
            .step_by(length)
            .map(|at| at..words.len().min(at + length))
            .collect()
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn every_kind_of_processor_gives_the_same() {
        let model = random::model();
        let words: Vec<String> = (0..3000).map(|n| format!("w{}", n * n % 701)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let sentences = sentences(&words, 23);
        let portable = read_with(Kind::Portable, &model, &words, &sentences);
        for kind in [Kind::Avx2, Kind::Avx512] {
            let found = read_with(kind, &model, &words, &sentences);
            assert!(found.words == portable.words, "{kind:?}");
            assert!(found.names == portable.names, "{kind:?}");
        }
    }

    #[test]
    fn a_sentence_reads_the_same_alone_and_among_others() {
        let model = random::model();
        let words = [
            "Anna", "Beispiel", "met", "the", "minister", ".", "Talks", "ended",
        ];
        let both = read(&model, &words, &[0..6, 6..8]);
        let alone = read(&model, &words[6..], &sentences(&words[6..], 2));
        for (a, b) in both.words[6..].iter().zip(&alone.words) {
            assert_eq!(
                (a.upos, a.xpos, a.head, a.relation),
                (b.upos, b.xpos, b.head, b.relation)
            );
        }
    }

    #[test]
    fn no_words_no_output() {
        assert!(read(&random::model(), &[], &[]).words.is_empty());
    }

    proptest! {
        #[test]
        fn a_damaged_file_is_refused_or_usable(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut bytes = random::blob();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(model) = Model::load(&bytes) {
                let words = ["Anna", "met", "U.S.", "officials"];
                let found = read(&model, &words, &sentences(&words, 4));
                let heads: Vec<u32> = found.words.iter().map(|word| word.head).collect();
                prop_assert!(tree::is_tree(&heads, &mut Vec::new()));
            }
        }
    }
}
