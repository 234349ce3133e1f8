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

mod pipeline;
mod twin;

pub use chancery_entities::Candidate;
pub use chancery_model::{Analysis, Document};
pub use pipeline::{Pipeline, PipelineError};
