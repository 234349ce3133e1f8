//! Decides which words stand between quotation marks.
//!
//! Marks are paired paragraph by paragraph, so that one odd mark spoils one paragraph at most. A quotation of several
//! paragraphs opens each of them and closes only the last: `“One.` / `“Two.”` is one quotation of two runs.

use chancery_model::{Document, Span, Warning, WarningCode};

use crate::scan::{Mark, Side, Style, scan, takes_up};

/// Most marks that may stand between a mark and its partner; a paragraph with more is no prose.
const MAX_BETWEEN: usize = 64;

/// A stretch between two marks, within one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// With its marks.
    pub(crate) outer: Span,
    /// Without them; never empty.
    pub(crate) inner: Span,
    /// Index of the paragraph.
    pub(crate) paragraph: usize,
    /// The paragraph before ended inside the same quotation.
    pub(crate) continues: bool,
    /// Its first mark is missing: where the quotation starts is a guess.
    pub(crate) is_guess: bool,
}

/// The runs of a document.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Outermost runs, in order, without overlap.
    pub(crate) runs: Vec<Run>,
    /// Runs inside other runs, in order.
    pub(crate) nested: Vec<Run>,
    /// Marks without a partner.
    pub(crate) warnings: Vec<Warning>,
}

impl Marks {
    /// Index of the outermost run whose inner text holds `byte`.
    pub(crate) fn run_at(&self, byte: u32) -> Option<usize> {
        let at = self.runs.partition_point(|run| run.outer.end() <= byte);
        self.runs
            .get(at)
            .filter(|run| run.outer.start() <= byte)
            .map(|_| at)
    }

    /// True inside marks that stand inside other marks.
    pub(crate) fn is_nested(&self, byte: u32) -> bool {
        let at = self.nested.partition_point(|run| run.outer.end() <= byte);
        self.nested
            .get(at)
            .is_some_and(|run| run.outer.start() <= byte)
    }
}

/// Pairs the marks of all story paragraphs.
pub(crate) fn pair(doc: &Document) -> Marks {
    let mut marks = Marks::default();
    let mut open_end = false;
    for (paragraph, row) in doc.paragraphs().iter().enumerate() {
        if !row.kind.is_story() {
            continue;
        }
        let scanned = scan(doc.text(), row.span);
        let next_opens = doc.paragraphs()[paragraph + 1..]
            .iter()
            .find(|next| next.kind.is_story())
            .is_some_and(|next| takes_up(doc.text(), next.span));
        let mut pairing = Pairing {
            text: doc.text(),
            paragraph,
            bounds: row.span,
            next_opens,
            continues: open_end,
            stays_open: false,
            marks: &mut marks,
        };
        pairing.pair_all(&scanned);
        open_end = pairing.stays_open;
    }
    marks
}

/// The state of pairing one paragraph.
struct Pairing<'a> {
    text: &'a str,
    paragraph: usize,
    bounds: Span,
    next_opens: bool,
    continues: bool,
    /// Set when the paragraph ends inside a quotation that the next one takes up.
    stays_open: bool,
    marks: &'a mut Marks,
}

