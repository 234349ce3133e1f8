//! The mentions of a document before anything is known of what they stand for.
//!
//! Names, the titles before them, noun phrases and pronouns in one list, ordered by start, longer first, each stretch once.

use std::ops::Range;

use chancery_gazetteer::SenseKind;
use rustc_hash::FxHashMap;

use chancery_model::{Id, Mention, MentionForm, NameKind, TokenId};

use crate::names::{self, Known, Name};
use crate::nominals::{self, Nominal};
use crate::pronouns;
use crate::reader::Reader;
use crate::titles::{self, Lead};

/// One mention.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) words: Range<usize>,
    pub(crate) head: Range<usize>,
    pub(crate) head_token: TokenId,
    pub(crate) form: MentionForm,
    pub(crate) content: Content,
}

impl Draft {
    /// The words of the mention itself: a name's without its title.
    fn extent(&self) -> &Range<usize> {
        match self.content {
            Content::Name(..) if self.form == MentionForm::Name => &self.head,
            _ => &self.words,
        }
    }
}

/// What a mention is made of.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    Name(Known, Lead),
    Nominal(Nominal),
    Pronoun,
    /// The title before the name that is tied with it: *foreign minister* of *foreign minister Anna Beispiel*.
    Title,
}

/// All mentions, with an index by word.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) rows: Vec<Draft>,
    /// The longest mention whose head is this word.
    by_head: Vec<Option<u32>>,
    /// The innermost name that covers this word.
    by_name: Vec<Option<u32>>,
    /// The longest name whose title, or else itself, begins with this word.
    by_start: Vec<Option<u32>>,
}

impl Drafts {
    /// All mentions of a document.
    pub(crate) fn find(reader: &Reader<'_>) -> Self {
        let n_tokens = reader.syntax.tokens().len();
        let (names, capitalised_nouns) = names::find(reader);
        let mut rows: Vec<Draft> = Vec::new();
        let mut taken = vec![false; n_tokens];
        for draft in name_drafts(reader, names) {
            if !matches!(draft.form, MentionForm::Demonym) {
                taken[draft.words.clone()].fill(true);
            }
            rows.push(draft);
        }
        for nominal in nominals::find(reader, &|at| !taken[at]) {
            let all_capital = nominal.common.clone().all(|at| capitalised_nouns[at]);
            rows.push(Draft {
                words: nominal.words.clone(),
                head: nominal.common.clone(),
                head_token: nominal.noun,
                form: if all_capital {
                    MentionForm::Name
                } else {
                    MentionForm::Nominal
                },
                content: Content::Nominal(nominal),
            });
        }
        rows.extend(pronouns::find(reader).map(|at| Draft {
            words: at..at + 1,
            head: at..at + 1,
            head_token: TokenId::from_index(at),
            form: MentionForm::Pronoun,
            content: Content::Pronoun,
        }));
        rows.sort_by_key(|draft| {
            (
                draft.extent().start,
                std::cmp::Reverse(draft.extent().end),
                draft.form,
            )
        });
        rows.dedup_by(|later, earlier| later.words == earlier.words);
        Self::indexed(rows, n_tokens)
    }

    fn indexed(rows: Vec<Draft>, n_tokens: usize) -> Self {
        let mut by_head = vec![None; n_tokens];
        let mut by_name = vec![None; n_tokens];
        let mut by_start: Vec<Option<u32>> = vec![None; n_tokens];
        for (number, draft) in rows.iter().enumerate() {
            if !matches!(draft.content, Content::Title) {
                by_head[draft.head_token.index()].get_or_insert(number as u32);
            }
            if matches!(draft.content, Content::Name(..)) {
                by_name[draft.head.clone()].fill(Some(number as u32));
                let longest = by_start[draft.words.start].get_or_insert(number as u32);
                if rows[*longest as usize].words.end < draft.words.end {
                    *longest = number as u32;
                }
            }
        }
        Self {
            rows,
            by_head,
            by_name,
            by_start,
        }
    }

    /// Mentions that begin among some words, in order.
    pub(crate) fn within(&self, words: Range<usize>) -> Range<usize> {
        let before = |at: usize| self.rows.partition_point(|draft| draft.extent().start < at);
        before(words.start)..before(words.end)
    }

    /// The longest mention whose syntactic head is a word.
    pub(crate) fn headed_by(&self, token: TokenId) -> Option<usize> {
        self.by_head[token.index()].map(|number| number as usize)
    }

