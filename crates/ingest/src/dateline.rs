//! Decides whether a paragraph opens with a dateline, and what it says: places, day, agency.
//!
//! `BEIJING/WASHINGTON, Oct. 24 (Xinhuanet) -- Envoys met` was filed in Beijing and Washington on 24 October by Xinhua.
//! The grammar is conservative: a place in capitals needs a date, an agency or a dash before a new sentence; a place in
//! title case needs a date or a known agency. `Peace -- at last` is no dateline.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::calendar::{CalendarWord, WrittenDate, calendar_word};
use crate::place_name::{PARTICLES, is_capitals, title_case};
use crate::tsv;

/// Longest dateline in bytes; what is longer is prose.
const MAX_BYTES: usize = 160;
const MAX_PLACE_WORDS: usize = 5;
const MAX_REGION_WORDS: usize = 3;
/// A place in capitals that only a dash follows: shorter words are abbreviations.
const MIN_BARE_LETTERS: usize = 4;

/// A dateline at the head of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Bytes from the head of the paragraph to the end of the separator.
    pub(crate) len: usize,
    pub(crate) places: Vec<String>,
    pub(crate) date: Option<Date>,
    pub(crate) agency: Option<String>,
}

/// The dateline at the head of `paragraph`, if there is one.
pub(crate) fn find(paragraph: &str, published: Option<Date>) -> Option<Found> {
    let mut limit = paragraph.len().min(MAX_BYTES);
    while !paragraph.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut cursor = Cursor {
        text: &paragraph[..limit],
        at: 0,
    };
    let places = cursor.places()?;
    let rest = cursor.qualifiers(limit == paragraph.len())?;
    if !is_believable(&places, &rest) {
        return None;
    }
    Some(Found {
        len: cursor.text[..cursor.at].trim_end().len(),
        places: places.iter().map(|place| title_case(place)).collect(),
        date: rest.date.resolve(published),
        agency: rest.agency.map(|(agency, _)| agency),
    })
}

/// What stands between the places and the story.
#[derive(Debug, Default)]
struct Qualifiers {
    region: bool,
    date: WrittenDate,
    /// Usual spelling, and whether the table knows it.
    agency: Option<(String, bool)>,
    separator: Option<Separator>,
    /// The story goes on with a capital letter or a quotation mark, or on the next line.
    new_sentence: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Dash,
    Colon,
    /// The paragraph ends.
    End,
    /// The bracket around the agency is all there is.
    Bracket,
}

