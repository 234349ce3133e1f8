//! The head of each word: every word of the sentence and the root are scored as its head (Dozat and Manning 2017), with
//! a say for the distance.

use chancery_linguistics::network::format::{
    DISTANCE_BUCKETS, ENCODED_WIDTH, HEAD_WIDTH, distance_bucket,
};

use crate::train::batch::Batch;
use crate::train::encoder::DROPOUT;
use crate::train::layers::{Dropout, Linear, add, argmax, cross_entropy, leaky, leaky_backward};
use crate::train::model::Pass;
use crate::train::multiply::{Left, multiply_add, transpose};
use crate::train::parameters::{Id, Kind, Parameters, Start};
use crate::train::random::Random;

const W: usize = HEAD_WIDTH;
const B: usize = DISTANCE_BUCKETS;

/// The parameters of the arc head.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arcs {
    dependent: Linear,
    head: Linear,
    root: Id,
    /// Its bias is the prior of a head.
    bilinear: Linear,
    distance: Linear,
}

/// The hidden layers of a batch.
#[derive(Debug)]
struct Hidden {
    dependents: Vec<f32>,
    heads: Vec<f32>,
    dropouts: [Dropout; 2],
    /// `U d + w` of each dependent.
    queries: Vec<f32>,
    /// The say of each distance.
    distances: Vec<f32>,
}

impl Arcs {
    pub(crate) fn new(parameters: &mut Parameters, random: &mut Random) -> Self {
        let mut linear = |weight, bias, inputs, outputs| {
            Linear::new(parameters, weight, Some(bias), inputs, outputs, random)
        };
        let dependent = linear(
            "arc.dependent.weight",
            "arc.dependent.bias",
            ENCODED_WIDTH,
            W,
        );
        let head = linear("arc.head.weight", "arc.head.bias", ENCODED_WIDTH, W);
        let bilinear = linear("arc.bilinear", "arc.prior", W, W);
        let distance = linear("arc.distance", "arc.distance.bias", W, B);
        // Products of two hidden layers are large: begin near zero.
        parameters[bilinear.weight()]
            .iter_mut()
            .for_each(|value| *value *= 0.1);
        let root = parameters.add(
            ("arc.root", Kind::Vector),
            1,
            W,
            Start::Uniform(0.1),
            random,
        );
        Self {
            dependent,
            head,
            root,
            bilinear,
            distance,
        }
    }

    fn hidden(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        mut random: Option<&mut Random>,
    ) -> Hidden {
        let mut dependents = self.dependent.forward(parameters, encoded);
        let mut heads = self.head.forward(parameters, encoded);
        leaky(&mut dependents);
        leaky(&mut heads);
        let dropouts = [&mut dependents, &mut heads]
            .map(|x| Dropout::apply(DROPOUT, random.as_deref_mut(), x));
        let queries = self.bilinear.forward(parameters, &dependents);
        let distances = self.distance.forward(parameters, &dependents);
        Hidden {
            dependents,
            heads,
            dropouts,
            queries,
            distances,
        }
    }

    /// Scores of one sentence: a row a word, a column a candidate, the root first; the word itself is impossible.
    fn scores(
        &self,
        parameters: &Parameters,
        hidden: &Hidden,
        first: usize,
        length: usize,
    ) -> Vec<f32> {
        let candidates = self.candidates(parameters, hidden, first, length);
        let n = length + 1;
        let mut scores = vec![0.0; length * n];
        let queries = &hidden.queries[first * W..(first + length) * W];
        multiply_add(
            length,
            W,
            n,
            Left::Rows(queries),
            &transpose(n, W, &candidates),
            &mut scores,
        );
        for (row, scores) in scores.chunks_exact_mut(n).enumerate() {
            let distances = &hidden.distances[(first + row) * B..(first + row + 1) * B];
            for (head, score) in scores.iter_mut().enumerate() {
                *score += distances[distance_bucket(row + 1, head)];
            }
            scores[row + 1] = f32::NEG_INFINITY;
        }
        scores
    }

    /// The hidden rows of the root and of all words of a sentence.
    fn candidates(
        &self,
        parameters: &Parameters,
        hidden: &Hidden,
        first: usize,
        length: usize,
    ) -> Vec<f32> {
        [
            &parameters[self.root],
            &hidden.heads[first * W..(first + length) * W],
        ]
        .concat()
    }

    /// Gives the summed loss and adds its gradients; each word counts `share` of its weight.
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
        let hidden = self.hidden(parameters, encoded, random.as_deref_mut());
        let rows = batch.types.len();
        let (mut dqueries, mut dheads) = (vec![0.0; rows * W], vec![0.0; rows * W]);
        let mut ddistances = vec![0.0; rows * B];
        let mut loss = 0.0;
        for (first, length) in batch.sentences() {
            let n = length + 1;
            let mut scores = self.scores(parameters, &hidden, first, length);
            for (row, scores) in scores.chunks_exact_mut(n).enumerate() {
                loss += cross_entropy(scores, batch.heads[first + row], weight);
                let ddistances = &mut ddistances[(first + row) * B..(first + row + 1) * B];
                for (head, dscore) in scores.iter().enumerate() {
                    ddistances[distance_bucket(row + 1, head)] += dscore;
                }
            }
            let dscores = scores;
            let words = first * W..(first + length) * W;
            let candidates = self.candidates(parameters, &hidden, first, length);
            multiply_add(
                length,
                n,
                W,
                Left::Rows(&dscores),
                &candidates,
                &mut dqueries[words.clone()],
            );
            let mut dcandidates = vec![0.0; n * W];
            let queries = &hidden.queries[words.clone()];
            multiply_add(
                n,
                length,
                W,
                Left::Columns(&dscores),
                queries,
                &mut dcandidates,
            );
            add(&mut gradients[self.root], &dcandidates[..W]);
            dheads[words].copy_from_slice(&dcandidates[W..]);
        }
        let mut ddependents = vec![0.0; rows * W];
        self.bilinear.backward(
            parameters,
            gradients,
            &hidden.dependents,
            &dqueries,
            &mut ddependents,
        );
        self.distance.backward(
            parameters,
            gradients,
            &hidden.dependents,
            &ddistances,
            &mut ddependents,
        );
        let [dependent_dropout, head_dropout] = &hidden.dropouts;
        dependent_dropout.backward(&mut ddependents);
        head_dropout.backward(&mut dheads);
        leaky_backward(&hidden.dependents, &mut ddependents);
        leaky_backward(&hidden.heads, &mut dheads);
        self.dependent
            .backward(parameters, gradients, encoded, &ddependents, dencoded);
        self.head
            .backward(parameters, gradients, encoded, &dheads, dencoded);
        loss
    }

    /// The best head of each word, counted from 1 in its sentence, 0 for the root; they need not form a tree.
    pub(crate) fn best(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        batch: &Batch,
    ) -> Vec<usize> {
        let hidden = self.hidden(parameters, encoded, None);
        batch
            .sentences()
            .flat_map(|(first, length)| {
                let scores = self.scores(parameters, &hidden, first, length);
                scores
                    .chunks_exact(length + 1)
                    .map(argmax)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// The scores of one sentence, a row a word, the root first.
    pub(crate) fn sentence_scores(&self, parameters: &Parameters, encoded: &[f32]) -> Vec<f32> {
        let hidden = self.hidden(parameters, encoded, None);
        self.scores(parameters, &hidden, 0, encoded.len() / ENCODED_WIDTH)
    }
}
