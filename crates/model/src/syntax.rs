//! Sentences, words and the dependency tree over them.
//!
//! One flat array of words for the whole document, cut into sentences. `don't` is one token of the
//! text and two words, `do` and `n't`; the second [`continues`](Token::continues) the first.

use std::ops::Range;

use crate::coded::coded_enum;
use crate::{Feats, Id, Relation, SentenceId, Span, TokenId, Upos, Xpos};

/// One syntactic word with its Universal Dependencies columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// Its characters; never empty.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: SentenceId,
    /// True when it shares one token of the text with the word before (`n't` of `don't`).
    pub continues: bool,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// Morphological features.
    pub feats: Feats,
    /// The word it depends on; `None` for the root of its sentence.
    pub head: Option<TokenId>,
    /// Relation to the head.
    pub relation: Relation,
    /// Probability of the tag, 0 to 1.
    pub tag_probability: f32,
    /// Probability of the head, 0 to 1.
    pub arc_probability: f32,
}

/// A run of words with one root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first to the last character of its words.
    pub span: Span,
    /// Its words, as a range over the document's words; never empty.
    pub tokens: Range<usize>,
    /// Index of its paragraph in the document.
    pub paragraph: usize,
}

coded_enum! {
    /// What a name stands for, as far as its form and sentence tell.
    pub enum NameKind { Person => "PER", Organization => "ORG", Location => "LOC", }
}

/// A name found in the running text.
#[derive(Debug, Clone, PartialEq)]
pub struct NameSpan {
    /// Its words, as a range over the document's words; never empty, within one sentence.
    pub tokens: Range<usize>,
    /// What it stands for.
    pub kind: NameKind,
    /// 0 to 1.
    pub probability: f32,
}

/// Dictionary forms of a document's words, in order, in one buffer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lemmas {
    buffer: String,
    ends: Vec<u32>,
}

impl Lemmas {
    /// Adds the lemma of the next word.
    pub fn push(&mut self, lemma: &str) {
        self.buffer.push_str(lemma);
        self.ends.push(
            u32::try_from(self.buffer.len()).expect("lemmas are no longer than 4 GiB of text"),
        );
    }

    fn get(&self, index: usize) -> &str {
        let start = if index == 0 {
            0
        } else {
            self.ends[index - 1] as usize
        };
        &self.buffer[start..self.ends[index] as usize]
    }
}

/// Why columns make no valid syntax layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// Words are empty, overlap, or do not lie in the text.
    #[error("word {word} is empty, out of order or outside the text")]
    WordOutOfPlace {
        /// Index of the word.
        word: usize,
    },
    /// Sentences do not cover the words one after the other.
    #[error("sentence {sentence} does not start where the one before ends, or is empty")]
    SentenceOutOfPlace {
        /// Index of the sentence.
        sentence: usize,
    },
    /// A head lies outside the sentence.
    #[error("the head of word {word} lies outside its sentence")]
    HeadOutside {
        /// Index of the word.
        word: usize,
    },
    /// A sentence has no root, two roots, or a cycle.
    #[error("sentence {sentence} is no tree with one root")]
    NoTree {
        /// Index of the sentence.
        sentence: usize,
    },
    /// Fewer or more lemmas than words.
    #[error("{words} words have {lemmas} lemmas")]
    LemmaCount {
        /// Number of words.
        words: usize,
        /// Number of lemmas.
        lemmas: usize,
    },
    /// A name is empty or crosses a sentence border.
    #[error("name {name} is empty or crosses a sentence border")]
    NameOutOfPlace {
        /// Index of the name.
        name: usize,
    },
}

/// Sentences, words, tree and names of one document. Every sentence is a tree with one root.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Syntax {
    tokens: Vec<Token>,
    lemmas: Lemmas,
    sentences: Vec<Sentence>,
    names: Vec<NameSpan>,
    /// Dependents of word `i`: `children[child_starts[i]..child_starts[i + 1]]`, in text order.
    children: Vec<TokenId>,
    child_starts: Vec<u32>,
}

