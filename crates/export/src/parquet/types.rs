//! Which type a column of the flat tables has: a name has one type in all of them.
//!
//! `published` is a day, `contexts` a list of texts, `cameo` a text, because `042` is not 42.

use std::sync::Arc;

use arrow_schema::{DataType, Field};
use serde_json::Value;

use crate::sheet::Cell;

/// The type of the column of this name.
pub(super) fn of(column: &str) -> DataType {
    match column {
        "published" | "dateline_date" | "time_start" | "time_end" => DataType::Date32,
        "goldstein" | "plover_score" | "confidence" => DataType::Float64,
        "reciprocal" | "cue_negated" => DataType::Boolean,
        "characters" | "sentences" | "entities" | "mentions" | "quotes" | "events" => {
            DataType::Int64
        }
        "dateline_place" | "warnings" | "sectors" | "contexts" | "source" | "source_countries"
        | "source_sectors" | "target" | "target_countries" | "target_sectors" | "said_by"
        | "same_as" | "speakers" | "speaker_countries" | "addressees" => list(DataType::Utf8),
        _ => DataType::Utf8,
    }
}

/// A list as other programs name its parts.
pub(super) fn list(element: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", element, true)))
}

/// A cell of the column of this name; an unknown item of a list is null and keeps its place.
pub(super) fn json(column: &str, cell: &Cell) -> Value {
    match cell {
        Cell::Unknown => Value::Null,
        Cell::Value(value) if of(column) == DataType::Boolean => Value::Bool(value == "true"),
        Cell::Value(value) | Cell::Text(value) => Value::from(value.as_str()),
        Cell::List(items) => {
            let known = |item: &String| match item.as_str() {
                "" => Value::Null,
                item => Value::from(item),
            };
            items.iter().map(known).collect()
        }
    }
}