fn is_believable(places: &[&str], rest: &Qualifiers) -> bool {
    let dated = rest.date.day.is_some() && rest.date.month.is_some() || rest.date.weekday.is_some();
    let known_agency = rest.agency.as_ref().is_some_and(|(_, known)| *known);
    let capitals = places.iter().all(|place| is_capitals(place));
    let bare = || {
        let place = places[0];
        places.len() > 1
            || (place.chars().filter(|c| c.is_alphabetic()).count() >= MIN_BARE_LETTERS
                && !NOT_PLACES.contains(place))
    };
    if places
        .iter()
        .any(|place| AGENCIES.contains_key(place.strip_prefix("The ").unwrap_or(place)))
    {
        return false;
    }
    match rest.separator {
        Some(Separator::Dash) if capitals => {
            dated || rest.agency.is_some() || (rest.new_sentence && bare())
        }
        Some(Separator::Dash) => dated || known_agency,
        Some(Separator::Colon) => (dated || rest.agency.is_some() || rest.region) && capitals,
        Some(Separator::End) => (dated && (capitals || known_agency)) || (known_agency && capitals),
        Some(Separator::Bracket) => known_agency && capitals,
        None => false,
    }
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, pattern: impl Fn(char) -> bool) {
        self.at += self.rest().len() - self.rest().trim_start_matches(pattern).len();
    }

    /// One or more places with slashes between them.
    fn places(&mut self) -> Option<Vec<&'t str>> {
        let mut places = vec![self.name(MAX_PLACE_WORDS)?];
        while self.rest().starts_with('/') && !self.rest()[1..].trim_start().is_empty() {
            let before = self.at;
            self.at += 1;
            self.skip(char::is_whitespace);
            match self.name(MAX_PLACE_WORDS) {
                Some(place) if !self.rest().starts_with('/') || !AGENCIES.contains_key(place) => {
                    places.push(place)
                }
                _ => {
                    self.at = before;
                    break;
                }
            }
        }
        Some(places)
    }

    /// Capitalised words with particles between them, up to `limit`. A final full stop stays outside.
    fn name(&mut self, limit: usize) -> Option<&'t str> {
        let start = self.at;
        let (mut at, mut end, mut words) = (start, start, 0);
        while words < limit {
            let rest = &self.text[at..];
            let len = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len());
            let word = &rest[..len];
            let capital = word.starts_with(char::is_uppercase);
            let calendar = matches!(
                calendar_word(word),
                Some(CalendarWord::Month(_) | CalendarWord::Weekday(_))
            );
            if word.is_empty() || calendar || !(capital || (words > 0 && PARTICLES.contains(word)))
            {
                break;
            }
            words += 1;
            at += len;
            if capital {
                let stop =
                    word.ends_with('.') && !is_abbreviation(word, self.text[at..].trim_start());
                end = if stop { at - 1 } else { at };
                if stop {
                    break;
                }
            }
            if !self.text[at..].starts_with(' ') {
                break;
            }
            at += 1;
        }
        self.at = end;
        let name = self.text[start..end].trim_end_matches('-');
        self.at = start + name.len();
        (name.chars().filter(|c| c.is_alphabetic()).count() > 1).then_some(name)
    }

    /// Region, date and agency in any order, then the separator.
    fn qualifiers(&mut self, whole: bool) -> Option<Qualifiers> {
        let mut found = Qualifiers::default();
        let mut after_bracket = false;
        loop {
            let comma = self.rest().trim_start().starts_with(',');
            self.skip(|c| c.is_whitespace() || matches!(c, ',' | '.'));
            if self.rest().is_empty() {
                found.separator = whole.then_some(Separator::End);
                return Some(found);
            }
            if let Some(separator) = self.separator() {
                found.separator = Some(separator);
                found.new_sentence =
                    self.starts_sentence() || (whole && self.rest().trim().is_empty());
                return Some(found);
            }
            if let Some(inner) = self.bracket() {
                found.bracketed(inner)?;
                after_bracket = true;
                continue;
            }
            let word = self.date_word();
            let dates = matches!(
                calendar_word(word),
                Some(CalendarWord::Month(_) | CalendarWord::Weekday(_))
            );
            if after_bracket && found.agency.is_some() && !dates && self.starts_sentence() {
                found.separator = Some(Separator::Bracket);
                return Some(found);
            }
            after_bracket = false;
            if found.agency.is_none()
                && let Some(agency) = self.bare_agency()
            {
                found.agency = Some((agency.to_owned(), true));
                continue;
            }
            let mut date = found.date;
            if !word.is_empty() && date.take(word).is_some() {
                found.date = date;
                self.at += word.len();
                continue;
            }
            if comma
                && !found.region
                && found.date == WrittenDate::default()
                && self.name(MAX_REGION_WORDS).is_some()
            {
                found.region = true;
                continue;
            }
            return None;
        }
    }

    /// The word at the cursor, as dates are written: `Oct.24`, `10:05`.
    fn date_word(&self) -> &'t str {
        let rest = self.rest();
        let len = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '/'))
            .unwrap_or(rest.len());
        rest[..len].trim_end_matches(':')
    }

    /// A dash of any length, or a colon; a single hyphen needs space before or after it.
    fn separator(&mut self) -> Option<Separator> {
        let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '―' | '_' | '=');
        let rest = self.rest();
        let after = rest.trim_start_matches(is_dash);
        let dashes = &rest[..rest.len() - after.len()];
        if rest.starts_with(':') && rest[1..].starts_with(char::is_whitespace) {
            self.at += 1;
            return Some(Separator::Colon);
        }
        let spaced = self.text[..self.at].ends_with([' ', ')', '.', '/'])
            || after.starts_with(char::is_whitespace);
        if dashes.is_empty() || !(spaced || dashes.len() > 1) {
            return None;
        }
        self.at += dashes.len();
        Some(Separator::Dash)
    }

    /// The inside of `(…)` or `/…/` at the cursor.
    fn bracket(&mut self) -> Option<&'t str> {
        let close = match self.rest().chars().next()? {
            '(' => ')',
            '/' => '/',
            '[' => ']',
            _ => return None,
        };
        let inner = self.rest()[1..]
            .split(close)
            .next()
            .filter(|inner| inner.len() + 1 < self.rest().len())?;
        self.at += inner.len() + 2;
        Some(inner.trim())
    }

    /// The longest known agency at the cursor.
    fn bare_agency(&mut self) -> Option<&'static str> {
        let rest = self.rest();
        let ends = |written: &str| {
            !rest[written.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '/')
        };
        let known = AGENCIES
            .iter()
            .filter(|(written, _)| rest.starts_with(**written) && ends(written));
        let (written, agency) = known.max_by_key(|(written, _)| written.len())?;
        self.at += written.len();
        Some(agency)
    }

    fn starts_sentence(&self) -> bool {
        self.rest().trim_start().starts_with(|c: char| {
            c.is_uppercase()
                || c.is_ascii_digit()
                || matches!(c, '"' | '“' | '‘' | '\'' | '`' | '«')
        })
    }
}

