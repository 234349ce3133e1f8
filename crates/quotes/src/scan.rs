//! Decides which characters are quotation marks and on which side of the words they stand.
//!
//! Curly marks say it themselves, straight ones by their neighbours: in `"We go," she` the first stands after a space and
//! before a letter. `don't`, `the '90s` and `5"` have none.

use chancery_model::Span;

/// Form of a pair of marks. Marks of one style close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `"…"`, `“…”`, `„…“`, ` ``…'' `.
    Double,
    /// `'…'`, `‘…’`.
    Single,
    /// `«…»`, `»…«`.
    Guillemet,
}

/// Which side of the words a mark stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Before them.
    Open,
    /// Behind them.
    Close,
    /// The neighbours do not tell.
    Either,
}

/// One mark in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// First byte.
    pub(crate) start: usize,
    /// First byte behind it.
    pub(crate) end: usize,
    pub(crate) side: Side,
    pub(crate) style: Style,
}

/// True when an open quotation goes on in this paragraph: it opens with a mark, or its first mark closes.
pub(crate) fn takes_up(text: &str, paragraph: Span) -> bool {
    scan(text, paragraph)
        .iter()
        .find(|mark| mark.style != Style::Single)
        .is_some_and(|mark| mark.start == paragraph.start() as usize || mark.side == Side::Close)
}

/// The marks of a paragraph in order, apostrophes and inch signs left out.
pub(crate) fn scan(text: &str, paragraph: Span) -> Vec<Mark> {
    let bounds = paragraph.range();
    let mut found = Vec::new();
    let mut at = bounds.start;
    while at < bounds.end {
        let rest = &text[at..bounds.end];
        let Some(c) = rest.chars().next() else { break };
        let pair = rest.starts_with("''")
            || rest.starts_with("``")
            || rest.starts_with("‘‘")
            || rest.starts_with("’’");
        let end = at + if pair { 2 * c.len_utf8() } else { c.len_utf8() };
        if is_mark(c) {
            let before = text[bounds.start..at].chars().next_back();
            let after = text[end..bounds.end].chars().next();
            if let Some((side, style)) = read_mark(c, pair, before, after) {
                found.push(Mark {
                    start: at,
                    end,
                    side,
                    style,
                });
            }
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '\''
            | '`'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '＂'
    )
}

/// Side and style of a mark between two characters; `None` for an apostrophe or an inch sign.
fn read_mark(
    c: char,
    pair: bool,
    before: Option<char>,
    after: Option<char>,
) -> Option<(Side, Style)> {
    let gap_before =
        before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '-' | '/'));
    let gap_after = after.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let by_neighbours = match (gap_before, gap_after) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ if word(before) && !word(after) => Side::Close,
        _ => Side::Either,
    };
    match c {
        // `»We go,« she said`
        '«' | '‹' if !gap_before && !word(after) => Some((Side::Close, Style::Guillemet)),
        '«' | '‹' => Some((Side::Open, Style::Guillemet)),
        '»' | '›' if gap_before && word(after) => Some((Side::Open, Style::Guillemet)),
        '»' | '›' => Some((Side::Close, Style::Guillemet)),
        '„' => Some((Side::Open, Style::Double)),
        // `„We go,“ she said`, `„We go,‟`
        '“' | '‟' if !gap_before && !word(after) => Some((Side::Close, Style::Double)),
        '“' | '‟' => Some((Side::Open, Style::Double)),
        '”' if gap_before && word(after) => Some((Side::Open, Style::Double)),
        '”' => Some((Side::Close, Style::Double)),
        '"' | '＂' if before.is_some_and(|b| b.is_ascii_digit()) && word(after) => None,
        '"' | '＂' => Some((by_neighbours, Style::Double)),
        '`' if pair => Some((Side::Open, Style::Double)),
        '‘' if pair => Some((Side::Open, Style::Double)),
        '\'' | '’' if pair => Some((by_neighbours, Style::Double)),
        '`' | '‚' | '‛' => gap_before.then_some((Side::Open, Style::Single)),
        '‘' if word(before) => None,
        '‘' => Some((Side::Open, Style::Single)),
        // `don't`, `'90s`
        '\'' | '’' if word(before) && word(after) => None,
        '\'' | '’' if after.is_some_and(|a| a.is_ascii_digit()) => None,
        '’' if gap_before => None,
        '\'' | '’' => Some((by_neighbours, Style::Single)),
        _ => None,
    }
}
