//! The facade: a document in, the diplomatic record out.
//!
//! ```
//! use chancery::{Document, Pipeline};
//!
//! let pipeline = Pipeline::new()?;
//! let story = Document::from_plain("story", "Austria and Oman signed a trade agreement on Tuesday.");
//! let analysis = pipeline.analyze(story);
//! assert!(!analysis.events.is_empty());
//! # Ok::<(), chancery::PipelineError>(())
//! ```
//!
//! A [`Pipeline`] is loaded once and shared by all threads. Documents come from text in memory, or from
//! bytes in any known format through `chancery-ingest`; what comes out is written by `chancery-export`.
//!
//! What was found points into the text and at each other by ids, each an index of its own table:
//!
//! ```
//! # use chancery::{Document, Pipeline};
//! # let pipeline = Pipeline::new()?;
//! # let story = Document::from_plain("story", "Austria and Oman signed a trade agreement on Tuesday.");
//! let analysis = pipeline.analyze(story);
//! for event in &analysis.events {
//!     let parties = event.source.iter().map(|&id| &analysis.entities.entities[id].name);
//!     let words = event.trigger.iter().map(|&span| analysis.document.slice(span));
//!     assert_eq!(parties.collect::<Vec<_>>(), ["Austria", "Oman"]);
//!     assert_eq!(words.collect::<Vec<_>>(), ["signed", "agreement"]);
//! }
//! # Ok::<(), chancery::PipelineError>(())
//! ```
//!
//! The folder `examples` has a format of one's own, event frames of one's own, and a corpus larger than memory.

mod pipeline;
mod twin;

pub use chancery_entities::Candidate;
pub use chancery_model::{Analysis, Document};
pub use pipeline::{Pipeline, PipelineError};
