//! The file of weights, and what the network computes from them.
//!
//! One file holds everything that was learned: label lists, named matrices, and a note of what they were trained on and
//! how well they do. `cargo xtask train` writes it, the inference reads it, both from this page.
//!
//! # The computation
//!
//! Input: the words of one sentence, `w(1) .. w(n)`, as Universal Dependencies cuts them (*don't* is *do*, *n't*).
//! All vectors are columns; a matrix tensor `[rows, columns]` is stored row after row; `W x + b` has one output a row.
//! `[a; b]` is concatenation. Positions outside the sentence are vectors of zeros. Ties go to the lowest index.
//!
//! Functions, each by element:
//! * `tanh(x)`: with `x` clamped to ±4.97 and `s = x²`, the fraction
//!   `x (135135 + s (17325 + s (378 + s))) / (135135 + s (62370 + s (3150 + 28 s)))`
//! * `sigmoid(x) = 0.5 + 0.5 tanh(0.5 x)`, `leaky(x) = max(x, 0.1 x)`
//! * `maxout_k(z)`: `z` has `k·m` elements; element `i` of the result is the largest of `z[i], z[m+i], .. z[(k-1)m+i]`
//! * `norm(x, gain, bias) = gain (x - mean(x)) / sqrt(variance(x) + 1e-5) + bias`, variance over the elements (divided by
//!   their number)
//!
//! **1. Word** (depends on the word alone, so it can be kept by word type), with the rows and widths of
//! [`features`](super::features); the width of each result is on the right:
//!
//! ```text
//! v = vectors.rows[r]      r = vectors.index[k], where vectors.keys[k] = Features::key;
//!                          vectors.unknown when the key is not there
//! p = mean of pieces.rows  over for_each_piece, found through pieces.keys and pieces.index in the same way;
//!                          pieces.unknown when the word has no piece
//! i = [ form.rows[form[0]] + form.rows[form[1]];                                       FORM_WIDTH
//!       suffix.rows[suffix[0]] + suffix.rows[suffix[1]] + suffix.rows[suffix[2]];      AFFIX_WIDTH
//!       prefix.rows[prefix]; shape.rows[shape]; v; p ]                                 AFFIX_WIDTH (2), VECTOR_WIDTH (2)
//! x0 = norm(maxout_3(mix.weight i + mix.bias), mix.gain, mix.shift)                    WIDTH
//! ```
//!
//! **2. Encoder**, for each position `t`:
//!
//! ```text
//! x1(t) = x0(t) + norm(maxout_2(conv1.weight [x0(t-1); x0(t); x0(t+1)] + conv1.bias), conv1.gain, conv1.shift)
//! x2(t) = the same from x1 with conv2
//! [i; f; g; o] = forward.input x2(t) + forward.recurrent h(t-1) + forward.bias         LSTM_WIDTH each; h(0) = c(0) = 0
//! c(t) = sigmoid(f) c(t-1) + sigmoid(i) tanh(g)
//! h(t) = sigmoid(o) tanh(c(t))
//! b(t) = the same from the last word to the first, with backward
//! e(t) = project.weight [x2(t); h(t); b(t)] + project.bias                             ENCODED_WIDTH, no activation
//! ```
//!
//! **3. Tags**: `upos.weight e(t) + upos.bias` and `xpos.weight e(t) + xpos.bias`; softmax gives probabilities.
//! Of the pairs of tags that `data/tags.tsv` lists, the one with the highest sum of the two is given.
//!
//! **4. Heads.** Position 0 is the root. Dependent `t` scores each candidate `j` in `0..=n` except itself:
//!
//! ```text
//! d = leaky(arc.dependent.weight e(t) + arc.dependent.bias)                            HEAD_WIDTH
//! h(j) = leaky(arc.head.weight e(j) + arc.head.bias)    h(0) = arc.root (as it is)     HEAD_WIDTH
//! score(t, j) = (arc.bilinear d + arc.prior) · h(j) + (arc.distance d + arc.distance.bias)[bucket(t, j)]
//! ```
//!
//! with [`distance_bucket`]. Softmax over `j` gives probabilities. The tree is the best head of each word where these form a
//! tree with one root; otherwise the maximum spanning tree with one root.
//!
//! **5. Relations**, for the head `j` of the tree:
//!
//! ```text
//! r = leaky(label.dependent.weight e(t) + label.dependent.bias + (label.head.weight e(j), or label.root when j = 0)
//!           + label.distance[bucket(t, j)])                                            HEAD_WIDTH
//! label.weight r + label.bias
//! ```
//!
//! The label `root` goes to the dependent of position 0 and to no other, whatever the scores say.
//!
//! **6. Names**: `y(t) = name.weight leaky(name.hidden.weight [e(t-1); e(t); e(t+1)] + name.hidden.bias) + name.bias`; the sequence
//! of labels with the highest sum of `y(t)[label(t)] + name.transitions[label(t-1)][label(t)]`, where the last row
//! of `name.transitions` stands before the first word. Forbidden steps hold -10000.
//!
//! # The file
//!
//! Little-endian, no padding. A string is its length in bytes (`u32`) and its UTF-8 bytes; a list is its length (`u32`) and
//! its items.
//!
//! ```text
//! magic "CHYNET\r\n" · version u32 · training data hash u64 · note (string: scores, settings)
//! lists of strings: upos, xpos, relations, names
//! list of tensors: name (string) · kind u8 · rows u32 · columns u32 · payload
//! ```
//!
//! | kind | payload | used for |
//! |---|---|---|
//! | 0 | `f32`s, row after row | biases (one row), norms |
//! | 1 | one `f32` scale a row, then `i8`s row after row; value = scale × integer | matrices, tables |
//! | 2 | `u32`s | keys of the fixed tables, ascending |
//! | 3 | `u16`s | row of each key |

