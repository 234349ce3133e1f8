//! Whether a capital or seat of government acts or is only where something happens.
//!
//! `Moscow rejected the demand` and `Moscow's air campaign`: the state. `the talks in Moscow`, `Moscow airport`: the town.

use chancery_model::{Id, Relation, TokenId, Upos, Xpos, tree};

use crate::lists::{CapitalCue, LISTS};
use crate::reader::Reader;

/// `anti-Pyongyang`, in one word or three: the name of those whom someone is for or against.
pub(crate) fn is_opposed(reader: &Reader<'_>, start: usize) -> bool {
    let cue = |word: &str| LISTS.is_capital_cue(&word.to_lowercase(), CapitalCue::Opposing);
    let within = reader.word(start).split_once('-');
    within.is_some_and(|(prefix, _)| cue(prefix))
        || start >= reader.sentence(start).start + 2
            && reader.word(start - 1) == "-"
            && cue(reader.word(start - 2))
}

/// True when the capital whose words end with `head`'s phrase stands for its government.
pub(crate) fn acts(reader: &Reader<'_>, words: &std::ops::Range<usize>, head: TokenId) -> bool {
    let syntax = reader.syntax;
    let cue = |word: &str, cue| LISTS.is_capital_cue(word, cue);
    let sentence = reader.sentence(words.start);
    if is_opposed(reader, words.start) {
        return true;
    }
    if reader.is_possessive(words, head) {
        // In `Beijing's envoy, Anna Beispiel,` the tree may make her what is owned.
        let behind = TokenId::from_index((words.end + 1).min(sentence.end - 1));
        return is_government_noun(reader, behind)
            || syntax
                .token(head)
                .head
                .is_some_and(|owned| is_government_noun(reader, owned));
    }
    let first = tree::first_conjunct(syntax, head);
    let token = syntax.token(first);
    // The word before is a surer witness of the preposition than the tree.
    let before =
        (words.start > sentence.start).then(|| reader.word(words.start - 1).to_lowercase());
    let preposition = before
        .filter(|word| cue(word, CapitalCue::At) || cue(word, CapitalCue::Toward))
        .or_else(|| reader.case_of(first));
    let Some(above) = token.head else {
        return false;
    };
    if let Some(preposition) = preposition {
        if cue(&preposition, CapitalCue::At) {
            return false;
        }
        if cue(&preposition, CapitalCue::Toward) {
            return token.relation.universal() == Relation::Nmod
                && is_government_noun(reader, above);
        }
        return true;
    }
    let lemma = syntax.lemma(above);
    match token.relation {
        Relation::NsubjPass => cue(lemma, CapitalCue::Affected),
        relation if relation.is_subject() => {
            let verb = syntax.token(above);
            matches!(verb.upos, Upos::Verb | Upos::Adj | Upos::Noun)
                && !cue(lemma, CapitalCue::Placing)
                && (verb.upos != Upos::Noun || is_government_noun(reader, above))
        }
        Relation::Obj | Relation::Iobj => cue(lemma, CapitalCue::Addressing),
        Relation::Compound | Relation::Amod | Relation::Nmod | Relation::NmodUnmarked => {
            let noun = syntax.token(above);
            matches!(noun.xpos, Xpos::Nn | Xpos::Nns) && is_government_noun(reader, above)
        }
        _ => false,
    }
}

/// A noun that governments have; a plural or compound counts by its last word.
fn is_government_noun(reader: &Reader<'_>, noun: TokenId) -> bool {
    let lemma = reader.syntax.lemma(noun);
    LISTS.is_capital_cue(lemma, CapitalCue::Government)
        || lemma
            .rsplit('-')
            .next()
            .is_some_and(|last| LISTS.is_capital_cue(last, CapitalCue::Government))
}