impl Syntax {
    /// Checks the columns and indexes the tree.
    ///
    /// # Errors
    /// When words, sentences, heads, lemmas or names break an invariant; see [`SyntaxError`].
    pub fn new(
        text: &str,
        tokens: Vec<Token>,
        lemmas: Lemmas,
        sentences: Vec<Sentence>,
        names: Vec<NameSpan>,
    ) -> Result<Self, SyntaxError> {
        if lemmas.ends.len() != tokens.len() {
            return Err(SyntaxError::LemmaCount {
                words: tokens.len(),
                lemmas: lemmas.ends.len(),
            });
        }
        let mut last_end = 0;
        for (word, token) in tokens.iter().enumerate() {
            let valid = Span::in_text(text, token.span.range()).is_ok();
            if !valid || token.span.is_empty() || token.span.start() < last_end {
                return Err(SyntaxError::WordOutOfPlace { word });
            }
            last_end = token.span.end();
        }
        let mut next = 0;
        for (sentence, row) in sentences.iter().enumerate() {
            let range = &row.tokens;
            let in_place =
                range.start == next && range.start < range.end && range.end <= tokens.len();
            if !in_place
                || tokens[range.clone()]
                    .iter()
                    .any(|t| t.sentence.index() != sentence)
            {
                return Err(SyntaxError::SentenceOutOfPlace { sentence });
            }
            next = range.end;
            check_tree(&tokens, range, sentence)?;
        }
        if next != tokens.len() {
            return Err(SyntaxError::SentenceOutOfPlace {
                sentence: sentences.len(),
            });
        }
        for (name, row) in names.iter().enumerate() {
            let range = &row.tokens;
            let inside = range.start < range.end && range.end <= tokens.len();
            if !inside || tokens[range.start].sentence != tokens[range.end - 1].sentence {
                return Err(SyntaxError::NameOutOfPlace { name });
            }
        }
        let (children, child_starts) = index_children(&tokens);
        Ok(Self {
            tokens,
            lemmas,
            sentences,
            names,
            children,
            child_starts,
        })
    }

    /// The same words, sentences and tree over another text: `span` says where a span lies in it, `paragraph` which one it is.
    ///
    /// # Errors
    /// When words become empty, overlap or leave the text.
    pub fn moved(
        mut self,
        text: &str,
        span: impl Fn(Span) -> Span,
        paragraph: impl Fn(usize) -> usize,
    ) -> Result<Self, SyntaxError> {
        for token in &mut self.tokens {
            token.span = span(token.span);
        }
        for sentence in &mut self.sentences {
            sentence.span = span(sentence.span);
            sentence.paragraph = paragraph(sentence.paragraph);
        }
        Self::new(text, self.tokens, self.lemmas, self.sentences, self.names)
    }

    /// Words in text order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Ids of all words in text order.
    pub fn token_ids(
        &self,
    ) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        (0..self.tokens.len()).map(TokenId::from_index)
    }

    /// One word.
    pub fn token(&self, token: TokenId) -> &Token {
        &self.tokens[token.index()]
    }

    /// Dictionary form of a word, lower case except for proper nouns.
    pub fn lemma(&self, token: TokenId) -> &str {
        self.lemmas.get(token.index())
    }

    /// Sentences in text order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// One sentence.
    pub fn sentence(&self, sentence: SentenceId) -> &Sentence {
        &self.sentences[sentence.index()]
    }

    /// Ids of the words of a sentence.
    pub fn words_of(
        &self,
        sentence: SentenceId,
    ) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + use<> {
        self.sentence(sentence)
            .tokens
            .clone()
            .map(TokenId::from_index)
    }

    /// Names in text order, without overlap.
    pub fn names(&self) -> &[NameSpan] {
        &self.names
    }

    /// Dependents of a word, in text order.
    pub fn children(&self, token: TokenId) -> &[TokenId] {
        let at = token.index();
        &self.children[self.child_starts[at] as usize..self.child_starts[at + 1] as usize]
    }

    /// First word that starts at or after `byte`; the number of words when there is none.
    pub fn first_word_from(&self, byte: u32) -> usize {
        self.tokens
            .partition_point(|token| token.span.start() < byte)
    }

    /// The words that lie wholly inside `span`.
    pub fn words_in(&self, span: Span) -> Range<usize> {
        let start = self.first_word_from(span.start());
        let end = self
            .tokens
            .partition_point(|token| token.span.end() <= span.end());
        start..end.max(start)
    }

    /// From the first to the last character of a range of words; `None` when the range is empty.
    pub fn span_of(&self, words: Range<usize>) -> Option<Span> {
        let words = self.tokens.get(words)?;
        Some(words.first()?.span.cover(words.last()?.span))
    }
}

