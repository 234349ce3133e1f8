//! Finds the words that a cue introduces, where no quotation marks say so.
//!
//! `Beispiel said that talks would resume and that Iran had agreed on Monday`: the content of `said` is everything from
//! `that` on. Where the cue stands at the end or in the middle (`Talks, she said, will resume`), the content is the rest
//! of the sentence, in one or two pieces.

use std::ops::Range;

use chancery_model::tree;
use chancery_model::{CueClass, Id, Relation, TokenId, Upos, Xpos};

use crate::cues::CueSite;
use crate::draft::Rule;
use crate::extent;
use crate::inverted;
use crate::lexicon::CuePos;
use crate::medium;
use crate::phrase::mention_of;
use crate::view::View;

/// Farthest `that` from its cue, in words, with an addressee and a date between.
const MAX_TO_THAT: usize = 14;

/// Longest date between a medium and its `that`, in words: `in an interview on Monday that`.
const MAX_DATE: usize = 2;

/// Content as ranges of words, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) pieces: Vec<Range<usize>>,
    pub(crate) rule: Rule,
}

/// The content of `site`, by the tree.
pub(crate) fn of(view: &View<'_>, site: &CueSite) -> Option<Found> {
    if site.pos == CuePos::Preposition {
        return inverted::around_preposition(view, site);
    }
    if let Some(found) = inverted::around_verb(view, site) {
        return Some(found);
    }
    match complement(view, site) {
        Some(found) if found.rule != Rule::Thing => Some(found),
        thing => remainder(view, site).or(thing),
    }
}

/// What follows the cue and depends on it.
fn complement(view: &View<'_>, site: &CueSite) -> Option<Found> {
    let mut best: Option<(usize, usize, Rule)> = None;
    let mut object: Option<TokenId> = None;
    let after = site.words.end;
    for &c in view.syntax.children(site.token) {
        if c.index() < after {
            continue;
        }
        let relation = view.relation(c);
        let rule = match relation {
            // `explained why he left`: the question word carries its clause.
            Relation::Obj if site.takes.clause && !is_mental(site) && heads_clause(view, c) => {
                Some(Rule::Clause)
            }
            Relation::Obj | Relation::Iobj => {
                object = object.or(Some(c));
                continue;
            }
            Relation::Obl | Relation::Nmod
                if site.words.len() > 1 && follows_cue(view, site, c) =>
            {
                object = Some(c);
                continue;
            }
            _ => clause_rule(view, site, c, object),
        };
        if let Some(rule) = rule {
            let words = tree::subtree(view.syntax, c);
            let start = match rule {
                Rule::Order => object.map_or(words.start, |o| tree::subtree(view.syntax, o).start),
                _ => words.start,
            };
            let (from, to, kept) = best.unwrap_or((start, words.end, rule));
            best = Some((from.min(start), to.max(words.end), kept));
        }
    }
    if best.is_none()
        && let Some(object) = object
        && site.takes.thing
    {
        let words = tree::subtree(view.syntax, object);
        best = Some((words.start, words.end, Rule::Thing));
    }
    let (start, end, rule) = best?;
    let start = behind_addressee(view, site, start..end);
    let words = extent::settle(view, site, start.max(after)..end, rule);
    (words.start < words.end).then(|| Found {
        pieces: extent::with_relative(view, site, words),
        rule,
    })
}

/// `told the Herald every claim counts`: of two subjects the first one is the addressee.
fn behind_addressee(view: &View<'_>, site: &CueSite, words: Range<usize>) -> usize {
    let first = words
        .clone()
        .map(TokenId::from_index)
        .filter(|&word| site.takes.person && view.relation(word).is_subject())
        .find(|&word| tree::subtree(view.syntax, word).start == words.start);
    let second = first.and_then(|first| {
        let verb = view.syntax.token(first).head?;
        view.syntax
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c > first && c < verb && view.relation(c).is_subject())
    });
    second.map_or(words.start, |second| {
        tree::subtree(view.syntax, second).start
    })
}

/// True when the noun `c` is the complement of the cue's own last word (`for` of `called for talks`).
fn follows_cue(view: &View<'_>, site: &CueSite, c: TokenId) -> bool {
    tree::case_marker(view.syntax, c).is_none_or(|case| site.words.contains(&case.index()))
}

