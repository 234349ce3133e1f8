//! Gives quotation without a cue its place: the end of the quote before it, the next words of the same speaker, or a
//! quote without speaker.
//!
//! `"A," she said. "B."`: B is the second piece of A's quote. A paragraph of nothing but quotation after it is a new
//! quote of the same speaker (carried).

use chancery_model::{Id, Relation, SentenceId, Speaker, TokenId, Upos};

use crate::assemble::words_between;
use crate::draft::{Draft, Rule};
use crate::speakers;
use crate::speech::{is_speech, is_title, stands_alone};
use crate::view::View;

/// Most marked words between the cue of a quote and the end of its sentence.
const MAX_BETWEEN: usize = 3;

/// Adds the runs that no draft covers yet. Drafts come and go in order of start.
pub(crate) fn carry(view: &View<'_>, drafts: &mut Vec<Draft>) {
    let mut holders = holders(view, drafts);
    hand_back(view, drafts, &mut holders);
    let reports = reports_by_sentence(view, drafts);
    let mut owners = vec![None; view.marks.runs.len()];
    for (at, draft) in drafts.iter().enumerate().rev() {
        if let Some(run) = draft.last_run {
            owners[run] = Some(at);
        }
    }
    for run in (0..view.marks.runs.len()).filter(|&run| holders[run].is_none()) {
        let inner = view.marks.runs[run].inner;
        if let Some(owner) = owner_of_same_quote(view, drafts, &owners, run) {
            drafts[owner].add(inner);
            drafts[owner].last_run = Some(run);
            owners[run] = Some(owner);
        } else if is_speech(view, run) && !is_title(view, run) {
            let speaker = carried_speaker(view, drafts, &reports, run);
            if speaker.is_none() && !stands_alone(view, run) {
                continue;
            }
            drafts.push(Draft {
                content: vec![inner],
                cue: None,
                speaker,
                rule: Rule::MarksAlone,
                last_run: Some(run),
            });
            owners[run] = Some(drafts.len() - 1);
        }
    }
    drafts.sort_by_key(|draft| (draft.start(), std::cmp::Reverse(draft.end())));
}

/// The quote that holds a part of each run, by run.
fn holders(view: &View<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let runs = &view.marks.runs;
    let mut found = vec![None; runs.len()];
    for (at, draft) in drafts.iter().enumerate() {
        // What a cue inside a run introduces is a part of that run and does not account for it.
        let inside = draft
            .cue
            .as_ref()
            .is_some_and(|cue| view.run_of(cue.token.index()).is_some());
        for span in draft.content.iter().filter(|_| !inside) {
            let from = runs.partition_point(|run| run.inner.end() <= span.start());
            let to = runs.partition_point(|run| run.inner.start() < span.end());
            found[from..to.max(from)].fill(Some(at));
        }
    }
    found
}

/// `“One.` / `“Two,” she said`: what stays open belongs to the cue of the paragraph that goes on.
fn hand_back(view: &View<'_>, drafts: &mut [Draft], holders: &mut [Option<usize>]) {
    for run in (1..holders.len()).rev() {
        if let Some(holder) = holders[run]
            && view.marks.runs[run].continues
            && holders[run - 1].is_none()
        {
            drafts[holder].add(view.marks.runs[run - 1].inner);
            holders[run - 1] = Some(holder);
        }
    }
}

/// The draft that the run continues: the one with the run before it, over a paragraph break with an open mark, or over the end of the cue's sentence.
fn owner_of_same_quote(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    run: usize,
) -> Option<usize> {
    let previous = last_of_quote(view, drafts, owners, run)?;
    let owner = owners[previous]?;
    let (row, before) = (&view.marks.runs[run], &view.marks.runs[previous]);
    if row.continues {
        return Some(owner);
    }
    if row.paragraph == before.paragraph + 1
        && is_direct(drafts[owner].rule)
        && is_bare_paragraph(view, run)
    {
        return follows_at_once(view, previous, run, &drafts[owner]).then_some(owner);
    }
    let starts_anew = view
        .char_before(row.outer.start())
        .is_some_and(|c| !c.is_alphanumeric());
    if row.paragraph != before.paragraph
        || !is_direct(drafts[owner].rule)
        || !starts_anew
        || is_title(view, run)
    {
        return None;
    }
    let gap = words_between(view, previous, run);
    if gap.clone().all(|at| view.is_punct(at)) {
        return Some(owner);
    }
    // Nothing but the sentence of the cue stands between.
    let cue = drafts[owner].cue.as_ref()?;
    let has_cue = gap.contains(&cue.token.index());
    let one_sentence = gap
        .clone()
        .all(|at| view.sentence_of(at) == view.sentence_of(cue.token.index()) || view.is_punct(at));
    (has_cue && one_sentence).then_some(owner)
}

