//! The whole network: the encoder and its heads, one step of learning, one reading.

use super::batch::{Batch, Labels};
use super::encoder::Encoder;
use super::heads::{arcs::Arcs, names::Names, relations::Relations, tags::Tags};
use super::inputs::Inputs;
use super::parameters::{Gradients, Parameters};
use super::random::Random;

/// What each head counts in the loss.
const TAG_SHARE: f32 = 0.5;
const ARC_SHARE: f32 = 1.0;
const RELATION_SHARE: f32 = 1.0;
const NAME_SHARE: f32 = 1.0;

/// The network without its numbers.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) encoder: Encoder,
    pub(crate) upos: Tags,
    pub(crate) xpos: Tags,
    pub(crate) arcs: Arcs,
    pub(crate) relations: Relations,
    pub(crate) names: Names,
    /// The place of `root` among the relations.
    pub(crate) root: usize,
}

/// One pass over a batch in which the heads learn.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    pub(crate) parameters: &'a Parameters,
    pub(crate) gradients: &'a mut Gradients,
    pub(crate) batch: &'a Batch,
    /// What each word counts in the loss.
    pub(crate) weight: f32,
    /// For dropout, in training.
    pub(crate) random: Option<&'a mut Random>,
    /// Output of the encoder.
    pub(crate) encoded: &'a [f32],
    /// Its gradient, to which each head adds.
    pub(crate) dencoded: &'a mut [f32],
}

/// What the network says of each word of a batch, as places in the label lists.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) upos: Vec<usize>,
    pub(crate) xpos: Vec<usize>,
    /// Counted from 1 in each sentence, 0 for the root.
    pub(crate) heads: Vec<usize>,
    pub(crate) relations: Vec<usize>,
    pub(crate) names: Vec<usize>,
}

impl Model {
    /// Builds the network for these labels, with fresh numbers.
    pub(crate) fn new(labels: &Labels, random: &mut Random) -> (Self, Parameters) {
        let mut parameters = Parameters::default();
        let p = &mut parameters;
        let model = Self {
            encoder: Encoder::new(p, random),
            upos: Tags::new(p, ["upos.weight", "upos.bias"], labels.upos.len(), random),
            xpos: Tags::new(p, ["xpos.weight", "xpos.bias"], labels.xpos.len(), random),
            arcs: Arcs::new(p, random),
            relations: Relations::new(p, labels.relations.len(), random),
            names: Names::new(p, &labels.names, random),
            root: labels
                .relations
                .iter()
                .position(|label| label == "root")
                .unwrap_or(0),
        };
        (model, parameters)
    }

    /// Gives the summed loss of a batch and adds its gradients; each word counts `weight`.
    pub(crate) fn learn(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        inputs: &Inputs,
        batch: &Batch,
        weight: f32,
        mut random: Option<&mut Random>,
    ) -> f32 {
        let (encoded, encoding) =
            self.encoder
                .forward(parameters, inputs, batch, random.as_deref_mut());
        let mut dencoded = vec![0.0; encoded.len()];
        let mut pass = Pass {
            parameters,
            gradients: &mut *gradients,
            batch,
            weight,
            random,
            encoded: &encoded,
            dencoded: &mut dencoded,
        };
        let loss = self.upos.learn(&mut pass, &batch.upos, TAG_SHARE)
            + self.xpos.learn(&mut pass, &batch.xpos, TAG_SHARE)
            + self.arcs.learn(&mut pass, ARC_SHARE)
            + self.relations.learn(&mut pass, RELATION_SHARE)
            + self.names.learn(&mut pass, NAME_SHARE);
        self.encoder
            .backward(parameters, gradients, inputs, batch, &encoding, dencoded);
        loss
    }

