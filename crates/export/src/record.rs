//! The public record, version `chancery/1`: plain structs, in the order of the fields in the file.
//!
//! Spans are `[start, end)` in Unicode code points of `text`. Ids are `e1`, `m1`, `q1`, `v1`, `t1` in
//! order of first appearance. Unknown is `null`.

mod convert;

pub(crate) use convert::{entity_name, event_name, mention_name, quote_name, rounded};

use schemars::JsonSchema;
use serde::Serialize;

/// Version of the layout.
pub(crate) const VERSION: &str = "chancery/1";

/// `[start, end)` in Unicode code points of the record's `text`.
pub(crate) type CodePointSpan = [u32; 2];

/// One document with all that was found in it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Record {
    /// Version of this layout: `chancery/1`.
    pub schema: &'static str,
    /// Id of the document.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Language of the text (ISO 639-1).
    pub language: &'static str,
    /// Where the text came from.
    pub source: SourceRecord,
    /// Day of publication (ISO 8601).
    #[schemars(extend("format" = "date"))]
    pub published: Option<String>,
    /// Where and when the story was filed.
    pub dateline: Option<DatelineRecord>,
    /// The document read before that this one is a copy of; null also where nobody looked (`--dedup off`).
    pub duplicate_of: Option<DuplicateRecord>,
    /// The article's own text, unchanged but for decoding.
    pub text: String,
    /// Sentences in order.
    pub sentences: Vec<SentenceRecord>,
    /// People, states, bodies, places, in order of first mention.
    pub entities: Vec<EntityRecord>,
    /// Words that stand for entities, in order.
    pub mentions: Vec<MentionRecord>,
    /// Time expressions, in order.
    pub times: Vec<TimeRecord>,
    /// Quotes, in order of content.
    pub quotes: Vec<QuoteRecord>,
    /// Events, in order of trigger.
    pub events: Vec<EventRecord>,
    /// Notices.
    pub warnings: Vec<WarningRecord>,
}

/// Where a text came from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceRecord {
    /// File, as the user named it.
    pub path: Option<String>,
    /// Address of the story.
    pub url: Option<String>,
    /// Format of the input: `text`, `html`, `jsonl`.
    pub format: &'static str,
    /// Outlet.
    pub publisher: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Closing credit.
    pub credit: Option<String>,
    /// `[start, end)` in bytes of the unpacked input: where the document stood in it.
    pub bytes: Option<[u64; 2]>,
    /// SHA-256 of those bytes, hexadecimal.
    pub sha256: Option<String>,
    /// Their encoding.
    pub encoding: Option<&'static str>,
    /// `[text_start, text_end, source_start, source_end]` in order of the text: code points of `text`, and the bytes that they
    /// were made of, counted from the first of `bytes`. Where the bytes, decoded, have as many code points as the text, each
    /// stands for one; else all stand for all. Text in no segment has no known place.
    pub segments: Vec<SegmentRecord>,
}

/// `[text_start, text_end, source_start, source_end]`.
pub(crate) type SegmentRecord = [u32; 4];

/// Where and when a story was filed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DatelineRecord {
    /// The line, separator included.
    pub span: CodePointSpan,
    /// Place; two are joined by `/`. Null where only the agency is named.
    pub place: Option<String>,
    /// Day (ISO 8601).
    #[schemars(extend("format" = "date"))]
    pub date: Option<String>,
    /// Agency; two are joined by `/`.
    pub agency: Option<String>,
}

/// Which document another one is a copy of.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DuplicateRecord {
    /// Id of the first document of its kind.
    pub id: String,
    /// Estimated share of five-word runs in common, 0 to 1.
    pub similarity: f64,
}

/// One sentence.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SentenceRecord {
    /// From its first to its last character.
    pub span: CodePointSpan,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// Someone or something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntityRecord {
    /// `e1`, `e2`, …
    pub id: String,
    /// `person`, `state`, `organization`, `place`, `group`, `other`.
    pub kind: &'static str,
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3, or PLOVER's `IGO UNO EUR NGO ISM IMG MNC`.
    pub country: Option<String>,
    /// PLOVER sector codes, the main one first.
    pub sectors: Vec<&'static str>,
    /// Office held.
    pub office: Option<OfficeRecord>,
    /// Where it is, for places and states that the gazetteer knows.
    pub coordinates: Option<CoordinatesRecord>,
    /// Ids elsewhere.
    pub links: LinksRecord,
    /// Its mentions, in order.
    pub mentions: Vec<String>,
}

/// An office.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfficeRecord {
    /// `foreign minister`.
    pub title: String,
    /// Code of the state or body.
    pub of: Option<String>,
}

