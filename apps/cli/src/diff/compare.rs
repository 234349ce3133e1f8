//! Which facts of two records of one document are the same fact, and what differs between them.
//!
//! A fact is told again by its words and their place: where the texts are the same by spans, else by words and sentence. The closest
//! pairs are made first, so that a trigger `met` that became `met with` is a changed event, not one lost and one won.

use super::facts::{Fact, Field, Part, View};
use super::record::{Record, Span};

/// Code points shown before and after the place where two texts part.
const BEFORE: usize = 15;
const AFTER: usize = 40;

/// What differs in one document.
#[derive(Debug)]
pub(super) struct DocumentChange {
    pub(super) id: String,
    /// Of the document as a whole.
    pub(super) fields: Vec<FieldChange>,
    /// By part, in the order of [`Part::ALL`]; those of the old record first.
    pub(super) facts: Vec<(Part, Change)>,
}

impl DocumentChange {
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.facts.is_empty()
    }
}

/// What became of a fact.
#[derive(Debug)]
pub(super) enum Change {
    Added(Fact),
    Removed(Fact),
    Changed {
        old: Fact,
        new: Fact,
        /// Never empty.
        fields: Vec<FieldChange>,
    },
}

/// A field that differs; empty values are unknown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FieldChange {
    pub(super) name: &'static str,
    pub(super) old: String,
    pub(super) new: String,
}

/// How many of each.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) added: usize,
    pub(super) removed: usize,
    pub(super) changed: usize,
}

/// Counts of a whole comparison.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) documents_same: usize,
    pub(super) documents_changed: usize,
    pub(super) documents_added: usize,
    pub(super) documents_removed: usize,
    /// In the order of [`Part::ALL`].
    pub(super) parts: [Tally; 3],
}

impl Counts {
    pub(super) fn add(&mut self, change: &DocumentChange) {
        if change.is_empty() {
            self.documents_same += 1;
        } else {
            self.documents_changed += 1;
        }
        for (part, change) in &change.facts {
            let tally = &mut self.parts[*part as usize];
            match change {
                Change::Added(_) => tally.added += 1,
                Change::Removed(_) => tally.removed += 1,
                Change::Changed { .. } => tally.changed += 1,
            }
        }
    }

    pub(super) fn differ(&self) -> bool {
        self.documents_changed + self.documents_added + self.documents_removed > 0
    }
}

/// What differs between two records of one document.
pub(super) fn compare(old: &Record, new: &Record) -> DocumentChange {
    let (before, after) = (View::of(old), View::of(new));
    let mut fields = changes(&before.document(), &after.document());
    fields.extend(text_change(&old.text, &new.text));
    let same_text = old.text == new.text;
    let facts = Part::ALL.into_iter().flat_map(|part| {
        let pairs = pairs(part, before.facts(part), after.facts(part), same_text);
        pairs.into_iter().map(move |change| (part, change))
    });
    DocumentChange {
        facts: facts.collect(),
        id: old.id.clone(),
        fields,
    }
}

/// Pairs facts, the closest first, and keeps what differs.
fn pairs(part: Part, old: Vec<Fact>, new: Vec<Fact>, same_text: bool) -> Vec<Change> {
    let mut partner = vec![None; old.len()];
    let mut is_free = vec![true; new.len()];
    for level in (1..=CLOSEST).rev() {
        for (fact, partner) in old.iter().zip(&mut partner) {
            if partner.is_some() {
                continue;
            }
            *partner = (0..new.len())
                .find(|&at| is_free[at] && closeness(part, fact, &new[at], same_text) == level);
            if let Some(at) = *partner {
                is_free[at] = false;
            }
        }
    }
    let kept = old.into_iter().zip(partner).filter_map(|(old, partner)| {
        let Some(at) = partner else {
            return Some(Change::Removed(old));
        };
        let fields = changes(&old.fields, &new[at].fields);
        let new = new[at].clone();
        (!fields.is_empty()).then_some(Change::Changed { old, new, fields })
    });
    let kept: Vec<_> = kept.collect();
    let added = new.into_iter().zip(is_free).filter(|(_, free)| *free);
    kept.into_iter()
        .chain(added.map(|(fact, _)| Change::Added(fact)))
        .collect()
}

const CLOSEST: u8 = 4;

/// How surely two facts are one, up to [`CLOSEST`]; 0: they are two.
fn closeness(part: Part, old: &Fact, new: &Fact, same_text: bool) -> u8 {
    let alike = u8::from(old.fields.first() == new.fields.first());
    let same_words = old.words == new.words;
    let (is_same, is_near) = match part {
        Part::Entity => (
            same_words,
            same_text && old.spans.iter().any(|span| new.spans.contains(span)),
        ),
        Part::Quote | Part::Event if same_text => {
            (old.spans == new.spans, overlap(&old.spans, &new.spans))
        }
        Part::Quote | Part::Event => (same_words && old.around == new.around, same_words),
    };
    match (is_same, is_near) {
        (true, _) => 3 + alike,
        (false, true) => 1 + alike,
        (false, false) => 0,
    }
}

fn overlap(old: &[Span], new: &[Span]) -> bool {
    old.iter()
        .any(|a| new.iter().any(|b| a[0] < b[1] && b[0] < a[1]))
}

/// Fields that differ; both lists name the same fields.
fn changes(old: &[Field], new: &[Field]) -> Vec<FieldChange> {
    old.iter()
        .zip(new)
        .filter(|(old, new)| old.1 != new.1)
        .map(|(old, new)| FieldChange {
            name: old.0,
            old: old.1.clone(),
            new: new.1.clone(),
        })
        .collect()
}

/// The words around the first place where two texts part.
fn text_change(old: &str, new: &str) -> Option<FieldChange> {
    if old == new {
        return None;
    }
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
    let at = same.count();
    let shown = |text: &str| -> String {
        let from = at.saturating_sub(BEFORE);
        text.chars().skip(from).take(at - from + AFTER).collect()
    };
    Some(FieldChange {
        name: "text",
        old: shown(old),
        new: shown(new),
    })
}
