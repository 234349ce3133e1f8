//! Decides which lines of a text belong to one paragraph.
//!
//! Old wire copy is wrapped by hand: lines of 60 to 80 columns, each as full as the next word allows. Such lines are one
//! paragraph; elsewhere every line is one. `The envoys met in / Vienna on Friday.` is wrapped where `Vienna` did not fit.

use std::ops::Range;

/// Columns that hand-wrapped text may have.
pub(crate) const WRAP_COLUMNS: Range<usize> = 40..101;

/// A line without the white space around it.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
    indented: bool,
}

/// Bytes of each paragraph, trimmed, in order, none empty.
pub(crate) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut block: Vec<Line<'_>> = Vec::new();
    let mut line_start = 0;
    for raw in text.split_inclusive(is_break) {
        let body = raw.trim();
        if body.is_empty() {
            // The `\n` of `\r\n` is no blank line.
            if !(raw == "\n" && text[..line_start].ends_with('\r')) {
                close(&mut block, &mut found);
            }
        } else {
            let lead = raw.len() - raw.trim_start().len();
            block.push(Line {
                text: body,
                start: line_start + lead,
                indented: lead > 1 || raw.starts_with('\t'),
            });
        }
        line_start += raw.len();
    }
    close(&mut block, &mut found);
    found
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Adds the paragraphs of the lines between two blank ones.
fn close(block: &mut Vec<Line<'_>>, found: &mut Vec<Range<usize>>) {
    let columns = wrap_columns(block);
    let mut last: Option<Line<'_>> = None;
    for line in block.drain(..) {
        let end = line.start + line.text.len();
        let joins = |before: Line<'_>| {
            columns
                .is_some_and(|columns| !line.indented && is_full(before.text, line.text, columns))
        };
        match (last, found.last_mut()) {
            (Some(before), Some(paragraph)) if joins(before) => paragraph.end = end,
            _ => found.push(line.start..end),
        }
        last = Some(line);
    }
}

/// Width to which a block was wrapped by hand: most lines are full, and most full lines do not end a sentence.
fn wrap_columns(block: &[Line<'_>]) -> Option<usize> {
    let columns = block.iter().map(|line| line.text.chars().count()).max()?;
    if block.len() < 2 || !WRAP_COLUMNS.contains(&columns) {
        return None;
    }
    let breaks = block
        .windows(2)
        .filter(|pair| !pair[1].indented || pair[0].indented)
        .count();
    let wrapped = block
        .windows(2)
        .filter(|pair| is_full(pair[0].text, pair[1].text, columns) && !ends_sentence(pair[0].text))
        .count();
    (wrapped > 0 && 2 * wrapped >= breaks).then_some(columns)
}

/// True when the first word of `next` had no room at the end of `line`.
fn is_full(line: &str, next: &str, columns: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() > columns
}

pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = paragraphs(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_line_is_a_paragraph() {
        check("", &[]);
        check("One.\nTwo.\r\n\r\n  Three. \n", &["One.", "Two.", "Three."]);
        check(
            "The envoys met in the old palace on Friday.\nThey did not shake hands.",
            &[
                "The envoys met in the old palace on Friday.",
                "They did not shake hands.",
            ],
        );
        check("A\u{2028}B\rC", &["A", "B", "C"]);
    }

    const WRAPPED: &str = "The envoys of the three states met in the old palace\non Friday and talked for over two hours, officials\nsaid in a note.";

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(WRAPPED, &[WRAPPED]);
        let dos = WRAPPED.replace('\n', "\r\n");
        check(&dos, &[&dos]);
        check(
            &format!("Headline\n\n{WRAPPED}\n\n{WRAPPED}"),
            &["Headline", WRAPPED, WRAPPED],
        );
    }

    #[test]
    fn an_indented_or_short_line_parts_wrapped_paragraphs() {
        check(&format!("{WRAPPED}\n   {WRAPPED}"), &[WRAPPED, WRAPPED]);
        check(&format!("{WRAPPED}\n{WRAPPED}"), &[WRAPPED, WRAPPED]);
    }

    #[test]
    fn full_sentences_of_like_length_are_not_wrapped() {
        let (one, two) = (
            "The envoys of the three states met in the old palace.",
            "Their ministers had refused to come to the town hall.",
        );
        check(&format!("{one}\n{two}"), &[one, two]);
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_one_paragraph(text in any::<String>(), lines in "([a-z.]{1,9}[ \n\r]{1,2}){0,80}") {
            for text in [text, lines] {
                let kept: String = paragraphs(&text).into_iter().map(|range| text[range].to_owned()).collect();
                let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(squeeze(&kept), squeeze(&text));
            }
        }
    }
}
