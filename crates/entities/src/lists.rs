//! Which words mean what to this crate: the tables of `data/`, read once.
//!
//! In `Rome was expected to agree` the verb stands in the class of what happens to governments, so `Rome` is a government.

use std::sync::LazyLock;

use chancery_gazetteer::Gender;
use chancery_model::Sector;
use rustc_hash::FxHashMap;

/// Words that tell whether a capital acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CapitalCue {
    /// `expect`: happens to governments.
    Affected,
    /// `lie`: its subject is the town.
    Placing,
    /// `urge`: its object is a government.
    Addressing,
    /// `in`.
    At,
    /// `to`, `from`.
    Toward,
    /// `demand`: governments have it.
    Government,
    /// `anti`.
    Opposing,
}

/// What a noun that refers back can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NounClass {
    /// `the two countries`.
    Country,
    /// `both sides`.
    Side,
    /// `the two men`.
    Person,
    /// `the Austrian capital`.
    Capital,
    /// `the city`.
    City,
    /// `the movement`.
    Body,
}

/// A noun that refers back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BackNoun {
    /// What it can stand for.
    pub(crate) class: NounClass,
    /// Whether this is its plural.
    pub(crate) plural: bool,
    /// The gender it tells.
    pub(crate) gender: Option<Gender>,
}

/// What a function word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FunctionWord {
    /// `the`.
    Definite,
    /// `this`.
    Demonstrative,
    /// `a`.
    Indefinite,
    /// `two`.
    Number(usize),
    /// `and`: between members of a list.
    Joining,
    /// `who`: begins a clause about the noun.
    Relative,
    /// `on` of `Council on Water Policy`.
    Naming,
    /// `at`: between a person and where he works.
    Employer,
    /// `of`: between a noun and whose it is.
    Owner,
    /// `to`: between a title and whose it is.
    TitleOwner,
    /// `South`, which may stand for a state.
    Compass,
    /// `Friday`: no part of a name.
    Calendar,
    /// `Christmas`, `War`: in a name of no one who acts.
    Thing,
    /// `against`: before who has a part in what is done.
    Partner,
    /// `tanker`: before a name of no one who acts.
    Vessel,
    /// `near`: before a town.
    Within,
    /// `head`: what a person does where he works.
    Employing,
    /// `backed` of `US-backed rebels`.
    Backing,
    /// `tourist`: people who are seldom of the state where they are.
    Visiting,
}

/// Grammatical person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    /// `I`, `we`.
    First,
    /// `you`.
    Second,
    /// `he`, `it`, `they`.
    Third,
}

/// What a third-person singular pronoun says of its antecedent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PronounGender {
    /// `he`, `she`.
    Human(Gender),
    /// `it`.
    Neuter,
    /// The form does not tell.
    Open,
}

/// A pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PronounForm {
    pub(crate) person: Person,
    /// `None` for `you`.
    pub(crate) plural: Option<bool>,
    pub(crate) gender: PronounGender,
}

/// All tables.
pub(crate) struct Lists {
    capital_cues: FxHashMap<&'static str, Vec<CapitalCue>>,
    function_words: FxHashMap<&'static str, Vec<FunctionWord>>,
    nouns: FxHashMap<&'static str, BackNoun>,
    organisation_heads: FxHashMap<&'static str, Option<Sector>>,
    pronouns: FxHashMap<&'static str, PronounForm>,
}

/// The tables inside the crate.
pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

impl Lists {
    fn read() -> Self {
        let mut lists = Self {
            capital_cues: FxHashMap::default(),
            function_words: FxHashMap::default(),
            nouns: FxHashMap::default(),
            organisation_heads: FxHashMap::default(),
            pronouns: FxHashMap::default(),
        };
        for [word, class] in rows(include_str!("../data/capitals.tsv")) {
            lists
                .capital_cues
                .entry(word)
                .or_default()
                .push(capital_cue(class));
        }
        for [word, class, value] in rows(include_str!("../data/function_words.tsv")) {
            let classes = lists.function_words.entry(word).or_default();
            classes.extend(function_word(class, value));
        }
        for [noun, plural, class, gender] in rows(include_str!("../data/nouns.tsv")) {
            let row = BackNoun {
                class: noun_class(class),
                plural: false,
                gender: human(gender),
            };
            lists.nouns.insert(noun, row);
            if !plural.is_empty() {
                lists.nouns.insert(
                    plural,
                    BackNoun {
                        plural: true,
                        ..row
                    },
                );
            }
        }
        for [noun, sector] in rows(include_str!("../data/organisation_heads.tsv")) {
            lists
                .organisation_heads
                .insert(noun, Sector::from_code(sector));
        }
        for [form, person, number, gender] in rows(include_str!("../data/pronouns.tsv")) {
            let person = match person {
                "1" => Person::First,
                "2" => Person::Second,
                _ => Person::Third,
            };
            let gender = match (human(gender), gender) {
                (Some(gender), _) => PronounGender::Human(gender),
                (None, "n") => PronounGender::Neuter,
                _ => PronounGender::Open,
            };
            let plural = (!number.is_empty()).then_some(number == "plur");
            lists.pronouns.insert(
                form,
                PronounForm {
                    person,
                    plural,
                    gender,
                },
            );
        }
        lists
    }

