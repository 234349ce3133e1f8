//! The weights in the order in which the kernels read them.
//!
//! Matrices are cut into panels of 16 outputs, so that the inner loop reads them front to back. Their 8-bit integers and
//! the scale of each row stay as they are in the file; the inputs become 16-bit integers by a scale that the kind of
//! input fixes ([`Model::ranges`]). The large tables of words are read where they are needed: a text looks up few rows.

use std::sync::atomic::{AtomicU64, Ordering};

use chancery_model::{NameKind, Relation, Upos, Xpos};

use super::features::{
    AFFIX_WIDTH, FORM_ROWS, FORM_WIDTH, INPUT_WIDTH, PREFIX_ROWS, SHAPE_ROWS, SUFFIX_ROWS,
    VECTOR_WIDTH,
};
use super::format::{
    CONV_PIECES, DISTANCE_BUCKETS, ENCODED_WIDTH, FormatError, HEAD_WIDTH, LSTM_WIDTH, MIX_PIECES,
    Tensor, Values, WIDTH, WINDOW, Weights, floats,
};
use crate::ModelError;

/// Outputs of a matrix that are computed side by side.
pub(super) const PANEL: usize = 16;

/// The weights of [`PANEL`] outputs for two inputs: both of the first output, both of the second, and so on.
pub(super) type Panel = [i16; 2 * PANEL];

/// Largest absolute value of a position that a head sees, and of a head's hidden layer; what is larger is cut.
pub(super) const ENCODED_RANGE: f32 = 64.0;

/// A network ready to read text. Share it between threads; loading takes milliseconds, reading needs no lock.
#[derive(Debug)]
pub struct Model {
    /// Tells models apart, for caches that outlive one.
    pub(super) id: u64,
    pub(super) labels: Labels,
    pub(super) words: WordWeights,
    /// Largest absolute value of a position before, between and after the convolutions, as their norms allow it.
    pub(super) ranges: [f32; 3],
    pub(super) conv: [Mixed; 2],
    pub(super) forward: Recurrent,
    pub(super) backward: Recurrent,
    pub(super) project: Matrix,
    pub(super) upos: Matrix,
    pub(super) xpos: Matrix,
    pub(super) arc_dependent: Matrix,
    pub(super) arc_head: Matrix,
    pub(super) arc_root: Vec<f32>,
    pub(super) arc_bilinear: Matrix,
    pub(super) arc_distance: Matrix,
    pub(super) label_dependent: Matrix,
    pub(super) label_head: Matrix,
    pub(super) label_root: Vec<f32>,
    /// [`DISTANCE_BUCKETS`] rows of [`HEAD_WIDTH`].
    pub(super) label_distance: Vec<f32>,
    pub(super) label: Matrix,
    pub(super) name_hidden: Matrix,
    pub(super) name: Matrix,
    /// One row for each name label and one for the start; `n + 1` rows of `n`.
    pub(super) name_transitions: Vec<f32>,
}

/// What the outputs of the network stand for.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) upos: Vec<Upos>,
    pub(super) xpos: Vec<Xpos>,
    pub(super) relations: Vec<Relation>,
    /// Index of `root` in `relations`.
    pub(super) root: usize,
    pub(super) names: Vec<NameLabel>,
}

/// A label of the name layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameLabel {
    Outside,
    /// First word of a name; of a kind that the document model knows, or of another.
    Begin(Option<NameKind>),
    Inside(Option<NameKind>),
}

