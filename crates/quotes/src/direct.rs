//! Ties stretches in quotation marks to the cues beside them.
//!
//! Marks are trusted more than the tree, which attaches direct speech in many ways. `"We go," said Beispiel, who called
//! it "a duty".`: the first run has its cue after it, the second before it. A cue between two runs takes both.

use std::ops::Range;

use chancery_model::{CueClass, Id, Relation, TokenId, Upos, Xpos};

use crate::cues::CueSite;
use crate::lexicon::CuePos;
use crate::marks::Run;
use crate::speakers;
use crate::speech::{is_speech, is_title, without_inner_marks};
use crate::view::View;

/// Where the cue of a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// `She said: "…"`.
    CueBefore,
    /// `"…," she said`.
    CueAfter,
}

/// The cue of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CueLink {
    /// Index of the site.
    pub(crate) site: usize,
    pub(crate) side: Side,
}

/// The cue of each run, where one stands beside it.
pub(crate) fn link(view: &View<'_>, sites: &[CueSite]) -> Vec<Option<CueLink>> {
    (0..view.marks.runs.len())
        .map(|run| {
            let after = best_after(view, sites, run);
            let before = best_before(view, sites, run);
            match (before, after) {
                (Some((site, a)), Some((_, b))) if a >= b => Some(CueLink {
                    site,
                    side: Side::CueBefore,
                }),
                (_, Some((site, _))) => Some(CueLink {
                    site,
                    side: Side::CueAfter,
                }),
                (Some((site, _)), None) => Some(CueLink {
                    site,
                    side: Side::CueBefore,
                }),
                (None, None) => None,
            }
        })
        .collect()
}

/// Words after a run, up to the next run or the end of the sentence.
fn gap_after(view: &View<'_>, run: &Run) -> Range<usize> {
    let start = view.syntax.first_word_from(run.outer.end());
    let n_words = view.syntax.tokens().len();
    let mut end = start;
    while end < n_words
        && view.run_of(end).is_none()
        && view.paragraph_of(end) == run.paragraph
        && (end == start || !starts_sentence(view, end))
    {
        end += 1;
    }
    start..end
}

/// Words before a run, from the run before or the start of the sentence. A paragraph that ends in a colon introduces the next.
fn gap_before(view: &View<'_>, run: &Run) -> Range<usize> {
    let end = view.syntax.first_word_from(run.outer.start());
    let mut start = end;
    while start > 0
        && view.run_of(start - 1).is_none()
        && (view.paragraph_of(start - 1) == run.paragraph
            || (start == end && view.text(start - 1) == ":")
            || start < end)
        && (start == end || !starts_sentence(view, start))
    {
        start -= 1;
    }
    let ends_sentence = end > start && matches!(view.text(end - 1), "." | "?" | "!");
    if ends_sentence
        || (start < end && view.paragraph_of(start) != run.paragraph && view.text(end - 1) != ":")
    {
        return end..end;
    }
    start..end
}

fn starts_sentence(view: &View<'_>, word: usize) -> bool {
    view.sentence_of(word).start == word
}

