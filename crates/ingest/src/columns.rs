//! Decides which column of a table holds which part of a story.
//!
//! The user may say it (`text=body,id=story_id`); what is not said is told by the usual names, whatever their case: a table with
//! `Story ID`, `Headline` and `Body` has an id, a title and a text.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::tsv;

/// Part of a story that a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Id,
    Text,
    Html,
    Title,
    Published,
    Publisher,
    Byline,
    Url,
}

/// All of them, as users name them.
const PARTS: [(&str, Part); 8] = [
    ("id", Part::Id),
    ("text", Part::Text),
    ("html", Part::Html),
    ("title", Part::Title),
    ("published", Part::Published),
    ("publisher", Part::Publisher),
    ("byline", Part::Byline),
    ("url", Part::Url),
];

/// What the user says of the columns; empty where the usual names are to tell.
///
/// ```
/// let columns: chancery_ingest::Columns = "text=body,title=headline".parse()?;
/// # Ok::<(), chancery_ingest::ColumnsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns(BTreeMap<Part, String>);

/// Why a text names no columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// No `part=column`.
    #[error("`{found}` is no `part=column`, such as `text=body`")]
    Form {
        /// What stands there.
        found: String,
    },
    /// No part of a story.
    #[error("`{found}` is no part of a story: parts are {}", PARTS.map(|(name, _)| name).join(", "))]
    Part {
        /// What stands there.
        found: String,
    },
}

impl FromStr for Columns {
    type Err = ColumnsError;

    /// Reads `part=column` pairs parted by commas.
    fn from_str(text: &str) -> Result<Self, ColumnsError> {
        let pairs = text.split(',').map(|pair| {
            let (part, column) = pair
                .split_once('=')
                .map(|(part, column)| (part.trim(), column.trim()))
                .filter(|(_, column)| !column.is_empty())
                .ok_or_else(|| ColumnsError::Form {
                    found: pair.to_owned(),
                })?;
            let (_, part) = PARTS
                .into_iter()
                .find(|(name, _)| *name == part)
                .ok_or_else(|| ColumnsError::Part {
                    found: part.to_owned(),
                })?;
            Ok((part, column.to_owned()))
        });
        Ok(Self(pairs.collect::<Result<_, _>>()?))
    }
}

impl Columns {
    /// The place among `names` of each part that is there.
    ///
    /// # Errors
    /// What is wrong, where a column that the user named is not there, or none holds a text or page.
    pub(crate) fn locate(&self, names: &[impl AsRef<str>]) -> Result<Vec<(Part, usize)>, String> {
        let listed = || {
            let names: Vec<_> = names
                .iter()
                .map(|name| format!("`{}`", name.as_ref().escape_debug()))
                .collect();
            names.join(", ")
        };
        let mut found = Vec::new();
        for (_, part) in PARTS {
            let place = match self.0.get(&part) {
                Some(column) => Some(place(column, names).ok_or_else(|| {
                    format!("has no column `{column}`; its columns are {}", listed())
                })?),
                None => usual(part)
                    .find_map(|usual| names.iter().position(|name| folded(name.as_ref()) == usual)),
            };
            found.extend(place.map(|place| (part, place)));
        }
        let has_story = |(part, _): &(Part, usize)| matches!(part, Part::Text | Part::Html);
        if !found.iter().any(has_story) {
            return Err(format!(
                "has no column of texts that is known by name: say `--columns text=NAME`; its columns are {}",
                listed()
            ));
        }
        Ok(found)
    }
}

/// As it is written, else without regard to case.
fn place(column: &str, names: &[impl AsRef<str>]) -> Option<usize> {
    let exact = names.iter().position(|name| name.as_ref() == column);
    exact.or_else(|| {
        names
            .iter()
            .position(|name| folded(name.as_ref()) == folded(column))
    })
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The usual names of a part, likeliest first.
fn usual(part: Part) -> impl Iterator<Item = &'static str> {
    let (wanted, _) = PARTS
        .into_iter()
        .find(|(_, known)| *known == part)
        .expect("the list has every part");
    tsv::rows(include_str!("../data/columns.tsv"))
        .filter(move |[part, _, _]| *part == wanted)
        .map(|[_, _, name]| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(columns: &str, names: &[&str], expected: &str) {
        let columns = if columns.is_empty() {
            Ok(Columns::default())
        } else {
            columns.parse::<Columns>()
        };
        let found = match columns {
            Ok(columns) => columns
                .locate(names)
                .map_or_else(|why| why, |found| format!("{found:?}")),
            Err(why) => why.to_string(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn usual_names_tell_whatever_their_case() {
        check(
            "",
            &["Story ID", "Headline", "BODY"],
            "[(Id, 0), (Text, 2), (Title, 1)]",
        );
        check("", &["content", "text"], "[(Text, 1)]");
        check(
            "",
            &["a", "b"],
            "has no column of texts that is known by name: say `--columns text=NAME`; its columns are `a`, `b`",
        );
    }

    #[test]
    fn what_the_user_says_goes_first() {
        check(
            "text=b, id = A",
            &["a", "text", "b"],
            "[(Id, 0), (Text, 2)]",
        );
        check(
            "title=x",
            &["text"],
            "has no column `x`; its columns are `text`",
        );
        check(
            "text",
            &[],
            "`text` is no `part=column`, such as `text=body`",
        );
        check(
            "lead=a",
            &[],
            "`lead` is no part of a story: parts are id, text, html, title, published, publisher, byline, url",
        );
    }

    #[test]
    fn every_part_has_usual_names() {
        for (name, part) in PARTS {
            assert_eq!(usual(part).next(), Some(name));
        }
    }
}