/// One root, and every word leads to it.
fn check_tree(tokens: &[Token], range: &Range<usize>, sentence: usize) -> Result<(), SyntaxError> {
    let mut roots = 0;
    for word in range.clone() {
        match tokens[word].head {
            None => roots += 1,
            Some(head) if range.contains(&head.index()) => {}
            Some(_) => return Err(SyntaxError::HeadOutside { word }),
        }
    }
    // Walk up from every word, marking the path; meeting the mark of the same walk is a cycle.
    let mut walk = vec![0_u32; range.len()];
    for (n, word) in range.clone().enumerate() {
        let mark = n as u32 + 1;
        let mut at = word;
        while walk[at - range.start] == 0 {
            walk[at - range.start] = mark;
            match tokens[at].head {
                Some(head) => at = head.index(),
                None => break,
            }
        }
        if walk[at - range.start] == mark && tokens[at].head.is_some() {
            return Err(SyntaxError::NoTree { sentence });
        }
    }
    if roots == 1 {
        Ok(())
    } else {
        Err(SyntaxError::NoTree { sentence })
    }
}

fn index_children(tokens: &[Token]) -> (Vec<TokenId>, Vec<u32>) {
    let mut starts = vec![0_u32; tokens.len() + 1];
    for head in tokens.iter().filter_map(|token| token.head) {
        starts[head.index() + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut children = vec![TokenId::from_index(0); starts[tokens.len()] as usize];
    for (word, token) in tokens.iter().enumerate() {
        if let Some(head) = token.head {
            let slot = &mut next[head.index()];
            children[*slot as usize] = TokenId::from_index(word);
            *slot += 1;
        }
    }
    (children, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `heads` as in CoNLL-U: 0 for the root, else 1-based.
    fn check(heads: &[usize], expected: Result<(), SyntaxError>) {
        let text = "a ".repeat(heads.len());
        let tokens = heads
            .iter()
            .enumerate()
            .map(|(at, &head)| Token {
                span: Span::new(2 * at as u32, 2 * at as u32 + 1),
                sentence: SentenceId::from_index(0),
                continues: false,
                upos: Upos::X,
                xpos: Xpos::Fw,
                feats: Feats::default(),
                head: head.checked_sub(1).map(TokenId::from_index),
                relation: if head == 0 {
                    Relation::Root
                } else {
                    Relation::Dep
                },
                tag_probability: 1.0,
                arc_probability: 1.0,
            })
            .collect::<Vec<_>>();
        let mut lemmas = Lemmas::default();
        heads.iter().for_each(|_| lemmas.push("a"));
        let span = Span::new(0, 2 * heads.len() as u32 - 1);
        let sentences = vec![Sentence {
            span,
            tokens: 0..heads.len(),
            paragraph: 0,
        }];
        assert_eq!(
            Syntax::new(&text, tokens, lemmas, sentences, vec![]).map(drop),
            expected
        );
    }

    #[test]
    fn accepts_trees_only() {
        check(&[2, 0, 2], Ok(()));
        check(&[2, 3, 0], Ok(()));
        check(&[2, 1, 0], Err(SyntaxError::NoTree { sentence: 0 }));
        check(&[0, 0], Err(SyntaxError::NoTree { sentence: 0 }));
        check(&[1, 0], Err(SyntaxError::NoTree { sentence: 0 }));
        check(&[4, 0], Err(SyntaxError::HeadOutside { word: 0 }));
    }

    #[test]
    fn an_empty_document_is_a_valid_layer() {
        assert!(Syntax::new("", vec![], Lemmas::default(), vec![], vec![]).is_ok());
    }
}
