//! Finds where sentences end inside one paragraph.
//!
//! A sentence ends after a full stop, question or exclamation mark, with the brackets and quotation marks that close
//! after it: in `"We met." They left.` the mark belongs to the first sentence. The stop of an abbreviation ends one only
//! if what follows shows it: *in the U.S. The talks* but *the U.S. Senate*; its stop then stands for itself (*etc* `.`).

use chancery_model::{Sentence, Span};

use super::breaks::Line;
use super::{MAX_SENTENCE_WORDS, Piece, Segmentation, Word};
use crate::lists::{Abbreviation, lists};

/// Adds the words of one paragraph and its sentences to `out`.
pub(super) fn split(text: &str, pieces: &[Piece], paragraph: usize, out: &mut Segmentation) {
    let mut splitter = Splitter {
        text,
        pieces,
        paragraph,
        sentence: out.words.len(),
        first: 0,
        quote_open: false,
        out,
    };
    let mut at = 0;
    while at < pieces.len() {
        at = splitter.step(at);
    }
    splitter.end_sentence();
}

/// What a word says about the end of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    /// `?`, `!` and runs of them.
    Mark,
    Ellipsis,
    Abbreviated(Abbreviation),
}

struct Splitter<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    paragraph: usize,
    /// First word of the sentence in `out`.
    sentence: usize,
    /// First piece of the sentence.
    first: usize,
    /// A straight double quotation mark has opened.
    quote_open: bool,
    out: &'a mut Segmentation,
}

