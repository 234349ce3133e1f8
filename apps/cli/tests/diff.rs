//! `chancery diff`: facts are matched by words and place, counted, and told by exit status.

#[path = "support/run.rs"]
mod run;

use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use run::ended;
use serde_json::{Value, json};

/// A record of `Anna Beispiel met Oman in Graz.` with one entity, quote and event.
fn record(id: &str) -> Value {
    json!({
        "schema": "chancery/1", "id": id, "text": "Anna Beispiel met Oman in Graz. Good, she said.",
        "sentences": [{"span": [0, 31]}, {"span": [32, 47]}],
        "entities": [
            {"id": "e1", "kind": "person", "name": "Anna Beispiel", "country": "AUT", "mentions": ["m1"]},
            {"id": "e2", "kind": "state", "name": "Oman", "country": "OMN", "mentions": ["m2"]},
        ],
        "mentions": [{"id": "m1", "span": [0, 13]}, {"id": "m2", "span": [18, 22]}],
        "quotes": [{"id": "q1", "kind": "indirect", "content": [[32, 36]],
            "cue": {"span": [42, 46], "class": "statement", "negated": false},
            "speaker": {"span": [38, 41], "entities": ["e1"]}, "confidence": 0.9}],
        "events": [{"id": "v1", "type": "CONSULT", "source": ["e1"], "target": ["e2"], "status": "actual",
            "trigger": [[14, 17]], "sentence": 0, "confidence": 0.9}],
    })
}

fn lines(records: &[Value]) -> String {
    records.iter().map(|record| format!("{record}\n")).collect()
}

/// Status, standard output and standard error.
fn diff(old: &[u8], new: &[u8], args: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("a writable folder");
    };
    write("old", old);
    write("new", new);
    run(folder.path(), args)
}

fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command =
        Command::cargo_bin("chancery").expect("cargo builds the binary for this test");
    command.current_dir(folder);
    ended(command.args(["diff", "old", "new"]).args(args))
}

/// What the listing says of one record that became another, without its counts.
#[track_caller]
fn check(change: impl Fn(&mut Value), expected: &str) {
    let mut new = record("a");
    change(&mut new);
    let (status, stdout, stderr) = diff(
        lines(&[record("a")]).as_bytes(),
        lines(&[new]).as_bytes(),
        &[],
    );
    let listing = stdout.split("documents:").next().unwrap_or_default();
    assert_eq!((listing, &*stderr), (expected, ""));
    assert_eq!(status, Some(i32::from(!expected.is_empty())));
}

#[test]
fn ids_confidence_and_order_are_no_facts() {
    check(|_| (), "");
    check(
        |new| {
            let text = new
                .to_string()
                .replace("\"e1\"", "\"e7\"")
                .replace("\"m1\"", "\"m9\"");
            *new = serde_json::from_str(&text).expect("JSON");
            new["events"][0]["confidence"] = json!(0.1);
            new["entities"].as_array_mut().expect("a list").reverse();
        },
        "",
    );
}

#[test]
fn what_changed_is_named_by_words_and_place() {
    check(
        |new| {
            new["events"][0]["status"] = json!("planned");
            new["events"][0]["trigger"] = json!([[14, 22]]);
        },
        "~ a\n  events\n    ~ CONSULT “met” 14..17: trigger met → met Oman, status actual → planned\n",
    );
    check(
        |new| new["quotes"][0]["speaker"]["entities"] = json!([]),
        "~ a\n  quotes\n    ~ indirect “Good” 32..36: speaker Anna Beispiel → “she”\n",
    );
    check(
        |new| new["entities"][0]["name"] = json!("A. Beispiel"),
        "~ a\n  entities\n    ~ person Anna Beispiel: name Anna Beispiel → A. Beispiel\n  quotes\n    ~ indirect “Good” 32..36: \
         speaker Anna Beispiel → A. Beispiel\n  events\n    ~ CONSULT “met” 14..17: source Anna Beispiel → A. Beispiel\n",
    );
    check(
        |new| new["quotes"] = json!([]),
        "~ a\n  quotes\n    - indirect “Good” 32..36: speaker Anna Beispiel, cue said, cue class statement\n",
    );
    check(
        |new| new["title"] = json!("Talks"),
        "~ a\n  document: title - → Talks\n",
    );
}

