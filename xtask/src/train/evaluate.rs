//! How well the network reads the dev sentences, their words and limits given.

use std::collections::BTreeSet;
use std::fmt;

use super::batch::{Batch, Labels, universal};
use super::corpus::Sentence;
use super::inputs::Inputs;
use super::model::Model;
use super::parameters::Parameters;

/// Sentences read at once.
const CHUNK: usize = 64;

/// Counts over a set of sentences.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    words: usize,
    upos: usize,
    xpos: usize,
    heads: usize,
    /// Head and universal relation right.
    labeled: usize,
    words_no_punct: usize,
    labeled_no_punct: usize,
    names: [usize; 3],
}

impl Scores {
    /// One number to compare trainings by: tags, relations and names together, in percent.
    pub(crate) fn total(&self) -> f32 {
        percent(self.upos, self.words) + percent(self.labeled, self.words) + self.name_f1() / 4.0
    }

    fn name_f1(&self) -> f32 {
        let [right, found, gold] = self.names;
        percent(2 * right, found + gold)
    }
}

fn percent(part: usize, whole: usize) -> f32 {
    part as f32 * 100.0 / whole.max(1) as f32
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_words = |part| percent(part, self.words);
        write!(
            f,
            "UPOS {:.2} XPOS {:.2} UAS {:.2} LAS {:.2} LAS without punctuation {:.2}",
            of_words(self.upos),
            of_words(self.xpos),
            of_words(self.heads),
            of_words(self.labeled),
            percent(self.labeled_no_punct, self.words_no_punct),
        )?;
        let [right, found, gold] = self.names;
        if gold == 0 {
            return Ok(());
        }
        write!(
            f,
            " names P {:.1} R {:.1} F1 {:.1}",
            percent(right, found),
            percent(right, gold),
            self.name_f1()
        )
    }
}

/// Reads the sentences and counts.
pub(crate) fn evaluate(
    model: &Model,
    parameters: &Parameters,
    inputs: &mut Inputs,
    labels: &Labels,
    sentences: &[Sentence],
) -> Scores {
    let mut scores = Scores::default();
    for sentences in sentences.chunks(CHUNK) {
        let mut batch = Batch::default();
        sentences
            .iter()
            .for_each(|sentence| batch.push(sentence, labels, inputs));
        let reading = model.read(parameters, inputs, &batch);
        for ((first, _), sentence) in batch.sentences().zip(sentences) {
            for at in 0..sentence.words.len() {
                let word = first + at;
                let right_head = reading.heads[word] == sentence.heads[at];
                let relation = universal(&labels.relations[reading.relations[word]]);
                let right = right_head && relation == universal(&sentence.relations[at]);
                scores.words += 1;
                scores.upos += usize::from(labels.upos[reading.upos[word]] == sentence.upos[at]);
                scores.xpos += usize::from(labels.xpos[reading.xpos[word]] == sentence.xpos[at]);
                scores.heads += usize::from(right_head);
                scores.labeled += usize::from(right);
                if sentence.upos[at] != "PUNCT" {
                    scores.words_no_punct += 1;
                    scores.labeled_no_punct += usize::from(right);
                }
            }
            if let Some(gold) = &sentence.names {
                let found: Vec<&str> = (0..gold.len())
                    .map(|at| labels.names[reading.names[first + at]].as_str())
                    .collect();
                let (found, gold) = (spans(&found), spans(gold));
                scores.names[0] += found.intersection(&gold).count();
                scores.names[1] += found.len();
                scores.names[2] += gold.len();
            }
        }
    }
    scores
}

/// The names in a sequence of labels: first word, end, type.
fn spans<S: AsRef<str>>(labels: &[S]) -> BTreeSet<(usize, usize, &str)> {
    let mut spans = BTreeSet::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, label) in labels.iter().map(AsRef::as_ref).chain(["O"]).enumerate() {
        let kind = label.get(2..).unwrap_or("");
        if let Some((start, open_kind)) = open
            && (!label.starts_with("I-") || kind != open_kind)
        {
            spans.insert((start, at, open_kind));
            open = None;
        }
        if open.is_none() && label != "O" {
            open = Some((at, kind));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_end_where_another_begins() {
        let found = spans(&["B-PER", "I-PER", "B-PER", "O", "B-LOC"]);
        assert_eq!(
            Vec::from_iter(found),
            [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")]
        );
    }
}
