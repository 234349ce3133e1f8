//! What titles, appositions and phrases without a name stand for.
//!
//! `Anna Beispiel, the Austrian foreign minister,` is one person with an office; `the Austrian minister` is she again; `Israeli
//! officials` are a group with country and sector.

use chancery_gazetteer::{Detail, EntryId, Modifier, NominalKind, Role, SenseKind};
use chancery_model::{CountryCode, EntityKind, LinkBasis, Office, Relation, Sector, Upos, tree};
use rustc_hash::FxHashMap;

use crate::aliases;
use crate::bodies::Bodies;
use crate::cast::{Cast, Figure, FigureId, Tie};
use crate::drafts::{Content, Drafts};
use crate::fold::pieces;
use crate::lists::NounClass;
use crate::nominals::{Determiner, Nominal};
use crate::offices;
use crate::owners::{self, Owner};
use crate::reader::Reader;
use crate::titles::Lead;

/// Gives persons what the titles before their names tell.
pub(crate) fn read_titles(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) {
    let mut shared: Option<(Lead, usize)> = None;
    for (number, draft) in drafts.rows.iter().enumerate() {
        let Content::Name(_, lead) = &draft.content else {
            continue;
        };
        let Some(figure) = cast
            .single(number)
            .filter(|&figure| cast.figures[figure].kind == EntityKind::Person)
        else {
            continue;
        };
        // `Presidents Muster and Beispiel`: the plural holds for the next name, too.
        let lead = match &shared {
            Some((before, end))
                if lead.titles.is_empty() && is_joined(reader, *end, draft.words.start) =>
            {
                before.clone()
            }
            _ => lead.clone(),
        };
        shared = lead.plural.then(|| (lead.clone(), draft.words.end));
        let owner = lead.owner.as_ref().map_or_else(Owner::default, |words| {
            owners::of_words(drafts, cast, words)
        });
        let title = lead
            .titles
            .iter()
            .copied()
            .find(|&title| is_title(reader, title));
        let sectors = lead
            .titles
            .iter()
            .map(|&title| reader.entry(title).sectors.to_vec())
            .find(|s| !s.is_empty());
        describe(
            reader,
            cast,
            figure,
            title,
            lead.modifier,
            sectors.unwrap_or_default(),
            &owner,
        );
    }
}

/// `and` or a comma stands between two names.
fn is_joined(reader: &Reader<'_>, end: usize, start: usize) -> bool {
    end < start && (end..start).all(|at| matches!(reader.word(at), "," | "and" | "&"))
}

fn is_title(reader: &Reader<'_>, entry: EntryId) -> bool {
    matches!(&reader.entry(entry).detail, Detail::Title { role, .. } if role.is_some() || !reader.entry(entry).sectors.is_empty())
}

/// Adds to a person what is not known yet; the first title in the text outweighs the gazetteer, which may know of another office.
fn describe(
    reader: &Reader<'_>,
    cast: &mut Cast,
    figure: FigureId,
    title: Option<EntryId>,
    modifier: Option<Modifier>,
    sectors: Vec<Sector>,
    owner: &Owner,
) {
    let own = owner.figure == Some(figure);
    let person = &mut cast.figures[figure];
    if !own {
        person.country = person.country.or(owner.country);
    }
    let sectors = match modifier {
        Some(Modifier::Former) => vec![Sector::Elite],
        _ if sectors.is_empty() => owner.sectors.clone(),
        _ => sectors,
    };
    let is_in_office = !matches!(
        modifier,
        Some(Modifier::Former | Modifier::Late | Modifier::Incoming)
    );
    let is_confirmed = title.is_none_or(|title| {
        person
            .role
            .is_some_and(|held| offices::title_fits(reader, title, held))
    });
    let is_new =
        person.office.is_none() || person.entry.is_some() && !is_confirmed && !person.is_described;
    if !sectors.is_empty() && (person.sectors.is_empty() || is_new && title.is_some()) {
        person.sectors = sectors;
    }
    if let Some(title) = title.filter(|_| is_in_office && is_new) {
        person.is_described = true;
        person.role = reader.gazetteer.role(title);
        person.office = Some(Office {
            title: reader.entry(title).name.to_string(),
            of: owner.country.or(person.country),
        });
    }
    let gender = title.and_then(|title| match reader.entry(title).detail {
        Detail::Title { gender, .. } => gender,
        _ => None,
    });
    person.gender = person.gender.or(gender);
}