mod cursor;
pub mod writer;

use cursor::Cursor;
use thiserror::Error;

/// The version of the format and of the computation.
pub const VERSION: u32 = 1;
/// Width of a word and of a position in the convolutions.
pub const WIDTH: usize = 80;
/// Pieces of the maxout that mixes the input of a word.
pub const MIX_PIECES: usize = 3;
/// Pieces of the maxout of a convolution.
pub const CONV_PIECES: usize = 2;
/// Words that a convolution and the name layer see: one to each side.
pub const WINDOW: usize = 3;
/// Width of one direction of the recurrent layer.
pub const LSTM_WIDTH: usize = 96;
/// Width of an encoded position, the input of all heads.
pub const ENCODED_WIDTH: usize = 80;
/// Width of the hidden layers of the arc, relation and name heads.
pub const HEAD_WIDTH: usize = 96;
/// Number of values of [`distance_bucket`].
pub const DISTANCE_BUCKETS: usize = 25;
/// Added to the variance in `norm`.
pub const NORM_EPSILON: f32 = 1e-5;

const MAGIC: &[u8; 8] = b"CHYNET\r\n";

/// The class of the distance from dependent `t` to head `j` (both count from 1, root = 0): below 12 when the head
/// is to the right, below 24 when it is to the left, 24 for the root.
#[must_use]
pub fn distance_bucket(dependent: usize, head: usize) -> usize {
    if head == 0 {
        return DISTANCE_BUCKETS - 1;
    }
    let class = match dependent.abs_diff(head) {
        near @ 0..=6 => near.saturating_sub(1),
        7..=8 => 6,
        9..=11 => 7,
        12..=15 => 8,
        16..=22 => 9,
        23..=35 => 10,
        _ => 11,
    };
    if head > dependent { class } else { class + 12 }
}

/// Why a file of weights cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FormatError {
    /// The file does not begin as a file of weights does.
    #[error("not a file of weights: wrong first bytes")]
    Magic,
    /// The file has another version.
    #[error("weights of version {found}, but this program reads version {VERSION}")]
    Version {
        /// The version in the file.
        found: u32,
    },
    /// The file ends too early, or a length in it is wrong.
    #[error("weights end early: {wanted} bytes wanted at byte {at}")]
    Truncated {
        /// Where the missing part begins, in bytes.
        at: usize,
        /// Its length in bytes.
        wanted: usize,
    },
    /// A string is not UTF-8.
    #[error("text at byte {at} of the weights is not UTF-8")]
    Text {
        /// Where the string begins, in bytes.
        at: usize,
    },
    /// A tensor has a kind that does not exist.
    #[error("tensor {name} has the unknown kind {kind}")]
    Kind {
        /// The tensor.
        name: String,
        /// The number in the file.
        kind: u8,
    },
    /// A tensor is not there.
    #[error("tensor {name} is missing")]
    Missing {
        /// The tensor.
        name: String,
    },
    /// A tensor has another shape than the computation needs.
    #[error("tensor {name} has shape {found:?}, but {expected:?} is needed")]
    Shape {
        /// The tensor.
        name: String,
        /// Rows and columns in the file.
        found: (usize, usize),
        /// Rows and columns needed.
        expected: (usize, usize),
    },
    /// A tensor holds integers where numbers are needed, or the other way round.
    #[error("tensor {name} holds another kind of value than needed")]
    Values {
        /// The tensor.
        name: String,
    },
}