/// A point on the earth.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CoordinatesRecord {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What the point stands for: `town`, `site`, a point inside a `region`, `area` or `water`; `capital`: a state, by the point
    /// of its capital, which says nothing of where in it something happened.
    pub kind: &'static str,
}

/// Ids in other collections.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LinksRecord {
    /// Wikidata item.
    pub wikidata: Option<String>,
}

/// Words that stand for entities.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MentionRecord {
    /// `m1`, `m2`, …
    pub id: String,
    /// The phrase.
    pub span: CodePointSpan,
    /// The words that carry the reference.
    pub head: CodePointSpan,
    /// `name`, `demonym`, `nominal`, `pronoun`.
    pub form: &'static str,
    /// What it stands for; several for `the two men`, empty when unknown.
    pub entities: Vec<String>,
}

/// A time expression.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TimeRecord {
    /// `t1`, `t2`, …
    pub id: String,
    /// The words.
    pub span: CodePointSpan,
    /// `date`, `time`, `duration`, `set`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// ISO 8601 value in TIMEX3 form.
    pub value: Option<String>,
}

/// A quote.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuoteRecord {
    /// `q1`, `q2`, …
    pub id: String,
    /// `direct`, `indirect`, `mixed`.
    pub kind: &'static str,
    /// Content in order; several pieces when the cue cuts it.
    pub content: Vec<CodePointSpan>,
    /// The introducing words.
    pub cue: Option<CueRecord>,
    /// Who speaks.
    pub speaker: Option<SpeakerRecord>,
    /// Entities spoken to.
    pub addressees: Vec<String>,
    /// Where the words were said or written, when the text tells.
    pub medium: Option<MediumRecord>,
    /// Quote inside whose content this one stands.
    pub parent: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Rule that found it.
    pub rule: String,
}

/// The words that introduce a quote.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CueRecord {
    /// The words.
    pub span: CodePointSpan,
    /// Dictionary form of the head word.
    pub lemma: String,
    /// `statement`, `question`, `demand`, `denial`, …
    pub class: &'static str,
    /// True for `did not say`.
    pub negated: bool,
}

/// Through what the words reached the public.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MediumRecord {
    /// The words that name it: `an interview with the Herald`.
    pub span: CodePointSpan,
    /// `statement`, `letter`, `interview`, `speech`, `briefing`, `call`, `post`, `broadcast`, `publication`, `press`.
    pub kind: &'static str,
}

/// Who speaks.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpeakerRecord {
    /// The phrase.
    pub span: CodePointSpan,
    /// Its mention.
    pub mention: Option<String>,
    /// The speaker; empty when unknown.
    pub entities: Vec<String>,
    /// `name`, `surname`, `office`, `pronoun`, `collective`, `description`, `carried`; null when unresolved.
    pub resolution: Option<&'static str>,
}

/// An event.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventRecord {
    /// `v1`, `v2`, …
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: &'static str,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// Best CAMEO code; text, because `042` is not 42.
    pub cameo: Option<String>,
    /// Quad class.
    pub quad: &'static str,
    /// Goldstein value of the CAMEO code.
    pub goldstein: Option<f64>,
    /// PLOVER score of type and mode.
    pub plover_score: f64,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// Entities that act.
    pub source: Vec<String>,
    /// Entities acted on.
    pub target: Vec<String>,
    /// All meet as equals.
    pub reciprocal: bool,
    /// `actual`, `planned`, `negated`, `conditional`, `uncertain`.
    pub status: &'static str,
    /// `news`, `background` (what went before) or `analysis` (an analyst's words, habits, what could be).
    pub setting: &'static str,
    /// The words that state the act.
    pub trigger: Vec<CodePointSpan>,
    /// Index of the sentence.
    pub sentence: usize,
    /// First and last day, both inclusive.
    pub time: Option<EventTimeRecord>,
    /// Entity of the place.
    pub place: Option<String>,
    /// Quote inside which the event is claimed.
    pub said_in: Option<String>,
    /// Other mentions of the same act.
    pub same_as: Vec<String>,
    /// Meeting that the event came out of: its first mention. With status `negated`: the meeting brought none.
    pub outcome_of: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// Frame that fired.
    pub rule: String,
}

/// Days of an event.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventTimeRecord {
    /// First day (ISO 8601).
    #[schemars(extend("format" = "date"))]
    pub start: String,
    /// Last day (ISO 8601).
    #[schemars(extend("format" = "date"))]
    pub end: String,
    /// Where the days come from: `act`, `clause` or `sentence` of the act, `same-act` (another report of it), or `report`: no
    /// day is told, so that of the report stands.
    pub basis: &'static str,
}

/// A notice.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WarningRecord {
    /// Kind.
    pub code: &'static str,
    /// What was noticed.
    pub message: String,
    /// The words concerned.
    pub span: Option<CodePointSpan>,
}