/// Site and score of the best cue after a run.
fn best_after(view: &View<'_>, sites: &[CueSite], run: usize) -> Option<(usize, f32)> {
    let row = &view.marks.runs[run];
    let gap = gap_after(view, row);
    let inner = without_inner_marks(view.doc.slice(row.inner));
    let next = gap.clone().next().map_or("", |word| view.text(word));
    let comma = inner.ends_with(',') || next == ",";
    let emphatic = inner.ends_with(['?', '!', '—', '-', '…']) || inner.ends_with("..");
    let base = match (comma, emphatic) {
        (true, _) => 3.0,
        (_, true) => 2.0,
        _ if inner.ends_with('.') => 0.5,
        _ => 0.0,
    };
    let speech = is_speech(view, run);
    // Of several cues before a colon the last one leads on to what follows.
    let leads_on = gap
        .clone()
        .next_back()
        .filter(|&at| view.text(at) == ":")
        .and_then(|_| {
            sites_in(sites, &gap)
                .filter(|(_, site)| site.takes.direct)
                .last()
        })
        .map(|(index, _)| index);
    let mut best: Option<(usize, f32)> = None;
    for (index, site) in sites_in(sites, &gap) {
        if site.pos != CuePos::Verb && site.pos != CuePos::Preposition || !site.takes.direct {
            continue;
        }
        let unsure =
            site.is_open && (has_lead(view, run) || !inner.starts_with(char::is_uppercase));
        if !speech && (leads_on == Some(index) || unsure || is_setting(view, site, run)) {
            continue;
        }
        let lead = gap.start..site.words.start;
        // A verb or a conjunction between the marks and the cue: another clause begins there.
        let verbs = lead
            .clone()
            .filter(|&at| view.upos(at) == Upos::Verb && !is_inside_noun(view, at))
            .count();
        let conjunction = lead
            .clone()
            .any(|at| view.upos(at) == Upos::Cconj && !lead_is_subject(view, at, site));
        let n_lead = lead.clone().filter(|&at| !view.is_punct(at)).count();
        // `"…", underlining the need`: comments on the words and does not introduce them.
        let comments = view.syntax.token(site.token).xpos == Xpos::Vbg
            && speakers::own_subject(view, site.token).is_none();
        let next_to = match (n_lead, speakers::subject_of(view, site)) {
            _ if comments => 0.0,
            (0, _) => 2.0,
            (_, Some(subject)) if lead.contains(&subject.index()) => 1.5,
            _ => 0.0,
        };
        // Without a comma only a short and plain `she said` can follow: `the "rebels" that would find …` goes on.
        let relative = lead
            .clone()
            .any(|at| matches!(view.syntax.tokens()[at].xpos, Xpos::Wdt | Xpos::Wp));
        if base == 0.0 && (n_lead > 3 || next_to == 0.0 || relative)
            || relative && !speech
            || base < 2.0 && site.is_open
        {
            continue;
        }
        let own_content = view.syntax.children(site.token).iter().any(|&c| {
            c.index() >= site.words.end
                && matches!(view.relation(c), Relation::Ccomp)
                && view.run_of(c.index()).is_none()
        });
        let mut score = base + next_to + tree_bonus(view, site, run)
            - 0.08 * n_lead as f32
            - 1.5 * verbs as f32;
        score -= if conjunction { 1.5 } else { 0.0 };
        score -= if own_content { 1.5 } else { 0.0 };
        score -= if comments { 1.5 } else { 0.0 };
        // `"…," Beispiel, who proposed a law, said`
        score -= if relative && view.relation(site.token) == Relation::AclRelcl {
            2.0
        } else {
            0.0
        };
        if score >= 1.5
            && (speech || !own_content || !has_lead(view, run))
            && best.is_none_or(|(_, other)| score > other)
        {
            best = Some((index, score));
        }
    }
    best
}

/// `In his book "Home", Beispiel said …`: the marks stand inside an adverbial or the subject of the cue.
fn is_setting(view: &View<'_>, site: &CueSite, run: usize) -> bool {
    let top = view.top_of(view.words_of_run(run));
    let Some(mut at) = top.filter(|_| has_lead(view, run)) else {
        return false;
    };
    while let Some(head) = view.syntax.token(at).head {
        if head == site.token {
            return matches!(
                view.relation(at).universal(),
                Relation::Advcl | Relation::Obl | Relation::Nsubj | Relation::Advmod
            );
        }
        at = head;
    }
    false
}

/// Words of its sentence stand before the run.
fn has_lead(view: &View<'_>, run: usize) -> bool {
    let first = view.words_of_run(run).start;
    let sentence = view.sentence_of(first.min(view.syntax.tokens().len() - 1));
    (sentence.start..first).any(|at| !view.is_punct(at))
}

fn is_inside_noun(view: &View<'_>, word: usize) -> bool {
    matches!(
        view.relation(TokenId::from_index(word)).universal(),
        Relation::Amod | Relation::Compound | Relation::Acl
    )
}

fn lead_is_subject(view: &View<'_>, conjunction: usize, site: &CueSite) -> bool {
    speakers::subject_of(view, site).is_some_and(|subject| {
        chancery_model::tree::subtree(view.syntax, subject).contains(&conjunction)
    })
}

/// Site and score of the best cue before a run.
fn best_before(view: &View<'_>, sites: &[CueSite], run: usize) -> Option<(usize, f32)> {
    let row = &view.marks.runs[run];
    let gap = gap_before(view, row);
    let behind_run = gap
        .start
        .checked_sub(1)
        .is_some_and(|at| view.run_of(at).is_some() && view.paragraph_of(at) == row.paragraph);
    let last_direct = sites_in(sites, &gap)
        .filter(|(_, site)| site.takes.direct && site.pos == CuePos::Verb)
        .map(|(index, _)| index)
        .last();
    let mut best: Option<(usize, f32)> = None;
    for (index, site) in sites_in(sites, &gap) {
        if !site.takes.direct && !site.takes.clause {
            continue;
        }
        // `"…," she said, adding: "…"`: the first cue has words of its own.
        if behind_run && last_direct > Some(index) {
            continue;
        }
        let bridge = site.words.end..gap.end;
        let Some(score) = bridge_score(view, site, &bridge) else {
            continue;
        };
        let by_colon = gap
            .clone()
            .next_back()
            .is_some_and(|at| view.text(at) == ":");
        let bare = !by_colon && view.text(gap.end - 1) != ",";
        let speech = is_speech(view, run);
        if !speech
            && (site.pos == CuePos::Noun
                || !site.takes.direct
                || site.is_open
                || is_unsaid(view, site)
                || is_thought(site)
                || !by_colon && names_thing(view, site, &bridge))
            || !by_colon && is_title(view, run)
            || bare && speakers::subject_of(view, site).is_none()
        {
            continue;
        }
        // A colon after several verbs belongs to the main one.
        let score = score
            + if by_colon && is_main(view, site) {
                0.5
            } else {
                0.0
            };
        let score = score + tree_bonus(view, site, run);
        if best.is_none_or(|(_, other)| score >= other) {
            best = Some((index, score));
        }
    }
    best
}