impl Pairing<'_> {
    fn pair_all(&mut self, scanned: &[Mark]) {
        let mut at = 0;
        while at < scanned.len() {
            at = self.pair_one(scanned, at);
        }
    }

    /// Pairs the mark at `at`; returns the index of the next mark to look at.
    fn pair_one(&mut self, scanned: &[Mark], at: usize) -> usize {
        let mark = scanned[at];
        if mark.side == Side::Close {
            if mark.style == Style::Double {
                self.repair_close(mark);
            }
            return at + 1;
        }
        if let Some(partner) = self.partner(scanned, at) {
            self.push(mark, scanned[partner]);
            self.push_nested(&scanned[at + 1..partner]);
            return partner + 1;
        }
        if mark.style != Style::Single {
            return self.repair_open(scanned, at);
        }
        at + 1
    }

    /// The mark that closes `scanned[at]`.
    fn partner(&self, scanned: &[Mark], at: usize) -> Option<usize> {
        let style = scanned[at].style;
        let later = || {
            (at + 1..scanned.len())
                .take(MAX_BETWEEN)
                .filter(|&i| scanned[i].style == style)
        };
        if style == Style::Single {
            return self.single_partner(scanned, at);
        }
        let mut depth = 0_usize;
        for i in later() {
            let curly = self.text[scanned[i].start..].starts_with(['“', '„', '«', '‹']);
            match scanned[i].side {
                Side::Open if curly && self.closes_twice(scanned, i) => depth += 1,
                // A straight mark that opens while one is open: the closing mark between them is missing.
                Side::Open => return None,
                Side::Close | Side::Either if depth == 0 => return Some(i),
                Side::Close | Side::Either => depth -= 1,
            }
        }
        None
    }

    /// True when after the opening mark `at` two more marks close than open: it is nested.
    fn closes_twice(&self, scanned: &[Mark], at: usize) -> bool {
        let mut balance = 1_i32;
        for mark in scanned[at + 1..]
            .iter()
            .take(MAX_BETWEEN)
            .filter(|m| m.style == scanned[at].style)
        {
            balance += if mark.side == Side::Open { 1 } else { -1 };
            if balance < 0 {
                return true;
            }
        }
        false
    }

    /// A single mark closes where punctuation stands before it, else where no plural possessive can stand.
    fn single_partner(&self, scanned: &[Mark], at: usize) -> Option<usize> {
        let mut fallback = None;
        let later = scanned.iter().enumerate().skip(at + 1).take(MAX_BETWEEN);
        for (i, mark) in later.filter(|(_, mark)| mark.style == Style::Single) {
            match mark.side {
                Side::Open if fallback.is_some() => break,
                Side::Open => return None,
                Side::Close | Side::Either => {}
            }
            match self.text[..mark.start].chars().next_back() {
                Some(',' | '.' | '?' | '!' | '…' | ';' | '-' | '—') => return Some(i),
                Some('s' | 'S') => fallback = fallback.or(Some(i)),
                _ => return Some(i),
            }
        }
        fallback
    }

    fn push_nested(&mut self, inside: &[Mark]) {
        let mut at = 0;
        while at < inside.len() {
            let partner = (inside[at].side != Side::Close)
                .then(|| self.partner(inside, at))
                .flatten();
            if let Some(partner) = partner {
                if let Some(run) = self.run(
                    inside[at].start,
                    inside[at].end,
                    inside[partner].start,
                    inside[partner].end,
                ) {
                    self.marks.nested.push(run);
                }
                at = partner;
            }
            at += 1;
        }
    }

    fn push(&mut self, open: Mark, close: Mark) {
        if let Some(run) = self.run(open.start, open.end, close.start, close.end) {
            self.marks.runs.push(run);
        }
    }

    /// A run whose inner text lies between `inner_start` and `inner_end`, trimmed; `None` when nothing is left.
    fn run(&self, start: usize, inner_start: usize, inner_end: usize, end: usize) -> Option<Run> {
        let inner = trimmed(self.text, inner_start, inner_end)?;
        let at_start = start == self.bounds.start() as usize;
        Some(Run {
            outer: Span::in_text(self.text, start..end).ok()?,
            inner,
            paragraph: self.paragraph,
            continues: at_start && self.continues,
            is_guess: start == inner_start,
        })
    }

    /// An opening mark without partner: the quotation goes on in the next paragraph, or its close is missing.
    fn repair_open(&mut self, scanned: &[Mark], at: usize) -> usize {
        let mark = scanned[at];
        let paragraph_end = self.bounds.end() as usize;
        let next = (at + 1..scanned.len()).find(|&i| scanned[i].style == mark.style);
        let goes_on = next.is_none() && self.next_opens;
        let opens_paragraph = mark.start == self.bounds.start() as usize;
        let limit = next.map_or(paragraph_end, |i| scanned[i].start);
        let end = if goes_on {
            self.stays_open = true;
            limit
        } else {
            self.warn(mark, "quotation mark is never closed");
            if next.is_none() && opens_paragraph {
                limit
            } else {
                first_sentence_end(self.text, mark.end, limit)
            }
        };
        if let Some(run) = self.run(mark.start, mark.end, end, end) {
            self.marks.runs.push(run);
        }
        next.unwrap_or(scanned.len())
    }

    /// A closing mark without partner: the quotation starts with its sentence.
    fn repair_close(&mut self, mark: Mark) {
        let paragraph_start = self.bounds.start() as usize;
        let last = self
            .marks
            .runs
            .last()
            .map_or(0, |run| run.outer.end() as usize);
        let after_last = last.max(paragraph_start);
        let before = &self.text[after_last..mark.start];
        if self.continues && after_last == paragraph_start {
            // The paragraph takes up an open quotation without a mark of its own.
            if let Some(run) = self.run(paragraph_start, paragraph_start, mark.start, mark.end) {
                self.marks.runs.push(run);
            }
            return;
        }
        self.warn(mark, "quotation mark was never opened");
        // A stray mark after a bare clause at the paragraph's start is no quotation: `5" pipe`.
        if !before.ends_with([',', '.', '?', '!', '…']) {
            return;
        }
        let statement = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = statement
            .rfind(". ")
            .map_or(after_last, |dot| after_last + dot + 2);
        if let Some(run) = self.run(start, start, mark.start, mark.end) {
            self.marks.runs.push(run);
        }
    }

    fn warn(&mut self, mark: Mark, message: &str) {
        self.marks.warnings.push(Warning {
            code: WarningCode::UnpairedQuote,
            message: message.to_owned(),
            span: Span::in_text(self.text, mark.start..mark.end).ok(),
        });
    }
}

