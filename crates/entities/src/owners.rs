//! Whose a title or noun is: the state, body or person before or behind it.
//!
//! `Russia's minister`, `the Russian minister`, `the minister of Russia`, `Olmert's spokeswoman`, `an aide to Olmert`: the owner lends
//! the phrase its country.

use std::ops::Range;

use chancery_gazetteer::{Detail, Role};
use chancery_model::{CountryCode, EntityKind, Sector, Upos};

use crate::capitals;
use crate::cast::{Cast, FigureId};
use crate::drafts::Drafts;
use crate::lists::{CapitalCue, FunctionWord, LISTS};
use crate::nominals::Nominal;
use crate::reader::Reader;

/// What the owner of a phrase tells of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Owner {
    /// The figure itself.
    pub(crate) figure: Option<FigureId>,
    pub(crate) country: Option<CountryCode>,
    /// Sectors of an owning body, for titles that have none: `spokesman`.
    pub(crate) sectors: Vec<Sector>,
}

/// The owner of a phrase by the names before its noun, then by those behind it.
pub(crate) fn of_nominal(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    nominal: &Nominal,
) -> Owner {
    let before = (nominal.words.start..nominal.common.start)
        .rev()
        .filter(|&at| !is_stance(reader, at));
    // `the union's Africa director` is the union's.
    let tells = before.clone().find_map(|at| {
        let figure = cast.single(drafts.name_at(at)?)?;
        (cast.figures[figure].country.is_some()).then_some(figure)
    });
    if let Some(owner) = tells.or_else(|| first_figure(drafts, cast, before)) {
        return of_figure(cast, owner);
    }
    // `the ministry spokesman`, `a Foreign Ministry spokesman`: the body inside lends its sectors.
    let mut from = nominal.common.end;
    while from < nominal.words.end {
        let preposition = reader.word(from).to_lowercase();
        if reader.syntax.tokens()[from].upos == Upos::Adp {
            if owns(reader, nominal, &preposition) {
                let behind = from + 1..next_preposition(reader, from + 1, nominal.words.end);
                if let Some(owner) = first_figure(drafts, cast, behind) {
                    return of_figure(cast, owner);
                }
            } else if preposition != "for" && preposition != "of" {
                break;
            }
        }
        from += 1;
    }
    Owner::default()
}

/// True when the phrase tells whom its people are for or against, which tells them apart as an owner would.
pub(crate) fn takes_side(reader: &Reader<'_>, nominal: &Nominal) -> bool {
    (nominal.words.start..nominal.common.start).any(|at| is_stance(reader, at))
}

/// `anti-Syria journalist`, `US-backed rebels`: a side that they take or that takes theirs, not the one they are of.
fn is_stance(reader: &Reader<'_>, at: usize) -> bool {
    let is_backing = |word: &str| LISTS.is_function_word(word, FunctionWord::Backing);
    let behind = |word: &str| is_backing(&word.to_lowercase());
    let is_backed = match reader.word(at).rsplit_once('-') {
        Some((_, last)) => behind(last),
        None => {
            at + 2 < reader.sentence(at).end
                && reader.word(at + 1) == "-"
                && behind(reader.word(at + 2))
        }
    };
    is_backed || capitals::is_opposed(reader, at)
}

/// The states that own a noun, each once, in text order: both of `Armenian and Azerbaijani foreign ministers` and of `foreign
/// ministers of Armenia and Azerbaijan`.
pub(crate) fn states(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    nominal: &Nominal,
) -> Vec<FigureId> {
    let before = nominal.words.start..nominal.common.start;
    let has_of = nominal.common.end < nominal.words.end
        && reader.word(nominal.common.end).eq_ignore_ascii_case("of");
    let behind = if has_of {
        let from = nominal.common.end + 1;
        from..next_preposition(reader, from, nominal.words.end)
    } else {
        0..0
    };
    let mut found = Vec::new();
    for at in before.chain(behind) {
        let state = drafts.name_at(at).and_then(|name| cast.single(name));
        if let Some(state) = state.filter(|&state| {
            cast.figures[state].kind == EntityKind::State && !found.contains(&state)
        }) {
            found.push(state);
        }
    }
    found
}

/// The owner of titles before a name.
pub(crate) fn of_words(drafts: &Drafts, cast: &Cast, words: &Range<usize>) -> Owner {
    first_figure(drafts, cast, words.clone())
        .map_or_else(Owner::default, |owner| of_figure(cast, owner))
}

fn first_figure(
    drafts: &Drafts,
    cast: &Cast,
    words: impl Iterator<Item = usize>,
) -> Option<FigureId> {
    let mut found = words.filter_map(|at| cast.single(drafts.name_at(at)?));
    found.next()
}

fn of_figure(cast: &Cast, owner: FigureId) -> Owner {
    let figure = &cast.figures[owner];
    let is_body = matches!(
        figure.kind,
        EntityKind::Organization | EntityKind::Group | EntityKind::Person
    );
    Owner {
        figure: Some(owner),
        country: figure.country,
        sectors: if is_body {
            figure.sectors.clone()
        } else {
            Vec::new()
        },
    }
}

/// Whether what follows a preposition owns the phrase: `to` does for an aide, not for an ambassador.
fn owns(reader: &Reader<'_>, nominal: &Nominal, preposition: &str) -> bool {
    let role = nominal.role(reader);
    let is_sent = matches!(role, Some(Role::Envoy | Role::Ambassador));
    // `a spokeswoman in Vienna` may speak for anyone.
    if role == Some(Role::Spokesperson) && LISTS.is_capital_cue(preposition, CapitalCue::At) {
        return false;
    }
    let is_title = nominal
        .entry
        .is_some_and(|entry| matches!(reader.entry(entry).detail, Detail::Title { .. }));
    LISTS.is_function_word(preposition, FunctionWord::Owner)
        || is_title && !is_sent && LISTS.is_function_word(preposition, FunctionWord::TitleOwner)
}

fn next_preposition(reader: &Reader<'_>, from: usize, end: usize) -> usize {
    (from..end)
        .find(|&at| reader.syntax.tokens()[at].upos == Upos::Adp)
        .unwrap_or(end)
}
