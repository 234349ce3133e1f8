//! The event table of GDELT 2.0: 61 columns without a header, one row a pair, CAMEO codes.
//!
//! What GDELT derives from the whole web (tone, numbers of sources and articles) is left empty, not invented.
//! `The Austrian police arrested a Chadian journalist` has the actors `AUTCOP` and `TCDMED`.

use std::sync::OnceLock;

use chancery_model::{
    Analysis, CameoCode, CountryCode, Entity, EntityId, EntityKind, Event, Id, Sector,
};
use jiff::civil::Date;

use crate::fold::{self, Act};
use crate::hash::stable_hash;
use crate::record::{event_name, rounded};
use crate::sheet::{Cell, Content, Layout, Sheet};

/// The 61 columns in published order.
const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// Cells of an actor, of a place.
const ACTOR_CELLS: usize = 10;
const PLACE_CELLS: usize = 8;
/// Columns for the types of an actor.
const TYPE_CELLS: usize = 3;

/// Three-letter country code to FIPS 10-4.
const FIPS: &str = include_str!("../data/fips.tsv");

pub(crate) fn sheet() -> Sheet {
    let content = Content {
        columns: COLUMNS.to_vec(),
        rows,
    };
    Sheet::new(
        content,
        Layout {
            header: false,
            ..Layout::TABS
        },
    )
}

fn rows(analysis: &Analysis) -> Vec<Vec<Cell>> {
    let entity = |id: EntityId| &analysis.entities.entities[id];
    let mut rows = Vec::new();
    for act in fold::acts(analysis) {
        let Some(cameo) = act.coding.cameo else {
            continue;
        };
        let mut add = |source, target| {
            let number = rows.len();
            rows.push(row(analysis, &act, cameo, source, target, number));
        };
        if act.event.target.is_empty() {
            for &source in &act.event.source {
                add(entity(source), None);
            }
        }
        for (source, target) in fold::pairs(act.event) {
            add(entity(source), Some(entity(target)));
        }
    }
    rows
}

fn row(
    analysis: &Analysis,
    act: &Act<'_>,
    cameo: CameoCode,
    source: &Entity,
    target: Option<&Entity>,
    number: usize,
) -> Vec<Cell> {
    let doc = &analysis.document;
    let event = act.event;
    let key = format!("{}\n{}\n{number}", doc.id(), event_name(act.id));
    // Readers keep the id in a signed 64-bit integer.
    let mut row = vec![Cell::value(stable_hash(&key) >> 1)];
    row.extend(date_cells(act.date));
    row.extend(actor_cells(Some(source)));
    row.extend(actor_cells(target));
    let code = cameo.as_str();
    row.extend([
        Cell::value(u8::from(is_in_lead(analysis, event))),
        Cell::value(code),
        Cell::value(code.get(..3).unwrap_or(code)),
        Cell::value(cameo.root()),
        Cell::value(fold::cameo_quad(cameo)),
        Cell::maybe(cameo.goldstein().map(rounded)),
        Cell::value(1 + event.same_as.len()),
        Cell::Unknown,
        Cell::Unknown,
        Cell::Unknown,
    ]);
    row.extend(place_cells(None));
    row.extend(place_cells(None));
    row.extend(place_cells(
        event.place.map(|id| &analysis.entities.entities[id]),
    ));
    row.push(Cell::maybe(
        doc.published
            .map(|day| day.strftime("%Y%m%d000000").to_string()),
    ));
    row.push(Cell::maybe_text(doc.provenance.url.as_deref()));
    row
}

fn date_cells(day: Option<Date>) -> [Cell; 4] {
    let Some(day) = day else {
        return [const { Cell::Unknown }; 4];
    };
    // As GDELT computes it: months of 30 days in a year of 365.
    let days = f64::from(i32::from(day.month()) * 30 + i32::from(day.day()));
    [
        Cell::value(day.strftime("%Y%m%d")),
        Cell::value(day.strftime("%Y%m")),
        Cell::value(day.strftime("%Y")),
        Cell::Value(format!("{:.4}", f64::from(day.year()) + days / 365.0)),
    ]
}

fn actor_cells(actor: Option<&Entity>) -> [Cell; ACTOR_CELLS] {
    let mut cells = [const { Cell::Unknown }; ACTOR_CELLS];
    let Some(actor) = actor else {
        return cells;
    };
    let state = actor.country.filter(|code| !code.is_supranational());
    let body = actor.country.filter(CountryCode::is_supranational);
    let mut types: Vec<&str> = Vec::new();
    types.extend(body.as_ref().and_then(body_type));
    for code in actor
        .sectors
        .iter()
        .filter_map(|&sector| cameo_type(sector))
    {
        if !types.contains(&code) && types.len() < TYPE_CELLS {
            types.push(code);
        }
    }
    let group = body.filter(|code| code.as_str() == "UNO");
    let code: String = state
        .or(group)
        .iter()
        .map(CountryCode::as_str)
        .chain(types.iter().copied())
        .collect();
    cells[0] = Cell::maybe((!code.is_empty()).then_some(code));
    cells[1] = Cell::text(&actor.name.to_uppercase());
    cells[2] = Cell::maybe(state);
    cells[3] = Cell::maybe(group);
    for (cell, code) in cells[ACTOR_CELLS - TYPE_CELLS..].iter_mut().zip(types) {
        *cell = Cell::value(code);
    }
    cells
}

