//! Finds content that stands before its cue or on both sides of it, without quotation marks.
//!
//! `Talks will resume, Beispiel said on Monday, if Iran agrees.`: the cue, its subject and its adverbials are cut out of
//! the sentence, and what is left is the content, in one or two pieces. `according to Beispiel` is cut out the same way.

use std::ops::Range;

use chancery_model::tree;
use chancery_model::{CueClass, Id, Relation, TokenId, Upos, Xpos};

use crate::content::Found;
use crate::cues::CueSite;
use crate::draft::Rule;
use crate::lexicon::CuePos;
use crate::speakers;
use crate::view::View;

/// `Talks will resume, she said on Monday`: the cue and what hangs on it are cut out of its sentence.
pub(crate) fn around_verb(view: &View<'_>, site: &CueSite) -> Option<Found> {
    if !can_follow(view, site) {
        return None;
    }
    let subject = speakers::subject_of(view, site).or_else(|| speakers::neighbour(view, site))?;
    let segment = own_segment(view, site, subject);
    let sentence = view.sentence_of(site.token.index());
    let comma_before = segment.start > sentence.start && view.text(segment.start - 1) == ",";
    let comma_after = segment.end < sentence.end && view.text(segment.end) == ",";
    let opens_sentence =
        is_subordinate(view, site, subject) && comma_after && segment.start == sentence.start;
    if !(comma_before || opens_sentence)
        || starts_or_goes_on(view, site, subject, &segment)
        || has_own_content(view, site, &segment)
    {
        return None;
    }
    let is_clause = |words: Range<usize>| {
        words
            .into_iter()
            .any(|at| matches!(view.upos(at), Upos::Verb | Upos::Aux))
    };
    let before = sentence.start..segment.start;
    let told_before = is_clause(before.clone()) && !is_setting(view, site, before);
    let told_after = comma_after && is_clause(segment.end..sentence.end);
    if !(told_before || told_after) {
        return None;
    }
    around(view, site, segment).map(|pieces| Found {
        pieces,
        rule: Rule::Inverted,
    })
}

/// `In a letter that reached Vienna, she wrote`, `When Oman paid, it said enough`: adverbials of the cue are no content.
fn is_setting(view: &View<'_>, site: &CueSite, words: Range<usize>) -> bool {
    let mut below = words
        .map(TokenId::from_index)
        .filter(|&word| view.syntax.token(word).head == Some(site.token))
        .map(|word| (word, view.relation(word).universal()))
        .filter(|(_, relation)| {
            !matches!(
                relation,
                Relation::Punct | Relation::Cc | Relation::Discourse | Relation::Mark
            )
        })
        .peekable();
    below.peek().is_some()
        && below.all(|(word, relation)| match relation {
            Relation::Obl | Relation::Advmod => true,
            Relation::Advcl => {
                tree::child(view.syntax, word, Relation::Mark).is_some()
                    || view.syntax.token(word).xpos == Xpos::Vbg
            }
            _ => false,
        })
}

/// A finite active verb of saying or thinking, without a preposition of its own.
fn can_follow(view: &View<'_>, site: &CueSite) -> bool {
    let finite = matches!(
        view.syntax.token(site.token).xpos,
        Xpos::Vbd | Xpos::Vbz | Xpos::Vbp
    ) || tree::child(view.syntax, site.token, Relation::Aux).is_some();
    let passive = tree::child(view.syntax, site.token, Relation::AuxPass).is_some();
    let with_preposition = view.upos(site.words.end - 1) == Upos::Adp;
    let judges = matches!(site.class, CueClass::Accusation | CueClass::Praise);
    site.pos == CuePos::Verb
        && site.takes.clause
        && site.takes.direct
        && !site.is_open
        && finite
        && !(passive || with_preposition || judges)
}

/// `…, but she said no`: a conjunction starts a clause beside the other; a verb behind the cue is content of its own.
fn starts_or_goes_on(
    view: &View<'_>,
    site: &CueSite,
    subject: TokenId,
    segment: &Range<usize>,
) -> bool {
    let phrase = crate::phrase::phrase(view, subject, &site.words);
    view.upos(segment.start) == Upos::Cconj
        || (site.words.end..segment.end).any(|at| {
            matches!(view.upos(at), Upos::Verb | Upos::Sconj) && !phrase.contains(&at)
                || view.syntax.tokens()[at].xpos == Xpos::Wrb
        })
}

/// `as Beispiel put it` is set off by commas; other subordinate clauses (`when he said`) introduce nothing outside them.
fn is_subordinate(view: &View<'_>, site: &CueSite, subject: TokenId) -> bool {
    tree::child(view.syntax, site.token, Relation::Mark).is_some_and(|mark| mark < subject)
}

