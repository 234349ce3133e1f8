//! Analyses for the exporters' tests.

use chancery_model::{
    Analysis, CameoCode, Entities, EntityId, Event, EventType, Id, RuleId, SentenceId, Setting,
    Status, Table,
};

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

/// An event between the entities of these numbers, with the CAMEO code 040 and no sentence behind it.
pub(crate) fn event(
    event_type: EventType,
    status: Status,
    source: &[usize],
    target: &[usize],
) -> Event {
    let ids = |numbers: &[usize]| numbers.iter().map(|&n| EntityId::from_index(n)).collect();
    Event {
        event_type,
        mode: None,
        cameo: CameoCode::new("040"),
        contexts: vec![],
        source: ids(source),
        target: ids(target),
        reciprocal: false,
        status,
        setting: Setting::News,
        trigger: vec![],
        sentence: SentenceId::from_index(0),
        time: None,
        place: None,
        said_in: None,
        same_as: vec![],
        outcome_of: None,
        confidence: 1.0,
        rule: RuleId::new("test"),
    }
}
