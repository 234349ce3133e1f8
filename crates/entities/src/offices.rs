//! Who holds which office: titles in the text against the table of holders on the document's day.
//!
//! `Foreign Minister Beispiel` of Austria on 24 October 2015 is the holder named Beispiel of that role in that state, if there is one.

use chancery_gazetteer::{Detail, EntryId, Gazetteer, Gender, Modifier, PartialDate, Role, Tenure};
use chancery_model::{CountryCode, EntityKind, Office, Sector};
use jiff::civil::Date;

use crate::cast::Figure;
use crate::drafts::Draft;
use crate::fold::pieces;
use crate::names::STATE;
use crate::reader::Reader;
use crate::titles::Lead;

/// The gender that titles before a name tell: `Ms`, `spokeswoman`, `King`.
pub(crate) fn lead_gender(reader: &Reader<'_>, lead: &Lead) -> Option<Gender> {
    lead.titles
        .iter()
        .find_map(|&title| match reader.entry(title).detail {
            Detail::Title { gender, .. } => gender,
            _ => None,
        })
}

/// The state whose adjective or name owns the title.
pub(crate) fn owner_country(reader: &Reader<'_>, lead: &Lead) -> Option<CountryCode> {
    let owner = lead.owner.as_ref()?;
    let (words, sense) = reader.longest_starting(owner.start, &STATE)?;
    (words.end <= owner.end).then(|| reader.entry(sense.entry).country)?
}

