//! Reads the small tables of cue words: kind, words, an example.
//!
//! `preposition<tab>after<tab>After the talks the two sides signed a treaty.`

/// Kind and words of the rows of an embedded table. The example in the third column is for readers and tests.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?))
        })
}

/// Asserts that every line is a row of a known kind with an example, and that rows are sorted.
#[cfg(test)]
#[track_caller]
pub(crate) fn check(text: &'static str, is_kind: impl Fn(&str) -> bool) {
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        assert!(
            line.split('\t').count() == 3 && line.ends_with('.'),
            "{line}"
        );
    }
    let rows: Vec<_> = rows(text).collect();
    assert!(rows.is_sorted_by(|a, b| a < b), "not sorted");
    for (kind, words) in rows {
        assert!(is_kind(kind), "{kind}: {words}");
    }
}
