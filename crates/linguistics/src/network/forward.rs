//! From words to scores: the layers of the network over one batch of sentences.
//!
//! The computation is described in [`format`](super::format). Here the sentences of a batch lie one after the other in
//! one matrix, a row a word, with a row of zeros before, between and after them, so that a convolution over three rows
//! sees zeros beyond the ends of a sentence. The recurrent layer reads several sentences in step.

use std::ops::Range;

use chancery_model::{NameSpan, Relation, Upos, Xpos};

use super::format::{CONV_PIECES, ENCODED_WIDTH, HEAD_WIDTH, LSTM_WIDTH, WIDTH};
use super::heads::Arcs;
use super::kernels::{
    Integers, LARGEST, SPARE_ROWS, leaky, lstm_cell, maxout_norm, multiply, probability,
    to_integers,
};
use super::model::{ENCODED_RANGE, Model, Recurrent};
use super::names::Viterbi;
use super::tables::Matrix;
use super::tiles::Tiles;
use super::words::WordCache;

/// Width of what the encoder's last projection sees: a position and both directions of the recurrent layer.
const STATE_WIDTH: usize = WIDTH + 2 * LSTM_WIDTH;

/// What the integer 1 stands for in a recurrent state, which lies between -1 and 1.
const HIDDEN_UNIT: f32 = 1.0 / LARGEST;

/// One batch of sentences.
#[derive(Debug)]
pub(super) struct Input<'a> {
    /// Words of the whole document.
    pub(super) words: &'a [&'a str],
    /// The sentences of the batch, as ranges over `words`; they follow each other.
    pub(super) sentences: &'a [Range<usize>],
}

/// What the network says of each word, in order, and the names.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) words: Vec<Reading>,
    pub(crate) names: Vec<NameSpan>,
}

/// What the network says of one word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    pub(crate) tag_probability: f32,
    /// 0 for the root, else the position of the head in the sentence, from 1.
    pub(crate) head: u32,
    pub(crate) arc_probability: f32,
    pub(crate) relation: Relation,
}

/// Space for the values of one batch, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    words: WordCache,
    types: Vec<usize>,
    /// Positions: the words' vectors, then the output of each convolution in turn.
    positions: [Vec<f32>; 2],
    /// Positions after both convolutions and the recurrent states, [`STATE_WIDTH`] a row.
    states: Vec<f32>,
    /// What a matrix is applied to, as integers.
    integers: Integers,
    wide: Vec<f32>,
    gates: [Vec<f32>; 2],
    lockstep: Lockstep,
    encoded: Vec<f32>,
    encoded_integers: Integers,
    hidden: Vec<f32>,
    scores: Vec<f32>,
    arcs: Arcs,
    viterbi: Viterbi,
}

#[derive(Debug, Default)]
struct Lockstep {
    /// First row and length of each sentence, longest first.
    order: Vec<(usize, usize)>,
    hidden: Vec<f32>,
    hidden_integers: Vec<i16>,
    cell: Vec<f32>,
    gates: Vec<f32>,
}

/// Where the sentences of a batch lie among the rows.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    pub(super) sentences: &'a [Range<usize>],
}

impl<'a> Rows<'a> {
    /// The rows of each sentence.
    pub(super) fn iter(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let mut row = 1;
        self.sentences.iter().map(move |sentence| {
            let start = row;
            row += sentence.len() + 1;
            start..start + sentence.len()
        })
    }

    /// Number of rows, with those between the sentences.
    fn count(&self) -> usize {
        1 + self
            .sentences
            .iter()
            .map(|sentence| sentence.len() + 1)
            .sum::<usize>()
    }

    /// Sets the rows that belong to no sentence to zero.
    fn clear_between(&self, values: &mut [f32], width: usize) {
        values[..width].fill(0.0);
        for rows in self.iter() {
            values[rows.end * width..(rows.end + 1) * width].fill(0.0);
        }
    }
}

