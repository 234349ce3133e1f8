//! Whether an act happened: actual, planned, negated, conditional or uncertain.
//!
//! `will meet` and `a planned meeting` are planned, `did not meet` and `no meeting` negated, `would meet if` conditional,
//! `may meet` and `an alleged meeting` uncertain. `said they would meet` is a plan told in the past.

use chancery_model::tree::{self, modality};
use chancery_model::{Document, Event, Quad, Relation, Status, Syntax, TokenId, Upos, Xpos};

use crate::acts::Reading;
use crate::frames::Part;
use crate::matching::Candidate;

/// Clauses that are looked at above the trigger's own; deeper nesting is other people's business.
const MAX_CLIMB: usize = 8;

/// The status of a candidate by its own words. `is_governed`: an operator above decides what an infinitive means.
pub(crate) fn of(reading: &Reading<'_>, candidate: &Candidate<'_>, is_governed: bool) -> Status {
    let token = candidate.site.token;
    match candidate.site.part {
        Part::Verb | Part::Adjective if is_said_on_purpose(reading, candidate) => Status::Actual,
        // Force that was the aim of an act is not announced, and may have been used.
        Part::Verb if !is_governed && is_deed(candidate) && is_aim(reading, token) => {
            Status::Uncertain
        }
        Part::Verb | Part::Adjective => of_predicate(reading, token, is_governed),
        Part::Noun => of_noun(reading, token),
    }
}

fn is_deed(candidate: &Candidate<'_>) -> bool {
    candidate
        .frame
        .event_type
        .is_some_and(|event_type| event_type.quad() == Quad::MaterialConflict)
}

/// `called to express support`: words that are the purpose of a past act were spoken.
fn is_said_on_purpose(reading: &Reading<'_>, candidate: &Candidate<'_>) -> bool {
    let syntax = reading.syntax;
    let row = syntax.token(candidate.site.token);
    let is_verbal = candidate
        .frame
        .event_type
        .is_some_and(|t| matches!(t.quad(), Quad::VerbalCooperation | Quad::VerbalConflict));
    let found = modality(syntax, candidate.site.token);
    is_verbal
        && row.relation == Relation::Advcl
        && found.infinitive
        && !found.negated
        && row.head.is_some_and(|head| {
            matches!(syntax.token(head).xpos, Xpos::Vbd | Xpos::Vbn)
                && of_predicate(reading, head, true) == Status::Actual
        })
}

/// The status of a predicate by its own words and the conditions above it.
pub(crate) fn of_predicate(reading: &Reading<'_>, token: TokenId, is_governed: bool) -> Status {
    let syntax = reading.syntax;
    let found = modality(syntax, token);
    if found.negated || has_adverb(reading, token, "negated-adverb") {
        return Status::Negated;
    }
    if has_condition(reading, token) {
        return Status::Conditional;
    }
    let modal = found.modal.or_else(|| shared_modal(reading, token));
    match modal {
        Some("will" | "shall" | "'ll" | "’ll" | "wo") => return Status::Planned,
        Some("would" | "'d" | "’d") if is_reported(reading, token) => return Status::Planned,
        Some("would" | "'d" | "’d") => return Status::Conditional,
        Some(_) => return Status::Uncertain,
        None => {}
    }
    if has_adverb(reading, token, "uncertain-adverb") {
        return Status::Uncertain;
    }
    let is_open = found.infinitive || shares_infinitive(syntax, token);
    if is_due(syntax, token) || (is_open && !is_governed) {
        return Status::Planned;
    }
    Status::Actual
}

/// `is due to ratify` with `due to` read as a preposition of the bare verb.
fn is_due(syntax: &Syntax, token: TokenId) -> bool {
    syntax.token(token).xpos == Xpos::Vb
        && tree::child(syntax, token, Relation::Mark)
            .is_some_and(|mark| syntax.lemma(mark).eq_ignore_ascii_case("due"))
}

/// `to surrender or face an assault`: the marker stands with the first verb only.
fn shares_infinitive(syntax: &Syntax, token: TokenId) -> bool {
    let row = syntax.token(token);
    row.relation == Relation::Conj
        && row.xpos == Xpos::Vb
        && modality(syntax, tree::first_conjunct(syntax, token)).infinitive
}

