//! Why an input failed, and how the chain of causes reads on one line.

use std::error::Error;

/// Failure of one input; the others go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    /// The file cannot be opened or read.
    #[error("cannot be read")]
    Open(#[source] std::io::Error),
    /// An input without a single byte.
    #[error("is empty: there is no text to read")]
    Empty,
    /// A folder without stories.
    #[error("this folder holds no story files ({endings}); name the files to read others")]
    EmptyFolder {
        /// Endings looked for.
        endings: String,
    },
    /// An archive without stories.
    #[error(
        "this archive holds no story files ({endings}); unpack it and name the files to read others"
    )]
    EmptyArchive {
        /// Endings looked for.
        endings: String,
    },
    /// An archive or table that is no file could not be put aside.
    #[error("is read from its end, and could not be put into a temporary file for it")]
    Spool(#[source] std::io::Error),
    /// A pattern that is none.
    #[error("this is no pattern for files")]
    Pattern(#[from] globset::Error),
    /// A pattern without a match.
    #[error("no file matches this pattern")]
    NoMatch,
    /// A folder that cannot be walked.
    #[error("cannot be listed")]
    Walk {
        /// Why.
        #[source]
        cause: ignore::Error,
    },
    /// The content cannot be taken in.
    #[error(transparent)]
    Ingest(#[from] chancery_ingest::Error),
}

/// `cannot be read: No such file or directory`: an error and its causes, a repeated message once.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let message = error.to_string();
        if !line.contains(&message) {
            line.push_str(": ");
            line.push_str(&message);
        }
        cause = error.source();
    }
    line
}
