//! Morphological features from tags and word.
//!
//! English shows little by its forms: `NNS` is plural, `him` is accusative singular masculine. So the features follow
//! from the two tags and, for pronouns, determiners and a few more, from the word.

use std::sync::LazyLock;

use chancery_model::{Feats, Upos, Xpos};
use rustc_hash::FxHashMap;

use crate::lists::Lower;

/// Features of one pair of tags.
#[derive(Debug, Default)]
struct Entry {
    any: Feats,
    number: Option<Feats>,
    words: FxHashMap<&'static str, Feats>,
}

/// The features of a word with these tags.
pub(crate) fn features(word: &str, upos: Upos, xpos: Xpos) -> Feats {
    static TABLE: LazyLock<FxHashMap<(Upos, Xpos), Entry>> = LazyLock::new(read);
    let Some(entry) = TABLE.get(&(upos, xpos)) else {
        return Feats::default();
    };
    if let Some(number) = entry
        .number
        .filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))
    {
        return number;
    }
    if entry.words.is_empty() {
        return entry.any;
    }
    let word = match word.strip_prefix('’') {
        Some(rest) => Lower::new(&["'", rest].concat()),
        None => Lower::new(word),
    };
    entry.words.get(word.as_str()).copied().unwrap_or(entry.any)
}

fn read() -> FxHashMap<(Upos, Xpos), Entry> {
    let mut table: FxHashMap<_, Entry> = FxHashMap::default();
    for (tags, word, feats) in file_rows() {
        let entry = table.entry(tags).or_default();
        match word {
            "*" => entry.any = feats,
            "0" => entry.number = Some(feats),
            _ => {
                entry.words.insert(word, feats);
            }
        }
    }
    table
}

fn file_rows() -> impl Iterator<Item = ((Upos, Xpos), &'static str, Feats)> {
    let file = include_str!("../data/feats.tsv");
    crate::lists::rows(file).filter_map(|(upos, rest)| {
        let mut columns = rest.split('\t');
        let (xpos, word, feats) = (columns.next()?, columns.next()?, columns.next()?);
        Some((
            (Upos::from_code(upos)?, Xpos::from_code(xpos)?),
            word,
            Feats::new(feats),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, upos: Upos, xpos: Xpos, expected: &str) {
        assert_eq!(features(word, upos, xpos).as_str(), expected);
    }

    #[test]
    fn every_row_is_read_and_sorted() {
        let file = include_str!("../data/feats.tsv");
        assert_eq!(
            file_rows().count(),
            file.lines().filter(|line| !line.starts_with("# ")).count()
        );
        assert!(file_rows().all(|(_, _, feats)| feats.as_str().split('|').is_sorted()));
    }

    #[test]
    fn features_follow_from_tags_and_word() {
        check(
            "Him",
            Upos::Pron,
            Xpos::Prp,
            "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs",
        );
        check(
            "’s",
            Upos::Pron,
            Xpos::Prp,
            "Case=Acc|Number=Plur|Person=1|PronType=Prs",
        );
        check("talks", Upos::Noun, Xpos::Nns, "Number=Plur");
        check("12", Upos::Num, Xpos::Cd, "NumForm=Digit|NumType=Card");
        check("twelve", Upos::Num, Xpos::Cd, "NumForm=Word|NumType=Card");
        check(",", Upos::Punct, Xpos::Comma, "");
    }
}
