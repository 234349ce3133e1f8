//! The network of who did what to whom, over all documents: GraphML and GEXF.
//!
//! Its ties are the rows of the field's event tables (`fold`): `Austria and Oman warned Chad` is a tie from Austria to
//! Chad and one from Oman to Chad. A document is written as its ties, one JSON object a line; the assembly adds equal ties
//! up and writes the network at the end. It holds distinct actors and ties, not documents.

mod gexf;
mod graphml;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Write};

use chancery_model::{Analysis, Entity, EntityKind, Event, EventType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::fold;
use crate::{Assembly, ExportError, Exporter};

/// How a network is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Network {
    /// A tie a pair and type, with the first and last day.
    GraphMl,
    /// A tie a pair, type and day: the dynamic form.
    Gexf,
}

/// A node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Actor {
    pub(crate) name: String,
    kind: String,
    country: Option<String>,
    wikidata: Option<String>,
}

/// One act from one to another.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Tie {
    source: Actor,
    target: Actor,
    event_type: String,
    day: Option<Date>,
}

/// Position of an actor in [`Graph::actors`].
pub(crate) type Node = usize;

/// All ties so far, equal ones counted.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// In order of first appearance.
    pub(crate) actors: Vec<Actor>,
    nodes: BTreeMap<String, Node>,
    pub(crate) ties: BTreeMap<(Node, Node, EventType, Option<Date>), u32>,
}

impl Exporter for Network {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        for act in fold::acts(analysis) {
            for tie in Tie::of(analysis, act.event, act.coding.event_type, act.date) {
                serde_json::to_writer(&mut *out, &tie)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(Gathering {
            network: *self,
            graph: Graph::default(),
        })
    }
}

impl Tie {
    /// The ties of an event, filed under a type and day.
    pub(crate) fn of(
        analysis: &Analysis,
        event: &Event,
        event_type: EventType,
        day: Option<Date>,
    ) -> impl Iterator<Item = Self> {
        let entities = &analysis.entities.entities;
        let pairs = fold::pairs(event).into_iter();
        let pairs = pairs.map(|(source, target)| (&entities[source], &entities[target]));
        pairs
            .filter(|(source, target)| can_act(source) && can_act(target))
            .map(move |(source, target)| Self {
                source: Actor::of(source),
                target: Actor::of(target),
                event_type: event_type.code().to_owned(),
                day,
            })
    }
}

/// A place and a thing are spoken of, but do nothing.
const fn can_act(entity: &Entity) -> bool {
    matches!(
        entity.kind,
        EntityKind::Person | EntityKind::State | EntityKind::Organization | EntityKind::Group
    )
}

impl Actor {
    fn of(entity: &Entity) -> Self {
        Self {
            name: entity.name.clone(),
            kind: entity.kind.code().to_owned(),
            country: entity.country.map(|code| code.to_string()),
            wikidata: entity.wikidata.clone(),
        }
    }

    /// What makes actors of several documents one: the Wikidata item, else kind, name and country.
    fn key(&self) -> String {
        self.wikidata.clone().unwrap_or_else(|| {
            let country = self.country.as_deref().unwrap_or_default();
            format!("{}\n{}\n{country}", self.kind, self.name)
        })
    }
}

impl Graph {
    fn node(&mut self, actor: Actor) -> Node {
        let next = self.actors.len();
        let node = *self.nodes.entry(actor.key()).or_insert(next);
        if node == next {
            self.actors.push(actor);
        }
        node
    }

    pub(crate) fn add(&mut self, tie: Tie) {
        let (source, target) = (self.node(tie.source), self.node(tie.target));
        // Two entities of a document may be one actor to the network.
        if let Some(event_type) = EventType::from_code(&tie.event_type)
            && source != target
        {
            *self
                .ties
                .entry((source, target, event_type, tie.day))
                .or_default() += 1;
        }
    }
}

struct Gathering {
    network: Network,
    graph: Graph,
}

impl Assembly for Gathering {
    fn start(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn add(&mut self, document: &[u8], _: &mut dyn Write) -> io::Result<()> {
        for tie in serde_json::Deserializer::from_slice(document).into_iter() {
            self.graph.add(tie?);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.network {
            Network::GraphMl => graphml::write(&self.graph, out),
            Network::Gexf => gexf::write(&self.graph, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(name: &str, wikidata: Option<&str>) -> Actor {
        Actor {
            name: name.to_owned(),
            kind: "state".to_owned(),
            country: None,
            wikidata: wikidata.map(str::to_owned),
        }
    }

    fn written(network: Network) -> String {
        let tie = |source, target, day| Tie {
            source,
            target,
            event_type: "CONSULT".to_owned(),
            day,
        };
        let day = |n| Some(Date::constant(2015, 10, n));
        let (a, b) = (actor("A & B", None), actor("Oman", Some("Q842")));
        let renamed = actor("Sultanate of Oman", Some("Q842"));
        let ties = [
            tie(a.clone(), b.clone(), day(24)),
            tie(a.clone(), renamed.clone(), day(24)),
            tie(a, b.clone(), day(20)),
            tie(b, renamed, None),
        ];
        let lines: Vec<_> = ties
            .iter()
            .map(|tie| serde_json::to_string(tie).expect("plain data"))
            .collect();
        let mut out = Vec::new();
        let mut assembly = network.assembly();
        assembly
            .add(lines.join("\n").as_bytes(), &mut out)
            .and_then(|()| assembly.finish(&mut out))
            .expect("a vector takes all");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn graphml_counts_ties_of_a_pair() {
        let xml = written(Network::GraphMl);
        assert_eq!(
            (xml.matches("<node ").count(), xml.matches("<edge ").count()),
            (2, 1)
        );
        assert!(xml.contains("<data key=\"weight\">3</data>"), "{xml}");
        assert!(
            xml.contains("<data key=\"first\">2015-10-20</data>"),
            "{xml}"
        );
        assert!(xml.contains("A &amp; B"), "{xml}");
    }

    #[test]
    fn gexf_has_a_tie_a_day() {
        let xml = written(Network::Gexf);
        assert_eq!(
            (xml.matches("<node ").count(), xml.matches("<edge ").count()),
            (2, 2)
        );
        assert!(
            xml.contains("weight=\"2\" start=\"2015-10-24\" end=\"2015-10-25\""),
            "{xml}"
        );
    }
}
