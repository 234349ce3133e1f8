//! Puts other names in the place of the names of training sentences, so that the network learns from their surroundings.
//!
//! *Ministers met in Oslo* is as good a sentence about *Nairobi*. A name gives way to one of its type with as many words, so
//! that tags and tree stay as they are. The other names come from `xtask/names`, lists that were drawn once from the
//! project's gazetteer, and from the training sentences themselves.

use std::collections::BTreeMap;
use std::path::Path;

use super::corpus::Sentence;
use super::random::Random;
use super::{Result, corpus};

/// Share of the names that give way.
const SHARE: f32 = 0.2;
/// The types of names and the lists that hold more of them.
const LISTS: [(&str, &str); 3] = [
    ("LOC", "places.txt"),
    ("ORG", "organisations.txt"),
    ("PER", "people.txt"),
];

/// Names by type and number of words.
#[derive(Debug, Default)]
pub(crate) struct Pool<'a> {
    names: BTreeMap<(&'a str, usize), Vec<Vec<String>>>,
}

impl Pool<'_> {
    /// Reads the lists of `folder` and adds the names of the sentences, once for each time they occur.
    ///
    /// # Errors
    ///
    /// When a list cannot be read.
    pub(crate) fn new(folder: &Path, sentences: &[Sentence]) -> Result<Self> {
        let mut pool = Self::default();
        for (kind, list) in LISTS {
            let text = corpus::read_text(&folder.join(list))?;
            for name in text.lines().filter(|line| !line.starts_with('#')) {
                pool.add(kind, name.split(' ').map(str::to_owned).collect());
            }
        }
        for sentence in sentences {
            for (start, end, kind) in names(sentence) {
                if let Some((kind, _)) = LISTS.iter().find(|(known, _)| *known == kind) {
                    pool.add(kind, sentence.words[start..end].to_vec());
                }
            }
        }
        Ok(pool)
    }

    fn add(&mut self, kind: &'static str, name: Vec<String>) {
        if name.iter().all(|word| is_plain(word)) {
            self.names.entry((kind, name.len())).or_default().push(name);
        }
    }

    /// Gives some names of the sentence other words.
    pub(crate) fn rename(&self, sentence: &mut Sentence, random: &mut Random) {
        for (start, end, kind) in names(sentence) {
            let fits = sentence.words[start..end].iter().all(|word| is_plain(word));
            if fits
                && random.chance(SHARE)
                && let Some(others) = self.names.get(&(kind.as_str(), end - start))
            {
                let other = &others[random.below(others.len())];
                sentence.words[start..end].clone_from_slice(other);
            }
        }
    }
}

/// Whether a word of a name can give way: letters, the first a capital.
fn is_plain(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '.')
}

/// The names of a sentence: first word, end, type.
fn names(sentence: &Sentence) -> Vec<(usize, usize, String)> {
    let labels = sentence.names.as_deref().unwrap_or_default();
    let mut names: Vec<(usize, usize, String)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        if let Some(kind) = label.strip_prefix("B-") {
            names.push((at, at + 1, kind.to_owned()));
        } else if label.starts_with("I-")
            && let Some((_, end, _)) = names.last_mut()
        {
            *end = at + 1;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Renames until another name stands there, at most 200 times.
    fn check(words: &str, labels: &str, expected: &str) {
        let owned = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mut pool = Pool::default();
        pool.add("LOC", owned("Nairobi"));
        pool.add("PER", owned("Adaeze Quillfeather"));
        let original = Sentence {
            words: owned(words),
            names: Some(owned(labels)),
            ..Sentence::default()
        };
        let mut random = Random::new(7);
        let renamed = (0..200).map(|_| {
            let mut sentence = original.clone();
            pool.rename(&mut sentence, &mut random);
            sentence.words.join(" ")
        });
        let renamed = renamed.into_iter().find(|renamed| renamed != words);
        assert_eq!(renamed.as_deref().unwrap_or(words), expected);
    }

    #[test]
    fn a_name_gives_way_to_one_of_its_type_and_length() {
        check("met in Oslo .", "O O B-LOC O", "met in Nairobi .");
        check(
            "Mara Hollowbrook left",
            "B-PER I-PER O",
            "Adaeze Quillfeather left",
        );
    }

    #[test]
    fn other_names_stay() {
        check("in New York .", "O B-LOC I-LOC O", "in New York .");
        check("in oslo .", "O B-LOC O", "in oslo .");
        check("to Tern 2 .", "O B-PER I-PER O", "to Tern 2 .");
    }
}
