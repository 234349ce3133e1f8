//! A time expression and its value.

use jiff::civil::Date;

use crate::Span;
use crate::coded::coded_enum;

coded_enum! {
    /// Type of a time expression, as in TimeML.
    pub enum TimeKind { Date => "date", Time => "time", Duration => "duration", Set => "set", }
}

/// `last month`, `on Tuesday` (without the preposition), `for three weeks` (without it, too).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// Type.
    pub kind: TimeKind,
    /// ISO 8601 value in TIMEX3 form (`2015-10-20`, `2015-W44`, `P3D`, `PRESENT_REF`), if it can be told.
    pub value: Option<String>,
    /// First and last day that the value covers, both inclusive; `None` for durations, sets and vague times.
    pub interval: Option<(Date, Date)>,
}
