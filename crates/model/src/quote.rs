//! A quote: content, cue and speaker.

use std::fmt;
use std::sync::Arc;

use crate::coded::coded_enum;
use crate::{MentionId, QuoteId, Span, TokenId};

coded_enum! {
    /// How the words are given.
    pub enum QuoteKind {
        /// All content stands in quotation marks.
        Direct => "direct",
        /// None does.
        Indirect => "indirect",
        /// Some does.
        Mixed => "mixed",
    }
}

coded_enum! {
    /// What the cue says of the act of speaking; users filter on it.
    pub enum CueClass {
        Statement => "statement", Question => "question", Demand => "demand", Denial => "denial",
        Accusation => "accusation", Promise => "promise", Refusal => "refusal", Agreement => "agreement",
        Warning => "warning", Suggestion => "suggestion", Praise => "praise", Thought => "thought", Hope => "hope",
        Plan => "plan", Finding => "finding", Writing => "writing",
    }
}

coded_enum! {
    /// Through what the words reached the public.
    pub enum MediumKind {
        /// A written statement, a communiqué.
        Statement => "statement",
        /// A letter or message to someone.
        Letter => "letter",
        Interview => "interview",
        /// A speech, remarks, testimony.
        Speech => "speech",
        /// A briefing or news conference.
        Briefing => "briefing",
        /// By telephone.
        Call => "call",
        /// On a social network.
        Post => "post",
        /// Radio, television, video.
        Broadcast => "broadcast",
        /// A book, an article, a report.
        Publication => "publication",
        /// Told to an agency, a paper or a station.
        Press => "press",
    }
}

/// The medium of a quote, where the text states one: `in a statement`, `told Reuters`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Medium {
    /// The noun phrase that names it.
    pub span: Span,
    /// What it is.
    pub kind: MediumKind,
}

/// Name of the rule, frame or model that produced an item.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// A rule's name.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The words that introduce a quote: `said`, `according to`, `:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The words.
    pub span: Span,
    /// Head word of the cue.
    pub token: TokenId,
    /// Dictionary form of the head word.
    pub lemma: String,
    /// What the cue says of the act.
    pub class: CueClass,
    /// True for `did not say`, `declined to comment`.
    pub negated: bool,
}

/// Who speaks, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The phrase that names the speaker.
    pub span: Span,
    /// The mention behind it, if there is one; its entities are the speaker's.
    pub mention: Option<MentionId>,
    /// True when the phrase belongs to an earlier quote and was carried over.
    pub carried: bool,
}

/// One act of speech or thought with its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// How the words are given.
    pub kind: QuoteKind,
    /// Content without its outer quotation marks, in order, without overlap; several spans when the cue cuts it. Never empty.
    pub content: Vec<Span>,
    /// What introduces it.
    pub cue: Option<Cue>,
    /// Who speaks.
    pub speaker: Option<Speaker>,
    /// To whom.
    pub addressees: Vec<MentionId>,
    /// Through what.
    pub medium: Option<Medium>,
    /// The quote inside whose content this one stands.
    pub parent: Option<QuoteId>,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: RuleId,
}