/// A matrix with its bias, cut into panels.
#[derive(Debug)]
pub(super) struct Matrix {
    pub(super) inputs: usize,
    /// A multiple of [`PANEL`]: outputs beyond the last real one are zero.
    pub(super) outputs: usize,
    /// For each 16 outputs, for each pair of inputs, a panel.
    pub(super) panels: Vec<Panel>,
    /// What an integer of each output stands for.
    pub(super) scales: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// A matrix, a maxout over its pieces, and a norm.
#[derive(Debug)]
pub(super) struct Mixed {
    pub(super) matrix: Matrix,
    pub(super) gain: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

/// One direction of the recurrent layer.
#[derive(Debug)]
pub(super) struct Recurrent {
    pub(super) input: Matrix,
    pub(super) recurrent: Matrix,
}

/// What turns a word into its first vector.
#[derive(Debug)]
pub(super) struct WordWeights {
    pub(super) form: Table,
    pub(super) suffix: Table,
    pub(super) prefix: Table,
    pub(super) shape: Table,
    pub(super) vectors: KeyedTable,
    pub(super) pieces: KeyedTable,
    pub(super) mix: Mixed,
    /// Largest absolute value of the input of `mix`.
    pub(super) range: f32,
}

/// Rows of 8-bit integers with a scale each.
#[derive(Debug)]
pub(super) struct Table {
    columns: usize,
    scales: Vec<f32>,
    integers: Vec<i8>,
}

/// A table whose rows are found by key.
#[derive(Debug)]
pub(super) struct KeyedTable {
    table: Table,
    keys: Vec<u32>,
    rows: Vec<u32>,
    /// For each value of the highest [`KEY_BITS`] bits of a key, the first key that has it or a higher one.
    starts: Vec<u32>,
    unknown: Vec<f32>,
}

const KEY_BITS: u32 = 14;

impl Model {
    /// Reads a file of weights.
    ///
    /// # Errors
    /// When the file is damaged, of another version, or of another shape than this network.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        static NEXT_ID: AtomicU64 = AtomicU64::new(1);
        let weights = Weights::read(bytes)?;
        let labels = Labels::read(&weights)?;
        let names = labels.names.len();
        let file = Reader(&weights);
        let direction = |name: &str| -> Result<Recurrent, FormatError> {
            Ok(Recurrent {
                input: file.matrix(
                    &format!("{name}.input"),
                    4 * LSTM_WIDTH,
                    WIDTH,
                    Some(&format!("{name}.bias")),
                )?,
                recurrent: file.matrix(
                    &format!("{name}.recurrent"),
                    4 * LSTM_WIDTH,
                    LSTM_WIDTH,
                    None,
                )?,
            })
        };
        let layer = |name: &str, outputs, inputs| {
            file.matrix(
                &format!("{name}.weight"),
                outputs,
                inputs,
                Some(&format!("{name}.bias")),
            )
        };
        let conv = [
            file.mixed("conv1", CONV_PIECES, WINDOW * WIDTH)?,
            file.mixed("conv2", CONV_PIECES, WINDOW * WIDTH)?,
        ];
        let words = file.words()?;
        let mut sum = 0.0;
        let ranges = [&words.mix, &conv[0], &conv[1]].map(|layer| {
            sum += layer.largest();
            sum.max(1.0)
        });
        Ok(Self {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            ranges,
            conv,
            words,
            forward: direction("forward")?,
            backward: direction("backward")?,
            project: layer("project", ENCODED_WIDTH, WIDTH + 2 * LSTM_WIDTH)?,
            upos: layer("upos", labels.upos.len(), ENCODED_WIDTH)?,
            xpos: layer("xpos", labels.xpos.len(), ENCODED_WIDTH)?,
            arc_dependent: layer("arc.dependent", HEAD_WIDTH, ENCODED_WIDTH)?,
            arc_head: layer("arc.head", HEAD_WIDTH, ENCODED_WIDTH)?,
            arc_root: file.row("arc.root", HEAD_WIDTH)?,
            arc_bilinear: file.matrix("arc.bilinear", HEAD_WIDTH, HEAD_WIDTH, Some("arc.prior"))?,
            arc_distance: file.matrix(
                "arc.distance",
                DISTANCE_BUCKETS,
                HEAD_WIDTH,
                Some("arc.distance.bias"),
            )?,
            label_dependent: layer("label.dependent", HEAD_WIDTH, ENCODED_WIDTH)?,
            label_head: file.matrix("label.head.weight", HEAD_WIDTH, ENCODED_WIDTH, None)?,
            label_root: file.row("label.root", HEAD_WIDTH)?,
            label_distance: weights
                .tensor("label.distance", DISTANCE_BUCKETS, HEAD_WIDTH)?
                .to_f32()?,
            label: layer("label", labels.relations.len(), HEAD_WIDTH)?,
            name_hidden: layer("name.hidden", HEAD_WIDTH, WINDOW * ENCODED_WIDTH)?,
            name: layer("name", names, HEAD_WIDTH)?,
            name_transitions: weights
                .tensor("name.transitions", names + 1, names)?
                .to_f32()?,
            labels,
        })
    }
}

impl Labels {
    fn read(weights: &Weights<'_>) -> Result<Self, ModelError> {
        let header = &weights.header;
        let relations = labels("relations", &header.relations, Relation::from_code)?;
        let root = relations
            .iter()
            .position(|&relation| relation == Relation::Root)
            .filter(|_| relations.len() > 1)
            .ok_or(ModelError::MissingLabel {
                list: "relations",
                label: "root",
            })?;
        let name = |label: &str| match label.split_once('-') {
            None if label == "O" => Some(NameLabel::Outside),
            Some(("B", kind)) => Some(NameLabel::Begin(NameKind::from_code(kind))),
            Some(("I", kind)) => Some(NameLabel::Inside(NameKind::from_code(kind))),
            _ => None,
        };
        Ok(Self {
            upos: labels("upos", &header.upos, Upos::from_code)?,
            xpos: labels("xpos", &header.xpos, Xpos::from_code)?,
            relations,
            root,
            names: labels("names", &header.names, name)?,
        })
    }
}

fn labels<T>(
    list: &'static str,
    codes: &[String],
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, ModelError> {
    if codes.is_empty() {
        return Err(ModelError::MissingLabel {
            list,
            label: "of any kind",
        });
    }
    codes
        .iter()
        .map(|code| {
            read(code).ok_or_else(|| ModelError::UnknownLabel {
                list,
                label: code.clone(),
            })
        })
        .collect()
}

struct Reader<'a>(&'a Weights<'a>);

impl Reader<'_> {
    fn words(&self) -> Result<WordWeights, FormatError> {
        let mut words = WordWeights {
            form: self.table("form.rows", FORM_ROWS, FORM_WIDTH)?,
            suffix: self.table("suffix.rows", SUFFIX_ROWS, AFFIX_WIDTH)?,
            prefix: self.table("prefix.rows", PREFIX_ROWS, AFFIX_WIDTH)?,
            shape: self.table("shape.rows", SHAPE_ROWS, AFFIX_WIDTH)?,
            vectors: self.keyed_table("vectors")?,
            pieces: self.keyed_table("pieces")?,
            mix: self.mixed("mix", MIX_PIECES, INPUT_WIDTH)?,
            range: 1.0,
        };
        let sums = [
            (&words.form, 2.0),
            (&words.suffix, 3.0),
            (&words.prefix, 1.0),
            (&words.shape, 1.0),
        ];
        let fixed = [&words.vectors, &words.pieces]
            .map(|keyed| keyed.table.largest().max(largest(&keyed.unknown)));
        words.range = sums
            .iter()
            .map(|(table, rows)| rows * table.largest())
            .chain(fixed)
            .fold(1.0, f32::max);
        Ok(words)
    }

    fn row(&self, name: &str, columns: usize) -> Result<Vec<f32>, FormatError> {
        self.0.tensor(name, 1, columns)?.to_f32()
    }

    fn matrix(
        &self,
        name: &str,
        outputs: usize,
        inputs: usize,
        bias: Option<&str>,
    ) -> Result<Matrix, FormatError> {
        let mut matrix = Matrix::read(self.0.tensor(name, outputs, inputs)?)?;
        if let Some(name) = bias {
            matrix.bias[..outputs].copy_from_slice(&self.row(name, outputs)?);
        }
        Ok(matrix)
    }

    fn mixed(&self, name: &str, pieces: usize, inputs: usize) -> Result<Mixed, FormatError> {
        Ok(Mixed {
            matrix: self.matrix(
                &format!("{name}.weight"),
                pieces * WIDTH,
                inputs,
                Some(&format!("{name}.bias")),
            )?,
            gain: self.row(&format!("{name}.gain"), WIDTH)?,
            shift: self.row(&format!("{name}.shift"), WIDTH)?,
        })
    }

    fn table(&self, name: &str, rows: usize, columns: usize) -> Result<Table, FormatError> {
        Table::read(self.0.tensor(name, rows, columns)?)
    }

    fn keyed_table(&self, name: &str) -> Result<KeyedTable, FormatError> {
        let found = self.0.find(&format!("{name}.rows"))?;
        let table = self.table(&format!("{name}.rows"), found.rows, VECTOR_WIDTH)?;
        let keys = self.0.find(&format!("{name}.keys"))?.to_u32()?;
        let mut rows = self
            .0
            .tensor(&format!("{name}.index"), 1, keys.len())?
            .to_u32()?;
        // A row that is not there would be a damaged file; the checks of lookups are done here, once.
        let last = u32::try_from(found.rows.saturating_sub(1)).unwrap_or(u32::MAX);
        rows.iter_mut().for_each(|row| *row = (*row).min(last));
        let mut starts = vec![0; (1 << KEY_BITS) + 1];
        keys.iter()
            .for_each(|key| starts[(key >> (32 - KEY_BITS)) as usize + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        Ok(KeyedTable {
            table,
            keys,
            rows,
            starts,
            unknown: self.row(&format!("{name}.unknown"), VECTOR_WIDTH)?,
        })
    }
}

impl Matrix {
    /// Cuts a matrix with an even number of columns into panels. The bias is zero.
    fn read(tensor: &Tensor<'_>) -> Result<Self, FormatError> {
        let (scales, integers) = scaled(tensor)?;
        let inputs = tensor.columns;
        let outputs = tensor.rows.next_multiple_of(PANEL);
        let mut panels = vec![[0; 2 * PANEL]; outputs / PANEL * inputs / 2];
        for (output, row) in integers.chunks_exact(inputs).enumerate() {
            let panels = &mut panels[output / PANEL * inputs / 2..][..inputs / 2];
            let lane = 2 * (output % PANEL);
            for (panel, pair) in panels.iter_mut().zip(row.as_chunks::<2>().0) {
                [panel[lane], panel[lane + 1]] = pair.map(|byte| i16::from(byte as i8));
            }
        }
        let mut scales: Vec<f32> = floats(scales).collect();
        scales.resize(outputs, 0.0);
        Ok(Self {
            inputs,
            outputs,
            panels,
            scales,
            bias: vec![0.0; outputs],
        })
    }
}

impl Mixed {
    /// The largest absolute value that can come out: a norm of `n` values has none beyond the root of `n`.
    fn largest(&self) -> f32 {
        largest(&self.gain) * (WIDTH as f32).sqrt() + largest(&self.shift)
    }
}

fn largest(values: &[f32]) -> f32 {
    values
        .iter()
        .fold(0.0, |largest, value| largest.max(value.abs()))
}

/// Scales and integers of a tensor of kind 1.
fn scaled<'a>(tensor: &Tensor<'a>) -> Result<(&'a [u8], &'a [u8]), FormatError> {
    match tensor.values {
        Values::Scaled { scales, integers } => Ok((scales, integers)),
        _ => Err(FormatError::Values {
            name: tensor.name.to_owned(),
        }),
    }
}

impl Table {
    fn read(tensor: &Tensor<'_>) -> Result<Self, FormatError> {
        let (scales, integers) = scaled(tensor)?;
        Ok(Self {
            columns: tensor.columns,
            scales: floats(scales).collect(),
            integers: integers.iter().map(|&byte| byte as i8).collect(),
        })
    }

    /// The largest absolute value that the table can hold.
    fn largest(&self) -> f32 {
        128.0 * largest(&self.scales)
    }

    /// Adds a row to `out`; a row that is not there adds nothing.
    pub(super) fn add_row(&self, row: u32, out: &mut [f32]) {
        let row = row as usize;
        let integers = self
            .integers
            .get(row * self.columns..(row + 1) * self.columns);
        if let (Some(&scale), Some(integers)) = (self.scales.get(row), integers) {
            for (out, &integer) in out.iter_mut().zip(integers) {
                *out += f32::from(integer) * scale;
            }
        }
    }
}

impl KeyedTable {
    /// The row of a key.
    pub(super) fn find(&self, key: u32) -> Option<u32> {
        let high = (key >> (32 - KEY_BITS)) as usize;
        let range = self.starts[high] as usize..self.starts[high + 1] as usize;
        let at = self.keys.get(range.clone())?.binary_search(&key).ok()?;
        self.rows.get(range.start + at).copied()
    }

    pub(super) fn add_row(&self, row: u32, out: &mut [f32]) {
        self.table.add_row(row, out);
    }

    /// The vector of a word that is not in the table.
    pub(super) fn unknown(&self) -> &[f32] {
        &self.unknown
    }
}
