//! Decides when two spellings count as the same: words are cut into pieces without case, accents, full stops and marks.
//!
//! `Bashar al-Assad`, `Bashar Al - Assad` and `BASHAR AL-ASSAD` all fold to the pieces `bashar`, `al`, `assad`, and `U.S.`
//! folds to `us`, the piece of `US`, so that a name is found however a tokeniser cut it. What the letters looked like is kept beside each piece,
//! because `us` is no state.

/// One folded run of letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Hash of the folded letters; [`BREAK`] stands for what no name contains.
    pub(crate) hash: u64,
    /// The first letter is upper case.
    pub(crate) capital: bool,
    /// A letter after the first is upper case: `US`, `DfID`, `McCain`.
    pub(crate) inner_capital: bool,
    /// At least one letter is lower case.
    pub(crate) lower: bool,
    /// Number of folded letters, at most 255.
    pub(crate) letters: u8,
}

/// The hash of a piece that only a name with a mark of its own passes: a comma, a bracket, a quotation mark.
pub(crate) const BREAK: u64 = 0;

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// Calls `push` for each piece of a word or phrase, in order.
///
/// Hyphens, apostrophes and white space part pieces without a trace; full stops and accents vanish; any other mark is a break.
pub(crate) fn pieces(text: &str, mut push: impl FnMut(Piece)) {
    let mut open = Open::default();
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => open.letter(c as u8, false, c.is_ascii_digit()),
            'A'..='Z' => open.letter(c.to_ascii_lowercase() as u8, true, false),
            '.' | '\u{b7}' | '\u{ad}' | '\u{300}'..='\u{36f}' | 'ʾ' | 'ʿ' | 'ʻ' => {}
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '-' | '‐' | '‑' | '‒' | '–' => {
                open.close(&mut push)
            }
            _ if c.is_whitespace() => open.close(&mut push),
            '&' | '+' => {
                open.close(&mut push);
                let word = if c == '&' { "and" } else { "plus" };
                word.bytes().for_each(|b| open.letter(b, false, true));
                open.close(&mut push);
            }
            _ if c.is_alphanumeric() => open.other(c),
            _ => {
                open.close(&mut push);
                push(Piece {
                    hash: BREAK,
                    capital: false,
                    inner_capital: false,
                    lower: false,
                    letters: 0,
                });
            }
        }
    }
    open.close(&mut push);
}

/// Hash of a whole phrase, for tables keyed by one name; `None` without a letter.
pub(crate) fn phrase_hash(text: &str) -> Option<u64> {
    let mut hash = None;
    pieces(text, |piece| {
        hash = Some(join(hash.unwrap_or(0), piece.hash))
    });
    hash
}

/// Mixes the hash of a piece into the state of what came before it.
pub(crate) fn join(before: u64, piece: u64) -> u64 {
    let mixed = (before.rotate_left(23) ^ piece).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 32)
}

struct Open {
    hash: u64,
    letters: u8,
    capital: bool,
    inner_capital: bool,
    lower: bool,
}

impl Default for Open {
    fn default() -> Self {
        Open {
            hash: FNV_OFFSET,
            letters: 0,
            capital: false,
            inner_capital: false,
            lower: false,
        }
    }
}

impl Open {
    fn letter(&mut self, byte: u8, upper: bool, caseless: bool) {
        if self.letters == 0 {
            self.capital = upper;
        } else {
            self.inner_capital |= upper;
        }
        self.lower |= !upper && !caseless;
        self.letters = self.letters.saturating_add(1);
        self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
    }

    fn other(&mut self, c: char) {
        let upper = c.is_uppercase();
        let caseless = !upper && !c.is_lowercase();
        let lower = c.to_lowercase().next().unwrap_or(c);
        let plain = unaccented(lower);
        if plain.is_empty() {
            let mut buffer = [0; 4];
            lower
                .encode_utf8(&mut buffer)
                .bytes()
                .for_each(|b| self.letter(b, upper, caseless));
        } else {
            plain.bytes().for_each(|b| self.letter(b, upper, caseless));
        }
    }

    fn close(&mut self, push: &mut impl FnMut(Piece)) {
        let open = std::mem::take(self);
        if open.letters > 0 {
            // A name could only clash with a break by chance; the lowest bit keeps them apart.
            push(Piece {
                hash: open.hash | 1,
                capital: open.capital,
                inner_capital: open.inner_capital,
                lower: open.lower,
                letters: open.letters,
            });
        }
    }
}

/// The plain letters of an accented lower-case Latin letter; empty for any other character.
fn unaccented(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' | 'ə' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str) {
        let fold = |text: &str| {
            let mut all = Vec::new();
            pieces(text, |piece| all.push(piece.hash));
            all
        };
        assert_eq!(fold(a), fold(b), "{a} and {b}");
    }

    #[test]
    fn one_name_in_many_spellings() {
        check("Bashar al-Assad", "BASHAR AL - ASSAD");
        check("U.S.", "us");
        check("Côte d’Ivoire", "Cote d'Ivoire");
        check("Antigua & Barbuda", "Antigua and Barbuda");
        check("P5+1", "P5 plus 1");
        check("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan");
        check("Phạm Minh Chính", "Pham Minh Chinh");
        check("I\u{307}stanbul", "İstanbul");
    }

    #[test]
    fn letters_are_remembered() {
        let mut all = Vec::new();
        pieces("U.S. Us us", |piece| {
            all.push((piece.capital, piece.inner_capital))
        });
        assert_eq!(all, [(true, true), (true, false), (false, false)]);
    }

    #[test]
    fn a_comma_is_a_break() {
        let mut all = Vec::new();
        pieces("Jordan, Chad", |piece| all.push(piece.hash == BREAK));
        assert_eq!(all, [false, true, false]);
    }
}
