//! The state of officials of whom no title or employer tells it.
//!
//! After `Austria's ambassador` the next sentence's `Ambassador Muster` is Austria's; `Judge Muster said in Vienna` is Austria's where
//! the story is about Austria; else the story's home decides, and where it has none the state stays open.

use std::collections::BTreeMap;

use chancery_gazetteer::{Role, SenseKind};
use chancery_model::{CountryCode, EntityKind, Id, Relation, Sector, TokenId, Xpos, tree};
use rustc_hash::FxHashMap;

use crate::cast::{Cast, FigureId};
use crate::drafts::{Content, Drafts};
use crate::lists::{CapitalCue, FunctionWord, LISTS};
use crate::offices;
use crate::reader::Reader;

/// A state is the story's home by its mentions alone only when it is spoken of so often.
const MIN_MENTIONS: usize = 3;

/// Their place of work is not the state that they serve.
const ABROAD: [Role; 2] = [Role::Ambassador, Role::Envoy];

/// People of these sectors are taken to live where they act.
const RESIDENT: [Sector; 6] = [
    Sector::Civilian,
    Sector::Opposition,
    Sector::Labor,
    Sector::Agriculture,
    Sector::Education,
    Sector::Rebel,
];

/// Gives officials without a state the one that their surroundings or the story's home tell, and people without a name that of
/// the place where they act.
pub(crate) fn settle(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) {
    settle_residents(reader, drafts, cast);
    let counts = Counts::read(cast);
    let home = counts.home(reader);
    for figure in 0..cast.figures.len() {
        let person = &cast.figures[figure];
        let is_official = person
            .sectors
            .first()
            .is_some_and(|sector| sector.serves_state());
        if person.kind != EntityKind::Person
            || person.country.is_some()
            || person.entry.is_some()
            || !is_official
        {
            continue;
        }
        let Some(first) =
            (0..drafts.rows.len()).find(|&number| cast.single(number) == Some(figure))
        else {
            continue;
        };
        let serves_abroad = person.role.is_some_and(|role| ABROAD.contains(&role));
        let country = same_office_before(reader, drafts, cast, figure, first)
            .or_else(|| {
                whereabouts(reader, drafts, cast, &counts, first).filter(|_| !serves_abroad)
            })
            .or(home.filter(|_| !serves_abroad))
            .or_else(|| only_state_before(reader, drafts, cast, figure, first))
            .filter(|&country| !is_held(cast, figure, country));
        let person = &mut cast.figures[figure];
        person.country = country;
        if let Some(office) = &mut person.office {
            office.of = office.of.or(country);
        }
    }
}

/// `Prisoners rioted in Dili`, `people blocked streets in Hong Kong`: those who act, or to whom it is done, where they live.
/// One group may stand for people in several states (`people`); then its state stays open.
fn settle_residents(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) {
    let mut told: BTreeMap<FigureId, Option<CountryCode>> = BTreeMap::new();
    for (number, row) in drafts.rows.iter().enumerate() {
        let Content::Nominal(nominal) = &row.content else {
            continue;
        };
        let Some(figure) = cast.single(number) else {
            continue;
        };
        let group = &cast.figures[figure];
        let is_resident = group.kind == EntityKind::Group
            && group.country.is_none()
            && group.office.is_none()
            && nominal.is_people(reader)
            && group
                .sectors
                .first()
                .is_some_and(|sector| RESIDENT.contains(sector))
            && !nominal.common.clone().any(|at| {
                let word = reader.word(at).to_lowercase();
                LISTS.is_function_word(&word, FunctionWord::Visiting)
            });
        if !is_resident {
            continue;
        }
        let state = scene(reader, drafts, cast, row.head_token)
            .or_else(|| policed_by(reader, drafts, cast, row.head_token));
        if state.is_some() {
            let told = told.entry(figure).or_insert(state);
            *told = told.filter(|_| *told == state);
        }
    }
    for (figure, state) in told {
        cast.figures[figure].country = state;
    }
}

/// The state of all places `in` which the clause of a word is set, if they have but one.
fn scene(reader: &Reader<'_>, drafts: &Drafts, cast: &Cast, word: TokenId) -> Option<CountryCode> {
    let syntax = reader.syntax;
    let clause = tree::clause_head(syntax, word);
    let here = reader.sentence(word.index());
    // `shot at a crowd in Gaza, killing two`: what happens at once happens in one place.
    let around = syntax.token(clause).head.filter(|_| {
        syntax.token(clause).relation == Relation::Advcl && syntax.token(clause).xpos == Xpos::Vbg
    });
    let around = around.map(|verb| tree::clause_head(syntax, verb));
    let mut countries = drafts.within(here).filter_map(|number| {
        let head = drafts.rows[number].head_token;
        let stands_in = tree::clause_head(syntax, head);
        if stands_in != clause && Some(stands_in) != around {
            return None;
        }
        let place = &cast.figures[cast.single(number)?];
        let is_place = matches!(place.kind, EntityKind::Place | EntityKind::State);
        let case = reader.case_of(tree::first_conjunct(syntax, head))?;
        let is_within = LISTS.is_function_word(&case, FunctionWord::Within);
        place.country.filter(|_| is_place && is_within)
    });
    let first = countries.next()?;
    countries.all(|other| other == first).then_some(first)
}

