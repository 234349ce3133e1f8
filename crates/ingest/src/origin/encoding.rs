//! Decides which bytes each decoded character was.
//!
//! In windows-1252 `“Zürich”` has a byte a character. Runs of ASCII are taken as they are; the rest goes to the decoder
//! byte by byte, until it gives a character.

use chancery_model::SegmentKind;
use encoding_rs::{CoderResult, Encoding, UTF_8};

use super::traced::Traced;

/// Room for what a decoder gives after one byte: two replacements and a character at most.
const ROOM: usize = 32;

/// Decodes bytes, a byte order mark left out. `None` where that cannot be done piece by piece.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Option<Traced> {
    let mark = match Encoding::for_bom(bytes) {
        Some((marked, mark)) if marked == encoding => mark,
        _ => 0,
    };
    let mut traced = Traced::default();
    if encoding == UTF_8 {
        let mut at = mark;
        for chunk in bytes[mark..].utf8_chunks() {
            let (valid, invalid) = (chunk.valid(), chunk.invalid());
            traced.copy(valid, at);
            at += valid.len();
            if !invalid.is_empty() {
                traced.push("\u{fffd}", at..at + invalid.len(), SegmentKind::Copied);
                at += invalid.len();
            }
        }
        return Some(traced);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut room = [0; ROOM];
    let (mut at, mut start) = (mark, mark);
    while at < bytes.len() {
        if start == at && encoding.is_ascii_compatible() {
            let run = Encoding::ascii_valid_up_to(&bytes[at..]);
            let ascii = std::str::from_utf8(&bytes[at..at + run]).ok()?;
            traced.copy(ascii, at);
            at += run;
            start = at;
            if at == bytes.len() {
                break;
            }
        }
        let (result, _, written, _) =
            decoder.decode_to_utf8(&bytes[at..=at], &mut room, at + 1 == bytes.len());
        if result == CoderResult::OutputFull {
            return None;
        }
        at += 1;
        if written > 0 {
            let made = std::str::from_utf8(&room[..written]).ok()?;
            traced.push(made, start..at, SegmentKind::Copied);
            start = at;
        }
    }
    // A decoder may still hold on to a byte when it gives a character, and the next run of ASCII passed it by.
    let whole = encoding.decode_without_bom_handling(&bytes[mark..]).0;
    (encoding.is_single_byte() || whole == traced.text).then_some(traced)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The words of `text` are the bytes of `word` in `encoding`, and nothing else is.
    fn check(label: &str, text: &str, word: &str) {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        let mut bytes = encoding.encode(text).0.into_owned();
        if label.starts_with("utf-16") {
            let wide = text.encode_utf16();
            bytes = wide.flat_map(u16::to_le_bytes).collect();
        }
        let traced = decode(&bytes, encoding).unwrap();
        assert_eq!(traced.text, text);
        let at = text.find(word).unwrap();
        let parts: Vec<_> = traced.parts(at..at + word.len()).collect();
        let range = parts[0].source.start..parts[parts.len() - 1].source.end;
        let found = encoding.decode_without_bom_handling(&bytes[range]).0;
        assert_eq!(found, word);
    }

    #[test]
    fn words_of_every_encoding_are_found() {
        for label in ["utf-8", "windows-1252", "utf-16le"] {
            check(label, "“Grüße” aus Zürich – über Köln", "Zürich");
        }
        check("koi8-r", "Встреча в Вене", "Вене");
        check("shift_jis", "東京 (Kyodo) 外相が会談", "外相");
        check("gb18030", "北京 Xinhua 外长会谈", "会谈");
        check("euc-kr", "서울 (Yonhap) 장관", "장관");
        check("iso-2022-jp", "東京 (Kyodo) 外相", "Kyodo");
    }

    #[test]
    fn bad_bytes_are_one_character() {
        let traced = decode(b"\xef\xbb\xbfGen\xe8ve", UTF_8).unwrap();
        let parts: Vec<_> = traced.parts(0..traced.text.len()).collect();
        assert_eq!(parts.len(), 3);
        assert_eq!(parts[1].source, 6..7);
        assert_eq!(traced.text, "Gen\u{fffd}ve");
    }

    proptest! {
        #[test]
        fn decodes_as_the_library_does(bytes in any::<Vec<u8>>(), label in "utf-8|windows-125[0-8]|utf-16[lb]e|big5|gb18030|shift_jis|euc-jp|euc-kr|iso-2022-jp") {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let mark = Encoding::for_bom(&bytes).filter(|(found, _)| *found == encoding).map_or(0, |(_, len)| len);
            if let Some(traced) = decode(&bytes, encoding) {
                prop_assert_eq!(&traced.text, &encoding.decode_without_bom_handling(&bytes[mark..]).0);
                let end = traced.parts(0..traced.text.len()).map(|part| part.source.end).max();
                prop_assert!(end.unwrap_or(0) <= bytes.len());
            }
        }
    }
}
