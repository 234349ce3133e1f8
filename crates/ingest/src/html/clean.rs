//! Decides what of a title and an author line is the headline and the names.
//!
//! `Envoys meet | Beispiel Post` is `Envoys meet`; `By Anna Beispiel, Diplomatic Editor @beispiel` is `Anna Beispiel`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::calendar::{CalendarWord, calendar_word};
use crate::tsv;

/// What may part a headline from its outlet; a hyphen within a word does not.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];
/// Letters of the end of a host (`co.uk`, `com`).
const MAX_DOMAIN: usize = 4;
/// Words of a name; longer parts of an author line are sentences.
const MAX_NAME: usize = 6;
const MAX_NAMES: usize = 12;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Before,
    Job,
    Tail,
}

static WORDS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    tsv::rows(include_str!("../../data/byline_words.tsv"))
        .map(|[kind, word]| {
            let kind = match kind {
                "before" => Kind::Before,
                "job" => Kind::Job,
                _ => Kind::Tail,
            };
            (word, kind)
        })
        .collect()
});

/// The headline of a title: the outlet's name is taken off its end or start. `names` are those of the outlet, and its host.
pub(crate) fn title(raw: &str, names: &[String]) -> String {
    let mut title = raw.trim();
    let is_outlet = |part: &str| {
        let part = letters(part);
        names.iter().map(|name| letters(name)).any(|name| {
            let nearly = 4 * part.len() > 3 * name.len() && name.contains(&part);
            // `Beispiel Post` for the host `beispielpost.com`, and the other way round.
            let longer =
                name.len() > 3 && part.starts_with(&name) && part.len() <= name.len() + MAX_DOMAIN;
            part.len() > 1 && (nearly || longer)
        })
    };
    loop {
        let last = SEPARATORS
            .iter()
            .filter_map(|separator| title.rsplit_once(separator))
            .min_by_key(|(_, part)| part.len());
        let first = SEPARATORS
            .iter()
            .filter_map(|separator| title.split_once(separator))
            .min_by_key(|(part, _)| part.len());
        title = match (last, first) {
            (Some((rest, part)), _) if is_outlet(part) => rest.trim(),
            (_, Some((part, rest))) if is_outlet(part) => rest.trim(),
            _ => return title.to_owned(),
        };
    }
}

/// Letters and digits, folded, for comparing names that are written in several ways.
pub(crate) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The names of an author line, parted by commas; `None` when there are none. `values` are names or lists of names.
pub(crate) fn byline(values: &[String], outlets: &[String]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        let line = without_before(value.trim());
        let line = line
            .replace(" and ", ",")
            .replace(" AND ", ",")
            .replace(" & ", ",")
            .replace(" with ", ",");
        let parts = line.split([',', ';', '|', '/', '•', '·', '\n', '(', ')', '–', '—']);
        for name in parts.filter_map(name) {
            let known = names.iter().any(|other| letters(other) == letters(&name));
            let is_outlet = |outlet: &String| {
                letters(&name).starts_with(&letters(outlet))
                    || letters(outlet).starts_with(&letters(&name))
            };
            if !known && !outlets.iter().any(is_outlet) && names.len() < MAX_NAMES {
                names.push(name);
            }
        }
    }
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// The line without `By` or `Written by` at its start.
fn without_before(line: &str) -> &str {
    let mut rest = line;
    loop {
        let ends = rest
            .match_indices([' ', ':', '\u{a0}'])
            .map(|(at, found)| (at, at + found.len()))
            .take(2);
        let found = ends
            .filter(|&(at, _)| WORDS.get(rest[..at].to_lowercase().as_str()) == Some(&Kind::Before))
            .last();
        match found {
            Some((_, end)) => rest = rest[end..].trim_start_matches([' ', ':']),
            None => return rest,
        }
    }
}

/// The name of one part of an author line.
fn name(part: &str) -> Option<String> {
    let part = without_before(part.trim());
    if part.contains("://") || part.contains("www.") {
        return None;
    }
    let mut name: Vec<&str> = Vec::new();
    for word in part.split_whitespace() {
        let folded = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        match WORDS.get(folded.as_str()) {
            Some(Kind::Job) => return None,
            Some(Kind::Tail) => break,
            _ if word.contains(|c: char| c == '@' || c.is_ascii_digit()) => break,
            _ if !name.is_empty()
                && matches!(calendar_word(word), Some(CalendarWord::Weekday(_))) =>
            {
                break;
            }
            _ => name.push(word),
        }
    }
    if name.iter().all(|word| calendar_word(word).is_some()) {
        return None;
    }
    let name = name.join(" ");
    let name = name.trim_end_matches(['.', ':', '-', ' ']);
    let words = name.split_whitespace().count();
    let cased = name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        || name
            .split(' ')
            .skip(1)
            .any(|word| word.starts_with(char::is_uppercase));
    (cased && words <= MAX_NAME && name.chars().count() > 2).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_title(raw: &str, outlet: &str, expected: &str) {
        assert_eq!(title(raw, &[outlet.to_owned()]), expected);
    }

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(
            byline(&[line.to_owned()], &["Beispiel Post".to_owned()]).as_deref(),
            expected,
            "{line}"
        );
    }

    #[test]
    fn outlets_leave_the_title() {
        check_title(
            "Envoys meet | Beispiel Post",
            "Beispiel Post",
            "Envoys meet",
        );
        check_title(
            "Envoys meet - World - BeispielPost.com",
            "beispielpost",
            "Envoys meet - World",
        );
        check_title(
            "Beispiel Post: a-b - Envoys meet",
            "Wien",
            "Beispiel Post: a-b - Envoys meet",
        );
        check_title(
            "BBN – Envoys meet – in Vienna",
            "BBN",
            "Envoys meet – in Vienna",
        );
        check_title(
            "The Beispiel view on talks | Comment",
            "The Beispiel",
            "The Beispiel view on talks | Comment",
        );
        check_title(
            "North-south talks - a history",
            "Beispiel Post",
            "North-south talks - a history",
        );
        check_title("Beispiel Post", "Beispiel Post", "Beispiel Post");
    }

    #[test]
    fn author_lines_become_names() {
        check(
            "By Anna Beispiel and Max Muster",
            Some("Anna Beispiel, Max Muster"),
        );
        check(
            "By Anna Beispiel, Diplomatic Editor @beispiel",
            Some("Anna Beispiel"),
        );
        check("Written by: Anna Beispiel in Vienna", Some("Anna Beispiel"));
        check("Anna Beispiel @annab", Some("Anna Beispiel"));
        check("Anna Beispiel; ANNA BEISPIEL", Some("Anna Beispiel"));
        check("Anna Beispiel Monday 24 October", Some("Anna Beispiel"));
        check(
            "Anna Beispiel, Monday, November 24, 2015",
            Some("Anna Beispiel"),
        );
        check("Ludwig van Muster", Some("Ludwig van Muster"));
        check("Beispiel Post", None);
        check("https://example.org/anna", None);
        check("admin", None);
        check("Our Foreign Staff", None);
        check("by", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>(), line in "((by|By|and|in|Anna|@a|editor|,|:|\\||-| )[ \u{a0}]?){0,20}") {
            for text in [text, line] {
                let names = [text.clone()];
                byline(&names, &names);
                prop_assert!(title(&text, &names).len() <= text.len());
            }
        }
    }
}
