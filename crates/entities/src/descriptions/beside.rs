//! Which named figures a phrase stands beside: in apposition before or behind, or as what they are said to be.
//!
//! `Anna Beispiel, the Austrian envoy`; `the envoy, Anna Beispiel,`; `Anna Beispiel is the envoy`. Marks are surer witnesses than the
//! tree and are asked first.

use chancery_gazetteer::{Detail, NominalKind};
use chancery_model::{EntityKind, Relation, Upos, tree};

use crate::cast::{Cast, FigureId};
use crate::drafts::{Content, Drafts};
use crate::lists::{FunctionWord, LISTS, NounClass};
use crate::nominals::{Determiner, Nominal};
use crate::reader::Reader;

/// The named figures that a phrase stands in apposition to or is said to be.
pub(super) fn find(
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
                .take_while(|&at| LISTS.is_function_word(reader.word(at), FunctionWord::Joining))
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
        || [FunctionWord::Relative, FunctionWord::Joining]
            .into_iter()
            .any(|class| LISTS.is_function_word(reader.word(end), class))
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
            // `the force in the country, the Beispiel Mission`: the noun is nearer, and no body.
            match nominal.back.map(|back| back.class) {
                Some(NounClass::Country) => false,
                Some(NounClass::Body | NounClass::Side) => true,
                _ => is_body,
            }
        }
        EntityKind::Other => false,
    }
}
