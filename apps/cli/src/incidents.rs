//! What went wrong with one input, as a line for people and as an object for `--errors`.
//!
//! `feed.jsonl: line 3, column 1: no object` is `{"input":"feed.jsonl","place":{"line":3,"column":1},"code":"json",…}`.

use chancery_ingest::{Error, Ingested, Place as In};
use chancery_model::{Warning, WarningCode};
use serde::{Deserialize, Serialize};

use crate::error::{InputError, chain};

/// An error, or a warning that text was lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Incident {
    /// Name of the input.
    pub(crate) input: String,
    /// Id of the document, where one is known.
    document: Option<String>,
    place: Option<Place>,
    level: Level,
    /// Cause, the same word whatever the input.
    pub(crate) code: String,
    pub(crate) message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// There is no document.
    Error,
    /// There is one, without what was lost.
    Warning,
}

/// Where in the input. Lines, columns, items, rows and records count from 1, bytes of the unpacked input from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte: Option<u64>,
}

impl Incident {
    /// An input, or a part of one, that gave no document.
    pub(crate) fn of_error(input: &str, why: &InputError) -> Self {
        let cause = match why {
            InputError::Ingest(error) => Some(error),
            _ => None,
        };
        Self {
            input: input.to_owned(),
            document: cause.and_then(document),
            place: cause.and_then(place),
            level: Level::Error,
            code: why.code().to_owned(),
            message: chain(why),
        }
    }

    /// A document that the output format cannot hold.
    pub(crate) fn of_export(
        input: &str,
        document: String,
        why: &chancery_export::ExportError,
    ) -> Self {
        Self {
            input: input.to_owned(),
            document: Some(document),
            place: None,
            level: Level::Error,
            code: "export".to_owned(),
            message: chain(why),
        }
    }

    /// A document from which characters were lost: it is written, and counts as failed. Other warnings are none of these.
    pub(crate) fn of_warning(input: &str, from: &Ingested, warning: &Warning) -> Option<Self> {
        if warning.code != WarningCode::InvalidEncoding {
            return None;
        }
        let origin = from.document.origin.as_ref();
        Some(Self {
            input: input.to_owned(),
            document: Some(from.document.id().to_owned()),
            place: origin.map(|origin| Place {
                byte: Some(origin.bytes.start),
                ..Place::default()
            }),
            level: Level::Warning,
            code: warning.code.code().to_owned(),
            message: warning.message.clone(),
        })
    }

    /// The line for stderr.
    pub(crate) fn line(&self) -> String {
        format!("{}: {}", self.input, self.message)
    }
}

fn document(error: &Error) -> Option<String> {
    match error {
        Error::Record { id, .. } => Some(id.clone()),
        _ => None,
    }
}

fn place(error: &Error) -> Option<Place> {
    let none = Place::default();
    Some(match error {
        Error::Read { offset, .. } => Place {
            byte: Some(*offset),
            ..none
        },
        Error::Binary { offset, .. } | Error::TooDeep { offset, .. } => Place {
            byte: Some(*offset as u64),
            ..none
        },
        Error::LineTooLong { line, .. } => Place {
            line: Some(*line),
            ..none
        },
        Error::Json { line, column, .. } => Place {
            line: Some(*line),
            column: Some(*column).filter(|column| *column > 0),
            ..none
        },
        Error::Part { place, .. } | Error::Record { place, .. } => match *place {
            In::Line(line) => Place {
                line: Some(line),
                ..none
            },
            In::Item(item) => Place {
                item: Some(item),
                ..none
            },
            In::Row(row) => Place {
                row: Some(row),
                ..none
            },
            In::Record { number, offset } => Place {
                record: Some(number),
                byte: Some(offset),
                ..none
            },
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: Error, expected: &str) {
        let incident = Incident::of_error("in", &InputError::Ingest(error));
        let line = serde_json::to_string(&incident).expect("no map");
        assert!(line.contains(expected), "{line}");
        let again: Incident = serde_json::from_str(&line).expect("what we wrote");
        assert_eq!(again, incident);
    }

    #[test]
    fn places_and_codes_are_told_apart() {
        check(
            Error::Extractor,
            r#""place":null,"level":"error","code":"extractor""#,
        );
        check(
            Error::LineTooLong { line: 7, limit: 1 },
            r#""place":{"line":7},"level":"error","code":"too-large""#,
        );
        let inner = Error::Binary {
            found: "a PDF file".to_owned(),
            offset: 5,
        };
        let record = Error::Record {
            place: In::Record {
                number: 3,
                offset: 90,
            },
            id: "d".to_owned(),
            source: Box::new(inner),
        };
        check(
            record,
            r#""document":"d","place":{"record":3,"byte":90},"level":"error","code":"binary""#,
        );
    }
}
