//! Decides what the stages read where a text has characters of print, and where their findings lie in the text.
//!
//! The twin of `Chancel\u{ad}lor Beispiel` is `Chancellor Beispiel`, paragraph by paragraph. One place makes the twin and one
//! points back, so that no stage needs to know of soft hyphens, ligatures or special blanks.

use chancery_model::{
    Analysis, Document, Entities, Event, EventId, Mention, Paragraph, PlainView, Quote, QuoteId,
    Span, Table, TimeExpression, TimeId,
};

/// The way back from a document in plain characters to the one it stands for.
pub(crate) struct Twin {
    view: PlainView,
    /// The paragraph of the text for each of the twin's.
    paragraphs: Vec<usize>,
}

impl Twin {
    /// The document in plain characters, with the way back; `None` when it is plain itself.
    pub(crate) fn of(document: &Document) -> Option<(Document, Self)> {
        let view = PlainView::of(document.text())?;
        let (mut rows, mut paragraphs) = (Vec::new(), Vec::new());
        for (at, paragraph) in document.paragraphs().iter().enumerate() {
            let span = trim(view.plain(), view.to_plain(paragraph.span));
            if !span.is_empty() {
                rows.push(Paragraph { span, ..*paragraph });
                paragraphs.push(at);
            }
        }
        let provenance = document.provenance.clone();
        let mut twin = Document::new(document.id(), view.plain(), rows, provenance)
            .expect("the view keeps the order of paragraphs");
        twin.title = document.title.as_ref().map(|title| {
            PlainView::of(title).map_or_else(|| title.clone(), |view| view.plain().to_owned())
        });
        twin.published = document.published;
        twin.dateline = document.dateline.clone();
        if let Some(line) = &mut twin.dateline {
            line.span = view.to_plain(line.span);
        }
        Some((twin, Self { view, paragraphs }))
    }

    /// What was found in the twin, as found in `document`; gives the document back where words have no place in its text.
    pub(crate) fn point_back(
        &self,
        found: Analysis,
        document: Document,
    ) -> Result<Analysis, Box<Document>> {
        let Analysis {
            document: _,
            syntax,
            entities,
            times,
            quotes,
            events,
            mut warnings,
        } = found;
        let span = |span: Span| self.view.to_text(span);
        let paragraph = |at: usize| self.paragraphs[at];
        let Ok(syntax) = syntax.moved(document.text(), span, paragraph) else {
            return Err(Box::new(document));
        };
        for place in warnings
            .iter_mut()
            .filter_map(|warning| warning.span.as_mut())
        {
            *place = span(*place);
        }
        Ok(Analysis {
            document,
            syntax,
            entities: point_entities(entities, span),
            times: point_times(times, span),
            quotes: point_quotes(quotes, span),
            events: point_events(events, span),
            warnings,
        })
    }
}

fn point_entities(mut entities: Entities, to: impl Fn(Span) -> Span) -> Entities {
    for id in entities.mentions.ids() {
        let Mention { span, head, .. } = &mut entities.mentions[id];
        (*span, *head) = (to(*span), to(*head));
    }
    entities
}

fn point_times(
    mut times: Table<TimeId, TimeExpression>,
    to: impl Fn(Span) -> Span,
) -> Table<TimeId, TimeExpression> {
    for id in times.ids() {
        times[id].span = to(times[id].span);
    }
    times
}

fn point_quotes(
    mut quotes: Table<QuoteId, Quote>,
    to: impl Fn(Span) -> Span,
) -> Table<QuoteId, Quote> {
    for id in quotes.ids() {
        let Quote {
            content,
            cue,
            speaker,
            medium,
            ..
        } = &mut quotes[id];
        let others = [
            cue.as_mut().map(|cue| &mut cue.span),
            speaker.as_mut().map(|speaker| &mut speaker.span),
            medium.as_mut().map(|medium| &mut medium.span),
        ];
        for span in content.iter_mut().chain(others.into_iter().flatten()) {
            *span = to(*span);
        }
    }
    quotes
}

fn point_events(
    mut events: Table<EventId, Event>,
    to: impl Fn(Span) -> Span,
) -> Table<EventId, Event> {
    for id in events.ids() {
        for span in &mut events[id].trigger {
            *span = to(*span);
        }
    }
    events
}

/// A span without the white space at its ends.
fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start().len()) as u32;
    Span::new(start, start + words.trim().len() as u32)
}
