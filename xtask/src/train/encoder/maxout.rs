//! One layer of the encoder: linear, the largest of some pieces, norm.

use chancery_linguistics::network::format::WIDTH;

use crate::train::layers::{Linear, Norm, Normed, maxout, maxout_backward};
use crate::train::parameters::{Gradients, Parameters};
use crate::train::random::Random;

/// Linear, maxout, norm.
#[derive(Debug, Clone, Copy)]
pub(super) struct Maxout {
    linear: Linear,
    norm: Norm,
    pieces: usize,
}

/// What the backward pass of a [`Maxout`] needs.
#[derive(Debug)]
pub(super) struct MaxoutRun {
    x: Vec<f32>,
    winners: Vec<u8>,
    normed: Normed,
}

impl Maxout {
    pub(super) fn new(
        parameters: &mut Parameters,
        [weight, bias, gain, shift]: [&'static str; 4],
        inputs: usize,
        pieces: usize,
        random: &mut Random,
    ) -> Self {
        let linear = Linear::new(
            parameters,
            weight,
            Some(bias),
            inputs,
            pieces * WIDTH,
            random,
        );
        Self {
            linear,
            norm: Norm::new(parameters, gain, shift, WIDTH, random),
            pieces,
        }
    }

    pub(super) fn forward(&self, parameters: &Parameters, x: Vec<f32>) -> (Vec<f32>, MaxoutRun) {
        let z = self.linear.forward(parameters, &x);
        let (y, winners) = maxout(self.pieces, WIDTH, &z);
        let (y, normed) = self.norm.forward(parameters, &y);
        (y, MaxoutRun { x, winners, normed })
    }

    pub(super) fn backward(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        run: &MaxoutRun,
        dy: &[f32],
    ) -> Vec<f32> {
        let dy = self.norm.backward(parameters, gradients, &run.normed, dy);
        let dz = maxout_backward(self.pieces, WIDTH, &run.winners, &dy);
        let mut dx = vec![0.0; run.x.len()];
        self.linear
            .backward(parameters, gradients, &run.x, &dz, &mut dx);
        dx
    }
}
