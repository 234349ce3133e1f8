//! The part of the network that all heads share: from words to encoded positions, forward and backward.
//!
//! The computation is the one that `chancery_linguistics::network::format` describes; training adds dropout, and word-form
//! dropout: now and then the form of a word is replaced by two random rows and its fixed vectors by the stand-ins for
//! unknown words, as an unknown name in tomorrow's news will look.

mod maxout;

use chancery_linguistics::network::features::{
    AFFIX_WIDTH, FORM_ROWS, FORM_WIDTH, INPUT_WIDTH, PREFIX_ROWS, SHAPE_ROWS, SUFFIX_ROWS,
    VECTOR_WIDTH,
};
use chancery_linguistics::network::format::{
    CONV_PIECES, ENCODED_WIDTH, LSTM_WIDTH, MIX_PIECES, WIDTH, WINDOW,
};

use maxout::{Maxout, MaxoutRun};

use super::batch::Batch;
use super::inputs::Inputs;
use super::layers::{Dropout, Linear, add, window, window_backward};
use super::lstm::{Direction, Lstm, Run};
use super::parameters::{Gradients, Id, Kind, Parameters, Start};
use super::random::Random;

/// Part of the values that dropout sets to zero.
pub(crate) const DROPOUT: f32 = 0.2;
/// Part of the words that lose their form.
const FORM_DROPOUT: f32 = 0.12;
/// Part of these that lose their fixed vectors too.
const VECTOR_DROPOUT: f32 = 0.6;
/// Width of what the projection reads.
const JOINED_WIDTH: usize = WIDTH + 2 * LSTM_WIDTH;

/// The parameters of the shared part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Encoder {
    forms: Id,
    suffixes: Id,
    prefixes: Id,
    shapes: Id,
    unknown_vector: Id,
    unknown_pieces: Id,
    mix: Maxout,
    convolutions: [Maxout; 2],
    forward: Lstm,
    backward: Lstm,
    project: Linear,
}

/// Which rows made up the input of a word.
#[derive(Debug)]
struct Rows {
    word_type: usize,
    has_form: bool,
    has_vector: bool,
    has_pieces: bool,
}

/// What the backward pass needs.
#[derive(Debug)]
pub(crate) struct Encoding {
    rows: Vec<Rows>,
    mix: MaxoutRun,
    mix_dropout: Dropout,
    convolutions: Vec<MaxoutRun>,
    /// Input of the recurrent layers.
    convolved: Vec<f32>,
    runs: [Run; 2],
    joined: Vec<f32>,
    joined_dropout: Dropout,
    encoded_dropout: Dropout,
}

impl Encoder {
    pub(crate) fn new(parameters: &mut Parameters, random: &mut Random) -> Self {
        let mut table = |name, rows, columns| {
            parameters.add(
                (name, Kind::Table),
                rows,
                columns,
                Start::Uniform(0.1),
                random,
            )
        };
        let forms = table("form.rows", FORM_ROWS, FORM_WIDTH);
        let suffixes = table("suffix.rows", SUFFIX_ROWS, AFFIX_WIDTH);
        let prefixes = table("prefix.rows", PREFIX_ROWS, AFFIX_WIDTH);
        let shapes = table("shape.rows", SHAPE_ROWS, AFFIX_WIDTH);
        let mut unknown = |name| {
            parameters.add(
                (name, Kind::Vector),
                1,
                VECTOR_WIDTH,
                Start::Uniform(0.1),
                random,
            )
        };
        let unknown_vector = unknown("vectors.unknown");
        let unknown_pieces = unknown("pieces.unknown");
        let mix = ["mix.weight", "mix.bias", "mix.gain", "mix.shift"];
        let convolutions = [
            ["conv1.weight", "conv1.bias", "conv1.gain", "conv1.shift"],
            ["conv2.weight", "conv2.bias", "conv2.gain", "conv2.shift"],
        ];
        Self {
            forms,
            suffixes,
            prefixes,
            shapes,
            unknown_vector,
            unknown_pieces,
            mix: Maxout::new(parameters, mix, INPUT_WIDTH, MIX_PIECES, random),
            convolutions: convolutions
                .map(|names| Maxout::new(parameters, names, WINDOW * WIDTH, CONV_PIECES, random)),
            forward: Lstm::new(
                parameters,
                ["forward.input", "forward.recurrent", "forward.bias"],
                WIDTH,
                Direction::Forward,
                random,
            ),
            backward: Lstm::new(
                parameters,
                ["backward.input", "backward.recurrent", "backward.bias"],
                WIDTH,
                Direction::Backward,
                random,
            ),
            project: Linear::new(
                parameters,
                "project.weight",
                Some("project.bias"),
                JOINED_WIDTH,
                ENCODED_WIDTH,
                random,
            ),
        }
    }

