//! Decides whether a paragraph opens with a dateline, and what it says: places, day, agency.
//!
//! `BEIJING/WASHINGTON, Oct. 24 (Xinhuanet) -- Envoys met` was filed in Beijing and Washington on 24 October by Xinhua.
//! The grammar is conservative: a place in capitals needs a date, an agency or a dash before a new sentence; a place in
//! title case needs a date or a known agency; a place that only a colon follows must be a known town. `Peace -- at last` is no
//! dateline.

mod cursor;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::calendar::WrittenDate;
use crate::place_name::{is_capitals, title_case};
use crate::tsv;
use cursor::Cursor;

/// Longest dateline in bytes; what is longer is prose.
const MAX_BYTES: usize = 160;
/// A place in capitals that only a dash follows: shorter words are abbreviations.
const MIN_BARE_LETTERS: usize = 4;

/// A paragraph with more words is prose: a headline is shorter.
const MIN_PROSE_WORDS: usize = 15;

/// A dateline at the head of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Bytes from the head of the paragraph to the end of the separator.
    pub(crate) len: usize,
    /// Empty for `(Reuters) - `.
    pub(crate) places: Vec<String>,
    pub(crate) date: Option<Date>,
    /// Several are joined by `/`.
    pub(crate) agency: Option<String>,
}

/// The dateline at the head of `paragraph`, if there is one.
pub(crate) fn find(paragraph: &str, published: Option<Date>) -> Option<Found> {
    let mut limit = paragraph.len().min(MAX_BYTES);
    while !paragraph.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut cursor = Cursor::new(&paragraph[..limit]);
    let first = cursor.leading_agency();
    let places = cursor.places();
    let mut rest = cursor.qualifiers(limit == paragraph.len())?;
    rest.prose = is_prose(paragraph);
    if let Some(agency) = first {
        rest.agency = Some(Agency::known(agency));
    }
    let believable = if places.is_empty() {
        first.is_none() && is_believable_without_place(&rest)
    } else {
        (first.is_none() || rest.separator == Some(Separator::End) || rest.is_dated())
            && is_believable(&places, &rest)
    };
    believable.then(|| Found {
        len: cursor.len(),
        places: places.iter().map(|place| title_case(place)).collect(),
        date: rest.date.resolve(published),
        agency: rest.agency.map(|agency| agency.name),
    })
}

/// What stands between the places and the story.
#[derive(Debug, Default)]
struct Qualifiers {
    /// A mark, not a mere blank, parts the place from what follows.
    parted: bool,
    /// The state or region behind the place.
    region: Option<String>,
    date: WrittenDate,
    agency: Option<Agency>,
    separator: Option<Separator>,
    /// The paragraph is a long sentence or several.
    prose: bool,
    /// The story goes on with a capital letter or a quotation mark, or on the next line.
    new_sentence: bool,
}

#[derive(Debug)]
struct Agency {
    /// Usual spelling.
    name: String,
    /// The table knows it.
    known: bool,
}

impl Agency {
    fn known(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            known: true,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Dash,
    Colon,
    /// The paragraph ends.
    End,
    /// The bracket around the agency is all there is.
    Bracket,
    /// A full stop behind day or agency.
    Stop,
}

impl Qualifiers {
    fn is_dated(&self) -> bool {
        (self.date.day.is_some() && self.date.month.is_some()) || self.date.weekday.is_some()
    }