/// True for the aim of an act that took place: `opened fire to disperse the crowd`.
fn is_aim(reading: &Reading<'_>, token: TokenId) -> bool {
    let syntax = reading.syntax;
    let row = syntax.token(token);
    row.relation == Relation::Advcl
        && modality(syntax, token).infinitive
        && row.head.is_some_and(|head| {
            matches!(syntax.token(head).xpos, Xpos::Vbd | Xpos::Vbn)
                && of_predicate(reading, head, true) == Status::Actual
        })
}

/// True under `will`, `would`: what is then denied is refused.
pub(crate) fn is_willed(reading: &Reading<'_>, candidate: &Candidate<'_>) -> bool {
    let modal = modality(reading.syntax, candidate.site.token).modal;
    matches!(
        modal,
        Some("will" | "would" | "shall" | "wo" | "'ll" | "'d")
    )
}

/// `will meet and discuss`: the modal stands with the first verb only.
fn shared_modal<'a>(reading: &Reading<'a>, token: TokenId) -> Option<&'a str> {
    let syntax = reading.syntax;
    let row = syntax.token(token);
    let bare = row.relation == Relation::Conj && row.xpos == Xpos::Vb;
    if !bare {
        return None;
    }
    modality(syntax, tree::first_conjunct(syntax, token)).modal
}

fn has_adverb(reading: &Reading<'_>, token: TokenId, class: &str) -> bool {
    let words = reading.frames.class(class);
    reading.syntax.children(token).iter().any(|&child| {
        reading.syntax.token(child).relation.universal() == Relation::Advmod
            && words.contains(&reading.syntax.lemma(child).to_lowercase())
    })
}

/// An `if` clause below the clause or one above it that tells no past.
fn has_condition(reading: &Reading<'_>, token: TokenId) -> bool {
    let syntax = reading.syntax;
    let mut at = token;
    for _ in 0..MAX_CLIMB {
        let row = syntax.token(at);
        let below_if = row.xpos != Xpos::Vbd
            && syntax.children(at).iter().any(|&child| {
                syntax.token(child).relation.universal() == Relation::Advcl
                    && is_condition(reading, child)
            });
        // `provided` is a participle to some parsers, a past to others.
        let below_proviso = syntax
            .children(at)
            .iter()
            .any(|&child| child > token && is_proviso(reading, child));
        if below_if || below_proviso {
            return true;
        }
        match row.head {
            // What is said or thought under a condition is another matter.
            Some(head) if !is_apart(row.relation) => at = head,
            _ => return false,
        }
    }
    false
}

/// What an aside or a relative clause tells does not hang on the condition of the clause around it.
fn is_apart(relation: Relation) -> bool {
    matches!(relation, Relation::Parataxis | Relation::AclRelcl)
}

/// True inside an `if` clause, not in what depends on it.
pub(crate) fn is_supposed(reading: &Reading<'_>, token: TokenId) -> bool {
    let syntax = reading.syntax;
    let mut at = token;
    for _ in 0..MAX_CLIMB {
        if is_condition(reading, at) {
            return true;
        }
        match syntax.token(at).head {
            Some(head) if !is_apart(syntax.token(at).relation) => at = head,
            _ => return false,
        }
    }
    false
}

/// `will withdraw its troops unless Chad holds elections`: whatever is announced, it is a threat.
pub(crate) fn is_ultimatum(reading: &Reading<'_>, candidate: &Candidate<'_>) -> bool {
    let syntax = reading.syntax;
    is_willed(reading, candidate)
        && !modality(syntax, candidate.site.token).negated
        && syntax.children(candidate.site.token).iter().any(|&clause| {
            syntax.token(clause).relation == Relation::Advcl
                && tree::child(syntax, clause, Relation::Mark)
                    .is_some_and(|mark| syntax.lemma(mark).eq_ignore_ascii_case("unless"))
        })
}

/// `if Iran withdraws`, `provided the border is safe`.
pub(crate) fn is_condition(reading: &Reading<'_>, clause: TokenId) -> bool {
    let syntax = reading.syntax;
    let words = reading.frames.class("condition");
    is_proviso(reading, clause)
        || syntax.children(clause).iter().any(|&child| {
            syntax.token(child).relation == Relation::Mark
                && words.contains(&syntax.lemma(child).to_lowercase())
        })
}

