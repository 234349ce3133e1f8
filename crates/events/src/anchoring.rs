//! When and where: the time expression and the place phrase that belong to an act.
//!
//! `Officials said on Friday that the two met in Oman on Monday`: the meeting was on Monday in Oman; Friday is the saying's.

use chancery_model::tree;
use chancery_model::{
    EntityId, EntityKind, EventTime, EventType, Id, Mode, Quad, Relation, Table, TimeBasis,
    TimeExpression, TimeId, TokenId, Upos,
};

use crate::acts::{Act, Reading};

/// Clauses that are climbed from a time to the relative clause it follows.
const MAX_CLIMB: usize = 4;

/// The days of the act: a time that hangs from its words, else from their clause, else the only one of the sentence.
pub(crate) fn time(
    reading: &Reading<'_>,
    times: &Table<TimeId, TimeExpression>,
    act: &Act<'_>,
) -> Option<EventTime> {
    let syntax = reading.syntax;
    let sentence = syntax.sentence(syntax.token(act.head).sentence);
    let mut best: Option<(usize, EventTime)> = None;
    let times = times.iter().as_slice();
    let first = times.partition_point(|time| time.span.start() < sentence.span.start());
    let dated: Vec<_> = times[first..]
        .iter()
        .take_while(|time| time.span.start() < sentence.span.end())
        .filter(|time| time.interval.is_some())
        .collect();
    for time in &dated {
        let (Some((start, end)), Some(governor)) = (time.interval, governor(reading, time)) else {
            continue;
        };
        let is_only = dated.len() == 1;
        let Some(basis) = basis(reading, act, governor, is_only) else {
            continue;
        };
        let distance = governor.index().abs_diff(act.head.index());
        // `in July and August`: both months; `in 2006 and again in 2008` is the first of two acts.
        if let Some((away, span)) = &mut best
            && (span.basis, *away) == (basis, distance)
            && span.end.tomorrow().is_ok_and(|next| next == start)
        {
            span.end = end;
            continue;
        }
        if best.is_none_or(|(away, span)| (basis, distance) < (span.basis, away)) {
            best = Some((distance, EventTime { start, end, basis }));
        }
    }
    best.map(|(_, time)| time)
}

/// The word that a time expression modifies.
fn governor(reading: &Reading<'_>, time: &TimeExpression) -> Option<TokenId> {
    let syntax = reading.syntax;
    let words = syntax.words_in(time.span);
    let (word, mut governor) = words
        .clone()
        .filter_map(|word| Some((word, syntax.tokens()[word].head?)))
        .find(|(_, head)| !words.contains(&head.index()))?;
    // The second month of `in July and August` hangs from the first.
    if syntax.tokens()[word].relation == Relation::Conj {
        let first = tree::first_conjunct(syntax, TokenId::from_index(word));
        governor = syntax.token(first).head.unwrap_or(governor);
    }
    // `met Nagy, who hopes to win, on Wednesday`: the comma closes the relative clause.
    if words.start > governor.index() && follows_comma(reading, words.start) {
        let mut at = governor;
        for _ in 0..MAX_CLIMB {
            let row = syntax.token(at);
            match (row.relation, row.head) {
                (Relation::AclRelcl | Relation::Acl, Some(noun)) => {
                    return Some(tree::clause_head(syntax, noun));
                }
                (Relation::Xcomp | Relation::Advcl | Relation::Conj, Some(head)) => at = head,
                _ => break,
            }
        }
    }
    Some(governor)
}

/// True when a comma stands before the word, or before its preposition.
fn follows_comma(reading: &Reading<'_>, word: usize) -> bool {
    let syntax = reading.syntax;
    let is_comma = |at: usize| {
        syntax
            .tokens()
            .get(at)
            .is_some_and(|row| row.upos == Upos::Punct && reading.doc.slice(row.span) == ",")
    };
    let before = |at: usize, steps: usize| at.checked_sub(steps).is_some_and(is_comma);
    let has_preposition = word
        .checked_sub(1)
        .is_some_and(|at| syntax.tokens()[at].relation == Relation::Case);
    before(word, 1) || (has_preposition && before(word, 2))
}