    /// The innermost name that covers a word.
    pub(crate) fn name_at(&self, at: usize) -> Option<usize> {
        self.by_name
            .get(at)
            .copied()
            .flatten()
            .map(|number| number as usize)
    }

    /// The longest name with its title that starts with a word.
    pub(crate) fn starting_name(&self, at: usize) -> Option<usize> {
        self.by_start
            .get(at)
            .copied()
            .flatten()
            .map(|number| number as usize)
    }

    /// Each title with the name that it belongs to.
    pub(crate) fn titles(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let titles = self.rows.iter().enumerate();
        titles
            .filter(|(_, draft)| matches!(draft.content, Content::Title))
            .filter_map(|(number, draft)| Some((number, self.starting_name(draft.words.start)?)))
    }

    /// The mention as the model has it.
    pub(crate) fn mention(reader: &Reader<'_>, draft: &Draft) -> Mention {
        let span = |words: &Range<usize>| {
            reader
                .syntax
                .span_of(words.clone())
                .expect("a mention has at least one word")
        };
        Mention {
            span: span(draft.extent()),
            head: span(&draft.head),
            head_token: draft.head_token,
            form: draft.form,
        }
    }
}

fn name_drafts(reader: &Reader<'_>, names: Vec<Name>) -> Vec<Draft> {
    let mut ending: Vec<Option<Range<usize>>> = vec![None; reader.syntax.tokens().len()];
    for name in &names {
        ending[name.words.end - 1].get_or_insert(name.words.clone());
    }
    let ends = |at: usize| ending.get(at).cloned().flatten();
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        let lead = if is_person(name.known) {
            titles::leading(reader, &name.words, &ends)
        } else {
            Lead {
                start: name.words.start,
                ..Lead::default()
            }
        };
        let words = lead.start..name.words.end;
        let form = match name.known {
            Known::As(sense)
                if matches!(
                    sense.kind,
                    SenseKind::Adjective | SenseKind::Demonym | SenseKind::DemonymPlural
                ) =>
            {
                MentionForm::Demonym
            }
            _ => MentionForm::Name,
        };
        let words = if form == MentionForm::Demonym {
            with_article(reader, &name, words)
        } else {
            words
        };
        if titles::is_description(reader, &lead) {
            found.push(title_draft(lead.start..name.words.start));
        }
        found.push(Draft {
            head_token: reader.head_of(words.clone(), name.words.clone()),
            words,
            head: name.words,
            form,
            content: Content::Name(name.known, lead),
        });
    }
    without_titles(found)
}

/// Drops what the network alone took for a name and what is the title of the name behind it: *Shadow Home Secretary*.
fn without_titles(mut drafts: Vec<Draft>) -> Vec<Draft> {
    let is_title = |draft: &&Draft| matches!(draft.content, Content::Title);
    let titles: FxHashMap<usize, usize> = drafts
        .iter()
        .filter(is_title)
        .map(|title| (title.words.end, title.words.start))
        .collect();
    drafts.retain(|draft| {
        let title = titles.get(&draft.words.end);
        let is_unknown = matches!(draft.content, Content::Name(Known::Form(_), _));
        !(is_unknown && title.is_some_and(|&start| start <= draft.words.start))
    });
    drafts
}

fn title_draft(words: Range<usize>) -> Draft {
    let last = words.end - 1;
    Draft {
        head: last..words.end,
        head_token: TokenId::from_index(last),
        words,
        form: MentionForm::Nominal,
        content: Content::Title,
    }
}

/// `the Americans` with its article.
fn with_article(reader: &Reader<'_>, name: &Name, words: Range<usize>) -> Range<usize> {
    let is_plural =
        matches!(name.known, Known::As(sense) if sense.kind == SenseKind::DemonymPlural);
    let before = words
        .start
        .checked_sub(1)
        .filter(|&at| is_plural && reader.word(at).eq_ignore_ascii_case("the"));
    match before {
        Some(start)
            if reader.sentence(words.start).contains(&start)
                && reader.head_of(words.clone(), words.clone()).index() < words.end =>
        {
            start..words.end
        }
        _ => words,
    }
}

/// True for names of persons.
pub(crate) fn is_person(known: Known) -> bool {
    match known {
        Known::As(sense) => matches!(sense.kind, SenseKind::Person | SenseKind::Surname),
        Known::Form(kind) => kind == NameKind::Person,
    }
}
