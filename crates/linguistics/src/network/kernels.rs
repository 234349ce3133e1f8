//! The loops in which the network spends its time.
//!
//! They are plain Rust, written so that the compiler turns them into vector instructions: arrays of fixed length inside,
//! no check that can fail in the innermost loop. All are inlined into one function for each kind of processor
//! (see [`dispatch`](super::dispatch)), hence `inline(always)`.

use super::format::NORM_EPSILON;
use super::tables::{Matrix, PANEL};
use super::tiles::Tiles;

/// Rows after the last that [`multiply`] may read and write.
pub(super) const SPARE_ROWS: usize = 3;

/// Numbers as 16-bit integers.
#[derive(Debug, Default)]
pub(super) struct Integers {
    pub(super) values: Vec<i16>,
    /// What the integer 1 stands for.
    pub(super) unit: f32,
}

impl Integers {
    /// Replaces the content by `numbers`, none of which should be larger than `range`.
    #[inline(always)]
    pub(super) fn set(&mut self, numbers: &[f32], range: f32) {
        self.unit = range / LARGEST;
        self.values.resize(numbers.len(), 0);
        to_integers(numbers, range, &mut self.values);
    }
}

/// The integer of the largest number: sums of 368 products with 8-bit weights stay below 2^31.
pub(super) const LARGEST: f32 = 32_767.0;

/// Writes the nearest integers to `out`; `range` becomes [`LARGEST`].
#[inline(always)]
pub(super) fn to_integers(numbers: &[f32], range: f32, out: &mut [i16]) {
    // Adding 1.5 * 2^23 leaves the nearest whole number in the lowest bits.
    const SHIFT: f32 = 12_582_912.0;
    let factor = LARGEST / range;
    for (out, number) in out.iter_mut().zip(numbers) {
        let shifted = (number * factor).clamp(-LARGEST, LARGEST) + SHIFT;
        *out = shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i16;
    }
}

/// Computes `out = matrix x + bias` for `rows` rows.
///
/// Row `r` of `x` begins at `r * stride`; rows may overlap, which makes a convolution. Rows of `out` follow each other.
/// A tile of rows is computed at a time, the last ones in tiles of four: `x` and `out` must have space for [`SPARE_ROWS`]
/// rows more.
#[inline(always)]
pub(super) fn multiply<T: Tiles>(
    matrix: &Matrix,
    x: &[i16],
    unit: f32,
    stride: usize,
    rows: usize,
    out: &mut [f32],
) {
    let mut row = 0;
    while row < rows {
        let (x, out) = (&x[row * stride..], &mut out[row * matrix.outputs..]);
        // Four rows cost as little as one: the processor would wait for the sums.
        row += match rows - row {
            left if left >= T::ROWS && T::ROWS == 12 => {
                tiles::<T, 12>(matrix, x, unit, stride, out)
            }
            left if left >= T::ROWS && T::ROWS == 6 => tiles::<T, 6>(matrix, x, unit, stride, out),
            _ => tiles::<T, 4>(matrix, x, unit, stride, out),
        };
    }
}

/// Computes all outputs of `R` rows; gives `R`.
#[inline(always)]
fn tiles<T: Tiles, const R: usize>(
    matrix: &Matrix,
    x: &[i16],
    unit: f32,
    stride: usize,
    out: &mut [f32],
) -> usize {
    let panels = matrix.panels.chunks_exact(matrix.inputs / 2);
    let lanes = matrix
        .scales
        .as_chunks::<PANEL>()
        .0
        .iter()
        .zip(matrix.bias.as_chunks::<PANEL>().0);
    for (at, (panel, (scales, bias))) in panels.zip(lanes).enumerate() {
        let mut sums = [[0; PANEL]; R];
        T::tile(panel, x, stride, &mut sums);
        for (row, sums) in sums.iter().enumerate() {
            let out = &mut out[row * matrix.outputs + at * PANEL..][..PANEL];
            for lane in 0..PANEL {
                out[lane] = sums[lane] as f32 * (unit * scales[lane]) + bias[lane];
            }
        }
    }
    R
}

/// Multiplies `rows` rows of `WIDTH` numbers with the columns of `panels` (for each 16 columns, for each row number, 16
/// numbers): the scores of all candidates for each query. `out` has a row of `stride` scores a query; it and `queries` must
/// have space for [`SPARE_ROWS`] rows more.
#[inline(always)]
pub(super) fn multiply_numbers<const WIDTH: usize>(
    queries: &[f32],
    panels: &[f32],
    stride: usize,
    rows: usize,
    out: &mut [f32],
) {
    const R: usize = 4;
    let panels = panels.as_chunks::<PANEL>().0;
    for row in (0..rows).step_by(R) {
        let queries: [&[f32]; R] = std::array::from_fn(|r| &queries[(row + r) * WIDTH..][..WIDTH]);
        for (at, panel) in panels.chunks_exact(WIDTH).enumerate() {
            let mut sums = [[0.0_f32; PANEL]; R];
            for (input, weights) in panel.iter().enumerate() {
                for r in 0..R {
                    let value = queries[r][input];
                    for lane in 0..PANEL {
                        sums[r][lane] += value * weights[lane];
                    }
                }
            }
            for (r, sums) in sums.iter().enumerate() {
                out[(row + r) * stride + at * PANEL..][..PANEL].copy_from_slice(sums);
            }
        }
    }
}

