//! One look at all layers: which words stand inside which marks, and where sentences of the text end.
//!
//! The tree's sentences can end inside a quotation (`"Go. Now," he said.`); the modules that read the text ask here.

use std::ops::Range;

use chancery_model::{Document, Entities, Id, Relation, Span, Syntax, TokenId, Upos};

use crate::marks::{Marks, trimmed};

/// The layers, with what quotation marks say of each word.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) syntax: &'a Syntax,
    pub(crate) entities: &'a Entities,
    pub(crate) marks: &'a Marks,
    /// The outermost run around each word; the marks themselves belong to their run.
    runs: Vec<Option<usize>>,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        doc: &'a Document,
        syntax: &'a Syntax,
        entities: &'a Entities,
        marks: &'a Marks,
    ) -> Self {
        let runs = syntax
            .tokens()
            .iter()
            .map(|token| marks.run_at(token.span.start()))
            .collect();
        Self {
            doc,
            syntax,
            entities,
            marks,
            runs,
        }
    }

    /// Index of the outermost run around a word.
    pub(crate) fn run_of(&self, word: usize) -> Option<usize> {
        self.runs.get(word).copied().flatten()
    }

    /// The words of a run, its marks left out.
    pub(crate) fn words_of_run(&self, run: usize) -> Range<usize> {
        self.syntax.words_in(self.marks.runs[run].inner)
    }

    /// The word of a range that hangs from outside it.
    pub(crate) fn top_of(&self, words: Range<usize>) -> Option<TokenId> {
        words.clone().map(TokenId::from_index).find(|&word| {
            let head = self.syntax.token(word).head;
            head.is_none_or(|head| !words.contains(&head.index())) && !self.is_punct(word.index())
        })
    }

    /// Characters of a word.
    pub(crate) fn text(&self, word: usize) -> &'a str {
        self.doc.slice(self.syntax.tokens()[word].span)
    }

    /// Lemma of a word.
    pub(crate) fn lemma(&self, word: usize) -> &'a str {
        self.syntax.lemma(TokenId::from_index(word))
    }

    pub(crate) fn upos(&self, word: usize) -> Upos {
        self.syntax.tokens()[word].upos
    }

    pub(crate) fn relation(&self, word: TokenId) -> Relation {
        self.syntax.token(word).relation
    }

    /// True for punctuation of any kind.
    pub(crate) fn is_punct(&self, word: usize) -> bool {
        self.upos(word) == Upos::Punct || self.text(word).chars().all(|c| !c.is_alphanumeric())
    }

    /// True for a full stop, question mark, exclamation mark or colon, alone or at the end of a word's token run.
    pub(crate) fn ends_clause(&self, word: usize) -> bool {
        self.is_punct(word) && self.text(word).ends_with(['.', '?', '!', ':', ';'])
    }

    /// The last visible character before a byte, in the same paragraph or not.
    pub(crate) fn char_before(&self, byte: u32) -> Option<char> {
        self.between(0, byte).trim_end().chars().next_back()
    }

    /// Paragraph of a word.
    pub(crate) fn paragraph_of(&self, word: usize) -> usize {
        self.syntax
            .sentence(self.syntax.tokens()[word].sentence)
            .paragraph
    }

    /// Words of the sentence of `word`.
    pub(crate) fn sentence_of(&self, word: usize) -> Range<usize> {
        self.syntax
            .sentence(self.syntax.tokens()[word].sentence)
            .tokens
            .clone()
    }

    /// The text of a range of words without punctuation and white space at its edges, except a mark that belongs to a word inside.
    pub(crate) fn span_of(&self, mut words: Range<usize>) -> Option<Span> {
        words.end = words.end.min(self.syntax.tokens().len());
        while words.start < words.end && self.is_edge(words.start) {
            words.start += 1;
        }
        while words.start < words.end && self.is_edge(words.end - 1) {
            words.end -= 1;
        }
        self.syntax.span_of(words)
    }

    /// Punctuation that does not belong to content when it stands at its edge.
    fn is_edge(&self, word: usize) -> bool {
        self.is_punct(word)
            && !self
                .text(word)
                .starts_with(['$', '€', '£', '%', '#', '@', '(', ')', '[', ']'])
    }

    /// The text between two bytes.
    pub(crate) fn between(&self, start: u32, end: u32) -> &'a str {
        self.doc
            .text()
            .get(start as usize..end.max(start) as usize)
            .unwrap_or("")
    }

    /// The span between two bytes without white space at its edges.
    pub(crate) fn trimmed(&self, start: u32, end: u32) -> Option<Span> {
        trimmed(self.doc.text(), start as usize, end as usize)
    }
}
