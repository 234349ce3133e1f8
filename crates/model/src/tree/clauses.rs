//! Clauses and their arguments: who acts, on what, with which preposition.
//!
//! `The talks, which Austria hosted and Iran attended, were praised by Oman`: Austria hosts, Iran
//! attends, the talks are attended, Oman praises.

use crate::tree::{case_marker, child, conjuncts, first_conjunct};
use crate::{Relation, Syntax, TokenId, Upos};

/// Grammatical voice of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The subject is acted on.
    Passive,
}

/// A noun that takes part in a clause, by what it does, not by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// Acts: active subject, or `by` phrase of a passive.
    Actor(TokenId),
    /// Is acted on: object, or passive subject.
    Undergoer(TokenId),
}

/// True when `token` heads a clause: a predicate with a subject, or in a clausal relation, or the root.
pub fn is_clause(syntax: &Syntax, token: TokenId) -> bool {
    let row = syntax.token(token);
    matches!(
        row.relation.universal(),
        Relation::Root
            | Relation::Ccomp
            | Relation::Xcomp
            | Relation::Advcl
            | Relation::Acl
            | Relation::Csubj
            | Relation::Parataxis
    ) || syntax
        .children(token)
        .iter()
        .any(|&c| syntax.token(c).relation.is_subject())
        || (row.relation == Relation::Conj && row.upos == Upos::Verb)
}

/// The nearest clause head at or above `token`.
pub fn clause_head(syntax: &Syntax, token: TokenId) -> TokenId {
    let mut at = token;
    while !is_clause(syntax, at) {
        match syntax.token(at).head {
            Some(head) => at = head,
            None => break,
        }
    }
    at
}

/// Voice of a verb: passive with a passive subject, a passive auxiliary, or as a participle after a noun (`a deal signed by`).
pub(crate) fn voice(syntax: &Syntax, verb: TokenId) -> Voice {
    let passive_child = syntax.children(verb).iter().any(|&c| {
        matches!(
            syntax.token(c).relation,
            Relation::NsubjPass | Relation::AuxPass | Relation::OblAgent | Relation::CsubjPass
        )
    });
    let row = syntax.token(verb);
    let bare_participle = row.xpos == crate::Xpos::Vbn
        && matches!(
            row.relation,
            Relation::Acl | Relation::Amod | Relation::Advcl
        )
        && child(syntax, verb, Relation::Aux).is_none()
        && !is_headless_clause(syntax, verb);
    if passive_child || bare_participle {
        Voice::Passive
    } else {
        Voice::Active
    }
}

/// A sentence without a finite verb whose participle has an object is a clause: `British jets hit a depot` with `hit` hung from
/// the jets.
fn is_headless_clause(syntax: &Syntax, verb: TokenId) -> bool {
    let row = syntax.token(verb);
    let is_root = row
        .head
        .is_some_and(|noun| noun < verb && syntax.token(noun).relation == Relation::Root);
    row.relation == Relation::Acl && is_root && !objects(syntax, verb).is_empty()
}

/// Who takes part in the clause of `verb` as actor and as undergoer, coordination spelled out, in text order.
/// The subject of a verb that has none of its own is found through conjunction, control and relative clauses.
pub fn subjects(syntax: &Syntax, verb: TokenId) -> Vec<Argument> {
    let voice = voice(syntax, verb);
    let mut found = Vec::new();
    if let Some(subject) = own_or_shared_subject(syntax, verb, 0) {
        for noun in conjuncts(syntax, subject) {
            found.push(match voice {
                Voice::Active => Argument::Actor(noun),
                Voice::Passive => Argument::Undergoer(noun),
            });
        }
    }
    if voice == Voice::Passive {
        for agent in agents(syntax, verb) {
            found.extend(conjuncts(syntax, agent).into_iter().map(Argument::Actor));
        }
    }
    found
}

/// `by` phrases of a passive, those that the parser hung from its adverb included (`was opposed earlier by Austria`).
fn agents(syntax: &Syntax, verb: TokenId) -> impl Iterator<Item = TokenId> + '_ {
    let adverbs = syntax
        .children(verb)
        .iter()
        .filter(move |&&c| c > verb && syntax.token(c).relation == Relation::Advmod)
        .flat_map(|&adverb| syntax.children(adverb));
    syntax
        .children(verb)
        .iter()
        .chain(adverbs)
        .copied()
        .filter(|&c| {
            let relation = syntax.token(c).relation;
            relation == Relation::OblAgent
                || (relation == Relation::Obl
                    && case_marker(syntax, c).is_some_and(|p| syntax.lemma(p) == "by"))
        })
}

/// Depth bound of the search through coordination and control; sentences that nest deeper are lists, not clauses.
const MAX_SHARING: usize = 6;

