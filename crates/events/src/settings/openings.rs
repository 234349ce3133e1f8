//! The stretches of a story that an opening sets apart.
//!
//! `For years the two have quarrelled. Austria expelled diplomats. On Monday …`: the first two sentences look back, the third
//! names a day of the news.

use chancery_model::{Sentence, Span};

use super::{MEMORY, View, cues, days_between};

/// Sentences that look back, as spans in order.
pub(super) struct Openings {
    spans: Vec<Span>,
}

impl Openings {
    pub(super) fn new(view: &View<'_>) -> Self {
        let mut spans = Vec::new();
        let mut paragraphs = view.doc.paragraphs().iter().peekable();
        let mut is_open = false;
        for sentence in view.syntax.sentences() {
            // A new paragraph tells of something new.
            while paragraphs
                .next_if(|paragraph| paragraph.span.start() <= sentence.span.start())
                .is_some()
            {
                is_open = false;
            }
            let opens = cues::opens(view.doc.slice(sentence.span));
            is_open = opens || (is_open && !names_news(view, sentence));
            if is_open {
                spans.push(sentence.span);
            }
        }
        Self { spans }
    }

    /// True for a place inside such a stretch.
    pub(super) fn hold(&self, span: Span) -> bool {
        let after = self
            .spans
            .partition_point(|sentence| sentence.start() <= span.start());
        after > 0 && self.spans[after - 1].contains(span)
    }
}

/// True when a sentence names a day not long before the story, or after it.
fn names_news(view: &View<'_>, sentence: &Sentence) -> bool {
    let Some(today) = view.doc.reference_date() else {
        return false;
    };
    let times = view.times.iter().as_slice();
    let first = times.partition_point(|time| time.span.start() < sentence.span.start());
    times[first..]
        .iter()
        .take_while(|time| time.span.start() < sentence.span.end())
        .filter_map(|time| time.interval)
        .any(|(_, end)| days_between(end, today) <= MEMORY)
}
