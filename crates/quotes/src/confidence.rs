//! Decides how sure a quote is.
//!
//! `"We go," Beispiel said.` is right more often than `hopes to go`. Each rule starts from the share of right contents
//! among its long reports of speech with a speaker; what makes a find weaker divides the odds.
//!
//! All figures were measured on the development part of the quotes set (419 articles, content at an overlap of one
//! half); `cargo xtask reliability` prints the table that they must give.

use chancery_model::CueClass;

use crate::draft::{Draft, Rule};
use crate::view::View;

/// Words from which content counts as long.
const LONG: usize = 8;
/// Odds of short content against long.
const SHORT: f32 = 0.5;
/// Odds of a thought, hope, plan or finding against speech.
const MENTAL: f32 = 0.6;
/// Odds of a quote by nobody against one with a speaker.
const BY_NOBODY: f32 = 0.5;
/// Odds of a quote inside another against an outer one.
const INNER: f32 = 0.11;

/// The probability that the content of `draft` is right.
pub(crate) fn of(view: &View<'_>, draft: &Draft, is_inner: bool) -> f32 {
    let share = share(draft.rule);
    let n_words: usize = draft
        .content
        .iter()
        .map(|&piece| view.doc.slice(piece).split_whitespace().count())
        .sum();
    let is_mental = draft.cue.as_ref().is_some_and(|cue| {
        matches!(
            cue.class,
            CueClass::Thought | CueClass::Hope | CueClass::Plan | CueClass::Finding
        )
    });
    let factors = [
        (n_words < LONG, SHORT),
        (is_mental, MENTAL),
        (draft.speaker.is_none(), BY_NOBODY),
        (is_inner, INNER),
    ];
    let odds = factors
        .iter()
        .filter(|(holds, _)| *holds)
        .fold(share / (1.0 - share), |odds, (_, factor)| odds * factor);
    odds / (1.0 + odds)
}

/// Share of right contents among the long reports of speech with a speaker.
const fn share(rule: Rule) -> f32 {
    match rule {
        Rule::MarksBefore => 0.965,
        Rule::MarksAfter => 0.91,
        Rule::MarksAround => 0.82,
        Rule::MarksAlone => 0.7,
        Rule::SpeakerLabel => 0.71,
        Rule::Clause => 0.89,
        Rule::OpenClause => 0.67,
        Rule::Infinitive => 0.76,
        Rule::Thing => 0.76,
        Rule::Order => 0.8,
        Rule::Inverted => 0.84,
        Rule::Preposition => 0.83,
        Rule::Remainder => 0.74,
    }
}
