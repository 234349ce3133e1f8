//! One direction of the recurrent layer, all sentences of a batch in lockstep.
//!
//! Sentences are sorted by length, the longest first, so that at step `s` those still running are a prefix; the rows
//! of step `s` lie together ("packed") and one product advances all of them.

use chancery_linguistics::network::format::LSTM_WIDTH;

use super::layers::{Linear, add};
use super::multiply::{Left, multiply_add, transpose};
use super::parameters::{Gradients, Id, Kind, Parameters, Start};
use super::random::Random;

const H: usize = LSTM_WIDTH;

/// In which direction the words are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the first word to the last.
    Forward,
    /// From the last word to the first.
    Backward,
}

/// One direction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lstm {
    input: Linear,
    recurrent: Id,
    direction: Direction,
}

/// What the backward pass needs; all buffers packed.
#[derive(Debug)]
pub(crate) struct Run {
    /// For each packed row its row in the batch.
    order: Vec<usize>,
    /// Where each step begins, and the end.
    steps: Vec<usize>,
    /// `i f g o` after their activation.
    gates: Vec<f32>,
    cells: Vec<f32>,
    /// `tanh` of the cells.
    squashed: Vec<f32>,
    /// States of the step before.
    previous: Vec<f32>,
}

impl Lstm {
    pub(crate) fn new(
        parameters: &mut Parameters,
        [input, recurrent, bias]: [&'static str; 3],
        inputs: usize,
        direction: Direction,
        random: &mut Random,
    ) -> Self {
        let input = Linear::new(parameters, input, Some(bias), inputs, 4 * H, random);
        parameters[input.bias()][H..2 * H].fill(1.0);
        let recurrent = parameters.add((recurrent, Kind::Matrix), 4 * H, H, Start::Matrix, random);
        Self {
            input,
            recurrent,
            direction,
        }
    }

    /// Gives the state at each row of the batch.
    pub(crate) fn forward(
        &self,
        parameters: &Parameters,
        lengths: &[usize],
        x: &[f32],
    ) -> (Vec<f32>, Run) {
        let inputs = self.input.forward(parameters, x);
        let weight = transpose(4 * H, H, &parameters[self.recurrent]);
        let (order, steps) = pack(lengths, self.direction);
        let n = order.len();
        let mut gates: Vec<f32> = order
            .iter()
            .flat_map(|&row| &inputs[row * 4 * H..(row + 1) * 4 * H])
            .copied()
            .collect();
        let (mut cells, mut squashed, mut states) =
            (vec![0.0; n * H], vec![0.0; n * H], vec![0.0; n * H]);
        let mut previous = vec![0.0; n * H];
        for (step, rows) in steps.windows(2).enumerate() {
            let (start, end) = (rows[0], rows[1]);
            if step > 0 {
                let before = steps[step - 1];
                let running = end - start;
                previous[start * H..end * H]
                    .copy_from_slice(&states[before * H..(before + running) * H]);
                let gates = &mut gates[start * 4 * H..end * 4 * H];
                multiply_add(
                    running,
                    H,
                    4 * H,
                    Left::Rows(&previous[start * H..end * H]),
                    &weight,
                    gates,
                );
            }
            for row in start..end {
                let gates = &mut gates[row * 4 * H..(row + 1) * 4 * H];
                activate(gates);
                let old = if step > 0 {
                    Some(row - start + steps[step - 1])
                } else {
                    None
                };
                for column in 0..H {
                    let [i, f, g, o] = [0, 1, 2, 3].map(|gate| gates[gate * H + column]);
                    let old = old.map_or(0.0, |old| cells[old * H + column]);
                    let cell = f * old + i * g;
                    let squash = tanh(cell);
                    let at = row * H + column;
                    cells[at] = cell;
                    squashed[at] = squash;
                    states[at] = o * squash;
                }
            }
        }
        let mut out = vec![0.0; n * H];
        for (packed, &row) in order.iter().enumerate() {
            out[row * H..(row + 1) * H].copy_from_slice(&states[packed * H..(packed + 1) * H]);
        }
        (
            out,
            Run {
                order,
                steps,
                gates,
                cells,
                squashed,
                previous,
            },
        )
    }

    /// Adds the gradient of the input to `dx`, given the one of the states.
    pub(crate) fn backward(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        run: &Run,
        x: &[f32],
        dout: &[f32],
        dx: &mut [f32],
    ) {
        let n = run.order.len();
        let weight = &parameters[self.recurrent];
        let mut dgates = vec![0.0; n * 4 * H];
        let (mut dstates, mut dcells) = (vec![0.0; n * H], vec![0.0; n * H]);
        for (packed, &row) in run.order.iter().enumerate() {
            dstates[packed * H..(packed + 1) * H].copy_from_slice(&dout[row * H..(row + 1) * H]);
        }
        for (step, rows) in run.steps.windows(2).enumerate().rev() {
            let (start, end) = (rows[0], rows[1]);
            for row in start..end {
                let gates = &run.gates[row * 4 * H..(row + 1) * 4 * H];
                let old = if step > 0 {
                    Some(row - start + run.steps[step - 1])
                } else {
                    None
                };
                for column in 0..H {
                    let at = row * H + column;
                    let [i, f, g, o] = [0, 1, 2, 3].map(|gate| gates[gate * H + column]);
                    let squash = run.squashed[at];
                    let dcell = dcells[at] + dstates[at] * o * (1.0 - squash * squash);
                    let old_cell = old.map_or(0.0, |old| run.cells[old * H + column]);
                    let dgate = &mut dgates[row * 4 * H..(row + 1) * 4 * H];
                    dgate[column] = dcell * g * i * (1.0 - i);
                    dgate[H + column] = dcell * old_cell * f * (1.0 - f);
                    dgate[2 * H + column] = dcell * i * (1.0 - g * g);
                    dgate[3 * H + column] = dstates[at] * squash * o * (1.0 - o);
                    if let Some(old) = old {
                        dcells[old * H + column] = dcell * f;
                    }
                }
            }
            if step > 0 {
                let before = run.steps[step - 1];
                let running = end - start;
                let dprevious = &mut dstates[before * H..(before + running) * H];
                multiply_add(
                    running,
                    4 * H,
                    H,
                    Left::Rows(&dgates[start * 4 * H..end * 4 * H]),
                    weight,
                    dprevious,
                );
            }
        }
        multiply_add(
            4 * H,
            n,
            H,
            Left::Columns(&dgates),
            &run.previous,
            &mut gradients[self.recurrent],
        );
        let mut dinputs = vec![0.0; n * 4 * H];
        for (packed, &row) in run.order.iter().enumerate() {
            add(
                &mut dinputs[row * 4 * H..(row + 1) * 4 * H],
                &dgates[packed * 4 * H..(packed + 1) * 4 * H],
            );
        }
        self.input.backward(parameters, gradients, x, &dinputs, dx);
    }
}

/// The rows of a batch in lockstep order, and where each step begins.
fn pack(lengths: &[usize], direction: Direction) -> (Vec<usize>, Vec<usize>) {
    let mut starts = Vec::with_capacity(lengths.len());
    let mut first = 0;
    for &length in lengths {
        starts.push((length, first));
        first += length;
    }
    starts.sort_by_key(|&(length, first)| (std::cmp::Reverse(length), first));
    let mut order = Vec::with_capacity(first);
    let mut steps = vec![0];
    let longest = starts.first().map_or(0, |&(length, _)| length);
    for step in 0..longest {
        order.extend(starts.iter().take_while(|(length, _)| *length > step).map(
            |&(length, first)| match direction {
                Direction::Forward => first + step,
                Direction::Backward => first + length - 1 - step,
            },
        ));
        steps.push(order.len());
    }
    (order, steps)
}

/// The activations of `i f g o`.
fn activate(gates: &mut [f32]) {
    let (first, rest) = gates.split_at_mut(2 * H);
    let (g, o) = rest.split_at_mut(H);
    first.iter_mut().for_each(|x| *x = sigmoid(*x));
    g.iter_mut().for_each(|x| *x = tanh(*x));
    o.iter_mut().for_each(|x| *x = sigmoid(*x));
}

/// The rational `tanh` of the description of the network.
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)))
        / (135_135.0 + s * (62_370.0 + s * (3_150.0 + 28.0 * s)))
}

fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}
