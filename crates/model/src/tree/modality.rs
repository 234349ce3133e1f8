//! Negation, tense and modality of a verb, read off its auxiliaries and markers.
//!
//! `would not have met`: negated, modal `would`, perfect. Stages decide what that means for a quote or an event.

use crate::{Relation, Syntax, TokenId, Xpos};

/// What the words around a predicate say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modality<'a> {
    /// `not`, `never`, `no longer`, `n't` depends on it.
    pub negated: bool,
    /// Lemma of its modal verb (`will`, `may`, `would`), as written in lower case.
    pub modal: Option<&'a str>,
    /// `is going to`, `is to`, `plans to` are not auxiliaries; a bare infinitive with `to` is marked here.
    pub infinitive: bool,
    /// Past tense or perfect.
    pub past: bool,
    /// `if`, `unless`, `provided` introduces its clause.
    pub condition: Option<TokenId>,
}

/// The modality of the predicate `token`.
pub fn modality<'a>(syntax: &'a Syntax, token: TokenId) -> Modality<'a> {
    let mut found = Modality::default();
    let mut perfect = false;
    let mut past = matches!(syntax.token(token).xpos, Xpos::Vbd | Xpos::Vbn);
    for &c in syntax.children(token) {
        let dependent = syntax.token(c);
        let lemma = syntax.lemma(c);
        match dependent.relation.universal() {
            Relation::Advmod | Relation::Det | Relation::Cc if is_negation(lemma) => {
                found.negated = true
            }
            Relation::Aux | Relation::Cop if dependent.xpos == Xpos::Md => {
                found.modal = Some(lemma)
            }
            Relation::Aux | Relation::Cop => {
                perfect |= lemma == "have";
                past |= dependent.xpos == Xpos::Vbd;
            }
            Relation::Mark if dependent.xpos == Xpos::To => found.infinitive = true,
            Relation::Mark if is_condition(lemma) => found.condition = Some(c),
            _ => {}
        }
    }
    // `will be signed` and `to be signed` have a past participle and lie ahead.
    let lies_ahead = found.modal.is_some() || found.infinitive;
    found.past = perfect || (past && !lies_ahead);
    found
}

fn is_negation(lemma: &str) -> bool {
    matches!(
        lemma,
        "not" | "n't" | "never" | "no" | "neither" | "nor" | "n’t"
    )
}

fn is_condition(lemma: &str) -> bool {
    matches!(lemma, "if" | "unless" | "provided" | "whether")
}