fn own_or_shared_subject(syntax: &Syntax, verb: TokenId, depth: usize) -> Option<TokenId> {
    // Of two subjects the nearer one acts: `something Kerry did not rule out`.
    let own = syntax.children(verb).iter().rev().copied().find(|&c| {
        matches!(
            syntax.token(c).relation,
            Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter
        )
    });
    let own = own.or_else(|| named_expletive(syntax, verb));
    let row = syntax.token(verb);
    if let Some(subject) = own {
        // `which` and `who` stand for the noun that the relative clause modifies.
        let is_relative = matches!(
            syntax.token(subject).xpos,
            crate::Xpos::Wdt | crate::Xpos::Wp
        ) || (row.relation == Relation::AclRelcl
            && syntax.lemma(subject) == "that");
        if is_relative {
            let clause = first_conjunct(syntax, verb);
            if syntax.token(clause).relation.universal() == Relation::Acl {
                return syntax.token(clause).head.or(Some(subject));
            }
        }
        return Some(subject);
    }
    if depth == MAX_SHARING {
        return None;
    }
    let head = row.head?;
    match row.relation {
        Relation::Conj => own_or_shared_subject(syntax, head, depth + 1),
        // `urged Iran to return`: the object acts; `vowed to return`: the subject does.
        Relation::Xcomp => objects(syntax, head)
            .first()
            .copied()
            .or_else(|| own_or_shared_subject(syntax, head, depth + 1))
            .or_else(|| subject_before_copula(syntax, head)),
        // `A blast killed two, the army said`: who says it afterwards did not do it.
        Relation::Ccomp
            if child(syntax, verb, Relation::Mark).is_none() || is_infinitive(syntax, verb) =>
        {
            own_or_shared_subject(syntax, head, depth + 1).filter(|&subject| subject < verb)
        }
        Relation::Advcl
            if child(syntax, verb, Relation::Mark).is_none() || is_infinitive(syntax, verb) =>
        {
            own_or_shared_subject(syntax, head, depth + 1)
        }
        // `a deal signed by`, `the envoy leading the talks`.
        Relation::Acl if !is_infinitive(syntax, verb) => Some(head),
        _ => None,
    }
}

/// A name is never an expletive: in `Austria is about to return` some parses have it so.
fn named_expletive(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    let word = child(syntax, verb, Relation::Expl)?;
    matches!(syntax.token(word).upos, Upos::Propn | Upos::Noun).then_some(word)
}

/// The noun before the copula whose predicate the parser took for its subject: `Austria` of `Austria is about to return`.
fn subject_before_copula(syntax: &Syntax, predicate: TokenId) -> Option<TokenId> {
    let row = syntax.token(predicate);
    let copula = row.head.filter(|&head| {
        row.relation.is_subject() && head < predicate && syntax.lemma(head) == "be"
    })?;
    syntax.children(copula).iter().copied().find(|&c| {
        c < copula
            && matches!(
                syntax.token(c).relation.universal(),
                Relation::Nsubj | Relation::Expl | Relation::Obl | Relation::Vocative
            )
            && matches!(syntax.token(c).upos, Upos::Propn | Upos::Noun)
    })
}

fn is_infinitive(syntax: &Syntax, verb: TokenId) -> bool {
    syntax.token(verb).xpos == crate::Xpos::Vb
}

/// Direct and indirect objects of a verb, coordination not spelled out, in text order.
pub fn objects(syntax: &Syntax, verb: TokenId) -> Vec<TokenId> {
    syntax
        .children(verb)
        .iter()
        .copied()
        .filter(|&c| matches!(syntax.token(c).relation, Relation::Obj | Relation::Iobj))
        .collect()
}

/// Nouns that hang from `token` with the preposition `preposition` (lower case), coordination spelled out, in text order.
/// Serves verbs (`meet with Iran`) and nouns (`talks with Iran and Oman`).
pub fn obliques(syntax: &Syntax, token: TokenId, preposition: &str) -> Vec<TokenId> {
    let mut found = Vec::new();
    for &c in syntax.children(token) {
        let relation = syntax.token(c).relation.universal();
        if matches!(relation, Relation::Obl | Relation::Nmod) {
            let marked = syntax.children(c).iter().any(|&p| {
                syntax.token(p).relation == Relation::Case
                    && syntax.lemma(p).eq_ignore_ascii_case(preposition)
            });
            if marked {
                found.extend(conjuncts(syntax, c));
            }
        }
    }
    found
}

/// Complement clauses of a verb, noun or adjective, in text order: `ccomp`, `xcomp`, and `acl` of a noun.
pub fn complements(syntax: &Syntax, token: TokenId) -> Vec<TokenId> {
    syntax
        .children(token)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(
                syntax.token(c).relation,
                Relation::Ccomp | Relation::Xcomp | Relation::Acl
            )
        })
        .collect()
}

/// The particle of a phrasal verb: `down` of `step down`.
pub fn particle(syntax: &Syntax, verb: TokenId) -> Option<TokenId> {
    child(syntax, verb, Relation::CompoundPrt)
}
