//! The cues that the crate knows: words that introduce what someone says, thinks or plans, and what follows them.
//!
//! `tell` takes an addressee and a clause (`told reporters that …`), `vow` an infinitive, `condemn` a noun phrase. The
//! list lives in `data/cues.tsv`; `docs/formats/cues.md` describes it. A verb that is not listed can still be a cue.

use std::sync::LazyLock;

use chancery_model::CueClass;
use rustc_hash::FxHashMap;

/// Part of speech of a cue's first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CuePos {
    /// `say`.
    Verb,
    /// `statement`.
    Noun,
    /// `confident`.
    Adjective,
    /// `according to`: the speaker follows as its complement.
    Preposition,
}

/// What a cue can have beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Takes {
    /// A clause with `that`, `whether`, a question word or nothing.
    pub(crate) clause: bool,
    /// Words in quotation marks, before or after.
    pub(crate) direct: bool,
    /// An infinitive with `to` whose subject is the speaker.
    pub(crate) infinitive: bool,
    /// A noun phrase that is the content.
    pub(crate) thing: bool,
    /// A noun phrase that is the addressee.
    pub(crate) person: bool,
    /// A noun phrase with an infinitive: `urged Iran to return`. Both are the content.
    pub(crate) order: bool,
    /// The subject of the passive is the speaker: `was quoted as saying`.
    pub(crate) passive: bool,
    /// The cue says that nothing was said: `declined to comment`.
    pub(crate) negative: bool,
}

/// One cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Lemma of its first word.
    pub(crate) lemma: &'static str,
    /// The words after it, as lemmas.
    pub(crate) rest: Vec<&'static str>,
    /// Part of speech of the first word.
    pub(crate) pos: CuePos,
    /// `None`: looks like a cue and is none (`let`, `mean`).
    pub(crate) class: Option<CueClass>,
    /// What it can have beside it.
    pub(crate) takes: Takes,
}

/// All cues, by their first lemma.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// Entries of one first lemma, longest first.
    entries: FxHashMap<&'static str, Vec<Entry>>,
}

impl Lexicon {
    /// The entries whose first word is `lemma`, longest first.
    pub(crate) fn of(&self, lemma: &str) -> &[Entry] {
        self.entries.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// The lexicon, read at the first call.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let mut entries: FxHashMap<&'static str, Vec<Entry>> = FxHashMap::default();
        for row in rows() {
            let entry = read(row).expect("a test reads every row of the embedded file");
            entries.entry(entry.lemma).or_default().push(entry);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in entries.values_mut() {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        Lexicon { entries }
    });
    &LEXICON
}

const CUES: &str = include_str!("../data/cues.tsv");

/// Rows of the file: cue, part of speech, class, what it takes.
fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    CUES.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let mut fields = line.split('\t').map(str::trim);
            std::array::from_fn(|_| fields.next().unwrap_or(""))
        })
}

fn read([cue, pos, class, takes]: [&'static str; 4]) -> Option<Entry> {
    let mut words = cue.split(' ');
    let lemma = words.next().filter(|word| !word.is_empty())?;
    let pos = match pos {
        "verb" => CuePos::Verb,
        "noun" => CuePos::Noun,
        "adj" => CuePos::Adjective,
        "prep" => CuePos::Preposition,
        _ => return None,
    };
    let class = match class {
        "-" => None,
        code => Some(CueClass::from_code(code)?),
    };
    Some(Entry {
        lemma,
        rest: words.collect(),
        pos,
        class,
        takes: read_takes(takes)?,
    })
}

fn read_takes(text: &str) -> Option<Takes> {
    let mut takes = Takes::default();
    for word in text.split(',').filter(|word| *word != "-") {
        let field = match word {
            "clause" => &mut takes.clause,
            "direct" => &mut takes.direct,
            "inf" => &mut takes.infinitive,
            "thing" => &mut takes.thing,
            "person" => &mut takes.person,
            "order" => &mut takes.order,
            "passive" => &mut takes.passive,
            "neg" => &mut takes.negative,
            _ => return None,
        };
        *field = true;
    }
    Some(takes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_can_be_read() {
        for row in rows() {
            assert!(read(row).is_some(), "cannot read {row:?}");
        }
    }

    #[test]
    fn rows_are_sorted_and_unique() {
        let keys: Vec<_> = rows().map(|[cue, pos, ..]| (cue, pos)).collect();
        for pair in keys.windows(2) {
            assert!(
                pair[0] < pair[1],
                "{:?} must stand before {:?}",
                pair[1],
                pair[0]
            );
        }
    }

    #[test]
    fn longer_cues_come_first() {
        let lengths: Vec<_> = lexicon().of("call").iter().map(|e| e.rest.len()).collect();
        assert!(lengths.len() > 1 && lengths.is_sorted_by(|a, b| a >= b));
    }
}
