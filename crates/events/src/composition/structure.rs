//! Which triggers stand inside others, and which belong to another's phrase.
//!
//! In `imposed sanctions on Iran` the noun is part of the verb's phrase; in `refused to lift sanctions` lifting stands inside
//! refusing and the sanctions inside lifting.

use chancery_model::tree::{self, Argument};
use chancery_model::{EventType, Id, Relation, Syntax, TokenId};

use crate::acts::{Act, Reading};
use crate::arguments::{self, content};
use crate::frames::{Operator, Part, Slot};
use crate::matching::Candidate;

/// `marched in Paris demanding reforms`: the demand is what the protest says; `gave grain to help Chad`: the help is the grain.
pub(super) fn drop_parts(syntax: &Syntax, acts: &mut Vec<Act<'_>>) {
    let words: Vec<(EventType, TokenId)> = acts
        .iter()
        .flat_map(|act| act.words.iter().map(|&word| (act.event_type, word)))
        .collect();
    acts.retain(|act| {
        let row = syntax.token(act.words[0]);
        let hangs = matches!(
            row.relation.universal(),
            Relation::Advcl | Relation::Acl | Relation::Xcomp
        );
        let Some(head) = row.head.filter(|_| hangs) else {
            return true;
        };
        let is_part = |of| words.contains(&(of, head));
        let is_aim = row.relation == Relation::Advcl
            && tree::modality(syntax, act.words[0]).infinitive
            && is_part(act.event_type);
        !(is_aim || (act.event_type == EventType::Request && is_part(EventType::Protest)))
    });
}

/// Nouns that are part of another frame's phrase (`sanctions` of `impose sanctions`), and participles that only describe
/// a noun of a phrase (`lifted sanctions imposed last year`).
pub(super) fn claimed(
    syntax: &Syntax,
    candidates: &[Candidate<'_>],
    at_token: &[Option<usize>],
    inside: &[Vec<TokenId>],
) -> Vec<bool> {
    let mut claimed = vec![false; candidates.len()];
    for (candidate, inside) in candidates.iter().zip(inside) {
        for word in &candidate.words {
            if *word != candidate.site.token
                && !inside.contains(word)
                && let Some(other) = at_token[word.index()]
            {
                claimed[other] = true;
            }
        }
    }
    // Candidates whose trigger a word belongs to.
    let mut uses = vec![0_usize; syntax.tokens().len()];
    for word in candidates.iter().flat_map(|candidate| &candidate.words) {
        uses[word.index()] += 1;
    }
    for (index, candidate) in candidates.iter().enumerate() {
        let row = syntax.token(candidate.site.token);
        let describes =
            row.relation.universal() == Relation::Acl && candidate.site.part == Part::Verb;
        let noun = row
            .head
            .filter(|noun| describes && candidate.site.objects.contains(noun));
        if let Some(noun) = noun {
            let own = candidate.words.iter().filter(|word| **word == noun).count();
            claimed[index] |= uses[noun.index()] > own;
        }
    }
    claimed
}

/// Words that may be the head of an act inside `candidate`.
pub(super) fn inner_words(reading: &Reading<'_>, candidate: &Candidate<'_>) -> Vec<TokenId> {
    if candidate.frame.operator.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let is_support = candidate.frame.operator == Some(Operator::Do);
    for slot in &candidate.frame.inner {
        match slot {
            // `urged Iran to withdraw` with the infinitive as adverbial; after `held talks to …` it is a purpose.
            Slot::Complement if !is_support => {
                found.extend(arguments::words(reading, &candidate.site, slot));
                found.extend(arguments::clauses(reading.syntax, &candidate.site, "to"));
                found.extend(arguments::gerund(reading.syntax, &candidate.words));
            }
            Slot::Preposition(preposition) => {
                found.extend(arguments::words(reading, &candidate.site, slot));
                found.extend(arguments::clauses(
                    reading.syntax,
                    &candidate.site,
                    preposition,
                ));
            }
            // `talks that began`, `talks began`: the act itself is the subject.
            Slot::Subject => {
                found.extend(
                    tree::subjects(reading.syntax, candidate.site.token)
                        .into_iter()
                        .map(|argument| match argument {
                            Argument::Actor(noun) | Argument::Undergoer(noun) => noun,
                        }),
                );
            }
            // `the talks that Oman attends`: the talks are not inside the attending.
            Slot::Object => {
                let words = arguments::words(reading, &candidate.site, slot);
                let is_inside = |&word: &TokenId| !candidate.site.is_outside(reading.syntax, word);
                found.extend(words.into_iter().filter(is_inside));
            }
            Slot::Complement | Slot::Possessor | Slot::Adjective | Slot::Clause => {
                found.extend(arguments::words(reading, &candidate.site, slot));
            }
        }
    }
    found
        .into_iter()
        .map(|word| content(reading, word))
        .collect()
}
