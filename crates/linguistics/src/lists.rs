//! The word lists of this crate, read once from the files under `data/`.
//!
//! A list decides what no general rule can: that `Gen.` is a title and `gun.` is the end of a sentence, or that `gonna`
//! is two words. The files are part of the program, so reading them cannot fail at run time; a test checks their form.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What an abbreviation says of the words after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// `Mr.`: a name or number follows.
    Title,
    /// `No.`: an abbreviation only before a digit.
    Number,
    /// `Inc.`: may end a sentence, if a typical first word follows.
    Plain,
    /// `etc.`: ends a sentence if a capital follows.
    Final,
    /// `Calif.`: after a comma, ends a sentence if a capital follows.
    State,
    /// `Mass.`: like [`Abbreviation::State`], but an abbreviation only after a comma, a bracket or a hyphen.
    StateWord,
}

/// How a word without an apostrophe falls into syntactic words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contraction {
    /// Separated by `|`.
    pub(crate) parts: &'static str,
    /// Words of which one must follow, separated by commas; empty where any may.
    pub(crate) before: &'static str,
}

/// The lists that segmentation looks words up in.
#[derive(Debug)]
pub(crate) struct Lists {
    /// Without the last full stop.
    pub(crate) abbreviations: FxHashMap<&'static str, Abbreviation>,
    /// By lower-cased word.
    pub(crate) contractions: FxHashMap<&'static str, Contraction>,
    /// Lower-cased `anti` of `anti-war`.
    pub(crate) joined_prefixes: FxHashSet<&'static str>,
    /// Lower-cased `wise` of `clock-wise`.
    pub(crate) joined_suffixes: FxHashSet<&'static str>,
    /// Lower-cased `org` of `example.org`.
    pub(crate) domains: FxHashSet<&'static str>,
    /// Lower-cased `em` of `'em`.
    pub(crate) elisions: FxHashSet<&'static str>,
    /// `:-)`.
    pub(crate) emoticons: FxHashSet<&'static str>,
    /// `Yahoo!`.
    pub(crate) exclaimed: FxHashSet<&'static str>,
    /// Lower-cased `w/o`.
    pub(crate) slashed: FxHashSet<&'static str>,
    /// `km` of `5km`.
    pub(crate) units: FxHashSet<&'static str>,
    /// Lower-cased `regards` of `Best regards, Anna`.
    pub(crate) closings: FxHashSet<&'static str>,
    /// `said`, after `"Why now?" Beispiel`.
    pub(crate) reporting: FxHashSet<&'static str>,
    /// `The`, after `in the U.S.`.
    pub(crate) starters: FxHashSet<&'static str>,
}

impl Lists {
    /// What the word before a full stop is as an abbreviation; `MR` counts as `Mr`.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if let Some(&class) = self.abbreviations.get(word) {
            return Some(class);
        }
        let is_short =
            (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        let title = is_short.then(|| [&word[..1], Lower::new(&word[1..]).as_str()].concat())?;
        self.abbreviations
            .get(title.as_str())
            .copied()
            .filter(|&class| class == Abbreviation::Title)
    }
}

/// The lists, read at the first call.
pub(crate) fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(read);
    &LISTS
}

/// The rows of a data file: its lines without comments, cut at the first tab.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
        .map(|line| line.split_once('\t').unwrap_or((line, "")))
}