#[test]
fn a_span_outside_the_text_has_no_words() {
    check(
        |new| new["events"][0]["trigger"] = json!([[99, 7], [40, 4_000_000_000_u32]]),
        "~ a\n  events\n    - CONSULT “met” 14..17: status actual, source Anna Beispiel, target Oman\n    \
         + CONSULT “” 99..7: status actual, source Anna Beispiel, target Oman\n",
    );
}

#[test]
fn in_a_changed_text_facts_are_found_by_their_words() {
    check(
        |new| {
            let text = new["text"]
                .as_str()
                .expect("text")
                .replace("Good, ", "Good. ");
            new["text"] = json!(text);
        },
        "~ a\n  document: text n in Graz. Good, she said. → n in Graz. Good. she said.\n",
    );
}

#[test]
fn documents_are_matched_in_any_order_and_counted() {
    let old = lines(&[record("a"), record("b"), record("c"), record("c")]);
    let mut changed = record("b");
    changed["events"][0]["mode"] = json!("visit");
    let new = lines(&[record("d"), record("c"), changed, record("c")]);
    let (status, stdout, _) = diff(old.as_bytes(), new.as_bytes(), &[]);
    assert_eq!(
        stdout,
        "- a\n~ b\n  events\n    ~ CONSULT “met” 14..17: mode - → visit\n+ d\n\
         documents: 2 the same, 1 changed, 1 removed, 1 added\nentities: 0 changed, 0 removed, 0 added\n\
         quotes: 0 changed, 0 removed, 0 added\nevents: 1 changed, 0 removed, 0 added\n"
    );
    assert_eq!(status, Some(1));

    let (_, stdout, _) = diff(old.as_bytes(), new.as_bytes(), &["--format", "jsonl"]);
    let found: Vec<Value> = stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(
        found[0],
        json!({"document": "a", "part": "document", "change": "removed"})
    );
    assert_eq!(found[1]["fields"], json!({"mode": [null, "visit"]}));
    assert_eq!(found[1]["old_spans"], json!([[14, 17]]));
    assert_eq!(
        found[3]["counts"]["documents"],
        json!({"same": 2, "changed": 1, "removed": 1, "added": 1})
    );
    assert_eq!(found.len(), 4);
}

#[test]
fn packed_and_indented_records_are_read() {
    let plain = lines(&[record("a"), record("b")]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed
        .write_all(plain.as_bytes())
        .expect("a vector takes all");
    let packed = packed.finish().expect("a vector takes all");
    let indented = format!("{:#}\n{:#}\n", record("a"), record("b"));
    for (old, new) in [
        (&*packed, plain.as_bytes()),
        (indented.as_bytes(), &*packed),
    ] {
        assert_eq!(diff(old, new, &[]).0, Some(0));
    }
}

#[test]
fn trouble_is_named_with_its_place_and_has_a_status_of_its_own() {
    let good = lines(&[record("a")]);
    for (old, new, message) in [
        (good.clone(), format!("{good}{{\"id\": 3}}"), "new: at byte"),
        (format!("{good}no"), good.clone(), "old: at byte"),
        (
            good.replace("chancery/1", "other/2"),
            good.clone(),
            "other/2",
        ),
        ("{}".to_owned(), good.clone(), "missing field"),
    ] {
        let (status, _, stderr) = diff(old.as_bytes(), new.as_bytes(), &[]);
        assert_eq!(status, Some(2), "{stderr}");
        assert!(stderr.contains(message), "{stderr}");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(run(folder.path(), &[]).0, Some(2));
    assert_eq!(run(folder.path(), &["--format", "xml"]).0, Some(2));
}
