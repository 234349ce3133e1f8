//! Checks the embedded tables: sorted, headed, and free of contradictions.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chancery_gazetteer::{Detail, EntryId, Gazetteer, Role, SenseKind, StateStatus, Tenure};
use jiff::civil::date;

/// Offices that one person holds at a time.
const ONE_PERSON: [Role; 8] = [
    Role::HeadOfState,
    Role::HeadOfGovernment,
    Role::ForeignMinister,
    Role::DefenceMinister,
    Role::InteriorMinister,
    Role::FinanceMinister,
    Role::OrganizationHead,
    Role::ForeignPolicyChief,
];

fn tables() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut tables: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the data folder")
        .map(|entry| entry.expect("a folder entry").path())
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(&path).expect("a text file"),
            )
        })
        .collect();
    tables.sort();
    tables
}

fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1)
}

#[test]
fn every_table_has_a_header() {
    for (file, text) in tables() {
        for part in ["Source: ", "As of: ", "Gaps: "] {
            let stated = text
                .lines()
                .take_while(|line| line.starts_with('#'))
                .any(|line| line.contains(part));
            assert!(stated, "{file}: the header does not state `{part}`");
        }
    }
}

#[test]
fn every_table_is_sorted_without_duplicates() {
    for (file, text) in tables() {
        let rows: Vec<&str> = rows(&text).collect();
        for pair in rows.windows(2) {
            assert!(
                pair[0] < pair[1],
                "{file}: `{}` stands before `{}`",
                pair[0],
                pair[1]
            );
        }
    }
}

#[test]
fn no_table_holds_a_stray_space() {
    for (file, text) in tables() {
        for row in rows(&text) {
            assert!(
                !row.contains("  ") && row.split('\t').all(|field| field.trim() == field),
                "{file}: {row}"
            );
        }
    }
}

#[test]
fn terms_end_after_they_begin() {
    let gazetteer = Gazetteer::embedded();
    for (id, person) in gazetteer.entries() {
        for tenure in gazetteer.tenures(id) {
            assert!(
                tenure
                    .until
                    .is_none_or(|until| tenure.from.first() <= until.last()),
                "{}: {tenure:?}",
                person.name
            );
        }
    }
}

#[test]
fn one_person_offices_have_one_holder() {
    let gazetteer = Gazetteer::embedded();
    let (_, holders) = tables()
        .into_iter()
        .find(|(file, _)| file.ends_with("holders.tsv"))
        .expect("the table of holders");
    let shared: Vec<&str> = rows(&holders)
        .filter(|row| row.ends_with("\tshared"))
        .filter_map(|row| row.split('\t').next())
        .collect();
    let mut offices: BTreeMap<(EntryId, EntryId), Vec<&Tenure>> = BTreeMap::new();
    for (id, person) in gazetteer.entries() {
        for tenure in gazetteer.tenures(id) {
            let one_person = gazetteer
                .role(tenure.office)
                .is_some_and(|role| ONE_PERSON.contains(&role));
            if one_person && !shared.contains(&person.name.as_ref()) {
                offices
                    .entry((tenure.of, tenure.office))
                    .or_default()
                    .push(tenure);
            }
        }
    }
    assert!(offices.len() > 400, "only {} offices", offices.len());
    for ((of, office), mut tenures) in offices {
        tenures.sort_by_key(|tenure| (tenure.from, tenure.until));
        for pair in tenures.windows(2) {
            let ends = pair[0].until.map(|until| until.first());
            assert!(
                ends.is_some_and(|ends| ends <= pair[1].from.last()),
                "{} of {}: {} and {} hold it at once",
                gazetteer.entry(office).name,
                gazetteer.entry(of).name,
                gazetteer.entry(pair[0].person).name,
                gazetteer.entry(pair[1].person).name,
            );
        }
    }
}

#[test]
fn every_state_has_people_and_a_capital() {
    let gazetteer = Gazetteer::embedded();
    let names: Vec<(String, String)> = tables();
    let (_, names) = names
        .iter()
        .find(|(file, _)| file.ends_with("state_names.tsv"))
        .expect("the table of state names");
    for (_, state) in gazetteer.entries() {
        let Detail::State {
            code,
            status: StateStatus::State,
            ..
        } = state.detail
        else {
            continue;
        };
        for kind in ["adjective", "capital"] {
            let known = rows(names).any(|row| row.starts_with(&format!("{code}\t{kind}\t")));
            // City states have no capital.
            assert!(
                known || ["MCO", "SMR", "VAT"].contains(&code.as_str()),
                "{} has no {kind}",
                state.name
            );
        }
    }
}

#[test]
fn every_state_had_a_leader() {
    let gazetteer = Gazetteer::embedded();
    let mut missing = Vec::new();
    for (id, state) in gazetteer.entries() {
        let Detail::State {
            status: StateStatus::State,
            years,
            ..
        } = state.detail
        else {
            continue;
        };
        for on in [
            date(1995, 7, 1),
            date(2005, 7, 1),
            date(2015, 7, 1),
            date(2023, 7, 1),
        ] {
            let led = [Role::HeadOfState, Role::HeadOfGovernment, Role::GroupLeader]
                .iter()
                .any(|role| !gazetteer.office_holders(*role, id, Some(on)).is_empty());
            if years.include(on) && !led {
                missing.push(format!("{} {on}", state.name));
            }
        }
    }
    assert!(missing.is_empty(), "no leader known: {missing:?}");
}

#[test]
fn every_first_name_is_one_word() {
    let gazetteer = Gazetteer::embedded();
    let (_, first_names) = tables()
        .into_iter()
        .find(|(file, _)| file.ends_with("first_names.tsv"))
        .expect("the table of first names");
    for row in rows(&first_names) {
        let name = row.split('\t').next().unwrap_or("");
        assert!(
            !name.contains(' ') && gazetteer.first_name(name).is_some(),
            "{row}"
        );
    }
}

#[test]
fn demonyms_lead_to_their_states() {
    let gazetteer = Gazetteer::embedded();
    let check = |word: &str, code: &str| {
        assert_eq!(
            gazetteer
                .demonym(word)
                .map(|code| code.to_string())
                .as_deref(),
            Some(code),
            "{word}"
        )
    };
    check("Russian", "RUS");
    check("Russians", "RUS");
    check("Swede", "SWE");
    check("Britons", "GBR");
    check("Filipina", "PHL");
    check("South Korean", "KOR");
    check("East Germans", "DDR");
    check("Puerto Rican", "USA");
    assert_eq!(gazetteer.demonym("russian"), None);
    assert_eq!(
        gazetteer.named("Kremlin", &[SenseKind::Seat]),
        gazetteer.named("Russia", &[SenseKind::StateName])
    );
}

#[test]
fn a_state_has_the_point_of_its_capital() {
    let gazetteer = Gazetteer::embedded();
    let check = |name: &str, kind, expected: Option<&str>| {
        let entry = gazetteer.named(name, &[kind]).expect("a known name");
        let point = gazetteer.coordinates(entry);
        let shown = point.map(|point| {
            let (north, east) = (point.latitude(), point.longitude());
            format!("{north:.1} {east:.1} {}", point.kind)
        });
        assert_eq!(shown.as_deref(), expected, "{name}");
    };
    check("Vienna", SenseKind::Place, Some("48.2 16.4 town"));
    check("Austria", SenseKind::StateName, Some("48.2 16.4 capital"));
    check(
        "Greenland",
        SenseKind::StateName,
        Some("64.2 -51.7 capital"),
    );
    check("Denmark", SenseKind::StateName, Some("55.7 12.6 capital"));
    check("United Nations", SenseKind::Organization, None);
}