/// Reads a batch and adds to `output`.
#[inline(always)]
pub(super) fn read<T: Tiles>(
    model: &Model,
    scratch: &mut Scratch,
    input: &Input<'_>,
    output: &mut Output,
) {
    let rows = Rows {
        sentences: input.sentences,
    };
    let count = rows.count();
    look_up::<T>(model, scratch, input, &rows);
    encode::<T>(model, scratch, &rows);

    let first = output.words.len();
    let Scratch {
        integers,
        encoded_integers: encoded,
        hidden,
        scores,
        arcs,
        viterbi,
        ..
    } = scratch;
    apply::<T>(&model.upos, encoded, ENCODED_WIDTH, count, scores);
    apply::<T>(&model.xpos, encoded, ENCODED_WIDTH, count, hidden);
    for row in rows.iter().flatten() {
        let upos = &scores[row * model.upos.outputs..][..model.labels.upos.len()];
        let xpos = &hidden[row * model.xpos.outputs..][..model.labels.xpos.len()];
        let (universal, fine) = model.labels.tags.best(upos, xpos);
        output.words.push(Reading {
            upos: model.labels.upos[universal],
            xpos: model.labels.xpos[fine],
            tag_probability: probability(upos, upos[universal]),
            head: 0,
            arc_probability: 0.0,
            relation: Relation::Root,
        });
    }
    let readings = &mut output.words[first..];
    arcs.read::<T>(model, encoded, &rows, count, readings);

    // A window of three rows begins one row before its middle: row `r` of the result belongs to row `r + 1`.
    apply::<T>(
        &model.name_hidden,
        encoded,
        ENCODED_WIDTH,
        count - 2,
        hidden,
    );
    leaky(hidden);
    integers.set(hidden, ENCODED_RANGE);
    apply::<T>(&model.name, integers, HEAD_WIDTH, count - 2, scores);
    let stride = model.name.outputs;
    for (sentence, rows) in input.sentences.iter().zip(rows.iter()) {
        let scores = &scores[(rows.start - 1) * stride..(rows.end - 1) * stride];
        viterbi.read(model, scores, stride, sentence.start, &mut output.names);
    }
}

/// Puts the vectors of the words into the first matrix.
#[inline(always)]
fn look_up<T: Tiles>(model: &Model, scratch: &mut Scratch, input: &Input<'_>, rows: &Rows<'_>) {
    let Scratch {
        words,
        types,
        positions: [positions, _],
        ..
    } = scratch;
    words.prepare(model);
    types.clear();
    for sentence in input.sentences {
        for word in &input.words[sentence.clone()] {
            types.push(words.index::<T>(model, word));
        }
    }
    words.finish::<T>(model);
    resize(positions, rows.count(), WIDTH);
    rows.clear_between(positions, WIDTH);
    for (row, &index) in rows.iter().flatten().zip(&*types) {
        positions[row * WIDTH..(row + 1) * WIDTH].copy_from_slice(words.vector(index));
    }
}

