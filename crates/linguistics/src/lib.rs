//! Decides what the sentences, words, tags, lemmas, heads, relations and names of a document are, with probabilities.
//!
//! [`segment`] cuts the text by rule; [`analyze`] also reads it with a network, whose weights come from a file
//! ([`Model::load`]; `chancery-english` holds one). Nothing here knows what the news is about: `Vienna agreed` is a place
//! name as subject of a verb.

mod analyze;
mod error;
mod feats;
mod lemma;
mod lists;
pub mod network;
mod segment;

pub use analyze::analyze;
pub use error::ModelError;
pub use network::Model;
pub use segment::{MAX_SENTENCE_WORDS, Segmentation, Word, segment};
