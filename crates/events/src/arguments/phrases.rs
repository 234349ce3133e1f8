//! How phrases and subjects hang from a trigger, and where parsers hang them instead.
//!
//! `pulled out of talks with Oman`: the `with` phrase belongs to the act, whatever noun it hangs from.

use chancery_model::tree::{self, Argument};
use chancery_model::{Id, Relation, Syntax, TokenId, Upos, Xpos};

use super::content;
use crate::acts::Reading;
use crate::frames::Part;
use crate::site::Site;

/// How many clauses are climbed from a circumstance to one with a subject.
const MAX_CLIMB: usize = 3;

/// The nouns with a preposition, nearest attachment first: those of the trigger; those of its object or of a phrase beside it
/// (`pulled out of talks with`); one that stands right after it; those of an `of` phrase (`the severance of ties between`).
/// No group is empty.
pub(crate) fn phrase_groups(
    reading: &Reading<'_>,
    site: &Site,
    preposition: &str,
) -> Vec<Vec<TokenId>> {
    let syntax = reading.syntax;
    let mut groups = vec![tree::obliques(syntax, site.token, preposition)];
    if site.part == Part::Verb {
        // What a phrase is `of` belongs to it: `as part of the force`.
        let is_loose = preposition != "of";
        let phrases = phrases(syntax, site.token).into_iter().filter(|_| is_loose);
        // `25,000 tons of aid to Liberia`: the phrase may hang from the measure or from what is measured.
        let objects = site.objects.iter().flat_map(|&noun| {
            let inner = content(reading, noun);
            std::iter::once(noun).chain((inner != noun).then_some(inner))
        });
        let nouns = objects.chain(phrases);
        groups.push(
            nouns
                .flat_map(|noun| tree::obliques(syntax, noun, preposition))
                .collect(),
        );
    }
    groups.push(right_after(reading, site, preposition));
    if site.part == Part::Noun && preposition != "of" {
        let nouns = tree::obliques(syntax, site.token, "of").into_iter();
        groups.push(
            nouns
                .flat_map(|noun| tree::obliques(syntax, noun, preposition))
                .collect(),
        );
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// A phrase whose preposition stands right after the trigger or its object but was hung elsewhere: in `ties with Chad almost
/// five years after …` some parses make `Chad` part of the time.
fn right_after(reading: &Reading<'_>, site: &Site, preposition: &str) -> Vec<TokenId> {
    let syntax = reading.syntax;
    for &word in std::iter::once(&site.token).chain(&site.objects) {
        let word = content(reading, word);
        let next = TokenId::from_index(word.index() + 1);
        let Some(row) = syntax.tokens().get(next.index()) else {
            continue;
        };
        let is_noun = |word: TokenId| matches!(syntax.token(word).upos, Upos::Noun | Upos::Propn);
        let beside = syntax.token(site.token).head;
        let noun = match row.relation {
            Relation::Case => row.head.filter(|&head| {
                syntax.token(head).upos == Upos::Propn || syntax.token(head).head == beside
            }),
            // `remained opposed to talks` with the talks as a clause.
            Relation::Mark => row.head.filter(|&head| is_noun(head)).or_else(|| {
                // `aid for Bosnia aimed at …` with `for Bosnia aimed` as a clause.
                tree::child(syntax, row.head?, Relation::Nsubj).filter(|_| row.xpos == Xpos::In)
            }),
            _ => None,
        };
        let noun = noun.filter(|&noun| {
            row.sentence == syntax.token(word).sentence
                && noun > next
                && is_noun(noun)
                && syntax.lemma(next).eq_ignore_ascii_case(preposition)
        });
        if let Some(noun) = noun {
            return vec![noun];
        }
    }
    Vec::new()
}

/// Prepositions that make the subject of a clause take part in the act of their noun: `said during a visit to Oman`.
const HOST_PREPOSITIONS: &[&str] = &["during", "on", "after", "following", "at", "in"];

/// Who takes part in the act of a noun because the clause around it says so: `said after talks with Oman`.
pub(super) fn host_subjects(syntax: &Syntax, noun: TokenId) -> Vec<TokenId> {
    let row = syntax.token(noun);
    let is_circumstance = row.relation.universal() == Relation::Obl
        && tree::case_marker(syntax, noun).is_some_and(|case| {
            HOST_PREPOSITIONS.contains(&syntax.lemma(case).to_lowercase().as_str())
        });
    let mut clause = row.head.filter(|_| is_circumstance);
    // `spoke of efforts to end the war during a visit`: the infinitive has no subject of its own.
    for _ in 0..MAX_CLIMB {
        let Some(at) = clause else { break };
        let found = tree::subjects(syntax, at);
        if !found.is_empty() {
            return found
                .into_iter()
                .map(|argument| match argument {
                    Argument::Actor(noun) | Argument::Undergoer(noun) => noun,
                })
                .collect();
        }
        clause = syntax
            .token(at)
            .head
            .map(|head| tree::clause_head(syntax, head));
    }
    Vec::new()
}

/// A noun before a verb without subject that the parser took for an address, an aside or, if a name, a time; or the noun
/// right before a verb that was hung from it as an aside (`Peru and Chile welcome a …`).
pub(super) fn loose_subject(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    let row = syntax.token(verb);
    let before = verb.index().checked_sub(1).map(TokenId::from_index);
    let host = row.head.filter(|&head| {
        matches!(row.relation, Relation::Parataxis | Relation::Discourse)
            && before.is_some_and(|word| tree::conjuncts(syntax, head).contains(&word))
    });
    let loose = syntax.children(verb).iter().copied().find(|&child| {
        let row = syntax.token(child);
        child < verb
            && (matches!(row.relation, Relation::Vocative | Relation::Dislocated)
                || (row.relation == Relation::OblUnmarked && row.upos == Upos::Propn))
    });
    loose.or(host)
}

/// What else might be the subject when the first gives no party: a split phrase (`Nigerian and British armed forces` as
/// two subjects), or who made what a participle describes (`the Senate passed a resolution urging Iran …`).
pub(super) fn second_subjects(syntax: &Syntax, verb: TokenId) -> Vec<TokenId> {
    let row = syntax.token(verb);
    let mut found: Vec<TokenId> = syntax
        .children(verb)
        .iter()
        .copied()
        .filter(|&child| syntax.token(child).relation == Relation::Nsubj)
        .flat_map(|child| tree::conjuncts(syntax, child))
        .collect();
    if let (Relation::Acl, Xpos::Vbg, Some(noun)) = (row.relation, row.xpos, row.head)
        && syntax.token(noun).relation == Relation::Obj
        && let Some(maker) = syntax.token(noun).head
    {
        found.extend(tree::subjects(syntax, maker).into_iter().filter_map(
            |argument| match argument {
                Argument::Actor(noun) => Some(noun),
                Argument::Undergoer(_) => None,
            },
        ));
    }
    found
}

/// Words that hang from a verb and may hold its phrases: nouns with a preposition (`pulled out of talks with`), adverbs and
/// adjectives (`came closer to a deal with`), and the nouns of the latter.
fn phrases(syntax: &Syntax, verb: TokenId) -> Vec<TokenId> {
    let below = |word: TokenId| {
        syntax
            .children(word)
            .iter()
            .copied()
            .filter(|&child| syntax.token(child).relation == Relation::Obl)
    };
    let mut found: Vec<TokenId> = below(verb).collect();
    let degrees = syntax.children(verb).iter().copied().filter(|&child| {
        let row = syntax.token(child);
        child > verb
            && matches!(row.relation, Relation::Advmod | Relation::Xcomp)
            && matches!(row.upos, Upos::Adv | Upos::Adj)
    });
    for degree in degrees {
        found.push(degree);
        found.extend(below(degree));
    }
    found
}

/// Clauses introduced by a preposition: `accused of attacking`, `barred from entering`.
pub(crate) fn clauses(syntax: &Syntax, site: &Site, preposition: &str) -> Vec<TokenId> {
    let mut found = Vec::new();
    for &from in std::iter::once(&site.token).chain(&site.objects) {
        for &child in syntax.children(from) {
            let is_clause = matches!(
                syntax.token(child).relation.universal(),
                Relation::Advcl | Relation::Acl | Relation::Ccomp | Relation::Xcomp
            );
            let is_marked = is_clause
                && syntax.children(child).iter().any(|&mark| {
                    matches!(syntax.token(mark).relation, Relation::Mark | Relation::Case)
                        && syntax.lemma(mark).eq_ignore_ascii_case(preposition)
                });
            if is_marked {
                found.extend(tree::conjuncts(syntax, child));
            }
        }
    }
    found
}

/// A gerund right after the trigger, however it is attached: `ruled out sending`.
pub(crate) fn gerund(syntax: &Syntax, trigger: &[TokenId]) -> Option<TokenId> {
    let last = trigger.last()?;
    let next = syntax.tokens().get(last.index() + 1)?;
    let is_gerund = next.xpos == Xpos::Vbg && next.sentence == syntax.token(*last).sentence;
    (is_gerund && next.head.is_some_and(|head| trigger.contains(&head)))
        .then(|| TokenId::from_index(last.index() + 1))
}
