//! Analyses for the exporters' tests.

use chancery_model::{Analysis, Entities, Table};

/// An analysis that holds a hand-made tree and nothing else.
pub(crate) fn analysis(lines: &str) -> Analysis {
    let (document, syntax) = chancery_testkit::parse(lines);
    Analysis {
        document,
        syntax,
        entities: Entities::default(),
        times: Table::new(),
        quotes: Table::new(),
        events: Table::new(),
        warnings: Vec::new(),
    }
}
