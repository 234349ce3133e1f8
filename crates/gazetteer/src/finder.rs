//! Decides which words of a sentence are a name of the gazetteer: whole words only, the longest name first.
//!
//! In `Turkey and the Turks of Cyprus` the names are `Turkey`, `Turks` and `Cyprus`; a turkey in small letters is none.

use crate::fold::{Piece, pieces};
use crate::gazetteer::Gazetteer;
use crate::index::{Index, Sense};

/// The words of one sentence, made ready for look-ups.
#[derive(Clone, Debug)]
pub struct Finder<'g> {
    gazetteer: &'g Gazetteer,
    pieces: Vec<Piece>,
    /// The first piece of each word, and the number of pieces at the end.
    starts: Vec<u32>,
}

/// A name that begins at a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// How many words it covers, at least 1.
    pub words: usize,
    /// What it may stand for, in table order, never empty. Ranking them is the reader's work.
    pub senses: Vec<Sense>,
}

impl<'g> Finder<'g> {
    pub(crate) fn new(gazetteer: &'g Gazetteer, words: &[&str]) -> Self {
        let mut all = Vec::with_capacity(words.len() + 4);
        let mut starts = Vec::with_capacity(words.len() + 1);
        for word in words {
            starts.push(all.len() as u32);
            pieces(word, |piece| all.push(piece));
        }
        starts.push(all.len() as u32);
        Finder {
            gazetteer,
            pieces: all,
            starts,
        }
    }

    /// The longest name that begins at a word; titles, nominals and modifiers are names too.
    pub fn longest_at(&self, word: usize) -> Option<Match> {
        self.all_at(word).into_iter().next()
    }

    /// All names that begin at a word, the longest first.
    pub fn all_at(&self, word: usize) -> Vec<Match> {
        self.matches(&self.gazetteer.names, word)
    }

    /// The people whose surname begins at a word, the longest surname first; all senses are people.
    pub fn surnames_at(&self, word: usize) -> Vec<Match> {
        self.matches(&self.gazetteer.surnames, word)
    }

    /// Whether the words hold letters but not one lower-case piece, as in a headline set in capitals, where case tells nothing.
    pub fn all_capitals(&self) -> bool {
        let capital = self.pieces.iter().any(|piece| piece.capital);
        capital && self.pieces.iter().all(|piece| !piece.lower)
    }

