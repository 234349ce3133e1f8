//! The quotes of a brief: who, how, and the words.

use chancery_model::Analysis;

use super::page::{Page, Weight};
use crate::labels::{content, speaker};

pub(super) fn quotes(page: &mut Page, analysis: &Analysis) {
    if analysis.quotes.is_empty() {
        return;
    }
    page.heading("Quotes", analysis.quotes.len());
    for quote in &analysis.quotes {
        let speaker = page.styled(Weight::Strong, &speaker(analysis, quote));
        let cue = quote.cue.as_ref().map(|cue| {
            let not = if cue.negated { "not " } else { "" };
            page.styled(
                Weight::Faint,
                &format!("  {not}{}, {}", cue.class, quote.kind),
            )
        });
        let cue = cue.unwrap_or_else(|| page.styled(Weight::Faint, &format!("  {}", quote.kind)));
        page.line("  ", &format!("{speaker}{cue}"));
        page.line("    ", &content(analysis, quote));
    }
}