/// The country of where a person works: `Henning Muster, German council on water policy`, `Anna Beispiel of the University of Graz`.
pub(crate) fn read_affiliations(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast) {
    for (number, draft) in drafts.rows.iter().enumerate() {
        let is_name = matches!(draft.content, Content::Name(..));
        let open = |cast: &Cast, figure: FigureId| {
            cast.figures[figure].kind == EntityKind::Person
                && cast.figures[figure].country.is_none()
        };
        let Some(person) = cast
            .single(number)
            .filter(|&figure| is_name && open(cast, figure))
        else {
            continue;
        };
        let sentence = reader.sentence(draft.words.start);
        let start = draft.words.end;
        if start >= sentence.end
            || !matches!(
                reader.word(start),
                "," | "(" | "of" | "from" | "at" | "with"
            )
        {
            continue;
        }
        let is_apposition = reader.word(start) == ",";
        let end = (start + 1..sentence.end)
            .take(MAX_AFFILIATION)
            .find(|&at| {
                reader.syntax.tokens()[at].upos == Upos::Punct && reader.word(at) != "-"
                    || reader.syntax.tokens()[at].upos == Upos::Verb
            })
            .unwrap_or((start + 1 + MAX_AFFILIATION).min(sentence.end));
        // `an expert on Syria at the University of Graz`: the subject of the study is no employer.
        let mut is_open = true;
        let mut owners = (start + 1..end).filter_map(|at| {
            if reader.syntax.tokens()[at].upos == Upos::Adp {
                is_open = matches!(reader.word(at), "of" | "from" | "at" | "with" | "for");
            }
            drafts
                .name_at(at)
                .filter(|_| is_open)
                .and_then(|name| cast.single(name))
        });
        let Some(owner) = owners.find(|&owner| {
            cast.figures[owner].country.is_some() && cast.figures[owner].kind != EntityKind::Person
        }) else {
            continue;
        };
        // `Beispiel, Austria and Iran`: a list, not where she works.
        let is_bare_state =
            is_apposition && cast.figures[owner].kind == EntityKind::State && end == start + 2;
        if is_bare_state {
            continue;
        }
        let (country, sectors) = (
            cast.figures[owner].country,
            cast.figures[owner].sectors.clone(),
        );
        let figure = &mut cast.figures[person];
        figure.country = country;
        if figure.sectors.is_empty() {
            figure.sectors = sectors;
        }
    }
}

/// Officials whose state no one tells are those of the story's home: the dateline's state, else the one spoken of most.
pub(crate) fn settle_officials(reader: &Reader<'_>, cast: &mut Cast) {
    let mut counts: FxHashMap<FigureId, usize> = FxHashMap::default();
    let mut states = Vec::new();
    for &figure in cast.ties.iter().flatten().flat_map(|tie| &tie.figures) {
        if cast.figures[figure].kind == EntityKind::State {
            let count = counts.entry(figure).or_default();
            *count += 1;
            if *count == 1 {
                states.push(figure);
            }
        }
    }
    let filed_in = reader.doc.dateline.as_ref().and_then(|line| {
        let place = reader.gazetteer.named(
            line.places.first()?,
            &[SenseKind::Capital, SenseKind::Place],
        )?;
        reader.entry(place).country
    });
    let is_told = |country| {
        states
            .iter()
            .any(|&state| cast.figures[state].country == Some(country))
    };
    let most = states
        .iter()
        .copied()
        .max_by_key(|state| (counts[state], std::cmp::Reverse(*state)));
    let home = filed_in
        .filter(|&country| states.is_empty() || is_told(country))
        .or_else(|| {
            let runner_up = states
                .iter()
                .filter(|&&state| Some(state) != most)
                .map(|state| counts[state])
                .max();
            let most = most.filter(|state| counts[state] > 2 * runner_up.unwrap_or(0))?;
            cast.figures[most].country
        });
    let Some(home) = home else { return };
    for figure in cast
        .figures
        .iter_mut()
        .filter(|figure| figure.kind == EntityKind::Person && figure.country.is_none())
    {
        let is_official = figure.sectors.first().is_some_and(|sector| {
            matches!(
                sector,
                Sector::Government
                    | Sector::Military
                    | Sector::Legislature
                    | Sector::Judiciary
                    | Sector::Police
                    | Sector::Intelligence
            )
        });
        if is_official && figure.entry.is_none() {
            figure.country = Some(home);
            if let Some(office) = &mut figure.office {
                office.of = office.of.or(Some(home));
            }
        }
    }
}

