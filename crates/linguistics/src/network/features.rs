//! Turns one word into the row numbers that the network looks up, before any context is seen.
//!
//! A word nobody trained on still says much by its outside: *Kovačevićs'* ends in a genitive mark, starts with a
//! capital and follows the pattern `Xxxxx'`. So each word is described by its hashed form (two rows that are summed, so
//! that two words share both only by rare accident), its last two, three and four letters, its first three letters and
//! its shape. Hashing needs no word list and has no unknown words. Two fixed tables come on top: one of word vectors,
//! looked up by [`Features::key`], and one of word pieces, found by [`for_each_piece`].
//!
//! Training and inference both call this module; a change here makes existing weights meaningless, so it goes with
//! a new [`VERSION`](super::format::VERSION).

/// Rows of the table of hashed forms (a power of two).
pub const FORM_ROWS: usize = 8192;
/// Columns of the table of hashed forms.
pub const FORM_WIDTH: usize = 96;
/// Rows of the table that suffixes of two, three and four letters share (a power of two).
pub const SUFFIX_ROWS: usize = 4096;
/// Rows of the table of first three letters (a power of two).
pub const PREFIX_ROWS: usize = 2048;
/// Rows of the table of shapes (a power of two).
pub const SHAPE_ROWS: usize = 2048;
/// Columns of the suffix, prefix and shape tables.
pub const AFFIX_WIDTH: usize = 48;
/// Columns of the fixed word-vector table and of the fixed piece table.
pub const VECTOR_WIDTH: usize = 64;
/// Columns of the input of the first layer: form, suffixes, prefix, shape, word vector, pieces, in this order.
pub const INPUT_WIDTH: usize = FORM_WIDTH + 3 * AFFIX_WIDTH + 2 * VECTOR_WIDTH;

/// Longest run of one character class that a shape keeps: *parliament* is `xxxx`.
const SHAPE_RUN: usize = 4;
/// Longest shape in characters; the rest of the word is not looked at.
const SHAPE_LENGTH: usize = 12;
/// Words of more bytes are not cut into pieces.
const PIECES_MAX_BYTES: usize = 100;

/// The rows of one word in the trained tables, and its key in the fixed table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Features {
    /// Two rows of the form table, to be summed; both below [`FORM_ROWS`].
    pub form: [u32; 2],
    /// Rows of the suffixes of two, three and four letters, to be summed; below [`SUFFIX_ROWS`].
    pub suffix: [u32; 3],
    /// Row of the first three letters; below [`PREFIX_ROWS`].
    pub prefix: u32,
    /// Row of the shape; below [`SHAPE_ROWS`].
    pub shape: u32,
    /// Key of the normalised word in the fixed word-vector table.
    pub key: u32,
}

/// Describes a word by its rows. `buffer` is scratch space: reused, its content does not matter.
///
/// # Examples
///
/// ```
/// use chancery_linguistics::network::features::features;
///
/// let mut buffer = String::new();
/// let capital = features("Talks", &mut buffer);
/// let lower = features("talks", &mut buffer);
/// assert_eq!(capital.form, lower.form);
/// assert_ne!(capital.shape, lower.shape);
/// ```
#[must_use]
pub fn features(word: &str, buffer: &mut String) -> Features {
    shape(word, buffer);
    let shape = row(finish(hash(b's', buffer)), SHAPE_ROWS);
    normalize(word, buffer);
    let form = finish(hash(b'f', buffer));
    Features {
        form: [row(form, FORM_ROWS), row(form >> 32, FORM_ROWS)],
        suffix: [2, 3, 4].map(|n| {
            row(
                finish(hash(b'0' + n, last_chars(buffer, n.into()))),
                SUFFIX_ROWS,
            )
        }),
        prefix: row(finish(hash(b'p', first_chars(buffer, 3))), PREFIX_ROWS),
        shape,
        key: key(buffer),
    }
}

