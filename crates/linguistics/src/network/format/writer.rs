//! Writes the file of weights that [`Weights`](super::Weights) reads; used by the training alone.

use super::{Header, MAGIC, VERSION};

/// Builds a file of weights.
#[derive(Debug)]
pub struct Writer {
    head: Vec<u8>,
    tensors: Vec<u8>,
    count: u32,
}

impl Writer {
    /// Begins a file with its header.
    #[must_use]
    pub fn new(header: &Header) -> Self {
        let mut head = MAGIC.to_vec();
        head.extend(VERSION.to_le_bytes());
        head.extend(header.data_hash.to_le_bytes());
        write_string(&mut head, &header.note);
        for list in [&header.upos, &header.xpos, &header.relations, &header.names] {
            write_size(&mut head, list.len());
            list.iter().for_each(|item| write_string(&mut head, item));
        }
        Self {
            head,
            tensors: Vec::new(),
            count: 0,
        }
    }

    /// Adds a matrix as it is. `values` holds it row after row.
    pub fn floats(&mut self, name: &str, columns: usize, values: &[f32]) {
        self.begin(name, 0, values.len(), columns);
        self.tensors
            .extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// Adds a matrix as 8-bit integers with one scale a row: the largest value of the row becomes ±127.
    pub fn scaled(&mut self, name: &str, columns: usize, values: &[f32]) {
        self.begin(name, 1, values.len(), columns);
        let mut integers = Vec::with_capacity(values.len());
        for row in values.chunks_exact(columns) {
            let scale = row_scale(row);
            self.tensors.extend(scale.to_le_bytes());
            integers.extend(row.iter().map(|&value| quantize(value, scale) as u8));
        }
        self.tensors.extend(integers);
    }

    /// Adds keys, as one row.
    pub fn words(&mut self, name: &str, values: &[u32]) {
        self.begin(name, 2, values.len(), values.len());
        self.tensors
            .extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// Adds row numbers, as one row.
    pub fn halves(&mut self, name: &str, values: &[u16]) {
        self.begin(name, 3, values.len(), values.len());
        self.tensors
            .extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    /// Gives the bytes of the file.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.head.extend(self.count.to_le_bytes());
        self.head.append(&mut self.tensors);
        self.head
    }

    fn begin(&mut self, name: &str, kind: u8, values: usize, columns: usize) {
        write_string(&mut self.tensors, name);
        self.tensors.push(kind);
        write_size(&mut self.tensors, values.checked_div(columns).unwrap_or(0));
        write_size(&mut self.tensors, columns);
        self.count += 1;
    }
}

/// The factor between the 8-bit integers of a row and its values.
#[must_use]
pub fn row_scale(row: &[f32]) -> f32 {
    row.iter()
        .fold(0.0_f32, |largest, value| largest.max(value.abs()))
        / 127.0
}

/// The 8-bit integer nearest to a value of a row with this scale.
#[must_use]
pub fn quantize(value: f32, scale: f32) -> i8 {
    if scale > 0.0 {
        (value / scale).round() as i8
    } else {
        0
    }
}

fn write_size(out: &mut Vec<u8>, size: usize) {
    let size = u32::try_from(size).expect("the parts of a weight file stay far below 4 GiB");
    out.extend(size.to_le_bytes());
}

fn write_string(out: &mut Vec<u8>, text: &str) {
    write_size(out, text.len());
    out.extend(text.as_bytes());
}
