//! The JSON Schema of the record.

use crate::Record;

/// JSON Schema (draft 2020-12) of one record, generated from its types.
pub fn json_schema() -> schemars::Schema {
    let mut schema = schemars::schema_for!(Record);
    schema.insert("$id".to_owned(), "urn:chancery:record:1".into());
    schema.insert("title".to_owned(), "Chancery record, version 1".into());
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_version_and_every_part() {
        let schema = serde_json::to_value(json_schema()).expect("a schema is plain JSON");
        assert_eq!(schema["$id"], "urn:chancery:record:1");
        for part in [
            "schema",
            "id",
            "text",
            "sentences",
            "entities",
            "mentions",
            "times",
            "quotes",
            "events",
            "warnings",
        ] {
            assert!(schema["properties"][part].is_object(), "{part}");
        }
    }
}