    /// Reads a batch.
    pub(crate) fn read(&self, parameters: &Parameters, inputs: &Inputs, batch: &Batch) -> Reading {
        let (encoded, _) = self.encoder.forward(parameters, inputs, batch, None);
        let heads = self.arcs.best(parameters, &encoded, batch);
        Reading {
            upos: self.upos.best(parameters, &encoded),
            xpos: self.xpos.best(parameters, &encoded),
            relations: self
                .relations
                .best(parameters, &encoded, batch, &heads, self.root),
            names: self.names.best(parameters, &encoded, batch),
            heads,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::corpus::Sentence;
    use crate::train::inputs::FixedTable;
    use crate::train::optimizer::Optimizer;

    fn sentence(rows: &[(&str, &str, usize, &str, &str)]) -> Sentence {
        let column = |of: fn(&(&str, &str, usize, &str, &str)) -> String| {
            rows.iter().map(of).collect::<Vec<_>>()
        };
        Sentence {
            words: column(|row| row.0.to_owned()),
            upos: column(|row| row.1.to_owned()),
            xpos: column(|row| row.1.to_owned()),
            heads: rows.iter().map(|row| row.2).collect(),
            relations: column(|row| row.3.to_owned()),
            names: Some(column(|row| row.4.to_owned())),
        }
    }

    fn example() -> (Model, Parameters, Inputs, Batch) {
        let sentences = [
            sentence(&[
                ("Ministers", "NOUN", 2, "nsubj", "O"),
                ("met", "VERB", 0, "root", "O"),
                ("in", "ADP", 4, "case", "O"),
                ("Oslo", "PROPN", 2, "obl", "B-LOC"),
                (".", "PUNCT", 2, "punct", "O"),
            ]),
            sentence(&[
                ("Talks", "NOUN", 2, "nsubj", "O"),
                ("failed", "VERB", 0, "root", "O"),
            ]),
        ];
        let labels = Labels {
            relations: ["case", "nsubj", "obl", "punct", "root"]
                .map(str::to_owned)
                .to_vec(),
            ..Labels::of(&sentences)
        };
        let table = FixedTable::new([("Oslo", 0)].into_iter(), vec![0.1; 64]);
        let mut inputs = Inputs::new(table, FixedTable::default());
        let mut batch = Batch::default();
        sentences
            .iter()
            .for_each(|sentence| batch.push(sentence, &labels, &mut inputs));
        let (model, parameters) = Model::new(&labels, &mut Random::new(3));
        (model, parameters, inputs, batch)
    }

    /// The slope of the loss along the gradient of each parameter, by finite differences, is the squared length of
    /// that gradient.
    #[test]
    fn gradients_agree_with_finite_differences() {
        let (model, parameters, inputs, batch) = example();
        let loss = |parameters: &Parameters, gradients: &mut Gradients| {
            model.learn(
                parameters,
                gradients,
                &inputs,
                &batch,
                1.0,
                Some(&mut Random::new(5)),
            )
        };
        let mut gradients = parameters.gradients();
        loss(&parameters, &mut gradients);
        for (at, gradient) in gradients.0.iter().enumerate() {
            let name = parameters.0[at].name;
            let length = gradient
                .iter()
                .map(|value| value * value)
                .sum::<f32>()
                .sqrt();
            assert!(length > 1e-4, "{name} learns nothing");
            let moved = |step: f32| {
                let mut parameters = parameters.clone();
                let values = parameters.0[at].values.iter_mut();
                values
                    .zip(gradient)
                    .for_each(|(value, slope)| *value += step * slope / length);
                loss(&parameters, &mut parameters.gradients())
            };
            let step = 4e-3_f32.min(0.02 / length);
            let slope = (moved(step) - moved(-step)) / (2.0 * step);
            assert!(
                (slope - length).abs() < 0.03 * length + 2e-3,
                "{name}: slope {slope}, gradient {length}"
            );
        }
    }

    #[test]
    fn learns_two_sentences_by_heart() {
        let (model, mut parameters, inputs, batch) = example();
        let mut optimizer = Optimizer::new(&parameters, 200);
        let mut gradients = parameters.gradients();
        for _ in 0..200 {
            model.learn(&parameters, &mut gradients, &inputs, &batch, 0.1, None);
            optimizer.step(&mut parameters, &mut gradients);
        }
        let reading = model.read(&parameters, &inputs, &batch);
        assert_eq!(reading.heads, batch.heads);
        assert!(
            reading
                .relations
                .iter()
                .zip(&batch.relations)
                .all(|(found, gold)| Some(*found) == *gold)
        );
        assert!(
            reading
                .names
                .iter()
                .zip(&batch.names)
                .all(|(found, gold)| Some(*found) == *gold)
        );
    }
}
