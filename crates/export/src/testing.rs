//! Analyses for the exporters' tests.

use chancery_model::{
    Analysis, CameoCode, Entities, EntityId, Event, EventType, Id, RuleId, SentenceId, Setting,
    Status, Table,
};
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use chancery_model::{Entity, EntityKind, EventTime, TimeBasis};

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

/// Two states that will meet: one event, said to nobody.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
pub(crate) fn meeting() -> Analysis {
    let mut analysis = analysis("Austria PROPN 2 nsubj\nmet VERB 0 root\nOman PROPN 2 obj");
    for name in ["Austria", "Oman"] {
        analysis.entities.entities.push(Entity {
            kind: EntityKind::State,
            name: name.to_owned(),
            country: None,
            sectors: vec![],
            office: None,
            wikidata: None,
            coordinates: None,
        });
    }
    let mut event = event(EventType::Consult, Status::Planned, &[0], &[1]);
    event.reciprocal = true;
    let day = jiff::civil::Date::constant(2015, 10, 24);
    event.time = Some(EventTime {
        start: day,
        end: day,
        basis: TimeBasis::Act,
    });
    analysis.events.push(event);
    analysis
}

/// The file of these documents.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
pub(crate) fn file(exporter: &dyn crate::Exporter, documents: &[Analysis]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut assembly = exporter.assembly();
    assembly.start(&mut out).expect("a file can be started");
    for document in documents {
        let mut bytes = Vec::new();
        exporter
            .document(document, &mut bytes)
            .expect("a vector takes all");
        assembly.add(&bytes, &mut out).expect("rows that fit");
    }
    assembly.finish(&mut out).expect("a file can be finished");
    out
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