/// How the dependent `c` is content of `site`, if it is.
fn clause_rule(
    view: &View<'_>,
    site: &CueSite,
    c: TokenId,
    object: Option<TokenId>,
) -> Option<Rule> {
    let clause = if site.is_open {
        Rule::OpenClause
    } else {
        Rule::Clause
    };
    let marker = tree::child(view.syntax, c, Relation::Mark).map(|m| view.lemma(m.index()));
    let infinitive = is_infinitive(view, c);
    let takes_object = site.takes.thing || site.takes.order;
    match view.relation(c) {
        // `did not know who would come`: an open question is nobody's view.
        Relation::Ccomp if is_mental(site) && asks(view, c) => None,
        // `saw talks fail`: seen, not said.
        Relation::Ccomp if is_bare_infinitive(view, c) => None,
        Relation::Ccomp if site.takes.clause && !infinitive => Some(clause),
        Relation::Acl
        | Relation::Advcl
        | Relation::AclRelcl
        | Relation::Dep
        | Relation::Csubj
        | Relation::CsubjPass
            if site.takes.clause
                && (marker.is_some_and(|m| matches!(m, "that" | "whether"))
                    || view.lemma(tree::subtree(view.syntax, c).start) == "that"
                        && site.pos == CuePos::Verb) =>
        {
            Some(clause)
        }
        Relation::Xcomp if is_seen(view, site, c) => None,
        Relation::Ccomp | Relation::Xcomp | Relation::Acl | Relation::Advcl if infinitive => {
            let has_subject = tree::child(view.syntax, c, Relation::Nsubj).is_some();
            let after_object = object.is_some() && view.relation(c) != Relation::Acl;
            let ordered = site.takes.order && (has_subject || after_object)
                || site.takes.person && after_object;
            let purpose = view.relation(c) == Relation::Advcl && site.pos == CuePos::Verb;
            match () {
                () if ordered => Some(Rule::Order),
                () if site.takes.infinitive && !purpose => Some(Rule::Infinitive),
                () => None,
            }
        }
        // `called the offer a mistake`, `saw Iran as a threat`
        Relation::Xcomp if takes_object && object.is_some() => Some(Rule::Order),
        Relation::Obl | Relation::Advcl
            if takes_object && object.is_some() && names_ground(view, site, c) =>
        {
            Some(Rule::Order)
        }
        Relation::Parataxis
            if site.takes.clause && !site.is_open && parataxis_is_content(view, site, c) =>
        {
            Some(clause)
        }
        _ => None,
    }
}

fn is_mental(site: &CueSite) -> bool {
    matches!(
        site.class,
        CueClass::Thought | CueClass::Finding | CueClass::Plan
    )
}

/// The clause starts with a question word or `whether`.
fn asks(view: &View<'_>, c: TokenId) -> bool {
    let first = tree::subtree(view.syntax, c).start;
    view.lemma(first) == "whether"
        || matches!(
            view.syntax.tokens()[first].xpos,
            Xpos::Wrb | Xpos::Wp | Xpos::Wdt
        )
}

/// A question word with a clause below it.
fn heads_clause(view: &View<'_>, c: TokenId) -> bool {
    matches!(view.syntax.token(c).xpos, Xpos::Wrb | Xpos::Wp)
        && view
            .syntax
            .children(c)
            .iter()
            .any(|&verb| verb > c && view.upos(verb.index()) == Upos::Verb)
}

/// A verb without tense, `that`, auxiliary or `to`.
fn is_bare_infinitive(view: &View<'_>, c: TokenId) -> bool {
    view.syntax.token(c).xpos == Xpos::Vb
        && view
            .syntax
            .children(c)
            .iter()
            .any(|&subject| view.relation(subject).is_subject())
        && !view.syntax.children(c).iter().any(|&word| {
            matches!(
                view.relation(word).universal(),
                Relation::Mark | Relation::Aux | Relation::Cop
            )
        })
}

/// `saw prices go up`: an infinitive without `to` behind a verb of perception.
fn is_seen(view: &View<'_>, site: &CueSite, c: TokenId) -> bool {
    site.class == CueClass::Thought
        && view.syntax.token(c).xpos == Xpos::Vb
        && !is_infinitive(view, c)
}

fn is_infinitive(view: &View<'_>, c: TokenId) -> bool {
    view.syntax.children(c).iter().any(|&m| {
        m < c && view.syntax.token(m).xpos == Xpos::To && view.upos(m.index()) == Upos::Part
    })
}

/// `as` of `saw it as`, `of` of `accused Iran of`, `for` of `blamed Iran for`, `as` of `described it as`.
fn names_ground(view: &View<'_>, site: &CueSite, c: TokenId) -> bool {
    let children = view.syntax.children(c);
    // `critical of the plan, with Oman saying …`: a clause of its own.
    let own_subject = children.iter().any(|&p| view.relation(p).is_subject());
    !own_subject
        && children.iter().any(|&p| {
            p < c
                && matches!(view.relation(p), Relation::Case | Relation::Mark)
                && match view.lemma(p.index()) {
                    "as" => true,
                    // `saw the envoy for the last time`
                    "of" | "for" | "with" => site.class != CueClass::Thought,
                    _ => false,
                }
        })
}

