//! Noun phrases without a name that can act or be referred to.
//!
//! `the Russian foreign minister`, `Israeli officials`, `both sides`, `the Austrian capital`. The noun is a title or common noun of
//! the gazetteer or refers back by the crate's own table; a title in front of a name is part of that name.

use std::ops::Range;

use chancery_gazetteer::{Detail, EntryId, Gender, Modifier, NominalKind, Role, Sense, SenseKind};
use chancery_model::{Id, Relation, Sector, TokenId, Upos, Xpos};

use crate::lists::{BackNoun, FunctionWord, LISTS, NounClass};
use crate::names::COMMON;
use crate::phrases::phrase;
use crate::reader::Reader;

/// How a phrase is introduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Determiner {
    /// `the`, `both`, `Austria's`, `her`.
    Definite,
    /// `this`, `these`.
    Demonstrative,
    /// `a`, `some`, `no`.
    Indefinite,
    /// None.
    Bare,
}

/// A noun phrase without a name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Nominal {
    /// Its head noun.
    pub(crate) noun: TokenId,
    /// The whole phrase.
    pub(crate) words: Range<usize>,
    /// The title or noun itself: `foreign minister`.
    pub(crate) common: Range<usize>,
    /// Its gazetteer entry.
    pub(crate) entry: Option<EntryId>,
    /// What it can refer back to.
    pub(crate) back: Option<BackNoun>,
    pub(crate) plural: bool,
    pub(crate) determiner: Determiner,
    /// `two` of `the two men`; 2 for `both`.
    pub(crate) count: Option<usize>,
    /// `former`.
    pub(crate) modifier: Option<Modifier>,
    /// Possessive pronoun that owns it.
    pub(crate) pronoun: Option<usize>,
}

/// Words of a title before its head at most.
const MAX_TITLE_WORDS: usize = 3;

/// The phrases headed by nouns that are free: not inside a name or title.
pub(crate) fn find(reader: &Reader<'_>, is_free: &dyn Fn(usize) -> bool) -> Vec<Nominal> {
    let mut found: Vec<Nominal> = Vec::new();
    for at in (0..reader.syntax.tokens().len()).filter(|&at| reader.is_story(at) && is_free(at)) {
        // `state` of `secretary of state` is no noun of its own.
        let is_inside = found.last().is_some_and(|last| at < last.common.end);
        found.extend(Nominal::read(reader, at).filter(|_| !is_inside));
    }
    found
}

/// The longest title or noun with its head at a word: it ends there, or goes on with `of`.
fn common_at(reader: &Reader<'_>, at: usize) -> Option<(Range<usize>, Sense)> {
    let goes_on = reader
        .syntax
        .tokens()
        .get(at + 1)
        .is_some_and(|next| next.upos == Upos::Adp);
    let from = if goes_on {
        at.saturating_sub(MAX_TITLE_WORDS)
    } else {
        at + 1
    };
    let over = (from..=at)
        .filter_map(|start| reader.longest_starting(start, &COMMON))
        .find(|(words, _)| {
            words.end > at + 1 && reader.syntax.tokens()[words.start].upos != Upos::Adp
        });
    over.or_else(|| reader.longest_ending(at, &COMMON))
}

