//! All layers of one document, side by side.

use crate::{
    Document, Entities, Event, EventId, Quote, QuoteId, Syntax, Table, TimeExpression, TimeId,
    Warning,
};

/// What the pipeline found in one document. Exporters read it and change nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// The text and its metadata.
    pub document: Document,
    /// Sentences, words, tree.
    pub syntax: Syntax,
    /// Mentions, entities, links.
    pub entities: Entities,
    /// Time expressions, ordered by start.
    pub times: Table<TimeId, TimeExpression>,
    /// Quotes, ordered by the start of their content.
    pub quotes: Table<QuoteId, Quote>,
    /// Events, ordered by trigger.
    pub events: Table<EventId, Event>,
    /// Notices, in order of stage.
    pub warnings: Vec<Warning>,
}
