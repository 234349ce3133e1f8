//! A tag for each word: one linear layer and a softmax.

use chancery_linguistics::network::format::ENCODED_WIDTH;

use crate::train::layers::{Linear, argmax, cross_entropy};
use crate::train::model::Pass;
use crate::train::parameters::Parameters;
use crate::train::random::Random;

/// The head of one tag list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tags {
    linear: Linear,
    count: usize,
}

impl Tags {
    pub(crate) fn new(
        parameters: &mut Parameters,
        [weight, bias]: [&'static str; 2],
        count: usize,
        random: &mut Random,
    ) -> Self {
        Self {
            linear: Linear::new(parameters, weight, Some(bias), ENCODED_WIDTH, count, random),
            count,
        }
    }

    /// Scores of all tags for each word.
    pub(crate) fn scores(&self, parameters: &Parameters, encoded: &[f32]) -> Vec<f32> {
        self.linear.forward(parameters, encoded)
    }

    /// Gives the summed loss and adds its gradients; each word counts `share` of its weight.
    pub(crate) fn learn(&self, pass: &mut Pass<'_>, gold: &[Option<usize>], share: f32) -> f32 {
        let Pass {
            parameters,
            gradients,
            encoded,
            weight,
            dencoded,
            ..
        } = pass;
        let weight = *weight * share;
        let mut scores = self.scores(parameters, encoded);
        let mut loss = 0.0;
        for (scores, gold) in scores.chunks_exact_mut(self.count).zip(gold) {
            match gold {
                Some(gold) => loss += cross_entropy(scores, *gold, weight),
                None => scores.fill(0.0),
            }
        }
        self.linear
            .backward(parameters, gradients, encoded, &scores, dencoded);
        loss
    }

    /// The best tag of each word.
    pub(crate) fn best(&self, parameters: &Parameters, encoded: &[f32]) -> Vec<usize> {
        self.scores(parameters, encoded)
            .chunks_exact(self.count)
            .map(argmax)
            .collect()
    }
}
