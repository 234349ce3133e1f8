//! Why a file of frames could not be loaded: always with file, line, column and what was expected.

use thiserror::Error;

/// Where in a file something is wrong. Lines and columns count from 1; columns count characters. Prints as `agree.toml:12:5`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name the caller gave the file.
    pub file: String,
    /// Line, comments included.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
}

impl Location {
    /// The place of `byte` in `text`.
    pub(crate) fn of_byte(file: &str, text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Why frames could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FrameError {
    /// The file is no TOML, or a key or value is not what the format asks for.
    #[error("{at}: {message}")]
    Format {
        /// The value.
        at: Location,
        /// What was found and what was expected.
        message: String,
    },
    /// A frame names a word class that no file defines.
    #[error("{at}: expected a word class that a file defines, found `@{class}`")]
    UnknownClass {
        /// The frame that uses it.
        at: Location,
        /// The missing class.
        class: String,
    },
    /// A mode that the type does not have.
    #[error("{at}: expected a mode of {event_type}, found `{mode}`")]
    ModeOfOtherType {
        /// The frame.
        at: Location,
        /// The mode.
        mode: String,
        /// The file's type.
        event_type: String,
    },
    /// A frame without verbs, nouns or adjectives never fires.
    #[error("{at}: expected `verbs`, `nouns` or `adjectives` in frame `{id}`, found none")]
    NoTrigger {
        /// The frame.
        at: Location,
        /// Its id.
        id: String,
    },
    /// A frame that states nothing.
    #[error("{at}: expected `type` in the file or `operator` in frame `{id}`, found neither")]
    NoMeaning {
        /// The frame.
        at: Location,
        /// Its id.
        id: String,
    },
    /// Two frames of one file share an id.
    #[error("{at}: expected an id of its own for each frame, found `{id}` twice")]
    DuplicateId {
        /// The second frame.
        at: Location,
        /// The id.
        id: String,
    },
    /// A row of the composition table or of the weights is wrong.
    #[error("{at}: expected {expected}, found `{found}`")]
    Row {
        /// The field.
        at: Location,
        /// What a good field looks like.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
}
