//! A user's own tables: what they add, and how a bad row is reported.

use chancery_gazetteer::{Gazetteer, Role, SenseKind, Table};
use jiff::civil::date;

fn check(text: &str, expected: &str) {
    let result = Table::new("mine.tsv", text).and_then(|table| Gazetteer::extended(&[table]));
    assert_eq!(
        result.err().map(|error| error.to_string()).as_deref(),
        Some(expected)
    );
}

const HOLDERS: &str = "person\toffice\tof\tfrom\tuntil\tshared\n";

#[test]
fn a_row_is_added() {
    let text = format!("# mine\n{HOLDERS}Anna Beispiel\tforeign minister\tAUT\t1980-02\t1981\t\n");
    let table = Table::new("mine.tsv", &text).expect("a table of holders");
    let gazetteer = Gazetteer::extended(&[table]).expect("a good row");
    let austria = gazetteer
        .named("Austria", &[SenseKind::StateName])
        .expect("a state");
    let names = |year, month| {
        let held =
            gazetteer.office_holders(Role::ForeignMinister, austria, Some(date(year, month, 1)));
        held.iter()
            .map(|tenure| gazetteer.entry(tenure.person).name.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(1980, 1), Vec::<String>::new());
    assert_eq!(names(1980, 2), ["Anna Beispiel"]);
    assert_eq!(names(1981, 12), ["Anna Beispiel"]);
    assert_eq!(names(1982, 1), Vec::<String>::new());
}

#[test]
fn bad_rows_say_where_and_what() {
    check(
        &format!("{HOLDERS}A B\tforeign minister\tAUT\t1980\n"),
        "mine.tsv:2:1: expected 6 tab-separated fields, found 4",
    );
    check(
        &format!("{HOLDERS}A B\tgrand vizier\tAUT\t1980\t\t\n"),
        "mine.tsv:2:5: `grand vizier` in column `office` is not in the table of titles",
    );
    check(
        &format!("{HOLDERS}A B\tking\tAUX\t1980\t\t\n"),
        "mine.tsv:2:10: `AUX` in column `of` is not in the table of states, organisations or groups",
    );
    check(
        &format!("# é\n\n{HOLDERS}É B\tking\tAUT\t1980-13\t\t\n"),
        "mine.tsv:4:14: expected YYYY, YYYY-MM or YYYY-MM-DD in column `from`, found `1980-13`",
    );
    check(
        &format!("{HOLDERS}\tking\tAUT\t1980\t\t\n"),
        "mine.tsv:2:1: expected a value in column `person`, found ``",
    );
    check(
        "first_name\tgender\nZebulonia\tx\n",
        "mine.tsv:2:11: expected f or m in column `gender`, found `x`",
    );
    check(
        "first_name\tgender\nAnna\tf\n",
        "mine.tsv:2:1: `Anna` stands in the table twice",
    );
}

#[test]
fn an_unknown_table_lists_the_known_ones() {
    let error = Table::new("mine.tsv", "# nothing\nname,gender\n")
        .expect_err("no table of ours")
        .to_string();
    assert!(error.starts_with("mine.tsv:2:1: expected the column names of a gazetteer table, found `name,gender`; known are `code iso2"), "{error}");
    assert!(error.ends_with("`first_name gender`"), "{error}");
    assert!(Table::new("mine.tsv", "").is_err());
}

#[test]
fn who_held_what_and_when() {
    let gazetteer = Gazetteer::embedded();
    let check = |role: Role, of: &str, on, expected: &[&str]| {
        let of = gazetteer
            .named(of, &[SenseKind::StateName, SenseKind::Organization])
            .expect("a state or body");
        let names: Vec<String> = gazetteer
            .office_holders(role, of, Some(on))
            .iter()
            .map(|tenure| gazetteer.entry(tenure.person).name.to_string())
            .collect();
        assert_eq!(names, expected);
    };
    check(
        Role::ForeignMinister,
        "Russia",
        date(2015, 10, 24),
        &["Sergey Lavrov"],
    );
    check(
        Role::ForeignMinister,
        "United States",
        date(2015, 10, 24),
        &["John Kerry"],
    );
    check(
        Role::HeadOfGovernment,
        "United Kingdom",
        date(2016, 7, 1),
        &["David Cameron"],
    );
    check(
        Role::HeadOfState,
        "Iran",
        date(2007, 1, 1),
        &["Ali Khamenei", "Mahmoud Ahmadinejad"],
    );
    check(
        Role::OrganizationHead,
        "United Nations",
        date(2003, 1, 1),
        &["Kofi Annan"],
    );
    check(
        Role::ForeignPolicyChief,
        "European Union",
        date(2012, 1, 1),
        &["Catherine Ashton"],
    );
}

#[test]
fn a_person_holds_offices_one_after_the_other() {
    let gazetteer = Gazetteer::embedded();
    let putin = gazetteer
        .named("Vladimir Putin", &[SenseKind::Person])
        .expect("a person");
    let offices = |on| {
        let offices = gazetteer.holder_offices(putin, on);
        offices
            .iter()
            .map(|tenure| gazetteer.entry(tenure.office).name.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        offices(date(1999, 1, 1)),
        ["director of the Federal Security Service"]
    );
    assert_eq!(offices(date(2010, 1, 1)), ["prime minister"]);
    assert_eq!(offices(date(2015, 1, 1)), ["president"]);
    assert_eq!(offices(date(1995, 1, 1)), Vec::<String>::new());
}