/// `He said the talks were over`: trees without a `that` sometimes hang the clause loosely.
fn parataxis_is_content(view: &View<'_>, site: &CueSite, c: TokenId) -> bool {
    let words = tree::subtree(view.syntax, c);
    let gap = site.words.end..words.start.max(site.words.end);
    let next_to = gap.clone().all(|at| view.is_punct(at));
    let by_colon = gap.clone().any(|at| view.text(at) == ":");
    // `a man he knew, his lawyer said`: a relative clause has no loose complement.
    (next_to || by_colon)
        && !matches!(
            view.relation(site.token),
            Relation::Parataxis | Relation::AclRelcl
        )
}

/// Where the tree shows no clause: from a `that` close behind the cue, or from a noun phrase that a finite verb follows.
fn remainder(view: &View<'_>, site: &CueSite) -> Option<Found> {
    if !site.takes.clause || site.is_open || site.pos == CuePos::Preposition {
        return None;
    }
    let sentence = view.sentence_of(site.token.index());
    let words = after_that(view, site, &sentence).or_else(|| bare_clause(view, site, &sentence))?;
    Some(Found {
        pieces: vec![extent::settle(view, site, words, Rule::Remainder)],
        rule: Rule::Remainder,
    })
}

/// `said on Monday that talks ended`: the tree may have taken `that` for a pronoun of `Monday`.
fn after_that(view: &View<'_>, site: &CueSite, sentence: &Range<usize>) -> Option<Range<usize>> {
    let window = site.words.end..sentence.end.min(site.words.end + MAX_TO_THAT);
    let that = window.clone().find(|&at| {
        let adjacent = at == site.words.end && !matches!(view.upos(at), Upos::Pron | Upos::Det);
        let asks = site.class == CueClass::Question
            && (matches!(view.syntax.tokens()[at].xpos, Xpos::Wrb) || view.lemma(at) == "whether");
        // `in an interview that talks ended`: a medium takes no relative clause here.
        let behind_medium = (site.words.end..at)
            .rev()
            .take(MAX_DATE + 1)
            .any(|noun| medium::kind(view, TokenId::from_index(noun)).is_some());
        // `told parliament that troops would leave`
        let behind_person = site.takes.person
            && tree::objects(view.syntax, site.token)
                .iter()
                .any(|&object| {
                    object.index() < at
                        && (is_mentioned(view, object) || medium::kind(view, object).is_some())
                });
        let behind_adverbial = view.syntax.tokens()[at].xpos == Xpos::Wdt
            && (behind_medium || behind_person || adverbial_before(view, site, at));
        asks || view.lemma(at) == "that"
            && (view.syntax.tokens()[at].xpos == Xpos::In || adjacent || behind_adverbial)
    })?;
    let has_verb_between = (site.words.end..that).any(|at| {
        view.upos(at) == Upos::Verb && view.run_of(at) == view.run_of(site.token.index())
    });
    (!has_verb_between && that + 1 < sentence.end).then_some(that..sentence.end)
}

/// The noun is the head of someone's mention, or a pronoun.
fn is_mentioned(view: &View<'_>, noun: TokenId) -> bool {
    let word = view.syntax.token(noun).span;
    view.upos(noun.index()) == Upos::Pron
        || mention_of(view, noun, word)
            .is_some_and(|mention| view.entities.mentions[mention].head_token == noun)
}

/// Only an adverbial of the cue stands between the cue and `at`.
fn adverbial_before(view: &View<'_>, site: &CueSite, at: usize) -> bool {
    view.syntax.children(site.token).iter().any(|&c| {
        let words = tree::subtree(view.syntax, c);
        matches!(
            view.relation(c).universal(),
            Relation::Obl | Relation::Advmod
        ) && words.start == site.words.end
            && (words.start..words.end + 1).contains(&at)
    })
}

/// `claiming the deal was dead`, where the tree takes `the deal` for an object: a finite verb right behind it says that it is a subject.
fn bare_clause(view: &View<'_>, site: &CueSite, sentence: &Range<usize>) -> Option<Range<usize>> {
    if site.pos != CuePos::Verb || site.takes.person {
        return None;
    }
    let object = view
        .syntax
        .children(site.token)
        .iter()
        .copied()
        .find(|&c| {
            matches!(
                view.relation(c),
                Relation::Obj | Relation::Nsubj | Relation::Obl
            ) && c.index() >= site.words.end
        })?;
    let phrase = tree::noun_phrase(view.syntax, object);
    let next = phrase.end;
    let finite = next < sentence.end
        && matches!(
            view.syntax.tokens()[next].xpos,
            Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md
        )
        && phrase.start == site.words.end;
    let verb = TokenId::from_index(next.min(sentence.end - 1));
    let predicate = match view.relation(verb) {
        Relation::Aux | Relation::Cop | Relation::AuxPass => {
            view.syntax.token(verb).head.filter(|head| *head > verb)?
        }
        _ => verb,
    };
    finite.then(|| phrase.start..tree::subtree(view.syntax, predicate).end.max(next + 1))
}
