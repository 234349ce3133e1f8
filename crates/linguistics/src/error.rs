//! Why a file of weights makes no model.

use crate::network::format::FormatError;

/// Why a file of weights makes no model.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// The file cannot be read, or lacks a tensor.
    #[error("the weights cannot be read")]
    Format(#[from] FormatError),
    /// A list of labels holds one that is no tag, relation or name of the document model.
    #[error("the weights name an unknown label {label} in their list of {list}")]
    UnknownLabel {
        /// Which list.
        list: &'static str,
        /// The label.
        label: String,
    },
    /// A list of labels is empty or lacks the label that the decoder needs.
    #[error("the weights lack the label {label} in their list of {list}")]
    MissingLabel {
        /// Which list.
        list: &'static str,
        /// The label.
        label: &'static str,
    },
}
