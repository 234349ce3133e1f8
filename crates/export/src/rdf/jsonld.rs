//! JSON-LD: one object a node, names shortened by the context.
//!
//! `{"@id": "doc:a:v1", "@type": ["chancery:Act", "sem:Event"], "chancery:status": "actual"}`. The serialiser of `oxjsonld` writes
//! every property as a full IRI and no `@type`, three times as long; so nodes are grouped here.

use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Value, json};

use super::graph::PREFIXES;

/// The context and the beginning of the list of nodes.
pub(super) fn head() -> Vec<u8> {
    let context: Map<_, _> = PREFIXES
        .iter()
        .map(|(name, iri)| ((*name).to_owned(), json!(iri)))
        .collect();
    format!("{{\"@context\":{},\"@graph\":[\n", Value::Object(context)).into_bytes()
}

/// Writes the nodes, a line each, commas between them.
pub(super) fn write(triples: &[Triple], out: &mut dyn Write) -> io::Result<()> {
    let nodes = triples.chunk_by(|one, next| one.subject == next.subject);
    for (at, triples) in nodes.enumerate() {
        if at > 0 {
            out.write_all(b",\n")?;
        }
        serde_json::to_writer(&mut *out, &node(triples))?;
    }
    Ok(())
}

fn node(triples: &[Triple]) -> Value {
    let mut node = Map::new();
    if let Some(NamedOrBlankNode::NamedNode(subject)) = triples.first().map(|first| &first.subject)
    {
        node.insert("@id".to_owned(), json!(short(subject.as_str())));
    }
    for triple in triples {
        let (key, value) = match &triple.object {
            Term::NamedNode(class) if triple.predicate == rdf::TYPE => {
                ("@type".to_owned(), json!(short(class.as_str())))
            }
            object => (short(triple.predicate.as_str()), value(object)),
        };
        match node.entry(key).or_insert(Value::Null) {
            Value::Array(values) => values.push(value),
            empty @ Value::Null => *empty = value,
            first => *first = json!([first.take(), value]),
        }
    }
    Value::Object(node)
}

fn value(object: &Term) -> Value {
    match object {
        Term::NamedNode(node) => json!({"@id": short(node.as_str())}),
        Term::Literal(literal) if literal.datatype() == xsd::STRING => json!(literal.value()),
        Term::Literal(literal) => {
            json!({"@type": short(literal.datatype().as_str()), "@value": literal.value()})
        }
        other => json!(other.to_string()),
    }
}

/// `sem:Event`, where a prefix fits.
fn short(iri: &str) -> String {
    let fitting = PREFIXES.iter().find_map(|(name, namespace)| {
        let rest = iri.strip_prefix(namespace)?;
        Some(format!("{name}:{rest}"))
    });
    fitting.unwrap_or_else(|| iri.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::graph::named;

    #[test]
    fn a_node_is_an_object() {
        let subject = named("doc:a");
        let is = |class| Triple::new(subject.clone(), rdf::TYPE, named(class));
        let link = Triple::new(subject.clone(), named("sem:hasActor"), named("wd:Q40"));
        let shown = node(&[is("sem:Event"), link, is("chancery:Act")]).to_string();
        assert_eq!(
            shown,
            r#"{"@id":"doc:a","@type":["sem:Event","chancery:Act"],"sem:hasActor":{"@id":"wd:Q40"}}"#
        );
    }
}
