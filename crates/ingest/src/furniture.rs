//! Decides whether a line is wire furniture (slug, byline, credit) by the words it holds.
//!
//! `(Recasts with reaction)`, `-30-`, `By Anna Beispiel`, `Reporting by Anna Beispiel; Editing by Max Muster`.

use std::sync::LazyLock;

use chancery_model::ParagraphKind;

use crate::tsv;

/// Longest line, in bytes, that may be furniture; credits name many people.
const MAX_LINE: usize = 400;
const MAX_BYLINE_WORDS: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
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
    let folded = line.to_lowercase();
    let bracketed = folded
        .strip_prefix(['(', '['])
        .filter(|inner| inner.ends_with([')', ']']));
    let fits = |row: &Row| match row.place {
        Place::Line => folded == row.words,
        Place::Start => starts_with_words(&folded, row.words),
        Place::End => folded.ends_with(row.words),
        Place::Bracket => bracketed.is_some_and(|inner| starts_with_words(inner, row.words)),
    };
    let kind = ROWS.iter().find(|row| fits(row))?.kind;
    (kind != ParagraphKind::Byline || is_byline(line)).then_some(kind)
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

    #[test]
    fn lines_for_editors() {
        check(
            "ATTENTION - UPDATES with audience ///",
            Some(ParagraphKind::Slug),
        );
        check("(Recasts with reaction)", Some(ParagraphKind::Slug));
        check("(Adds quotes, background)", Some(ParagraphKind::Slug));
        check("CORRECTED", Some(ParagraphKind::Slug));
        check("-30-", Some(ParagraphKind::Slug));
        check("(more)", Some(ParagraphKind::Slug));
        check("(The minister did not say when.)", None);
        check("Ending the war is a duty.", None);
    }

    #[test]
    fn authors_and_credits() {
        check("By Anna Beispiel", Some(ParagraphKind::Byline));
        check(
            "By Anna Beispiel and Max Muster",
            Some(ParagraphKind::Byline),
        );
        check("By Friday the envoys had left.", None);
        check("By then the envoys of all three states had left town", None);
        check("(Source: Beispiel.at)", Some(ParagraphKind::Credit));
        check(
            "Reporting by Anna Beispiel; Editing by Max Muster",
            Some(ParagraphKind::Credit),
        );
        check("Sourced gas is cheap.", None);
        assert_eq!(credit("(Source: Beispiel.at)"), "Beispiel.at");
        assert_eq!(
            credit("(Reporting by Anna Beispiel; Editing: M)"),
            "Reporting by Anna Beispiel; Editing: M"
        );
        assert_eq!(author("By Anna Beispiel"), "Anna Beispiel");
    }
}
