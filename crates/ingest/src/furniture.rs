//! Decides whether a line is wire furniture (slug, byline, credit) by the words it holds.
//!
//! `(Recasts with reaction)`, `-30-`, `By Anna Beispiel`, `Reporting by Anna Beispiel; Editing by Max Muster`.

use std::sync::LazyLock;

use chancery_model::ParagraphKind;

use crate::tsv;

/// Longest line, in bytes, that may be furniture; credits name many people.
const MAX_LINE: usize = 400;
/// Longest line, in bytes, that may be a mark.
const MAX_MARK: usize = 60;
const MAX_BYLINE_WORDS: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    /// Between marks, as in `- 30 -`, `(MORE)`.
    Frame,
    Start,
    End,
    Bracket,
}

struct Row {
    kind: ParagraphKind,
    place: Place,
    words: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    tsv::rows(include_str!("../data/furniture.tsv"))
        .map(|[kind, place, words]| Row {
            kind: match kind {
                "byline" => ParagraphKind::Byline,
                "credit" => ParagraphKind::Credit,
                _ => ParagraphKind::Slug,
            },
            place: match place {
                "line" => Place::Line,
                "frame" => Place::Frame,
                "start" => Place::Start,
                "end" => Place::End,
                _ => Place::Bracket,
            },
            words,
        })
        .collect()
});

/// The kind of furniture that a line is. Where it stands in the story is for the caller to judge.
pub(crate) fn kind(line: &str) -> Option<ParagraphKind> {
    if line.len() > MAX_LINE {
        return None;
    }
    if is_mark(line) {
        return Some(ParagraphKind::Slug);
    }
    if is_initials(line) {
        return Some(ParagraphKind::Credit);
    }
    let folded = line.to_lowercase();
    let bracketed = folded
        .strip_prefix(['(', '['])
        .filter(|inner| inner.trim_end_matches('.').ends_with([')', ']']));
    let fits = |row: &Row| match row.place {
        Place::Line => folded == row.words,
        Place::Frame => false,
        Place::Start => starts_with_words(&folded, row.words),
        Place::End => folded.trim_end_matches('.').ends_with(row.words),
        Place::Bracket => bracketed.is_some_and(|inner| starts_with_words(inner, row.words)),
    };
    let kind = ROWS.iter().find(|row| fits(row))?.kind;
    (kind != ParagraphKind::Byline || is_byline(line)).then_some(kind)
}

/// `(MORE)`, `- 30 -`, `* * *`: a line that is no story wherever it stands.
pub(crate) fn is_mark(line: &str) -> bool {
    const MARKS: [char; 14] = [
        '-', '–', '—', '*', '/', '~', '=', '_', '#', '.', '(', ')', '[', ']',
    ];
    let is_mark = |c: char| MARKS.contains(&c) || c.is_whitespace();
    let inner = line.trim_matches(is_mark);
    let framed = line.starts_with(MARKS) && line.ends_with(MARKS);
    if line.len() > MAX_MARK || !framed {
        return false;
    }
    let inner = inner.to_lowercase();
    let mut rows = ROWS.iter().filter(|row| row.place == Place::Frame);
    inner.is_empty() || rows.any(|row| row.words == inner)
}

/// `abc/def/gh`: who wrote and edited, as AFP and dpa sign.
fn is_initials(line: &str) -> bool {
    let parts = line.split('/');
    let short =
        |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    parts.clone().count() > 1 && parts.into_iter().all(short)
}

/// The author of `By Anna Beispiel`: the line without its first word.
pub(crate) fn author(byline: &str) -> &str {
    let mut words = byline.splitn(2, char::is_whitespace);
    match (words.next(), words.next()) {
        (Some(by), Some(rest)) if by.eq_ignore_ascii_case("by") => rest.trim(),
        _ => byline,
    }
}

/// The words of a credit: `CNTV.cn` of `(Source: CNTV.cn)`, a `Reporting by …` line as it is, without brackets.
pub(crate) fn credit(line: &str) -> &str {
    let inner = line
        .trim_start_matches(['(', '['])
        .trim_end_matches([')', ']']);
    match inner.split_once(':') {
        Some((label, rest)) if !label.contains(' ') && !rest.trim().is_empty() => rest.trim(),
        _ => inner,
    }
}

fn starts_with_words(text: &str, words: &str) -> bool {
    let whole = |rest: &str| {
        !words.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    };
    text.strip_prefix(words).is_some_and(whole)
}

/// A byline is short, ends without a full stop, and names people: its words are capitalised but for a few joints.
fn is_byline(line: &str) -> bool {
    let words: Vec<_> = line.split_whitespace().collect();
    let lower = words
        .iter()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    let digits = line.contains(|c: char| c.is_ascii_digit());
    let ends = line.ends_with(['.', '!', '?', ':', ';', ',', '…']);
    (2..=MAX_BYLINE_WORDS).contains(&words.len()) && 3 * lower <= words.len() && !digits && !ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<ParagraphKind>) {
        assert_eq!(kind(line), expected, "{line}");
    }

    /// Lines of each kind; `-` is none.
    #[test]
    fn lines_of_the_table() {
        for [kind, line] in tsv::rows(include_str!("../tests/furniture.tsv")) {
            let kind = match kind {
                "byline" => Some(ParagraphKind::Byline),
                "credit" => Some(ParagraphKind::Credit),
                "slug" => Some(ParagraphKind::Slug),
                _ => None,
            };
            check(line, kind);
        }
    }

    #[test]
    fn authors_and_credits() {
        assert_eq!(credit("(Source: Beispiel.at)"), "Beispiel.at");
        assert_eq!(
            credit("(Reporting by Anna Beispiel; Editing: M)"),
            "Reporting by Anna Beispiel; Editing: M"
        );
        assert_eq!(author("By Anna Beispiel"), "Anna Beispiel");
    }
}
