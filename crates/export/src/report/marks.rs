//! The marked text of a story: paragraphs, runs of quoted or other words, and pieces that link to the record.
//!
//! Marks overlap: `"We met Oman," she said` is a quote that holds a trigger and a name. So the text is cut wherever a mark
//! starts or ends, and each piece shows the most telling one: a trigger before a cue before a mention.

use chancery_model::{Analysis, EntityId, EventId, Id, MentionId, ParagraphKind, QuoteId, Span};

use super::class;
use crate::labels::labels;
use crate::record::{entity_name, event_name, quote_name};

/// A paragraph of the story.
pub(super) struct Paragraph<'a> {
    pub(super) kind: &'static str,
    pub(super) runs: Vec<Run<'a>>,
}

/// Words within the same quotes, or outside all.
pub(super) struct Run<'a> {
    /// Ids of the quotes whose content begins here.
    pub(super) anchors: Vec<String>,
    /// Kind of the innermost quote.
    pub(super) quote: Option<&'static str>,
    pub(super) pieces: Vec<Piece<'a>>,
}

/// Words under the same marks.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) link: Option<Link>,
}

/// A link from the text to the record.
pub(super) struct Link {
    pub(super) class: String,
    pub(super) target: String,
    /// Where the record links back to.
    pub(super) id: Option<String>,
    pub(super) title: String,
    /// Number of the event, behind the last piece of its trigger.
    pub(super) number: Option<usize>,
}

/// A mark on the text, the more telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Trigger(EventId),
    Cue(QuoteId),
    Mention(MentionId),
}

impl Mark {
    const fn rank(self) -> u8 {
        match self {
            Self::Trigger(_) => 0,
            Self::Cue(_) => 1,
            Self::Mention(_) => 2,
        }
    }
}

/// What the text links to: the lists beside it.
pub(super) struct Lists<'a> {
    pub(super) analysis: &'a Analysis,
    /// Start of all ids of the story.
    pub(super) key: String,
    /// For each event its item in the list and the number there; one of the same act for those that are not listed.
    pub(super) events: Vec<Option<(EventId, usize)>>,
    /// For each entity whether it is listed.
    pub(super) entities: Vec<bool>,
}

impl<'a> Lists<'a> {
    /// Paragraphs in order, with nothing of them lost; blank lines between them are.
    pub(super) fn paragraphs(&self) -> Vec<Paragraph<'a>> {
        let (marks, quotes) = (self.marks(), self.contents());
        let (mut marks, mut quotes) = (Sweep::over(&marks), Sweep::over(&quotes));
        let rows = self.analysis.document.paragraphs().iter();
        rows.map(|row| Paragraph {
            kind: match row.kind {
                ParagraphKind::Headline => "headline",
                ParagraphKind::Body => "body",
                ParagraphKind::Byline
                | ParagraphKind::Slug
                | ParagraphKind::Dateline
                | ParagraphKind::Credit => "other",
            },
            runs: self.runs(row.span, &mut quotes, &mut marks),
        })
        .collect()
    }

    /// Every mark with its span, ordered by start.
    fn marks(&self) -> Vec<(Span, Mark)> {
        let mut marks = Vec::new();
        for (id, event) in self.analysis.events.enumerate() {
            marks.extend(event.trigger.iter().map(|&span| (span, Mark::Trigger(id))));
        }
        for (id, quote) in self.analysis.quotes.enumerate() {
            marks.extend(quote.cue.iter().map(|cue| (cue.span, Mark::Cue(id))));
        }
        for (id, mention) in self.analysis.entities.mentions.enumerate() {
            marks.push((mention.span, Mark::Mention(id)));
        }
        marks.retain(|&(_, mark)| self.is_listed(mark));
        marks.sort_by_key(|(span, mark)| (span.start(), span.end(), *mark));
        marks
    }

    fn is_listed(&self, mark: Mark) -> bool {
        match mark {
            Mark::Trigger(id) => self.events[id.index()].is_some(),
            Mark::Cue(_) => true,
            Mark::Mention(id) => self.listed(id).is_some(),
        }
    }

    /// The first entity of a mention that is listed.
    fn listed(&self, mention: MentionId) -> Option<EntityId> {
        let entities = self.analysis.entities.of(mention);
        entities
            .iter()
            .copied()
            .find(|entity| self.entities[entity.index()])
    }

    /// The contents of quotes, ordered by start.
    fn contents(&self) -> Vec<(Span, QuoteId)> {
        let quotes = self.analysis.quotes.enumerate();
        let mut contents: Vec<_> = quotes
            .flat_map(|(id, quote)| quote.content.iter().map(move |&span| (span, id)))
            .collect();
        contents.sort_by_key(|(span, id)| (span.start(), span.end(), *id));
        contents
    }

    fn runs(
        &self,
        paragraph: Span,
        quotes: &mut Sweep<'_, QuoteId>,
        marks: &mut Sweep<'_, Mark>,
    ) -> Vec<Run<'a>> {
        let mut cuts = vec![paragraph.start(), paragraph.end()];
        cuts.extend(quotes.borders(paragraph));
        cuts.extend(marks.borders(paragraph));
        cuts.sort_unstable();
        cuts.dedup();

        let mut runs: Vec<Run<'a>> = Vec::new();
        let mut last: Option<Option<QuoteId>> = None;
        for pair in cuts.windows(2) {
            let piece = Span::new(pair[0], pair[1]);
            let around = quotes.at(piece);
            let innermost = around.iter().min_by_key(|(span, id)| (span.len(), *id));
            let innermost = innermost.map(|&(_, id)| id);
            let begins = |&(span, id): &(Span, QuoteId)| {
                let is_first = self.analysis.quotes[id].content.first() == Some(&span);
                (is_first && span.start() == piece.start()).then(|| place_of_quote(&self.key, id))
            };
            let anchors: Vec<_> = around.iter().filter_map(begins).collect();
            if last != Some(innermost) || !anchors.is_empty() {
                runs.push(Run {
                    anchors,
                    quote: innermost.map(|id| self.analysis.quotes[id].kind.code()),
                    pieces: Vec::new(),
                });
                last = Some(innermost);
            }
            let mark = marks.at(piece).iter();
            let mark = mark.min_by_key(|(span, mark)| (mark.rank(), span.len(), *mark));
            if let Some(run) = runs.last_mut() {
                run.pieces.push(Piece {
                    text: self.analysis.document.slice(piece),
                    link: mark.and_then(|&(span, mark)| self.link(span, mark, piece)),
                });
            }
        }
        runs
    }

    fn link(&self, span: Span, mark: Mark, piece: Span) -> Option<Link> {
        let plain = |class: String, target: String| Link {
            class,
            target: in_list(&self.key, &target),
            id: None,
            title: String::new(),
            number: None,
        };
        Some(match mark {
            Mark::Trigger(id) => {
                let event = &self.analysis.events[id];
                let (listed, number) = self.events[id.index()]?;
                let is_first =
                    event.trigger.first() == Some(&span) && piece.start() == span.start();
                let is_last = event.trigger.last() == Some(&span) && piece.end() == span.end();
                Link {
                    id: is_first.then(|| place_of_event(&self.key, id)),
                    title: format!("{} {}", event.status, event.event_type),
                    number: is_last.then_some(number),
                    ..plain(
                        format!("trigger {}", class(event.event_type.quad())),
                        event_name(listed),
                    )
                }
            }
            Mark::Cue(id) => plain("cue".to_owned(), quote_name(id)),
            Mark::Mention(id) => Link {
                title: labels(self.analysis, self.analysis.entities.of(id), ""),
                ..plain("mention".to_owned(), entity_name(self.listed(id)?))
            },
        })
    }
}

