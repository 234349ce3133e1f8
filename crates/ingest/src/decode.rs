//! Decides which characters the bytes of an input are.
//!
//! Order: byte order mark, UTF-16 told by its zero bytes, valid UTF-8, the charset that the page declares, UTF-8 with a few
//! bad bytes, and last a guess. `Z\xfcrich` is no UTF-8; as windows-1252 it is `Zürich`. Line breaks stay as they are.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Error;
use crate::tsv;

/// More than one control character in so many characters makes a file binary.
const CHARACTERS_PER_CONTROL: usize = 50;
/// More than one replacement in so many characters means that the bytes are no text in that encoding.
const CHARACTERS_PER_REPLACEMENT: usize = 4;

/// Decoded text and how sure the decoding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without byte order mark; line breaks as in the input.
    pub text: String,
    /// Name of the encoding (`UTF-8`, `windows-1252`).
    pub encoding: &'static str,
    /// U+FFFD characters that stand for bytes which are no text in that encoding.
    pub replacements: usize,
    /// True when neither a mark nor validity nor a declaration told the encoding.
    pub guessed: bool,
}

/// Decodes bytes whose charset nobody declared.
///
/// # Errors
/// [`Error::Binary`] when the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    decode_as(bytes, None)
}

/// Decodes bytes with the charset that their container declares, if any; a byte order mark and valid UTF-8 overrule it.
///
/// # Errors
/// [`Error::Binary`] when the bytes are no text.
pub(crate) fn decode_as(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<Decoded, Error> {
    if let Some((_, format)) = SIGNATURES.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err(Error::Binary {
            found: (*format).to_owned(),
            offset: 0,
        });
    }
    let (encoding, mark, guessed) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, mark, false),
        None => {
            let (encoding, guessed) = detect(bytes, declared);
            (encoding, 0, guessed)
        }
    };
    let body = &bytes[mark..];
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    let replacements = if malformed {
        text.matches('\u{fffd}').count()
    } else {
        0
    };
    refuse_binary(body, &text, replacements)?;
    let text = match text {
        Cow::Owned(text) => text,
        Cow::Borrowed(text) => text.to_owned(),
    };
    Ok(Decoded {
        text,
        encoding: encoding.name(),
        replacements,
        guessed,
    })
}

fn detect(bytes: &[u8], declared: Option<&'static Encoding>) -> (&'static Encoding, bool) {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (encoding, true);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, false);
    }
    if let Some(encoding) = declared {
        return (encoding, false);
    }
    if is_damaged_utf8(bytes) {
        return (UTF_8, false);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (detector.guess(None, Utf8Detection::Allow), true)
}

/// English text in UTF-16 has a zero in every other byte, always on the same side.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs = head.len() / 2;
    let zeros = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let mostly = |n: usize| 2 * n > pairs;
    let hardly = |n: usize| 20 * n <= pairs;
    if mostly(second) && hardly(first) {
        Some(UTF_16LE)
    } else if mostly(first) && hardly(second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True when sound multi-byte characters outnumber broken ones: a legacy encoding gives hardly any by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

fn refuse_binary(bytes: &[u8], text: &str, replacements: usize) -> Result<(), Error> {
    let (mut characters, mut controls) = (0, 0);
    for c in text.chars() {
        characters += 1;
        controls += usize::from(c.is_control() && !c.is_whitespace());
    }
    let is_control = |b: &u8| b.is_ascii_control() && !b.is_ascii_whitespace();
    if controls * CHARACTERS_PER_CONTROL > characters {
        let offset = bytes.iter().position(is_control).unwrap_or(0);
        return Err(Error::Binary {
            found: format!("{controls} control characters, the first"),
            offset,
        });
    }
    if replacements * CHARACTERS_PER_REPLACEMENT > characters {
        let offset = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
        return Err(Error::Binary {
            found: format!("{replacements} invalid sequences, the first"),
            offset,
        });
    }
    Ok(())
}

static SIGNATURES: LazyLock<Vec<(Vec<u8>, &'static str)>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/signatures.tsv"))
        .map(|[bytes, format]| {
            let byte = |at: usize| {
                u8::from_str_radix(&bytes[at..at + 2], 16)
                    .expect("signatures.tsv holds hexadecimal bytes")
            };
            ((0..bytes.len()).step_by(2).map(byte).collect(), format)
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, replacements: usize) {
        let decoded = decode(bytes).unwrap();
        assert_eq!(
            (
                decoded.text.as_str(),
                decoded.encoding,
                decoded.replacements
            ),
            (text, encoding, replacements)
        );
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn unicode_with_and_without_a_mark() {
        check(b"", "", "UTF-8", 0);
        check("\u{feff}Zürich".as_bytes(), "Zürich", "UTF-8", 0);
        check("Zürich\r\nBern".as_bytes(), "Zürich\r\nBern", "UTF-8", 0);
        check(
            &utf16("\u{feff}Vienna", u16::to_le_bytes),
            "Vienna",
            "UTF-16LE",
            0,
        );
        check(
            &utf16("\u{feff}Vienna", u16::to_be_bytes),
            "Vienna",
            "UTF-16BE",
            0,
        );
        check(
            &utf16("Vienna, “Wien”", u16::to_le_bytes),
            "Vienna, “Wien”",
            "UTF-16LE",
            0,
        );
        check(
            &utf16("Vienna, “Wien”", u16::to_be_bytes),
            "Vienna, “Wien”",
            "UTF-16BE",
            0,
        );
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        check(
            b"The talks in Z\xfcrich and K\xf6ln ended.",
            "The talks in Zürich and Köln ended.",
            "windows-1252",
            0,
        );
        check(
            b"\x93We agree,\x94 she said.",
            "“We agree,” she said.",
            "windows-1252",
            0,
        );
        assert!(decode(b"Z\xfcrich").unwrap().guessed);
        assert!(!decode("Zürich".as_bytes()).unwrap().guessed);
    }

    #[test]
    fn a_declared_charset_counts_only_where_bytes_are_no_utf8() {
        let declared = Encoding::for_label(b"iso-8859-2");
        assert_eq!(decode_as(b"Wa\xb3\xeasa", declared).unwrap().text, "Wałęsa");
        assert_eq!(
            decode_as("Wałęsa".as_bytes(), declared).unwrap().text,
            "Wałęsa"
        );
    }

    #[test]
    fn damaged_utf8_keeps_its_sound_part() {
        check(
            b"Z\xc3\xbcrich, K\xc3\xb6ln, Gen\xe8ve",
            "Zürich, Köln, Gen\u{fffd}ve",
            "UTF-8",
            1,
        );
    }

    #[test]
    fn binary_data_is_refused_with_a_place() {
        let found = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(found(b"\x7fELF\x02\x01").starts_with("a program at byte 0, expected text"));
        assert!(found(b"%PDF-1.7 ...").starts_with("a PDF file"));
        assert!(
            found(b"ab\x00\x01\x02cd").starts_with("3 control characters, the first at byte 2")
        );
        assert!(decode(&[b"one stray zero \0 in about eighty characters of text is a slip and no program at all ".as_slice(); 2].concat()).is_ok());
    }

    proptest! {
        #[test]
        fn never_panics(bytes in any::<Vec<u8>>()) {
            let _ = decode(&bytes);
        }

        #[test]
        fn utf8_comes_back_unchanged(text in "[a-zäöü “”\r\n.]{0,200}") {
            prop_assert_eq!(decode(text.as_bytes()).unwrap().text, text);
        }
    }
}