    /// Encodes all words of a batch: [`ENCODED_WIDTH`] values each. With random numbers, in training, it drops some.
    pub(crate) fn forward(
        &self,
        parameters: &Parameters,
        inputs: &Inputs,
        batch: &Batch,
        mut random: Option<&mut Random>,
    ) -> (Vec<f32>, Encoding) {
        let (x, rows) = self.look_up(parameters, inputs, batch, random.as_deref_mut());
        let (mut x, mix) = self.mix.forward(parameters, x);
        let mix_dropout = Dropout::apply(DROPOUT, random.as_deref_mut(), &mut x);
        let mut convolutions = Vec::with_capacity(self.convolutions.len());
        for convolution in &self.convolutions {
            let (y, run) = convolution.forward(parameters, window(WIDTH, &batch.lengths, &x));
            add(&mut x, &y);
            convolutions.push(run);
        }
        let (forward, forward_run) = self.forward.forward(parameters, &batch.lengths, &x);
        let (backward, backward_run) = self.backward.forward(parameters, &batch.lengths, &x);
        let mut joined = Vec::with_capacity(rows.len() * JOINED_WIDTH);
        for row in 0..rows.len() {
            joined.extend_from_slice(&x[row * WIDTH..(row + 1) * WIDTH]);
            joined.extend_from_slice(&forward[row * LSTM_WIDTH..(row + 1) * LSTM_WIDTH]);
            joined.extend_from_slice(&backward[row * LSTM_WIDTH..(row + 1) * LSTM_WIDTH]);
        }
        let joined_dropout = Dropout::apply(DROPOUT, random.as_deref_mut(), &mut joined);
        let mut encoded = self.project.forward(parameters, &joined);
        let encoded_dropout = Dropout::apply(DROPOUT, random, &mut encoded);
        let runs = [forward_run, backward_run];
        let convolved = x;
        let encoding = Encoding {
            rows,
            mix,
            mix_dropout,
            convolutions,
            convolved,
            runs,
            joined,
            joined_dropout,
            encoded_dropout,
        };
        (encoded, encoding)
    }

    /// Adds the gradients of all parameters, given the one of the encoded positions.
    pub(crate) fn backward(
        &self,
        parameters: &Parameters,
        gradients: &mut Gradients,
        inputs: &Inputs,
        batch: &Batch,
        encoding: &Encoding,
        mut dencoded: Vec<f32>,
    ) {
        encoding.encoded_dropout.backward(&mut dencoded);
        let mut djoined = vec![0.0; encoding.joined.len()];
        self.project.backward(
            parameters,
            gradients,
            &encoding.joined,
            &dencoded,
            &mut djoined,
        );
        encoding.joined_dropout.backward(&mut djoined);
        let column = |start: usize, width: usize| -> Vec<f32> {
            djoined
                .chunks_exact(JOINED_WIDTH)
                .flat_map(|row| &row[start..start + width])
                .copied()
                .collect()
        };
        let mut dx = column(0, WIDTH);
        for (lstm, run, start) in [
            (&self.forward, &encoding.runs[0], WIDTH),
            (&self.backward, &encoding.runs[1], WIDTH + LSTM_WIDTH),
        ] {
            lstm.backward(
                parameters,
                gradients,
                run,
                &encoding.convolved,
                &column(start, LSTM_WIDTH),
                &mut dx,
            );
        }
        for (convolution, run) in self.convolutions.iter().zip(&encoding.convolutions).rev() {
            let dwindow = convolution.backward(parameters, gradients, run, &dx);
            window_backward(WIDTH, &batch.lengths, &dwindow, &mut dx);
        }
        encoding.mix_dropout.backward(&mut dx);
        let dinput = self.mix.backward(parameters, gradients, &encoding.mix, &dx);
        self.spread(gradients, inputs, &encoding.rows, &dinput);
    }