/// `provided the border is safe`, `assuming that …`: no subject, and a clause below.
fn is_proviso(reading: &Reading<'_>, clause: TokenId) -> bool {
    let syntax = reading.syntax;
    let row = syntax.token(clause);
    matches!(
        row.relation,
        Relation::Advcl | Relation::Ccomp | Relation::Conj
    ) && matches!(row.xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbg)
        && reading
            .frames
            .class("proviso")
            .contains(syntax.lemma(clause))
        && !syntax
            .children(clause)
            .iter()
            .any(|&child| syntax.token(child).relation.is_subject())
        && tree::child(syntax, clause, Relation::Ccomp).is_some()
}

/// True below a verb of speech or thought, whatever the attachment of the reported clause.
fn is_reported(reading: &Reading<'_>, token: TokenId) -> bool {
    let syntax = reading.syntax;
    let words = reading.frames.class("reporting");
    let mut at = token;
    for _ in 0..MAX_CLIMB {
        let below = syntax.children(at).iter().any(|&child| {
            syntax.token(child).relation == Relation::Parataxis
                && words.contains(syntax.lemma(child))
        });
        if below {
            return true;
        }
        let Some(head) = syntax.token(at).head else {
            return false;
        };
        if words.contains(syntax.lemma(head)) {
            return true;
        }
        at = head;
    }
    false
}

fn of_noun(reading: &Reading<'_>, token: TokenId) -> Status {
    let syntax = reading.syntax;
    let classes = [
        ("negated-modifier", Status::Negated),
        ("uncertain-modifier", Status::Uncertain),
        ("planned-modifier", Status::Planned),
    ];
    for &child in syntax.children(token) {
        let row = syntax.token(child);
        let modifies = matches!(
            row.relation.universal(),
            Relation::Amod
                | Relation::Det
                | Relation::Case
                | Relation::Compound
                | Relation::Cc
                | Relation::Advmod
        );
        if modifies && child < token {
            let lemma = syntax.lemma(child).to_lowercase();
            if let Some((_, status)) = classes
                .iter()
                .find(|(class, _)| reading.frames.class(class).contains(&lemma))
            {
                return *status;
            }
        }
    }
    if has_condition(reading, token) {
        return Status::Conditional;
    }
    of_governor(reading, token)
}

/// `The meeting will focus on trade`: a subject shares the future of its clause.
fn of_governor(reading: &Reading<'_>, token: TokenId) -> Status {
    let syntax = reading.syntax;
    let row = syntax.token(token);
    // `During his visit he will raise trade`: a circumstance shares it, too.
    let shares = row.relation.is_subject()
        || (row.relation == Relation::Obl
            && tree::case_marker(syntax, token).is_some_and(|case| {
                matches!(
                    syntax.lemma(case).to_lowercase().as_str(),
                    "during" | "at" | "in"
                )
            }));
    match row.head {
        Some(head)
            if shares && matches!(syntax.token(head).upos, Upos::Verb | Upos::Adj | Upos::Noun) =>
        {
            match modality(syntax, head).modal {
                Some("will" | "shall" | "'ll") => Status::Planned,
                // `Intervention in Chad must be avoided`, `talks could resume`.
                Some(_) if row.relation.is_subject() => Status::Uncertain,
                _ => Status::Actual,
            }
        }
        _ => Status::Actual,
    }
}

/// The status of an inner act: what the operator gives it, unless the outer words say otherwise.
pub(crate) fn under(given: Option<Status>, outer: Status, inner: Status) -> Status {
    match (given, outer) {
        // `did not deny the attack`, `failed to attend` against `did not fail to attend`.
        (Some(Status::Negated), Status::Negated) => Status::Uncertain,
        (_, Status::Negated | Status::Conditional | Status::Uncertain) => outer,
        (Some(given), Status::Actual | Status::Planned) => given,
        (None, Status::Planned) => Status::Planned,
        (None, Status::Actual) => inner,
    }
}

/// An actual act whose time lies after the document's day is a plan: `is visiting Paris next week`.
pub(crate) fn against_calendar(doc: &Document, event: &Event) -> Status {
    match (event.status, event.time, doc.reference_date()) {
        (Status::Actual, Some(time), Some(today)) if time.start > today => Status::Planned,
        (status, _, _) => status,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_is_due_is_planned() {
        check(
            "Austria PROPN 5 nsubj @LOC
             is      AUX   5 cop
             due     ADJ   5 mark
             to      PART  3 fixed
             visit   VERB/VB 0 root
             Iran    PROPN 5 obj @LOC",
            &["CONSULT/visit Austria>Iran planned"],
        );
    }
}