/// Words of an affiliation at most.
const MAX_AFFILIATION: usize = 10;

/// Ties phrases without a name: by apposition and copula, by office, by country and noun.
pub(crate) fn tie(reader: &Reader<'_>, drafts: &Drafts, cast: &mut Cast, bodies: &mut Bodies) {
    let mut waiting = Vec::new();
    for (number, draft) in drafts.rows.iter().enumerate() {
        let Content::Nominal(nominal) = &draft.content else {
            continue;
        };
        match beside(reader, drafts, cast, nominal) {
            Some(figures) => tie_beside(reader, drafts, cast, number, nominal, &figures),
            None if named_body(reader, drafts, cast, number, nominal) => {}
            None => waiting.push((number, nominal)),
        }
    }
    let officials = officials(cast);
    let mut groups = Groups::default();
    for (number, nominal) in waiting {
        let states = owners::states_before(drafts, cast, nominal);
        if nominal.plural && states.len() > 1 {
            of_several(reader, cast, &officials, number, nominal, &states);
            continue;
        }
        let owner = owners::of_nominal(reader, drafts, cast, nominal);
        if capital(reader, cast, bodies, number, nominal, &owner) {
            continue;
        }
        if !nominal.plural
            && nominal.determiner != Determiner::Indefinite
            && by_office(reader, cast, &officials, number, nominal, &owner)
        {
            continue;
        }
        groups.tie(reader, cast, number, nominal, owner);
    }
}

/// Persons with an office by country, in order of first mention.
type Officials = FxHashMap<CountryCode, Vec<FigureId>>;

fn officials(cast: &Cast) -> Officials {
    let mut found = Officials::default();
    for (number, figure) in cast.figures.iter().enumerate() {
        if let (EntityKind::Person, Some(_), Some(country)) =
            (figure.kind, &figure.office, figure.country)
        {
            found.entry(country).or_default().push(number);
        }
    }
    found
}

fn tie_beside(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &mut Cast,
    number: usize,
    nominal: &Nominal,
    figures: &[FigureId],
) {
    let owner = owners::of_nominal(reader, drafts, cast, nominal);
    for &figure in figures {
        if cast.figures[figure].kind == EntityKind::Person {
            let title = nominal.entry.filter(|&entry| is_title(reader, entry));
            describe(
                reader,
                cast,
                figure,
                title,
                nominal.modifier,
                nominal.sectors(reader),
                &owner,
            );
        } else if cast.figures[figure].country.is_none() {
            cast.figures[figure].country = owner.country;
        }
    }
    let basis = if nominal.role(reader).is_some() {
        LinkBasis::Office
    } else {
        LinkBasis::Description
    };
    if nominal.is_people(reader)
        || figures.len() == 1 && cast.figures[figures[0]].kind != EntityKind::Person
    {
        cast.tie(number, figures[0], basis, 0.85);
        if figures.len() > 1
            && let Some(tie) = &mut cast.ties[number]
        {
            tie.figures = figures.to_vec();
            tie.basis = LinkBasis::Collective;
        }
    }
}