/// A clause or object behind the cue is its content: `, she said talks ended`.
fn has_own_content(view: &View<'_>, site: &CueSite, segment: &Range<usize>) -> bool {
    let marked_other_than_as = tree::child(view.syntax, site.token, Relation::Mark)
        .is_some_and(|mark| mark < site.token && view.lemma(mark.index()) != "as");
    // `it did not, as London had demanded, repeal the law`: not the clause around it was demanded.
    let wanted = matches!(
        site.class,
        CueClass::Demand
            | CueClass::Promise
            | CueClass::Agreement
            | CueClass::Plan
            | CueClass::Hope
    ) && tree::child(view.syntax, site.token, Relation::Mark).is_some();
    let relative = (segment.start..site.words.start).any(|at| {
        matches!(
            view.syntax.tokens()[at].xpos,
            Xpos::Wdt | Xpos::Wp | Xpos::Wrb
        )
    });
    let complement = view.syntax.children(site.token).iter().any(|&c| {
        c.index() >= site.words.end
            && match view.relation(c) {
                // Behind a comma goes on what stands before the cue: `The test, Oman said, was its first`.
                Relation::Ccomp | Relation::Xcomp => {
                    tree::subtree(view.syntax, c).start < segment.end
                }
                Relation::Obj => {
                    !site.takes.person
                        && c.index() < segment.end
                        && !view.is_punct(c.index())
                        && !is_subject_behind(view, site, c)
                }
                _ => false,
            }
    });
    marked_other_than_as || wanted || relative || complement
}

/// `said Beispiel`: the tree may take a subject behind its verb for an object.
fn is_subject_behind(view: &View<'_>, site: &CueSite, c: TokenId) -> bool {
    let inverted = site
        .words
        .start
        .checked_sub(1)
        .is_some_and(|at| view.is_punct(at));
    inverted && c.index() >= site.words.end
}

/// The cue, its subject and the adverbials between it and the next comma.
fn own_segment(view: &View<'_>, site: &CueSite, subject: TokenId) -> Range<usize> {
    let sentence = view.sentence_of(site.token.index());
    let phrase = crate::phrase::phrase(view, subject, &site.words);
    let mut start = site.words.start.min(phrase.start);
    let mut end = site.words.end.max(phrase.end);
    // Auxiliaries, adverbs and `as` stand before the subject or between it and the cue.
    while start > sentence.start
        && !view.is_punct(start - 1)
        && matches!(
            view.upos(start - 1),
            Upos::Adv | Upos::Aux | Upos::Sconj | Upos::Cconj
        )
    {
        start -= 1;
    }
    while end < sentence.end
        && view.text(end) != ","
        && !view.ends_clause(end)
        && view.run_of(end).is_none()
    {
        end += 1;
    }
    start..end
}

/// The sentence around `according to Beispiel`.
pub(crate) fn around_preposition(view: &View<'_>, site: &CueSite) -> Option<Found> {
    around(view, site, prepositional_segment(view, site)).map(|pieces| Found {
        pieces,
        rule: Rule::Preposition,
    })
}

/// `according to Beispiel`: the preposition with its complement.
fn prepositional_segment(view: &View<'_>, site: &CueSite) -> Range<usize> {
    let end = speakers::complement_of(view, site).map_or(site.words.end, |noun| {
        tree::subtree(view.syntax, noun).end.max(site.words.end)
    });
    site.words.start..end
}

/// The sentence that `segment` interrupts, without it.
fn around(view: &View<'_>, site: &CueSite, segment: Range<usize>) -> Option<Vec<Range<usize>>> {
    let sentence = view.sentence_of(site.token.index());
    let start = (sentence.start..segment.start)
        .rev()
        .find(|&at| view.text(at) == ";")
        .map_or(sentence.start, |at| at + 1);
    let pieces: Vec<_> = [start..segment.start, segment.end.max(start)..sentence.end]
        .into_iter()
        .map(|piece| trim(view, piece))
        .filter(|piece| piece.start < piece.end)
        // `…, she said, wiping her face`: the participle tells of the speaker.
        .filter(|piece| {
            piece.start < segment.end || view.syntax.tokens()[piece.start].xpos != Xpos::Vbg
        })
        .collect();
    (!pieces.is_empty()).then_some(pieces)
}

fn trim(view: &View<'_>, mut words: Range<usize>) -> Range<usize> {
    while words.start < words.end
        && view.is_punct(words.start)
        && view.run_of(words.start).is_none()
    {
        words.start += 1;
    }
    while words.start < words.end
        && view.is_punct(words.end - 1)
        && view.run_of(words.end - 1).is_none()
    {
        words.end -= 1;
    }
    words
}
