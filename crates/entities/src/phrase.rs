//! What an actor phrase on its own stands for: state, sectors and office, without a document around it.
//!
//! `retired Ukrainian general` has its state from the adjective, its sector from the title, and `retired` makes it an elite; `Angela
//! Merkel` on a day of 2017 is a head of government. Candidates come with the likeliest first.

mod words;

use chancery_gazetteer::{Detail, EntryId, Gazetteer, Modifier, Sense, SenseKind};
use chancery_model::{Entity, EntityKind, Office, Sector};
use jiff::civil::Date;

use crate::cast::Figure;
use crate::lists::{FunctionWord, LISTS, Person};
use crate::offices;
use words::Words;

/// One reading of an actor phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The actor: a known one under its canonical name, else the phrase without its determiner.
    pub entity: Entity,
    /// 0 to 1.
    pub confidence: f32,
}

/// Known names that a whole phrase can be, in order of preference.
const NAMES: [SenseKind; 9] = [
    SenseKind::Person,
    SenseKind::StateName,
    SenseKind::StateAbbreviation,
    SenseKind::OldStateName,
    SenseKind::Organization,
    SenseKind::Group,
    SenseKind::Seat,
    SenseKind::Capital,
    SenseKind::Place,
];

/// What an actor phrase may stand for on a day, likeliest first, never empty.
///
/// `context` is any text around the phrase; a state that it names serves a phrase that tells none of its own, with less confidence.
///
/// ```
/// use chancery_entities::resolve_phrase;
/// use chancery_gazetteer::Gazetteer;
///
/// let gazetteer = Gazetteer::embedded();
/// let found = resolve_phrase(&gazetteer, "the Austrian army", None, None);
/// assert_eq!(found[0].entity.country.map(|code| code.to_string()).as_deref(), Some("AUT"));
/// ```
pub fn resolve_phrase(
    gazetteer: &Gazetteer,
    phrase: &str,
    on: Option<Date>,
    context: Option<&str>,
) -> Vec<Candidate> {
    let words = Words::new(gazetteer, phrase);
    let mut found = words.whole(on);
    if found.is_empty() {
        found.push(words.composed(on));
    }
    let by_context =
        context.and_then(|context| Words::new(gazetteer, context).state(0..usize::MAX));
    for candidate in &mut found {
        if candidate.entity.country.is_none() && by_context.is_some() {
            candidate.entity.country = by_context;
            candidate.confidence *= 0.7;
        }
    }
    found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    found
}

impl Words<'_, '_> {
    /// Readings of the whole phrase as one known name.
    fn whole(&self, on: Option<Date>) -> Vec<Candidate> {
        let Some(found) = self
            .hits
            .first()
            .and_then(|hits| hits.iter().find(|hit| hit.words == self.words.len()))
        else {
            return self.by_surname(on);
        };
        let mut candidates = Vec::new();
        for kind in NAMES {
            for sense in found.senses.iter().filter(|sense| sense.kind == kind) {
                let confidence = 0.95 - 0.1 * candidates.len().min(8) as f32;
                candidates.push(self.known(*sense, on, confidence));
            }
        }
        candidates
    }

    /// A surname alone is who was in a famous office on that day.
    fn by_surname(&self, on: Option<Date>) -> Vec<Candidate> {
        let hits = self
            .surnames
            .first()
            .into_iter()
            .flatten()
            .filter(|hit| hit.words == self.words.len());
        let people = hits.flat_map(|hit| &hit.senses).filter(|sense| {
            self.gazetteer.tenures(sense.entry).iter().any(|tenure| {
                on.is_none_or(|on| tenure.includes(on))
                    && self
                        .gazetteer
                        .role(tenure.office)
                        .is_some_and(offices::is_famous)
            })
        });
        people
            .enumerate()
            .map(|(rank, sense)| self.known(*sense, on, 0.7 - 0.1 * rank.min(6) as f32))
            .collect()
    }

    fn known(&self, sense: Sense, on: Option<Date>, confidence: f32) -> Candidate {
        let entry = self.gazetteer.entry(sense.entry);
        let figure = match entry.detail {
            Detail::Person { .. } => offices::person(self.gazetteer, sense.entry, on),
            _ => Figure {
                country: entry.country,
                sectors: entry.sectors.to_vec(),
                entry: Some(sense.entry),
                wikidata: entry.wikidata,
                ..Figure::named(
                    entry.entity_kind().unwrap_or(EntityKind::Other),
                    &*entry.name,
                )
            },
        };
        let mut candidate = candidate(self.gazetteer, figure, confidence);
        // A capital or seat that acts is the government.
        if matches!(sense.kind, SenseKind::Capital | SenseKind::Seat) {
            candidate.entity.sectors = vec![Sector::Government];
        }
        candidate
    }

