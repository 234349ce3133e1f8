//! From parameters to the file of weights and back.

use std::path::Path;

use chancery_linguistics::network::features::VECTOR_WIDTH;
use chancery_linguistics::network::format::writer::Writer;
use chancery_linguistics::network::format::{Header, Weights, floats};

use super::batch::Labels;
use super::corpus::read_bytes;
use super::inputs::{FixedTable, Inputs};
use super::model::Model;
use super::parameters::{Kind, Parameters};
use super::random::Random;
use super::{Result, text};

const VECTORS: [&str; 3] = ["vectors.keys", "vectors.index", "vectors.rows"];
const PIECES: [&str; 3] = ["pieces.keys", "pieces.index", "pieces.rows"];

/// Builds the file. Matrices and tables become 8-bit integers; biases, gains and stand-ins stay as they are.
pub(crate) fn write(
    header: &Header,
    model: &Model,
    parameters: &Parameters,
    inputs: &Inputs,
) -> Vec<u8> {
    let mut writer = Writer::new(header);
    for parameter in &parameters.0 {
        match parameter.kind {
            Kind::Table | Kind::Matrix => {
                writer.scaled(parameter.name, parameter.columns, &parameter.values)
            }
            Kind::Vector => writer.floats(parameter.name, parameter.columns, &parameter.values),
        }
    }
    writer.floats(
        "name.transitions",
        header.names.len(),
        &model.names.transitions,
    );
    inputs.vectors.write(&mut writer, VECTORS);
    inputs.pieces.write(&mut writer, PIECES);
    writer.finish()
}

/// Reads a file back into what [`write()`] was given, but for the rounding.
pub(crate) fn read(bytes: &[u8]) -> Result<(Labels, Model, Parameters, Inputs)> {
    let weights = Weights::read(bytes).map_err(text)?;
    let header = weights.header.clone();
    let labels = Labels {
        upos: header.upos,
        xpos: header.xpos,
        relations: header.relations,
        names: header.names,
    };
    let (model, mut parameters) = Model::new(&labels, &mut Random::new(0));
    for parameter in &mut parameters.0 {
        let rows = parameter.values.len() / parameter.columns;
        let tensor = weights
            .tensor(parameter.name, rows, parameter.columns)
            .map_err(text)?;
        parameter.values = tensor.to_f32().map_err(text)?;
    }
    let vectors = FixedTable::read(&weights, VECTORS)?;
    let pieces = FixedTable::read(&weights, PIECES)?;
    Ok((labels, model, parameters, Inputs::new(vectors, pieces)))
}

/// Reads a compressed table as `xtask/wordtables` makes it.
pub(crate) fn read_table(path: &Path) -> Result<FixedTable> {
    parse_table(&read_bytes(path)?).ok_or_else(|| {
        format!(
            "{}: not a table as xtask/wordtables/README.md describes it",
            path.display()
        )
    })
}

/// The number of rows and of strings (`u32`), then a scale (`f32`) a row, the 8-bit integers of the rows, the row (`u16`)
/// of each string, and the strings, each with a line feed.
fn parse_table(bytes: &[u8]) -> Option<FixedTable> {
    let mut rest = bytes;
    let mut take = |size: usize| {
        let (head, tail) = rest.split_at_checked(size)?;
        rest = tail;
        Some(head)
    };
    let rows = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
    let strings = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
    let scales = floats(take(rows * 4)?);
    let integers = take(rows * VECTOR_WIDTH)?;
    let values = integers.chunks_exact(VECTOR_WIDTH).zip(scales);
    let values = values
        .flat_map(|(row, scale)| row.iter().map(move |&byte| f32::from(byte as i8) * scale))
        .collect();
    let index = take(strings * 2)?
        .as_chunks()
        .0
        .iter()
        .map(|&row| u32::from(u16::from_le_bytes(row)));
    let text = std::str::from_utf8(rest).ok()?;
    let table = FixedTable::new(text.lines().zip(index), values);
    (text.lines().count() == strings).then_some(table)
}
