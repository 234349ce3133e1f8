//! The small layers: linear, maxout, norm, window, dropout, cross-entropy; each forward and backward.
//!
//! Buffers hold one row a word. A backward function adds to the gradients of the parameters and gives (or adds to) the
//! gradient of the input.

use chancery_linguistics::network::format::NORM_EPSILON;

use super::multiply::{Left, multiply_add, transpose};
use super::parameters::{Gradients, Id, Kind, Parameters, Start};
use super::random::Random;

/// `W x + b`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Linear {
    weight: Id,
    bias: Option<Id>,
    inputs: usize,
    outputs: usize,
}

impl Linear {
    /// Adds the parameters of a layer; without a name for the bias it has none.
    pub(crate) fn new(
        parameters: &mut Parameters,
        weight: &'static str,
        bias: Option<&'static str>,
        inputs: usize,
        outputs: usize,
        random: &mut Random,
    ) -> Self {
        let weight = parameters.add(
            (weight, Kind::Matrix),
            outputs,
            inputs,
            Start::Matrix,
            random,
        );
        let bias = bias.map(|bias| {
            parameters.add(
                (bias, Kind::Vector),
                1,
                outputs,
                Start::Constant(0.0),
                random,
            )
        });
        Self {
            weight,
            bias,
            inputs,
            outputs,
        }
    }

    /// The weights, row after row.
    pub(crate) fn weight(&self) -> Id {
        self.weight
    }

    /// The bias of each output.
    pub(crate) fn bias(&self) -> Id {
        self.bias.expect("only layers with a bias are asked for it")
    }

    pub(crate) fn forward(&self, parameters: &Parameters, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / self.inputs;
        let mut y = match self.bias {
            Some(bias) => parameters[bias].repeat(rows),
            None => vec![0.0; rows * self.outputs],
        };
        let weight = transpose(self.outputs, self.inputs, &parameters[self.weight]);
        multiply_add(
            rows,
            self.inputs,
            self.outputs,
            Left::Rows(x),
            &weight,
            &mut y,
        );
        y
    }

    /// Adds the gradient of the input to `dx`.
    pub(crate) fn backward(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        x: &[f32],
        dy: &[f32],
        dx: &mut [f32],
    ) {
        let rows = x.len() / self.inputs;
        multiply_add(
            self.outputs,
            rows,
            self.inputs,
            Left::Columns(dy),
            x,
            &mut gradients[self.weight],
        );
        if let Some(bias) = self.bias {
            let bias = &mut gradients[bias];
            dy.chunks_exact(self.outputs).for_each(|dy| add(bias, dy));
        }
        multiply_add(
            rows,
            self.outputs,
            self.inputs,
            Left::Rows(dy),
            &parameters[self.weight],
            dx,
        );
    }
}

/// Adds `b` to `a`, element by element.
pub(crate) fn add(a: &mut [f32], b: &[f32]) {
    a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
}

/// The largest of `pieces` values for each of `width` outputs, and which it was.
pub(crate) fn maxout(pieces: usize, width: usize, z: &[f32]) -> (Vec<f32>, Vec<u8>) {
    let rows = z.len() / (pieces * width);
    let mut y = Vec::with_capacity(rows * width);
    let mut winners = vec![0; rows * width];
    for (z, winners) in z
        .chunks_exact(pieces * width)
        .zip(winners.chunks_exact_mut(width))
    {
        let start = y.len();
        y.extend_from_slice(&z[..width]);
        for piece in 1..pieces {
            let candidates = &z[piece * width..(piece + 1) * width];
            for ((y, winner), &z) in y[start..].iter_mut().zip(&mut *winners).zip(candidates) {
                if z > *y {
                    *y = z;
                    *winner = piece as u8;
                }
            }
        }
    }
    (y, winners)
}

pub(crate) fn maxout_backward(pieces: usize, width: usize, winners: &[u8], dy: &[f32]) -> Vec<f32> {
    let mut dz = vec![0.0; dy.len() * pieces];
    for ((dz, winners), dy) in dz
        .chunks_exact_mut(pieces * width)
        .zip(winners.chunks_exact(width))
        .zip(dy.chunks_exact(width))
    {
        for (column, (&winner, &dy)) in winners.iter().zip(dy).enumerate() {
            dz[usize::from(winner) * width + column] = dy;
        }
    }
    dz
}

/// Layer normalisation with a gain and a shift for each column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Norm {
    gain: Id,
    shift: Id,
    width: usize,
}

/// What the backward pass of a norm needs.
#[derive(Debug)]
pub(crate) struct Normed {
    centred: Vec<f32>,
    scales: Vec<f32>,
}

impl Norm {
    pub(crate) fn new(
        parameters: &mut Parameters,
        gain: &'static str,
        shift: &'static str,
        width: usize,
        random: &mut Random,
    ) -> Self {
        let gain = parameters.add((gain, Kind::Vector), 1, width, Start::Constant(1.0), random);
        let shift = parameters.add(
            (shift, Kind::Vector),
            1,
            width,
            Start::Constant(0.0),
            random,
        );
        Self { gain, shift, width }
    }

