//! Why an export failed.

/// Failure to write a document.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The output could not be written.
    #[error("cannot write the output")]
    Write(#[from] std::io::Error),
    /// The record could not be serialised.
    #[error("cannot write the record as JSON")]
    Json(#[from] serde_json::Error),
    /// A table could not be written.
    #[error("cannot write the table")]
    Table(#[from] csv::Error),
}
