//! Codes of outside standards, parsed once at the border.

use std::fmt;

/// ISO 3166-1 alpha-3, or one of PLOVER's three-letter codes for bodies beyond states
/// (`IGO UNO EUR NGO ISM IMG MNC`), or `KOS`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 3]);

impl CountryCode {
    /// The code, when it is three capital ASCII letters. Whether such a state exists is the gazetteer's to say.
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(bytes))
    }

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("the constructor admits ASCII only")
    }

    /// True for PLOVER's codes of bodies that are no state.
    pub fn is_supranational(&self) -> bool {
        matches!(
            self.as_str(),
            "IGO" | "UNO" | "EUR" | "NGO" | "ISM" | "IMG" | "MNC"
        )
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A CAMEO event code: two to four digits, leading zeros kept (`042` is a visit, `42` is nothing).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CameoCode {
    digits: [u8; 4],
    len: u8,
}

impl CameoCode {
    /// The code, when it is two to four ASCII digits with a root from 01 to 20.
    pub fn new(code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        if !(2..=4).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let root: u8 = code[..2].parse().ok()?;
        if !(1..=20).contains(&root) {
            return None;
        }
        let mut digits = [0; 4];
        digits[..bytes.len()].copy_from_slice(bytes);
        Some(Self {
            digits,
            len: bytes.len() as u8,
        })
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.digits[..usize::from(self.len)])
            .expect("the constructor admits ASCII only")
    }

    /// The two-digit root.
    pub fn root(&self) -> &str {
        &self.as_str()[..2]
    }

    /// Goldstein value, -10 to 10, of this code in the CAMEO table; `None` when the table lacks the code.
    pub fn goldstein(&self) -> Option<f32> {
        self.table_row()?.nth(1)?.parse().ok()
    }

    /// Name of this code in the CAMEO table, in lower case.
    pub fn name(&self) -> Option<&'static str> {
        self.table_row()?.nth(2)
    }

    /// The columns of this code's row: code, Goldstein value, name.
    fn table_row(&self) -> Option<std::str::Split<'static, char>> {
        CAMEO
            .lines()
            .map(|line| line.split('\t'))
            .find(|columns| columns.clone().next() == Some(self.as_str()))
    }
}

const CAMEO: &str = include_str!("../data/cameo.tsv");

impl fmt::Debug for CameoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CameoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_codes_are_three_capitals() {
        assert_eq!(
            CountryCode::new("AUT").map(|c| c.to_string()),
            Some("AUT".to_owned())
        );
        assert!(
            ["", "AU", "AUTR", "aut", "A1T", "ÄU"]
                .iter()
                .all(|c| CountryCode::new(c).is_none())
        );
        assert!(CountryCode::new("UNO").is_some_and(|c| c.is_supranational()));
    }

    #[test]
    fn cameo_codes_keep_their_zeros() {
        assert_eq!(
            CameoCode::new("042").map(|c| (c.to_string(), c.root().to_owned())),
            Some(("042".into(), "04".into()))
        );
        assert!(
            ["4", "00", "21", "120]", "12345"]
                .iter()
                .all(|c| CameoCode::new(c).is_none())
        );
    }

    #[test]
    fn cameo_codes_know_their_table() {
        let code = |c| CameoCode::new(c).expect("a valid code");
        assert_eq!(
            (code("042").goldstein(), code("042").name()),
            (Some(1.9), Some("make a visit"))
        );
        assert_eq!(code("0429").goldstein(), None);
    }

    #[test]
    fn the_cameo_table_is_sorted_and_valid() {
        let codes: Vec<_> = CAMEO
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split('\t').next())
            .collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert!(
            codes
                .iter()
                .all(|code| CameoCode::new(code).is_some_and(|c| c.goldstein().is_some()))
        );
    }
}
