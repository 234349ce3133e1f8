//! PLOVER's event record as JSON, one object a line: the names of the PLOVER manual, parties as lists.
//!
//! Which acts have an object, and under which type, `fold` decides as for the tables: `Austria will meet Oman` is AGREE.

use std::io::Write;

use chancery_model::{Analysis, Entity, EntityId, Status};
use serde::Serialize;

use crate::fold::{self, Act};
use crate::labels::{mention_near, one_line, sentence, trigger};
use crate::record::{event_name, rounded};
use crate::{ExportError, Exporter};

/// One JSON object an act.
pub(crate) struct Plover;

#[derive(Serialize)]
struct EventLine<'a> {
    id: String,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    actor: Vec<Party<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recipient: Vec<Party<'a>>,
    event: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mode: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Place<'a>>,
    event_text: String,
    quad_code: &'static str,
    event_scale: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    text: String,
    coder: &'static str,
}

#[derive(Serialize)]
struct Party<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sector: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier_id: Option<&'a str>,
    identifier_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

impl Exporter for Plover {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        for act in fold::acts(analysis) {
            serde_json::to_writer(&mut *out, &EventLine::of(analysis, &act))?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

impl<'a> EventLine<'a> {
    fn of(analysis: &'a Analysis, act: &Act<'_>) -> Self {
        let (doc, event, coding) = (&analysis.document, act.event, act.coding);
        let parties = |ids: &[EntityId]| -> Vec<Party<'a>> {
            ids.iter().map(|&id| Party::of(analysis, id, act)).collect()
        };
        // Who meet as equals are all actors.
        let mut actors = event.source.clone();
        let mut recipients = event.target.clone();
        if event.reciprocal {
            recipients.retain(|party| !actors.contains(party));
            actors.append(&mut recipients);
        }
        let place = event.place.map(|id| &analysis.entities.entities[id]);
        // The promise of a plan was made on one day.
        let last = event.time.map(|time| time.end);
        let is_plan = event.status == Status::Planned;
        let end = last.filter(|_| !is_plan);
        Self {
            id: format!("{}:{}", doc.id(), event_name(act.id)),
            date: act.date.map(|day| day.to_string()),
            enddate: end.map(|day| day.to_string()),
            actor: parties(&actors),
            recipient: parties(&recipients),
            event: [coding.event_type.code()],
            mode: coding.mode.map(|mode| mode.code()).into_iter().collect(),
            context: event
                .contexts
                .iter()
                .map(|context| context.code())
                .collect(),
            event_loc: place.map(Place::of),
            event_text: trigger(analysis, act.id),
            quad_code: coding.event_type.quad().code(),
            event_scale: rounded(coding.event_type.score(coding.mode)),
            link: doc.provenance.url.as_deref(),
            text: sentence(analysis, event),
            coder: "chancery",
        }
    }
}

impl<'a> Party<'a> {
    fn of(analysis: &'a Analysis, id: EntityId, act: &Act<'_>) -> Self {
        let entities = &analysis.entities;
        let entity = &entities.entities[id];
        let mention = mention_near(analysis, id, act.event.sentence);
        Self {
            code: entity.country.map(|code| code.to_string()),
            sector: entity.sectors.iter().map(|sector| sector.code()).collect(),
            entity_text: mention
                .map(|mention| one_line(analysis.document.slice(entities.mentions[mention].span))),
            identifier_id: entity.wikidata.as_deref(),
            identifier_text: &entity.name,
            office: entity.office.as_ref().map(|office| office.title.as_str()),
        }
    }
}

impl<'a> Place<'a> {
    fn of(entity: &'a Entity) -> Self {
        Self {
            name: &entity.name,
            country: entity.country.map(|code| code.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::EventType;

    #[test]
    fn a_planned_meeting_is_an_agreement_and_a_denied_one_nothing() {
        let check = |status, expected: &str| {
            let mut analysis = crate::testing::analysis("met VERB 0 root");
            let mut event = crate::testing::event(EventType::Consult, status, &[], &[]);
            event.trigger = vec![chancery_model::Span::new(0, 3)];
            analysis.events.push(event);
            let mut out = Vec::new();
            Plover
                .document(&analysis, &mut out)
                .expect("a vector takes all");
            assert_eq!(String::from_utf8_lossy(&out), expected);
        };
        let line = |act: &str| {
            format!(
                "{{\"id\":\"test:v1\",\"date\":null,\"actor\":[],\"event\":[\"{act}\"],\"event_text\":\"met\",\
                 \"quad_code\":\"verbal-cooperation\",\"event_scale\":2.5,\"text\":\"met\",\"coder\":\"chancery\"}}\n"
            )
        };
        check(Status::Actual, &line("CONSULT"));
        check(Status::Planned, &line("AGREE"));
        check(Status::Negated, "");
    }
}
