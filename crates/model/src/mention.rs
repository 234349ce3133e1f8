//! A stretch of text that stands for someone or something.

use crate::coded::coded_enum;
use crate::{Span, TokenId};

coded_enum! {
    /// How a mention refers.
    pub enum MentionForm {
        /// `Anna Beispiel`, `Austria`, `the United Nations`.
        Name => "name",
        /// `Austrian`, `the Austrians`.
        Demonym => "demonym",
        /// `the foreign minister`, `both sides`.
        Nominal => "nominal",
        /// `she`, `they`, `I`.
        Pronoun => "pronoun",
    }
}

/// One mention. Mentions are ordered by start, longer first; they may nest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The whole phrase, without a following relative clause or apposition; a name without the title before it, which is a
    /// mention of its own.
    pub span: Span,
    /// The words that carry the reference: the name, else the head noun.
    pub head: Span,
    /// The word that the rest of the phrase hangs from. Of a title and its name it may be the title's, before the span.
    pub head_token: TokenId,
    /// How it refers.
    pub form: MentionForm,
}
