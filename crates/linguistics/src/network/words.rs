//! The first vector of each word, computed once for each word type.
//!
//! It depends on the word alone, and half of a story's words have stood in it before: *the*, *said*, a minister's name.
//! So the vectors are kept, within a story and from one story to the next.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use super::features::{
    AFFIX_WIDTH, FORM_WIDTH, INPUT_WIDTH, VECTOR_WIDTH, features, for_each_piece,
};
use super::format::{MIX_PIECES, WIDTH};
use super::kernels::{Integers, SPARE_ROWS, maxout_norm, multiply};
use super::model::Model;
use super::tiles::Tiles;

/// Word types that are kept at most, about 6 MB.
const MAX_TYPES: usize = 16_384;
/// Bytes of all kept words at most: a text may hold endless ones.
const MAX_TEXT: usize = 1 << 22;
/// Word types that are computed together.
const GROUP: usize = 48;

/// Vectors of the words that were seen.
#[derive(Debug, Default)]
pub(super) struct WordCache {
    model: u64,
    /// Hash of a word to its type.
    types: FxHashMap<u64, Type>,
    /// The words of all types, one after the other.
    text: String,
    /// [`WIDTH`] values a type.
    vectors: Vec<f32>,
    /// Types whose vector is still to be computed.
    waiting: usize,
    inputs: Vec<f32>,
    integers: Integers,
    mixed: Vec<f32>,
    buffer: String,
}

#[derive(Debug, Clone, Copy)]
struct Type {
    index: u32,
    start: u32,
    end: u32,
}

impl WordCache {
    /// Empties the cache when it holds another model's vectors or grew too large. Indices given before become invalid.
    pub(super) fn prepare(&mut self, model: &Model) {
        let full = self.vectors.len() >= MAX_TYPES * WIDTH || self.text.len() >= MAX_TEXT;
        if self.model != model.id || full {
            self.model = model.id;
            self.types.clear();
            self.text = String::new();
            self.vectors.clear();
            self.waiting = 0;
        }
    }

    /// The index of a word's type. Its vector is there after [`finish`](Self::finish).
    #[inline(always)]
    pub(super) fn index<T: Tiles>(&mut self, model: &Model, word: &str) -> usize {
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        let hash = hasher.finish();
        if let Some(found) = self.types.get(&hash)
            && &self.text[found.start as usize..found.end as usize] == word
        {
            return found.index as usize;
        }
        let index = self.vectors.len() / WIDTH;
        let start = self.text.len();
        self.text.push_str(word);
        let narrow = |value: usize| u32::try_from(value).expect("the cache stays below 4 GiB");
        let found = Type {
            index: narrow(index),
            start: narrow(start),
            end: narrow(self.text.len()),
        };
        self.types.insert(hash, found);
        self.vectors.resize((index + 1) * WIDTH, 0.0);
        self.describe(model, word);
        self.waiting += 1;
        if self.waiting == GROUP {
            self.finish::<T>(model);
        }
        index
    }

    /// The vector of a type.
    pub(super) fn vector(&self, index: usize) -> &[f32] {
        &self.vectors[index * WIDTH..(index + 1) * WIDTH]
    }

    /// Computes the vectors that wait.
    #[inline(always)]
    pub(super) fn finish<T: Tiles>(&mut self, model: &Model) {
        if self.waiting == 0 {
            return;
        }
        let mix = &model.words.mix;
        self.mixed
            .resize((GROUP + SPARE_ROWS) * MIX_PIECES * WIDTH, 0.0);
        self.integers.set(&self.inputs, model.words.range);
        let Integers { values, unit } = &self.integers;
        multiply::<T>(
            &mix.matrix,
            values,
            *unit,
            INPUT_WIDTH,
            self.waiting,
            &mut self.mixed,
        );
        let first = self.vectors.len() - self.waiting * WIDTH;
        let rows = self.mixed.chunks_exact(MIX_PIECES * WIDTH);
        for (out, mixed) in self.vectors[first..].chunks_exact_mut(WIDTH).zip(rows) {
            maxout_norm(mixed, &mix.gain, &mix.shift, None, out);
        }
        self.waiting = 0;
    }

    /// Writes the input of the first layer for a word.
    fn describe(&mut self, model: &Model, word: &str) {
        self.inputs.resize((GROUP + SPARE_ROWS) * INPUT_WIDTH, 0.0);
        let input = &mut self.inputs[self.waiting * INPUT_WIDTH..(self.waiting + 1) * INPUT_WIDTH];
        input.fill(0.0);
        let (form, rest) = input.split_at_mut(FORM_WIDTH);
        let (suffix, rest) = rest.split_at_mut(AFFIX_WIDTH);
        let (prefix, rest) = rest.split_at_mut(AFFIX_WIDTH);
        let (shape, rest) = rest.split_at_mut(AFFIX_WIDTH);
        let (vector, pieces) = rest.split_at_mut(VECTOR_WIDTH);

        let weights = &model.words;
        let rows = features(word, &mut self.buffer);
        rows.form
            .iter()
            .for_each(|&row| weights.form.add_row(row, form));
        rows.suffix
            .iter()
            .for_each(|&row| weights.suffix.add_row(row, suffix));
        weights.prefix.add_row(rows.prefix, prefix);
        weights.shape.add_row(rows.shape, shape);
        match weights.vectors.find(rows.key) {
            Some(row) => weights.vectors.add_row(row, vector),
            None => vector.copy_from_slice(weights.vectors.unknown()),
        }
        let mut count = 0_u16;
        for_each_piece(
            word,
            &mut self.buffer,
            |key| weights.pieces.find(key),
            |row| {
                weights.pieces.add_row(row, pieces);
                count += 1;
            },
        );
        if count == 0 {
            pieces.copy_from_slice(weights.pieces.unknown());
        } else {
            let count = f32::from(count);
            pieces.iter_mut().for_each(|value| *value /= count);
        }
    }
}
