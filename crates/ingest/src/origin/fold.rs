//! Decides which characters of two texts are compared, and which count as the same.
//!
//! Extractors fold white space, drop soft hyphens and change quotation marks, so `“No,” he said` and `"No,"  he said` are
//! alike: white space and what has no width are left out, quotation marks and dashes are their ASCII kin.

use chancery_model::SegmentKind;

use super::traced::Traced;

/// The characters of a text that count, and where they stand in it.
pub(crate) fn fold(text: &str) -> Traced {
    let mut folded = Traced::default();
    let mut copied = 0;
    let mut buffer = [0; 4];
    for (at, character) in text.char_indices() {
        let alike = alike(character);
        if alike == Some(character) {
            continue;
        }
        let end = at + character.len_utf8();
        folded.copy(&text[copied..at], copied);
        if let Some(other) = alike {
            let other = other.encode_utf8(&mut buffer);
            folded.push(other, at..end, SegmentKind::Copied);
        }
        copied = end;
    }
    folded.copy(&text[copied..], copied);
    folded
}

/// The character that stands for this one and its kin; `None` for one that does not count.
fn alike(character: char) -> Option<char> {
    match character {
        '!'..='~' => Some(character),
        c if c.is_whitespace() || c.is_control() => None,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        '‘' | '’' | '‚' | '‛' | '′' => Some('\''),
        '“' | '”' | '„' | '‟' | '″' => Some('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => Some('-'),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_extractors_change_is_alike() {
        let folded = fold("“No,”\u{a0} he – the en\u{ad}voy –\n said");
        assert_eq!(folded.text, "\"No,\"he-theenvoy-said");
    }

    proptest! {
        #[test]
        fn every_part_leads_back(text in any::<String>()) {
            let folded = fold(&text);
            for part in folded.parts(0..folded.text.len()) {
                let (now, before) = (&folded.text[part.text], &text[part.source]);
                prop_assert!(now == before || (now.chars().count() == 1 && before.chars().count() == 1));
            }
        }
    }
}
