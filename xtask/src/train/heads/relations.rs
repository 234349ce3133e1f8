//! The relation of each word to its head: one hidden layer over both and their distance.

use chancery_linguistics::network::format::{
    DISTANCE_BUCKETS, ENCODED_WIDTH, HEAD_WIDTH, distance_bucket,
};

use crate::train::batch::Batch;
use crate::train::encoder::DROPOUT;
use crate::train::layers::{Dropout, Linear, add, argmax, cross_entropy, leaky, leaky_backward};
use crate::train::model::Pass;
use crate::train::parameters::{Id, Kind, Parameters, Start};
use crate::train::random::Random;

const W: usize = HEAD_WIDTH;

/// The parameters of the relation head.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relations {
    dependent: Linear,
    head: Linear,
    root: Id,
    distance: Id,
    output: Linear,
    count: usize,
}

impl Relations {
    pub(crate) fn new(parameters: &mut Parameters, count: usize, random: &mut Random) -> Self {
        let dependent = ("label.dependent.weight", Some("label.dependent.bias"));
        let dependent = Linear::new(
            parameters,
            dependent.0,
            dependent.1,
            ENCODED_WIDTH,
            W,
            random,
        );
        let head = Linear::new(
            parameters,
            "label.head.weight",
            None,
            ENCODED_WIDTH,
            W,
            random,
        );
        let output = Linear::new(
            parameters,
            "label.weight",
            Some("label.bias"),
            W,
            count,
            random,
        );
        let root = parameters.add(
            ("label.root", Kind::Vector),
            1,
            W,
            Start::Uniform(0.1),
            random,
        );
        let start = Start::Uniform(0.1);
        let distance = parameters.add(
            ("label.distance", Kind::Matrix),
            DISTANCE_BUCKETS,
            W,
            start,
            random,
        );
        Self {
            dependent,
            head,
            root,
            distance,
            output,
            count,
        }
    }

    /// The hidden layer of each word under these heads.
    fn hidden(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        batch: &Batch,
        heads: &[usize],
    ) -> Vec<f32> {
        let mut hidden = self.dependent.forward(parameters, encoded);
        let of_heads = self.head.forward(parameters, encoded);
        for_each_arc(batch, heads, |word, head, bucket| {
            let hidden = &mut hidden[word * W..(word + 1) * W];
            match head {
                Some(head) => add(hidden, &of_heads[head * W..(head + 1) * W]),
                None => add(hidden, &parameters[self.root]),
            }
            add(
                hidden,
                &parameters[self.distance][bucket * W..(bucket + 1) * W],
            );
        });
        leaky(&mut hidden);
        hidden
    }

    /// Gives the summed loss under the right heads and adds its gradients; each word counts `share` of its weight.
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
        let mut hidden = self.hidden(parameters, encoded, batch, &batch.heads);
        let dropout = Dropout::apply(DROPOUT, random.as_deref_mut(), &mut hidden);
        let mut scores = self.output.forward(parameters, &hidden);
        let mut loss = 0.0;
        for (scores, gold) in scores.chunks_exact_mut(self.count).zip(&batch.relations) {
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
        let mut dheads = vec![0.0; hidden.len()];
        for_each_arc(batch, &batch.heads, |word, head, bucket| {
            let dhidden = &dhidden[word * W..(word + 1) * W];
            match head {
                Some(head) => add(&mut dheads[head * W..(head + 1) * W], dhidden),
                None => add(&mut gradients[self.root], dhidden),
            }
            add(
                &mut gradients[self.distance][bucket * W..(bucket + 1) * W],
                dhidden,
            );
        });
        self.dependent
            .backward(parameters, gradients, encoded, &dhidden, dencoded);
        self.head
            .backward(parameters, gradients, encoded, &dheads, dencoded);
        loss
    }

    /// The scores of all relations for each word under these heads.
    pub(crate) fn scores(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        batch: &Batch,
        heads: &[usize],
    ) -> Vec<f32> {
        self.output
            .forward(parameters, &self.hidden(parameters, encoded, batch, heads))
    }

    /// The best relation of each word; `root` is for the dependent of the root alone.
    pub(crate) fn best(
        &self,
        parameters: &Parameters,
        encoded: &[f32],
        batch: &Batch,
        heads: &[usize],
        root: usize,
    ) -> Vec<usize> {
        let mut scores = self.scores(parameters, encoded, batch, heads);
        let rows = scores.chunks_exact_mut(self.count).zip(heads);
        rows.map(|(scores, &head)| {
            if head == 0 {
                return root;
            }
            scores[root] = f32::NEG_INFINITY;
            argmax(scores)
        })
        .collect()
    }
}

/// Calls `visit` with the row of each word, the row of its head (none for the root) and their distance.
fn for_each_arc(
    batch: &Batch,
    heads: &[usize],
    mut visit: impl FnMut(usize, Option<usize>, usize),
) {
    for (first, length) in batch.sentences() {
        for word in 0..length {
            let head = heads[first + word];
            visit(
                first + word,
                head.checked_sub(1).map(|head| first + head),
                distance_bucket(word + 1, head),
            );
        }
    }
}