/// What a file says of itself, and the label lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Hash of the training data (FNV-1a, 64 bits, over the files in order of name).
    pub data_hash: u64,
    /// Scores on the dev sets and settings of the training, as text for people.
    pub note: String,
    /// Universal part-of-speech tags, in the order of the outputs.
    pub upos: Vec<String>,
    /// Fine (Penn) tags, in the order of the outputs.
    pub xpos: Vec<String>,
    /// Relations with their subtypes (`nsubj:pass`), in the order of the outputs.
    pub relations: Vec<String>,
    /// Name labels: `O`, then `B-` and `I-` of each type.
    pub names: Vec<String>,
}

/// The values of a tensor: views into the file, little-endian.
#[derive(Debug, Clone, Copy)]
pub enum Values<'a> {
    /// `f32`s.
    Floats(&'a [u8]),
    /// One `f32` scale a row, and one `i8` a value.
    Scaled {
        /// `f32`s, one a row.
        scales: &'a [u8],
        /// `i8`s, row after row.
        integers: &'a [u8],
    },
    /// `u32`s.
    Words(&'a [u8]),
    /// `u16`s.
    Halves(&'a [u8]),
}

/// A named matrix; a vector has one row.
#[derive(Debug, Clone, Copy)]
pub struct Tensor<'a> {
    /// Its name, as in the description of the computation.
    pub name: &'a str,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// What it holds.
    pub values: Values<'a>,
}

impl Tensor<'_> {
    /// Gives the numbers row after row, integers already multiplied by their scale.
    ///
    /// # Errors
    ///
    /// When the tensor holds keys or row numbers.
    pub fn to_f32(&self) -> Result<Vec<f32>, FormatError> {
        match self.values {
            Values::Floats(bytes) => Ok(floats(bytes).collect()),
            Values::Scaled { scales, integers } => Ok(integers
                .chunks_exact(self.columns.max(1))
                .zip(floats(scales))
                .flat_map(|(row, scale)| row.iter().map(move |&byte| f32::from(byte as i8) * scale))
                .collect()),
            Values::Words(_) | Values::Halves(_) => Err(self.wrong_values()),
        }
    }

    /// Gives keys or row numbers.
    ///
    /// # Errors
    ///
    /// When the tensor holds numbers with a fraction.
    pub fn to_u32(&self) -> Result<Vec<u32>, FormatError> {
        match self.values {
            Values::Words(bytes) => Ok(bytes
                .as_chunks()
                .0
                .iter()
                .map(|&word| u32::from_le_bytes(word))
                .collect()),
            Values::Halves(bytes) => Ok(bytes
                .as_chunks()
                .0
                .iter()
                .map(|&half| u32::from(u16::from_le_bytes(half)))
                .collect()),
            Values::Floats(_) | Values::Scaled { .. } => Err(self.wrong_values()),
        }
    }

    fn wrong_values(&self) -> FormatError {
        FormatError::Values {
            name: self.name.to_owned(),
        }
    }
}

/// The `f32`s of a little-endian byte view.
pub fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> + '_ {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|&value| f32::from_le_bytes(value))
}

/// A file of weights, checked once: its header and views of its tensors.
#[derive(Debug, Clone)]
pub struct Weights<'a> {
    /// What the file says of itself.
    pub header: Header,
    /// All tensors in the order of the file.
    pub tensors: Vec<Tensor<'a>>,
}

