//! The record as columns of lists and structs, derived from its JSON Schema, so that the two cannot drift apart.
//!
//! `entities` is a list of structs, `time.start` of an event a date. Whole numbers are signed: some readers know no others.

use arrow_schema::{DataType, Field, Fields, Schema};
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::types::list;
use crate::Record;

/// The columns of the record, in its order.
pub(super) fn schema() -> Schema {
    // As written every field is there, and `required` lists them in order.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let root = settings.into_generator().into_root_schema_for::<Record>();
    let root = root.to_value();
    Schema::new(fields(&root, &root))
}

fn fields(root: &Value, object: &Value) -> Fields {
    let names = object["required"].as_array().into_iter().flatten();
    let names = names.filter_map(Value::as_str);
    names
        .map(|name| Field::new(name, data_type(root, &object["properties"][name]), true))
        .collect()
}

fn data_type(root: &Value, schema: &Value) -> DataType {
    let reference = schema["$ref"].as_str().and_then(|to| to.strip_prefix('#'));
    if let Some(target) = reference.and_then(|pointer| root.pointer(pointer)) {
        return data_type(root, target);
    }
    // `anyOf` is how a struct that may be null is written.
    if let Some(either) = schema["anyOf"].as_array().and_then(|any| any.first()) {
        return data_type(root, either);
    }
    let kind = schema["type"].as_str().or(schema["type"][0].as_str());
    match (kind, schema["format"].as_str()) {
        (Some("object"), _) => DataType::Struct(fields(root, schema)),
        (Some("array"), _) => list(data_type(root, &schema["items"])),
        (Some("integer"), _) => DataType::Int64,
        (Some("number"), _) => DataType::Float64,
        (Some("boolean"), _) => DataType::Boolean,
        (_, Some("date")) => DataType::Date32,
        _ => DataType::Utf8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn check(path: &str, expected: &str) {
        let mut fields = schema().fields;
        let mut found = DataType::Null;
        for name in path.split('.') {
            let (_, field) = fields.find(name).expect("a field of the record");
            found = field.data_type().clone();
            fields = match &found {
                DataType::Struct(inner) => inner.clone(),
                DataType::List(element) => match element.data_type() {
                    DataType::Struct(inner) => inner.clone(),
                    _ => Fields::empty(),
                },
                _ => Fields::empty(),
            };
        }
        assert_eq!(found.to_string(), expected, "{path}");
    }

    #[test]
    fn fields_have_their_types() {
        check("id", "Utf8");
        check("published", "Date32");
        check("dateline.date", "Date32");
        check("source.bytes", &list(DataType::Int64).to_string());
        check("duplicate_of.similarity", "Float64");
        check("quotes.cue.negated", "Boolean");
        check("events.time.start", "Date32");
        check("events.sentence", "Int64");
        check("events.goldstein", "Float64");
        check("events.source", &list(DataType::Utf8).to_string());
        let spans = Arc::new(Field::new("element", list(DataType::Int64), true));
        check("events.trigger", &DataType::List(spans).to_string());
    }

    #[test]
    fn columns_stand_in_the_order_of_the_record() {
        let schema = schema();
        let names: Vec<_> = schema.fields().iter().map(|field| field.name()).collect();
        assert_eq!(names[..4], ["schema", "id", "title", "language"]);
    }
}
