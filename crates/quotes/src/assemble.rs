//! Puts a cue, the runs beside it and its clause together into one quote.
//!
//! `"A," she said, "B."` has one cue and two runs: one quote of two pieces. `It is "a duty," she said`: the marks cover
//! a part of the clause, which starts before them; the piece starts with the clause.

use std::ops::Range;

use chancery_model::{Id, Relation, Span, TokenId, Upos};

use crate::admit;
use crate::content;
use crate::cues::CueSite;
use crate::direct::{CueLink, Side};
use crate::draft::{Draft, Rule, joined};
use crate::lexicon::CuePos;
use crate::speakers;
use crate::speech::is_speech;
use crate::view::View;

/// A quote for each cue that has content, in order of cue.
pub(crate) fn drafts(view: &View<'_>, sites: &[CueSite], links: &[Option<CueLink>]) -> Vec<Draft> {
    let mut runs_of: Vec<Vec<(usize, Side)>> = vec![Vec::new(); sites.len()];
    for (run, link) in links.iter().enumerate() {
        if let Some(link) = link {
            runs_of[link.site].push((run, link.side));
        }
    }
    sites
        .iter()
        .zip(&runs_of)
        .filter_map(|(site, runs)| draft(view, site, runs, links))
        .collect()
}

fn draft(
    view: &View<'_>,
    site: &CueSite,
    runs: &[(usize, Side)],
    links: &[Option<CueLink>],
) -> Option<Draft> {
    let (pieces, rule) = if runs.is_empty() {
        let found = content::of(view, site)?;
        let pieces = found
            .pieces
            .into_iter()
            .filter_map(|words| piece(view, words))
            .collect();
        (pieces, found.rule)
    } else {
        beside_marks(view, site, runs, links)
    };
    let pieces = clipped(view, site, joined(pieces));
    if pieces.is_empty() {
        return None;
    }
    let last_run = pieces
        .last()
        .and_then(|last| view.marks.run_at(last.end() - 1));
    let speaker = speakers::speaker(view, site, !runs.is_empty());
    if !admit::is_report(view, site, rule, &pieces, speaker.is_some()) {
        return None;
    }
    Some(Draft {
        content: pieces,
        cue: Some(site.clone()),
        speaker,
        rule,
        // A quote inside marks does not own them.
        last_run: last_run
            .or(runs.last().map(|&(run, _)| run))
            .filter(|_| view.run_of(site.token.index()).is_none()),
    })
}

/// The pieces of a quote with runs of its own.
fn beside_marks(
    view: &View<'_>,
    site: &CueSite,
    runs: &[(usize, Side)],
    links: &[Option<CueLink>],
) -> (Vec<Span>, Rule) {
    let before = runs.iter().any(|&(_, side)| side == Side::CueAfter);
    let after = runs.iter().any(|&(_, side)| side == Side::CueBefore);
    let mut pieces = Vec::new();
    for &(run, side) in runs {
        match side {
            Side::CueAfter => pieces.extend(with_lead(view, run, links)),
            Side::CueBefore => pieces.extend(in_clause(view, site, run)),
        }
    }
    // `said the plan was "a mistake" that must go`: the clause reaches beyond the marks.
    if after
        && !before
        && site.pos != CuePos::Preposition
        && let Some(found) = content::of(view, site)
    {
        for words in found.pieces {
            let touches = runs.iter().any(|&(run, _)| {
                let marked = view.words_of_run(run);
                words.start <= marked.end && marked.start <= words.end
            });
            if touches && words.start >= site.words.end {
                pieces.extend(piece(view, words));
            }
        }
    }
    let rule = match (before, after) {
        (true, true) => Rule::MarksAround,
        (true, false) => Rule::MarksBefore,
        _ => Rule::MarksAfter,
    };
    (pieces, rule)
}

/// A run behind its cue, with the words of the clause around it: `called | the offer a "mistake" of history`.
fn in_clause(view: &View<'_>, site: &CueSite, run: usize) -> Option<Span> {
    let marked = view.marks.runs[run];
    let (first, next) = (
        view.syntax.first_word_from(marked.outer.start()),
        view.syntax.first_word_from(marked.outer.end()),
    );
    let sentence = view.sentence_of(site.token.index());
    let bridge = site.words.end..first;
    let leads_over = bridge
        .clone()
        .next_back()
        .is_some_and(|at| matches!(view.text(at), "," | ":" | "-" | "—" | "–"));
    let is_addressee = site.takes.person && !bridge.clone().any(|at| view.lemma(at) == "that");
    // `said in a letter "We go."`: what opens a sentence starts with its mark.
    let starts_anew =
        view.doc.slice(marked.inner).starts_with(char::is_uppercase) && is_speech(view, run);
    let that = bridge.clone().find(|&at| view.lemma(at) == "that");
    let start = if site.words.end <= first
        && sentence.contains(&first)
        && !leads_over
        && !is_addressee
        && (!starts_anew || that.is_some())
    {
        that.unwrap_or(bridge.start)
    } else {
        first
    };
    // Marks that end without punctuation stand inside a clause that goes on.
    let ends_open = view
        .doc
        .slice(marked.inner)
        .ends_with(char::is_alphanumeric);
    let goes_on = |at: &usize| {
        sentence.contains(at)
            && !view.ends_clause(*at)
            && view.text(*at) != ","
            && view.run_of(*at).is_none()
            && !matches!(view.text(*at), "-" | "—" | "–" | ")")
            && !joins_cue(view, *at, site)
    };
    let end = if ends_open {
        (next..sentence.end)
            .take_while(goes_on)
            .last()
            .map_or(next, |at| at + 1)
    } else {
        next
    };
    let end = if next < end && view.upos(next) == Upos::Cconj && !joins_phrase(view, next, site) {
        next
    } else {
        end
    };
    if start == first && end == next {
        return Some(marked.inner);
    }
    piece(view, start..end)
}

