//! The triples of one document, and how its nodes are named.
//!
//! The event `v1` of the document `a b` is `urn:chancery:doc:a%20b:v1`. Properties and classes are written as in Turtle,
//! `sem:hasActor`, and stand for the IRI that their prefix in [`PREFIXES`] makes of them.

use std::collections::BTreeSet;
use std::fmt::{Display, Write};

use chancery_model::{Analysis, EntityId};
use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use crate::CodePoints;
use crate::record::entity_name;

/// Prefixes and their namespaces, sorted.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("chancery", "urn:chancery:vocab:"),
    ("doc", "urn:chancery:doc:"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("plover", "urn:chancery:plover:"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rule", "urn:chancery:rule:"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What is said of one document.
pub(super) struct Graph<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) points: CodePoints<'a>,
    /// The document.
    pub(super) document: NamedNode,
    /// The named graph that holds the triples.
    pub(super) name: NamedNode,
    /// Rules that found something.
    pub(super) rules: BTreeSet<&'a str>,
    /// Those of one subject together.
    pub(super) triples: Vec<Triple>,
}

impl<'a> Graph<'a> {
    /// No triples yet.
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let document = local("doc", analysis.document.id());
        Self {
            analysis,
            points: CodePoints::of(analysis.document.text()),
            name: NamedNode::new_unchecked(format!("{}:record", document.as_str())),
            document,
            rules: BTreeSet::new(),
            triples: Vec::new(),
        }
    }

    /// The node of an item of the document: `v1`, `e1`, `m3-words`.
    pub(super) fn item(&self, name: impl Display) -> NamedNode {
        NamedNode::new_unchecked(format!("{}:{name}", self.document.as_str()))
    }

    /// The nodes of entities.
    pub(super) fn entities(&self, ids: &[EntityId]) -> Vec<NamedNode> {
        ids.iter().map(|&id| self.item(entity_name(id))).collect()
    }

    /// Begins to tell of a node.
    pub(super) fn about(&mut self, subject: NamedNode) -> Subject<'_> {
        Subject {
            subject,
            triples: &mut self.triples,
        }
    }
}

/// A node that is being told of.
pub(super) struct Subject<'g> {
    subject: NamedNode,
    triples: &'g mut Vec<Triple>,
}

impl Subject<'_> {
    fn add(&mut self, property: &str, object: impl Into<Term>) -> &mut Self {
        let subject = self.subject.clone();
        let property = named(property);
        self.triples.push(Triple::new(subject, property, object));
        self
    }

    fn typed(
        &mut self,
        property: &str,
        value: impl Display,
        datatype: NamedNodeRef<'_>,
    ) -> &mut Self {
        self.add(
            property,
            Literal::new_typed_literal(value.to_string(), datatype),
        )
    }

    /// It is of a class.
    pub(super) fn is(&mut self, class: &str) -> &mut Self {
        let subject = self.subject.clone();
        self.triples
            .push(Triple::new(subject, rdf::TYPE, named(class)));
        self
    }

    /// It stands in a relation to other nodes.
    pub(super) fn links(
        &mut self,
        property: &str,
        objects: impl IntoIterator<Item = NamedNode>,
    ) -> &mut Self {
        for object in objects {
            self.add(property, object);
        }
        self
    }

    /// It has words.
    pub(super) fn texts<T: Display>(
        &mut self,
        property: &str,
        values: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        for value in values {
            self.add(property, Literal::new_simple_literal(value.to_string()));
        }
        self
    }

    /// It has an address.
    pub(super) fn address(&mut self, property: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.typed(property, value, xsd::ANY_URI);
        }
        self
    }

    /// It has a day.
    pub(super) fn day(&mut self, property: &str, value: Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            self.typed(property, value, xsd::DATE);
        }
        self
    }

    /// It has a number with decimals.
    pub(super) fn number(&mut self, property: &str, value: Option<f64>) -> &mut Self {
        if let Some(value) = value {
            self.typed(property, value, xsd::DECIMAL);
        }
        self
    }

    /// It has a place in the text.
    pub(super) fn offset(&mut self, property: &str, value: u32) -> &mut Self {
        self.typed(property, value, xsd::NON_NEGATIVE_INTEGER)
    }

    /// It is so, or not.
    pub(super) fn flag(&mut self, property: &str, value: bool) -> &mut Self {
        self.typed(property, value, xsd::BOOLEAN)
    }
}

/// The node of `prefix:name`.
pub(super) fn named(compact: &str) -> NamedNode {
    let (prefix, name) = compact.split_once(':').unwrap_or_default();
    NamedNode::new_unchecked(format!("{}{name}", namespace(prefix)))
}

/// The node of any text in a namespace, what IRIs cannot hold percent-encoded.
pub(super) fn local(prefix: &str, text: &str) -> NamedNode {
    let mut iri = namespace(prefix).to_owned();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            iri.push(char::from(byte));
        } else {
            write!(iri, "%{byte:02X}").expect("a string takes all");
        }
    }
    NamedNode::new_unchecked(iri)
}

/// The namespace of a prefix.
fn namespace(prefix: &str) -> &'static str {
    let found = PREFIXES.iter().find(|(name, _)| *name == prefix);
    found.expect("only declared prefixes are used").1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_iris() {
        assert!(PREFIXES.is_sorted());
        let check = |node: NamedNode, expected: &str| {
            assert!(oxrdf::NamedNode::new(node.as_str()).is_ok());
            assert_eq!(node.as_str(), expected);
        };
        check(named("oa:start"), "http://www.w3.org/ns/oa#start");
        check(
            local("doc", "a b/ü#1"),
            "urn:chancery:doc:a%20b%2F%C3%BC%231",
        );
    }
}