/// From the words' vectors to `encoded`, with zeros between sentences.
#[inline(always)]
fn encode<T: Tiles>(model: &Model, scratch: &mut Scratch, rows: &Rows<'_>) {
    let count = rows.count();
    let Scratch {
        positions: [words, convolved],
        states,
        integers,
        wide,
        gates,
        lockstep,
        encoded,
        encoded_integers,
        ..
    } = scratch;
    resize(convolved, count, WIDTH);
    resize(states, count, STATE_WIDTH);

    for (layer, conv) in model.conv.iter().enumerate() {
        integers.set(words, model.ranges[layer]);
        apply::<T>(&conv.matrix, integers, WIDTH, count - 2, wide);
        for row in 1..count - 1 {
            let z = &wide[(row - 1) * CONV_PIECES * WIDTH..][..CONV_PIECES * WIDTH];
            let range = row * WIDTH..(row + 1) * WIDTH;
            maxout_norm(
                z,
                &conv.gain,
                &conv.shift,
                Some(&words[range.clone()]),
                &mut convolved[range],
            );
        }
        rows.clear_between(convolved, WIDTH);
        std::mem::swap(words, convolved);
    }
    for (state, position) in states
        .chunks_exact_mut(STATE_WIDTH)
        .zip(words.chunks_exact(WIDTH))
    {
        state[..WIDTH].copy_from_slice(position);
    }
    integers.set(words, model.ranges[2]);

    lockstep.order.clear();
    lockstep
        .order
        .extend(rows.iter().map(|rows| (rows.start, rows.len())));
    lockstep
        .order
        .sort_by_key(|&(_, length)| std::cmp::Reverse(length));
    for (direction, weights) in [&model.forward, &model.backward].into_iter().enumerate() {
        apply::<T>(
            &weights.input,
            integers,
            WIDTH,
            count,
            &mut gates[direction],
        );
        let order = std::mem::take(&mut lockstep.order);
        for group in order.chunks(T::ROWS) {
            recur::<T>(
                weights,
                lockstep,
                &gates[direction],
                group,
                direction == 1,
                states,
            );
        }
        lockstep.order = order;
    }
    integers.set(states, model.ranges[2]);
    apply::<T>(&model.project, integers, STATE_WIDTH, count, encoded);
    rows.clear_between(encoded, ENCODED_WIDTH);
    encoded_integers.set(encoded, ENCODED_RANGE);
}

/// Runs one direction of the recurrent layer over one sentence a row of a tile, given by first row and length, longest first.
#[inline(always)]
fn recur<T: Tiles>(
    weights: &Recurrent,
    lockstep: &mut Lockstep,
    gates: &[f32],
    sentences: &[(usize, usize)],
    backward: bool,
    states: &mut [f32],
) {
    let Lockstep {
        hidden,
        hidden_integers,
        cell,
        gates: recurrent,
        ..
    } = lockstep;
    for values in [&mut *hidden, &mut *cell] {
        values.clear();
        resize(values, T::ROWS, LSTM_WIDTH);
    }
    hidden_integers.clear();
    hidden_integers.resize(hidden.len(), 0);
    let width = 4 * LSTM_WIDTH;
    resize(recurrent, T::ROWS, width);
    let offset = if backward { WIDTH + LSTM_WIDTH } else { WIDTH };
    let steps = sentences.first().map_or(0, |&(_, length)| length);
    let mut active = sentences.len();
    for step in 0..steps {
        while sentences[active - 1].1 <= step {
            active -= 1;
        }
        multiply::<T>(
            &weights.recurrent,
            hidden_integers,
            HIDDEN_UNIT,
            LSTM_WIDTH,
            active,
            recurrent,
        );
        for (lane, &(start, length)) in sentences[..active].iter().enumerate() {
            let row = start + if backward { length - 1 - step } else { step };
            let unit = lane * LSTM_WIDTH..(lane + 1) * LSTM_WIDTH;
            let (gates, recurrent) = (
                &gates[row * width..][..width],
                &recurrent[lane * width..][..width],
            );
            let hidden = &mut hidden[unit.clone()];
            lstm_cell::<LSTM_WIDTH>(gates, recurrent, &mut cell[unit.clone()], hidden);
            to_integers(hidden, 1.0, &mut hidden_integers[unit]);
            states[row * STATE_WIDTH + offset..][..LSTM_WIDTH].copy_from_slice(hidden);
        }
    }
}

/// [`multiply`] with the space that it needs.
#[inline(always)]
pub(super) fn apply<T: Tiles>(
    matrix: &Matrix,
    x: &Integers,
    stride: usize,
    rows: usize,
    out: &mut Vec<f32>,
) {
    resize(out, rows, matrix.outputs);
    multiply::<T>(matrix, &x.values, x.unit, stride, rows, out);
}

/// Makes space for `rows` rows and the spare ones.
pub(super) fn resize(values: &mut Vec<f32>, rows: usize, width: usize) {
    values.resize((rows + SPARE_ROWS) * width, 0.0);
}
