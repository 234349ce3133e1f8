//! The quotes of a brief: who, how, and the words.

use chancery_model::{Analysis, Quote, QuoteKind};

use super::actors::labels;
use super::page::{Page, Weight};

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

/// The resolved speaker, else the words of the text.
pub(super) fn speaker(analysis: &Analysis, quote: &Quote) -> String {
    let Some(speaker) = &quote.speaker else {
        return "Unattributed".to_owned();
    };
    let words = super::excerpt(analysis.document.slice(speaker.span));
    match speaker.mention {
        Some(mention) => labels(analysis, analysis.entities.of(mention), &words),
        None => words,
    }
}

/// The pieces of the content, with an ellipsis where the cue cut it; marks only around words given as spoken.
fn content(analysis: &Analysis, quote: &Quote) -> String {
    let pieces: Vec<_> = quote
        .content
        .iter()
        .map(|&span| {
            analysis
                .document
                .slice(span)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    let words = pieces.join(" … ");
    // The comma before `she said` belongs to the sentence around.
    let words = words.trim_end_matches(',');
    if quote.kind == QuoteKind::Direct {
        format!("“{words}”")
    } else {
        words.to_owned()
    }
}
