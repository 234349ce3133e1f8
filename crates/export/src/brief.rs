//! The brief: one page for the terminal. Who, what happened, who said what, each with the words that prove it.
//!
//! Events that tell of the same act stand once, with the first mention as evidence. A planned, denied
//! or conditional act says so before anything else. Background and analysis stand apart from the news.

mod actors;
mod events;
mod page;
mod quotes;

use std::io::Write;

use chancery_model::{Analysis, Document};

use crate::labels::{excerpt, facts};
use crate::{ExportError, Exporter, Parts};
use page::Page;

/// Look of the brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefStyle {
    /// Columns of the terminal; lines are wrapped to it. At least [`BriefStyle::MIN_WIDTH`].
    pub width: usize,
    /// Colour and weight by ANSI escapes.
    pub colour: bool,
}

impl BriefStyle {
    /// Below this, wrapping tears every line.
    pub const MIN_WIDTH: usize = 40;
}

impl Default for BriefStyle {
    fn default() -> Self {
        Self {
            width: 80,
            colour: false,
        }
    }
}

pub(crate) struct Brief {
    style: BriefStyle,
    parts: Parts,
}

impl Brief {
    pub(crate) const fn new(style: BriefStyle, parts: Parts) -> Self {
        Self { style, parts }
    }
}

impl Exporter for Brief {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut page = Page::new(self.style);
        header(&mut page, &analysis.document);
        if self.parts.entities {
            actors::people(&mut page, analysis);
            actors::bodies(&mut page, analysis);
        }
        if self.parts.events {
            events::events(&mut page, analysis);
        }
        if self.parts.quotes {
            quotes::quotes(&mut page, analysis);
        }
        notices(&mut page, analysis);
        Ok(out.write_all(page.finish().as_bytes())?)
    }
}

fn header(page: &mut Page, doc: &Document) {
    page.title(doc.title.as_deref().unwrap_or(doc.id()));
    let facts = facts(doc);
    if !facts.is_empty() {
        page.line("", &facts.join(" · "));
    }
}

fn notices(page: &mut Page, analysis: &Analysis) {
    if analysis.warnings.is_empty() {
        return;
    }
    page.heading("Notices", analysis.warnings.len());
    for warning in &analysis.warnings {
        let place = warning
            .span
            .map(|span| format!(": {}", excerpt(analysis.document.slice(span))))
            .unwrap_or_default();
        page.line("  ", &format!("{}{place}", warning.message));
    }
}

#[cfg(test)]
mod tests {
    use chancery_model::{
        CountryCode, Entity, EntityId, EntityKind, Event, EventType, Id, Link, LinkBasis, Mention,
        MentionForm, Quote, QuoteKind, RuleId, SentenceId, Setting, Span, Speaker, Status, TokenId,
    };

    use super::*;

    /// Austria met no one; Anna Beispiel said so.
    fn analysis() -> Analysis {
        let mut analysis = crate::testing::analysis(
            "Austria   PROPN 2 nsubj
             met       VERB  0 root
             no        DET   4 det
             one       PRON  2 obj
             ,         PUNCT 2 punct
             Beispiel  PROPN 7 nsubj
             said      VERB  2 parataxis
             .         PUNCT 2 punct",
        );
        let entities = &mut analysis.entities;
        for (name, kind, span) in [
            ("Austria", EntityKind::State, 0..7),
            ("Anna Beispiel", EntityKind::Person, 19..27),
        ] {
            let span = Span::new(span.start, span.end);
            let entity = entities.entities.push(Entity {
                kind,
                name: name.to_owned(),
                country: CountryCode::new("AUT"),
                sectors: vec![],
                office: None,
                wikidata: None,
                coordinates: None,
            });
            entities.mentions.push(Mention {
                span,
                head: span,
                head_token: TokenId::from_index(0),
                form: MentionForm::Name,
            });
            entities.links.push(Some(Link {
                entities: vec![entity],
                basis: LinkBasis::Name,
                confidence: 1.0,
            }));
        }
        let speaker = analysis.entities.mentions.ids().nth(1);
        let quote = analysis.quotes.push(Quote {
            kind: QuoteKind::Indirect,
            content: vec![Span::new(0, 18)],
            cue: None,
            speaker: Some(Speaker {
                span: Span::new(19, 27),
                mention: speaker,
                carried: false,
            }),
            addressees: vec![],
            medium: None,
            parent: None,
            confidence: 0.9,
            rule: RuleId::new("test"),
        });
        analysis.events.push(Event {
            event_type: EventType::Consult,
            mode: None,
            cameo: None,
            contexts: vec![],
            source: vec![EntityId::from_index(0)],
            target: vec![],
            reciprocal: false,
            status: Status::Negated,
            setting: Setting::News,
            trigger: vec![Span::new(8, 11)],
            sentence: SentenceId::from_index(0),
            time: None,
            place: None,
            said_in: Some(quote),
            same_as: vec![],
            outcome_of: None,
            confidence: 0.8,
            rule: RuleId::new("test"),
        });
        analysis
    }

    fn brief(style: BriefStyle) -> String {
        let mut out = Vec::new();
        Brief::new(style, Parts::ALL)
            .document(&analysis(), &mut out)
            .expect("a vector takes all");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn shows_who_what_and_the_words() {
        insta::assert_snapshot!(brief(BriefStyle::default()), @r"
        test

        PEOPLE (1)
          Anna Beispiel  AUT  -  ×1

        STATES AND BODIES (1)
          Austria AUT ×1

        EVENTS (1)
          not CONSULT  Austria  says Anna Beispiel (AUT)
            Austria *met* no one , Beispiel said .

        QUOTES (1)
          Anna Beispiel (AUT)  indirect
            Austria met no one
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_colour_is_a_choice() {
        let narrow = BriefStyle {
            width: 10,
            colour: false,
        };
        assert!(
            brief(narrow)
                .lines()
                .all(|line| line.chars().count() <= BriefStyle::MIN_WIDTH)
        );
        assert!(
            brief(BriefStyle {
                width: 80,
                colour: true
            })
            .contains("\u{1b}[")
        );
        assert!(!brief(narrow).contains('\u{1b}'));
    }
}