/// `the Riverside newspaper` is what stands before the noun; true when the phrase was one.
fn named_body(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &mut Cast,
    number: usize,
    nominal: &Nominal,
) -> bool {
    let Some(before) = nominal
        .common
        .start
        .checked_sub(1)
        .filter(|_| !nominal.plural && !nominal.is_people(reader))
    else {
        return false;
    };
    let name = drafts.name_at(before).filter(|&name| {
        let row = &drafts.rows[name];
        row.words.end == nominal.common.start
            && matches!(row.content, Content::Name(known, _) if aliases::is_body(known))
    });
    let Some(figure) = name.and_then(|name| cast.single(name)) else {
        return false;
    };
    let by_press = nominal.sectors(reader).contains(&Sector::Journalist);
    let figure_row = &mut cast.figures[figure];
    let is_same =
        figure_row.entry.is_none() || by_press && figure_row.sectors.contains(&Sector::Journalist);
    if is_same {
        if figure_row.sectors.is_empty() {
            figure_row.sectors = nominal.sectors(reader);
        }
        cast.tie(number, figure, LinkBasis::Description, 0.8);
    }
    is_same
}

/// The title of those whom states send to each other.
const DIPLOMAT: &str = "diplomat";

/// `Armenian and Azerbaijani foreign ministers`: the holders that the document names, else a group for each state.
fn of_several(
    reader: &Reader<'_>,
    cast: &mut Cast,
    officials: &Officials,
    number: usize,
    nominal: &Nominal,
    states: &[FigureId],
) {
    let title = nominal.entry.filter(|&entry| is_title(reader, entry));
    let is_diplomat = title.is_some_and(|title| &*reader.entry(title).name == DIPLOMAT);
    let holder = |state: &FigureId| {
        let country = cast.figures[*state].country?;
        officials.get(&country)?.iter().copied().find(|&figure| {
            cast.figures[figure].role.is_some_and(|held| {
                let is_envoy =
                    matches!(held, Role::ForeignMinister | Role::Envoy | Role::Ambassador);
                title.is_some_and(|title| offices::title_fits(reader, title, held))
                    || is_diplomat && is_envoy
            })
        })
    };
    let holders: Option<Vec<FigureId>> = states.iter().map(holder).collect();
    let (figures, confidence) = match holders {
        Some(holders) => (holders, 0.75),
        None if nominal.entry.is_none() => return,
        None => {
            let noun = reader.text_of(nominal.common.clone());
            let group = |state: &FigureId| {
                let owner = &cast.figures[*state];
                Figure {
                    country: owner.country,
                    sectors: nominal.sectors(reader),
                    ..Figure::named(EntityKind::Group, format!("{noun} of {}", owner.name))
                }
            };
            let groups: Vec<Figure> = states.iter().map(group).collect();
            (
                groups.into_iter().map(|figure| cast.add(figure)).collect(),
                0.7,
            )
        }
    };
    cast.ties[number] = Some(Tie {
        figures,
        basis: LinkBasis::Collective,
        confidence,
    });
}