impl Splitter<'_> {
    /// Takes the word at `at`, or with the end of a sentence all words up to it; gives the next word.
    fn step(&mut self, at: usize) -> usize {
        if at > self.first && (self.starts_list_item(at) || self.line().ends_before(at)) {
            self.end_sentence();
            self.first = at;
        }
        let Some(stop) = self.stop(at) else {
            self.push(at);
            return at + 1;
        };
        let mut next = at + 1;
        let (mut stop, mut open) = (stop, self.quote_open);
        while let Some(closes) = self.closes(next, open) {
            open = open && !closes;
            if self.word(next) == "." {
                stop = match stop {
                    Stop::Full => Stop::Ellipsis,
                    // `Inc..`
                    Stop::Abbreviated(_) => Stop::Full,
                    _ => stop,
                };
            }
            next += 1;
        }
        let ends = next == self.pieces.len() || self.ends(stop, at, next);
        if !ends {
            (at..next).for_each(|piece| self.push(piece));
            return next;
        }
        if matches!(stop, Stop::Abbreviated(_))
            && !self.word(at).trim_end_matches('.').contains('.')
        {
            self.push_without_stop(at);
        } else {
            self.push(at);
        }
        (at + 1..next).for_each(|piece| self.push(piece));
        self.end_sentence();
        self.first = next;
        next
    }

    fn line(&self) -> Line<'_> {
        Line {
            text: self.text,
            pieces: self.pieces,
            first: self.first,
        }
    }

    fn stop(&self, at: usize) -> Option<Stop> {
        let word = self.word(at);
        match *word.as_bytes().last()? {
            b'.' if word.starts_with(['!', '?']) => return Some(Stop::Mark),
            b'.' => {}
            // `Yahoo!` is a name.
            b'?' | b'!' => {
                return (!word.starts_with(char::is_alphanumeric)).then_some(Stop::Mark);
            }
            _ => return (word == "…").then_some(Stop::Ellipsis),
        }
        match word {
            "." => Some(Stop::Full),
            _ if word.starts_with(['.', '…']) => Some(Stop::Ellipsis),
            _ => {
                let class = lists().abbreviation(&word[..word.len() - 1]);
                Some(Stop::Abbreviated(class.unwrap_or(Abbreviation::Plain)))
            }
        }
    }

    /// `Some` when the word belongs to the sentence whose stop stands before it; true when it closes a straight quote.
    fn closes(&self, at: usize, quote_open: bool) -> Option<bool> {
        let piece = self.pieces.get(at)?;
        let glued = piece.start == self.pieces[at - 1].end;
        let glued_to_next =
            self.text[piece.end..].starts_with(|c: char| c.is_alphanumeric() || c == '(');
        let goes_on = at + 1 < self.pieces.len();
        let word = self.word(at);
        match word {
            // White space on one side tells; otherwise the number of marks before.
            "\"" if glued != glued_to_next => glued.then_some(true),
            "\"" => quote_open.then_some(true),
            "'" if glued => Some(false),
            "[" if self.pieces.get(at + 2).is_some() && is_number(self.word(at + 1)) => Some(false),
            _ if is_number(word) && self.word(at - 1) == "[" => Some(false),
            // `It ended. ... They left`: what was left out stood after the stop.
            "…" | ".." | "..." if !glued && goes_on && self.word(at - 1) == "." => None,
            "”" | "’" | "''" | "’’" | "»" | ")" | "]" | "}" | "." | "…" | ".." | "..." => {
                Some(false)
            }
            _ if word.starts_with(['!', '?']) => Some(false),
            _ if word.starts_with([':', ';', '=', '^']) && lists().emoticons.contains(word) => {
                Some(false)
            }
            _ => None,
        }
    }

    /// Decides whether a sentence ends between the stop at `at`, with what closes after it, and the word at `next`.
    fn ends(&self, stop: Stop, at: usize, next: usize) -> bool {
        let word = self.word(next);
        if word.starts_with([',', ';', ':', '%', ')']) {
            return false;
        }
        // Look through an opening mark to the word behind it.
        let opener =
            word.starts_with(['"', '\'', '“', '‘', '«', '`', '(', '[', '-', '–', '—', '*']);
        let behind = if opener {
            (next + 1).min(self.pieces.len() - 1)
        } else {
            next
        };
        let first = self.word(behind).chars().next().unwrap_or(' ');
        let closed = next > at + 1;
        let glued = self.pieces[next].start == self.pieces[next - 1].end;
        match stop {
            // `... and more`, `P.S. We agree`
            Stop::Ellipsis | Stop::Abbreviated(_) if at == self.first => false,
            Stop::Full if self.is_list_number(at) => false,
            Stop::Full if glued => {
                !closed && first.is_uppercase() || closed && !first.is_lowercase()
            }
            Stop::Full => !(closed && first.is_lowercase()),
            Stop::Mark if closed && first.is_lowercase() => false,
            Stop::Mark => !(closed && self.is_reported(behind)),
            Stop::Ellipsis => first.is_uppercase() && !(closed && self.is_reported(behind)),
            Stop::Abbreviated(Abbreviation::Title | Abbreviation::Number) => false,
            Stop::Abbreviated(Abbreviation::Final) => first.is_uppercase(),
            Stop::Abbreviated(Abbreviation::State | Abbreviation::StateWord)
                if at > 0 && self.word(at - 1) == "," =>
            {
                // `in Boston, Mass. Police said`: going on takes another comma.
                word.starts_with(char::is_uppercase) && !word.ends_with('.')
            }
            Stop::Abbreviated(_) => lists().starters.contains(self.word(behind)),
        }
    }

    /// `1.` or `a.` at the start of a sentence numbers it.
    fn is_list_number(&self, at: usize) -> bool {
        let count = self.out.words.len() - self.sentence;
        let number = at.checked_sub(1).map_or("", |before| self.word(before));
        (1..=2).contains(&count)
            && (number.len() <= 3 && is_number(number)
                || number.len() == 1
                    && number.bytes().all(|b| b.is_ascii_alphabetic())
                    && number != "I")
    }

    /// True when a reporting verb follows soon, as in `"Why now?" Anna Beispiel asked.`
    fn is_reported(&self, from: usize) -> bool {
        (from..self.pieces.len().min(from + 4))
            .map(|at| self.word(at))
            .take_while(|word| !matches!(*word, "." | "," | "\"" | "“"))
            .any(|word| lists().reporting.contains(word))
    }

    /// True when the word stands at the start of a line and is a bullet.
    fn starts_list_item(&self, at: usize) -> bool {
        at < self.pieces.len()
            && matches!(self.word(at), "*" | "-" | "•" | "·" | "–" | "—")
            && self.text[self.pieces[at - 1].end..self.pieces[at].start].contains('\n')
    }

    fn word(&self, at: usize) -> &str {
        &self.text[self.pieces[at].start..self.pieces[at].end]
    }

    fn push(&mut self, at: usize) {
        let Piece {
            start,
            end,
            continues,
        } = self.pieces[at];
        if &self.text[start..end] == "\"" {
            self.quote_open = !self.quote_open;
        }
        self.push_word(start, end, continues);
    }

    fn push_without_stop(&mut self, at: usize) {
        let Piece {
            start,
            end,
            continues,
        } = self.pieces[at];
        self.push_word(start, end - 1, continues);
        self.push_word(end - 1, end, false);
    }

    fn push_word(&mut self, start: usize, end: usize, continues: bool) {
        if self.out.words.len() - self.sentence == MAX_SENTENCE_WORDS {
            self.cut();
        }
        let span =
            Span::in_text(self.text, start..end).expect("words are cut at characters of the text");
        self.out.words.push(Word { span, continues });
    }

    /// Ends a sentence of the greatest length, at a comma or dash of its last quarter if there is one.
    fn cut(&mut self) {
        let is_break =
            |word: &Word| matches!(word.span.of(self.text), "," | ";" | ":" | "--" | "—" | "–");
        let words = &self.out.words[self.sentence..];
        let from = words.len() * 3 / 4;
        let cut = words[from..]
            .iter()
            .rposition(is_break)
            .map_or(words.len(), |at| from + at + 1);
        // No cut inside a token: its first word goes over with the rest.
        let first = |&at: &usize| !words.get(at).is_some_and(|word| word.continues);
        let cut = self.sentence + (1..=cut).rev().find(first).unwrap_or(cut);
        self.add_sentence(cut);
    }

    fn end_sentence(&mut self) {
        self.add_sentence(self.out.words.len());
    }

    fn add_sentence(&mut self, end: usize) {
        if let [first, .., last] | [first @ last] = &self.out.words[self.sentence..end] {
            let (span, tokens) = (first.span.cover(last.span), self.sentence..end);
            self.out.sentences.push(Sentence {
                span,
                tokens,
                paragraph: self.paragraph,
            });
            self.sentence = end;
        }
    }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use chancery_model::Document;

    use crate::segment::segment;
    use crate::segment::testing::check_sentences as check;

    #[test]
    fn stops_and_abbreviations() {
        check(
            "He met Mr. Beispiel. They left.",
            "He met Mr. Beispiel. / They left.",
        );
        check(
            "The U.S. Senate met. In the U.S. The talks",
            "The U.S. Senate met. / In the U.S. / The talks",
        );
        check(
            "J. B. Muster of Muster Inc. agreed",
            "J. B. Muster of Muster Inc. agreed",
        );
        check(
            "talks, visits etc. Then they left",
            "talks, visits etc. / Then they left",
        );
        check("Wait... what? No... Yes", "Wait... what? / No... / Yes");
        check(
            "It fell 3.5 percent. 20 agreed.",
            "It fell 3.5 percent. / 20 agreed.",
        );
        check(
            "They met. [12] It rained. . . and more",
            "They met. [12] / It rained. . . and more",
        );
        check("1. Agree. 2. Sign.", "1. Agree. / 2. Sign.");
    }

    #[test]
    fn quotation_marks_stay_with_their_sentence() {
        check(
            "\"We met. We agreed,\" she said.",
            "\"We met. / We agreed,\" she said.",
        );
        check("\"We met.\" \"Yes.\"", "\"We met.\" / \"Yes.\"");
        check(
            "He agreed.\"We met\" ended.",
            "He agreed. / \"We met\" ended.",
        );
        check("(\"We met.\") They left.", "(\"We met.\") / They left.");
        check("\"We met. \" They left.", "\"We met. \" / They left.");
        check(
            "“We met.” They left. (It rained.)",
            "“We met.” / They left. / (It rained.)",
        );
        check(
            "\"Why now?\" Anna Beispiel asked.",
            "\"Why now?\" Anna Beispiel asked.",
        );
        check(
            "\"Why now?\" she asked. \"Why?\" The room fell silent.",
            "\"Why now?\" she asked. / \"Why?\" / The room fell silent.",
        );
        check("It was \"a stop.\" and more", "It was \"a stop.\" and more");
    }

    /// As [`check`], where sentences stand a space apart.
    fn check_spaced(expected: &str) {
        check(&expected.replace(" / ", " "), expected);
    }

    #[test]
    fn news_copy_abbreviates() {
        check_spaced(
            "Polls close at 10 p.m. Wednesday in Ohio. / At 9 a.m. EDT Monday talks began.",
        );
        check_spaced("Talks ended at 5 p.m. / The envoys left at 6 p.m. / They agreed.");
        check_spaced(
            "Lt. Gen. Max Muster and Sen. A. B. Beispiel, R-Ariz., met Gov. Muster. / All left.",
        );
        check_spaced("U.S. President Muster flew to the U.S. / The visit ended Jan. 5.");
        check_spaced(
            "Aid to the U.N. will resume, U.S. officials said. / It was halted in Sept. 2019.",
        );
        check_spaced(
            "He was born in Boston, Mass., on Feb. 3. / She is from Springfield, Ill. / They met in St. Louis.",
        );
        check_spaced(
            "JACKSON, Miss. - U.S. judges met Rep. Beispiel (D-Ill.). / It rained in Tupelo, Miss. / Police left.",
        );
        check_spaced("He lives in Fla. and in Ind. / All left. ...");
        check_spaced("Washington St. Beispiel of No. 10 Downing St. agreed.");
        check_spaced(
            "Muster Inc. bought Beispiel Co. for $3.5 bn. / Shares fell 2.5 pct. / Oil rose.",
        );
        check_spaced("The No. 2 official said no. / No. 3 agreed.");
        check_spaced("Beispiel Jr. finished the 3rd. / It took 4 min. 5 sec.");
        check_spaced("See Art. 5 and pp. 3-4, e.g. Annex B. / That is all.");
        check_spaced("Dr. Muster vs. Mr. Beispiel, et al. were heard.");
    }

    #[test]
    fn news_copy_quotes() {
        check_spaced("\"We met,\" Beispiel said. / \"We agreed.\"");
        check_spaced("\"We met.\" / Beispiel did not elaborate.");
        check_spaced("“We met,” said Beispiel, “and we agreed.” / He left.");
        check_spaced("“Will it hold?” asked Muster. / “We hope so!” she replied.");
        check_spaced("Beispiel called it “a disgrace.” / Muster disagreed.");
        check_spaced("The talks (which began in Oslo.) ended.");
        check_spaced("“No one is above the law …” he said.");
        check_spaced("'We will not talk,' he said. / 'We will act.' / The U.S. did not comment.");
        check_spaced("The strategy – “patience first.” – failed.");
    }

    #[test]
    fn headlines_and_addresses() {
        check_spaced("Austria, Hungary sign gas deal in Vienna");
        check_spaced("UPDATE 2-Austria’s envoy leaves U.N. talks -ministry");
        check_spaced(
            "Yahoo! said its shares fell. / Write to press@example.org or see example.org/a. / All may.",
        );
        check_spaced("On 5/1/2024 at 9:30 AM envoys met. / What now?! / No one knows...");
    }

    #[test]
    fn lines_with_bullets_are_sentences() {
        let text = "Points:\n- agree\n- sign";
        let span = chancery_model::Span::new(0, text.len() as u32);
        let paragraph = chancery_model::Paragraph {
            span,
            kind: chancery_model::ParagraphKind::Body,
        };
        let provenance = chancery_model::Provenance::of_format(chancery_model::SourceFormat::Text);
        let doc = Document::new("d", text, vec![paragraph], provenance)
            .expect("the paragraph is the text");
        assert_eq!(segment(&doc).sentences.len(), 3);
    }
}
