//! Mentions, what they stand for, and coreference.
//!
//! [`find`] reads names, titles, demonyms, noun phrases and pronouns off the tree and the gazetteer and ties all but the pronouns to
//! entities. [`resolve`] runs when quotes and speakers are known and ties the rest: pronouns, `the two men`, `the ministry`.

mod aliases;
mod bodies;
mod capitals;
mod cast;
mod descriptions;
mod drafts;
mod fold;
mod homes;
mod lists;
mod names;
mod namesakes;
mod nominals;
mod offices;
mod organisations;
mod owners;
mod people;
mod persons;
mod phrase;
mod phrases;
mod pronouns;
mod reader;
mod resolve;
mod spokespeople;
mod titles;

use chancery_gazetteer::Gazetteer;
use chancery_model::{Document, Entities, Syntax};

pub use phrase::{Candidate, resolve_phrase};
pub use resolve::resolve;

use cast::Cast;
use drafts::Drafts;
use reader::Reader;

/// Finds all mentions of a document and ties names, demonyms and described figures to entities.
///
/// Mentions are ordered by start, longer first; entities by first mention; pronouns have no link yet.
pub fn find(doc: &Document, syntax: &Syntax, gazetteer: &Gazetteer) -> Entities {
    let _stage = tracing::debug_span!("entities", words = syntax.tokens().len()).entered();
    let reader = Reader::new(doc, syntax, gazetteer);
    let drafts = Drafts::find(&reader);
    let mut cast = Cast::new(drafts.rows.len());
    let mut bodies = bodies::tie(&reader, &drafts, &mut cast);
    people::tie(&reader, &drafts, &mut cast);
    persons::read_titles(&reader, &drafts, &mut cast);
    descriptions::tie(&reader, &drafts, &mut cast, &mut bodies);
    persons::read_affiliations(&reader, &drafts, &mut cast);
    spokespeople::settle(&reader, &drafts, &mut cast);
    homes::settle(&reader, &drafts, &mut cast);
    for (title, name) in drafts.titles() {
        cast.ties[title] = cast.ties[name].clone();
    }
    let mentions = drafts
        .rows
        .iter()
        .map(|draft| Drafts::mention(&reader, draft))
        .collect();
    cast.into_entities(mentions, gazetteer)
}

#[cfg(test)]
mod tests;
