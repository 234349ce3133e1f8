//! Which universal and fine tag a word gets together.
//!
//! The network scores the two lists apart, but not every pair occurs: a word cannot be a plural noun (`NNS`) by one tag and a
//! verb by the other. Of the pairs that the treebanks know, the one with the highest sum of scores wins.

use chancery_model::{Upos, Xpos};

use crate::ModelError;

/// The pairs of tags that occur, by the places of the tags in the lists of labels; never empty.
#[derive(Debug)]
pub(super) struct TagPairs(Vec<(usize, usize)>);

impl TagPairs {
    /// The pairs of `data/tags.tsv` whose tags are among the labels.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn of(upos: &[Upos], xpos: &[Xpos]) -> Result<Self, ModelError> {
        let pairs: Vec<_> = rows()
            .filter_map(|(universal, fine)| {
                Some((
                    upos.iter().position(|&label| label == universal)?,
                    xpos.iter().position(|&label| label == fine)?,
                ))
            })
            .collect();
        if pairs.is_empty() {
            return Err(ModelError::MissingLabel {
                list: "xpos",
                label: "that occurs with one of upos",
            });
        }
        Ok(Self(pairs))
    }

    /// Places of the two tags with the highest sum of scores; of equals the pair that the table lists first.
    #[inline(always)]
    pub(super) fn best(&self, upos: &[f32], xpos: &[f32]) -> (usize, usize) {
        let mut best = self.0[0];
        let mut highest = f32::NEG_INFINITY;
        for &(universal, fine) in &self.0 {
            let score = upos[universal] + xpos[fine];
            if score > highest {
                (best, highest) = ((universal, fine), score);
            }
        }
        best
    }
}

fn rows() -> impl Iterator<Item = (Upos, Xpos)> {
    crate::lists::rows(include_str!("../../data/tags.tsv"))
        .filter_map(|(upos, xpos)| Some((Upos::from_code(upos)?, Xpos::from_code(xpos)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let lines = include_str!("../../data/tags.tsv").lines();
        let expected = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().count(), expected);
        assert!(rows().is_sorted_by_key(|(upos, xpos)| (upos.code(), xpos.code())));
    }

    #[test]
    fn only_pairs_that_occur_are_given() {
        let upos = [Upos::Noun, Upos::Verb];
        let xpos = [Xpos::Nns, Xpos::Vbd];
        let pairs = TagPairs::of(&upos, &xpos).expect("both occur");
        let check = |upos: [f32; 2], xpos: [f32; 2], expected| {
            assert_eq!(pairs.best(&upos, &xpos), expected);
        };
        check([3.0, 1.0], [2.0, 0.0], (0, 0));
        check([2.0, 1.0], [0.0, 3.0], (1, 1));
        check([2.0, 1.0], [3.0, 3.5], (0, 0));
        check([f32::NAN; 2], [f32::NAN; 2], (0, 0));
        assert!(TagPairs::of(&[Upos::Det], &[Xpos::Vbd]).is_err());
    }
}
