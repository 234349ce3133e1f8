//! Names: a label for each word that begins or continues the name of a person, an organisation or a place.

use chancery_linguistics::network::format::{ENCODED_WIDTH, HEAD_WIDTH, WINDOW};

use crate::train::batch::Batch;
use crate::train::layers::{
    Dropout, Linear, cross_entropy, leaky, leaky_backward, window, window_backward,
};
use crate::train::model::Pass;
use crate::train::parameters::Parameters;
use crate::train::random::Random;

/// Part of the hidden layer that dropout sets to zero: names are few and soon known by heart.
const NAME_DROPOUT: f32 = 0.5;
/// The score of a step that cannot be: a name that goes on without having begun.
const FORBIDDEN: f32 = -10_000.0;

/// The parameters of the name head.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    hidden: Linear,
    output: Linear,
    count: usize,
    /// Score of each label after each label; the last row stands before the sentence.
    pub(crate) transitions: Vec<f32>,
}

impl Names {
    pub(crate) fn new(parameters: &mut Parameters, labels: &[String], random: &mut Random) -> Self {
        let inputs = WINDOW * ENCODED_WIDTH;
        let bias = Some("name.hidden.bias");
        let hidden = Linear::new(
            parameters,
            "name.hidden.weight",
            bias,
            inputs,
            HEAD_WIDTH,
            random,
        );
        let output = Linear::new(
            parameters,
            "name.weight",
            Some("name.bias"),
            HEAD_WIDTH,
            labels.len(),
            random,
        );
        let before = labels.iter().map(String::as_str).chain(["O"]);
        let transitions = before
            .flat_map(|before| {
                labels
                    .iter()
                    .map(move |label| match label.strip_prefix("I-") {
                        Some(kind) if before.get(2..) != Some(kind) => FORBIDDEN,
                        _ => 0.0,
                    })
            })
            .collect();
        Self {
            hidden,
            output,
            count: labels.len(),
            transitions,
        }
    }

    /// Gives the summed loss over words with a gold label and adds its gradients; each word counts `share` of its weight.
    pub(crate) fn learn(&self, pass: &mut Pass<'_>, share: f32) -> f32 {
        let Pass {
            parameters,
            gradients,
            encoded,
            batch,
            weight,
            random,
            dencoded,
        } = pass;
        let weight = *weight * share;
        let x = window(ENCODED_WIDTH, &batch.lengths, encoded);
        let mut hidden = self.hidden.forward(parameters, &x);
        leaky(&mut hidden);
        let dropout = Dropout::apply(NAME_DROPOUT, random.as_deref_mut(), &mut hidden);
        let mut scores = self.output.forward(parameters, &hidden);
        let mut loss = 0.0;
        for (scores, gold) in scores.chunks_exact_mut(self.count).zip(&batch.names) {
            match gold {
                Some(gold) => loss += cross_entropy(scores, *gold, weight),
                None => scores.fill(0.0),
            }
        }
        let mut dhidden = vec![0.0; hidden.len()];
        self.output
            .backward(parameters, gradients, &hidden, &scores, &mut dhidden);
        dropout.backward(&mut dhidden);
        leaky_backward(&hidden, &mut dhidden);
        let mut dx = vec![0.0; x.len()];
        self.hidden
            .backward(parameters, gradients, &x, &dhidden, &mut dx);
        window_backward(ENCODED_WIDTH, &batch.lengths, &dx, dencoded);
        loss
    }

    /// The scores of all labels for each word.
    pub(crate) fn scores(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        batch: &Batch,
    ) -> Vec<f32> {
        let mut hidden = self
            .hidden
            .forward(parameters, &window(ENCODED_WIDTH, &batch.lengths, encoded));
        leaky(&mut hidden);
        self.output.forward(parameters, &hidden)
    }

    /// The best possible sequence of labels of each sentence (Viterbi).
    pub(crate) fn best(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        batch: &Batch,
    ) -> Vec<usize> {
        let scores = self.scores(parameters, encoded, batch);
        let n = self.count;
        let mut labels = Vec::with_capacity(batch.types.len());
        for (first, length) in batch.sentences() {
            let mut totals = self.transitions[n * n..].to_vec();
            let mut came_from = Vec::with_capacity(length);
            for (word, scores) in scores[first * n..(first + length) * n]
                .chunks_exact(n)
                .enumerate()
            {
                if word > 0 {
                    let step = |label: usize| {
                        let from =
                            |before: usize| totals[before] + self.transitions[before * n + label];
                        let best = (1..n).fold(0, |best, before| {
                            if from(before) > from(best) {
                                before
                            } else {
                                best
                            }
                        });
                        (best, from(best))
                    };
                    let (from, best): (Vec<usize>, Vec<f32>) = (0..n).map(step).unzip();
                    totals = best;
                    came_from.push(from);
                }
                totals
                    .iter_mut()
                    .zip(scores)
                    .for_each(|(total, score)| *total += score);
            }
            let mut label = crate::train::layers::argmax(&totals);
            let start = labels.len();
            labels.push(label);
            for from in came_from.iter().rev() {
                label = from[label];
                labels.push(label);
            }
            labels[start..].reverse();
        }
        labels
    }
}
