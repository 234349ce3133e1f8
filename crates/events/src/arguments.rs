//! Where the parties of an act stand in the tree.
//!
//! `US sanctions on Iran` and `the US imposed sanctions on Iran`: the same two parties, once as adjective and
//! `on` phrase of a noun, once as subject and `on` phrase of the verb that supports it.

use chancery_model::tree::{self, Argument};
use chancery_model::{EntityId, EntityKind, Id, Relation, Syntax, TokenId, Upos, Xpos};

use crate::actors::extend;
use crate::acts::Reading;
use crate::frames::{Operator, Part, Slot};
use crate::matching::Candidate;
use crate::site::Site;

/// Looks through nouns that only count or measure: `a series of talks`.
pub(crate) fn content(reading: &Reading<'_>, noun: TokenId) -> TokenId {
    let containers = reading.frames.class("container");
    let inner = containers
        .contains(reading.syntax.lemma(noun))
        .then(|| tree::obliques(reading.syntax, noun, "of").first().copied());
    inner.flatten().unwrap_or(noun)
}

/// The words in one slot of a trigger, coordination spelled out, in text order.
pub(crate) fn words(reading: &Reading<'_>, site: &Site, slot: &Slot) -> Vec<TokenId> {
    let syntax = reading.syntax;
    match slot {
        Slot::Subject if site.hidden_subject.is_some() => site.hidden_subject.into_iter().collect(),
        Slot::Subject if site.part == Part::Noun => {
            let subject = tree::child(syntax, site.token, Relation::Nsubj);
            subject
                .into_iter()
                .flat_map(|subject| tree::conjuncts(syntax, subject))
                .collect()
        }
        Slot::Subject => {
            let all = tree::subjects(syntax, site.token);
            if all.is_empty() {
                return loose_subject(syntax, site.token)
                    .into_iter()
                    .flat_map(|noun| tree::conjuncts(syntax, noun))
                    .collect();
            }
            all.into_iter()
                .filter_map(|argument| match argument {
                    Argument::Actor(noun) => Some(noun),
                    Argument::Undergoer(_) => None,
                })
                .collect()
        }
        Slot::Object => site.objects.clone(),
        Slot::Possessor | Slot::Adjective => Vec::new(),
        Slot::Clause => host_subjects(syntax, site.token),
        // `reached an agreement to withdraw`: the clause may hang from the object.
        Slot::Complement => std::iter::once(&site.token)
            .chain(&site.objects)
            .flat_map(|&from| tree::complements(syntax, from))
            .flat_map(|clause| tree::conjuncts(syntax, clause))
            .collect(),
        Slot::Preposition(preposition) => phrase_groups(reading, site, preposition)
            .into_iter()
            .next()
            .unwrap_or_default(),
    }
}

