//! The stages in order, nothing else.
//!
//! Quotes need names as speakers and pronouns need quotes, so entities are found before quotes and resolved after.

use chancery_entities::Candidate;
use chancery_events::Frames;
use chancery_gazetteer::{Gazetteer, Table};
use chancery_ingest::Ingested;
use chancery_linguistics::Model;
use chancery_model::{Analysis, Document, Warning, WarningCode};
use jiff::civil::Date;

use crate::twin::Twin;

/// All that the stages look up: weights, facts, frames. Immutable; share it by reference between threads.
#[derive(Debug)]
pub struct Pipeline {
    model: Model,
    gazetteer: Gazetteer,
    frames: Frames,
}

/// Why a pipeline could not be made. With the embedded tables alone this means a broken build.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The weights of the language network are damaged.
    #[error("the weights of the language network cannot be loaded")]
    Model(#[from] chancery_linguistics::ModelError),
    /// A table of facts is wrong: file, line, column and what was expected.
    #[error(transparent)]
    Gazetteer(#[from] chancery_gazetteer::Error),
    /// An event frame is wrong.
    #[error("the event frames cannot be loaded")]
    Frames(#[from] chancery_events::FrameError),
}

impl Pipeline {
    /// A pipeline over the tables inside the binary.
    ///
    /// # Errors
    /// When a table is damaged; see [`PipelineError`].
    pub fn new() -> Result<Self, PipelineError> {
        Self::with_tables(&[])
    }

    /// A pipeline that also knows the facts of further gazetteer tables, each a name for messages and its text.
    ///
    /// Which table it is tells its line of column names; `docs/formats/gazetteer.md` lists them.
    ///
    /// # Errors
    /// When a table is damaged or, the first of them, a row is wrong; see [`PipelineError`].
    pub fn with_tables(tables: &[(&str, &str)]) -> Result<Self, PipelineError> {
        let tables: Vec<_> = tables
            .iter()
            .map(|(file, text)| Table::new(file, text))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            model: Model::load(chancery_english::WEIGHTS)?,
            gazetteer: Gazetteer::extended(&tables)?,
            frames: Frames::embedded()?,
        })
    }

    /// Adds the event frames of a file of the user's own (`docs/formats/frames.md`). `name` stands in messages.
    ///
    /// # Errors
    /// When the file breaks the format: file, line, column and what was expected.
    pub fn with_frames(mut self, name: &str, text: &str) -> Result<Self, PipelineError> {
        self.frames.add(name, text)?;
        Ok(self)
    }

    /// Analyses a document that was read from bytes; what was noticed on reading stands first among the warnings.
    pub fn analyze_ingested(&self, ingested: Ingested) -> Analysis {
        let mut analysis = self.analyze(ingested.document);
        let codes: Vec<_> = ingested.warnings.iter().map(|w| w.code).collect();
        if codes.contains(&WarningCode::OtherLanguage)
            || codes.contains(&WarningCode::EmptyDocument)
        {
            // It has a text, only none for us; or it was said already.
            analysis
                .warnings
                .retain(|w| w.code != WarningCode::EmptyDocument);
        }
        analysis.warnings.splice(0..0, ingested.warnings);
        analysis
    }

    /// What an actor phrase on its own stands for on a day, likeliest first, never empty. `context` is any text around it.
    pub fn resolve(&self, phrase: &str, on: Option<Date>, context: Option<&str>) -> Vec<Candidate> {
        chancery_entities::resolve_phrase(&self.gazetteer, phrase, on, context)
    }

    /// Analyses one document. Any text gives an analysis.
    ///
    /// The stages read the plain view of the text (no soft hyphens, ligatures, special blanks); what they find points into the text.
    pub fn analyze(&self, document: Document) -> Analysis {
        let Some((plain, twin)) = Twin::of(&document) else {
            return self.run(document);
        };
        let found = self.run(plain);
        match twin.point_back(found, document) {
            Ok(analysis) => analysis,
            // Words that part within one character have no place in the text: read it as it stands.
            Err(document) => self.run(*document),
        }
    }

    /// The stages in order.
    fn run(&self, document: Document) -> Analysis {
        let _stage = tracing::debug_span!("analyze", bytes = document.text().len()).entered();
        let doc = &document;
        let syntax = chancery_linguistics::analyze(doc, &self.model);
        let times = chancery_times::find(doc, &syntax);
        let entities = chancery_entities::find(doc, &syntax, &self.gazetteer);
        let found = chancery_quotes::extract(doc, &syntax, &entities);
        let (quotes, mut warnings) = (found.quotes, found.warnings);
        let entities = chancery_entities::resolve(doc, &syntax, &self.gazetteer, entities, &quotes);
        let events = chancery_events::code(doc, &syntax, &entities, &times, &quotes, &self.frames);

        if syntax.sentences().is_empty() {
            warnings.push(notice(
                WarningCode::EmptyDocument,
                "the document has no running text",
            ));
        } else if events.is_empty() && quotes.is_empty() {
            warnings.push(notice(
                WarningCode::NothingFound,
                "no event and no quote was found in this text",
            ));
        }
        Analysis {
            document,
            syntax,
            entities,
            times,
            quotes,
            events,
            warnings,
        }
    }
}

fn notice(code: WarningCode, message: &str) -> Warning {
    Warning {
        code,
        message: message.to_owned(),
        span: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipelines_are_shared_between_threads() {
        const fn shareable<T: Send + Sync>() {}
        shareable::<Pipeline>();
    }
}
