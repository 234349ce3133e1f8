//! Which words are pronouns that stand for someone: personal, possessive and reflexive, without the `it` of the weather.
//!
//! `It is clear that she will come`: `She` is a mention, `It` is none, because the tree calls it expletive or a clause follows.

use chancery_model::{Id, Relation, TokenId, Upos, tree};

use crate::lists::{LISTS, PronounForm, PronounGender};
use crate::reader::Reader;

/// Words that are pronouns, in order.
pub(crate) fn find<'r>(reader: &'r Reader<'_>) -> impl Iterator<Item = usize> + 'r {
    (0..reader.syntax.tokens().len()).filter(|&at| {
        let is_pronoun = matches!(reader.syntax.tokens()[at].upos, Upos::Pron | Upos::Det);
        is_pronoun
            && reader.is_story(at)
            && form(reader, at).is_some_and(|form| {
                form.gender != PronounGender::Neuter || !is_expletive(reader, at)
            })
    })
}

/// The pronoun at a word.
pub(crate) fn form(reader: &Reader<'_>, at: usize) -> Option<PronounForm> {
    match reader.word(at) {
        "I" => LISTS.pronoun("I"),
        // A state, not a pronoun.
        "US" => None,
        word => LISTS.pronoun(&word.to_lowercase()),
    }
}

fn is_expletive(reader: &Reader<'_>, at: usize) -> bool {
    let syntax = reader.syntax;
    let token = syntax.token(TokenId::from_index(at));
    if token.relation == Relation::Expl {
        return true;
    }
    let Some(above) = token.head.filter(|_| token.relation.is_subject()) else {
        return false;
    };
    // `It is important to agree`: an adjective with a clause behind it.
    let has_clause = syntax.children(above).iter().any(|&child| {
        let relation = syntax.token(child).relation;
        child > above && matches!(relation.universal(), Relation::Csubj | Relation::Ccomp)
            || child > above
                && matches!(relation, Relation::Advcl | Relation::Xcomp)
                && syntax.token(above).upos == Upos::Adj
    });
    has_clause
        && syntax.token(above).upos != Upos::Verb
        && tree::child(syntax, above, Relation::Cop).is_some()
}