    /// A phrase put together from titles, nouns, states, bodies and names.
    fn composed(&self, on: Option<Date>) -> Candidate {
        let n_words = self.words.len();
        let head_end = (1..n_words)
            .find(|&at| is_preposition(self.words[at]))
            .unwrap_or(n_words);
        let common = self
            .common(0..head_end)
            .or_else(|| self.common(head_end..n_words));
        let modifier = self.modifier(0..head_end);
        let holder = || self.holder(0..head_end, on).filter(|_| modifier.is_none());
        let person = self.person(0..head_end, on).or_else(holder);
        let body = self
            .body(0..head_end)
            .or_else(|| self.body(head_end..n_words));
        let country = self
            .state(0..head_end)
            .or_else(|| self.state(head_end..n_words));
        let sectors_of = |entry: EntryId| self.gazetteer.entry(entry).sectors.to_vec();
        let mut sectors = match modifier {
            Some(Modifier::Former) => vec![Sector::Elite],
            _ => common
                .map(|sense| sectors_of(sense.entry))
                .unwrap_or_default(),
        };
        let mut found = match person {
            Some(entry) => offices::person(self.gazetteer, entry, on),
            None => Figure::named(self.kind(common), self.words.join(" ")),
        };
        // `Boko Haram gunmen`: armed men are what their group is.
        let of_body = body.map(sectors_of).unwrap_or_default();
        if sectors == [Sector::UnidentifiedForces] && !of_body.is_empty() {
            sectors.clone_from(&of_body);
        }
        if sectors.is_empty() {
            sectors = std::mem::take(&mut found.sectors);
        }
        if sectors.is_empty() {
            sectors = of_body;
        }
        if sectors.is_empty() {
            sectors.extend(
                self.words
                    .iter()
                    .rev()
                    .find_map(|word| LISTS.organisation_head(word).flatten()),
            );
        }
        if sectors.is_empty() && self.is_someone() {
            sectors.push(Sector::Unknown);
        }
        let title = common.filter(|sense| {
            sense.kind == SenseKind::Title && self.gazetteer.role(sense.entry).is_some()
        });
        found.country = country
            .or(found.country)
            .or_else(|| body.and_then(|body| self.gazetteer.entry(body).country));
        found.office = found.office.or_else(|| {
            let title = title.filter(|_| modifier.is_none())?;
            Some(Office {
                title: self.gazetteer.entry(title.entry).name.to_string(),
                of: found.country,
            })
        });
        found.sectors = sectors;
        let is_told = found.country.is_some() && !found.sectors.is_empty();
        candidate(self.gazetteer, found, if is_told { 0.75 } else { 0.5 })
    }

    fn kind(&self, common: Option<Sense>) -> EntityKind {
        if common.is_some_and(|sense| sense.kind == SenseKind::Title) {
            return EntityKind::Person;
        }
        let kind = common.map(|sense| self.gazetteer.entry(sense.entry));
        match kind.map(|entry| (&entry.detail, entry.entity_kind())) {
            Some((Detail::Title { .. }, _)) => EntityKind::Group,
            Some((_, Some(kind))) => kind,
            _ if self
                .words
                .iter()
                .any(|word| LISTS.organisation_head(word).is_some()) =>
            {
                EntityKind::Organization
            }
            _ => EntityKind::Other,
        }
    }

    /// A pronoun or other word for people that tells nothing of them.
    fn is_someone(&self) -> bool {
        let pronoun = |word: &&str| {
            LISTS
                .pronoun(&word.to_lowercase())
                .is_some_and(|form| form.person == Person::Third)
        };
        self.words.len() == 1 && self.words.iter().all(pronoun)
    }
}

fn candidate(gazetteer: &Gazetteer, figure: Figure, confidence: f32) -> Candidate {
    Candidate {
        entity: figure.into_entity(gazetteer),
        confidence,
    }
}

fn is_preposition(word: &str) -> bool {
    [FunctionWord::Owner, FunctionWord::TitleOwner]
        .into_iter()
        .any(|class| LISTS.is_function_word(&word.to_lowercase(), class))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use chancery_model::CountryCode;

    use super::*;

    static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

    /// `expected` is country and main sector, `-` for none.
    fn check(phrase: &str, on: Option<Date>, expected: &str) {
        let found = resolve_phrase(&GAZETTEER, phrase, on, None);
        let entity = &found[0].entity;
        let country = entity
            .country
            .map_or("-".to_owned(), |code| code.to_string());
        let sector = entity.sectors.first().map_or("-", |sector| sector.code());
        assert_eq!(format!("{country} {sector}"), expected, "{phrase}");
    }

    #[test]
    fn states_titles_and_modifiers_compose() {
        check("the Austrian Prime Minister", None, "AUT GOV");
        check("a retired Ukrainian general", None, "UKR ELI");
        check("police in Norway", None, "NOR COP");
        check("soldiers", None, "- MIL");
        check("Graz University of Water", None, "AUT EDU");
    }

    #[test]
    fn a_capital_alone_is_its_government() {
        check("Vienna", None, "AUT GOV");
    }

    #[test]
    fn office_holders_are_those_of_the_day() {
        let day = jiff::civil::date(2015, 10, 24);
        check("Sergey Lavrov", Some(day), "RUS GOV");
        let found = resolve_phrase(&GAZETTEER, "Foreign Minister Lavrov", Some(day), None);
        assert_eq!(
            (found[0].entity.name.as_str(), found[0].entity.kind),
            ("Sergey Lavrov", EntityKind::Person)
        );
    }

    #[test]
    fn an_office_of_a_state_on_a_day_is_who_holds_it() {
        let check = |phrase: &str, expected: &str| {
            let day = jiff::civil::date(2015, 10, 24);
            let found = resolve_phrase(&GAZETTEER, phrase, Some(day), None);
            assert_eq!(found[0].entity.name, expected, "{phrase}");
        };
        check("the Russian foreign minister", "Sergey Lavrov");
        check("secretary general of the United Nations", "Ban Ki-moon");
        check("the Iranian president", "Hassan Rouhani");
        check("a Russian foreign minister", "Russian foreign minister");
        check(
            "the former Russian foreign minister",
            "former Russian foreign minister",
        );
        check("Russian foreign ministers", "Russian foreign ministers");
    }

    #[test]
    fn context_lends_a_state() {
        let found = resolve_phrase(&GAZETTEER, "the rebels", None, Some("fighting in Syria"));
        assert_eq!(found[0].entity.country, CountryCode::new("SYR"));
    }

    #[test]
    fn nothing_is_still_an_answer() {
        check("", None, "- -");
        check("...", None, "- -");
    }
}