/// `saw "the gates"`: a thought has a clause, which covers the marks inside it.
fn is_thought(site: &CueSite) -> bool {
    matches!(
        site.class,
        CueClass::Thought | CueClass::Finding | CueClass::Hope | CueClass::Plan
    )
}

/// `adding the word "peace" to the title`: the marks say which word, of a cue that takes no noun phrase.
fn names_thing(view: &View<'_>, site: &CueSite, bridge: &Range<usize>) -> bool {
    let takes_noun = site.takes.thing || site.takes.order || site.takes.person;
    !takes_noun
        && chancery_model::tree::objects(view.syntax, site.token)
            .iter()
            .any(|object| bridge.contains(&object.index()))
        && !bridge
            .clone()
            .any(|at| matches!(view.upos(at), Upos::Verb | Upos::Aux) || view.lemma(at) == "that")
}

/// `to address his "gap"`: an infinitive of purpose; nobody has said the words yet.
fn is_unsaid(view: &View<'_>, site: &CueSite) -> bool {
    let relation = view.syntax.token(site.token).relation.universal();
    matches!(relation, Relation::Advcl | Relation::Acl)
        && chancery_model::tree::modality(view.syntax, site.token).infinitive
}

/// How well the words between a cue and the opening mark lead over to it.
fn bridge_score(view: &View<'_>, site: &CueSite, bridge: &Range<usize>) -> Option<f32> {
    let n_words = bridge.clone().filter(|&at| !view.is_punct(at)).count();
    let has_verb = bridge.clone().any(|at| view.upos(at) == Upos::Verb);
    let last = bridge
        .clone()
        .next_back()
        .map_or("", |word| view.text(word));
    let score = match last {
        ":" => 3.5 - 0.02 * n_words as f32,
        "," if site.pos == CuePos::Preposition => 2.5 - 0.02 * n_words as f32,
        _ if site.pos != CuePos::Verb => return None,
        _ if n_words == 0 => 3.0,
        "," if !has_verb && n_words <= 15 => 2.5 - 0.02 * n_words as f32,
        "," if n_words <= 20 => 1.2,
        "that" | "as" | "it" if !has_verb && n_words <= 8 => 2.5,
        _ if !has_verb && n_words <= 4 => 2.0 - 0.1 * n_words as f32,
        _ => return None,
    };
    Some(score)
}

/// The verb of a main clause with a subject of its own.
fn is_main(view: &View<'_>, site: &CueSite) -> bool {
    matches!(
        view.relation(site.token),
        Relation::Root | Relation::Conj | Relation::Parataxis
    ) && view
        .syntax
        .children(site.token)
        .iter()
        .any(|&c| view.relation(c).is_subject())
}

/// The tree ties the run and the cue in one way or the other.
fn tree_bonus(view: &View<'_>, site: &CueSite, run: usize) -> f32 {
    let words = view.words_of_run(run);
    let up = words
        .clone()
        .any(|at| view.syntax.token(TokenId::from_index(at)).head == Some(site.token));
    let down = view
        .syntax
        .token(site.token)
        .head
        .is_some_and(|head| words.contains(&head.index()));
    if up || down { 1.0 } else { 0.0 }
}

/// Sites whose words lie in `gap`, with their indices.
pub(crate) fn sites_in<'s>(
    sites: &'s [CueSite],
    gap: &Range<usize>,
) -> impl Iterator<Item = (usize, &'s CueSite)> {
    let from = sites.partition_point(|site| site.words.start < gap.start);
    let end = gap.end;
    sites[from..]
        .iter()
        .enumerate()
        .map(move |(n, site)| (from + n, site))
        .take_while(move |(_, site)| site.words.end <= end)
}
