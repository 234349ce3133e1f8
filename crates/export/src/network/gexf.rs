//! GEXF 1.3, dynamic: one edge a pair, type of event and day.
//!
//! An edge ends the day after it starts: where both are equal, Gephi drops it without a word. One without a day has neither
//! and is there all the time.

use std::io::{self, Write};

use super::Graph;
use super::xml::escaped;

pub(super) fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<gexf xmlns="http://gexf.net/1.3" version="1.3">"#)?;
    writeln!(
        out,
        r#"  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">"#
    )?;
    writeln!(out, r#"    <attributes class="node" mode="static">"#)?;
    for name in ["kind", "country", "wikidata"] {
        writeln!(
            out,
            r#"      <attribute id="{name}" title="{name}" type="string"/>"#
        )?;
    }
    writeln!(out, "    </attributes>")?;
    writeln!(out, r#"    <attributes class="edge" mode="static">"#)?;
    for name in ["type", "quad"] {
        writeln!(
            out,
            r#"      <attribute id="{name}" title="{name}" type="string"/>"#
        )?;
    }
    writeln!(out, "    </attributes>\n    <nodes>")?;
    for (node, actor) in graph.actors.iter().enumerate() {
        let label = escaped(&actor.name);
        writeln!(out, r#"      <node id="n{}" label="{label}">"#, node + 1)?;
        let values = [
            ("kind", Some(actor.kind.as_str())),
            ("country", actor.country.as_deref()),
            ("wikidata", actor.wikidata.as_deref()),
        ];
        attributes(out, &values)?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (at, (&(source, target, event_type, day), count)) in graph.ties.iter().enumerate() {
        let time = match day.map(|day| (day, day.tomorrow())) {
            Some((start, Ok(end))) => format!(r#" start="{start}" end="{end}""#),
            Some((_, Err(_))) | None => String::new(),
        };
        writeln!(
            out,
            r#"      <edge id="e{}" source="n{}" target="n{}" kind="{event_type}" label="{event_type}" weight="{count}"{time}>"#,
            at + 1,
            source + 1,
            target + 1,
        )?;
        let values = [
            ("type", Some(event_type.code())),
            ("quad", Some(event_type.quad().code())),
        ];
        attributes(out, &values)?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn attributes(out: &mut dyn Write, values: &[(&str, Option<&str>)]) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (name, value) in values {
        if let Some(value) = value {
            let value = escaped(value);
            writeln!(out, r#"          <attvalue for="{name}" value="{value}"/>"#)?;
        }
    }
    writeln!(out, "        </attvalues>")
}
