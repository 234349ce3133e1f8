//! Moves the parameters against their gradients: Adam with decoupled decay, clipping, and a running mean of the result.

use super::parameters::{Gradients, Kind, Parameters};

const MOMENTUM: f32 = 0.9;
const SPREAD: f32 = 0.98;
const EPSILON: f32 = 1e-8;
const DECAY: f32 = 0.01;
const CLIP: f32 = 2.0;
/// How much of the running mean stays at each step.
const MEAN: f32 = 0.998;
/// Steps over which the learning rate rises.
const WARM_UP: f32 = 200.0;
/// The highest learning rate.
const RATE: f32 = 2.5e-3;

/// The state of the optimiser.
#[derive(Debug)]
pub(crate) struct Optimizer {
    means: Vec<Vec<f32>>,
    squares: Vec<Vec<f32>>,
    /// The running mean of the parameters, which is what a training gives.
    pub(crate) averaged: Parameters,
    step: usize,
    steps: usize,
}

impl Optimizer {
    /// `steps` is the number of steps of the whole training.
    pub(crate) fn new(parameters: &Parameters, steps: usize) -> Self {
        let zeros = parameters.gradients().0;
        Self {
            means: zeros.clone(),
            squares: zeros,
            averaged: parameters.clone(),
            step: 0,
            steps,
        }
    }

    /// The learning rate of this step: up, then straight down to zero.
    fn rate(&self) -> f32 {
        let (step, steps) = (self.step as f32, self.steps as f32);
        RATE * (step / WARM_UP).min((steps - step + 1.0) / steps).min(1.0)
    }

    /// Moves the parameters and clears the gradients.
    pub(crate) fn step(&mut self, parameters: &mut Parameters, gradients: &mut Gradients) {
        self.step += 1;
        let rate = self.rate();
        let square: f32 = gradients
            .0
            .iter()
            .flatten()
            .map(|value| value * value)
            .sum();
        let clip = (CLIP / square.sqrt().max(1e-12)).min(1.0);
        let debias = (
            1.0 - MOMENTUM.powi(self.step as i32),
            1.0 - SPREAD.powi(self.step as i32),
        );
        // The mean follows quickly at first.
        let mean_share = MEAN.min(self.step as f32 / (self.step as f32 + 10.0));
        for (at, gradients) in gradients.0.iter_mut().enumerate() {
            let parameter = &mut parameters.0[at];
            let keep = if parameter.kind == Kind::Matrix {
                1.0 - rate * DECAY
            } else {
                1.0
            };
            let state = gradients
                .iter_mut()
                .zip(&mut self.means[at])
                .zip(&mut self.squares[at]);
            let values = parameter
                .values
                .iter_mut()
                .zip(&mut self.averaged.0[at].values);
            for (((gradient, mean), square), (value, averaged)) in state.zip(values) {
                let slope = *gradient * clip;
                *gradient = 0.0;
                *mean = MOMENTUM * *mean + (1.0 - MOMENTUM) * slope;
                *square = SPREAD * *square + (1.0 - SPREAD) * slope * slope;
                let step = (*mean / debias.0) / ((*square / debias.1).sqrt() + EPSILON);
                *value = *value * keep - rate * step;
                *averaged = mean_share * *averaged + (1.0 - mean_share) * *value;
            }
        }
    }
}
