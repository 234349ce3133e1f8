//! A record as a page for reviewers: one item a line, every span shown by its words.

use std::fmt::Write;

use serde_json::Value;

/// All records of a JSON Lines text.
pub(crate) fn records(lines: &str) -> String {
    let pages: Vec<_> = lines
        .lines()
        .map(|line| page(&serde_json::from_str(line).expect("a record is JSON")))
        .collect();
    pages.join("\n")
}

fn page(record: &Value) -> String {
    let view = View {
        record,
        text: string(&record["text"]).chars().collect(),
    };
    let mut out = format!(
        "document {}: {}\n",
        string(&record["id"]),
        or_dash(&record["title"])
    );
    let source = &record["source"];
    for field in ["publisher", "byline", "credit"] {
        if !source[field].is_null() {
            let _ = writeln!(out, "{field} {}", string(&source[field]));
        }
    }
    let line = &record["dateline"];
    if !line.is_null() {
        let facts = [&line["place"], &line["date"], &line["agency"]]
            .map(or_dash)
            .join(" · ");
        let _ = writeln!(out, "dateline {facts} | {}", view.words(&line["span"]));
    }
    view.entities(&mut out);
    view.times(&mut out);
    view.quotes(&mut out);
    view.events(&mut out);
    for warning in list(&record["warnings"]) {
        let _ = writeln!(
            out,
            "warning {}: {} | {}",
            string(&warning["code"]),
            string(&warning["message"]),
            view.words(&warning["span"])
        );
    }
    out
}

struct View<'a> {
    record: &'a Value,
    text: Vec<char>,
}

