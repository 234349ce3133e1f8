//! Decides what each word depends on, and how.
//!
//! Every pair of words of a sentence gets a score; the best head of each word mostly makes a tree, and where not,
//! [`tree`](super::tree) mends it. The relation is then chosen for the head of the tree.

use super::format::{DISTANCE_BUCKETS, ENCODED_WIDTH, HEAD_WIDTH, distance_bucket};
use super::forward::{Reading, Rows, apply, resize};
use super::kernels::{Integers, largest, leaky, multiply_numbers, probability};
use super::model::{ENCODED_RANGE, Model};
use super::tables::PANEL;
use super::tiles::Tiles;
use super::tree;

/// Space for scores of arcs and relations.
#[derive(Debug, Default)]
pub(super) struct Arcs {
    dependents: Vec<f32>,
    integers: Integers,
    heads: Vec<f32>,
    queries: Vec<f32>,
    distances: Vec<f32>,
    candidates: Vec<f32>,
    scores: Vec<f32>,
    labels: Vec<f32>,
    tree: Vec<u32>,
    walk: Vec<u32>,
    /// [`distance_bucket`] of a dependent and a head, by their difference.
    buckets: Vec<u8>,
}

impl Arcs {
    /// Fills in head, relation and probability of each word.
    #[inline(always)]
    pub(super) fn read<T: Tiles>(
        &mut self,
        model: &Model,
        encoded: &Integers,
        rows: &Rows<'_>,
        count: usize,
        readings: &mut [Reading],
    ) {
        let Self {
            dependents,
            integers,
            heads,
            queries,
            distances,
            ..
        } = self;
        apply::<T>(
            &model.arc_dependent,
            encoded,
            ENCODED_WIDTH,
            count,
            dependents,
        );
        leaky(dependents);
        apply::<T>(&model.arc_head, encoded, ENCODED_WIDTH, count, heads);
        leaky(heads);
        integers.set(dependents, ENCODED_RANGE);
        apply::<T>(&model.arc_bilinear, integers, HEAD_WIDTH, count, queries);
        apply::<T>(&model.arc_distance, integers, HEAD_WIDTH, count, distances);
        let mut first = 0;
        for sentence in rows.iter() {
            let end = first + sentence.len();
            self.read_sentence(model, sentence.start, &mut readings[first..end]);
            first = end;
        }
        self.read_relations::<T>(model, encoded, rows, count, readings);
    }

    /// Finds the tree of the sentence whose first word is at row `first`.
    #[inline(always)]
    fn read_sentence(&mut self, model: &Model, first: usize, readings: &mut [Reading]) {
        let words = readings.len();
        let stride = (words + 1).next_multiple_of(PANEL);
        self.place_candidates(model, first, words);
        self.fill_buckets(words);
        resize(&mut self.scores, words, stride);
        let queries = &self.queries[first * HEAD_WIDTH..];
        multiply_numbers::<HEAD_WIDTH>(queries, &self.candidates, stride, words, &mut self.scores);

        self.tree.clear();
        let middle = self.buckets.len() / 2;
        for word in 1..=words {
            let row = &mut self.scores[(word - 1) * stride..][..=words];
            let distances = &self.distances[(first + word - 1) * model.arc_distance.outputs..]
                [..DISTANCE_BUCKETS];
            row[0] += distances[DISTANCE_BUCKETS - 1];
            let buckets = &self.buckets[middle + 1 - word..][..words];
            for (score, &bucket) in row[1..].iter_mut().zip(buckets) {
                *score += distances[usize::from(bucket)];
            }
            row[word] = f32::NEG_INFINITY;
            self.tree.push(largest(row).0 as u32);
        }
        tree::decode(&self.scores, stride, &mut self.tree, &mut self.walk);
        for (word, (reading, &head)) in readings.iter_mut().zip(&self.tree).enumerate() {
            let row = &self.scores[word * stride..][..=words];
            reading.head = head;
            reading.arc_probability = probability(row, row[head as usize]);
        }
    }

    /// Writes the root and the words as heads, in panels: as [`multiply_numbers`] takes them.
    fn place_candidates(&mut self, model: &Model, first: usize, words: usize) {
        let heads = &self.heads[first * HEAD_WIDTH..(first + words) * HEAD_WIDTH];
        let candidates =
            std::iter::once(model.arc_root.as_slice()).chain(heads.chunks_exact(HEAD_WIDTH));
        self.candidates.clear();
        self.candidates
            .resize((words + 1).next_multiple_of(PANEL) * HEAD_WIDTH, 0.0);
        for (at, head) in candidates.enumerate() {
            let panel =
                &mut self.candidates[at / PANEL * PANEL * HEAD_WIDTH..][..PANEL * HEAD_WIDTH];
            for (values, &value) in panel.as_chunks_mut::<PANEL>().0.iter_mut().zip(head) {
                values[at % PANEL] = value;
            }
        }
    }

    /// Makes the table of buckets reach as far as a sentence of `words` words needs.
    fn fill_buckets(&mut self, words: usize) {
        if self.buckets.len() < 2 * words + 1 {
            let far = words.next_power_of_two();
            self.buckets.clear();
            // Positions count from 1; `far + 1` leaves room for a head `far` words to the left.
            self.buckets
                .extend((1..=2 * far + 1).map(|head| distance_bucket(far + 1, head) as u8));
        }
    }

    #[inline(always)]
    fn read_relations<T: Tiles>(
        &mut self,
        model: &Model,
        encoded: &Integers,
        rows: &Rows<'_>,
        count: usize,
        readings: &mut [Reading],
    ) {
        let Self {
            dependents: hidden,
            integers,
            heads,
            labels,
            ..
        } = self;
        apply::<T>(
            &model.label_dependent,
            encoded,
            ENCODED_WIDTH,
            count,
            hidden,
        );
        apply::<T>(&model.label_head, encoded, ENCODED_WIDTH, count, heads);
        let all_rows = || {
            rows.iter()
                .flat_map(|sentence| sentence.clone().map(move |row| (sentence.start, row)))
        };
        for ((first, row), reading) in all_rows().zip(&*readings) {
            let head = match reading.head as usize {
                0 => model.label_root.as_slice(),
                head => &heads[(first + head - 1) * HEAD_WIDTH..][..HEAD_WIDTH],
            };
            let bucket = distance_bucket(row - first + 1, reading.head as usize);
            let distance = &model.label_distance[bucket * HEAD_WIDTH..][..HEAD_WIDTH];
            let hidden = &mut hidden[row * HEAD_WIDTH..][..HEAD_WIDTH];
            for ((value, head), distance) in hidden.iter_mut().zip(head).zip(distance) {
                *value += head + distance;
            }
            leaky(hidden);
        }
        integers.set(hidden, ENCODED_RANGE);
        apply::<T>(&model.label, integers, HEAD_WIDTH, count, labels);
        let root = model.labels.root;
        for ((_, row), reading) in all_rows().zip(readings) {
            let scores = &mut labels[row * model.label.outputs..][..model.labels.relations.len()];
            let label = if reading.head == 0 {
                root
            } else {
                scores[root] = f32::NEG_INFINITY;
                // Scores that are no numbers leave the first label, which may be the root's.
                match largest(scores).0 {
                    label if label == root => (root + 1) % scores.len(),
                    label => label,
                }
            };
            reading.relation = model.labels.relations[label];
        }
    }
}