    /// Whether a lemma or preposition belongs to a class of words around capitals.
    pub(crate) fn is_capital_cue(&self, lemma: &str, cue: CapitalCue) -> bool {
        self.capital_cues
            .get(lemma)
            .is_some_and(|cues| cues.contains(&cue))
    }

    /// Whether a form in lower case is a function word of a class.
    pub(crate) fn is_function_word(&self, form: &str, class: FunctionWord) -> bool {
        self.function_words
            .get(form)
            .is_some_and(|classes| classes.contains(&class))
    }

    /// The number that a form in lower case spells, from 2 to 12.
    pub(crate) fn number(&self, form: &str) -> Option<usize> {
        let spelled = self
            .function_words
            .get(form)
            .into_iter()
            .flatten()
            .find_map(|class| match class {
                FunctionWord::Number(value) => Some(*value),
                _ => None,
            });
        spelled.or_else(|| form.parse().ok().filter(|count| (2..=12).contains(count)))
    }

    /// A noun that refers back, by its form in lower case.
    pub(crate) fn back_noun(&self, form: &str) -> Option<BackNoun> {
        self.nouns.get(form).copied()
    }

    /// The sector that the last noun of an organisation's name suggests; the outer `None` when it is no such noun.
    pub(crate) fn organisation_head(&self, word: &str) -> Option<Option<Sector>> {
        self.organisation_heads.get(word).copied()
    }

    /// A pronoun by its form; `I` in its capital, all others in lower case.
    pub(crate) fn pronoun(&self, form: &str) -> Option<PronounForm> {
        self.pronouns.get(form).copied()
    }
}

/// Rows below the line of column names; comments and rows of another length are left out, which the tests rule out.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .skip(1)
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

fn human(gender: &str) -> Option<Gender> {
    match gender {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

fn capital_cue(class: &str) -> CapitalCue {
    match class {
        "affected" => CapitalCue::Affected,
        "placing" => CapitalCue::Placing,
        "addressing" => CapitalCue::Addressing,
        "at" => CapitalCue::At,
        "toward" => CapitalCue::Toward,
        "opposing" => CapitalCue::Opposing,
        _ => CapitalCue::Government,
    }
}

fn function_word(class: &str, value: &str) -> Option<FunctionWord> {
    Some(match class {
        "definite" => FunctionWord::Definite,
        "demonstrative" => FunctionWord::Demonstrative,
        "indefinite" => FunctionWord::Indefinite,
        "number" => FunctionWord::Number(value.parse().ok()?),
        "joining" => FunctionWord::Joining,
        "relative" => FunctionWord::Relative,
        "naming" => FunctionWord::Naming,
        "employer" => FunctionWord::Employer,
        "owner" => FunctionWord::Owner,
        "title-owner" => FunctionWord::TitleOwner,
        "compass" => FunctionWord::Compass,
        "calendar" => FunctionWord::Calendar,
        "thing" => FunctionWord::Thing,
        "partner" => FunctionWord::Partner,
        "within" => FunctionWord::Within,
        "vessel" => FunctionWord::Vessel,
        "employing" => FunctionWord::Employing,
        "backing" => FunctionWord::Backing,
        "visiting" => FunctionWord::Visiting,
        _ => return None,
    })
}

fn noun_class(class: &str) -> NounClass {
    match class {
        "country" => NounClass::Country,
        "side" => NounClass::Side,
        "person" => NounClass::Person,
        "capital" => NounClass::Capital,
        "city" => NounClass::City,
        _ => NounClass::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<const N: usize>(table: &'static str, known: &[(usize, &[&str])]) {
        let lines: Vec<_> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .skip(1)
            .collect();
        assert!(
            lines.is_sorted_by(|a, b| a < b),
            "sorted, without duplicates"
        );
        for line in &lines {
            let fields: Vec<_> = line.split('\t').collect();
            assert_eq!(fields.len(), N, "{line}");
            assert!(
                known
                    .iter()
                    .all(|(at, values)| values.contains(&fields[*at])),
                "{line}"
            );
        }
    }

    #[test]
    fn tables_are_sorted_and_hold_known_classes() {
        let cues: &[&str] = &[
            "affected",
            "placing",
            "addressing",
            "at",
            "toward",
            "government",
            "opposing",
        ];
        let classes: &[&str] = &["country", "side", "person", "capital", "city", "body"];
        check::<2>(include_str!("../data/capitals.tsv"), &[(1, cues)]);
        check::<4>(
            include_str!("../data/nouns.tsv"),
            &[(2, classes), (3, &["f", "m", ""])],
        );
        let numbers: &[&str] = &["sing", "plur", ""];
        let genders: &[&str] = &["f", "m", "n", ""];
        let pronouns = include_str!("../data/pronouns.tsv");
        check::<4>(
            pronouns,
            &[(1, &["1", "2", "3"]), (2, numbers), (3, genders)],
        );
        check::<2>(include_str!("../data/organisation_heads.tsv"), &[]);
        check::<3>(include_str!("../data/function_words.tsv"), &[]);
        let mut words = rows::<3>(include_str!("../data/function_words.tsv"));
        assert!(words.all(|[_, class, value]| function_word(class, value).is_some()));
        let mut sectors = rows::<2>(include_str!("../data/organisation_heads.tsv"));
        assert!(sectors.all(|[_, code]| code.is_empty() || Sector::from_code(code).is_some()));
    }
}