    fn matches(&self, index: &Index, word: usize) -> Vec<Match> {
        let mut found = Vec::new();
        let (Some(&start), Some(&next)) = (self.starts.get(word), self.starts.get(word + 1)) else {
            return found;
        };
        if start == next {
            return found;
        }
        index.walk(&self.pieces[start as usize..], |length, senses| {
            let end = start + length as u32;
            let end_word = self.starts.partition_point(|&piece| piece < end);
            if self.starts.get(end_word) == Some(&end) {
                let mut different: Vec<Sense> = Vec::new();
                for sense in senses {
                    if !different.contains(&sense) {
                        different.push(sense);
                    }
                }
                if !different.is_empty() {
                    let words = end_word - word;
                    found.push(Match {
                        words,
                        senses: different,
                    });
                }
            }
        });
        found.reverse();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints the longest names of a sentence as `words=kind entry|entry`.
    fn check(sentence: &str, expected: &str) {
        let gazetteer = Gazetteer::embedded();
        let words: Vec<&str> = sentence.split(' ').collect();
        let finder = gazetteer.finder(&words);
        let mut found = Vec::new();
        let mut word = 0;
        while word < words.len() {
            let Some(name) = finder.longest_at(word) else {
                word += 1;
                continue;
            };
            let mut senses: Vec<String> = Vec::new();
            for sense in &name.senses {
                senses.push(format!(
                    "{:?} {}",
                    sense.kind,
                    gazetteer.entry(sense.entry).name
                ));
            }
            found.push(format!(
                "{}={}",
                words[word..word + name.words].join(" "),
                senses.join("|")
            ));
            word += name.words;
        }
        assert_eq!(found.join("; "), expected, "{sentence}");
    }

    #[test]
    fn the_longest_name_wins() {
        check(
            "at the UN Security Council",
            "UN Security Council=Organization United Nations Security Council",
        );
        check("in South Sudan", "South Sudan=StateName South Sudan");
    }

    #[test]
    fn case_tells_states_from_words() {
        check("give us a turkey", "");
        check(
            "the US wants Turkey",
            "US=StateAbbreviation United States; Turkey=StateName Turkey",
        );
        check("Us and china", "");
        check(
            "TURKEY HOSTS NATO",
            "TURKEY=StateName Turkey; NATO=Organization NATO",
        );
        check("Nato says", "Nato=Organization NATO");
        check("Unesco says", "Unesco=Organization UNESCO");
        check("Mend it", "");
        check(
            "Let MoD and DfID pay",
            "MoD=Organization Ministry of Defence; DfID=Organization DfID",
        );
        check(
            "U.K. envoys",
            "U.K.=StateAbbreviation United Kingdom; envoys=TitlePlural envoy",
        );
    }

    #[test]
    fn a_name_is_found_however_it_was_tokenised() {
        check(
            "met Bashar al-Assad",
            "Bashar al-Assad=Person Bashar al-Assad",
        );
        check(
            "met Bashar al - Assad",
            "Bashar al - Assad=Person Bashar al-Assad",
        );
        check("met Ban Ki - moon", "Ban Ki - moon=Person Ban Ki-moon");
        check(
            "a People 's Republic of China ship",
            "People 's Republic of China=StateName China",
        );
        check(
            "into Cote d' Ivoire",
            "Cote d' Ivoire=StateName Ivory Coast",
        );
        check("into Côte d’Ivoire", "Côte d’Ivoire=StateName Ivory Coast");
    }

    #[test]
    fn a_name_covers_whole_words() {
        check("Washingtonian", "");
        check("Iran-backed", "");
        check("Iran - backed", "Iran=StateName Iran");
    }

    #[test]
    fn a_comma_ends_a_name() {
        check("United , Kingdom", "");
        check(
            "Guinea , Bissau",
            "Guinea=StateName Guinea; Bissau=Capital Guinea-Bissau|Place Bissau",
        );
    }

    #[test]
    fn one_name_keeps_all_its_senses() {
        check(
            "Congo",
            "Congo=StateName Democratic Republic of the Congo|StateName Republic of the Congo",
        );
        check(
            "Korean",
            "Korean=Adjective South Korea|Demonym South Korea|Adjective North Korea|Demonym North Korea",
        );
    }

    #[test]
    fn titles_and_nominals_are_names() {
        check(
            "a former foreign minister",
            "former=Modifier former; foreign minister=Title foreign minister",
        );
        check(
            "soldiers and the foreign ministry",
            "soldiers=TitlePlural soldier; foreign ministry=Nominal foreign ministry",
        );
    }

    #[test]
    fn surnames_are_apart() {
        let gazetteer = Gazetteer::embedded();
        let surname = |words: &[&str]| {
            let found = gazetteer.finder(words).surnames_at(0);
            found.first().map(|name| {
                (
                    name.words,
                    name.senses
                        .iter()
                        .map(|sense| gazetteer.entry(sense.entry).name.to_string())
                        .collect::<Vec<_>>(),
                )
            })
        };
        assert_eq!(
            surname(&["Lavrov", "said"]),
            Some((1, vec!["Sergey Lavrov".to_owned()]))
        );
        assert_eq!(surname(&["Assad"]).map(|(_, people)| people.len()), Some(2));
        assert_eq!(
            surname(&["al", "-", "Assad"]).map(|(words, _)| words),
            Some(3)
        );
        assert_eq!(
            surname(&["Xi", "'s"]),
            Some((1, vec!["Xi Jinping".to_owned()]))
        );
        assert_eq!(surname(&["lavrov"]), None);
    }

    #[test]
    fn headlines_are_seen() {
        let gazetteer = Gazetteer::embedded();
        assert!(
            gazetteer
                .finder(&["US", "TO", "TALK", ",", "42"])
                .all_capitals()
        );
        assert!(!gazetteer.finder(&["US", "to", "talk"]).all_capitals());
        assert!(!gazetteer.finder(&[",", "!"]).all_capitals());
    }
}