/// How a time with this governor is tied to the act, if it is.
fn basis(
    reading: &Reading<'_>,
    act: &Act<'_>,
    governor: TokenId,
    is_only: bool,
) -> Option<TimeBasis> {
    let syntax = reading.syntax;
    // The time of what is agreed or asked is not the time of agreeing or asking.
    if act.own_words().any(|word| word == governor) {
        return Some(TimeBasis::Act);
    }
    let clause = tree::clause_head(syntax, governor);
    // `was reinforced after the war in July`: the time of another noun is not the clause's.
    let is_elsewhere = governor != clause
        && syntax.token(governor).upos == Upos::Noun
        && matches!(
            syntax.token(governor).relation.universal(),
            Relation::Obl | Relation::Nmod
        );
    if is_elsewhere {
        return None;
    }
    if act
        .own_words()
        .any(|word| tree::clause_head(syntax, word) == clause)
    {
        return Some(TimeBasis::Clause);
    }
    let is_of_saying = reading
        .frames
        .class("reporting")
        .contains(syntax.lemma(clause));
    // The time of a clause holds for what stands below it, not the other way round; the time of saying only for what is
    // done by saying it.
    let holds = act
        .own_words()
        .next()
        .is_some_and(|word| holds_below(reading, word, clause));
    (is_only && holds && (!is_of_saying || is_done_by_saying(act))).then_some(TimeBasis::Sentence)
}

/// True for promises, demands and the like, false for meetings and deeds.
fn is_done_by_saying(act: &Act<'_>) -> bool {
    matches!(
        act.event_type.quad(),
        Quad::VerbalCooperation | Quad::VerbalConflict
    ) && act.event_type != EventType::Consult
}

/// True when `word` stands below `clause`, and not in a relative clause there.
fn holds_below(reading: &Reading<'_>, word: TokenId, clause: TokenId) -> bool {
    let mut at = word;
    while at != clause {
        let row = reading.syntax.token(at);
        match row.head {
            Some(head) if row.relation != Relation::AclRelcl => at = head,
            _ => return false,
        }
    }
    true
}

/// Prepositions of place.
const PLACE_PREPOSITIONS: &[&str] = &["in", "at", "near", "outside", "inside"];

/// The place of the act: `in`, `at` … with a place, on its words or their clause, else deeper below its words
/// (`fired at a post in Iran`). A town is preferred to a state.
pub(crate) fn place(reading: &Reading<'_>, act: &Act<'_>) -> Option<EntityId> {
    let mut prepositions = PLACE_PREPOSITIONS.to_vec();
    match act.mode {
        Some(Mode::Visit) => prepositions.push("to"),
        Some(Mode::Withdraw) => prepositions.push("from"),
        _ => {}
    }
    let mut near = act.words.clone();
    near.extend(
        act.words
            .iter()
            .map(|&word| tree::clause_head(reading.syntax, word)),
    );
    // What is done by saying it is done where it is said.
    if is_done_by_saying(act) {
        let sayings: Vec<TokenId> = near
            .iter()
            .filter_map(|&clause| {
                let row = reading.syntax.token(clause);
                row.head.filter(|_| row.relation == Relation::Ccomp)
            })
            .filter(|&head| {
                let lemma = reading.syntax.lemma(head);
                reading.frames.class("reporting").contains(lemma)
            })
            .collect();
        near.extend(sayings);
    }
    place_at(reading, &near, &prepositions)
        .or_else(|| place_at(reading, &below(reading, &act.words), PLACE_PREPOSITIONS))
}

fn place_at(reading: &Reading<'_>, sites: &[TokenId], prepositions: &[&str]) -> Option<EntityId> {
    for kind in [EntityKind::Place, EntityKind::State] {
        for &site in sites {
            for preposition in prepositions {
                for noun in tree::obliques(reading.syntax, site, preposition) {
                    if let Some(place) = named(reading, noun, kind) {
                        return Some(place);
                    }
                }
            }
        }
    }
    None
}

/// The place that a phrase names: `in Oslo`, `in the capital, Oslo`, `in the town of Voss`.
pub(crate) fn named(reading: &Reading<'_>, noun: TokenId, kind: EntityKind) -> Option<EntityId> {
    let of = if kind == EntityKind::Place {
        tree::obliques(reading.syntax, noun, "of")
    } else {
        Vec::new()
    };
    std::iter::once(noun)
        .chain(tree::appositions(reading.syntax, noun))
        .chain(of)
        .find_map(|noun| reading.actors.entity_of(noun, kind))
}

/// The words below `words` within their clause, nearest first.
fn below(reading: &Reading<'_>, words: &[TokenId]) -> Vec<TokenId> {
    let syntax = reading.syntax;
    let mut found = words.to_vec();
    let mut at = 0;
    while at < found.len() {
        found.extend(syntax.children(found[at]).iter().copied().filter(|&child| {
            matches!(
                syntax.token(child).relation,
                Relation::Obj | Relation::Obl | Relation::Nmod | Relation::Acl | Relation::OblAgent
            )
        }));
        at += 1;
    }
    found.split_off(words.len())
}
