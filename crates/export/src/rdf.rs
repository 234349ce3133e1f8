//! RDF: the record as a graph, in Turtle, N-Quads and JSON-LD.
//!
//! `Austria met Oman` is a `sem:Event` with two actors. `Austria will meet Oman` is a `chancery:Act` with the status `planned` and
//! no `sem:Event`: who asks for events gets what happened. Every node has an IRI made from the document's id, so the same input
//! gives the same graph and two graphs can be merged.

mod annotations;
mod facts;
mod graph;
mod jsonld;

use std::io::Write;

use chancery_model::Analysis;
use oxttl::{NQuadsSerializer, TurtleSerializer};

use crate::assembly::Frame;
use crate::{Assembly, ExportError, Exporter};
use graph::{Graph, PREFIXES};

/// How the graph is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rdf {
    /// For people: prefixes, the triples of a node together.
    Turtle,
    /// A statement a line, each in the named graph of its document.
    NQuads,
    /// JSON with a context, one object a node.
    JsonLd,
}

impl Exporter for Rdf {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let graph = Graph::of(analysis);
        match self {
            Self::Turtle => turtle(&graph, out)?,
            Self::NQuads => {
                let mut quads = NQuadsSerializer::new().for_writer(out);
                for triple in &graph.triples {
                    let triple = triple.as_ref();
                    quads.serialize_quad(triple.in_graph(graph.name.as_ref()))?;
                }
                quads.finish();
            }
            Self::JsonLd => jsonld::write(&graph.triples, out)?,
        }
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(match self {
            Self::Turtle => Frame {
                head: PREFIXES
                    .iter()
                    .flat_map(|(name, iri)| format!("@prefix {name}: <{iri}> .\n").into_bytes())
                    .collect(),
                ..Frame::default()
            },
            Self::NQuads => Frame::default(),
            Self::JsonLd => Frame {
                head: jsonld::head(),
                between: ",\n",
                foot: "\n]}\n",
                ..Frame::default()
            },
        })
    }
}

/// The triples without the prefixes, which stand once above all documents.
fn turtle(graph: &Graph<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for (name, iri) in PREFIXES {
        serializer = serializer
            .with_prefix(*name, *iri)
            .expect("the namespaces are IRIs");
    }
    let mut serializer = serializer.for_writer(Vec::new());
    for triple in &graph.triples {
        serializer.serialize_triple(triple.as_ref())?;
    }
    let bytes = serializer.finish()?;
    let mut body = bytes.as_slice();
    while body.starts_with(b"@prefix ") {
        let end = body.iter().position(|&byte| byte == b'\n');
        body = end.map_or(&[], |end| &body[end + 1..]);
    }
    out.write_all(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::{EventType, Status};
    use proptest::prelude::*;

    /// A document with one act of this status, in one syntax, framed.
    fn written(rdf: Rdf, status: Status) -> String {
        let mut analysis = crate::testing::analysis("met VERB 0 root");
        let mut event = crate::testing::event(EventType::Consult, status, &[], &[]);
        event.trigger = vec![chancery_model::Span::new(0, 3)];
        analysis.events.push(event);
        framed(rdf, &analysis)
    }

    fn framed(rdf: Rdf, analysis: &Analysis) -> String {
        let (mut document, mut out) = (Vec::new(), Vec::new());
        let mut assembly = rdf.assembly();
        rdf.document(analysis, &mut document)
            .expect("a vector takes all");
        assembly
            .start(&mut out)
            .and_then(|()| assembly.add(&document, &mut out))
            .and_then(|()| assembly.finish(&mut out))
            .expect("a vector takes all");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn only_what_happened_is_an_event() {
        for status in Status::ALL {
            let lines = written(Rdf::NQuads, *status);
            let sem = "<http://semanticweb.cs.vu.nl/2009/11/sem/";
            assert_eq!(lines.contains(sem), *status == Status::Actual, "{lines}");
            assert!(lines.contains("<urn:chancery:vocab:Act>"), "{lines}");
            assert!(!lines.contains("_:"), "no blank node");
        }
    }

    #[test]
    fn prefixes_stand_once_and_every_statement_has_its_graph() {
        let turtle = written(Rdf::Turtle, Status::Actual);
        assert_eq!(turtle.matches("@prefix sem:").count(), 1);
        assert!(
            turtle.contains("doc:test:v1 a chancery:Act , sem:Event"),
            "{turtle}"
        );
        let quads = written(Rdf::NQuads, Status::Actual);
        let graph = "<urn:chancery:doc:test:record> .";
        assert!(quads.lines().all(|line| line.ends_with(graph)), "{quads}");
    }

    proptest! {
        #[test]
        fn the_three_syntaxes_say_the_same(id in any::<String>(), text in any::<String>()) {
            let mut analysis = crate::testing::analysis("met VERB 0 root");
            analysis.document = chancery_model::Document::from_plain(id, text.clone());
            analysis.document.title = Some(text);
            let triple = |quad: oxrdf::Quad| oxrdf::Triple::from(quad).to_string();
            let quads = framed(Rdf::NQuads, &analysis);
            let mut from_quads: Vec<_> = oxttl::NQuadsParser::new()
                .for_slice(&quads)
                .map(|quad| triple(quad.expect("N-Quads")))
                .collect();
            let turtle = framed(Rdf::Turtle, &analysis);
            let mut from_turtle: Vec<_> = oxttl::TurtleParser::new()
                .for_slice(&turtle)
                .map(|triple| triple.expect("Turtle").to_string())
                .collect();
            from_quads.sort();
            from_turtle.sort();
            prop_assert_eq!(from_quads, from_turtle);
            let json: serde_json::Value = serde_json::from_str(&framed(Rdf::JsonLd, &analysis))?;
            prop_assert!(json["@graph"].is_array());
        }
    }
}
