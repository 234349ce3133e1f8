//! What a document, span, token, mention, entity, quote, time and event is.
//!
//! The text is owned once by [`Document`]; every other layer points into it with byte [`Span`]s and
//! typed ids. A layer, once built, is not changed by a later stage. This crate reads no file and
//! knows nothing of the public record's JSON: `chancery-export` converts.

mod analysis;
mod code;
mod coded;
mod coordinates;
mod document;
mod entity;
mod event;
mod ids;
mod mention;
mod origin;
mod plain;
mod plover;
mod quote;
mod relation;
mod sector;
mod span;
mod syntax;
mod tags;
mod time;
mod warning;

pub mod tree;

pub use analysis::Analysis;
pub use code::{CameoCode, CountryCode};
pub use coordinates::{Coordinates, PointKind};
pub use document::{
    Dateline, Document, Duplicate, Paragraph, ParagraphKind, Provenance, SourceFormat,
};
pub use entity::{Entities, Entity, EntityKind, Link, LinkBasis, Office};
pub use event::{Event, EventTime, Setting, Status, TimeBasis};
pub use ids::{EntityId, EventId, Id, MentionId, QuoteId, SentenceId, Table, TimeId, TokenId};
pub use mention::{Mention, MentionForm};
pub use origin::{Origin, Segment, SegmentKind};
pub use plain::PlainView;
pub use plover::{Context, EventType, Mode, Quad};
pub use quote::{Cue, CueClass, Medium, MediumKind, Quote, QuoteKind, RuleId, Speaker};
pub use relation::Relation;
pub use sector::Sector;
pub use span::{Span, SpanError};
pub use syntax::{Lemmas, NameKind, NameSpan, Sentence, Syntax, SyntaxError, Token};
pub use tags::{Feats, Upos, Xpos};
pub use time::{TimeExpression, TimeKind};
pub use warning::{Warning, WarningCode};
