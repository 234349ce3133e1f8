//! Decides which names start at a word: a trie over folded pieces, walked as far as the sentence follows a name.
//!
//! In `the United Nations Security Council met` the walk from `United` passes a name after `Nations` and a longer one after `Council`.

use crate::edges::Edges;
use crate::entry::EntryId;
use crate::fold::{Piece, pieces};
use crate::sense_kind::SenseKind;

/// Abbreviations up to this length (`WHO`, `DfID`) need a second capital in the text; longer ones may be `Unesco` too.
const STRICT_LETTERS: u8 = 4;

/// What one name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sense {
    /// The entry it names.
    pub entry: EntryId,
    /// In which way it names it.
    pub kind: SenseKind,
}

/// How the letters of a name must look in the text: one bit a piece, for the first 16 pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Letters {
    pub(crate) capital: u16,
    pub(crate) inner_capital: u16,
}

/// All names, each with its senses.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) edges: Edges,
    /// The senses of node `n` are `senses[starts[n]..starts[n + 1]]`.
    pub(crate) starts: Vec<u32>,
    pub(crate) senses: Vec<(Sense, Letters)>,
}

/// Names on their way into an [`Index`].
pub(crate) struct IndexBuilder {
    edges: Edges,
    nodes: u32,
    senses: Vec<(u32, Sense, Letters)>,
}

impl IndexBuilder {
    /// An empty index with room for about so many pieces.
    pub(crate) fn with_capacity(pieces: usize) -> Self {
        let edges = Edges::with_capacity(pieces);
        IndexBuilder {
            edges,
            nodes: 0,
            senses: Vec::with_capacity(pieces),
        }
    }

    /// Adds a name; a name without letters is ignored.
    pub(crate) fn insert(&mut self, name: &str, sense: Sense) {
        let mut node = 0;
        let mut depth = 0_u32;
        let mut letters = Letters::default();
        pieces(name, |piece| {
            let bit = 1_u16.checked_shl(depth).unwrap_or(0);
            if piece.inner_capital && piece.letters <= STRICT_LETTERS {
                letters.inner_capital |= bit;
            } else if piece.capital {
                letters.capital |= bit;
            }
            depth += 1;
            node = self.edges.get_or_insert(node, piece.hash, self.nodes + 1);
            self.nodes = self.nodes.max(node);
        });
        if depth > 0 {
            self.senses.push((node, sense, letters));
        }
    }

    /// Orders the senses by node, in each node as they were added.
    pub(crate) fn finish(self) -> Index {
        let mut starts = vec![0_u32; self.nodes as usize + 2];
        for (node, ..) in &self.senses {
            starts[*node as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let mut next = starts.clone();
        let mut senses = match self.senses.first() {
            Some((_, sense, letters)) => vec![(*sense, *letters); self.senses.len()],
            None => Vec::new(),
        };
        for (node, sense, letters) in self.senses {
            let slot = &mut next[node as usize];
            senses[*slot as usize] = (sense, letters);
            *slot += 1;
        }
        Index {
            edges: self.edges,
            starts,
            senses,
        }
    }
}

impl Index {
    /// Calls `found` with the number of pieces and the fitting senses of each name that begins the pieces, shortest first.
    pub(crate) fn walk(
        &self,
        pieces: &[Piece],
        mut found: impl FnMut(usize, &mut dyn Iterator<Item = Sense>),
    ) {
        let mut node = 0;
        for (i, piece) in pieces.iter().enumerate() {
            match self.edges.get(node, piece.hash) {
                Some(next) => node = next,
                None => return,
            }
            let range =
                self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize;
            if !range.is_empty() {
                let seen = &pieces[..=i];
                let mut fitting = self.senses[range]
                    .iter()
                    .filter(|(_, letters)| letters.fit(seen))
                    .map(|(sense, _)| *sense);
                found(i + 1, &mut fitting);
            }
        }
    }
}

impl Letters {
    fn fit(self, seen: &[Piece]) -> bool {
        seen.iter().take(16).enumerate().all(|(i, piece)| {
            let bit = 1_u16 << i;
            (self.capital & bit == 0 || piece.capital)
                && (self.inner_capital & bit == 0 || piece.inner_capital)
        })
    }
}