/// First byte after the first full stop, question or exclamation mark that a space follows, or `limit`.
fn first_sentence_end(text: &str, start: usize, limit: usize) -> usize {
    let part = &text[start..limit];
    let stop = part
        .char_indices()
        .find(|&(at, c)| {
            matches!(c, '.' | '?' | '!')
                && part[at + c.len_utf8()..]
                    .chars()
                    .next()
                    .is_none_or(char::is_whitespace)
                && at > 3
        })
        .map(|(at, c)| start + at + c.len_utf8());
    stop.unwrap_or(limit)
}

/// The part of `start..end` without white space at its edges; `None` when it is empty.
pub(crate) fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    if start > end {
        return None;
    }
    let part = text.get(start..end)?;
    let from = start + (part.len() - part.trim_start().len());
    let to = start + part.trim_end().len();
    (from < to)
        .then(|| Span::in_text(text, from..to).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inner texts of the outermost runs, a run that continues the one before marked with `+`; then the number of warnings.
    fn check(text: &str, expected: &[&str], warnings: usize) {
        let doc = Document::from_plain("t", text);
        let marks = pair(&doc);
        let found: Vec<String> = marks
            .runs
            .iter()
            .map(|run| {
                format!(
                    "{}{}",
                    if run.continues { "+" } else { "" },
                    doc.slice(run.inner)
                )
            })
            .collect();
        assert_eq!(found, expected, "in {text:?}");
        assert_eq!(marks.warnings.len(), warnings, "warnings in {text:?}");
    }

    #[test]
    fn pairs_marks_of_every_style() {
        check("\"We go,\" she said. \"Now.\"", &["We go,", "Now."], 0);
        check("“We go,” she said.", &["We go,"], 0);
        check("``We go,'' she said.", &["We go,"], 0);
        check("''We go,'' she said.", &["We go,"], 0);
        check("‘We don’t go,’ she said.", &["We don’t go,"], 0);
        check("'We can't go,' she said.", &["We can't go,"], 0);
        check("«We go», she said.", &["We go"], 0);
        check("„We go“, she said.", &["We go"], 0);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        check(
            "The ministers' talks, Iran's offer and the '90s deal",
            &[],
            0,
        );
        check("The ministers’ talks didn’t end", &[], 0);
        check(
            "'The ministers' talks are over,' he said",
            &["The ministers' talks are over,"],
            0,
        );
    }

    #[test]
    fn inner_marks_stay_inside() {
        check(
            "\"He told me 'never' twice,\" she said",
            &["He told me 'never' twice,"],
            0,
        );
        check("“A “very” good day,” she said", &["A “very” good day,"], 0);
        let doc = Document::from_plain("t", "“He said, ‘We go,’ and left,” she said");
        let nested: Vec<_> = pair(&doc)
            .nested
            .iter()
            .map(|run| doc.slice(run.inner))
            .collect();
        assert_eq!(nested, ["We go,"]);
    }

    #[test]
    fn a_quotation_goes_on_over_paragraphs() {
        check(
            "“One.\n“Two.\n“Three,” he said.",
            &["One.", "+Two.", "+Three,"],
            0,
        );
        check("“One.”\n“Two,” he said.", &["One.", "Two,"], 0);
        check("“One.\nTwo,” he said.", &["One.", "+Two,"], 0);
    }

    #[test]
    fn odd_marks_are_repaired_locally() {
        check(
            "“We go, she said. “We stay.”\n“Fine,” he said.",
            &["We go, she said.", "We stay.", "Fine,"],
            1,
        );
        check("We go,” she said. “We stay.”", &["We go,", "We stay."], 1);
        check("He said: \"We go. Then he left.", &["We go."], 1);
        check("\"We go. We stay.", &["We go. We stay."], 1);
    }
}
