//! Which quotes hold a stretch of text, innermost first.
//!
//! `"Iran says it will open its plants," Oman reported`: the opening stands in Iran's words, and these in Oman's.

use chancery_model::{Entities, EntityId, Quote, QuoteId, Span, Table};

/// Quotes by the place of their content.
pub(crate) struct Claims<'a> {
    quotes: &'a Table<QuoteId, Quote>,
    entities: &'a Entities,
    /// Content spans, ordered by start.
    spans: Vec<(Span, QuoteId)>,
    /// Furthest end among the spans up to each.
    reach: Vec<u32>,
}

impl<'a> Claims<'a> {
    pub(crate) fn new(quotes: &'a Table<QuoteId, Quote>, entities: &'a Entities) -> Self {
        let mut spans: Vec<(Span, QuoteId)> = quotes
            .enumerate()
            .flat_map(|(id, quote)| quote.content.iter().map(move |&span| (span, id)))
            .collect();
        spans.sort_unstable();
        let mut furthest = 0;
        let reach = spans
            .iter()
            .map(|(span, _)| {
                furthest = furthest.max(span.end());
                furthest
            })
            .collect();
        Self {
            quotes,
            entities,
            spans,
            reach,
        }
    }

    /// The quotes whose content holds `span`, innermost first.
    pub(crate) fn holding(&self, span: Span) -> Vec<QuoteId> {
        let mut found = Vec::new();
        let mut at = self
            .spans
            .partition_point(|(content, _)| content.start() <= span.start());
        while at > 0 && self.reach[at - 1] >= span.end() {
            at -= 1;
            let (content, id) = self.spans[at];
            if content.contains(span) {
                found.push(id);
            }
        }
        found.sort_by_key(|&id| {
            self.quotes[id]
                .content
                .iter()
                .map(|span| span.len())
                .sum::<u32>()
        });
        found
    }

    /// Whose words a quote is; empty when unknown.
    pub(crate) fn speakers(&self, quote: QuoteId) -> &'a [EntityId] {
        let mention = self.quotes[quote]
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.mention);
        mention.map_or(&[], |mention| self.entities.of(mention))
    }

    /// The quotes in order.
    pub(crate) fn quotes(&self) -> impl Iterator<Item = (QuoteId, &'a Quote)> {
        self.quotes.enumerate()
    }

    /// True when the speaker, or the speaker's state, is among the parties.
    pub(crate) fn speaks_for(&self, speaker: EntityId, parties: &[EntityId]) -> bool {
        let country = |entity: EntityId| {
            self.entities
                .entities
                .get(entity)
                .and_then(|row| row.country)
        };
        parties.iter().any(|&party| {
            party == speaker || (country(party).is_some() && country(party) == country(speaker))
        })
    }
}
