//! GeoJSON (RFC 7946): the events whose place the text tells, one feature each, in one collection over all documents.
//!
//! `met in Vienna` is a point in the town. `met in Austria` has the point of the capital and says so (`"point": "capital"`); where no
//! point is known the geometry is null, because 0, 0 is a place too. Lists are joined as in the tables, for GIS programs have none.

use std::io::Write;

use chancery_model::{Analysis, Coordinates, Entity, EntityId, Event, EventId};
use serde::Serialize;

use crate::assembly::Frame;
use crate::labels::{sentence, speaker, trigger};
use crate::record::{event_name, rounded};
use crate::{Assembly, ExportError, Exporter};

/// The feature collection.
pub(crate) struct GeoJson;

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: String,
    geometry: Option<Geometry>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: &'static str,
    /// East, then north.
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    document: &'a str,
    url: Option<&'a str>,
    published: Option<String>,
    event: String,
    #[serde(rename = "type")]
    event_type: &'static str,
    mode: Option<&'static str>,
    cameo: Option<String>,
    quad: &'static str,
    status: &'static str,
    setting: &'static str,
    source: String,
    target: String,
    reciprocal: bool,
    time_start: Option<String>,
    time_end: Option<String>,
    time_basis: Option<&'static str>,
    place: &'a str,
    place_country: Option<String>,
    point: Option<&'static str>,
    said_by: Option<String>,
    trigger: String,
    sentence: String,
    confidence: f64,
}

impl Exporter for GeoJson {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let mut is_first = true;
        for (id, event) in analysis.events.enumerate() {
            let Some(place) = event.place else { continue };
            if !std::mem::take(&mut is_first) {
                out.write_all(b",\n")?;
            }
            let place = &analysis.entities.entities[place];
            serde_json::to_writer(&mut *out, &Feature::of(analysis, id, event, place))?;
        }
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(Frame {
            head: b"{\"type\":\"FeatureCollection\",\"features\":[\n".to_vec(),
            between: ",\n",
            foot: "\n]}\n",
            ..Frame::default()
        })
    }
}

impl<'a> Feature<'a> {
    fn of(analysis: &'a Analysis, id: EventId, event: &Event, place: &'a Entity) -> Self {
        let doc = &analysis.document;
        let name = event_name(id);
        let names = |ids: &[EntityId]| {
            let names = ids
                .iter()
                .map(|&id| analysis.entities.entities[id].name.replace(';', ","));
            names.collect::<Vec<_>>().join("; ")
        };
        let properties = Properties {
            document: doc.id(),
            url: doc.provenance.url.as_deref(),
            published: doc.published.map(|day| day.to_string()),
            event_type: event.event_type.code(),
            mode: event.mode.map(|mode| mode.code()),
            cameo: event.cameo.map(|code| code.to_string()),
            quad: event.event_type.quad().code(),
            status: event.status.code(),
            setting: event.setting.code(),
            source: names(&event.source),
            target: names(&event.target),
            reciprocal: event.reciprocal,
            time_start: event.time.map(|time| time.start.to_string()),
            time_end: event.time.map(|time| time.end.to_string()),
            time_basis: event.time.map(|time| time.basis.code()),
            place: &place.name,
            place_country: place.country.map(|code| code.to_string()),
            point: place.coordinates.map(|point| point.kind.code()),
            said_by: event
                .said_in
                .map(|quote| speaker(analysis, &analysis.quotes[quote])),
            trigger: trigger(analysis, id),
            sentence: sentence(analysis, event),
            confidence: rounded(event.confidence),
            event: name.clone(),
        };
        Self {
            kind: "Feature",
            id: format!("{}:{name}", doc.id()),
            geometry: place.coordinates.map(Geometry::of),
            properties,
        }
    }
}

impl Geometry {
    fn of(point: Coordinates) -> Self {
        Self {
            kind: "Point",
            coordinates: [point.longitude(), point.latitude()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{EntityKind, EventType, Id, PointKind, Status};

    fn check(coordinates: Option<Coordinates>, expected: &str) {
        let mut analysis = crate::testing::analysis("met VERB 0 root");
        let place = analysis.entities.entities.push(Entity {
            kind: EntityKind::Place,
            name: "Vienna".to_owned(),
            country: None,
            sectors: vec![],
            office: None,
            wikidata: None,
            coordinates,
        });
        let mut event = crate::testing::event(EventType::Consult, Status::Planned, &[], &[]);
        analysis.events.push(event.clone());
        event.place = Some(place);
        analysis.events.push(event);
        let mut out = Vec::new();
        GeoJson
            .document(&analysis, &mut out)
            .expect("a vector takes all");
        let feature: serde_json::Value = serde_json::from_slice(&out).expect("one feature");
        assert_eq!(feature["id"], format!("test:v{}", place.index() + 2));
        let shown = [
            &feature["geometry"]["coordinates"],
            &feature["properties"]["point"],
        ];
        assert_eq!(format!("{} {}", shown[0], shown[1]), expected);
    }

    #[test]
    fn east_stands_first_and_no_point_is_null() {
        let point = Coordinates::new(48.208, 16.373, PointKind::Capital);
        check(point, r#"[16.373,48.208] "capital""#);
        check(None, "null null");
    }
}
