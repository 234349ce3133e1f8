//! Quotes, their cues and their speakers.
//!
//! Quotation marks come first, then the words that introduce speech, then the words they introduce, then who speaks.
//! `"Talks will resume," Anna Beispiel said. "We are ready."` is one quote of two pieces.

mod admit;
mod assemble;
mod carry;
mod confidence;
mod content;
mod cues;
mod direct;
mod draft;
mod extent;
mod inverted;
mod label;
mod lexicon;
mod marks;
mod medium;
mod nesting;
mod phrase;
mod scan;
mod speakers;
mod speech;
mod view;

use chancery_model::{
    Cue, Document, Entities, Id, Quote, QuoteId, QuoteKind, RuleId, Syntax, Table, Warning,
};

use crate::draft::{Draft, Rule};
use crate::view::View;

/// What [`extract`] found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Extraction {
    /// Quotes, ordered by the start of their content, longer first.
    pub quotes: Table<QuoteId, Quote>,
    /// Quotation marks without a partner, in order.
    pub warnings: Vec<Warning>,
}

/// Finds who says, writes, thinks or plans what.
///
/// Never fails: odd marks are repaired where they stand and reported. `entities` gives the mentions that speakers and
/// addressees are tied to; pronouns among them need not be linked yet.
pub fn extract(doc: &Document, syntax: &Syntax, entities: &Entities) -> Extraction {
    let marks = marks::pair(doc);
    let view = View::new(doc, syntax, entities, &marks);
    let sites = cues::find(&view, lexicon::lexicon());
    let links = direct::link(&view, &sites);
    let mut drafts = assemble::drafts(&view, &sites, &links);
    let taken: Vec<bool> = links.iter().map(Option::is_some).collect();
    let labelled = label::drafts(&view, &taken);
    drafts.extend(labelled);
    drafts.extend(label::after_colon(&view, &taken));
    drafts.extend(label::before_dash(&view, &taken));
    drafts.sort_by_key(|draft| (draft.start(), std::cmp::Reverse(draft.end())));
    carry::carry(&view, &mut drafts);
    let drafts = nesting::prune(&view, drafts);
    let parents = nesting::parents(&drafts);
    let quotes = drafts
        .into_iter()
        .zip(parents)
        .map(|(draft, parent)| quote(&view, draft, parent))
        .collect();
    tracing::debug!(sites = sites.len(), runs = marks.runs.len(), "quotes");
    Extraction {
        quotes,
        warnings: marks.warnings,
    }
}

fn quote(view: &View<'_>, draft: Draft, parent: Option<QuoteId>) -> Quote {
    let confidence = confidence::of(view, &draft, parent.is_some());
    let rule = RuleId::new(draft.rule.name());
    let site = draft.cue.as_ref();
    Quote {
        kind: kind(view, &draft),
        cue: site.map(|site| Cue {
            span: site.span(view),
            token: site.token,
            lemma: view.syntax.lemma(site.token).to_owned(),
            class: site.class,
            negated: site.negated,
        }),
        addressees: site.map_or_else(Vec::new, |site| speakers::addressees(view, site)),
        medium: site.and_then(|site| medium::of(view, site, &draft.content)),
        content: draft.content,
        speaker: draft.speaker,
        parent,
        confidence,
        rule,
    }
}

/// Direct, indirect or mixed: whether the letters of the content stand inside marks. What a label introduces is direct
/// without any (a transcript), and a report inside marks is direct only inside marks of its own.
fn kind(view: &View<'_>, draft: &Draft) -> QuoteKind {
    if draft.rule == Rule::SpeakerLabel {
        return QuoteKind::Direct;
    }
    let is_inner = draft
        .cue
        .as_ref()
        .is_some_and(|cue| view.run_of(cue.token.index()).is_some());
    let (mut inside, mut outside) = (false, false);
    for span in &draft.content {
        let text = view.doc.slice(*span);
        for (at, _) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let byte = span.start() + at as u32;
            let marked = if is_inner {
                view.marks.is_nested(byte)
            } else {
                view.marks.run_at(byte).is_some()
            };
            inside |= marked;
            outside |= !marked;
        }
    }
    match (inside, outside) {
        (true, false) => QuoteKind::Direct,
        (true, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}
