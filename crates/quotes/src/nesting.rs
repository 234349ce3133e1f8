//! Decides which quotes stand inside others, and which inner ones are kept.
//!
//! `"They told us that talks were over," Beispiel said`: what they told stands inside what Beispiel said. An inner quote
//! is kept when it reports someone else's speech; a plan or a wish inside someone's words is part of those words.

use chancery_model::{CueClass, Id, QuoteId, Span, Upos, Xpos, tree};

use crate::draft::{Draft, Rule};
use crate::lexicon::CuePos;
use crate::speakers;
use crate::speech::is_clause;
use crate::view::View;

/// Drops inner quotes that report no speech, and second finds of the same content. Drafts are ordered by start, longer first.
pub(crate) fn prune(view: &View<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let keep: Vec<bool> = drafts
        .iter()
        .zip(enclosing(&drafts))
        .map(|(draft, outer)| {
            outer.is_none_or(|outer| {
                drafts[outer].content != draft.content && reports_speech(view, draft)
            })
        })
        .collect();
    drafts
        .into_iter()
        .zip(keep)
        .filter_map(|(draft, keep)| keep.then_some(draft))
        .collect()
}

/// The quote around each one: the innermost whose content holds it whole.
pub(crate) fn parents(drafts: &[Draft]) -> Vec<Option<QuoteId>> {
    enclosing(drafts)
        .into_iter()
        .map(|outer| outer.map(QuoteId::from_index))
        .collect()
}

/// Index of the innermost draft around each one. Of two with the same content, the first holds the second.
fn enclosing(drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut pieces: Vec<(Span, usize)> = drafts
        .iter()
        .enumerate()
        .flat_map(|(at, draft)| draft.content.iter().map(move |&span| (span, at)))
        .collect();
    pieces.sort_by_key(|&(span, at)| (span.start(), std::cmp::Reverse(span.end()), at));
    let mut found = vec![None; drafts.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    for (span, at) in pieces {
        open.retain(|(outer, _)| outer.end() > span.start());
        let draft = &drafts[at];
        if span == draft.content[0] {
            found[at] = open
                .iter()
                .rev()
                .find(|(outer, _)| outer.end() >= draft.end())
                .map(|&(_, outer)| outer);
        }
        open.push((span, at));
    }
    found
}

fn reports_speech(view: &View<'_>, draft: &Draft) -> bool {
    let speech = draft.cue.as_ref().is_some_and(|cue| {
        !cue.is_open
            && cue.pos != CuePos::Noun
            && !matches!(
                cue.class,
                CueClass::Thought | CueClass::Hope | CueClass::Plan | CueClass::Finding
            )
    });
    // `in what he called a "dark year"`: words held at a distance inside a report are no report of their own.
    let is_fragment = draft.last_run.is_some_and(|run| !is_clause(view, run));
    let rule = match draft.rule {
        Rule::Clause | Rule::Preposition => true,
        Rule::Remainder => is_told(view, draft),
        Rule::MarksBefore | Rule::MarksAfter | Rule::MarksAround => !is_fragment,
        _ => false,
    };
    // `They say it is over`: who speaks stays open. Inside marks a pronoun needs marks of its own: `He said: 'Go.'`.
    let in_marks = draft
        .cue
        .as_ref()
        .is_some_and(|cue| view.run_of(cue.token.index()).is_some());
    let by_another = draft.speaker.as_ref().is_some_and(|speaker| {
        let word = view.syntax.first_word_from(speaker.span.start());
        let is_pronoun =
            view.upos(word) == Upos::Pron && view.syntax.tokens()[word].span == speaker.span;
        if in_marks {
            speaker.mention.is_some() && !is_pronoun
                || has_marks(view, draft)
                || is_told(view, draft)
        } else {
            !is_pronoun || view.lemma(word) != "I"
        }
    });
    // `the plan that he says is dead`: the pronoun is a part of the outer clause.
    let in_relative = draft.content.len() > 1
        && matches!(
            view.syntax.tokens()[view.syntax.first_word_from(draft.start())].xpos,
            Xpos::Wdt | Xpos::Wp
        );
    // `to say talks failed` inside someone's words is an opinion on saying so.
    let finite = draft.cue.as_ref().is_some_and(|cue| {
        !matches!(view.syntax.token(cue.token).xpos, Xpos::Vb | Xpos::Vbg)
            || draft.rule != Rule::Clause
    });
    speech && rule && by_another && finite && !in_relative
}

/// `she told us that`: said to someone, by someone else.
fn is_told(view: &View<'_>, draft: &Draft) -> bool {
    draft.cue.as_ref().is_some_and(|cue| {
        let subject = speakers::subject_of(view, cue);
        cue.takes.person
            && !tree::objects(view.syntax, cue.token).is_empty()
            && subject.is_some_and(|subject| {
                matches!(
                    view.lemma(subject.index()),
                    "he" | "she" | "they" | "I" | "we"
                )
            })
    })
}

/// The content stands in marks inside other marks.
fn has_marks(view: &View<'_>, draft: &Draft) -> bool {
    view.marks
        .nested
        .iter()
        .any(|run| run.outer.start() <= draft.start() && draft.start() <= run.inner.start())
}