/// The named figures that a phrase stands in apposition to or is said to be.
fn beside(
    reader: &Reader<'_>,
    drafts: &Drafts,
    cast: &Cast,
    nominal: &Nominal,
) -> Option<Vec<FigureId>> {
    let named = |number: usize| {
        let is_name = matches!(drafts.rows[number].content, Content::Name(..));
        let figure = cast.single(number).filter(|_| is_name)?;
        agrees(reader, cast, nominal, figure).then_some(figure)
    };
    let tokens = reader.syntax.tokens();
    let sentence = reader.sentence(nominal.words.start);
    // `Anna Beispiel, the foreign minister`.
    if nominal.words.start >= sentence.start + 2
        && matches!(
            reader.word(nominal.words.start - 1),
            "," | "(" | "-" | "--" | "—" | "–"
        )
        && let Some(number) = drafts
            .name_at(nominal.words.start - 2)
            .filter(|&n| drafts.rows[n].words.end + 1 == nominal.words.start)
        && let Some(figure) = named(number)
        && !nominal.plural
        && ends_apposition(reader, nominal.words.end, sentence.end)
    {
        return Some(vec![figure]);
    }
    // `the ambassador to Vienna, Anna Beispiel,` and `two aides, Anna Beispiel and Karl Muster`.
    let after = nominal.words.end;
    if after + 1 < sentence.end
        && matches!(reader.word(after), "," | ":" | "--" | "—" | "–")
        && nominal.determiner != Determiner::Bare
    {
        let starting = |at: usize| drafts.starting_name(at);
        let mut figures = Vec::new();
        let mut at = after + 1;
        while let Some(number) = starting(at) {
            let Some(figure) = named(number) else { break };
            figures.push(figure);
            let end = drafts.rows[number].words.end;
            let joined = (end..sentence.end)
                .take_while(|&at| matches!(reader.word(at), "," | "and"))
                .count();
            if !nominal.plural || joined == 0 {
                break;
            }
            at = end + joined;
        }
        let first_has_title = drafts.name_at(after + 1).is_none();
        let next = starting(after + 1);
        let is_list = next.is_some_and(|number| {
            reader
                .syntax
                .tokens()
                .get(drafts.rows[number].words.end)
                .is_some_and(|token| token.upos == Upos::Cconj)
        });
        let fits = if nominal.plural {
            figures.len() > 1 && figures.len() == nominal.count.unwrap_or(figures.len())
        } else {
            figures.len() == 1 && (!first_has_title || nominal.is_titled_person(reader) && !is_list)
        };
        if fits {
            return Some(figures);
        }
    }
    // By the tree: apposition either way, copula.
    let row = reader.syntax.token(nominal.noun);
    let above = row.head.filter(|_| row.relation == Relation::Appos);
    let below = tree::appositions(reader.syntax, nominal.noun).next();
    let is_negated = tree::modality(reader.syntax, nominal.noun).negated;
    let subject = (tree::child(reader.syntax, nominal.noun, Relation::Cop).is_some()
        && !is_negated)
        .then(|| tree::child(reader.syntax, nominal.noun, Relation::Nsubj))
        .flatten();
    let number = [above, below, subject]
        .into_iter()
        .flatten()
        .find_map(|token| drafts.headed_by(token).filter(|&n| named(n).is_some()))?;
    let is_near = reader.syntax.token(nominal.noun).sentence
        == tokens[drafts.rows[number].words.start].sentence;
    (is_near && !nominal.plural)
        .then(|| named(number))
        .flatten()
        .map(|figure| vec![figure])
}

/// An apposition ends with a mark, the sentence, or a clause about it.
fn ends_apposition(reader: &Reader<'_>, end: usize, sentence_end: usize) -> bool {
    end >= sentence_end
        || reader.syntax.tokens()[end].upos == Upos::Punct
        || matches!(reader.word(end), "who" | "whose" | "which" | "that" | "and")
}

/// True when the phrase can describe the figure: a title a person, a city a place, a body a body.
fn agrees(reader: &Reader<'_>, cast: &Cast, nominal: &Nominal, figure: FigureId) -> bool {
    let figure = &cast.figures[figure];
    let genders = nominal
        .gender(reader)
        .is_none_or(|gender| figure.gender.is_none_or(|known| known == gender));
    match figure.kind {
        EntityKind::Person => {
            let body = nominal.entry.map(|entry| &reader.entry(entry).detail);
            // `Henning Muster, German council on water policy`: where he works.
            let is_affiliation = matches!(
                body,
                Some(Detail::Nominal {
                    kind: NominalKind::Body
                })
            );
            genders && (nominal.is_people(reader) || is_affiliation)
        }
        EntityKind::State => {
            nominal
                .back
                .is_some_and(|back| matches!(back.class, NounClass::Country | NounClass::Side))
                && !nominal.is_people(reader)
        }
        EntityKind::Place => nominal
            .back
            .is_some_and(|back| matches!(back.class, NounClass::City | NounClass::Capital)),
        EntityKind::Organization | EntityKind::Group => {
            let is_body = nominal.entry.is_some_and(|entry| {
                matches!(
                    reader.entry(entry).detail,
                    Detail::Nominal {
                        kind: NominalKind::Body
                    }
                )
            });
            is_body
                || nominal
                    .back
                    .is_some_and(|back| matches!(back.class, NounClass::Body | NounClass::Side))
        }
        EntityKind::Other => false,
    }
}