impl<'a> Weights<'a> {
    /// Reads a whole file.
    ///
    /// # Errors
    ///
    /// When the file is of another kind or version, is cut short, or holds what the format does not know.
    pub fn read(bytes: &'a [u8]) -> Result<Self, FormatError> {
        let mut cursor = Cursor::new(bytes);
        if cursor.take(MAGIC.len()).ok() != Some(MAGIC) {
            return Err(FormatError::Magic);
        }
        let found = cursor.u32()?;
        if found != VERSION {
            return Err(FormatError::Version { found });
        }
        let header = Header {
            data_hash: u64::from(cursor.u32()?) | u64::from(cursor.u32()?) << 32,
            note: cursor.string()?.to_owned(),
            upos: cursor.strings()?,
            xpos: cursor.strings()?,
            relations: cursor.strings()?,
            names: cursor.strings()?,
        };
        let count = cursor.u32()?;
        let tensors = (0..count)
            .map(|_| cursor.tensor())
            .collect::<Result<_, _>>()?;
        Ok(Self { header, tensors })
    }

    /// Finds a tensor by name.
    ///
    /// # Errors
    ///
    /// When it is not there.
    pub fn find(&self, name: &str) -> Result<&Tensor<'a>, FormatError> {
        self.tensors
            .iter()
            .find(|tensor| tensor.name == name)
            .ok_or_else(|| FormatError::Missing {
                name: name.to_owned(),
            })
    }

    /// Finds a tensor of a known shape by name.
    ///
    /// # Errors
    ///
    /// When it is not there or has another shape.
    pub fn tensor(
        &self,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<&Tensor<'a>, FormatError> {
        let tensor = self.find(name)?;
        let found = (tensor.rows, tensor.columns);
        if found == (rows, columns) {
            Ok(tensor)
        } else {
            Err(FormatError::Shape {
                name: name.to_owned(),
                found,
                expected: (rows, columns),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::writer::Writer;
    use super::*;
    use proptest::prelude::*;

    fn example() -> Vec<u8> {
        let header = Header {
            data_hash: 0x0123_4567_89ab_cdef,
            note: "a note".into(),
            relations: vec!["root".into(), "nsubj:pass".into()],
            ..Header::default()
        };
        let mut writer = Writer::new(&header);
        writer.floats("bias", 2, &[0.5, -1.0]);
        writer.scaled("matrix", 2, &[1.27, -0.01, 0.0, 0.0, 2.54, 0.02]);
        writer.words("keys", &[7, 70_000]);
        writer.halves("index", &[1, 65_535]);
        writer.finish()
    }

    #[test]
    fn reads_what_was_written() {
        let bytes = example();
        let weights = Weights::read(&bytes).expect("the example is well formed");
        assert_eq!(weights.header.data_hash, 0x0123_4567_89ab_cdef);
        assert_eq!(weights.header.relations, ["root", "nsubj:pass"]);
        let numbers =
            |name, rows, columns| weights.tensor(name, rows, columns).and_then(Tensor::to_f32);
        assert_eq!(numbers("bias", 1, 2), Ok(vec![0.5, -1.0]));
        let matrix = numbers("matrix", 3, 2).expect("the shape is right");
        let expected = [1.27, -0.01, 0.0, 0.0, 2.54, 0.02];
        assert!(
            matrix
                .iter()
                .zip(expected)
                .all(|(found, value)| (found - value).abs() < 1e-6),
            "{matrix:?}"
        );
        assert_eq!(
            weights.find("keys").and_then(Tensor::to_u32),
            Ok(vec![7, 70_000])
        );
        assert_eq!(
            weights.find("index").and_then(Tensor::to_u32),
            Ok(vec![1, 65_535])
        );
        assert!(matches!(
            numbers("bias", 2, 2),
            Err(FormatError::Shape { found: (1, 2), .. })
        ));
        assert!(matches!(
            numbers("other", 1, 1),
            Err(FormatError::Missing { .. })
        ));
    }

    #[test]
    fn refuses_every_cut_file() {
        let bytes = example();
        for end in 0..bytes.len() {
            assert!(Weights::read(&bytes[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn buckets_tell_side_and_distance() {
        let check = |dependent, head, bucket| assert_eq!(distance_bucket(dependent, head), bucket);
        check(3, 4, 0);
        check(3, 2, 12);
        check(1, 8, 6);
        check(1, 900, 11);
        check(900, 1, 23);
        check(5, 0, 24);
    }

    proptest! {
        #[test]
        fn never_panics_on_any_bytes(at in 0..200_usize, byte in any::<u8>(), tail in any::<Vec<u8>>()) {
            let mut bytes = example();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.extend(tail);
            if let Ok(weights) = Weights::read(&bytes) {
                for tensor in &weights.tensors {
                    prop_assert!(tensor.to_f32().is_ok() || tensor.to_u32().is_ok());
                }
            }
        }
    }
}
