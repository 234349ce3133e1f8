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

impl InputError {
    /// The cause in a word that stays the same: summaries count by it, and `--errors` lists it.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Open(_) | Self::Walk { .. } => "unreadable",
            Self::Empty => "empty",
            Self::EmptyFolder { .. } | Self::EmptyArchive { .. } => "no-stories",
            Self::Spool(_) => "temporary-file",
            Self::Pattern(_) => "pattern",
            Self::NoMatch => "no-match",
            Self::Ingest(error) => ingest_code(error),
        }
    }
}

fn ingest_code(error: &chancery_ingest::Error) -> &'static str {
    use chancery_ingest::Error;
    match error {
        Error::Read { .. } => "unreadable",
        Error::TooLarge { .. } | Error::LineTooLong { .. } => "too-large",
        Error::Binary { .. } => "binary",
        Error::TooDeep { .. } => "too-deep",
        Error::Extractor => "extractor",
        Error::Archive { .. } => "archive",
        Error::Json { .. } => "json",
        Error::NoFeed { .. } | Error::NoItems { .. } => "wrong-format",
        Error::Part { .. } => "broken-part",
        Error::Table { .. } => "table",
        Error::Body { .. } => "body",
        Error::Packing { .. } => "packing",
        Error::Record { source, .. } => ingest_code(source),
    }
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