/// Writes the normalised form of `word` into `out`: marks of one function made equal, lower case, digits to `0`.
///
/// All double quotation marks (also ` `` ` and `''`) become `"`, single ones and apostrophes `'`, long dashes (also `--`)
/// `—`, and `...` becomes `…`.
pub fn normalize(word: &str, out: &mut String) {
    out.clear();
    for c in marks_normalized(word) {
        if c.is_ascii() {
            out.push(if c.is_ascii_digit() {
                '0'
            } else {
                c.to_ascii_lowercase()
            });
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

/// The key of a string in a fixed table: the words of the vector table and the pieces of the piece table.
///
/// A piece that continues a word is written with `##` before it, as in its source.
#[must_use]
pub fn key(text: &str) -> u32 {
    key_of(hash(b'k', text))
}

/// Cuts a word into the longest known pieces from left to right and hands on the row of each.
///
/// `find` gives the row of a piece by its [`key`]. The word is lower-cased, Latin letters lose their accents, and each
/// punctuation mark stands alone; a character that starts no known piece is skipped. A word of more than 100 bytes has no
/// pieces. `buffer` is scratch space.
pub fn for_each_piece(
    word: &str,
    buffer: &mut String,
    find: impl Fn(u32) -> Option<u32>,
    mut on_piece: impl FnMut(u32),
) {
    if word.len() > PIECES_MAX_BYTES {
        return;
    }
    buffer.clear();
    buffer.extend(
        marks_normalized(word)
            .flat_map(char::to_lowercase)
            .map(without_accent),
    );
    let mut rest = buffer.as_str();
    let mut continues = false;
    while let Some(first) = rest.chars().next() {
        if is_mark(first) {
            let (mark, tail) = rest.split_at(first.len_utf8());
            if let Some(found) = find(key(mark)) {
                on_piece(found);
            }
            rest = tail;
            continues = false;
            continue;
        }
        let mut state = hash(b'k', if continues { "##" } else { "" });
        let mut longest = None;
        for (start, c) in rest.char_indices() {
            if is_mark(c) {
                break;
            }
            let end = start + c.len_utf8();
            state = extend(state, &rest.as_bytes()[start..end]);
            if let Some(found) = find(key_of(state)) {
                longest = Some((end, found));
            }
        }
        let end = match longest {
            Some((end, found)) => {
                on_piece(found);
                end
            }
            None => first.len_utf8(),
        };
        rest = &rest[end..];
        continues = true;
    }
}

/// Writes the shape of `word`: `X` for a capital, `x` for another letter, `d` for a digit, marks as they are.
fn shape(word: &str, out: &mut String) {
    out.clear();
    let (mut previous, mut run, mut length) = (None, 0, 0);
    for c in marks_normalized(word) {
        let class = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            'd'
        } else {
            c
        };
        run = if previous == Some(class) { run + 1 } else { 1 };
        previous = Some(class);
        if run <= SHAPE_RUN {
            out.push(class);
            length += 1;
            if length == SHAPE_LENGTH {
                return;
            }
        }
    }
}

/// The characters of `word` with marks of one function made equal.
fn marks_normalized(word: &str) -> impl Iterator<Item = char> {
    let whole = whole_word_mark(word);
    let rest = if whole.is_some() { "" } else { word };
    whole.into_iter().chain(rest.chars().map(normalize_mark))
}

/// The single mark that a typewriter mark of several characters stands for.
fn whole_word_mark(word: &str) -> Option<char> {
    match word {
        "``" | "''" => Some('"'),
        "--" | "---" => Some('—'),
        "..." | "...." | ". . ." => Some('…'),
        _ => None,
    }
}

fn normalize_mark(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '′' | '＇' => '\'',
        '–' | '―' => '—',
        '‐' | '‑' => '-',
        _ => c,
    }
}

fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '—' | '…' | '•' | '·' | '£' | '€' | '°' | '§' | '¿' | '¡')
}