/// The nearest run before that belongs to a quote; marks between its cue and the full stop (`he said on "The Hour".`) do not count.
fn last_of_quote(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    run: usize,
) -> Option<usize> {
    let nearest = run.checked_sub(1)?;
    let last = (0..run)
        .rev()
        .take(MAX_BETWEEN + 1)
        .find(|&at| owners[at].is_some())?;
    if last == nearest {
        return Some(nearest);
    }
    let cue = drafts[owners[last]?].cue.as_ref()?;
    let sentence = view.sentence_of(cue.token.index());
    let inside = (last + 1..run).all(|at| {
        let words = view.words_of_run(at);
        cue.words.end <= words.start && words.end <= sentence.end
    });
    Some(if inside { last } else { nearest })
}

fn is_direct(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::MarksBefore
            | Rule::MarksAfter
            | Rule::MarksAround
            | Rule::MarksAlone
            | Rule::SpeakerLabel
    )
}

/// Nothing but the rest of the cue's sentence stands between the quote and the run.
fn follows_at_once(view: &View<'_>, previous: usize, run: usize, owner: &Draft) -> bool {
    let gap = words_between(view, previous, run);
    gap.clone().all(|at| view.is_punct(at))
        || owner.cue.as_ref().is_some_and(|cue| {
            let sentence = view.sentence_of(cue.token.index());
            gap.contains(&cue.token.index())
                && gap
                    .clone()
                    .all(|at| sentence.contains(&at) || view.is_punct(at))
        })
}

/// A paragraph of nothing but quotation.
fn is_bare_paragraph(view: &View<'_>, run: usize) -> bool {
    let paragraph = view.doc.paragraphs()[view.marks.runs[run].paragraph].span;
    view.syntax
        .words_in(paragraph)
        .all(|at| view.run_of(at).is_some() || view.is_punct(at))
}

/// The last quote that a cue outside marks introduces in each sentence, by sentence; one by a person before one by a thing
/// (`Beispiel noted that the findings show …`).
fn reports_by_sentence(view: &View<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut found = vec![None; view.syntax.sentences().len()];
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(cue) = &draft.cue
            && cue.takes.direct
            && view.run_of(cue.token.index()).is_none()
        {
            let slot = &mut found[view.syntax.token(cue.token).sentence.index()];
            let is_someone = speakers::subject_of(view, cue)
                .is_some_and(|subject| speakers::is_someone(view, subject));
            if slot.is_none() || is_someone {
                *slot = Some(at);
            }
        }
    }
    found
}

/// The speaker of the sentence before, when it reports what someone said and the run comes next.
fn carried_speaker(
    view: &View<'_>,
    drafts: &[Draft],
    reports: &[Option<usize>],
    run: usize,
) -> Option<Speaker> {
    let row = &view.marks.runs[run];
    let start = view.syntax.first_word_from(row.outer.start());
    // `But "we stay"`: a conjunction or an adverb before the marks changes nothing.
    let opens = view.sentence_of(start.min(view.syntax.tokens().len() - 1));
    let is_lead = |at: usize| view.is_punct(at) || matches!(view.upos(at), Upos::Cconj | Upos::Adv);
    let first = if (opens.start..start).all(is_lead) {
        opens.start.min(start)
    } else {
        start
    };
    let before = first.checked_sub(1)?;
    let sentence = view.syntax.tokens()[before].sentence;
    let same_paragraph = view.paragraph_of(before) == row.paragraph;
    if view.sentence_of(before).contains(&first)
        || !(same_paragraph || is_bare_paragraph(view, run))
    {
        return None;
    }
    let speaker = match reports[sentence.index()] {
        Some(owner) => drafts[owner].speaker.clone(),
        None => actor_of(view, sentence).filter(|_| same_paragraph),
    };
    speaker.map(|speaker| Speaker {
        carried: true,
        ..speaker
    })
}

/// The subject of a sentence outside marks, when it is someone: `Beispiel supports the plan. "It is good for us."`
fn actor_of(view: &View<'_>, sentence: SentenceId) -> Option<Speaker> {
    let words = view.syntax.sentence(sentence).tokens.clone();
    let subject = words
        .map(TokenId::from_index)
        .find(|&word| view.relation(word) == Relation::Root)
        .filter(|root| view.run_of(root.index()).is_none())
        .and_then(|root| speakers::own_subject(view, root))
        .filter(|&subject| speakers::is_someone(view, subject))?;
    speakers::named(view, subject)
}
