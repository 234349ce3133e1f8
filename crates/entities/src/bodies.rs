//! Which names of states, bodies, groups and places stand for the same one.
//!
//! `Russia`, `the Russians` and `Moscow rejected` are one state; `European Union` and `EU` one body; `Moscow` in `talks in Moscow` is
//! a place of its own.

use chancery_gazetteer::{Detail, EntryId, PlaceKind, Sense, SenseKind};
use chancery_model::{CountryCode, EntityKind, LinkBasis, NameKind};
use rustc_hash::FxHashMap;

use crate::aliases;
use crate::capitals;
use crate::cast::{Cast, Figure, FigureId};
use crate::drafts::{Content, Draft, Drafts, is_person};
use crate::fold::pieces;
use crate::lists::{CapitalCue, LISTS};
use crate::names::{Known, STATE};
use crate::reader::Reader;

/// Figures by entry and by name.
#[derive(Default)]
pub(crate) struct Bodies {
    by_entry: FxHashMap<EntryId, FigureId>,
    by_name: FxHashMap<(EntityKind, String), FigureId>,
    /// Acronyms that the document introduces.
    acronyms: FxHashMap<String, FigureId>,
}

const CERTAIN: f32 = 0.97;
const LIKELY: f32 = 0.85;
const GUESSED: f32 = 0.7;

/// Ties all names but those of persons.
pub(crate) fn tie(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) -> Bodies {
    let mut bodies = Bodies::default();
    let mut acronyms = Vec::new();
    for (number, draft) in drafts.rows.iter().enumerate() {
        let Content::Name(known, _) = draft.content else {
            continue;
        };
        if is_person(known) {
            continue;
        }
        if is_acronym(reader, draft, known) {
            acronyms.push(number);
            continue;
        }
        let (figure, confidence) = match bodies.by_acronym(reader, cast, draft, known) {
            Some(figure) => (figure, LIKELY),
            None => bodies.figure(reader, cast, draft, known),
        };
        cast.tie(number, figure, LinkBasis::Name, confidence);
        let text = reader.text_of(draft.head.clone());
        let known_name = &mut cast.figures[figure].name;
        // A name in full says more than the letters that the gazetteer prefers.
        if aliases::is_body(known)
            && !known_name.contains(char::is_lowercase)
            && aliases::fits(known_name, text)
        {
            text.clone_into(known_name);
        }
        if aliases::is_body(known)
            && let Some(at) = aliases::acronym_after(reader, &draft.head)
        {
            bodies
                .acronyms
                .entry(reader.word(at).to_owned())
                .or_insert(figure);
        }
    }
    for number in acronyms {
        let draft = &drafts.rows[number];
        let Content::Name(known, _) = draft.content else {
            continue;
        };
        let text = reader.text_of(draft.head.clone());
        let (figure, confidence) = match bodies.acronyms.get(text) {
            Some(&figure) => (figure, CERTAIN),
            None => match bodies.spelled_out(cast, text, known) {
                Some(figure) => (figure, LIKELY),
                None => bodies.figure(reader, cast, draft, known),
            },
        };
        cast.tie(number, figure, LinkBasis::Name, confidence);
    }
    bodies
}

/// One word of capitals that names a body.
fn is_acronym(reader: &Reader<'_>, draft: &Draft, known: Known) -> bool {
    let text = reader.text_of(draft.head.clone());
    draft.head.len() == 1
        && aliases::is_body(known)
        && text.chars().count() >= 2
        && !text.chars().any(char::is_lowercase)
}