/// People of the gazetteer whose surname ends with the name's last word.
pub(crate) fn surname_candidates(reader: &Reader<'_>, draft: &Draft) -> Vec<EntryId> {
    let words: Vec<&str> = draft.head.clone().map(|at| reader.word(at)).collect();
    let finder = reader.gazetteer.finder(&words);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let to_end = finder
            .surnames_at(at)
            .into_iter()
            .filter(|hit| at + hit.words == words.len());
        found.extend(to_end.flat_map(|hit| hit.senses).map(|sense| sense.entry));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The only office-holder with a surname; see [`holders_by_surname`].
pub(crate) fn by_surname(holders: &[EntryId]) -> Option<EntryId> {
    match holders {
        [holder] => Some(*holder),
        _ => None,
    }
}

/// The state that all of several namesakes belong to: USA for `President Bush` without a day.
pub(crate) fn shared_country(reader: &Reader<'_>, holders: &[EntryId]) -> Option<CountryCode> {
    let first = reader.entry(*holders.first()?).country?;
    holders
        .iter()
        .all(|&holder| reader.entry(holder).country == Some(first))
        .then_some(first)
}

/// The office-holders of the day with a surname, whose office fits the title and its owner.
///
/// Without a title, holders of the offices that papers name without any are taken; without a day, those of all times.
pub(crate) fn holders_by_surname(reader: &Reader<'_>, draft: &Draft, lead: &Lead) -> Vec<EntryId> {
    let country = owner_country(reader, lead);
    let title = lead
        .titles
        .iter()
        .copied()
        .find(|&title| reader.gazetteer.role(title).is_some());
    let is_former = lead.modifier == Some(Modifier::Former);
    let fits = |tenure: &&Tenure| {
        let held = reader.on().is_none_or(|on| {
            if is_former {
                tenure.is_over(on)
            } else {
                tenure.includes(on)
            }
        });
        let held_role = reader.gazetteer.role(tenure.office);
        let same_role = held_role.is_some_and(|held| match title {
            Some(title) => title_fits(reader, title, held),
            None => is_famous(held),
        });
        held && same_role && (country.is_none() || reader.entry(tenure.of).country == country)
    };
    surname_candidates(reader, draft)
        .into_iter()
        .filter(|&entry| {
            reader
                .gazetteer
                .tenures(entry)
                .iter()
                .any(|tenure| fits(&tenure))
        })
        .collect()
}

/// True for a word that is the surname of someone whom papers name by it alone, in office on the document's day.
pub(crate) fn is_famous_surname(reader: &Reader<'_>, at: usize) -> bool {
    let Some(on) = reader.on() else { return false };
    let finder = reader.gazetteer.finder(&[reader.word(at)]);
    let senses = finder.surnames_at(0).into_iter().flat_map(|hit| hit.senses);
    senses.into_iter().any(|sense| {
        let tenures = reader.gazetteer.holder_offices(sense.entry, on);
        tenures
            .into_iter()
            .any(|tenure| reader.gazetteer.role(tenure.office).is_some_and(is_famous))
    })
}

/// A person of the gazetteer with the office and sectors of a day; without a day, those of the last office.
pub(crate) fn person(gazetteer: &Gazetteer, entry: EntryId, on: Option<Date>) -> Figure {
    let known = gazetteer.entry(entry);
    let gender = match known.detail {
        Detail::Person { gender, .. } => gender,
        _ => None,
    };
    let tenures = gazetteer.tenures(entry);
    let last = tenures
        .iter()
        .map(|tenure| tenure.until.map(PartialDate::last))
        .max_by_key(|until| until.unwrap_or(Date::MAX));
    let is_held = |tenure: &&Tenure| match on {
        Some(on) => tenure.includes(on),
        None => Some(tenure.until.map(PartialDate::last)) == last,
    };
    let is_over =
        !tenures.is_empty() && on.is_some_and(|on| tenures.iter().all(|tenure| tenure.is_over(on)));
    // Of two offices the higher one is named.
    let main = tenures
        .iter()
        .filter(is_held)
        .min_by_key(|tenure| gazetteer.role(tenure.office));
    let sectors: Vec<Sector> = match main {
        Some(tenure) => sectors_of(gazetteer, tenure),
        None if is_over => vec![Sector::Elite],
        None => known.sectors.to_vec(),
    };
    // Who serves a body of many states is its, whatever the passport.
    let by_office = main.and_then(|tenure| {
        let of = gazetteer.entry(tenure.of);
        let is_state = matches!(of.detail, Detail::State { .. });
        of.country
            .filter(|code| is_state || code.is_supranational())
    });
    Figure {
        country: by_office.or(known.country),
        sectors,
        // Without a day no one knows whether the office is still held.
        office: main.filter(|_| on.is_some()).map(|tenure| Office {
            title: gazetteer.entry(tenure.office).name.to_string(),
            of: gazetteer.entry(tenure.of).country,
        }),
        role: main
            .filter(|_| on.is_some())
            .and_then(|tenure| gazetteer.role(tenure.office)),
        entry: Some(entry),
        wikidata: known.wikidata,
        gender,
        pieces: pieces(&known.name),
        ..Figure::named(EntityKind::Person, &*known.name)
    }
}

fn sectors_of(gazetteer: &Gazetteer, tenure: &Tenure) -> Vec<Sector> {
    let of_office = &gazetteer.entry(tenure.office).sectors;
    let of_body = &gazetteer.entry(tenure.of).sectors;
    if of_office.is_empty() {
        of_body.to_vec()
    } else {
        of_office.to_vec()
    }
}

/// Offices that papers name by surname alone.
pub(crate) fn is_famous(role: Role) -> bool {
    matches!(
        role,
        Role::HeadOfState
            | Role::HeadOfGovernment
            | Role::ForeignMinister
            | Role::OrganizationHead
            | Role::ForeignPolicyChief
            | Role::DefenceMinister
    )
}

/// The title that serves heads of state and of government alike.
const LEADER: &str = "leader";

/// True when a title may be used for who holds a role: `leader` and `minister` serve several.
pub(crate) fn title_fits(reader: &Reader<'_>, title: EntryId, held: Role) -> bool {
    let Some(role) = reader.gazetteer.role(title) else {
        return false;
    };
    let is_leader = &*reader.entry(title).name == LEADER;
    role == held
        || is_leader && matches!(held, Role::HeadOfGovernment | Role::GroupLeader)
        || role == Role::Minister && is_minister(held)
        || matches!(
            (role, held),
            (Role::HeadOfState, Role::OrganizationHead)
                | (Role::OrganizationHead, Role::HeadOfState)
        )
}

/// True for ministers of any portfolio.
fn is_minister(role: Role) -> bool {
    matches!(
        role,
        Role::ForeignMinister
            | Role::DefenceMinister
            | Role::InteriorMinister
            | Role::FinanceMinister
            | Role::Minister
    )
}
