//! What a stage noticed and the reader should know. Odd text is never an error.

use crate::Span;
use crate::coded::coded_enum;

coded_enum! {
    /// Kind of warning.
    pub enum WarningCode {
        /// Bytes that were no valid text in the detected encoding became U+FFFD.
        InvalidEncoding => "invalid-encoding",
        /// The encoding was guessed.
        GuessedEncoding => "guessed-encoding",
        /// UTF-8 that was once read in another encoding (`â€™` for `’`): repaired, or left where the text is kept as given.
        GarbledEncoding => "garbled-encoding",
        /// The document has no running text.
        EmptyDocument => "empty-document",
        /// Nothing of diplomatic interest was found.
        NothingFound => "nothing-found",
        /// A quotation mark without a partner.
        UnpairedQuote => "unpaired-quote",
        /// Neither a dateline nor a publication date: relative times have no value.
        NoDate => "no-date",
        /// No article body could be told from the page's furniture.
        NoArticle => "no-article",
        /// The text is in another language than English; nothing was looked for in it.
        OtherLanguage => "other-language",
        /// A feed gave a summary, not the full text.
        SummaryOnly => "summary-only",
        /// The crawler that took the page stopped before its end.
        CutShort => "cut-short",
        /// Text that has no place in the form of an archive's export.
        UnplacedText => "unplaced-text",
    }
}

/// One notice, with the place where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Kind.
    pub code: WarningCode,
    /// Lower case, no full stop.
    pub message: String,
    /// The words concerned.
    pub span: Option<Span>,
}
