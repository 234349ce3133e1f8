//! Which of several states that share a name or adjective a story means: the one that it names otherwise.
//!
//! `Congolese troops` are Kinshasa's in a story that speaks of `Kinshasa`, Brazzaville's in one that speaks of `Brazzaville`. Where the
//! story tells nothing it is the state rather than the territory, and of states the one with the larger capital: South Korea for `Korean`.

use chancery_gazetteer::{Detail, EntryId, Gazetteer, PlaceKind, SenseKind, StateStatus};
use chancery_model::CountryCode;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::names::STATE;
use crate::reader::Hit;

/// How often the story names states by what is theirs alone.
#[derive(Default)]
struct Votes {
    by_state: FxHashMap<EntryId, usize>,
    by_country: FxHashMap<CountryCode, usize>,
}

/// Puts the senses of the state that is meant first in each hit; `longest` are the numbers of hits that no longer one covers, `filed_in`
/// the places of the dateline.
pub(crate) fn order(
    gazetteer: &Gazetteer,
    on: Option<Date>,
    hits: &mut [Hit],
    longest: &[u32],
    filed_in: &[String],
) {
    let shared: Vec<Vec<EntryId>> = hits.iter().map(|hit| states(gazetteer, on, hit)).collect();
    if shared.iter().all(|states| states.len() < 2) {
        return;
    }
    let mut votes = Votes::default();
    for &number in longest {
        let number = number as usize;
        match shared[number].as_slice() {
            [state] => *votes.by_state.entry(*state).or_default() += 1,
            [] => votes.add_others(gazetteer, &hits[number]),
            _ => {}
        }
    }
    for place in filed_in {
        let kinds = [SenseKind::Capital, SenseKind::StateName, SenseKind::Place];
        let country = gazetteer
            .named(place, &kinds)
            .and_then(|place| gazetteer.entry(place).country);
        if let Some(country) = country {
            *votes.by_country.entry(country).or_default() += 1;
        }
    }
    for (hit, states) in hits.iter_mut().zip(&shared) {
        let meant = states
            .iter()
            .rev()
            .max_by_key(|&&state| votes.rank(gazetteer, state))
            .filter(|_| states.len() > 1);
        if let Some(&meant) = meant {
            hit.senses.sort_by_key(|sense| sense.entry != meant);
        }
    }
}

/// The states of the day that a hit names, each once.
fn states(gazetteer: &Gazetteer, on: Option<Date>, hit: &Hit) -> Vec<EntryId> {
    let mut found = Vec::new();
    for sense in &hit.senses {
        let of_day = match &gazetteer.entry(sense.entry).detail {
            Detail::State { status, years, .. } => match on {
                Some(on) => years.include(on),
                None => *status != StateStatus::Former,
            },
            _ => false,
        };
        let is_seat = matches!(sense.kind, SenseKind::Capital | SenseKind::Seat);
        if of_day && (is_seat || STATE.contains(&sense.kind)) && !found.contains(&sense.entry) {
            found.push(sense.entry);
        }
    }
    found
}

impl Votes {
    /// Counts a town of one state, or an office-holder.
    fn add_others(&mut self, gazetteer: &Gazetteer, hit: &Hit) {
        let mut countries = hit
            .senses
            .iter()
            .filter(|sense| matches!(sense.kind, SenseKind::Place | SenseKind::Person))
            .map(|sense| gazetteer.entry(sense.entry).country);
        if let Some(Some(first)) = countries.next()
            && countries.all(|other| other == Some(first))
        {
            *self.by_country.entry(first).or_default() += 1;
        }
    }

    /// The greater, the likelier the state is meant.
    fn rank(&self, gazetteer: &Gazetteer, state: EntryId) -> (usize, bool, u32) {
        let entry = gazetteer.entry(state);
        let is_own = !matches!(
            entry.detail,
            Detail::State {
                status: StateStatus::Territory,
                ..
            }
        );
        let by_country = entry.country.and_then(|code| self.by_country.get(&code));
        let votes = self.by_state.get(&state).copied().unwrap_or(0)
            + by_country.copied().filter(|_| is_own).unwrap_or(0);
        let inhabitants = gazetteer
            .entries()
            .filter_map(|(_, place)| match place.detail {
                Detail::Place {
                    kind: PlaceKind::Capital,
                    population,
                    ..
                } if place.country == entry.country => Some(population),
                _ => None,
            });
        (votes, is_own, inhabitants.max().unwrap_or(0))
    }
}
