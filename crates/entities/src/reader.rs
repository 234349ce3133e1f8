//! What the stage reads: text, tree and facts side by side, with every gazetteer name already looked up.
//!
//! In `the Russian foreign minister` an adjective starts at the second word and a title ends at the fourth; names, titles and
//! nominals all ask here.

use std::ops::Range;

use chancery_gazetteer::{Entry, EntryId, Gazetteer, Sense, SenseKind};
use chancery_model::{Document, Id, Relation, Syntax, TokenId, Upos, tree};
use jiff::civil::Date;

use crate::lists::{FunctionWord, LISTS};
use crate::namesakes;

/// A gazetteer name in the text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// What it may stand for, never empty.
    pub(crate) senses: Vec<Sense>,
}

impl Hit {
    /// The first sense of one of the given kinds.
    pub(crate) fn sense(&self, kinds: &[SenseKind]) -> Option<Sense> {
        self.senses
            .iter()
            .copied()
            .find(|sense| kinds.contains(&sense.kind))
    }
}

/// A document with its syntax and the gazetteer names in it.
pub(crate) struct Reader<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) syntax: &'a Syntax,
    pub(crate) gazetteer: &'a Gazetteer,
    hits: Vec<Hit>,
    /// Numbers of hits by first word, longest first.
    starting: Vec<Vec<u32>>,
    /// Numbers of hits by last word, longest first.
    ending: Vec<Vec<u32>>,
    /// Words of sentences in capitals, where case tells nothing.
    all_capitals: Vec<bool>,
    /// Words that tell the story; those of datelines, bylines and credits do not.
    story: Vec<bool>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(doc: &'a Document, syntax: &'a Syntax, gazetteer: &'a Gazetteer) -> Self {
        let n_tokens = syntax.tokens().len();
        let mut reader = Self {
            doc,
            syntax,
            gazetteer,
            hits: Vec::new(),
            starting: vec![Vec::new(); n_tokens],
            ending: vec![Vec::new(); n_tokens],
            all_capitals: vec![false; n_tokens],
            story: vec![true; n_tokens],
        };
        for sentence in syntax.sentences() {
            reader.look_up(sentence.tokens.clone());
        }
        let longest = reader.longest();
        let filed_in = doc.dateline.as_ref().map_or(&[][..], |line| &line.places);
        namesakes::order(
            gazetteer,
            doc.reference_date(),
            &mut reader.hits,
            &longest,
            filed_in,
        );
        for at in 0..n_tokens {
            let hits = &reader.hits;
            reader.ending[at].sort_by_key(|&hit| hits[hit as usize].words.start);
        }
        for sentence in syntax.sentences() {
            let kind = doc
                .paragraphs()
                .get(sentence.paragraph)
                .map(|paragraph| paragraph.kind);
            if kind.is_some_and(|kind| !kind.is_story()) {
                reader.story[sentence.tokens.clone()].fill(false);
            }
        }
        if let Some(line) = &doc.dateline {
            for word in syntax.words_in(line.span) {
                reader.story[word] = false;
            }
        }
        reader
    }

    fn look_up(&mut self, words: Range<usize>) {
        let texts: Vec<&str> = words.clone().map(|word| self.word(word)).collect();
        let finder = self.gazetteer.finder(&texts);
        let capitals = finder.all_capitals();
        for (offset, at) in words.enumerate() {
            self.all_capitals[at] = capitals;
            if self.syntax.tokens()[at].upos == Upos::Punct {
                continue;
            }
            for found in finder.all_at(offset) {
                let end = at + found.words;
                let number = self.hits.len() as u32;
                self.starting[at].push(number);
                self.ending[end - 1].push(number);
                self.hits.push(Hit {
                    words: at..end,
                    senses: found.senses,
                });
            }
        }
    }

    /// The hits from left to right that no longer one before them covers.
    fn longest(&self) -> Vec<u32> {
        let mut found = Vec::new();
        let mut end = 0;
        for (at, starting) in self.starting.iter().enumerate() {
            if let Some(&hit) = starting.first().filter(|_| at >= end) {
                end = self.hits[hit as usize].words.end;
                found.push(hit);
            }
        }
        found
    }

    /// All gazetteer names in the text, in order of their first words.
    pub(crate) fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The characters of a word.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.doc.slice(self.syntax.tokens()[at].span)
    }

    /// The characters of a range of words, gaps included.
    pub(crate) fn text_of(&self, words: Range<usize>) -> &'a str {
        self.syntax
            .span_of(words)
            .map_or("", |span| self.doc.slice(span))
    }

    /// The day that offices are looked up for.
    pub(crate) fn on(&self) -> Option<Date> {
        self.doc.reference_date()
    }

    /// Gazetteer names that start at a word, longest first.
    pub(crate) fn starting_at(&self, at: usize) -> impl Iterator<Item = &Hit> {
        let numbers = self.starting.get(at).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|&hit| &self.hits[hit as usize])
    }

    /// Gazetteer names that end with a word, longest first.
    pub(crate) fn ending_at(&self, at: usize) -> impl Iterator<Item = &Hit> {
        let numbers = self.ending.get(at).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|&hit| &self.hits[hit as usize])
    }

    /// The longest name of one of the given kinds that ends with a word.
    pub(crate) fn longest_ending(
        &self,
        at: usize,
        kinds: &[SenseKind],
    ) -> Option<(Range<usize>, Sense)> {
        self.ending_at(at)
            .find_map(|hit| Some((hit.words.clone(), hit.sense(kinds)?)))
    }

    /// The longest name of one of the given kinds that starts at a word.
    pub(crate) fn longest_starting(
        &self,
        at: usize,
        kinds: &[SenseKind],
    ) -> Option<(Range<usize>, Sense)> {
        self.starting_at(at)
            .find_map(|hit| Some((hit.words.clone(), hit.sense(kinds)?)))
    }

    /// A gazetteer entry.
    pub(crate) fn entry(&self, id: EntryId) -> &'a Entry {
        self.gazetteer.entry(id)
    }

    /// True when the sentence of this word is set in capitals.
    pub(crate) fn is_all_capitals(&self, at: usize) -> bool {
        self.all_capitals[at]
    }

    /// True when the word belongs to the story, not to its dateline, byline or credit.
    pub(crate) fn is_story(&self, at: usize) -> bool {
        self.story[at]
    }

    /// True when the word starts with a capital letter.
    pub(crate) fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// True for days and months, which end a name or phrase.
    pub(crate) fn is_calendar(&self, at: usize) -> bool {
        LISTS.is_function_word(&self.word(at).to_lowercase(), FunctionWord::Calendar)
    }

    /// True when no space parts the word from the one before.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        let tokens = self.syntax.tokens();
        at > 0 && tokens[at - 1].span.end() == tokens[at].span.start()
    }

    /// First and last word of the sentence that a word stands in.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        self.syntax
            .sentence(self.syntax.tokens()[at].sentence)
            .tokens
            .clone()
    }

    /// The word of a range whose head lies outside it; the first one within `preferred` when several do.
    pub(crate) fn head_of(&self, words: Range<usize>, preferred: Range<usize>) -> TokenId {
        let leads_out = |&at: &usize| {
            self.syntax.tokens()[at]
                .head
                .is_none_or(|head| !words.contains(&head.index()))
        };
        let inside = preferred.clone().find(leads_out);
        let found = inside
            .or_else(|| words.clone().find(leads_out))
            .unwrap_or(preferred.start);
        TokenId::from_index(found)
    }

    /// The lemma of a preposition or possessive mark of a noun, in lower case.
    pub(crate) fn case_of(&self, token: TokenId) -> Option<String> {
        tree::case_marker(self.syntax, token).map(|case| self.syntax.lemma(case).to_lowercase())
    }

    /// True when a possessive mark follows the words or hangs from their head.
    pub(crate) fn is_possessive(&self, words: &Range<usize>, head: TokenId) -> bool {
        let follows = self
            .syntax
            .tokens()
            .get(words.end)
            .is_some_and(|token| token.continues)
            && matches!(self.word(words.end), "'s" | "’s" | "'" | "’");
        follows || self.syntax.token(head).relation == Relation::NmodPoss
    }
}