impl Bodies {
    fn figure(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        known: Known,
    ) -> (FigureId, f32) {
        match known {
            Known::As(sense) if STATE.contains(&sense.kind) => {
                (self.of_entry(reader, cast, sense.entry), CERTAIN)
            }
            Known::As(sense) if sense.kind == SenseKind::Capital => {
                if capitals::acts(reader, &draft.head, draft.head_token) {
                    let actor = seated_body(reader, draft, sense.entry).unwrap_or(sense.entry);
                    (self.of_entry(reader, cast, actor), LIKELY)
                } else {
                    (self.capital(reader, cast, draft, sense.entry), LIKELY)
                }
            }
            Known::As(sense) if sense.kind == SenseKind::Seat => {
                let before = draft.words.start.saturating_sub(1);
                let preposition = reader.word(before).to_lowercase();
                let before_that = reader.word(before.saturating_sub(1)).to_lowercase();
                let is_place = |word: &str| LISTS.is_capital_cue(word, CapitalCue::At);
                if is_place(&preposition) || preposition == "the" && is_place(&before_that) {
                    (self.capital(reader, cast, draft, sense.entry), GUESSED)
                } else {
                    (self.of_entry(reader, cast, sense.entry), LIKELY)
                }
            }
            Known::As(sense) => (self.of_entry(reader, cast, sense.entry), CERTAIN),
            Known::Form(NameKind::Location) => {
                let country = state_after(reader, draft).or_else(|| state_inside(reader, draft));
                (
                    self.of_name(reader, cast, draft, EntityKind::Place, country),
                    GUESSED,
                )
            }
            Known::Form(_) => {
                let country = state_inside(reader, draft);
                (
                    self.of_name(reader, cast, draft, EntityKind::Organization, country),
                    GUESSED,
                )
            }
        }
    }

    /// A body that is known by the acronym behind its name only: `UN World Food Programme (WFP)`.
    fn by_acronym(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        known: Known,
    ) -> Option<FigureId> {
        let unknown = matches!(known, Known::Form(NameKind::Organization));
        let at = aliases::acronym_after(reader, &draft.head).filter(|_| unknown)?;
        let (_, sense) =
            reader.longest_starting(at, &[SenseKind::Organization, SenseKind::Group])?;
        Some(self.of_entry(reader, cast, sense.entry))
    }

    fn of_entry(&mut self, reader: &Reader<'_>, cast: &mut Cast, entry: EntryId) -> FigureId {
        *self.by_entry.entry(entry).or_insert_with(|| {
            let known = reader.entry(entry);
            cast.add(Figure {
                country: known.country,
                sectors: known.sectors.to_vec(),
                wikidata: known.wikidata,
                entry: Some(entry),
                pieces: pieces(&known.name),
                ..Figure::named(
                    known.entity_kind().unwrap_or(EntityKind::Other),
                    &*known.name,
                )
            })
        })
    }

    /// The town that is a capital, or the place of a seat.
    fn capital(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        state: EntryId,
    ) -> FigureId {
        let country = reader.entry(state).country;
        let is_here = |entry: EntryId| {
            let known = reader.entry(entry);
            known.country == country
                && matches!(
                    known.detail,
                    Detail::Place {
                        kind: PlaceKind::Capital | PlaceKind::City,
                        ..
                    }
                )
        };
        let place = reader
            .starting_at(draft.head.start)
            .filter(|hit| hit.words == draft.head)
            .flat_map(|hit| &hit.senses)
            .find(|sense| sense.kind == SenseKind::Place && is_here(sense.entry));
        match place {
            Some(place) => self.of_entry(reader, cast, place.entry),
            None => self.of_name(reader, cast, draft, EntityKind::Place, country),
        }
    }

    fn of_name(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        draft: &Draft,
        kind: EntityKind,
        country: Option<CountryCode>,
    ) -> FigureId {
        let text = reader.text_of(draft.head.clone());
        let folded = pieces(text);
        let key = (kind, folded.join(" "));
        let figure = *self.by_name.entry(key).or_insert_with(|| {
            let last = reader.word(draft.head.end - 1);
            let head_sector = draft
                .head
                .clone()
                .rev()
                .find_map(|at| LISTS.organisation_head(reader.word(at)).flatten());
            let sector = LISTS.organisation_head(last).flatten().or(head_sector);
            cast.add(Figure {
                pieces: folded,
                sectors: sector
                    .filter(|_| kind == EntityKind::Organization)
                    .into_iter()
                    .collect(),
                ..Figure::named(kind, text)
            })
        });
        let known = &mut cast.figures[figure].country;
        *known = known.or(country);
        figure
    }

