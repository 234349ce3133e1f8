//! Reads names off the scores of the name layer: the best sequence of labels that makes sense.
//!
//! `I-PER` cannot follow `B-ORG` or stand alone; the transitions forbid it. The sequence with the highest sum is found
//! by dynamic programming (Viterbi 1967).

use chancery_model::{NameKind, NameSpan};

use super::kernels::probability;
use super::model::{Model, NameLabel};

/// Space for the search, reused from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Viterbi {
    /// For each word and label, the best label before.
    before: Vec<u8>,
    totals: Vec<f32>,
    next: Vec<f32>,
    path: Vec<usize>,
}

impl Viterbi {
    /// Adds the names of one sentence to `names`. `scores` has a row of `stride` values a word; `first` is the index
    /// of its first word in the document.
    pub(super) fn read(
        &mut self,
        model: &Model,
        scores: &[f32],
        stride: usize,
        first: usize,
        names: &mut Vec<NameSpan>,
    ) {
        let labels = &model.labels.names;
        let rows = || scores.chunks_exact(stride).map(|row| &row[..labels.len()]);
        self.search(&model.name_transitions, labels.len(), rows());
        let mut open: Option<NameSpan> = None;
        for (word, (&label, row)) in self.path.iter().zip(rows()).enumerate() {
            let at = first + word;
            let probability = probability(row, row[label]);
            match (labels[label], &mut open) {
                (NameLabel::Inside(Some(kind)), Some(name)) if name.kind == kind => {
                    name.tokens.end = at + 1;
                    name.probability = name.probability.min(probability);
                }
                (NameLabel::Begin(Some(kind)) | NameLabel::Inside(Some(kind)), open) => {
                    names.extend(open.replace(new_name(at, kind, probability)));
                }
                _ => names.extend(open.take()),
            }
        }
        names.extend(open);
    }

    /// Leaves the best label of each word in `path`.
    fn search<'s>(
        &mut self,
        transitions: &[f32],
        labels: usize,
        rows: impl Iterator<Item = &'s [f32]>,
    ) {
        self.before.clear();
        self.path.clear();
        let start = &transitions[labels * labels..];
        for (word, row) in rows.enumerate() {
            self.next.clear();
            for (label, score) in row.iter().enumerate() {
                let (mut best, mut from) = (f32::NEG_INFINITY, 0);
                if word == 0 {
                    best = start[label];
                } else {
                    for (previous, total) in self.totals.iter().enumerate() {
                        let total = total + transitions[previous * labels + label];
                        if total > best {
                            (best, from) = (total, previous);
                        }
                    }
                }
                self.next.push(best + score);
                self.before.push(from as u8);
            }
            std::mem::swap(&mut self.totals, &mut self.next);
        }
        let words = self.before.len() / labels;
        let mut label = first_largest(&self.totals);
        for word in (0..words).rev() {
            self.path.push(label);
            label = usize::from(self.before[word * labels + label]);
        }
        self.path.reverse();
    }
}

fn new_name(at: usize, kind: NameKind, probability: f32) -> NameSpan {
    NameSpan {
        tokens: at..at + 1,
        kind,
        probability,
    }
}

fn first_largest(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_step_is_never_taken() {
        // Labels O, B, I; I may not start and may not follow O.
        let never = -10_000.0;
        let transitions = [
            0.0, 0.0, never, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, never,
        ];
        let mut viterbi = Viterbi::default();
        let check = |viterbi: &mut Viterbi, rows: &[[f32; 3]], expected: &[usize]| {
            viterbi.search(&transitions, 3, rows.iter().map(|row| row.as_slice()));
            assert_eq!(viterbi.path, expected);
        };
        check(&mut viterbi, &[[0.0, 0.0, 9.0], [0.0, 0.0, 9.0]], &[1, 2]);
        check(&mut viterbi, &[[9.0, 0.0, 0.0], [0.0, 1.0, 2.0]], &[0, 1]);
        check(&mut viterbi, &[], &[]);
    }
}