/// The nouns with a preposition, nearest attachment first: those of the trigger; those of its object or of a phrase beside it
/// (`pulled out of talks with`); one that stands right after it; those of an `of` phrase (`the severance of ties between`).
/// No group is empty.
pub(crate) fn phrase_groups(reading: &Reading<'_>, site: &Site, preposition: &str) -> Vec<Vec<TokenId>> {
    let syntax = reading.syntax;
    let mut groups = vec![tree::obliques(syntax, site.token, preposition)];
    if site.part == Part::Verb {
        // What a phrase is `of` belongs to it: `as part of the force`.
        let is_loose = preposition != "of";
        let phrases = phrases(syntax, site.token)
            .into_iter()
            .filter(|_| is_loose);
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
fn host_subjects(syntax: &Syntax, noun: TokenId) -> Vec<TokenId> {
    let row = syntax.token(noun);
    let is_circumstance = row.relation.universal() == Relation::Obl
        && tree::case_marker(syntax, noun).is_some_and(|case| {
            HOST_PREPOSITIONS.contains(&syntax.lemma(case).to_lowercase().as_str())
        });
    let mut clause = row.head.filter(|_| is_circumstance);
    // `spoke of efforts to end the war during a visit`: the infinitive has no subject of its own.
    for _ in 0..MAX_DEPTH {
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
fn loose_subject(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
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
fn second_subjects(syntax: &Syntax, verb: TokenId) -> Vec<TokenId> {
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

/// The places in the first of `slots` that holds any: where an act at home is done to nobody else.
pub(crate) fn places(reading: &Reading<'_>, site: &Site, slots: &[Slot]) -> Vec<EntityId> {
    for slot in slots {
        for word in words(reading, site, slot) {
            let inner = tree::obliques(reading.syntax, word, "of");
            let place = std::iter::once(word)
                .chain(inner)
                .find_map(|word| reading.actors.entity_of(word, EntityKind::Place));
            if let Some(place) = place {
                return vec![place];
            }
        }
    }
    Vec::new()
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

/// The parties in the first of `slots` that holds any.
pub(crate) fn parties(reading: &Reading<'_>, site: &Site, slots: &[Slot]) -> Vec<EntityId> {
    let actors = &reading.actors;
    for slot in slots {
        let found = match slot {
            Slot::Possessor => {
                let told = owner_by_clause(reading, site.token);
                if told.is_empty() {
                    actors.owners(site.token)
                } else {
                    told
                }
            }
            Slot::Adjective => actors.adjectives(site.token),
            Slot::Preposition(preposition) => phrase_groups(reading, site, preposition)
                .into_iter()
                .map(|group| parties_of_words(reading, &group))
                .find(|found| !found.is_empty())
                .unwrap_or_default(),
            Slot::Subject | Slot::Object | Slot::Complement | Slot::Clause => {
                let mut found = parties_of_words(reading, &words(reading, site, slot));
                let is_named = |found: &[EntityId]| found.iter().any(|&party| actors.is_known(party));
                if *slot == Slot::Subject && !is_named(&found) {
                    let mut others = Vec::new();
                    for word in second_subjects(reading.syntax, site.token) {
                        extend(&mut others, actors.of(word));
                    }
                    if found.is_empty() || is_named(&others) {
                        others.retain(|&party| found.is_empty() || actors.is_known(party));
                        found = others;
                    }
                    // `The US military trains pilots` with the subject as modifiers of the verb.
                    if found.is_empty() && site.part == Part::Verb {
                        found = actors.adjectives(site.token);
                    }
                }
                found
            }
        };
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The parties that some words stand for, in order.
fn parties_of_words(reading: &Reading<'_>, words: &[TokenId]) -> Vec<EntityId> {
    let mut found = Vec::new();
    for &word in words {
        extend(&mut found, reading.actors.of(content(reading, word)));
    }
    found
}

/// `During his talks with Oman, the premier said …`: the pronoun stands for the subject of the clause, whoever came before.
fn owner_by_clause(reading: &Reading<'_>, noun: TokenId) -> Vec<EntityId> {
    let syntax = reading.syntax;
    let is_pronoun = tree::possessor(syntax, noun)
        .is_some_and(|owner| syntax.token(owner).upos == Upos::Pron);
    let mut found = Vec::new();
    if is_pronoun {
        for word in host_subjects(syntax, noun) {
            extend(&mut found, reading.actors.direct(word));
        }
    }
    found
}

/// Prepositions that tie a party to what is praised, refused or asked for.
const TIES: &[&str] = &[
    "with", "from", "to", "against", "between", "of", "by", "about", "on",
];

/// How many nouns deep a party may hang from an object: `assurances on issues of trade from Iran`.
const MAX_DEPTH: usize = 3;

/// The parties, other than `source`, that hang from the objects of a verb at any depth: `welcomed news of a deal with Iran`.
pub(crate) fn parties_of_objects(
    reading: &Reading<'_>,
    site: &Site,
    source: &[EntityId],
) -> Vec<EntityId> {
    let mut nouns = site.objects.clone();
    for _ in 0..MAX_DEPTH {
        for preposition in TIES {
            let mut found = Vec::new();
            for &noun in &nouns {
                for word in tree::obliques(reading.syntax, noun, preposition) {
                    extend(&mut found, reading.actors.of(word));
                }
            }
            found.retain(|entity| !source.contains(entity));
            if !found.is_empty() {
                return found;
            }
        }
        nouns = nouns
            .iter()
            .flat_map(|&noun| reading.syntax.children(noun))
            .copied()
            .filter(|&child| reading.syntax.token(child).relation.universal() == Relation::Nmod)
            .collect();
    }
    Vec::new()
}

/// Prepositions that may name whom an act is done to when the frame's own slots name nobody.
const USUAL_TARGETS: &[&str] = &["with", "to", "against", "toward", "towards", "from", "of", "about", "for", "over"];

/// The known parties, other than `source`, that hang from a verb with one of the usual prepositions.
pub(crate) fn parties_of_phrases(
    reading: &Reading<'_>,
    site: &Site,
    source: &[EntityId],
) -> Vec<EntityId> {
    for preposition in USUAL_TARGETS {
        let mut found = Vec::new();
        for word in tree::obliques(reading.syntax, site.token, preposition) {
            extend(&mut found, reading.actors.of(word));
        }
        found.retain(|&entity| !source.contains(&entity) && reading.actors.is_known(entity));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The known parties, other than `source`, anywhere below the words in `slots`, the nearest ones: `aid to refugees from the
/// war in Chad`, `a camp for Chadian refugees`. Where they only name the state that acts, the place it acts in.
pub(crate) fn parties_below(
    reading: &Reading<'_>,
    site: &Site,
    slots: &[Slot],
    source: &[EntityId],
) -> Vec<EntityId> {
    let syntax = reading.syntax;
    let mut level: Vec<TokenId> = slots
        .iter()
        .filter(|slot| !matches!(slot, Slot::Subject))
        .flat_map(|slot| words(reading, site, slot))
        .collect();
    let mut at_home = None;
    for _ in 0..MAX_DEPTH {
        let mut found = Vec::new();
        for &word in &level {
            extend(&mut found, reading.actors.of(word));
            at_home = at_home.or_else(|| reading.actors.entity_of(word, EntityKind::Place));
        }
        found.retain(|&entity| !source.contains(&entity) && reading.actors.is_known(entity));
        if !found.is_empty() {
            return found;
        }
        level = level
            .iter()
            .flat_map(|&word| syntax.children(word))
            .copied()
            .filter(|&child| {
                let row = syntax.token(child);
                matches!(
                    row.relation.universal(),
                    Relation::Nmod | Relation::Acl | Relation::Obl | Relation::Obj | Relation::Appos
                ) && row.relation != Relation::AclRelcl
                    && row.upos != Upos::Pron
            })
            .collect();
    }
    at_home.into_iter().collect()
}

/// Slots of a clause whose verb is no trigger, in order of preference.
const CONTENT_SLOTS: &[&str] = &["to", "with", "against", "on", "from", "for", "of", "in"];

/// The known parties, other than `source`, in a clause inside `candidate` that states no act by itself: its subject for an operator
/// that turns to it (`demanded that Iran renounce …`), else what it is done to (`threatened to deal Iran a blow`).
pub(crate) fn parties_of_content(
    reading: &Reading<'_>,
    candidate: &Candidate<'_>,
    source: &[EntityId],
) -> Vec<EntityId> {
    let turns = candidate
        .frame
        .operator
        .is_some_and(Operator::turns_to_inner_source);
    let mut clauses = words(reading, &candidate.site, &Slot::Complement);
    for preposition in ["to", "of", "for", "from"] {
        clauses.extend(self::clauses(reading.syntax, &candidate.site, preposition));
    }
    for clause in clauses {
        let site = Site::new(reading, clause, Part::Verb);
        let slots = std::iter::once(Slot::Object).chain(
            CONTENT_SLOTS
                .iter()
                .map(|word| Slot::Preposition((*word).into())),
        );
        let subject = turns.then_some(Slot::Subject);
        for slot in subject.into_iter().chain(slots) {
            let mut found = parties(reading, &site, &[slot]);
            found.retain(|&entity| {
                !source.contains(&entity)
                    && reading.actors.is_known(entity)
                    && reading.actors.may_be_target(entity, false)
            });
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}