impl Qualifiers {
    /// Takes what stood in brackets: a day or an agency.
    fn bracketed(&mut self, inner: &str) -> Option<()> {
        if let Some(date) = WrittenDate::parse(inner) {
            if self.date == WrittenDate::default() {
                self.date = date;
            }
            return Some(());
        }
        let parts = || {
            std::iter::once(inner)
                .chain(inner.split(['/', ',', ';', '-', '–']))
                .map(str::trim)
        };
        let known = parts().find_map(|part| AGENCIES.get(part));
        let name = match known {
            Some(agency) => ((*agency).to_owned(), true),
            None if looks_like_a_name(inner) => (inner.to_owned(), false),
            None => return None,
        };
        match &self.agency {
            Some((_, true)) => {}
            _ => self.agency = Some(name),
        }
        Some(())
    }
}

fn looks_like_a_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    text.len() <= 30
        && text.starts_with(char::is_uppercase)
        && words.all(|word| word.starts_with(char::is_uppercase))
}

fn is_word_char(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')
}

/// `ST.` before another name, `D.C.`, `N.Y.`: the full stop belongs to the word.
fn is_abbreviation(word: &str, next: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    word.matches('.').count() > 1 || (letters <= 3 && next.starts_with(char::is_uppercase))
}

static AGENCIES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/agencies.tsv"))
        .map(|[written, agency]| (written, agency))
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
        assert_eq!(shown, expected);
    }

    #[test]
    fn wire_datelines() {
        check(
            "BEIJING, Oct. 24 (Xinhuanet) -- Envoys met.",
            "BEIJING, Oct. 24 (Xinhuanet) -- | Beijing | 2015-10-24 | Xinhua",
        );
        check(
            "VIENNA (AP) — Envoys met.",
            "VIENNA (AP) — | Vienna | - | AP",
        );
        check(
            "JERUSALEM (AP)_ Envoys met.",
            "JERUSALEM (AP)_ | Jerusalem | - | AP",
        );
        check(
            "WASHINGTON, Oct 23 (Reuters) - Envoys met.",
            "WASHINGTON, Oct 23 (Reuters) - | Washington | 2015-10-23 | Reuters",
        );
        check(
            "JERUSALEM, Dec 13 (AFP) The envoys met.",
            "JERUSALEM, Dec 13 (AFP) | Jerusalem | 2014-12-13 | AFP",
        );
        check(
            "ROME, Dec 13, 2006 (AFP)",
            "ROME, Dec 13, 2006 (AFP) | Rome | 2006-12-13 | AFP",
        );
        check(
            "MOSCOW, October 23. /TASS/. Envoys met.",
            "MOSCOW, October 23. /TASS/. | Moscow | 2015-10-23 | TASS",
        );
        check(
            "MOSCOW, October 23. /TASS/ - Envoys met.",
            "MOSCOW, October 23. /TASS/ - | Moscow | 2015-10-23 | TASS",
        );
        check(
            "MOSCOW. Oct 23 (Interfax) - Envoys met.",
            "MOSCOW. Oct 23 (Interfax) - | Moscow | 2015-10-23 | Interfax",
        );
        check(
            "TOKYO, Oct. 23, Kyodo - Envoys met.",
            "TOKYO, Oct. 23, Kyodo - | Tokyo | 2015-10-23 | Kyodo",
        );
        check(
            "BUENOS AIRES, 23 Oct (EFE) - Envoys met.",
            "BUENOS AIRES, 23 Oct (EFE) - | Buenos Aires | 2015-10-23 | EFE",
        );
        check(
            "BERLIN (dpa) - Envoys met.",
            "BERLIN (dpa) - | Berlin | - | dpa",
        );
        check(
            "NEW DELHI, Oct 23: Envoys met.",
            "NEW DELHI, Oct 23: | New Delhi | 2015-10-23 | -",
        );
        check(
            "LONDON (Daily Beispiel) -- Envoys met.",
            "LONDON (Daily Beispiel) -- | London | - | Daily Beispiel",
        );
    }

    #[test]
    fn places() {
        check(
            "BEIJING/WASHINGTON, Oct 23 (Reuters) - Envoys",
            "BEIJING/WASHINGTON, Oct 23 (Reuters) - | Beijing+Washington | 2015-10-23 | Reuters",
        );
        check(
            "GENEVA, Switzerland (AP) — Envoys",
            "GENEVA, Switzerland (AP) — | Geneva | - | AP",
        );
        check(
            "RIO DE JANEIRO, Oct 23 (AFP) - Envoys",
            "RIO DE JANEIRO, Oct 23 (AFP) - | Rio de Janeiro | 2015-10-23 | AFP",
        );
        check(
            "Rio de Janeiro, Oct 23 (AFP) - Envoys",
            "Rio de Janeiro, Oct 23 (AFP) - | Rio de Janeiro | 2015-10-23 | AFP",
        );
        check(
            "PORT-AU-PRINCE (AP) — Envoys",
            "PORT-AU-PRINCE (AP) — | Port-au-Prince | - | AP",
        );
        check(
            "ST. PETERSBURG (AP) — Envoys",
            "ST. PETERSBURG (AP) — | St. Petersburg | - | AP",
        );
        check(
            "WASHINGTON D.C. (AP) — Envoys",
            "WASHINGTON D.C. (AP) — | Washington D.C. | - | AP",
        );
        check(
            "N’DJAMENA (AP) — Envoys",
            "N’DJAMENA (AP) — | N’Djamena | - | AP",
        );
        check(
            "DAMASCUS, SANA - Envoys",
            "DAMASCUS, SANA - | Damascus | - | SANA",
        );
    }

    #[test]
    fn days() {
        check(
            "VIENNA, Friday (AP) — Envoys",
            "VIENNA, Friday (AP) — | Vienna | 2015-10-23 | AP",
        );
        check(
            "VIENNA, Friday, Oct. 23, 2015 — Envoys",
            "VIENNA, Friday, Oct. 23, 2015 — | Vienna | 2015-10-23 | -",
        );
        check(
            "VIENNA, Oct.23 — Envoys",
            "VIENNA, Oct.23 — | Vienna | 2015-10-23 | -",
        );
        check(
            "VIENNA (Oct. 23) — Envoys",
            "VIENNA (Oct. 23) — | Vienna | 2015-10-23 | -",
        );
        check(
            "VIENNA (AP), Feb. 30 — Envoys",
            "VIENNA (AP), Feb. 30 — | Vienna | - | AP",
        );
        assert_eq!(
            find("VIENNA, Oct 23 — Envoys", None).and_then(|found| found.date),
            None
        );
    }

    #[test]
    fn capitals_and_a_dash_are_enough_before_a_sentence() {
        check("VIENNA — Envoys met.", "VIENNA — | Vienna | - | -");
        check(
            "UNITED NATIONS -- “We met.”",
            "UNITED NATIONS -- | United Nations | - | -",
        );
        check("VIENNA _", "VIENNA _ | Vienna | - | -");
        check("VIENNA — and Rome, too.", "");
        check("NATO — The alliance met.", "");
        check("EU -- The union met.", "");
    }

    #[test]
    fn prose_is_no_dateline() {
        check("Peace -- at last", "");
        check("Peace -- At last", "");
        check("Vienna: A city of talks", "");
        check("March 3 - the day of the talks", "");
        check("The Associated Press (AP) - an agency", "");
        check("Anna Beispiel (Austria) - the minister", "");
        check("VIENNA (AP)", "VIENNA (AP) | Vienna | - | AP");
        check("Reuters - Envoys met.", "");
        check("U.S. Secretary of State", "");
        check("", "");
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
                    prop_assert!(text.is_char_boundary(found.len) && !found.places.is_empty());
                }
            }
        }
    }
}
