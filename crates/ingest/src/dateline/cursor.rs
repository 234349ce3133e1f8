//! Reads a dateline from left to right: places, then region, date and agency in any order, then what parts them from the story.
//!
//! Of `VIENNA, Austria, Oct. 24 (AP) -- Envoys` it takes `VIENNA`, `Austria`, the day, `AP` and the dash. Whether that makes a dateline
//! is for the caller to judge.

use super::{AGENCIES, Agency, Qualifiers, Separator, is_known};
use crate::calendar::{CalendarWord, WrittenDate, calendar_word};
use crate::place_name::{PARTICLES, is_capitals};

const MAX_PLACE_WORDS: usize = 5;
const MAX_REGION_WORDS: usize = 3;
/// Longest name of an agency in bytes that is believed without knowing it.
const MAX_AGENCY: usize = 30;

pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Bytes read so far, without white space at their end.
    pub(super) fn len(&self) -> usize {
        self.text[..self.at].trim_end().len()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip(&mut self, pattern: impl Fn(char) -> bool) {
        self.at += self.rest().len() - self.rest().trim_start_matches(pattern).len();
    }

    /// The agency of `AFP, Beirut`.
    pub(super) fn leading_agency(&mut self) -> Option<&'static str> {
        let before = self.at;
        let agency = self.bare_agency()?;
        if !self.rest().starts_with(", ") {
            self.at = before;
            return None;
        }
        self.at += 2;
        Some(agency)
    }

    /// Places with slashes or, in capitals, `and` between them; none where the line opens otherwise.
    pub(super) fn places(&mut self) -> Vec<&'t str> {
        let mut places: Vec<_> = self.name(MAX_PLACE_WORDS).into_iter().collect();
        while let Some(&last) = places.last() {
            let before = self.at;
            let rest = self.rest();
            let joint = [" / ", "/ ", "/", " and ", " AND ", " & "]
                .into_iter()
                .find(|joint| rest.starts_with(joint));
            self.at += joint.map_or(0, str::len);
            let next = joint.and_then(|_| self.name(MAX_PLACE_WORDS));
            let fits = |place: &&str| match joint {
                Some("/") => !(self.rest().starts_with('/') && AGENCIES.contains_key(place)),
                Some(" / " | "/ ") => true,
                _ => is_capitals(last) && is_capitals(place),
            };
            match next.filter(fits) {
                Some(place) => places.push(place),
                None => {
                    self.at = before;
                    break;
                }
            }
        }
        places
    }

    /// Capitalised words with particles between them, up to `limit`. A final full stop stays outside.
    fn name(&mut self, limit: usize) -> Option<&'t str> {
        let start = self.at;
        let (mut at, mut end, mut words) = (start, start, 0);
        while words < limit {
            let rest = &self.text[at..];
            let len = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len());
            let word = &rest[..len];
            let capital = word.starts_with(char::is_uppercase) && word != "AND";
            if word.is_empty()
                || is_calendar(word)
                || !(capital || (words > 0 && PARTICLES.contains(word)))
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

    /// Region, date and agency in any order, then the separator. `whole`: the text ends with its paragraph.
    pub(super) fn qualifiers(&mut self, whole: bool) -> Option<Qualifiers> {
        let mut found = Qualifiers {
            parted: self
                .rest()
                .trim_start()
                .starts_with([',', '.', '(', '[', '/']),
            ..Qualifiers::default()
        };
        let mut after_bracket = false;
        loop {
            let comma = self.rest().trim_start().starts_with(',');
            self.skip(|c| c.is_whitespace() || matches!(c, ',' | '.'));
            if self.rest().is_empty() {
                found.separator = whole.then_some(Separator::End);
                return Some(found);
            }
            // `ISLAMABAD: (AFP) Envoys`
            if self.rest().starts_with(": (") {
                self.at += 2;
            }
            if let Some(separator) = self.separator() {
                found.separator = Some(separator);
                found.new_sentence =
                    self.starts_sentence() || (whole && self.rest().trim().is_empty());
                return Some(found);
            }
            if let Some((open, inner)) = self.bracket() {
                found.bracketed(open, inner)?;
                after_bracket = true;
                continue;
            }
            let dates = is_calendar(self.date_word());
            if after_bracket && found.agency.is_some() && !dates && self.starts_sentence() {
                found.separator = Some(Separator::Bracket);
                found.new_sentence = true;
                return Some(found);
            }
            after_bracket = false;
            if found.agency.is_none()
                && let Some(agency) = self.bare_agency()
            {
                found.agency = Some(Agency::known(agency));
                continue;
            }
            if self.take_date(&mut found.date) {
                continue;
            }
            if self.text[..self.at].trim_end().ends_with('.')
                && found.is_dated()
                && self.starts_sentence()
            {
                found.separator = Some(Separator::Stop);
                found.new_sentence = true;
                return Some(found);
            }
            if comma
                && found.region.is_none()
                && found.date == WrittenDate::default()
                && let Some(region) = self.name(MAX_REGION_WORDS)
            {
                found.region = Some(region.to_owned());
                continue;
            }
            return None;
        }
    }

    /// Takes the word at the cursor into the date; of several days (`23-24`, `23/24`) the first.
    fn take_date(&mut self, date: &mut WrittenDate) -> bool {
        if self.take_numeric_date(date) {
            return true;
        }
        let word = self.date_word();
        let mut taken = *date;
        if word.is_empty() || taken.take(word).is_none() {
            return false;
        }
        self.at += word.len();
        if word.ends_with(|c: char| c.is_ascii_digit())
            && let Some(rest) = self.rest().strip_prefix(['-', '–', '/'])
        {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let ends = !rest[digits..].starts_with(char::is_alphanumeric);
            let fits = digits > 0 && ends && (digits <= 2 || taken.take(&rest[..digits]).is_some());
            if fits {
                self.at = self.text.len() - rest.len() + digits;
            }
        }
        *date = taken;
        true
    }

    /// `2015-10-24`.
    fn take_numeric_date(&mut self, date: &mut WrittenDate) -> bool {
        let rest = self.rest();
        let len = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '-'))
            .unwrap_or(rest.len());
        let word = rest[..len].trim_end_matches('-');
        match WrittenDate::parse(word).filter(|_| *date == WrittenDate::default()) {
            Some(found) => {
                *date = found;
                self.at += word.len();
                true
            }
            None => false,
        }
    }

    /// The word at the cursor, as dates are written: `Oct.24`, `10:05`.
    fn date_word(&self) -> &'t str {
        let rest = self.rest();
        let ends =
            |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '[' | '/' | '-' | '–' | '—');
        let len = rest.find(ends).unwrap_or(rest.len());
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
        let spaced = self.text[..self.at].ends_with([' ', ')', ']', '.', '/'])
            || after.starts_with(char::is_whitespace);
        if dashes.is_empty() || !(spaced || dashes.len() > 1) {
            return None;
        }
        self.at += dashes.len();
        Some(Separator::Dash)
    }

    /// The opening mark and the inside of `(…)`, `[…]` or `/…/` at the cursor.
    fn bracket(&mut self) -> Option<(char, &'t str)> {
        let open = self.rest().chars().next()?;
        let close = match open {
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
        Some((open, inner.trim()))
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
    /// Takes what stood in brackets: a day, agencies, or a region.
    fn bracketed(&mut self, open: char, inner: &str) -> Option<()> {
        if let Some(date) = WrittenDate::parse(inner) {
            if self.date == WrittenDate::default() {
                self.date = date;
            }
            return Some(());
        }
        let known = agencies(inner);
        if known.is_empty() && (open == '[' || is_known("region", inner)) && self.region.is_none() {
            self.region = looks_like_a_name(inner).then(|| inner.to_owned());
            return self.region.as_ref().map(|_| ());
        }
        let agency = if !known.is_empty() {
            Agency::known(&known.join("/"))
        } else if looks_like_a_name(inner) {
            Agency {
                name: inner.to_owned(),
                known: false,
            }
        } else {
            return None;
        };
        if !self.has_known_agency() {
            self.agency = Some(agency);
        }
        Some(())
    }
}

/// The known agencies of `Xinhua`, `Yonhap, Kyodo`, `AP/Reuters`, `TASS correspondent Ivan Beispiel`, each once, in order.
fn agencies(inner: &str) -> Vec<&'static str> {
    if let Some(agency) = AGENCIES.get(inner) {
        return vec![agency];
    }
    let mut found = Vec::new();
    for part in inner.split(['/', ',', ';', '&', '-', '–']).map(str::trim) {
        let whole = AGENCIES.get(part).copied();
        let mut cursor = Cursor::new(part);
        if let Some(agency) = whole.or_else(|| cursor.bare_agency())
            && !found.contains(&agency)
        {
            found.push(agency);
        }
    }
    found
}

fn looks_like_a_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    text.len() <= MAX_AGENCY
        && text.starts_with(char::is_uppercase)
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// A month or a day of the week.
fn is_calendar(word: &str) -> bool {
    matches!(
        calendar_word(word),
        Some(CalendarWord::Month(_) | CalendarWord::Weekday(_))
    )
}

fn is_word_char(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')
}

/// `ST.` before another name, `D.C.`, `N.Y.`: the full stop belongs to the word.
fn is_abbreviation(word: &str, next: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    word.matches('.').count() > 1 || (letters <= 3 && next.starts_with(char::is_uppercase))
}