/// `said it was "rigged" and called for a new vote`: the conjunction joins a verb to the cue.
fn joins_cue(view: &View<'_>, at: usize, site: &CueSite) -> bool {
    view.upos(at) == Upos::Cconj
        && view
            .syntax
            .token(TokenId::from_index(at))
            .head
            .is_some_and(|verb| {
                view.relation(verb) == Relation::Conj
                    && view.syntax.token(verb).head == Some(site.token)
                    && view.upos(verb.index()) == Upos::Verb
            })
}

/// `"reforms" and the new tax would help`: the conjunction joins words of the clause, not another verb beside the cue.
fn joins_phrase(view: &View<'_>, conjunction: usize, site: &CueSite) -> bool {
    let head = view.syntax.token(TokenId::from_index(conjunction)).head;
    head.is_some_and(|joined| {
        view.syntax.token(joined).head != Some(site.token)
            || view.upos(joined.index()) != Upos::Verb
    })
}

/// A run before its cue, with the words of its sentence that stand before the marks.
fn with_lead(view: &View<'_>, run: usize, links: &[Option<CueLink>]) -> Option<Span> {
    let row = &view.marks.runs[run];
    let first = view.syntax.first_word_from(row.outer.start());
    let mut start = first;
    while start > 0
        && view.paragraph_of(start - 1) == row.paragraph
        && view.sentence_of(start - 1).contains(&first)
        && !view.ends_clause(start - 1)
    {
        // A run with a cue of its own is another quote.
        if view
            .run_of(start - 1)
            .is_some_and(|other| other != run && links[other].is_some())
        {
            return Some(row.inner);
        }
        start -= 1;
    }
    let lead = start..first;
    if lead.clone().filter(|&at| !view.is_punct(at)).count() == 0 {
        return Some(row.inner);
    }
    let from = view.span_of(lead)?.start();
    let span = Span::new(from.min(row.inner.start()), row.inner.end());
    Some(with_marks(view, span))
}

fn piece(view: &View<'_>, words: Range<usize>) -> Option<Span> {
    view.span_of(words).map(|span| with_marks(view, span))
}

/// A span that cuts a run at its mark takes the mark in; a span that is the whole run stays without.
fn with_marks(view: &View<'_>, span: Span) -> Span {
    let (mut start, mut end) = (span.start(), span.end());
    let first = view.marks.run_at(start).map(|run| view.marks.runs[run]);
    let last = view
        .marks
        .run_at(end.saturating_sub(1))
        .map(|run| view.marks.runs[run]);
    if first == last {
        // `"We go.": the last mark of the run belongs to it, its punctuation too.
        if let Some(run) = first
            && start <= run.inner.start()
            && end + 3 >= run.inner.end()
        {
            return run.inner;
        }
        return span;
    }
    if let Some(run) = first
        && start == run.inner.start()
    {
        start = run.outer.start();
    }
    if let Some(run) = last {
        let rest = view.between(end, run.inner.end());
        if rest.chars().all(|c| !c.is_alphanumeric()) {
            end = run.outer.end();
        }
    }
    Span::new(start, end)
}

/// `"She said, 'We go,' and left"`: what opens with inner marks ends with them.
fn within_inner_marks(view: &View<'_>, piece: Span) -> Span {
    view.marks
        .nested
        .iter()
        .find(|run| run.outer.start() <= piece.start() && piece.start() <= run.inner.start())
        .map_or(piece, |run| run.inner)
}

/// Content stays inside the marks that the cue stands in, and out of the cue.
fn clipped(view: &View<'_>, site: &CueSite, pieces: Vec<Span>) -> Vec<Span> {
    let cue = site.span(view);
    let bounds = view
        .run_of(site.token.index())
        .map(|run| view.marks.runs[run].inner);
    pieces
        .into_iter()
        .filter_map(|piece| {
            let (mut start, mut end) = (piece.start(), piece.end());
            if let Some(bounds) = bounds {
                start = start.max(bounds.start());
                end = end.min(bounds.end());
            }
            if start < cue.end() && cue.start() < end {
                if start < cue.start() {
                    end = cue.start();
                } else {
                    start = cue.end();
                }
            }
            let inside = view.trimmed(start, end)?;
            Some(match bounds {
                Some(_) => within_inner_marks(view, inside),
                None => inside,
            })
        })
        .collect()
}

/// The words between two runs.
pub(crate) fn words_between(view: &View<'_>, first: usize, second: usize) -> Range<usize> {
    let start = view
        .syntax
        .first_word_from(view.marks.runs[first].outer.end());
    let end = view
        .syntax
        .first_word_from(view.marks.runs[second].outer.start());
    start..end.max(start)
}