    /// The only body whose words an acronym's letters begin, when the acronym is not known itself.
    fn spelled_out(&self, cast: &Cast, letters: &str, known: Known) -> Option<FigureId> {
        let seen = self
            .by_name
            .contains_key(&(EntityKind::Organization, letters.to_lowercase()));
        if matches!(known, Known::As(_)) || seen {
            return None;
        }
        let n_letters = letters.chars().count();
        let mut fitting = cast.figures.iter().enumerate().filter(|(_, figure)| {
            matches!(figure.kind, EntityKind::Organization | EntityKind::Group)
                && figure.pieces.len() >= n_letters
                && n_letters >= 3
                && aliases::fits(letters, &figure.name)
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first.0)
    }

    /// The place that is the capital of a state: Vienna for AUT.
    pub(crate) fn capital_of(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        code: CountryCode,
    ) -> Option<FigureId> {
        let known = reader.gazetteer.entries().find(|(_, entry)| {
            entry.country == Some(code)
                && matches!(
                    entry.detail,
                    Detail::Place {
                        kind: PlaceKind::Capital,
                        ..
                    }
                )
        })?;
        Some(self.of_entry(reader, cast, known.0))
    }
}

/// The body that sits in a capital, when the story names it and not the state: the European Union for `Brussels`.
fn seated_body(reader: &Reader<'_>, draft: &Draft, state: EntryId) -> Option<EntryId> {
    let hit = reader
        .starting_at(draft.head.start)
        .find(|hit| hit.words == draft.head)?;
    let body = hit.sense(&[SenseKind::Organization])?.entry;
    let is_named = |entry: EntryId, kinds: &[SenseKind]| {
        reader.hits().iter().any(|other| {
            let names = |sense: &&Sense| sense.entry == entry && kinds.contains(&sense.kind);
            other.senses.iter().find(names).is_some()
                && other.sense(&[SenseKind::Capital]).is_none()
        })
    };
    (is_named(body, &[SenseKind::Organization]) && !is_named(state, &STATE)).then_some(body)
}

/// The state named inside the name of a body or place: DEU for `German Council on Water Policy`; else that of the only place or group
/// inside a body's name that says what it is, or a place's: AUT for `University of Graz`, SDN for `West Darfur State`.
fn state_inside(reader: &Reader<'_>, draft: &Draft) -> Option<CountryCode> {
    let by_state = draft.head.clone().find_map(|at| {
        let (words, sense) = reader.longest_starting(at, &STATE)?;
        (words.end <= draft.head.end).then(|| reader.entry(sense.entry).country)?
    });
    let by_part = || {
        let says_kind = |at: usize| LISTS.organisation_head(reader.word(at)).flatten().is_some();
        let is_place = matches!(
            draft.content,
            Content::Name(Known::Form(NameKind::Location), _)
        );
        (is_place || draft.head.clone().any(says_kind)).then_some(())?;
        draft.head.clone().find_map(|at| {
            let hit = reader.starting_at(at).next()?;
            let is_known =
                |sense: &&Sense| matches!(sense.kind, SenseKind::Place | SenseKind::Group);
            let mut parts = hit.senses.iter().filter(is_known);
            let country = reader.entry(parts.next()?.entry).country;
            let is_only = parts.all(|part| reader.entry(part.entry).country == country);
            country.filter(|_| is_only && hit.words.end <= draft.head.end)
        })
    };
    by_state.or_else(by_part)
}

/// The state behind a comma: KAZ for `Almaty, Kazakhstan`.
fn state_after(reader: &Reader<'_>, draft: &Draft) -> Option<CountryCode> {
    let at = draft.head.end;
    if at + 1 >= reader.sentence(draft.head.start).end || reader.word(at) != "," {
        return None;
    }
    let (_, sense) = reader.longest_starting(at + 1, &[SenseKind::StateName, SenseKind::Place])?;
    reader.entry(sense.entry).country
}