/// Goes through items in order of start and knows which cover a piece.
struct Sweep<'i, T> {
    ahead: &'i [(Span, T)],
    open: Vec<(Span, T)>,
}

impl<'i, T: Copy> Sweep<'i, T> {
    const fn over(items: &'i [(Span, T)]) -> Self {
        Self {
            ahead: items,
            open: Vec::new(),
        }
    }

    /// Where items start or end inside a paragraph.
    fn borders(&self, paragraph: Span) -> impl Iterator<Item = u32> {
        let started = self
            .ahead
            .partition_point(|(span, _)| span.start() < paragraph.end());
        let items = self.open.iter().chain(&self.ahead[..started]);
        items
            .flat_map(|(span, _)| [span.start(), span.end()])
            .filter(move |&at| paragraph.start() < at && at < paragraph.end())
    }

    /// The items that cover a piece; pieces must come in order, and none may cross the border of an item.
    fn at(&mut self, piece: Span) -> &[(Span, T)] {
        self.open.retain(|(span, _)| span.end() > piece.start());
        let started = self
            .ahead
            .partition_point(|(span, _)| span.start() <= piece.start());
        let (now, ahead) = self.ahead.split_at(started);
        self.open
            .extend(now.iter().filter(|(span, _)| span.end() > piece.start()));
        self.ahead = ahead;
        &self.open
    }
}

/// Id of an item of the lists beside the text.
pub(super) fn in_list(key: &str, name: &str) -> String {
    format!("{key}-{name}")
}

/// Id of the trigger of an event in the text.
pub(super) fn place_of_event(key: &str, id: EventId) -> String {
    format!("{key}-at-{}", event_name(id))
}

/// Id of the place where the content of a quote begins.
pub(super) fn place_of_quote(key: &str, id: QuoteId) -> String {
    format!("{key}-at-{}", quote_name(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(start: u32, end: u32, number: usize) -> (Span, usize) {
        (Span::new(start, end), number)
    }

    #[test]
    fn a_sweep_knows_what_covers_a_piece() {
        let items = [mark(0, 9, 0), mark(2, 4, 1), mark(4, 6, 2)];
        let mut sweep = Sweep::over(&items);
        let mut check = |start, end, expected: &[usize]| {
            let found: Vec<_> = sweep
                .at(Span::new(start, end))
                .iter()
                .map(|item| item.1)
                .collect();
            assert_eq!(found, expected);
        };
        check(0, 2, &[0]);
        check(2, 4, &[0, 1]);
        check(4, 6, &[0, 2]);
        check(9, 12, &[]);
    }

    proptest! {
        #[test]
        fn pieces_between_borders_are_covered_whole_or_not_at_all(
            spans in prop::collection::vec((0_u32..40, 1_u32..12), 0..12),
        ) {
            let mut items: Vec<_> = spans.iter().map(|&(at, len)| mark(at, at + len, 0)).collect();
            items.sort_by_key(|(span, _)| (span.start(), span.end()));
            let mut sweep = Sweep::over(&items);
            for paragraph in [Span::new(0, 20), Span::new(21, 60)] {
                let mut cuts = vec![paragraph.start(), paragraph.end()];
                cuts.extend(sweep.borders(paragraph));
                cuts.sort_unstable();
                cuts.dedup();
                for pair in cuts.windows(2) {
                    let piece = Span::new(pair[0], pair[1]);
                    let covering = items.iter().filter(|(span, _)| span.overlaps(piece)).count();
                    prop_assert_eq!(sweep.at(piece).len(), covering);
                }
            }
        }
    }
}