/// Writes `norm(maxout(z))` to `out`, whose length divides that of `z`; adds `residual` when there is one.
#[inline(always)]
pub(super) fn maxout_norm(
    z: &[f32],
    gain: &[f32],
    shift: &[f32],
    residual: Option<&[f32]>,
    out: &mut [f32],
) {
    let width = out.len();
    out.copy_from_slice(&z[..width]);
    for piece in z[width..].chunks_exact(width) {
        for (out, &value) in out.iter_mut().zip(piece) {
            *out = if value > *out { value } else { *out };
        }
    }
    let mean = sum(out, |value| value) / width as f32;
    let variance = sum(out, |value| (value - mean) * (value - mean)) / width as f32;
    let scale = 1.0 / (variance + NORM_EPSILON).sqrt();
    for ((out, &gain), &shift) in out.iter_mut().zip(gain).zip(shift) {
        *out = gain * ((*out - mean) * scale) + shift;
    }
    if let Some(residual) = residual {
        for (out, &value) in out.iter_mut().zip(residual) {
            *out += value;
        }
    }
}

/// Sums in 16 lanes, then over the lanes: an order that vectors and scalars share.
#[inline(always)]
fn sum(values: &[f32], map: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<PANEL>();
    let mut lanes = [0.0_f32; PANEL];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += map(value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&value| map(value)).sum::<f32>()
}

/// One step of a recurrent cell of `N` units. `gates` holds `[input; forget; candidate; output]` before activation, in
/// two parts that are added; `cell` is carried over; `hidden` is written.
#[inline(always)]
pub(super) fn lstm_cell<const N: usize>(
    gates: &[f32],
    recurrent: &[f32],
    cell: &mut [f32],
    hidden: &mut [f32],
) {
    let (gates, recurrent) = (
        &gates.as_chunks::<N>().0[..4],
        &recurrent.as_chunks::<N>().0[..4],
    );
    let (cell, hidden) = (&mut cell[..N], &mut hidden[..N]);
    for unit in 0..N {
        let gate = |gate: usize| gates[gate][unit] + recurrent[gate][unit];
        let state = sigmoid(gate(1)) * cell[unit] + sigmoid(gate(0)) * tanh(gate(2));
        cell[unit] = state;
        hidden[unit] = sigmoid(gate(3)) * tanh(state);
    }
}

#[inline(always)]
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)))
        / (135_135.0 + s * (62_370.0 + s * (3_150.0 + 28.0 * s)))
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Replaces each value by the larger of itself and a tenth of it.
#[inline(always)]
pub(super) fn leaky(values: &mut [f32]) {
    for value in values {
        *value = value.max(0.1 * *value);
    }
}

/// The index of the largest value, the lowest of equals, and the value.
#[inline(always)]
pub(super) fn largest(scores: &[f32]) -> (usize, f32) {
    let mut largest = f32::NEG_INFINITY;
    let mut at = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > largest {
            (largest, at) = (score, index);
        }
    }
    (at, largest)
}

/// The probability that a softmax over `scores` gives to one with the value `score`; 0 to 1.
#[inline(always)]
pub(super) fn probability(scores: &[f32], score: f32) -> f32 {
    let largest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let (chunks, rest) = scores.as_chunks::<PANEL>();
    let mut lanes = [0.0_f32; PANEL];
    for chunk in chunks {
        for lane in 0..PANEL {
            lanes[lane] += exp(chunk[lane] - largest);
        }
    }
    for (lane, &score) in lanes.iter_mut().zip(rest) {
        *lane += exp(score - largest);
    }
    let total: f32 = lanes.iter().sum();
    if total > 0.0 {
        (exp(score - largest) / total).min(1.0)
    } else {
        0.0
    }
}

/// `e` to the power of `x`, for `x` up to 0, to about 6 digits.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0; // adding it rounds to a whole number
    let power = x.max(-87.0) * std::f32::consts::LOG2_E;
    let whole = (power + SHIFT) - SHIFT;
    let part = (power - whole) * std::f32::consts::LN_2;
    let series =
        1.0 + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part / 120.0))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f32, b: f32) -> bool {
        (a - b).abs() < 1e-5
    }

    #[test]
    fn functions_are_close_to_their_definition() {
        for step in -40..=40 {
            let x = step as f32 / 4.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "tanh {x}");
            assert!(x > 0.0 || near(exp(x), x.exp()), "exp {x}");
        }
        assert_eq!(exp(-1000.0), exp(-87.0));
    }

    #[test]
    fn softmax_of_the_best() {
        let scores = [1.0, 3.0, 3.0];
        let (at, largest) = largest(&scores);
        let probability = probability(&scores, largest);
        assert_eq!(at, 1);
        assert!(near(probability, 1.0 / (2.0 + (-2.0_f32).exp())));
    }

    #[test]
    fn maxout_takes_the_largest_and_norm_centres() {
        let mut out = [0.0; 4];
        maxout_norm(
            &[1.0, 0.0, 5.0, 0.0, 0.0, 2.0, 0.0, 4.0],
            &[1.0; 4],
            &[0.0; 4],
            None,
            &mut out,
        );
        assert!(
            near(out.iter().sum(), 0.0) && out[2] > out[3] && out[3] > out[1] && out[1] > out[0]
        );
    }
}
