//! Label lists, and sentences turned into the numbers that a pass over the network needs.

use std::collections::BTreeMap;

use super::corpus::Sentence;
use super::inputs::Inputs;

/// Relations seen less often in training lose their subtype.
const MIN_RELATION: usize = 5;

/// The label lists in the order of the outputs.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    pub(crate) upos: Vec<String>,
    pub(crate) xpos: Vec<String>,
    pub(crate) relations: Vec<String>,
    pub(crate) names: Vec<String>,
}

impl Labels {
    /// The labels of the training sentences, sorted.
    pub(crate) fn of(sentences: &[Sentence]) -> Self {
        let upos = count(sentences.iter().flat_map(|sentence| &sentence.upos));
        let xpos = count(sentences.iter().flat_map(|sentence| &sentence.xpos));
        let relations = count(sentences.iter().flat_map(|sentence| &sentence.relations));
        let mut folded: Vec<&str> = relations
            .iter()
            .map(|(relation, &count)| {
                if count < MIN_RELATION {
                    universal(relation)
                } else {
                    relation
                }
            })
            .collect();
        folded.sort_unstable();
        folded.dedup();
        let owned = |labels: Vec<&str>| labels.into_iter().map(str::to_owned).collect();
        Self {
            upos: owned(upos.into_keys().collect()),
            xpos: owned(xpos.into_keys().collect()),
            relations: owned(folded),
            names: owned(vec![
                "O", "B-LOC", "B-ORG", "B-PER", "I-LOC", "I-ORG", "I-PER",
            ]),
        }
    }
}

/// `nsubj` of `nsubj:pass`.
pub(crate) fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn count<'a>(labels: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    labels.for_each(|label| *counts.entry(label.as_str()).or_insert(0) += 1);
    counts
}

/// Some sentences as numbers; all lists but `lengths` have one item a word, sentence after sentence.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Words of each sentence.
    pub(crate) lengths: Vec<usize>,
    /// The type of each word.
    pub(crate) types: Vec<usize>,
    pub(crate) upos: Vec<Option<usize>>,
    pub(crate) xpos: Vec<Option<usize>>,
    pub(crate) heads: Vec<usize>,
    pub(crate) relations: Vec<Option<usize>>,
    pub(crate) names: Vec<Option<usize>>,
}

impl Batch {
    /// Adds a sentence. A label that is not in the lists is left out of the loss.
    pub(crate) fn push(&mut self, sentence: &Sentence, labels: &Labels, inputs: &mut Inputs) {
        let find = |labels: &[String], label: &str| {
            labels
                .binary_search_by(|known| known.as_str().cmp(label))
                .ok()
        };
        self.lengths.push(sentence.words.len());
        self.types
            .extend(sentence.words.iter().map(|word| inputs.type_of(word)));
        self.upos
            .extend(sentence.upos.iter().map(|label| find(&labels.upos, label)));
        self.xpos
            .extend(sentence.xpos.iter().map(|label| find(&labels.xpos, label)));
        self.heads.extend(&sentence.heads);
        self.relations
            .extend(sentence.relations.iter().map(|label| {
                find(&labels.relations, label).or_else(|| find(&labels.relations, universal(label)))
            }));
        match &sentence.names {
            Some(names) => self.names.extend(
                names
                    .iter()
                    .map(|label| labels.names.iter().position(|known| known == label)),
            ),
            None => self.names.extend(sentence.words.iter().map(|_| None)),
        }
    }

    /// The first row and the number of words of each sentence.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.lengths.iter().scan(0, |first, &length| {
            *first += length;
            Some((*first - length, length))
        })
    }
}
