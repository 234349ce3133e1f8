//! What the words around a name tell of a person: office, state, sector.
//!
//! `Austrian Foreign Minister Anna Beispiel` has her state from the adjective, `Karl Muster of the University of Graz` from where he
//! works.

use chancery_gazetteer::{Detail, EntryId, Modifier};
use chancery_model::{EntityKind, Id, Office, Sector, TokenId, Upos, Xpos};

use crate::cast::{Cast, FigureId};
use crate::drafts::{Content, Drafts};
use crate::lists::{FunctionWord, LISTS};
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
    end < start
        && (end..start).all(|at| LISTS.is_function_word(reader.word(at), FunctionWord::Joining))
}

pub(crate) fn is_title(reader: &Reader<'_>, entry: EntryId) -> bool {
    matches!(&reader.entry(entry).detail, Detail::Title { role, .. } if role.is_some() || !reader.entry(entry).sectors.is_empty())
}

/// Adds to a person what is not known yet; the first title in the text outweighs the gazetteer, which may know of another office.
pub(crate) fn describe(
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
        // `Austria's Anna Beispiel`.
        let owner = draft
            .words
            .start
            .checked_sub(2)
            .filter(|&at| reader.syntax.tokens()[at + 1].xpos == Xpos::Pos)
            .and_then(|at| cast.single(drafts.name_at(at)?))
            .filter(|&owner| cast.figures[owner].kind == EntityKind::State);
        if let (true, Some(owner), Some(figure)) = (is_name, owner, cast.single(number))
            && cast.figures[figure].kind == EntityKind::Person
        {
            let country = cast.figures[owner].country;
            cast.figures[figure].country = cast.figures[figure].country.or(country);
        }
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
            || !(matches!(reader.word(start), "," | "(")
                || LISTS.is_function_word(reader.word(start), FunctionWord::Employer))
        {
            continue;
        }
        let is_apposition = reader.word(start) == ",";
        let start = start + behind_employing(reader, start + 1..sentence.end);
        let end = (start + 1..sentence.end)
            .take(MAX_AFFILIATION)
            .find(|&at| {
                reader.syntax.tokens()[at].upos == Upos::Punct && reader.word(at) != "-"
                    || reader.syntax.tokens()[at].upos == Upos::Verb
            })
            .unwrap_or((start + 1 + MAX_AFFILIATION).min(sentence.end));
        // `an expert on Syria at the University of Graz`: the subject of the study is no employer.
        let mut is_open = true;
        // `at the Great Lakes Institute in Nairobi`: the town of an employer tells its state.
        let mut has_body = false;
        let mut owners = (start + 1..end).filter_map(|at| {
            let word = reader.word(at);
            if reader.syntax.tokens()[at].upos == Upos::Adp {
                is_open = LISTS.is_function_word(word, FunctionWord::Employer)
                    || has_body && LISTS.is_function_word(word, FunctionWord::Within);
            }
            let figure = drafts
                .name_at(at)
                .filter(|_| is_open)
                .and_then(|name| cast.single(name))?;
            has_body |= cast.figures[figure].kind == EntityKind::Organization;
            Some(figure)
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

/// Words of `who heads` and `who works for`, 0 where no such clause begins: what follows is where a person works.
fn behind_employing(reader: &Reader<'_>, words: std::ops::Range<usize>) -> usize {
    let is_clause = words.len() > 2
        && LISTS.is_function_word(
            &reader.word(words.start).to_lowercase(),
            FunctionWord::Relative,
        );
    let verb = TokenId::from_index(words.start + 1);
    let lemma = is_clause.then(|| reader.syntax.lemma(verb).to_lowercase());
    match lemma {
        Some(lemma) if LISTS.is_function_word(&lemma, FunctionWord::Employing) => {
            let has_preposition = reader.syntax.tokens()[words.start + 2].upos == Upos::Adp;
            2 + usize::from(has_preposition)
        }
        _ => 0,
    }
}

/// Words of an affiliation at most.
const MAX_AFFILIATION: usize = 10;