    pub(crate) fn forward(&self, parameters: &Parameters, x: &[f32]) -> (Vec<f32>, Normed) {
        let (gain, shift) = (&parameters[self.gain], &parameters[self.shift]);
        let mut y = Vec::with_capacity(x.len());
        let mut centred = Vec::with_capacity(x.len());
        let mut scales = Vec::with_capacity(x.len() / self.width);
        for x in x.chunks_exact(self.width) {
            let mean = x.iter().sum::<f32>() / self.width as f32;
            let variance =
                x.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / self.width as f32;
            let scale = 1.0 / (variance + NORM_EPSILON).sqrt();
            let start = centred.len();
            centred.extend(x.iter().map(|x| (x - mean) * scale));
            y.extend(
                centred[start..]
                    .iter()
                    .zip(gain)
                    .zip(shift)
                    .map(|((x, gain), shift)| x * gain + shift),
            );
            scales.push(scale);
        }
        (y, Normed { centred, scales })
    }

    pub(crate) fn backward(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        normed: &Normed,
        dy: &[f32],
    ) -> Vec<f32> {
        let gain = &parameters[self.gain];
        let width = self.width as f32;
        let mut dx = Vec::with_capacity(dy.len());
        for ((dy, centred), scale) in dy
            .chunks_exact(self.width)
            .zip(normed.centred.chunks_exact(self.width))
            .zip(&normed.scales)
        {
            add(&mut gradients[self.shift], dy);
            let dgain = &mut gradients[self.gain];
            dgain
                .iter_mut()
                .zip(dy)
                .zip(centred)
                .for_each(|((dgain, dy), x)| *dgain += dy * x);
            let mean = dy.iter().zip(gain).map(|(dy, gain)| dy * gain).sum::<f32>() / width;
            let along = dy
                .iter()
                .zip(gain)
                .zip(centred)
                .map(|((dy, gain), x)| dy * gain * x)
                .sum::<f32>()
                / width;
            dx.extend(
                dy.iter()
                    .zip(gain)
                    .zip(centred)
                    .map(|((dy, gain), x)| (dy * gain - mean - x * along) * scale),
            );
        }
        dx
    }
}

/// Each row with the one before and the one after it in its sentence; zeros outside.
pub(crate) fn window(width: usize, lengths: &[usize], x: &[f32]) -> Vec<f32> {
    let mut y = vec![0.0; x.len() * 3];
    for_each_neighbour(width, lengths, |from, to| y[to].copy_from_slice(&x[from]));
    y
}

/// Adds the gradient of the rows to `dx`.
pub(crate) fn window_backward(width: usize, lengths: &[usize], dy: &[f32], dx: &mut [f32]) {
    for_each_neighbour(width, lengths, |from, to| add(&mut dx[from], &dy[to]));
}

/// Calls `visit` with the place of a row and each of its places in the windows.
fn for_each_neighbour(
    width: usize,
    lengths: &[usize],
    mut visit: impl FnMut(std::ops::Range<usize>, std::ops::Range<usize>),
) {
    let mut first = 0;
    for &length in lengths {
        for row in first..first + length {
            for (slot, neighbour) in (row as isize - 1..=row as isize + 1).enumerate() {
                if neighbour >= first as isize && neighbour < (first + length) as isize {
                    let (from, to) = (neighbour as usize * width, (row * 3 + slot) * width);
                    visit(from..from + width, to..to + width);
                }
            }
        }
        first += length;
    }
}

/// `max(x, 0.1 x)`.
pub(crate) fn leaky(x: &mut [f32]) {
    x.iter_mut().for_each(|x| *x = x.max(0.1 * *x));
}

/// The gradient before `leaky`, from the one after it and its output.
pub(crate) fn leaky_backward(y: &[f32], dy: &mut [f32]) {
    dy.iter_mut()
        .zip(y)
        .for_each(|(dy, &y)| *dy *= if y > 0.0 { 1.0 } else { 0.1 });
}

/// Which values a dropout keeps, and how much larger they become.
#[derive(Debug)]
pub(crate) struct Dropout(Option<Vec<f32>>);

impl Dropout {
    /// Sets a part of the values to zero; without random numbers, outside training, it keeps all.
    pub(crate) fn apply(rate: f32, random: Option<&mut Random>, x: &mut [f32]) -> Self {
        let Some(random) = random else {
            return Self(None);
        };
        let mask: Vec<f32> = x
            .iter()
            .map(|_| {
                if random.chance(rate) {
                    0.0
                } else {
                    1.0 / (1.0 - rate)
                }
            })
            .collect();
        let dropout = Self(Some(mask));
        dropout.backward(x);
        dropout
    }

    pub(crate) fn backward(&self, dx: &mut [f32]) {
        if let Some(mask) = &self.0 {
            dx.iter_mut().zip(mask).for_each(|(dx, mask)| *dx *= mask);
        }
    }
}

/// Gives the cross-entropy of one choice and turns its scores into their gradient; both times `weight`.
pub(crate) fn cross_entropy(scores: &mut [f32], gold: usize, weight: f32) -> f32 {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let of_gold = scores[gold] - largest;
    scores
        .iter_mut()
        .for_each(|score| *score = (*score - largest).exp());
    let sum = scores.iter().sum::<f32>();
    scores.iter_mut().for_each(|score| *score *= weight / sum);
    scores[gold] -= weight;
    (sum.ln() - of_gold) * weight
}

/// The index of the largest value, the first of equals.
pub(crate) fn argmax(values: &[f32]) -> usize {
    (1..values.len()).fold(
        0,
        |best, at| if values[at] > values[best] { at } else { best },
    )
}