    /// Builds the input of each word from the tables.
    fn look_up(
        &self,
        parameters: &Parameters,
        inputs: &Inputs,
        batch: &Batch,
        mut random: Option<&mut Random>,
    ) -> (Vec<f32>, Vec<Rows>) {
        let mut x = vec![0.0; batch.types.len() * INPUT_WIDTH];
        let mut rows = Vec::with_capacity(batch.types.len());
        for (&word_type, x) in batch.types.iter().zip(x.chunks_exact_mut(INPUT_WIDTH)) {
            let input = inputs.get(word_type);
            let (mut form, mut has_form, mut knows) = (input.features.form, true, [true; 2]);
            if let Some(random) = random.as_deref_mut() {
                has_form = !random.chance(FORM_DROPOUT);
                if !has_form {
                    form = [0, 1].map(|_| random.below(FORM_ROWS) as u32);
                    if random.chance(VECTOR_DROPOUT) {
                        knows = [false, random.chance(0.5)];
                    }
                }
            }
            let parts = Parts::of(x);
            let row = |table: Id, row: u32, width: usize| {
                &parameters[table][row as usize * width..(row as usize + 1) * width]
            };
            form.iter()
                .for_each(|&at| add(parts.form, row(self.forms, at, FORM_WIDTH)));
            let features = &input.features;
            features
                .suffix
                .iter()
                .for_each(|&at| add(parts.suffix, row(self.suffixes, at, AFFIX_WIDTH)));
            add(
                parts.prefix,
                row(self.prefixes, features.prefix, AFFIX_WIDTH),
            );
            add(parts.shape, row(self.shapes, features.shape, AFFIX_WIDTH));
            let vector = input.vector.as_ref().filter(|_| knows[0]);
            add(
                parts.vector,
                vector.map_or(&parameters[self.unknown_vector], |vector| vector),
            );
            let pieces = input.pieces.as_ref().filter(|_| knows[1]);
            add(
                parts.pieces,
                pieces.map_or(&parameters[self.unknown_pieces], |pieces| pieces),
            );
            rows.push(Rows {
                word_type,
                has_form,
                has_vector: vector.is_some(),
                has_pieces: pieces.is_some(),
            });
        }
        (x, rows)
    }

    /// Adds the gradient of the inputs to the rows that they came from. Fixed and random rows learn nothing.
    fn spread(&self, gradients: &mut Gradients, inputs: &Inputs, rows: &[Rows], dx: &[f32]) {
        let mut dx = dx.to_vec();
        for (rows, dx) in rows.iter().zip(dx.chunks_exact_mut(INPUT_WIDTH)) {
            let features = &inputs.get(rows.word_type).features;
            let parts = Parts::of(dx);
            let mut give = |table: Id, row: u32, values: &[f32]| {
                let start = row as usize * values.len();
                add(&mut gradients[table][start..start + values.len()], values);
            };
            if rows.has_form {
                features
                    .form
                    .iter()
                    .for_each(|&row| give(self.forms, row, parts.form));
            }
            features
                .suffix
                .iter()
                .for_each(|&row| give(self.suffixes, row, parts.suffix));
            give(self.prefixes, features.prefix, parts.prefix);
            give(self.shapes, features.shape, parts.shape);
            if !rows.has_vector {
                give(self.unknown_vector, 0, parts.vector);
            }
            if !rows.has_pieces {
                give(self.unknown_pieces, 0, parts.pieces);
            }
        }
    }
}

/// The parts of the input of one word.
struct Parts<'a> {
    form: &'a mut [f32],
    suffix: &'a mut [f32],
    prefix: &'a mut [f32],
    shape: &'a mut [f32],
    vector: &'a mut [f32],
    pieces: &'a mut [f32],
}

impl<'a> Parts<'a> {
    fn of(input: &'a mut [f32]) -> Self {
        let (form, rest) = input.split_at_mut(FORM_WIDTH);
        let (suffix, rest) = rest.split_at_mut(AFFIX_WIDTH);
        let (prefix, rest) = rest.split_at_mut(AFFIX_WIDTH);
        let (shape, rest) = rest.split_at_mut(AFFIX_WIDTH);
        let (vector, pieces) = rest.split_at_mut(VECTOR_WIDTH);
        Self {
            form,
            suffix,
            prefix,
            shape,
            vector,
            pieces,
        }
    }
}
