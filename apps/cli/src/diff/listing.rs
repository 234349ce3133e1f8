//! Differences on paper: a listing for people, or one JSON object a line for programs.
//!
//! ```text
//! ~ vienna-talks
//!   events
//!     ~ CONSULT “met” 9..12: status actual → planned
//! ```

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::compare::{Change, Counts, DocumentChange, FieldChange};
use super::facts::{Fact, Field, Part};

/// Code points of a value in the listing, at most.
const SHOWN: usize = 60;

/// How differences are written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Listing {
    /// For people.
    Text,
    /// JSON Lines.
    Lines,
}

impl Listing {
    pub(super) fn removed(self, id: &str, out: &mut impl Write) -> io::Result<()> {
        self.document('-', "removed", id, out)
    }

    pub(super) fn added(self, id: &str, out: &mut impl Write) -> io::Result<()> {
        self.document('+', "added", id, out)
    }

    fn document(self, sign: char, change: &str, id: &str, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Text => writeln!(out, "{sign} {id}"),
            Self::Lines => {
                let line = json!({"document": id, "part": "document", "change": change});
                writeln!(out, "{line}")
            }
        }
    }

    pub(super) fn changed(self, change: &DocumentChange, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Text => text(change, out),
            Self::Lines => lines(change, out),
        }
    }

    pub(super) fn counts(self, counts: &Counts, out: &mut impl Write) -> io::Result<()> {
        let parts = Part::ALL.into_iter().zip(counts.parts);
        match self {
            Self::Text => {
                writeln!(
                    out,
                    "documents: {} the same, {} changed, {} removed, {} added",
                    counts.documents_same,
                    counts.documents_changed,
                    counts.documents_removed,
                    counts.documents_added,
                )?;
                for (part, tally) in parts {
                    writeln!(
                        out,
                        "{}: {} changed, {} removed, {} added",
                        part.plural(),
                        tally.changed,
                        tally.removed,
                        tally.added,
                    )?;
                }
                Ok(())
            }
            Self::Lines => {
                let mut all = Map::new();
                let documents = json!({
                    "same": counts.documents_same,
                    "changed": counts.documents_changed,
                    "removed": counts.documents_removed,
                    "added": counts.documents_added,
                });
                all.insert("documents".to_owned(), documents);
                for (part, tally) in parts {
                    let counts = json!({
                        "changed": tally.changed,
                        "removed": tally.removed,
                        "added": tally.added,
                    });
                    all.insert(part.plural().to_owned(), counts);
                }
                writeln!(out, "{}", json!({"counts": all}))
            }
        }
    }
}

fn text(change: &DocumentChange, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "~ {}", change.id)?;
    if !change.fields.is_empty() {
        writeln!(out, "  document: {}", field_list(&change.fields))?;
    }
    for part in Part::ALL {
        let mut facts = change.facts.iter().filter(|(of, _)| *of == part).peekable();
        if facts.peek().is_some() {
            writeln!(out, "  {}", part.plural())?;
        }
        for (_, change) in facts {
            match change {
                Change::Added(fact) => writeln!(out, "    + {}", whole(part, fact))?,
                Change::Removed(fact) => writeln!(out, "    - {}", whole(part, fact))?,
                Change::Changed { old, fields, .. } => {
                    writeln!(out, "    ~ {}: {}", head(part, old), field_list(fields))?;
                }
            }
        }
    }
    Ok(())
}

/// `CONSULT “met” 9..12`.
fn head(part: Part, fact: &Fact) -> String {
    let kind = fact.fields.first().map_or("", |(_, kind)| kind);
    let words = cut(&fact.words);
    let place = fact
        .spans
        .first()
        .map_or(String::new(), |[start, end]| format!(" {start}..{end}"));
    match part {
        Part::Entity => format!("{kind} {words}"),
        Part::Quote | Part::Event => format!("{kind} “{words}”{place}"),
    }
}

/// The head and all that is known.
fn whole(part: Part, fact: &Fact) -> String {
    // The first two fields are in the head.
    let known: Vec<_> = fact
        .fields
        .iter()
        .skip(2)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name} {}", cut(value)))
        .collect();
    if known.is_empty() {
        return head(part, fact);
    }
    format!("{}: {}", head(part, fact), known.join(", "))
}

fn field_list(fields: &[FieldChange]) -> String {
    let one = |field: &FieldChange| {
        let value = |value: &str| match value {
            "" => "-".to_owned(),
            value => cut(value),
        };
        format!(
            "{} {} → {}",
            field.name,
            value(&field.old),
            value(&field.new)
        )
    };
    fields.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The beginning of a long value, on one line.
fn cut(value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    match value.char_indices().nth(SHOWN) {
        Some((byte, _)) => format!("{}…", &value[..byte]),
        None => value,
    }
}

fn lines(change: &DocumentChange, out: &mut impl Write) -> io::Result<()> {
    if !change.fields.is_empty() {
        let line = json!({
            "document": change.id,
            "part": "document",
            "change": "changed",
            "fields": pairs(&change.fields),
        });
        writeln!(out, "{line}")?;
    }
    for (part, fact) in &change.facts {
        let (name, old, new, fields) = match fact {
            Change::Added(new) => (
                "added",
                None,
                Some(new),
                all(new, |value| json!([null, value])),
            ),
            Change::Removed(old) => (
                "removed",
                Some(old),
                None,
                all(old, |value| json!([value, null])),
            ),
            Change::Changed { old, new, fields } => {
                ("changed", Some(old), Some(new), pairs(fields))
            }
        };
        let line = json!({
            "document": change.id,
            "part": part.singular(),
            "change": name,
            "words": old.or(new).map(|fact| &fact.words),
            "old_spans": old.map(|fact| &fact.spans),
            "new_spans": new.map(|fact| &fact.spans),
            "fields": fields,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// `{"status": ["actual", "planned"]}`.
fn pairs(fields: &[FieldChange]) -> Value {
    let pair = |field: &FieldChange| {
        (
            key(field.name),
            json!([known(&field.old), known(&field.new)]),
        )
    };
    fields.iter().map(pair).collect::<Map<_, _>>().into()
}

/// All that is known of a fact.
fn all(fact: &Fact, side: impl Fn(&str) -> Value) -> Value {
    let known = fact.fields.iter().filter(|(_, value)| !value.is_empty());
    let pair = |(name, value): &Field| (key(name), side(value));
    known.map(pair).collect::<Map<_, _>>().into()
}

fn key(name: &str) -> String {
    name.replace(' ', "_")
}

fn known(value: &str) -> Option<&str> {
    (!value.is_empty()).then_some(value)
}