/// CAMEO's type of a body beyond states.
fn body_type(body: &CountryCode) -> Option<&'static str> {
    match body.as_str() {
        "UNO" | "EUR" | "IGO" => Some("IGO"),
        "NGO" => Some("NGO"),
        "MNC" => Some("MNC"),
        "IMG" => Some("IMG"),
        "ISM" => Some("ISM"),
        _ => None,
    }
}

/// CAMEO's type for a PLOVER sector. `MED` is medical in PLOVER and media in CAMEO.
const fn cameo_type(sector: Sector) -> Option<&'static str> {
    match sector {
        Sector::Journalist => Some("MED"),
        Sector::Medical => Some("HLH"),
        Sector::Breakaway => Some("SEP"),
        Sector::Party
        | Sector::Paramilitary
        | Sector::Religious
        | Sector::CivilSociety
        | Sector::Unknown => None,
        Sector::Government
        | Sector::Military
        | Sector::Legislature
        | Sector::Judiciary
        | Sector::Police
        | Sector::Intelligence
        | Sector::Opposition
        | Sector::Rebel
        | Sector::UnidentifiedForces
        | Sector::Agriculture
        | Sector::Business
        | Sector::Criminal
        | Sector::Civilian
        | Sector::Education
        | Sector::Elite
        | Sector::Labor
        | Sector::Refugee => Some(sector.code()),
    }
}

fn place_cells(place: Option<&Entity>) -> [Cell; PLACE_CELLS] {
    let mut cells = [const { Cell::Unknown }; PLACE_CELLS];
    if let Some(place) = place {
        // Type 1 is a country; the record does not tell a city from a province.
        cells[0] = Cell::maybe((place.kind == EntityKind::State).then_some(1));
        cells[1] = Cell::text(&place.name);
        cells[2] = Cell::maybe(place.country.and_then(fips));
    }
    cells
}

fn fips(country: CountryCode) -> Option<&'static str> {
    static CODES: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let codes = CODES.get_or_init(|| {
        let rows = FIPS.lines().filter(|line| !line.starts_with('#'));
        rows.skip(1)
            .filter_map(|line| line.split_once('\t'))
            .collect()
    });
    let at = codes.binary_search_by_key(&country.as_str(), |&(iso, _)| iso);
    at.ok().map(|at| codes[at].1)
}

/// True when the event is told in the first paragraph that has sentences after the headline.
fn is_in_lead(analysis: &Analysis, event: &Event) -> bool {
    use chancery_model::ParagraphKind::Body;
    let paragraph_of = |at: usize| analysis.syntax.sentences()[at].paragraph;
    let paragraphs = analysis.document.paragraphs();
    let lead = (0..analysis.syntax.sentences().len())
        .map(paragraph_of)
        .find(|&at| paragraphs.get(at).is_some_and(|found| found.kind == Body));
    lead == Some(paragraph_of(event.sentence.index()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(country: &str, sectors: &[Sector], expected: &str) {
        let actor = Entity {
            kind: EntityKind::Group,
            name: "Somebody".to_owned(),
            country: CountryCode::new(country),
            sectors: sectors.to_vec(),
            office: None,
            wikidata: None,
            coordinates: None,
        };
        let [code, ..] = actor_cells(Some(&actor));
        assert_eq!(code, Cell::value(expected));
    }

    #[test]
    fn a_row_fills_every_column() {
        let mut analysis = crate::testing::analysis("met VERB 0 root");
        let event = crate::testing::event(
            chancery_model::EventType::Consult,
            chancery_model::Status::Actual,
            &[0],
            &[],
        );
        analysis.events.push(event);
        analysis.entities.entities.push(Entity {
            kind: EntityKind::State,
            name: "Austria".to_owned(),
            country: CountryCode::new("AUT"),
            sectors: vec![],
            office: None,
            wikidata: None,
            coordinates: None,
        });
        let rows = rows(&analysis);
        assert_eq!((rows.len(), rows[0].len(), COLUMNS.len()), (1, 61, 61));
        let at = |name| COLUMNS.iter().position(|&column| column == name);
        let cell = |name| &rows[0][at(name).expect("a column")];
        assert_eq!(*cell("EventCode"), Cell::value("040"));
        assert_eq!(*cell("QuadClass"), Cell::value(1));
        assert_eq!(*cell("IsRootEvent"), Cell::value(1));
    }

    #[test]
    fn sectors_become_types() {
        check("AUT", &[Sector::Police], "AUTCOP");
        check("TCD", &[Sector::Journalist, Sector::Party], "TCDMED");
        check("UNO", &[], "UNOIGO");
        check("NGO", &[Sector::Medical], "NGOHLH");
    }

    #[test]
    fn fips_codes_are_sorted() {
        let rows: Vec<_> = FIPS.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(rows[1..].is_sorted_by(|a, b| a[..3] < b[..3]));
        let code = |iso| CountryCode::new(iso).and_then(fips);
        assert_eq!(
            (code("AUT"), code("GBR"), code("PSE")),
            (Some("AU"), Some("UK"), None)
        );
    }

    #[test]
    fn dates_as_gdelt_writes_them() {
        let cells = date_cells(Some(Date::constant(2015, 10, 24)));
        let expected = ["20151024", "201510", "2015", "2015.8877"];
        assert_eq!(cells, expected.map(Cell::value));
    }
}
