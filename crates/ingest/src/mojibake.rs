//! Decides whether a text is UTF-8 that was once read as windows-1252, and reads it right.
//!
//! `donâ€™t` is `don’t`, `ZÃ¼rich` is `Zürich`. Every non-ASCII letter of such a text is part of a sequence that is valid
//! UTF-8 when it is written as windows-1252 again; in a genuine text hardly any is. A text that holds both is left alone.

use encoding_rs::WINDOWS_1252;

/// A text may have been misread more than once (`ÃƒÂ¼`).
const MAX_ROUNDS: usize = 3;
/// Sequences for each non-ASCII character outside one: with fewer the text is more likely to speak of garbled characters.
const SEQUENCES_PER_OTHER: usize = 4;

/// A text read right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repaired {
    pub(crate) text: String,
    /// Sequences of the text as it came that are one character now.
    pub(crate) sequences: usize,
    /// The first of them, as it came.
    pub(crate) first: String,
}

/// The text read right; `None` when it is genuine or in doubt.
pub(crate) fn repair(text: &str) -> Option<Repaired> {
    let mut found = round(text).filter(Round::is_sure)?;
    let (sequences, first) = (found.sequences, found.first.to_owned());
    for _ in 1..MAX_ROUNDS {
        match round(&found.text)
            .filter(Round::is_sure)
            .map(|next| next.text)
        {
            Some(text) => found = Round { text, ..found },
            None => break,
        }
    }
    Some(Repaired {
        text: found.text,
        sequences,
        first,
    })
}

/// A line that came with a repaired text, such as its title, read right: what looks garbled there is.
pub(crate) fn repair_line(line: &str) -> String {
    let mut line = line.to_owned();
    for _ in 0..MAX_ROUNDS {
        match round(&line)
            .filter(|found| found.others == 0)
            .map(|found| found.text)
        {
            Some(text) => line = text,
            None => break,
        }
    }
    line
}

/// What one reading of a text gives.
struct Round<'t> {
    text: String,
    sequences: usize,
    first: &'t str,
    /// Sequences of three characters or more, or different ones: no accident.
    telling: bool,
    /// Non-ASCII characters outside sequences.
    others: usize,
}

impl Round<'_> {
    fn is_sure(&self) -> bool {
        self.telling && self.sequences > 1 && self.others * SEQUENCES_PER_OTHER <= self.sequences
    }
}

/// Reads every sequence right; `None` when there is none.
fn round(text: &str) -> Option<Round<'_>> {
    let mut found = Round {
        text: String::with_capacity(text.len()),
        sequences: 0,
        first: "",
        telling: false,
        others: 0,
    };
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| !c.is_ascii()) {
        found.text.push_str(&text[at..at + offset]);
        at += offset;
        let rest = &text[at..];
        if let Some((len, c)) = sequence(rest) {
            let words = &rest[..len];
            if found.sequences == 0 {
                found.first = words;
            }
            found.sequences += 1;
            found.telling |= words.chars().nth(2).is_some() || words != found.first;
            found.text.push(c);
            at += len;
        } else if let Some(c) = rest.chars().next() {
            found.others += 1;
            found.text.push(c);
            at += c.len_utf8();
        }
    }
    found.text.push_str(&text[at..]);
    (found.sequences > 0).then_some(found)
}

/// Bytes of the sequence at the head of `text`, and the character that it stands for.
fn sequence(text: &str) -> Option<(usize, char)> {
    let mut bytes = [0; 4];
    for (n, (at, c)) in text.char_indices().take(4).enumerate() {
        let Some(byte) = as_byte(c) else { break };
        bytes[n] = byte;
        if let Some(read) = std::str::from_utf8(&bytes[..=n])
            .ok()
            .and_then(|read| read.chars().next())
        {
            return Some((at + c.len_utf8(), read));
        }
    }
    // The last byte of a closing quotation mark is no character in windows-1252, so it is often lost.
    let lost = text.strip_prefix("â€")?;
    Some((text.len() - lost.len(), '”'))
}

/// The byte that a character beyond ASCII has in windows-1252, or in ISO 8859-1, whose controls it replaced by marks.
fn as_byte(c: char) -> Option<u8> {
    if matches!(c, '\u{80}'..='\u{ff}') {
        return u8::try_from(c).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !unmappable && !byte.is_ascii() => Some(byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `expected`: the text read right, and how many sequences were garbled.
    fn check(text: &str, expected: Option<(&str, usize)>) {
        let found = repair(text);
        let shown = found
            .as_ref()
            .map(|found| (found.text.as_str(), found.sequences));
        assert_eq!(shown, expected, "{text}");
    }

    /// The text as windows-1252 shows its UTF-8.
    fn garble(text: &str) -> String {
        WINDOWS_1252
            .decode_without_bom_handling(text.as_bytes())
            .0
            .into_owned()
    }

    #[test]
    fn garbled_text_is_read_right() {
        check(
            "â€œWe donâ€™t agree,â€\u{9d} she said in ZÃ¼rich.",
            Some(("“We don’t agree,” she said in Zürich.", 4)),
        );
        check("â€œWe go,â€ she said.", Some(("“We go,” she said.", 2)));
        check(
            "It isnâ€™t so; they wonâ€™t go.",
            Some(("It isn’t so; they won’t go.", 2)),
        );
        check("Caf\u{c3}\u{a9} â\u{80}\u{93} bar", Some(("Café – bar", 2)));
        let twice = garble(&garble("“Zürich – Genève,” he said."));
        let found = repair(&twice).expect("a text garbled twice");
        assert_eq!(found.text, "“Zürich – Genève,” he said.");
    }

    #[test]
    fn genuine_text_and_text_in_doubt_stay() {
        check("", None);
        check("“We don’t agree,” she said in Zürich – twice.", None);
        check("The page showed â€™ where an apostrophe belongs.", None);
        check("It showed “â€™” and “Ã©” for ’ and é.", None);
        check("SÃO PAULO, MANHÃ», Â« ÎLE, Ü–, naïve", None);
    }

    #[test]
    fn lines_beside_a_repaired_text_need_one_sequence() {
        assert_eq!(repair_line("Talks in ZÃ¼rich"), "Talks in Zürich");
        assert_eq!(repair_line("Talks in Zürich"), "Talks in Zürich");
    }

    proptest! {
        #[test]
        fn what_was_garbled_comes_back(text in "[a-z ]{0,9}[“é][a-z ]{0,9}[”–ü€ő][a-z “”]{0,20}’[a-z]{0,9}") {
            let found = repair(&garble(&text));
            prop_assert_eq!(found.map(|found| found.text), Some(text));
        }

        #[test]
        fn never_panics_and_leaves_what_it_gives(text in any::<String>()) {
            if let Some(found) = repair(&text) {
                prop_assert!(found.sequences > 1 && found.text.len() < text.len());
            }
        }

        #[test]
        fn letters_of_one_language_stay(text in "[A-Za-zÀ-ÿ ]{0,40}", marks in "[A-Za-z“”’–—…àâäçéèêëîïôöùûüñãõøåæß ]{0,60}") {
            prop_assert_eq!(repair(&text), None);
            prop_assert_eq!(repair(&marks), None);
        }
    }
}
