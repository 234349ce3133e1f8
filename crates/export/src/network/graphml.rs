//! GraphML: one edge a pair and type of event.
//!
//! Each key names its domain and type, because Gephi and networkx need both.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;

use super::xml::escaped;
use super::{Graph, Node};
use chancery_model::EventType;

/// Keys: domain, name, type.
const KEYS: &[(&str, &str, &str)] = &[
    ("node", "label", "string"),
    ("node", "kind", "string"),
    ("node", "country", "string"),
    ("node", "wikidata", "string"),
    ("edge", "type", "string"),
    ("edge", "quad", "string"),
    ("edge", "weight", "int"),
    ("edge", "first", "string"),
    ("edge", "last", "string"),
];

/// How often, and the first and last day known.
#[derive(Default)]
struct Sum {
    count: u32,
    days: Option<(Date, Date)>,
}

pub(super) fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#
    )?;
    for (domain, name, kind) in KEYS {
        writeln!(
            out,
            r#"  <key id="{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>"#
        )?;
    }
    writeln!(out, r#"  <graph id="events" edgedefault="directed">"#)?;
    for (node, actor) in graph.actors.iter().enumerate() {
        writeln!(out, r#"    <node id="n{}">"#, node + 1)?;
        datum(out, "label", Some(&actor.name))?;
        datum(out, "kind", Some(&actor.kind))?;
        datum(out, "country", actor.country.as_deref())?;
        datum(out, "wikidata", actor.wikidata.as_deref())?;
        writeln!(out, "    </node>")?;
    }
    for (at, (&(source, target, event_type), sum)) in sums(graph).iter().enumerate() {
        writeln!(
            out,
            r#"    <edge id="e{}" source="n{}" target="n{}">"#,
            at + 1,
            source + 1,
            target + 1
        )?;
        datum(out, "type", Some(event_type.code()))?;
        datum(out, "quad", Some(event_type.quad().code()))?;
        datum(out, "weight", Some(&sum.count.to_string()))?;
        if let Some((first, last)) = sum.days {
            datum(out, "first", Some(&first.to_string()))?;
            datum(out, "last", Some(&last.to_string()))?;
        }
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

/// The ties of all days of a pair and type as one.
fn sums(graph: &Graph) -> BTreeMap<(Node, Node, EventType), Sum> {
    let mut sums: BTreeMap<_, Sum> = BTreeMap::new();
    for (&(source, target, event_type, day), count) in &graph.ties {
        let sum = sums.entry((source, target, event_type)).or_default();
        sum.count += count;
        if let Some(day) = day {
            let (first, last) = sum.days.unwrap_or((day, day));
            sum.days = Some((first.min(day), last.max(day)));
        }
    }
    sums
}

fn datum(out: &mut dyn Write, key: &str, value: Option<&str>) -> io::Result<()> {
    match value {
        Some(value) => writeln!(out, r#"      <data key="{key}">{}</data>"#, escaped(value)),
        None => Ok(()),
    }
}
