//! The words of `data/outcomes.tsv`, by kind.
//!
//! `preposition after`: what stands after a meeting may have come of it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::table;

const CUES: &str = include_str!("../../data/outcomes.tsv");

/// What a word says of outcome and meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Again,
    Breakdown,
    Nothing,
    Other,
    Plan,
    Preposition,
    Result,
    Round,
    Visit,
}

impl Kind {
    fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "again" => Self::Again,
            "breakdown" => Self::Breakdown,
            "nothing" => Self::Nothing,
            "other" => Self::Other,
            "plan" => Self::Plan,
            "preposition" => Self::Preposition,
            "result" => Self::Result,
            "round" => Self::Round,
            "visit" => Self::Visit,
            _ => return None,
        })
    }
}

/// True for a lemma (lower case) of this kind.
pub(crate) fn is_cue(kind: Kind, lemma: &str) -> bool {
    static TABLE: LazyLock<FxHashMap<&'static str, Vec<Kind>>> = LazyLock::new(|| {
        let mut table: FxHashMap<&'static str, Vec<Kind>> = FxHashMap::default();
        for (kind, word) in table::rows(CUES) {
            if let Some(kind) = Kind::from_code(kind) {
                table.entry(word).or_default().push(kind);
            }
        }
        table
    });
    TABLE.get(lemma).is_some_and(|kinds| kinds.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_have_a_kind_and_an_example() {
        table::check(CUES, |kind| Kind::from_code(kind).is_some());
    }
}
