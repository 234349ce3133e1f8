//! A diplomatic event: who did what to whom, where, when, and whether it happened.

use jiff::civil::Date;

use crate::coded::coded_enum;
use crate::{
    CameoCode, Context, EntityId, EventId, EventType, Mode, QuoteId, RuleId, SentenceId, Span,
};

coded_enum! {
    /// Whether the act took place.
    pub enum Status {
        Actual => "actual",
        /// Will, is to, plans to.
        Planned => "planned",
        /// Did not.
        Negated => "negated",
        /// If, provided that, would.
        Conditional => "conditional",
        /// May, alleged, reportedly.
        Uncertain => "uncertain",
    }
}

coded_enum! {
    /// How the story tells of an act.
    pub enum Setting {
        /// As what the story is about.
        News => "news",
        /// As what went before: `in 1998`, `which had lifted sanctions`, `since Iran closed the border`.
        Background => "background",
        /// In the words of an analyst, as a habit, or as what could be.
        Analysis => "analysis",
    }
}

coded_enum! {
    /// Where the days of an event come from, surest first.
    pub enum TimeBasis {
        /// A time that hangs from the words of the act: `they met on Friday`, `Friday's meeting`.
        Act => "act",
        /// A time that hangs from another word of its clause.
        Clause => "clause",
        /// The only time of its sentence, said of a clause above.
        Sentence => "sentence",
        /// Another report of the same act.
        SameAct => "same-act",
        /// None is told: the day of the report, which the act came shortly before.
        Report => "report",
    }
}

/// First and last day of an event, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventTime {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Where they come from.
    pub basis: TimeBasis,
}

/// One mention of an act. Mentions of the same act are linked by `same_as`.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// Best CAMEO code.
    pub cameo: Option<CameoCode>,
    /// PLOVER contexts, in order of declaration.
    pub contexts: Vec<Context>,
    /// Who acts, in order of first mention; may be empty.
    pub source: Vec<EntityId>,
    /// To whom; may be empty.
    pub target: Vec<EntityId>,
    /// All meet as equals. Equals named as one side (`Peru and Chile met`) stand in both `source` and `target`, so who lists
    /// pairs must skip a party beside itself.
    pub reciprocal: bool,
    /// Whether it happened.
    pub status: Status,
    /// As news, background or analysis.
    pub setting: Setting,
    /// The words that state the act, in order. Never empty.
    pub trigger: Vec<Span>,
    /// Sentence of the trigger.
    pub sentence: SentenceId,
    /// When.
    pub time: Option<EventTime>,
    /// Where.
    pub place: Option<EntityId>,
    /// The quote that claims it.
    pub said_in: Option<QuoteId>,
    /// Other mentions of the same act, in order.
    pub same_as: Vec<EventId>,
    /// The meeting that it came out of, by its first mention. An outcome whose status is negated says that there was none.
    pub outcome_of: Option<EventId>,
    /// 0 to 1.
    pub confidence: f32,
    /// Frame that fired.
    pub rule: RuleId,
}