impl View<'_> {
    fn entities(&self, out: &mut String) {
        out.push_str("\nentities\n");
        for entity in list(&self.record["entities"]) {
            let sectors = list(&entity["sectors"])
                .iter()
                .map(string)
                .collect::<Vec<_>>()
                .join(" ");
            let office = match &entity["office"] {
                Value::Null => String::new(),
                office => format!(
                    " · {} of {}",
                    string(&office["title"]),
                    or_dash(&office["of"])
                ),
            };
            let kind = string(&entity["kind"]);
            let _ = writeln!(
                out,
                "  {} {kind} {} · {} {sectors}{office}",
                string(&entity["id"]),
                string(&entity["name"]),
                or_dash(&entity["country"])
            );
            let mentions: Vec<_> = list(&entity["mentions"])
                .iter()
                .filter_map(|id| {
                    list(&self.record["mentions"])
                        .iter()
                        .find(|mention| mention["id"] == *id)
                })
                .map(|mention| {
                    format!(
                        "{} {}",
                        string(&mention["form"]),
                        self.words(&mention["span"])
                    )
                })
                .collect();
            let _ = writeln!(out, "     {}", mentions.join(" · "));
        }
    }

    fn times(&self, out: &mut String) {
        out.push_str("\ntimes\n");
        for time in list(&self.record["times"]) {
            let _ = writeln!(
                out,
                "  {} {} {}",
                string(&time["type"]),
                or_dash(&time["value"]),
                self.words(&time["span"])
            );
        }
    }

    fn quotes(&self, out: &mut String) {
        out.push_str("\nquotes\n");
        for quote in list(&self.record["quotes"]) {
            let speaker = match &quote["speaker"] {
                Value::Null => "no speaker".to_owned(),
                speaker => {
                    let who = self.names(&speaker["entities"]);
                    format!(
                        "{} = {who} by {}",
                        self.words(&speaker["span"]),
                        or_dash(&speaker["resolution"])
                    )
                }
            };
            let cue = match &quote["cue"] {
                Value::Null => "no cue".to_owned(),
                cue => format!(
                    "{} {}{}",
                    self.words(&cue["span"]),
                    if cue["negated"] == true { "not " } else { "" },
                    string(&cue["class"])
                ),
            };
            let parent = if quote["parent"].is_null() {
                String::new()
            } else {
                format!(" · in {}", string(&quote["parent"]))
            };
            let _ = writeln!(
                out,
                "  {} {} · {speaker} · {cue}{parent}",
                string(&quote["id"]),
                string(&quote["kind"])
            );
            for piece in list(&quote["content"]) {
                let _ = writeln!(out, "     | {}", self.words(piece));
            }
        }
    }

    fn events(&self, out: &mut String) {
        out.push_str("\nevents\n");
        for event in list(&self.record["events"]) {
            let mode = if event["mode"].is_null() {
                String::new()
            } else {
                format!("/{}", string(&event["mode"]))
            };
            let arrow = if event["reciprocal"] == true {
                "<->"
            } else {
                "->"
            };
            let mut facts = vec![format!(
                "{} {arrow} {}",
                self.names(&event["source"]),
                self.names(&event["target"])
            )];
            if !event["time"].is_null() {
                facts.push(format!(
                    "{}..{}",
                    string(&event["time"]["start"]),
                    string(&event["time"]["end"])
                ));
            }
            if !event["place"].is_null() {
                facts.push(format!("at {}", self.name(&event["place"])));
            }
            if !event["said_in"].is_null() {
                facts.push(format!("said in {}", string(&event["said_in"])));
            }
            let same = list(&event["same_as"])
                .iter()
                .map(string)
                .collect::<Vec<_>>()
                .join(" ");
            if !same.is_empty() {
                facts.push(format!("same as {same}"));
            }
            let head = format!(
                "{} {} {}{mode} {}",
                string(&event["id"]),
                string(&event["status"]),
                string(&event["type"]),
                or_dash(&event["cameo"])
            );
            let _ = writeln!(out, "  {head} · {}", facts.join(" · "));
            let trigger = list(&event["trigger"])
                .iter()
                .map(|span| self.words(span))
                .collect::<Vec<_>>()
                .join(" ");
            let _ = writeln!(out, "     {trigger} by {}", string(&event["rule"]));
        }
    }

    /// The words of a span on one line, in brackets.
    fn words(&self, span: &Value) -> String {
        let Some((start, end)) = ends(span) else {
            return "-".to_owned();
        };
        let words: String = self.text[start..end].iter().collect();
        format!(
            "[{}]",
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        )
    }

    fn name(&self, id: &Value) -> String {
        let entity = list(&self.record["entities"])
            .iter()
            .find(|entity| entity["id"] == *id);
        entity.map_or_else(
            || "?".to_owned(),
            |entity| string(&entity["name"]).to_owned(),
        )
    }

    fn names(&self, ids: &Value) -> String {
        let names: Vec<_> = list(ids).iter().map(|id| self.name(id)).collect();
        if names.is_empty() {
            "-".to_owned()
        } else {
            names.join(", ")
        }
    }
}

/// Panics when a span leaves the text, or an id names nothing.
pub(crate) fn check_spans(case: &str, record: &Value) {
    let length = string(&record["text"]).chars().count();
    walk(record, &mut |key, value| {
        if matches!(key, "span" | "head") && !value.is_null() {
            let (start, end) =
                ends(value).unwrap_or_else(|| panic!("{case}: {key} is no span: {value}"));
            assert!(
                start < end && end <= length,
                "{case}: {key} {value} leaves the text"
            );
        }
        if matches!(key, "source" | "target" | "entities")
            && value
                .as_array()
                .is_some_and(|ids| ids.iter().all(Value::is_string))
        {
            for id in list(value) {
                let known = list(&record["entities"])
                    .iter()
                    .any(|entity| entity["id"] == *id);
                assert!(known, "{case}: {key} names {id}, which is no entity");
            }
        }
    });
}

fn walk(value: &Value, visit: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                visit(key, value);
                walk(value, visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, visit)),
        _ => {}
    }
}

fn ends(span: &Value) -> Option<(usize, usize)> {
    match span.as_array()?.as_slice() {
        [start, end] => Some((start.as_u64()? as usize, end.as_u64()? as usize)),
        _ => None,
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn or_dash(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}
