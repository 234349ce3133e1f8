//! What the network is given for each word: its rows in the learned tables and its vectors from the fixed ones.

use std::collections::HashMap;

use chancery_linguistics::network::features::{
    Features, VECTOR_WIDTH, features, for_each_piece, key,
};
use chancery_linguistics::network::format::writer::Writer;
use chancery_linguistics::network::format::{Tensor, Weights};

use super::{Result, text};

/// A fixed table: rows, found by the key of a string.
#[derive(Debug, Clone, Default)]
pub(crate) struct FixedTable {
    /// Keys in ascending order.
    keys: Vec<u32>,
    /// The row of each key.
    index: Vec<u32>,
    /// Row after row, [`VECTOR_WIDTH`] values each.
    rows: Vec<f32>,
}

impl FixedTable {
    /// Builds a table from strings with their rows. Where two strings have one key, the first stays.
    pub(crate) fn new<'a>(entries: impl Iterator<Item = (&'a str, u32)>, rows: Vec<f32>) -> Self {
        let mut pairs: Vec<(u32, u32)> = entries.map(|(text, row)| (key(text), row)).collect();
        pairs.sort_by_key(|&(key, _)| key);
        pairs.dedup_by_key(|&mut (key, _)| key);
        let (keys, index) = pairs.into_iter().unzip();
        Self { keys, index, rows }
    }

    /// Reads the table `name` of a file of weights.
    pub(crate) fn read(weights: &Weights<'_>, [keys, index, rows]: [&str; 3]) -> Result<Self> {
        let numbers = |name| weights.find(name).and_then(Tensor::to_u32).map_err(text);
        let rows = weights.find(rows).and_then(Tensor::to_f32).map_err(text)?;
        Ok(Self {
            keys: numbers(keys)?,
            index: numbers(index)?,
            rows,
        })
    }

    pub(crate) fn write(&self, writer: &mut Writer, [keys, index, rows]: [&str; 3]) {
        writer.words(keys, &self.keys);
        let narrow = |&row: &u32| u16::try_from(row).expect("tables have fewer than 65536 rows");
        writer.halves(index, &self.index.iter().map(narrow).collect::<Vec<_>>());
        writer.scaled(rows, VECTOR_WIDTH, &self.rows);
    }

    fn find(&self, key: u32) -> Option<u32> {
        self.keys.binary_search(&key).ok().map(|at| self.index[at])
    }

    fn row(&self, row: u32) -> &[f32] {
        let start = row as usize * VECTOR_WIDTH;
        &self.rows[start..start + VECTOR_WIDTH]
    }
}

/// The input of one word type.
#[derive(Debug, Clone)]
pub(crate) struct Input {
    pub(crate) features: Features,
    /// Its word vector, if it is known.
    pub(crate) vector: Option<[f32; VECTOR_WIDTH]>,
    /// The mean of the vectors of its pieces, if it has any.
    pub(crate) pieces: Option<[f32; VECTOR_WIDTH]>,
}

/// The inputs of all word types seen so far.
#[derive(Debug, Clone)]
pub(crate) struct Inputs {
    pub(crate) vectors: FixedTable,
    pub(crate) pieces: FixedTable,
    types: HashMap<String, usize>,
    list: Vec<Input>,
    buffer: String,
}

impl Inputs {
    pub(crate) fn new(vectors: FixedTable, pieces: FixedTable) -> Self {
        Self {
            vectors,
            pieces,
            types: HashMap::new(),
            list: Vec::new(),
            buffer: String::new(),
        }
    }

    /// Gives the number of a word's type.
    pub(crate) fn type_of(&mut self, word: &str) -> usize {
        if let Some(&known) = self.types.get(word) {
            return known;
        }
        let features = features(word, &mut self.buffer);
        let vector = self.vectors.find(features.key);
        let vector = vector.map(|row| {
            let mut vector = [0.0; VECTOR_WIDTH];
            vector.copy_from_slice(self.vectors.row(row));
            vector
        });
        let (mut sum, mut count) = ([0.0; VECTOR_WIDTH], 0_u16);
        let table = &self.pieces;
        for_each_piece(
            word,
            &mut self.buffer,
            |key| table.find(key),
            |row| {
                sum.iter_mut()
                    .zip(table.row(row))
                    .for_each(|(sum, value)| *sum += value);
                count += 1;
            },
        );
        let pieces = (count > 0).then(|| sum.map(|sum| sum / f32::from(count)));
        self.list.push(Input {
            features,
            vector,
            pieces,
        });
        self.types.insert(word.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    /// The input of a type.
    pub(crate) fn get(&self, word_type: usize) -> &Input {
        &self.list[word_type]
    }
}