/// `the Austrian capital` is the place; true when the phrase was one.
fn capital(
    reader: &Reader<'_>,
    cast: &mut Cast,
    bodies: &mut Bodies,
    number: usize,
    nominal: &Nominal,
    owner: &Owner,
) -> bool {
    let is_capital = nominal
        .back
        .is_some_and(|back| back.class == NounClass::Capital && !back.plural);
    let Some(country) = owner.country.filter(|_| is_capital) else {
        return is_capital;
    };
    if let Some(place) = bodies.capital_of(reader, cast, country) {
        cast.tie(number, place, LinkBasis::Description, 0.9);
    }
    true
}

/// A title with an owner is who holds the office, when the document names the holder.
fn by_office(
    reader: &Reader<'_>,
    cast: &mut Cast,
    officials: &Officials,
    number: usize,
    nominal: &Nominal,
    owner: &Owner,
) -> bool {
    let (Some(title), true) = (nominal.entry, nominal.is_titled_person(reader)) else {
        return false;
    };
    if nominal.modifier.is_some() {
        return false;
    }
    let Some(country) = owner.country else {
        return false;
    };
    let role = reader.gazetteer.role(title);
    let name = &reader.entry(title).name;
    let found = officials
        .get(&country)
        .into_iter()
        .flatten()
        .copied()
        .find(|&figure| {
            let figure = &cast.figures[figure];
            figure
                .role
                .is_some_and(|held| role.is_some() && offices::title_fits(reader, title, held))
                || figure
                    .office
                    .as_ref()
                    .is_some_and(|office| *office.title == **name)
        });
    if let Some(figure) = found {
        cast.tie(number, figure, LinkBasis::Office, 0.85);
    }
    found.is_some()
}

/// People and bodies without a name, by country and noun.
#[derive(Default)]
struct Groups {
    known: FxHashMap<(Option<CountryCode>, String, bool), FigureId>,
}

impl Groups {
    fn tie(
        &mut self,
        reader: &Reader<'_>,
        cast: &mut Cast,
        number: usize,
        nominal: &Nominal,
        owner: Owner,
    ) {
        let Some(entry) = nominal.entry else { return };
        let known = reader.entry(entry);
        let is_body = matches!(
            known.detail,
            Detail::Nominal {
                kind: NominalKind::Body
            }
        );
        let has_owner = owner.country.is_some();
        // A definite phrase without an owner refers back, which needs the text before it.
        let refers_back = nominal.pronoun.is_some() || nominal.is_definite() && !has_owner;
        // `in general`, `as president`: no one in particular.
        let is_loose =
            !nominal.plural && !is_body && nominal.determiner == Determiner::Bare && !has_owner;
        let is_generic = nominal
            .back
            .is_some_and(|back| back.class != NounClass::Body && back.class != NounClass::Person);
        // `individuals`: anyone.
        let is_anyone = !has_owner
            && known
                .sectors
                .first()
                .is_none_or(|sector| *sector == Sector::Unknown);
        if is_anyone || refers_back || is_generic || is_loose || is_body && !has_owner {
            return;
        }
        let label = nominal.label(reader);
        let noun = pieces(&reader.text_of(nominal.common.clone()).to_lowercase()).join(" ");
        let key = (
            owner.country,
            if has_owner {
                known.name.to_lowercase()
            } else {
                noun
            },
            nominal.plural,
        );
        let is_new_person =
            !nominal.plural && !is_body && nominal.determiner == Determiner::Indefinite;
        let figure = match self.known.get(&key) {
            Some(&figure) if !is_new_person => figure,
            _ => {
                let kind = if is_body {
                    EntityKind::Organization
                } else {
                    EntityKind::Group
                };
                let sectors = Some(nominal.sectors(reader))
                    .filter(|s| !s.is_empty())
                    .unwrap_or(owner.sectors);
                let office = (nominal.is_titled_person(reader)
                    && nominal.modifier.is_none()
                    && nominal.role(reader).is_some())
                .then(|| Office {
                    title: known.name.to_string(),
                    of: owner.country,
                });
                let figure = cast.add(Figure {
                    country: owner.country,
                    sectors,
                    office,
                    gender: nominal.gender(reader),
                    ..Figure::named(kind, label)
                });
                self.known.insert(key, figure);
                figure
            }
        };
        cast.tie(
            number,
            figure,
            LinkBasis::Description,
            if has_owner { 0.8 } else { 0.6 },
        );
    }
}
