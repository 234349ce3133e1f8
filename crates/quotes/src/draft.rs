//! A quote in the making: content and cue are known, the speaker may follow.

use chancery_model::{Span, Speaker};

use crate::cues::CueSite;

/// Which rule found the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    /// Marks, cue after: `"…," she said`.
    MarksBefore,
    /// Marks, cue before: `She said: "…"`.
    MarksAfter,
    /// Marks on both sides of the cue.
    MarksAround,
    /// Marks without a cue; the speaker may be carried over.
    MarksAlone,
    /// `Beispiel: "…"`.
    SpeakerLabel,
    /// A clause that the cue governs.
    Clause,
    /// The same, of a verb that the lexicon does not have.
    OpenClause,
    /// `vowed to return`.
    Infinitive,
    /// `condemned the attack`.
    Thing,
    /// `urged Iran to return`.
    Order,
    /// The clause stands before or around the cue, without marks: `Talks will resume, she said`.
    Inverted,
    /// `according to Beispiel`.
    Preposition,
    /// The tree shows no complement; the words up to the end of the sentence.
    Remainder,
}

impl Rule {
    /// Name in the record.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::MarksBefore => "quote.marks-before",
            Self::MarksAfter => "quote.marks-after",
            Self::MarksAround => "quote.marks-around",
            Self::MarksAlone => "quote.marks-alone",
            Self::SpeakerLabel => "quote.speaker-label",
            Self::Clause => "quote.clause",
            Self::OpenClause => "quote.open-clause",
            Self::Infinitive => "quote.infinitive",
            Self::Thing => "quote.thing",
            Self::Order => "quote.order",
            Self::Inverted => "quote.inverted",
            Self::Preposition => "quote.preposition",
            Self::Remainder => "quote.remainder",
        }
    }
}

/// A quote whose speaker, kind and parent are still to be decided.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// In order, without overlap, never empty.
    pub(crate) content: Vec<Span>,
    pub(crate) cue: Option<CueSite>,
    pub(crate) speaker: Option<Speaker>,
    pub(crate) rule: Rule,
    /// Index of the last run of marks that belongs to it.
    pub(crate) last_run: Option<usize>,
}

impl Draft {
    pub(crate) fn start(&self) -> u32 {
        self.content[0].start()
    }

    pub(crate) fn end(&self) -> u32 {
        self.content[self.content.len() - 1].end()
    }

    /// Adds a span and joins what overlaps.
    pub(crate) fn add(&mut self, span: Span) {
        let in_order = self.end() <= span.start();
        self.content.push(span);
        if !in_order {
            self.content = joined(std::mem::take(&mut self.content));
        }
    }
}

/// Spans in order; overlapping ones become one.
pub(crate) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start() < last.end() => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}
