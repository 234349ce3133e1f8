//! Decides which fields a row of a CSV table holds, and where each of their characters stands.
//!
//! `a;"Envoys ""met"""` holds `a` and `Envoys "met"`, whose quotation marks are two bytes each. The row has been read already.

use chancery_model::SegmentKind;
use memchr::memchr;

use super::traced::Traced;

/// All fields in order.
pub(crate) fn fields(row: &str, separator: u8) -> Vec<Traced> {
    let bytes = row.as_bytes();
    let (mut fields, mut field) = (Vec::new(), Traced::default());
    let mut at = 0;
    loop {
        // Only at its head do quotation marks hold a field together.
        if bytes.get(at) == Some(&b'"') {
            at = quoted(row, at + 1, &mut field);
        }
        let end = memchr(separator, &bytes[at..]).map_or(row.len(), |found| at + found);
        field.copy(&row[at..end], at);
        fields.push(std::mem::take(&mut field));
        if end == row.len() {
            return fields;
        }
        at = end + 1;
    }
}

/// Adds what stands in quotation marks. The byte after the closing one.
fn quoted(row: &str, mut at: usize, field: &mut Traced) -> usize {
    let bytes = row.as_bytes();
    loop {
        let mark = memchr(b'"', &bytes[at..]).map_or(row.len(), |found| at + found);
        field.copy(&row[at..mark], at);
        if bytes.get(mark + 1) != Some(&b'"') {
            return (mark + 1).min(row.len());
        }
        field.push("\"", mark..mark + 2, SegmentKind::Decoded);
        at = mark + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(row: &str, expected: &[&str]) {
        let found: Vec<_> = fields(row, b';')
            .into_iter()
            .map(|field| field.text)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn quotation_marks_hold_a_field_together() {
        check("", &[""]);
        check("a;b c;", &["a", "b c", ""]);
        check("\"a;\nb\";\"x\"\"y\"\"\"", &["a;\nb", "x\"y\""]);
        check("\"a\"b;c\"d", &["ab", "c\"d"]);
        check("\"a;b", &["a;b"]);
    }

    proptest! {
        #[test]
        fn reads_as_the_library_does(row in "[a\";é]{0,20}") {
            // A line break ends the row where it is not quoted.
            let written = format!("{row}\n");
            let mut reader = csv_core::ReaderBuilder::new().delimiter(b';').build();
            let (mut out, mut ends) = ([0; 100], [0; 50]);
            let (result, _, _, n) = reader.read_record(written.as_bytes(), &mut out, &mut ends);
            if result == csv_core::ReadRecordResult::Record {
                let starts = std::iter::once(0).chain(ends);
                let expected = starts.zip(ends).take(n).map(|(start, end)| String::from_utf8_lossy(&out[start..end]).into_owned());
                let found = fields(&row, b';').into_iter().map(|field| field.text);
                prop_assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            }
        }
    }
}