fn read() -> Lists {
    let kind = |file: &'static str, wanted: &'static str| {
        rows(file)
            .filter(move |&(kind, _)| kind == wanted)
            .map(|(_, entry)| entry)
            .collect()
    };
    let chunks = |wanted| kind(include_str!("../data/chunks.tsv"), wanted);
    let hyphens = |wanted| kind(include_str!("../data/hyphens.tsv"), wanted);
    let sentence_words = |wanted| kind(include_str!("../data/sentence_words.tsv"), wanted);
    Lists {
        abbreviations: rows(include_str!("../data/abbreviations.tsv"))
            .filter_map(|(form, class)| Some((form, abbreviation(class)?)))
            .collect(),
        contractions: rows(include_str!("../data/contractions.tsv"))
            .map(|(word, row)| {
                let (parts, before) = row.split_once('\t').unwrap_or((row, ""));
                (word, Contraction { parts, before })
            })
            .collect(),
        joined_prefixes: hyphens("prefix"),
        joined_suffixes: hyphens("suffix"),
        domains: chunks("domain"),
        elisions: chunks("elision"),
        emoticons: chunks("emoticon"),
        exclaimed: chunks("exclaimed"),
        slashed: chunks("slashed"),
        units: chunks("unit"),
        closings: sentence_words("closing"),
        reporting: sentence_words("reporting"),
        starters: sentence_words("starter"),
    }
}

fn abbreviation(class: &str) -> Option<Abbreviation> {
    match class {
        "title" => Some(Abbreviation::Title),
        "number" => Some(Abbreviation::Number),
        "plain" => Some(Abbreviation::Plain),
        "final" => Some(Abbreviation::Final),
        "state" => Some(Abbreviation::State),
        "state-word" => Some(Abbreviation::StateWord),
        _ => None,
    }
}

/// A short string in lower case without an allocation; longer strings than any list entry become empty.
#[derive(Debug, Default)]
pub(crate) struct Lower {
    bytes: [u8; 24],
    length: usize,
}

impl Lower {
    /// `text` with its ASCII letters in lower case.
    pub(crate) fn new(text: &str) -> Self {
        let mut lower = Self::default();
        if let Some(space) = lower.bytes.get_mut(..text.len()) {
            space.copy_from_slice(text.as_bytes());
            space.make_ascii_lowercase();
            lower.length = text.len();
        }
        lower
    }

    /// The lower-cased text.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: &[(&str, &str)] = &[
        ("abbreviations", include_str!("../data/abbreviations.tsv")),
        ("chunks", include_str!("../data/chunks.tsv")),
        ("contractions", include_str!("../data/contractions.tsv")),
        ("hyphens", include_str!("../data/hyphens.tsv")),
        ("sentence_words", include_str!("../data/sentence_words.tsv")),
    ];

    #[test]
    fn files_are_sorted_and_complete() {
        for (name, file) in FILES {
            let rows: Vec<_> = rows(file).collect();
            assert!(rows.is_sorted() && rows.len() > 20, "{name}");
            assert!(
                rows.windows(2).all(|pair| pair[0] != pair[1]),
                "{name} repeats a row"
            );
            assert!(
                rows.iter().all(|(a, b)| !a.is_empty() && !b.is_empty()),
                "{name}"
            );
        }
    }

    #[test]
    fn every_kind_is_read() {
        let lists = lists();
        let sizes = [
            lists.joined_prefixes.len(),
            lists.joined_suffixes.len(),
            lists.domains.len(),
            lists.elisions.len(),
            lists.emoticons.len(),
            lists.exclaimed.len(),
            lists.slashed.len(),
            lists.closings.len(),
            lists.units.len(),
            lists.reporting.len(),
            lists.starters.len(),
        ];
        assert!(sizes.iter().all(|&size| size > 2), "{sizes:?}");
        assert_eq!(
            lists.abbreviations.len(),
            rows(include_str!("../data/abbreviations.tsv")).count()
        );
    }

    #[test]
    fn parts_spell_the_contraction() {
        for (word, _) in rows(include_str!("../data/contractions.tsv")) {
            assert_eq!(lists().contractions[word].parts.replace('|', ""), word);
        }
    }

    #[test]
    fn titles_may_be_in_capitals() {
        assert_eq!(lists().abbreviation("GEN"), Some(Abbreviation::Title));
        assert_eq!(lists().abbreviation("NO"), None);
    }

    #[test]
    fn lower_cases_short_words() {
        assert_eq!(Lower::new("Övp-Talks").as_str(), "Övp-talks");
        assert_eq!(Lower::new("parliamentary-republicanism").as_str(), "");
    }
}