    fn has_known_agency(&self) -> bool {
        self.agency.as_ref().is_some_and(|agency| agency.known)
    }
}

fn is_believable(places: &[&str], rest: &Qualifiers) -> bool {
    let agencies =
        |place: &&str| AGENCIES.contains_key(place.strip_prefix("The ").unwrap_or(place));
    if places.iter().any(agencies) {
        return false;
    }
    let capitals = places.iter().all(|place| is_capitals(place));
    let known_agency = rest.has_known_agency();
    // `On Friday - ` is no place, `Vienna, Friday - ` is one.
    let dated = rest.is_dated() && (capitals || rest.parted || known_agency);
    let known_town = || places.iter().all(|place| is_known("town", place));
    let known_region = || {
        let region = rest.region.as_ref();
        region.is_some_and(|region| is_known("region", region))
    };
    let bare = || {
        let place = places[0];
        places.len() > 1
            || (place.chars().filter(|c| c.is_alphabetic()).count() >= MIN_BARE_LETTERS
                && !NOT_PLACES.contains(place))
    };
    match rest.separator {
        Some(Separator::Dash) if capitals => {
            dated || rest.agency.is_some() || (rest.new_sentence && bare())
        }
        Some(Separator::Dash) => {
            dated || known_agency || (known_region() && rest.new_sentence && known_town())
        }
        Some(Separator::Colon) if capitals => {
            dated
                || rest.agency.is_some()
                || rest.region.is_some()
                || (rest.new_sentence && known_town())
        }
        Some(Separator::Colon) => {
            rest.new_sentence
                && (dated || known_agency || ((known_region() || rest.prose) && known_town()))
        }
        Some(Separator::End) => {
            (dated && (capitals || known_agency))
                || (known_agency && (capitals || known_town()))
                || (capitals && known_town() && rest.agency.is_none())
        }
        Some(Separator::Bracket) => known_agency && (capitals || dated),
        Some(Separator::Stop) => dated && (capitals || known_agency),
        None => false,
    }
}

/// `(Reuters) - `, `Oct 23 (Reuters) - `, `/TASS/. `
fn is_believable_without_place(rest: &Qualifiers) -> bool {
    rest.has_known_agency()
        && rest.new_sentence
        && match rest.separator {
            Some(Separator::Dash | Separator::Colon | Separator::Bracket) => true,
            Some(Separator::Stop | Separator::End) | None => false,
        }
}

fn is_prose(paragraph: &str) -> bool {
    paragraph.ends_with(['.', '"', '”'])
        && paragraph.split_whitespace().nth(MIN_PROSE_WORDS).is_some()
}

fn is_known(kind: &str, place: &str) -> bool {
    KNOWN_PLACES.contains(&(kind, title_case(place).trim_end_matches(',')))
}

static AGENCIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/agencies.tsv"))
        .map(|[written, agency]| (written, agency))
        .collect()
});

/// Kind and name.
static KNOWN_PLACES: LazyLock<BTreeSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/known_places.tsv"))
        .map(|[kind, name]| (kind, name))
        .collect()
});

static NOT_PLACES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/not_places.tsv"))
        .map(|[word]| word)
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `expected`: dateline as cut from the text | places | date | agency, or nothing.
    fn check(text: &str, expected: &str) {
        let published = "2015-10-25".parse().ok();
        let shown = find(text, published).map_or(String::new(), |found| {
            let date = found.date.map_or("-".to_owned(), |date| date.to_string());
            format!(
                "{} | {} | {date} | {}",
                &text[..found.len],
                found.places.join("+"),
                found.agency.as_deref().unwrap_or("-")
            )
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn heads_of_the_table() {
        for [head, places, date, agency] in tsv::rows(include_str!("../tests/datelines.tsv")) {
            match head.split_once('¦') {
                None => check(head, ""),
                Some((line, story)) => {
                    let or_none = |field: &str| {
                        if field.is_empty() {
                            "-".to_owned()
                        } else {
                            field.to_owned()
                        }
                    };
                    let agency = or_none(&agency.replace('+', "/"));
                    let expected = format!(
                        "{} | {places} | {} | {agency}",
                        line.trim_end(),
                        or_none(date)
                    );
                    check(&format!("{line}{story}"), &expected);
                }
            }
        }
    }

    #[test]
    fn days_without_a_year_need_a_day_of_publication() {
        assert_eq!(
            find("VIENNA, Oct 23 — Envoys", None).and_then(|found| found.date),
            None
        );
        check(
            "VIENNA (AP), Feb. 30 — Envoys",
            "VIENNA (AP), Feb. 30 — | Vienna | - | AP",
        );
    }

    #[test]
    fn tables_are_sorted() {
        let agencies: Vec<_> = tsv::rows(include_str!("../data/agencies.tsv"))
            .map(|[written, _]| written)
            .collect();
        assert!(agencies.is_sorted());
    }

    proptest! {
        #[test]
        fn never_panics_and_ends_on_a_boundary(text in any::<String>(), wire in "[A-Zé]{1,8}[ ,/.-]{0,2}[A-Za-zé ]{0,9}[,. (/]{0,2}(Oct. 24)?[ (/]{0,2}(AP|Reuters)?[)/ .]{0,2}[-—_:]{0,2}.{0,9}") {
            for text in [text, wire] {
                if let Some(found) = find(&text, None) {
                    prop_assert!(text.is_char_boundary(found.len) && (!found.places.is_empty() || found.agency.is_some()));
                }
            }
        }
    }
}