/// The plain letter under a Latin letter with an accent; any other character as it is.
fn without_accent(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}

fn last_chars(text: &str, n: usize) -> &str {
    let start = text.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
    &text[start..]
}

fn first_chars(text: &str, n: usize) -> &str {
    let end = text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// The state of the hash after `salt` and `text`: FNV-1a, 64 bits.
fn hash(salt: u8, text: &str) -> u64 {
    extend(extend(0xcbf2_9ce4_8422_2325, &[salt]), text.as_bytes())
}

fn extend(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |state, &byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Spreads the state over all bits (the finaliser of MurmurHash3), since rows are taken from the low ones.
fn finish(mut state: u64) -> u64 {
    state ^= state >> 33;
    state = state.wrapping_mul(0xff51_afd7_ed55_8ccd);
    state ^= state >> 33;
    state = state.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}

fn key_of(state: u64) -> u32 {
    (finish(state) & u64::from(u32::MAX)) as u32
}

fn row(hash: u64, rows: usize) -> u32 {
    (hash & (rows as u64 - 1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check_normalized(word: &str, expected: &str) {
        let mut out = String::from("left over");
        normalize(word, &mut out);
        assert_eq!(out, expected);
    }

    fn check_shape(word: &str, expected: &str) {
        let mut out = String::from("left over");
        shape(word, &mut out);
        assert_eq!(out, expected);
    }

    fn check_pieces(word: &str, expected: &[&str]) {
        let known = ["sum", "summit", "##mit", "##s", "-", "u", ".", "tusk"];
        let find = |wanted| {
            known
                .iter()
                .position(|piece| key(piece) == wanted)
                .map(|at| at as u32)
        };
        let mut found = Vec::new();
        for_each_piece(word, &mut String::new(), find, |row| {
            found.push(known[row as usize])
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn normalizes_case_digits_and_marks() {
        check_normalized("Talks", "talks");
        check_normalized("1,250th", "0,000th");
        check_normalized("n’t", "n't");
        check_normalized("``", "\"");
        check_normalized("“", "\"");
        check_normalized("--", "—");
        check_normalized("ÖVP", "övp");
    }

    #[test]
    fn shapes_keep_classes_and_short_runs() {
        check_shape("Talks", "Xxxxx");
        check_shape("parliament", "xxxx");
        check_shape("McAllister", "XxXxxxx");
        check_shape("U.S.", "X.X.");
        check_shape("2,500", "d,ddd");
        check_shape("’s", "'x");
        check_shape("``", "\"");
    }

    #[test]
    fn marks_of_one_function_are_one_word() {
        let mut buffer = String::new();
        assert_eq!(
            features("“", &mut buffer).form,
            features("''", &mut buffer).form
        );
        assert_ne!(
            features("“", &mut buffer).form,
            features("’", &mut buffer).form
        );
    }

    #[test]
    fn cuts_the_longest_pieces() {
        check_pieces("Summits", &["summit", "##s"]);
        check_pieces("sum-summit", &["sum", "-", "summit"]);
        check_pieces("U.S.", &["u", ".", "."]);
        check_pieces("Tüsk", &["tusk"]);
        check_pieces("qsum", &["##s"]);
        check_pieces("qmit", &["##mit"]);
    }

    proptest! {
        #[test]
        fn rows_are_in_range_for_any_text(word in any::<String>()) {
            let mut buffer = String::new();
            let rows = features(&word, &mut buffer);
            prop_assert!(rows.form.iter().all(|&row| (row as usize) < FORM_ROWS));
            prop_assert!(rows.suffix.iter().all(|&row| (row as usize) < SUFFIX_ROWS));
            prop_assert!((rows.prefix as usize) < PREFIX_ROWS && (rows.shape as usize) < SHAPE_ROWS);
            prop_assert_eq!(rows, features(&word, &mut buffer));
            for_each_piece(&word, &mut buffer, |key| (key % 3 == 0).then_some(key), |_| ());
        }
    }
}