impl Nominal {
    /// The phrase whose head noun is `at`.
    pub(crate) fn read(reader: &Reader<'_>, at: usize) -> Option<Self> {
        let tokens = reader.syntax.tokens();
        let token = &tokens[at];
        if token.upos == Upos::Num || matches!(token.upos, Upos::Pron | Upos::Det) {
            return Self::counted(reader, at);
        }
        if !matches!(token.upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let noun = TokenId::from_index(at);
        let modifies_next = matches!(
            token.relation,
            Relation::Compound
                | Relation::NmodDesc
                | Relation::Goeswith
                | Relation::Fixed
                | Relation::Flat
        ) && token.head.is_some_and(|head| head.index() > at);
        if modifies_next {
            return None;
        }
        let hit = common_at(reader, at);
        let back = LISTS.back_noun(&reader.word(at).to_lowercase());
        let (mut common, sense) = match (hit, back) {
            (Some((words, sense)), _) => (words, Some(sense)),
            (None, Some(_)) => (at..at + 1, None),
            (None, None) => return None,
        };
        let plural = match sense.map(|sense| sense.kind) {
            Some(SenseKind::TitlePlural | SenseKind::NominalPlural) => true,
            Some(_) => matches!(token.xpos, Xpos::Nns | Xpos::Nnps),
            None => back.is_some_and(|back| back.plural),
        };
        let words = phrase(reader, at, &common);
        let mut modifier = None;
        let owner_end = (words.start..common.start)
            .rev()
            .find(|&at| tokens[at].xpos == Xpos::Pos)
            .unwrap_or(words.start);
        for before in (owner_end..common.start).rev() {
            if let Some((range, sense)) = reader.longest_ending(before, &[SenseKind::Modifier])
                && let Detail::Modifier { modifier: found } = reader.entry(sense.entry).detail
            {
                modifier = modifier.or((found != Modifier::Rank).then_some(found));
                if range.end == common.start {
                    common.start = range.start.max(words.start);
                }
            }
        }
        let mut found = Self {
            noun,
            common,
            entry: sense.map(|sense| sense.entry),
            back,
            plural,
            determiner: Determiner::Bare,
            count: None,
            modifier,
            pronoun: None,
            words,
        };
        found.read_determiner(reader);
        Some(found)
    }

    /// `the two agreed`, `both agreed`: a number or `both` that stands without a noun.
    fn counted(reader: &Reader<'_>, at: usize) -> Option<Self> {
        let token = &reader.syntax.tokens()[at];
        let is_argument = matches!(
            token.relation.universal(),
            Relation::Nsubj
                | Relation::Obj
                | Relation::Iobj
                | Relation::Obl
                | Relation::Conj
                | Relation::Nmod
        );
        let word = reader.word(at).to_lowercase();
        let introduced = at > 0
            && is_one_of(
                &reader.word(at - 1).to_lowercase(),
                &[FunctionWord::Definite, FunctionWord::Demonstrative],
            );
        let (count, start) = match LISTS.number(&word) {
            Some(count) if introduced => (count, at - 1),
            // `both` introduces itself.
            Some(count) if is_one_of(&word, &[FunctionWord::Definite]) => (count, at),
            _ => return None,
        };
        let noun = TokenId::from_index(at);
        let stands_alone = reader.syntax.tokens().get(at + 1).is_none_or(|next| {
            !matches!(
                next.upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym
            )
        });
        (is_argument && stands_alone).then(|| Self {
            noun,
            words: start..at + 1,
            common: at..at + 1,
            entry: None,
            back: None,
            plural: true,
            determiner: Determiner::Definite,
            count: Some(count),
            modifier: None,
            pronoun: None,
        })
    }

    fn read_determiner(&mut self, reader: &Reader<'_>) {
        let tokens = reader.syntax.tokens();
        let before = self.words.start..self.common.start;
        for (at, token) in before.clone().zip(&tokens[before]) {
            let word = reader.word(at).to_lowercase();
            if token.xpos == Xpos::PrpPoss {
                self.determiner = Determiner::Definite;
                self.pronoun = Some(at);
            } else if token.xpos == Xpos::Pos {
                self.determiner = Determiner::Definite;
            }
            if is_one_of(&word, &[FunctionWord::Definite]) {
                self.determiner = Determiner::Definite;
            } else if is_one_of(&word, &[FunctionWord::Demonstrative]) {
                self.determiner = Determiner::Demonstrative;
            } else if self.determiner == Determiner::Bare
                && is_one_of(&word, &[FunctionWord::Indefinite])
            {
                self.determiner = Determiner::Indefinite;
            }
            self.count = self.count.or_else(|| LISTS.number(&word));
        }
    }

    /// `the`, `this`, an owner: the phrase speaks of something known.
    pub(crate) fn is_definite(&self) -> bool {
        matches!(
            self.determiner,
            Determiner::Definite | Determiner::Demonstrative
        )
    }

    /// True when it stands for one or more people, not for a body.
    pub(crate) fn is_people(&self, reader: &Reader<'_>) -> bool {
        match self.entry.map(|entry| &reader.entry(entry).detail) {
            Some(
                Detail::Title { .. }
                | Detail::Nominal {
                    kind: NominalKind::People,
                },
            ) => true,
            Some(_) => false,
            None => self
                .back
                .is_some_and(|back| back.class == NounClass::Person),
        }
    }

    /// True when it is one person by a title: `minister`, not `soldier` or `ministers`.
    pub(crate) fn is_titled_person(&self, reader: &Reader<'_>) -> bool {
        !self.plural
            && self
                .entry
                .is_some_and(|entry| matches!(reader.entry(entry).detail, Detail::Title { .. }))
    }

    /// The office of its title.
    pub(crate) fn role(&self, reader: &Reader<'_>) -> Option<Role> {
        self.entry.and_then(|entry| reader.gazetteer.role(entry))
    }

    /// Sectors of its title or noun; those of an elite when the office is over.
    pub(crate) fn sectors(&self, reader: &Reader<'_>) -> Vec<Sector> {
        match (self.modifier, self.entry) {
            (Some(Modifier::Former), _) => vec![Sector::Elite],
            (_, Some(entry)) => reader.entry(entry).sectors.to_vec(),
            (_, None) => Vec::new(),
        }
    }

    /// The gender that its noun tells.
    pub(crate) fn gender(&self, reader: &Reader<'_>) -> Option<Gender> {
        match self.entry.map(|entry| &reader.entry(entry).detail) {
            Some(Detail::Title { gender, .. }) => *gender,
            _ => self.back.and_then(|back| back.gender),
        }
    }

    /// The words of the phrase without what determines it: `Israeli officials` of `the Israeli officials`.
    pub(crate) fn label<'a>(&self, reader: &Reader<'a>) -> &'a str {
        let tokens = reader.syntax.tokens();
        let is_loose = |at: usize| {
            matches!(
                tokens[at].upos,
                Upos::Det | Upos::Num | Upos::Punct | Upos::Adv
            ) || tokens[at].xpos == Xpos::PrpPoss
                // `least` of `at least 23 people`.
                || tokens[at].head.is_some_and(|head| tokens[head.index()].upos == Upos::Num)
        };
        let start = (self.words.start..self.common.start)
            .find(|&at| !is_loose(at))
            .unwrap_or(self.common.start);
        reader.text_of(start..self.words.end)
    }
}

fn is_one_of(word: &str, classes: &[FunctionWord]) -> bool {
    classes
        .iter()
        .any(|&class| LISTS.is_function_word(word, class))
}
