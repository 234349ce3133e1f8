//! Decides which strings a piece of JSON holds, and where each of their characters stands.
//!
//! `{"text": "She said \"no\""}` holds `text` and `She said "no"`, whose quotation marks are two bytes each. The JSON has been
//! read already, so only strings are looked at; what breaks its grammar ends the list.

use chancery_model::SegmentKind;
use memchr::{memchr, memchr2};

use super::traced::Traced;

/// All strings, keys included, in order.
pub(crate) fn strings(json: &str) -> Vec<Traced> {
    let bytes = json.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(quote) = memchr(b'"', bytes.get(at..).unwrap_or_default()) {
        let Some((string, end)) = string(json, at + quote + 1) else {
            break;
        };
        found.push(string);
        at = end;
    }
    found
}

/// The string whose first character stands at `at`, and the byte after its closing mark.
fn string(json: &str, mut at: usize) -> Option<(Traced, usize)> {
    let mut traced = Traced::default();
    loop {
        let mark = at + memchr2(b'"', b'\\', &json.as_bytes()[at..])?;
        traced.copy(&json[at..mark], at);
        if json.as_bytes()[mark] == b'"' {
            return Some((traced, mark + 1));
        }
        let (character, len) = escape(&json[mark..])?;
        let mut buffer = [0; 4];
        let character = character.encode_utf8(&mut buffer);
        traced.push(character, mark..mark + len, SegmentKind::Decoded);
        at = mark + len;
    }
}

/// The character of the escape at the head, and its length in bytes.
fn escape(json: &str) -> Option<(char, usize)> {
    let simple = |character| Some((character, 2));
    match json.as_bytes().get(1)? {
        b'n' => simple('\n'),
        b'r' => simple('\r'),
        b't' => simple('\t'),
        b'b' => simple('\u{8}'),
        b'f' => simple('\u{c}'),
        b'u' => {
            let unit = |at: usize| u32::from_str_radix(json.get(at..at + 4)?, 16).ok();
            let high = unit(2)?;
            if let Some(character) = char::from_u32(high) {
                return Some((character, 6));
            }
            let low = json.get(6..8).filter(|mark| *mark == "\\u").and(unit(8))?;
            let pair = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
            Some((char::from_u32(pair)?, 12))
        }
        mark @ (b'"' | b'\\' | b'/') => simple(char::from(*mark)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(json: &str, expected: &[&str]) {
        let found: Vec<_> = strings(json).into_iter().map(|s| s.text).collect();
        assert_eq!(found, expected, "{json}");
    }

    #[test]
    fn strings_are_read() {
        check(r#"{"a":1,"b":["x",{"c":"y"}]}"#, &["a", "b", "x", "c", "y"]);
        check(r#"["\"\\\/\n\u00e9\ud83d\ude00"]"#, &["\"\\/\né😀"]);
        check(r#"["a","b"#, &["a"]);
        check(r#"["a\"#, &[]);
        check(r#"["\ud800x"]"#, &[]);
    }

    #[test]
    fn escapes_lead_back() {
        let json = r#"["a\"b"]"#;
        let string = &strings(json)[0];
        let sources: Vec<_> = string.parts(0..3).map(|part| &json[part.source]).collect();
        assert_eq!(sources, ["a", "\\\"", "b"]);
    }

    proptest! {
        #[test]
        fn reads_what_the_library_writes(texts in prop::collection::vec(any::<String>(), 0..4)) {
            let json = serde_json::to_string(&texts).unwrap();
            let found: Vec<_> = strings(&json).into_iter().map(|s| s.text).collect();
            prop_assert_eq!(found, texts);
        }

        #[test]
        fn never_panics(json in any::<String>(), escapes in "(\"|\\\\|u|d8|00|é|[0-9a-f]){0,40}") {
            strings(&json);
            strings(&escapes);
        }
    }
}