/// The state of the police or court that is the subject of the clause: `Egyptian police arrested 12 people`.
fn policed_by(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    word: TokenId,
) -> Option<CountryCode> {
    let clause = tree::clause_head(reader.syntax, word);
    let subjects = tree::subjects(reader.syntax, clause);
    let mut actors = subjects.into_iter().filter_map(|argument| match argument {
        tree::Argument::Actor(noun) => Some(noun),
        tree::Argument::Undergoer(_) => None,
    });
    let actor = &cast.figures[cast.single(drafts.headed_by(actors.next()?)?)?];
    let is_police = actor
        .sectors
        .first()
        .is_some_and(|sector| matches!(sector, Sector::Police | Sector::Judiciary));
    actor.country.filter(|_| is_police)
}

/// How often states are spoken of.
struct Counts {
    by_country: FxHashMap<CountryCode, usize>,
    /// In order of first mention.
    order: Vec<CountryCode>,
}

impl Counts {
    fn read(cast: &Cast) -> Self {
        let mut counts = Self {
            by_country: FxHashMap::default(),
            order: Vec::new(),
        };
        for &figure in cast.ties.iter().flatten().flat_map(|tie| &tie.figures) {
            let row = &cast.figures[figure];
            if let (EntityKind::State, Some(country)) = (row.kind, row.country) {
                let count = counts.by_country.entry(country).or_default();
                *count += 1;
                if *count == 1 {
                    counts.order.push(country);
                }
            }
        }
        counts
    }

    fn of(&self, country: CountryCode) -> usize {
        self.by_country.get(&country).copied().unwrap_or(0)
    }

    /// The dateline's state unless it is a mere venue, spoken of less than half as often as another; else the one spoken of by far most.
    fn home(&self, reader: &Reader<'_>) -> Option<CountryCode> {
        let most = self.order.iter().map(|&country| self.of(country)).max();
        let filed_in = filed_in(reader);
        let Some(most) = most else { return filed_in };
        filed_in
            .filter(|&country| 2 * self.of(country) >= most)
            .or_else(|| {
                let mut main = self
                    .order
                    .iter()
                    .copied()
                    .filter(|&country| 2 * self.of(country) >= most);
                let first = main.next().filter(|_| most >= MIN_MENTIONS)?;
                main.next().is_none().then_some(first)
            })
    }
}

/// The state of the dateline: of its town, else the one named behind a town that is not known, as in `DAJABON, Dominican Republic`.
fn filed_in(reader: &Reader<'_>) -> Option<CountryCode> {
    let line = reader.doc.dateline.as_ref()?;
    let kinds = [
        SenseKind::Capital,
        SenseKind::Place,
        SenseKind::StateName,
        SenseKind::StateAbbreviation,
    ];
    let behind = reader.doc.slice(line.span).split([',', '(']);
    let places = line.places.iter().map(String::as_str).chain(behind);
    let mut known = places.filter_map(|place| reader.gazetteer.named(place.trim(), &kinds));
    reader.entry(known.next()?).country
}

/// Someone else of the document holds an office that one person of a state holds.
fn is_held(cast: &Cast, figure: FigureId, country: CountryCode) -> bool {
    let role = cast.figures[figure]
        .role
        .filter(|&role| offices::is_famous(role));
    role.is_some()
        && cast.figures.iter().any(|other| {
            other.kind == EntityKind::Person && other.country == Some(country) && other.role == role
        })
}

/// The state of the nearest phrase with the same office in this sentence or the one before: `Austria's ambassador`.
fn same_office_before(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    figure: FigureId,
    first: usize,
) -> Option<CountryCode> {
    let title = &cast.figures[figure].office.as_ref()?.title;
    near_before(reader, drafts, first).find_map(|number| {
        let other = &cast.figures[cast.single(number).filter(|&other| other != figure)?];
        let is_same = other
            .office
            .as_ref()
            .is_some_and(|office| office.title == *title);
        other
            .country
            .filter(|_| is_same && matches!(drafts.rows[number].content, Content::Nominal(_)))
    })
}

/// The state of a place `in` which the sentence sets its first mention, when the story speaks of that state.
fn whereabouts(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    counts: &Counts,
    first: usize,
) -> Option<CountryCode> {
    let here = reader.syntax.token(drafts.rows[first].head_token).sentence;
    let beside = drafts
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| reader.syntax.token(row.head_token).sentence == here);
    beside
        .filter_map(|(number, row)| {
            let place = &cast.figures[cast.single(number)?];
            let before = row.words.start.checked_sub(1)?;
            let is_at = LISTS.is_capital_cue(&reader.word(before).to_lowercase(), CapitalCue::At);
            let country = place
                .country
                .filter(|_| place.kind == EntityKind::Place && is_at)?;
            (2 * counts.of(country) >= MIN_MENTIONS).then_some(country)
        })
        .next()
}

/// For a high office, the only state that this sentence before the person and the one before speak of.
fn only_state_before(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    figure: FigureId,
    first: usize,
) -> Option<CountryCode> {
    cast.figures[figure]
        .role
        .filter(|&role| offices::is_famous(role))?;
    let mut states = near_before(reader, drafts, first).filter_map(|number| {
        let row = &cast.figures[cast.single(number)?];
        row.country.filter(|_| row.kind == EntityKind::State)
    });
    let nearest = states.next()?;
    states.all(|other| other == nearest).then_some(nearest)
}

/// Mentions before one, nearest first, of its sentence and the one before.
fn near_before<'d>(
    reader: &'d Reader<'_>,
    drafts: &'d Drafts,
    first: usize,
) -> impl Iterator<Item = usize> + 'd {
    let sentence = |token: TokenId| reader.syntax.token(token).sentence.index();
    let here = sentence(drafts.rows[first].head_token);
    (0..first)
        .rev()
        .take_while(move |&number| sentence(drafts.rows[number].head_token) + 1 >= here)
}
