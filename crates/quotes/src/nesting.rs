//! Decides which quotes stand inside others, and which inner ones are kept.
//!
//! `"They told us that talks were over," Beispiel said`: what they told stands inside what Beispiel said. An inner quote
//! is kept when it reports someone else's speech; a plan or a wish inside someone's words is part of those words.

use chancery_model::{CueClass, Id, QuoteId, Xpos};

use crate::draft::{Draft, Rule};
use crate::view::View;

/// Drops inner quotes that report no speech, and second finds of the same content.
pub(crate) fn prune(view: &View<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let keep: Vec<bool> = drafts
        .iter()
        .enumerate()
        .map(|(at, draft)| match enclosing(&drafts, at) {
            None => true,
            Some(_) => reports_speech(view, draft),
        })
        .collect();
    drafts
        .into_iter()
        .zip(keep)
        .filter_map(|(draft, keep)| keep.then_some(draft))
        .collect()
}

/// The quote around each one, by index: the innermost whose content holds it whole.
pub(crate) fn parents(drafts: &[Draft]) -> Vec<Option<QuoteId>> {
    (0..drafts.len())
        .map(|at| enclosing(drafts, at).map(QuoteId::from_index))
        .collect()
}

fn enclosing(drafts: &[Draft], at: usize) -> Option<usize> {
    let inner = &drafts[at];
    let holds = |outer: &Draft| {
        outer
            .content
            .iter()
            .any(|span| span.start() <= inner.start() && inner.end() <= span.end())
    };
    drafts
        .iter()
        .enumerate()
        .filter(|&(other, outer)| other != at && holds(outer))
        // Of two with the same content, the one that comes first holds the other.
        .filter(|&(other, outer)| outer.content != inner.content || other < at)
        .min_by_key(|(_, outer)| outer.end() - outer.start())
        .map(|(other, _)| other)
}

fn reports_speech(view: &View<'_>, draft: &Draft) -> bool {
    let speech = draft.cue.as_ref().is_some_and(|cue| {
        !cue.is_open && !matches!(cue.class, CueClass::Thought | CueClass::Hope | CueClass::Plan | CueClass::Finding)
    });
    let rule = matches!(
        draft.rule,
        Rule::Clause | Rule::MarksBefore | Rule::MarksAfter | Rule::MarksAround | Rule::Preposition
    );
    let by_another = draft.speaker.as_ref().is_some_and(|speaker| {
        let word = view.doc.slice(speaker.span).to_lowercase();
        !matches!(word.as_str(), "i" | "we" | "you")
    });
    // `to say talks failed` inside someone's words is an opinion on saying so.
    let finite = draft.cue.as_ref().is_some_and(|cue| {
        !matches!(view.syntax.token(cue.token).xpos, Xpos::Vb | Xpos::Vbg) || draft.rule != Rule::Clause
    });
    speech && rule && by_another && finite
}
