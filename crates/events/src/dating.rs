//! The days of acts that their own sentence does not date: the day of another report of the act, else that of the story.
//!
//! `OSLO, March 3: Kenya expelled the envoy. ... The expulsion`: both were on or shortly before the third of March. What lies
//! back (`had expelled`) or is no news (`once expelled`), stands aside (`who expelled`) or has not happened gets no day this way.

use chancery_model::tree::{clause_head, modality};
use chancery_model::{
    Document, Event, EventTime, Id, Relation, Setting, Status, Syntax, TimeBasis, TokenId, Xpos,
};

/// Dates events that have no time yet. `same_as` must be filled.
pub(crate) fn date(doc: &Document, syntax: &Syntax, events: &mut [Event]) {
    let known: Vec<Option<EventTime>> = events.iter().map(|event| event.time).collect();
    for event in events.iter_mut().filter(|event| event.time.is_none()) {
        let elsewhere = event.same_as.iter().find_map(|other| known[other.index()]);
        event.time = elsewhere.map_or_else(
            || {
                let day = doc.reference_date()?;
                is_news(syntax, event).then_some(EventTime {
                    start: day,
                    end: day,
                    basis: TimeBasis::Report,
                })
            },
            |time| {
                Some(EventTime {
                    basis: TimeBasis::SameAct,
                    ..time
                })
            },
        );
    }
}

/// True when a main clause tells the act as what happened last: past or present perfect, no pluperfect.
fn is_news(syntax: &Syntax, event: &Event) -> bool {
    let words = event.trigger.iter().flat_map(|&span| syntax.words_in(span));
    let mut words = words.map(TokenId::from_index);
    event.status == Status::Actual
        && event.setting == Setting::News
        && words.any(|word| {
            clause_head(syntax, word) == word && is_main(syntax, word) && is_recent(syntax, word)
        })
}

/// True for the predicate of a sentence, of what is said in it, and for what is joined to them.
fn is_main(syntax: &Syntax, clause: TokenId) -> bool {
    let mut at = clause;
    loop {
        let row = syntax.token(at);
        match (row.relation, row.head) {
            (_, None) => return true,
            (Relation::Conj | Relation::Ccomp | Relation::Parataxis, Some(head)) => at = head,
            _ => return false,
        }
    }
}

fn is_recent(syntax: &Syntax, verb: TokenId) -> bool {
    let had = |&child: &TokenId| {
        let row = syntax.token(child);
        row.relation == Relation::Aux && row.xpos == Xpos::Vbd && syntax.lemma(child) == "have"
    };
    modality(syntax, verb).past && !syntax.children(verb).iter().any(had)
}
