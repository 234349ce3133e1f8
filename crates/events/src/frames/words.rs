//! Sets of lemmas that a condition admits: single words, and classes of words by name (`@negotiation`).

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{FrameError, Location};

/// The class of everything able to act; it is decided by the entities, not by words.
const ACTOR: &str = "actor";

/// The class of all states.
const STATE: &str = "state";

/// The class of all named places.
const PLACE: &str = "place";

/// The class that no word belongs to: met when nothing stands in the slot.
const NOTHING: &str = "nothing";

/// The class that every word belongs to.
const SOMETHING: &str = "something";

/// Lemmas in lower case.
#[derive(Debug, Clone, Default)]
pub(crate) struct WordSet {
    words: Vec<Box<str>>,
    classes: Vec<Arc<FxHashSet<Box<str>>>>,
    /// True when any party able to act is admitted.
    pub(crate) actor: bool,
    /// True when any state is admitted.
    pub(crate) state: bool,
    /// True when any named place is admitted.
    pub(crate) place: bool,
    /// True when an empty slot is admitted.
    pub(crate) nothing: bool,
    /// True when any word is admitted.
    pub(crate) something: bool,
    /// True when some members are a noun with a modifier (`aid worker`).
    pub(crate) has_pairs: bool,
}

impl WordSet {
    pub(crate) fn contains(&self, lemma: &str) -> bool {
        self.words.iter().any(|word| **word == *lemma)
            || self.classes.iter().any(|class| class.contains(lemma))
    }
}

/// Dictionary forms that a lemma may stand for where the lemmatiser left an ending: `supplies`, `accus`.
pub(crate) fn repairs(lemma: &str) -> impl Iterator<Item = String> {
    [
        Some(format!("{lemma}e")),
        lemma.strip_suffix("ies").map(|stem| format!("{stem}y")),
        lemma.strip_suffix('s').map(str::to_owned),
    ]
    .into_iter()
    .flatten()
}

/// Word classes by name.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    by_name: FxHashMap<Box<str>, WordSet>,
    empty: WordSet,
}

impl Classes {
    /// Reads `name = ["word", …]` lines. A class may hold other classes that stand above it.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, FrameError> {
        let table: toml::Table = toml::from_str(text).map_err(|error| FrameError::Format {
            at: Location::of_byte(file, text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })?;
        let mut classes = Self::default();
        // `toml::Table` is ordered by name, so classes that hold classes come second.
        let (plain, composed): (Vec<_>, Vec<_>) = table.iter().partition(|(_, value)| {
            value.as_array().is_some_and(|words| {
                words
                    .iter()
                    .all(|word| word.as_str().is_some_and(|word| !word.starts_with('@')))
            })
        });
        for (name, value) in plain.into_iter().chain(composed) {
            let at = || Location::of_byte(file, text, text.find(&format!("{name} =")).unwrap_or(0));
            let words = value.as_array().ok_or_else(|| FrameError::Format {
                at: at(),
                message: format!("expected a list of words for class `{name}`"),
            })?;
            let words: Vec<&str> = words.iter().filter_map(toml::Value::as_str).collect();
            let set = classes
                .resolve(&words)
                .map_err(|class| FrameError::UnknownClass { at: at(), class })?;
            let mut all: FxHashSet<Box<str>> = set.words.iter().cloned().collect();
            for class in &set.classes {
                #[expect(
                    clippy::iter_over_hash_type,
                    reason = "set union does not depend on order"
                )]
                for word in class.iter() {
                    all.insert(word.clone());
                }
            }
            classes.by_name.insert(
                name.as_str().into(),
                WordSet {
                    words: Vec::new(),
                    classes: vec![Arc::new(all)],
                    actor: set.actor,
                    state: set.state,
                    place: set.place,
                    nothing: set.nothing,
                    something: set.something,
                    has_pairs: set.has_pairs,
                },
            );
        }
        Ok(classes)
    }

    /// The set of these words and `@classes`; the name of the first unknown class otherwise.
    pub(crate) fn resolve<S: AsRef<str>>(&self, words: &[S]) -> Result<WordSet, String> {
        let mut set = WordSet::default();
        for word in words {
            match word.as_ref().strip_prefix('@') {
                None => {
                    set.has_pairs |= word.as_ref().contains(' ');
                    set.words.push(word.as_ref().into());
                }
                Some(ACTOR) => set.actor = true,
                Some(STATE) => set.state = true,
                Some(PLACE) => set.place = true,
                Some(NOTHING) => set.nothing = true,
                Some(SOMETHING) => set.something = true,
                Some(class) => {
                    let known = self.by_name.get(class).ok_or_else(|| class.to_owned())?;
                    set.classes.extend(known.classes.iter().cloned());
                    set.actor |= known.actor;
                    set.state |= known.state;
                    set.place |= known.place;
                    set.nothing |= known.nothing;
                    set.something |= known.something;
                    set.has_pairs |= known.has_pairs;
                }
            }
        }
        Ok(set)
    }

    pub(crate) fn get(&self, name: &str) -> &WordSet {
        self.by_name.get(name).unwrap_or(&self.empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_hold_words_and_classes() {
        let classes = Classes::parse("c", "a = [\"@z\", \"one\"]\nz = [\"two\"]").expect("valid");
        let set = classes.resolve(&["@a", "three"]).expect("known");
        assert!(
            ["one", "two", "three"]
                .iter()
                .all(|word| set.contains(word))
        );
        assert!(!set.contains("four") && !set.actor);
    }

    #[test]
    fn unknown_classes_are_named_with_their_place() {
        let error = Classes::parse("c.toml", "\na = [\"@nobody\"]").expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "c.toml:2:1: expected a word class that a file defines, found `@nobody`"
        );
    }
}
