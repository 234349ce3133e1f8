//! What becomes of one item: from bytes to a document, and from that to the output format, each item alone.

use chancery::Pipeline;
use chancery_export::Exporter;
use chancery_ingest::{Ingested, Limits};
use serde::{Deserialize, Serialize};

use crate::error::InputError;
use crate::incidents::Incident;
use crate::sources::Item;

/// What became of one item.
pub(crate) struct Outcome {
    /// The document in the output format; empty when it failed.
    pub(crate) bytes: Vec<u8>,
    pub(crate) facts: Facts,
}

/// What is to be said and counted of one item.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// Whether there is a document.
    pub(crate) written: bool,
    /// Words between white space.
    pub(crate) words: u64,
    /// Codes, in the order of the record.
    pub(crate) warnings: Vec<String>,
    /// Why the item counts as failed; empty when it does not.
    pub(crate) incidents: Vec<Incident>,
}

/// A document, or why there is none, and the name of its input.
pub(crate) struct Read {
    pub(crate) name: String,
    pub(crate) document: Result<Ingested, InputError>,
}

/// From bytes to a document.
pub(crate) fn ingest(item: Item, limits: &Limits) -> Read {
    let Item { name, body } = item;
    let document = body.ingest(limits);
    Read { name, document }
}

/// From a document to bytes.
pub(crate) fn analyze(read: Read, pipeline: &Pipeline, exporter: &dyn Exporter) -> Outcome {
    let Read { name, document } = read;
    let failure = |incident| Outcome {
        bytes: Vec::new(),
        facts: Facts {
            incidents: vec![incident],
            ..Facts::default()
        },
    };
    let ingested = match document {
        Ok(ingested) => ingested,
        Err(why) => return failure(Incident::of_error(&name, &why)),
    };
    let warnings = ingested.warnings.iter();
    let incidents = warnings.filter_map(|warning| Incident::of_warning(&name, &ingested, warning));
    let incidents = incidents.collect();
    let id = ingested.document.id().to_owned();
    let words = ingested.document.text().split_whitespace().count() as u64;
    let analysis = pipeline.analyze_ingested(ingested);
    let mut bytes = Vec::new();
    match exporter.document(&analysis, &mut bytes) {
        Ok(()) => Outcome {
            bytes,
            facts: Facts {
                written: true,
                words,
                warnings: analysis
                    .warnings
                    .iter()
                    .map(|warning| warning.code.code().to_owned())
                    .collect(),
                incidents,
            },
        },
        Err(why) => failure(Incident::of_export(&name, id, &why)),
    }
}
