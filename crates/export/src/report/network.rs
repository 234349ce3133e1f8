//! The drawn network: the busiest actors on a circle, their ties as arcs.
//!
//! The circle needs no search for a layout, so the same record gives the same picture. Actors stand in the order of their
//! weight alternating left and right of the top; a tie bends to the left of who acts, so both ways are seen.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use chancery_model::{EventType, Quad};

use super::{Label, class, coordinate};
use crate::network::{Graph, Node};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 560.0;
const RADIUS: f64 = 215.0;
/// Beyond this, names run into each other.
const MAX_NODES: usize = 28;
/// Rows of the table below.
const MAX_ROWS: usize = 15;
/// How far the middle of an arc is drawn to the centre; 0 is a straight line.
const PULL: f64 = 0.45;
/// How far it is drawn to the left, as a share of the distance.
const BEND: f64 = 0.16;

pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) ties: Vec<Arc>,
    pub(super) nodes: Vec<Dot>,
    pub(super) rows: Vec<Row>,
    /// Actors that are not drawn.
    pub(super) left_out: usize,
}

pub(super) struct Arc {
    pub(super) quad: &'static str,
    pub(super) path: String,
    pub(super) width: String,
    pub(super) title: String,
}

pub(super) struct Dot {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) radius: String,
    pub(super) title: String,
    pub(super) label: Label,
}

/// A line of the table of ties.
pub(super) struct Row {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) quad: &'static str,
    pub(super) event_type: &'static str,
    pub(super) count: u32,
}

/// The drawing of a network; nothing where nobody did anything to anyone.
pub(super) fn draw(graph: &Graph) -> Option<Drawing> {
    let mut by_quad: BTreeMap<(Node, Node, Quad), u32> = BTreeMap::new();
    let mut by_type: BTreeMap<(Node, Node, EventType), u32> = BTreeMap::new();
    let mut weights = vec![0_u32; graph.actors.len()];
    for (&(source, target, event_type, _), &count) in &graph.ties {
        *by_quad
            .entry((source, target, event_type.quad()))
            .or_default() += count;
        *by_type.entry((source, target, event_type)).or_default() += count;
        weights[source] += count;
        weights[target] += count;
    }
    let mut order: Vec<Node> = (0..weights.len())
        .filter(|&node| weights[node] > 0)
        .collect();
    order.sort_by_key(|&node| (std::cmp::Reverse(weights[node]), node));
    let left_out = order.len().saturating_sub(MAX_NODES);
    order.truncate(MAX_NODES);
    let heaviest = f64::from(weights[*order.first()?]);
    let mut places = vec![None; weights.len()];
    for (rank, &node) in order.iter().enumerate() {
        // 0, 1, -1, 2, -2 … steps from the top.
        let step = rank.div_ceil(2) as f64 * if rank % 2 == 1 { 1.0 } else { -1.0 };
        let angle = TAU * step / order.len() as f64;
        places[node] = Some((angle.sin(), -angle.cos()));
    }
    let at = |(x, y): (f64, f64), radius: f64| {
        (WIDTH / 2.0 + 1.25 * radius * x, HEIGHT / 2.0 + radius * y)
    };

    let mut arcs: Vec<(u32, Arc)> = Vec::new();
    for (&(source, target, quad), &count) in &by_quad {
        let (Some(from), Some(to)) = (places[source], places[target]) else {
            continue;
        };
        let (from, to) = (at(from, RADIUS), at(to, RADIUS));
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let pulled = |a: f64, centre: f64| a + PULL * (centre - a);
        let bend = (BEND * (to.1 - from.1), BEND * (from.0 - to.0));
        let control = (
            pulled(middle.0, WIDTH / 2.0) + bend.0,
            pulled(middle.1, HEIGHT / 2.0) + bend.1,
        );
        let [x0, y0, x1, y1, x2, y2] =
            [from.0, from.1, control.0, control.1, to.0, to.1].map(coordinate);
        arcs.push((
            count,
            Arc {
                quad: class(quad),
                path: format!("M{x0} {y0}Q{x1} {y1} {x2} {y2}"),
                width: coordinate(1.0 + 1.6 * f64::from(count).ln()),
                title: format!(
                    "{} → {}: {count} {}",
                    graph.actors[source].name,
                    graph.actors[target].name,
                    quad.code().replace('-', " ")
                ),
            },
        ));
    }
    // Thin ties over wide ones.
    arcs.sort_by_key(|(count, _)| std::cmp::Reverse(*count));

    let nodes = order.iter().filter_map(|&node| {
        let place = places[node]?;
        let (x, y) = at(place, RADIUS);
        let (label_x, label_y) = at(place, RADIUS + 14.0);
        Some(Dot {
            x: coordinate(x),
            y: coordinate(y),
            radius: coordinate(3.0 + 6.0 * (f64::from(weights[node]) / heaviest).sqrt()),
            title: format!("{}: {} events", graph.actors[node].name, weights[node]),
            label: Label {
                x: coordinate(label_x),
                y: coordinate(label_y + 4.0),
                anchor: match place.0 {
                    x if x > 0.15 => "start",
                    x if x < -0.15 => "end",
                    _ => "middle",
                },
                text: shortened(&graph.actors[node].name),
            },
        })
    });
    let mut rows: Vec<_> = by_type.iter().collect();
    rows.sort_by_key(|(key, count)| (std::cmp::Reverse(**count), **key));
    Some(Drawing {
        width: WIDTH,
        height: HEIGHT,
        nodes: nodes.collect(),
        ties: arcs.into_iter().map(|(_, arc)| arc).collect(),
        rows: rows
            .into_iter()
            .take(MAX_ROWS)
            .map(|(&(source, target, event_type), &count)| Row {
                source: graph.actors[source].name.clone(),
                target: graph.actors[target].name.clone(),
                quad: class(event_type.quad()),
                event_type: event_type.code(),
                count,
            })
            .collect(),
        left_out,
    })
}

/// A name that fits beside the circle.
fn shortened(name: &str) -> String {
    const LETTERS: usize = 34;
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let start: String = name.chars().take(LETTERS).collect();
    format!("{}…", start.trim_end())
}
