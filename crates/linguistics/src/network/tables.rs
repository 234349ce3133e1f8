//! Matrices and tables in the order in which the kernels read them.
//!
//! Matrices are cut into panels of 16 outputs, so that the inner loop reads them front to back. Their 8-bit integers and
//! the scale of each row stay as they are in the file. The large tables of words are read a row at a time: a text looks
//! up few of them.

use super::features::VECTOR_WIDTH;
use super::format::{FormatError, Tensor, Values, WIDTH, Weights, floats};

/// Outputs of a matrix that are computed side by side.
pub(super) const PANEL: usize = 16;

/// The weights of [`PANEL`] outputs for two inputs: both of the first output, both of the second, and so on.
pub(super) type Panel = [i16; 2 * PANEL];

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

/// Takes matrices and tables out of a file.
pub(super) struct Reader<'a>(pub(super) &'a Weights<'a>);

impl Reader<'_> {
    pub(super) fn row(&self, name: &str, columns: usize) -> Result<Vec<f32>, FormatError> {
        self.0.tensor(name, 1, columns)?.to_f32()
    }

    pub(super) fn matrix(
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

    pub(super) fn mixed(
        &self,
        name: &str,
        pieces: usize,
        inputs: usize,
    ) -> Result<Mixed, FormatError> {
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

    pub(super) fn table(
        &self,
        name: &str,
        rows: usize,
        columns: usize,
    ) -> Result<Table, FormatError> {
        Table::read(self.0.tensor(name, rows, columns)?)
    }

    pub(super) fn keyed_table(&self, name: &str) -> Result<KeyedTable, FormatError> {
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
    pub(super) fn largest(&self) -> f32 {
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
    pub(super) fn largest(&self) -> f32 {
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
    /// The largest absolute value that a row can hold.
    pub(super) fn largest(&self) -> f32 {
        self.table.largest().max(largest(&self.unknown))
    }

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
