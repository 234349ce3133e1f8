//! The clause around a trigger: its objects, and its subject where the parser hid it.
//!
//! `Austria lifted sanctions` may come as a noun phrase, `vetoed today a resolution` with an oblique; both are read as clauses.

use chancery_model::tree::{self, Argument};
use chancery_model::{Id, Relation, Syntax, TokenId, Upos, Xpos};

use crate::acts::Reading;
use crate::frames::Part;

/// The words around a trigger from which its arguments may hang.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// The trigger.
    pub(crate) token: TokenId,
    /// Its part of speech.
    pub(crate) part: Part,
    /// Its object nouns, coordination spelled out.
    pub(crate) objects: Vec<TokenId>,
    /// The subject of a clause that the parser took for a noun phrase.
    pub(crate) hidden_subject: Option<TokenId>,
}

impl Site {
    pub(crate) fn new(reading: &Reading<'_>, token: TokenId, part: Part) -> Self {
        let syntax = reading.syntax;
        let hidden_subject = if part == Part::Verb {
            hidden_subject(reading, token)
        } else {
            None
        };
        let objects = match (part, hidden_subject) {
            (Part::Verb, None) => object_words(syntax, token),
            (Part::Verb, Some(_)) if syntax.token(token).relation == Relation::Acl => {
                tree::objects(syntax, token)
                    .into_iter()
                    .flat_map(|noun| tree::conjuncts(syntax, noun))
                    .collect()
            }
            (Part::Verb, Some(_)) => syntax
                .token(token)
                .head
                .map_or_else(Vec::new, |noun| tree::conjuncts(syntax, noun)),
            // `The next stop is Jordan`.
            (Part::Noun, _) => predicate(syntax, token).into_iter().collect(),
            (Part::Adjective, _) => Vec::new(),
        };
        Self {
            token,
            part,
            objects,
            hidden_subject,
        }
    }

    /// True for an object that the trigger's clause describes: `the talks that Austria holds`.
    pub(crate) fn is_outside(&self, syntax: &Syntax, object: TokenId) -> bool {
        self.hidden_subject.is_none()
            && tree::descends_from(syntax, self.token, object)
            && self.token != object
    }
}

/// The noun that a noun is said to be.
fn predicate(syntax: &Syntax, noun: TokenId) -> Option<TokenId> {
    let row = syntax.token(noun);
    row.head.filter(|&head| {
        row.relation.is_subject() && tree::child(syntax, head, Relation::Cop).is_some()
    })
}

/// The subject of a clause read as a noun phrase: a name right before a participle, where a phrase would have a hyphen
/// (`Austria-backed sanctions`). `Austria lifted sanctions` with the verb before the noun, `Austria granted asylum` with the
/// verb after the name.
fn hidden_subject(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let syntax = reading.syntax;
    let row = syntax.token(verb);
    if !matches!(row.xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbz) {
        return None;
    }
    let before = TokenId::from_index(verb.index().checked_sub(1)?);
    let is_split = match row.relation {
        Relation::Amod => true,
        // A sentence that consists of a name and its participle is a clause.
        Relation::Acl if row.head == Some(before) => {
            !tree::objects(syntax, verb).is_empty()
                || (syntax.token(before).relation == Relation::Root
                    && tree::obliques(syntax, verb, "by").is_empty())
        }
        _ => false,
    };
    let is_name = syntax.token(before).sentence == row.sentence
        && syntax.token(before).upos == Upos::Propn
        && syntax.token(before).span.end() < row.span.start();
    (is_split && is_name && !reading.actors.direct(before).is_empty()).then_some(before)
}

/// Who is acted on: objects, passive subjects, and `of` phrases of a gerund (`the bombing of`).
fn object_words(syntax: &Syntax, verb: TokenId) -> Vec<TokenId> {
    let mut found = Vec::new();
    for object in tree::objects(syntax, verb) {
        found.extend(tree::conjuncts(syntax, object));
    }
    for argument in tree::subjects(syntax, verb) {
        if let Argument::Undergoer(noun) = argument {
            found.push(noun);
        }
    }
    // A verb that shares its object with a conjunct: `condemned and rejected the attack`, not `refused to talk and hit the camp`.
    if found.is_empty() && tree::child(syntax, verb, Relation::Xcomp).is_none() {
        for &child in syntax.children(verb) {
            if syntax.token(child).relation == Relation::Conj
                && syntax.token(child).xpos == syntax.token(verb).xpos
            {
                for object in tree::objects(syntax, child) {
                    found.extend(tree::conjuncts(syntax, object));
                }
            }
        }
    }
    if found.is_empty() && syntax.token(verb).xpos == Xpos::Vbg {
        found = tree::obliques(syntax, verb, "of");
    }
    // `vetoed today a resolution`, `met Olmert`: an oblique after the verb without preposition, or a name as its
    // complement, is an object that the parser misjudged.
    if found.is_empty() {
        let bare = syntax.children(verb).iter().copied().find(|&child| {
            let row = syntax.token(child);
            let is_bare =
                tree::case_marker(syntax, child).is_none_or(|case| is_particle(syntax, verb, case));
            child > verb
                && ((row.relation == Relation::Obl && is_bare)
                    || (row.relation == Relation::Xcomp && row.upos == Upos::Propn))
        });
        found.extend(
            bare.into_iter()
                .flat_map(|noun| tree::conjuncts(syntax, noun)),
        );
    }
    for word in &mut found {
        *word = antecedent(syntax, verb, *word);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The noun that a relative pronoun stands for: `diplomats whom Poland accused`.
fn antecedent(syntax: &Syntax, verb: TokenId, object: TokenId) -> TokenId {
    let clause = syntax.token(tree::first_conjunct(syntax, verb));
    let is_relative = matches!(syntax.token(object).xpos, Xpos::Wp | Xpos::Wdt)
        && clause.relation.universal() == Relation::Acl;
    clause.head.filter(|_| is_relative).unwrap_or(object)
}

/// `shot down a jet` with `down` as preposition of `jet`.
fn is_particle(syntax: &Syntax, verb: TokenId, case: TokenId) -> bool {
    case.index() == verb.index() + 1 && syntax.token(case).xpos == Xpos::Rp
}
