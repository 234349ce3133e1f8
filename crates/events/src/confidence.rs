//! How likely a found event is right: a logistic regression over its signs, whose weights are data.
//!
//! The weights of all signs that hold are added up; `1 / (1 + e^-sum)` is the probability. A verb with both parties
//! (`Chad raided a camp in Sudan`) gains, a bare noun without a doer loses. `docs/events.md` tells how the weights are trained.

use crate::error::{FrameError, Location};

/// Sign of the constant, which always holds.
const CONSTANT: (&str, &str, &str) = ("constant", "-", "-");
/// Row that holds the least probability of an event that is kept.
const THRESHOLD: (&str, &str, &str) = ("threshold", "-", "-");

/// Weights of signs, sorted by sign.
#[derive(Debug)]
pub(crate) struct Confidence {
    weights: Vec<([Box<str>; 3], f32)>,
}

impl Confidence {
    /// Reads a table of four columns: sign, value, second value or `-`, weight.
    ///
    /// # Errors
    /// When a row has fewer or more columns, its weight is no number, or it does not stand in order.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, FrameError> {
        let mut weights: Vec<([Box<str>; 3], f32)> = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |expected, found: &str| FrameError::Row {
                at: Location {
                    file: file.to_owned(),
                    line: number,
                    column: 1,
                },
                expected,
                found: found.to_owned(),
            };
            let &[sign, value, with, weight] = line.split('\t').collect::<Vec<_>>().as_slice()
            else {
                return Err(wrong("4 tab-separated fields", line));
            };
            let weight: f32 = weight
                .parse()
                .ok()
                .filter(|weight: &f32| weight.is_finite())
                .ok_or_else(|| wrong("a weight", weight))?;
            let sign = [sign, value, with].map(Box::from);
            if weights.last().is_some_and(|(last, _)| *last >= sign) {
                return Err(wrong("signs in order, each once", line));
            }
            weights.push((sign, weight));
        }
        Ok(Self { weights })
    }

    /// The probability of an event with the signs that `each` visits. Signs without a weight count nothing.
    pub(crate) fn of(&self, each: impl FnOnce(&mut dyn FnMut(&str, &str, &str))) -> f32 {
        let mut sum = self.weight(CONSTANT);
        each(&mut |sign, value, with| sum += self.weight((sign, value, with)));
        1.0 / (1.0 + (-sum).exp())
    }

    /// True when an event of this probability is kept.
    pub(crate) fn admits(&self, probability: f32) -> bool {
        probability >= self.weight(THRESHOLD)
    }

    fn weight(&self, sign: (&str, &str, &str)) -> f32 {
        self.weights
            .binary_search_by(|([a, b, c], _)| (&**a, &**b, &**c).cmp(&sign))
            .map_or(0.0, |at| self.weights[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TABLE: &str =
        "# signs\nconstant\t-\t-\t0\npart\tnoun\t-\t-1.5\nrule\tx\ty\t2\nthreshold\t-\t-\t.4";

    #[track_caller]
    fn check(signs: &[(&str, &str, &str)], expected: f32, is_kept: bool) {
        let table = Confidence::parse("c.tsv", TABLE).expect("valid");
        let found = table.of(|visit| signs.iter().for_each(|(a, b, c)| visit(a, b, c)));
        assert!((found - expected).abs() < 0.001, "{found}");
        assert_eq!(table.admits(found), is_kept);
    }

    #[test]
    fn weights_add_up() {
        check(&[], 0.5, true);
        check(&[("part", "noun", "-")], 0.182, false);
        check(&[("part", "noun", "-"), ("rule", "x", "y")], 0.622, true);
        check(&[("part", "verb", "-"), ("rule", "x", "-")], 0.5, true);
    }

    #[test]
    fn a_bad_row_is_named() {
        for (text, message) in [
            (
                "\na\tb\t-",
                "c.tsv:2:1: expected 4 tab-separated fields, found `a\tb\t-`",
            ),
            ("a\tb\t-\tx", "c.tsv:1:1: expected a weight, found `x`"),
            (
                "a\tb\t-\t1\na\tb\t-\t1",
                "c.tsv:2:1: expected signs in order, each once, found `a\tb\t-\t1`",
            ),
        ] {
            let error = Confidence::parse("c.tsv", text).expect_err("a bad row");
            assert_eq!(error.to_string(), message);
        }
    }

    proptest! {
        #[test]
        fn any_table_is_read_or_refused(text in "[a-c0-9.\t\n#-]{0,40}") {
            if let Ok(table) = Confidence::parse("c.tsv", &text) {
                let found = table.of(|visit| visit("a", "b", "-"));
                prop_assert!((0.0..=1.0).contains(&found));
            }
        }
    }
}
