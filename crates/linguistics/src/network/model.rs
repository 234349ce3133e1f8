//! The weights of the network, by layer, and what its outputs stand for.
//!
//! Matrices multiply 16-bit integers; what the integers stand for is fixed by the largest value that can come out of the
//! layer before, which its norm limits ([`Model::ranges`]).

use std::sync::atomic::{AtomicU64, Ordering};

use chancery_model::{NameKind, Relation, Upos, Xpos};

use super::features::{
    AFFIX_WIDTH, FORM_ROWS, FORM_WIDTH, INPUT_WIDTH, PREFIX_ROWS, SHAPE_ROWS, SUFFIX_ROWS,
};
use super::format::{
    CONV_PIECES, DISTANCE_BUCKETS, ENCODED_WIDTH, FormatError, HEAD_WIDTH, LSTM_WIDTH, MIX_PIECES,
    WIDTH, WINDOW, Weights,
};
use super::tables::{KeyedTable, Matrix, Mixed, Reader, Table};
use super::tags::TagPairs;
use crate::ModelError;

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
    /// Which of the two stand together.
    pub(super) tags: TagPairs,
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
        let words = WordWeights::read(&file)?;
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
        let upos = labels("upos", &header.upos, Upos::from_code)?;
        let xpos = labels("xpos", &header.xpos, Xpos::from_code)?;
        Ok(Self {
            tags: TagPairs::of(&upos, &xpos)?,
            upos,
            xpos,
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

impl WordWeights {
    fn read(file: &Reader<'_>) -> Result<Self, FormatError> {
        let mut words = Self {
            form: file.table("form.rows", FORM_ROWS, FORM_WIDTH)?,
            suffix: file.table("suffix.rows", SUFFIX_ROWS, AFFIX_WIDTH)?,
            prefix: file.table("prefix.rows", PREFIX_ROWS, AFFIX_WIDTH)?,
            shape: file.table("shape.rows", SHAPE_ROWS, AFFIX_WIDTH)?,
            vectors: file.keyed_table("vectors")?,
            pieces: file.keyed_table("pieces")?,
            mix: file.mixed("mix", MIX_PIECES, INPUT_WIDTH)?,
            range: 1.0,
        };
        let sums = [
            (&words.form, 2.0),
            (&words.suffix, 3.0),
            (&words.prefix, 1.0),
            (&words.shape, 1.0),
        ];
        let fixed = [&words.vectors, &words.pieces].map(KeyedTable::largest);
        words.range = sums
            .iter()
            .map(|(table, rows)| rows * table.largest())
            .chain(fixed)
            .fold(1.0, f32::max);
        Ok(words)
    }
}
