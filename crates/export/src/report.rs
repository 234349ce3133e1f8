//! The HTML report: one page that stands alone, with each story's text marked up and its record beside it.
//!
//! A trigger in the text and its event in the list link to each other, so do a cue and its quote, a mention and its actor.
//! The overview (time line, network, most frequent ties) counts over all stories and is drawn here; only the table of all
//! events is made by the page's script, from the lists. Nothing is fetched: style and script stand in the page.

mod marks;
mod network;
mod story;
mod timeline;

use std::collections::BTreeMap;
use std::io::{self, Write};

use askama::Template;
use chancery_model::{Analysis, Quad};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::network::{Graph, Tie};
use crate::{Assembly, ExportError, Exporter, labels};

pub(crate) struct Report;

#[derive(Template)]
#[template(path = "report/head.html")]
struct Head {
    css: &'static str,
}

#[derive(Template)]
#[template(path = "report/overview.html")]
struct Overview {
    documents: usize,
    events: usize,
    quotes: usize,
    timeline: Option<timeline::Timeline>,
    network: Option<network::Drawing>,
    script: &'static str,
}

/// What the overview needs of one document; the first line of its bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Summary {
    events: usize,
    quotes: usize,
    ties: Vec<Tie>,
    /// Quad codes with the first day of each event that has one.
    days: Vec<(Date, String)>,
}

impl Exporter for Report {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let acts: Vec<_> = labels::acts(analysis).collect();
        let mut ties = Vec::new();
        for &(_, event) in &acts {
            ties.extend(Tie::of(analysis, event, event.event_type, None));
        }
        let days = acts.iter().filter_map(|(_, event)| {
            Some((event.time?.start, event.event_type.quad().code().to_owned()))
        });
        let summary = Summary {
            events: acts.len(),
            quotes: analysis.quotes.len(),
            ties,
            days: days.collect(),
        };
        serde_json::to_writer(&mut *out, &summary)?;
        writeln!(out)?;
        story::Story::new(analysis).write_into(out)?;
        Ok(())
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(Gathering::default())
    }
}

/// Stories pass through; what the overview counts stays.
#[derive(Default)]
struct Gathering {
    documents: usize,
    events: usize,
    quotes: usize,
    graph: Graph,
    days: BTreeMap<(Date, Quad), usize>,
}

impl Assembly for Gathering {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let css = include_str!("../templates/report/report.css");
        Head { css }.write_into(out)
    }

    fn add(&mut self, document: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let Some(line) = document.iter().position(|&byte| byte == b'\n') else {
            return Ok(());
        };
        let summary: Summary = serde_json::from_slice(&document[..line])?;
        self.documents += 1;
        self.events += summary.events;
        self.quotes += summary.quotes;
        for tie in summary.ties {
            self.graph.add(tie);
        }
        for (day, quad) in summary.days {
            if let Some(quad) = Quad::from_code(&quad) {
                *self.days.entry((day, quad)).or_default() += 1;
            }
        }
        out.write_all(&document[line + 1..])
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let overview = Overview {
            documents: self.documents,
            events: self.events,
            quotes: self.quotes,
            timeline: timeline::draw(&self.days),
            network: network::draw(&self.graph),
            script: include_str!("../templates/report/report.js"),
        };
        overview.write_into(out)
    }
}

/// The class of the style sheet for a quad class.
const fn class(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "vc",
        Quad::MaterialCooperation => "mc",
        Quad::VerbalConflict => "vx",
        Quad::MaterialConflict => "mx",
    }
}

/// Words beside a point of a drawing; coordinates in user units of its view box.
struct Label {
    x: String,
    y: String,
    /// `start`, `middle` or `end`.
    anchor: &'static str,
    text: String,
}

/// A coordinate, to a tenth: short, and the same on every machine.
fn coordinate(value: f64) -> String {
    format!("{value:.1}")
}
