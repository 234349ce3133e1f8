//! Settles where content starts and ends.
//!
//! Trees put the border of a clause a few words off: `said the way to peace | remained long` loses its subject, `said
//! talks ended | on Monday` its adverbial.

use std::ops::Range;

use chancery_model::tree;
use chancery_model::{Id, Relation, TokenId, Upos, Xpos};

use crate::cues::CueSite;
use crate::draft::Rule;
use crate::lexicon::CuePos;
use crate::speakers;
use crate::view::View;

/// The words of a complement after all corrections.
pub(crate) fn settle(
    view: &View<'_>,
    site: &CueSite,
    words: Range<usize>,
    rule: Rule,
) -> Range<usize> {
    let mut words = words;
    if matches!(rule, Rule::Clause | Rule::OpenClause) {
        words.start = with_lost_subject(view, site, &words);
    }
    words.end = with_trailing(view, site, words.end);
    words.end = words.end.min(end_of_statement(view, &words));
    words.end = words.end.min(end_of_infinitive(view, &words));
    closed(view, without_comment(view, words))
}

/// `said the way to peace remained long`: words between the cue and a clause without `that` are its lost subject.
fn with_lost_subject(view: &View<'_>, site: &CueSite, words: &Range<usize>) -> usize {
    let gap = site.words.end..words.start;
    let nominal = |at: usize| {
        matches!(
            view.upos(at),
            Upos::Noun
                | Upos::Propn
                | Upos::Pron
                | Upos::Det
                | Upos::Adj
                | Upos::Num
                | Upos::Adp
                | Upos::Part
        )
    };
    // A whole noun phrase that the tree hung on the cue instead.
    let hung = |c: TokenId| {
        matches!(
            view.relation(c),
            Relation::Obj | Relation::Nsubj | Relation::Ccomp | Relation::Iobj
        ) && tree::subtree(view.syntax, c) == gap
    };
    if site.pos == CuePos::Verb
        && !site.takes.person
        && view.syntax.children(site.token).iter().any(|&c| hung(c))
    {
        return gap.start;
    }
    let marked = view.lemma(words.start) == "that"
        || matches!(view.syntax.tokens()[words.start].xpos, Xpos::Wrb | Xpos::Wp);
    let plain = gap.clone().all(|at| nominal(at) || view.text(at) == "-")
        && gap.clone().any(|at| view.upos(at) != Upos::Adp);
    let is_time = gap.clone().any(|at| {
        matches!(
            view.relation(TokenId::from_index(at)),
            Relation::OblUnmarked | Relation::Advmod
        )
    });
    let starts_as_subject = gap
        .clone()
        .next()
        .is_some_and(|at| view.upos(at) != Upos::Adp);
    if site.pos == CuePos::Verb
        && !site.takes.person
        && !marked
        && plain
        && !is_time
        && starts_as_subject
    {
        gap.start
    } else {
        words.start
    }
}

/// `urged Oman to return and wrote: "…"`: a finite verb is not coordinated with an infinitive but with the cue.
fn end_of_infinitive(view: &View<'_>, words: &Range<usize>) -> usize {
    words
        .clone()
        .map(TokenId::from_index)
        .filter(|&verb| {
            speakers::misplaced(view, verb).is_some_and(|head| words.contains(&head.index()))
        })
        .filter_map(|verb| tree::child(view.syntax, verb, Relation::Cc))
        .map(|conjunction| conjunction.index())
        .find(|at| words.contains(at))
        .unwrap_or(words.end)
}

/// The first full stop inside `words` that marks of another run follow: the tree joined two sentences.
fn end_of_statement(view: &View<'_>, words: &Range<usize>) -> usize {
    words
        .clone()
        .find(|&at| {
            let next = at + 1;
            matches!(view.text(at), "." | "?" | "!")
                && view.run_of(at).is_none()
                && next < words.end
                && view.run_of(next).is_some()
        })
        .map_or(words.end, |at| at + 1)
}

/// `…, who had long refused`, `…, raising hopes` and `…; Oman has two` at the end tell more than was said: they are the reporter's.
fn without_comment(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let comment = words.clone().skip(2).find(|&at| {
        view.run_of(at).is_none()
            && (view.text(at) == ";" || view.text(at) == "," && is_comment(view, at, &words))
    });
    comment.map_or(words.clone(), |at| words.start..at)
}

/// A relative clause or a participle stands between the comma and the end of the content.
fn is_comment(view: &View<'_>, comma: usize, words: &Range<usize>) -> bool {
    let opens = (comma + 1..words.end.min(comma + 3)).any(|at| {
        matches!(
            view.syntax.tokens()[at].xpos,
            Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Vbg
        ) || view.lemma(at) == "with" && view.relation(TokenId::from_index(at)) == Relation::Mark
    });
    opens
        && (comma + 1..words.end).any(|at| {
            let token = TokenId::from_index(at);
            let below = tree::subtree(view.syntax, token);
            let contrasts = tree::child(view.syntax, token, Relation::Mark)
                .is_some_and(|mark| matches!(view.lemma(mark.index()), "while" | "whereas"));
            let tells_more = view.relation(token) == Relation::AclRelcl
                || view.relation(token) == Relation::Advcl
                    && (contrasts || view.syntax.token(token).xpos == Xpos::Vbg);
            tells_more
                && below.start >= comma
                && below.start <= comma + 1
                && below.end + 1 >= words.end
        })
}

/// `which Beispiel said would fail`: the pronoun before the speaker belongs to the content.
pub(crate) fn with_relative(
    view: &View<'_>,
    site: &CueSite,
    words: Range<usize>,
) -> Vec<Range<usize>> {
    let subject = crate::speakers::subject_of(view, site).filter(|&subject| subject < site.token);
    let before = subject
        .map(|subject| crate::phrase::phrase(view, subject, &site.words).start)
        .and_then(|start| start.checked_sub(1))
        .filter(|&at| {
            matches!(view.syntax.tokens()[at].xpos, Xpos::Wdt | Xpos::Wp)
                && view.sentence_of(at).contains(&site.token.index())
        });
    before
        .map(|at| at..at + 1)
        .into_iter()
        .chain([words])
        .collect()
}

/// Adverbials that the tree hangs on the cue but that stand right behind the clause belong to it: `said talks ended on Monday`.
fn with_trailing(view: &View<'_>, site: &CueSite, end: usize) -> usize {
    let mut end = end;
    for &c in view.syntax.children(site.token) {
        let relation = view.relation(c).universal();
        let words = tree::subtree(view.syntax, c);
        let adverbial = matches!(
            relation,
            Relation::Obl | Relation::Advmod | Relation::Advcl | Relation::Nmod
        );
        if adverbial && words.start == end {
            end = words.end;
        }
    }
    end
}

/// A range whose end lies inside quotation marks goes on to the closing mark.
fn closed(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let Some(last) = words.end.checked_sub(1) else {
        return words;
    };
    let end = match view.run_of(last) {
        Some(run)
            if view.run_of(words.start) != Some(run)
                || view.marks.runs[run].inner.start()
                    >= view.syntax.tokens()[words.start].span.start() =>
        {
            let outer = view.marks.runs[run].outer;
            view.syntax.first_word_from(outer.end()).max(words.end)
        }
        _ => words.end,
    };
    words.start..end
}
