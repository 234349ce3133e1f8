//! Exporters: one module a format, behind one trait.
//!
//! An exporter turns one [`Analysis`] at a time into bytes and changes no
//! fact. Each format has its own public structs or lines, so that renaming a field in the model
//! changes nobody's files. [`FORMATS`] lists them all; adding one is adding a module and a line there.

mod actor;
mod assembly;
mod brat;
mod brief;
mod calendar;
mod conllu;
mod error;
mod fold;
mod gdelt;
mod geojson;
mod hash;
mod icews;
mod json;
mod labels;
mod markdown;
mod network;
mod offsets;
#[cfg(feature = "parquet")]
mod parquet;
mod parts;
mod plover;
mod polecat;
mod rdf;
mod record;
mod report;
mod schema;
mod selector;
mod sheet;
mod spacy;
#[cfg(feature = "sqlite")]
mod sqlite;
mod tables;
#[cfg(test)]
mod testing;

use std::io::Write;

use chancery_model::Analysis;

pub use actor::ActorRecord;
pub use assembly::Assembly;
pub use brief::BriefStyle;
pub use error::ExportError;
pub use offsets::CodePoints;
pub use parts::{Parts, UnknownPart};
pub use record::Record;
pub use schema::json_schema;
pub use selector::TextQuote;
pub use tables::Table;

/// Writes analysed documents in one format. Shared by threads: one document never depends on another.
pub trait Exporter: Send + Sync {
    /// Writes one document, complete with its final line break.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError>;

    /// Joins documents into one file; by default they stand one after the other.
    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(assembly::Frame::default())
    }

    /// Whether the file is no text: nothing for a terminal.
    fn is_binary(&self) -> bool {
        false
    }
}

/// What the caller may choose about the output. Formats ignore what does not concern them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Look of the brief.
    pub brief: BriefStyle,
    /// Which table `csv`, `tsv` and `parquet` write. Without one, `csv` and `tsv` write events, `parquet` the record.
    pub table: Option<Table>,
    /// `csv` and `tsv` for spreadsheets: with a byte order mark, and an apostrophe before words that begin like a formula.
    pub spreadsheet: bool,
    /// Which findings `brief`, `json` and `jsonl` hold.
    pub only: Parts,
}

/// One output format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Name for `--format`.
    pub name: &'static str,
    /// File name ending without the dot.
    pub extension: &'static str,
    /// What it holds and for whom, in one line.
    pub summary: &'static str,
    make: fn(&Options) -> Box<dyn Exporter>,
}

impl Format {
    /// The exporter of this format.
    pub fn exporter(&self, options: &Options) -> Box<dyn Exporter> {
        (self.make)(options)
    }

    /// The format of this name.
    pub fn by_name(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The first format whose files have this ending.
    pub fn by_extension(extension: &str) -> Option<&'static Self> {
        FORMATS
            .iter()
            .find(|format| format.extension.eq_ignore_ascii_case(extension))
    }
}

/// Every format, sorted by name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "brat",
        extension: "brat.tar",
        summary: "brat stand-off: a tar archive of texts and annotations",
        make: |_| Box::new(brat::Brat),
    },
    Format {
        name: "brief",
        extension: "txt",
        summary: "one readable page: who, what happened, who said what, with the words that prove it",
        make: |options| Box::new(brief::Brief::new(options.brief, options.only)),
    },
    Format {
        name: "conllu",
        extension: "conllu",
        summary: "CoNLL-U: sentences, words, tags, lemmas, dependency trees",
        make: |_| Box::new(conllu::Conllu),
    },
    Format {
        name: "csv",
        extension: "csv",
        summary: "one table, comma-separated: events, or as --table says",
        make: |options| {
            Box::new(
                options
                    .table
                    .unwrap_or_default()
                    .sheet(b',', options.spreadsheet),
            )
        },
    },
    Format {
        name: "gdelt",
        extension: "export.csv",
        summary: "GDELT 2.0 event table: 61 columns, tab-separated, no header, one row a pair",
        make: |_| Box::new(gdelt::sheet()),
    },
    Format {
        name: "geojson",
        extension: "geojson",
        summary: "map: events whose place is told, one feature each, with what the point stands for",
        make: |_| Box::new(geojson::GeoJson),
    },
    Format {
        name: "gexf",
        extension: "gexf",
        summary: "network of who did what to whom, a tie a day, for Gephi's timeline",
        make: |_| Box::new(network::Network::Gexf),
    },
    Format {
        name: "graphml",
        extension: "graphml",
        summary: "network of who did what to whom, ties weighted by count",
        make: |_| Box::new(network::Network::GraphMl),
    },
    Format {
        name: "html",
        extension: "html",
        summary: "report: one page with the marked texts, events and quotes beside them, network, time line, table",
        make: |_| Box::new(report::Report),
    },
    Format {
        name: "icews",
        extension: "icews.tsv",
        summary: "ICEWS event table: 20 columns, tab-separated, one row a pair",
        make: |_| Box::new(icews::sheet()),
    },
    Format {
        name: "ics",
        extension: "ics",
        summary: "iCalendar of planned meetings that have a day",
        make: |_| Box::new(calendar::Calendar),
    },
    Format {
        name: "json",
        extension: "json",
        summary: "the full record, indented, one object a document",
        make: |options| {
            Box::new(json::Json {
                layout: json::Layout::Indented,
                parts: options.only,
            })
        },
    },
    Format {
        name: "jsonl",
        extension: "jsonl",
        summary: "the full record, one object a line",
        make: |options| {
            Box::new(json::Json {
                layout: json::Layout::Lines,
                parts: options.only,
            })
        },
    },
    Format {
        name: "jsonld",
        extension: "jsonld",
        summary: "RDF as JSON-LD: the graph of turtle",
        make: |_| Box::new(rdf::Rdf::JsonLd),
    },
    Format {
        name: "markdown",
        extension: "md",
        summary: "the brief as Markdown",
        make: |_| Box::new(markdown::Markdown),
    },
    Format {
        name: "nquads",
        extension: "nq",
        summary: "RDF as N-Quads: a named graph a document",
        make: |_| Box::new(rdf::Rdf::NQuads),
    },
    #[cfg(feature = "parquet")]
    Format {
        name: "parquet",
        extension: "parquet",
        summary: "Parquet: the record with lists and structs, one row a document; with --table a flat table, typed",
        make: |options| Box::new(parquet::Parquet::new(options.table)),
    },
    Format {
        name: "plover",
        extension: "plover.jsonl",
        summary: "PLOVER events as JSON, one object an act",
        make: |_| Box::new(plover::Plover),
    },
    Format {
        name: "polecat",
        extension: "polecat.tsv",
        summary: "POLECAT event table: 40 columns, tab-separated, one row an act, PLOVER types",
        make: |_| Box::new(polecat::sheet()),
    },
    Format {
        name: "spacy",
        extension: "spacy.jsonl",
        summary: "spaCy and displaCy: text, entities, spans of quotes and events, one object a line",
        make: |_| Box::new(spacy::Spacy),
    },
    #[cfg(feature = "sqlite")]
    Format {
        name: "sqlite",
        extension: "sqlite",
        summary: "SQLite database: all parts of the record as tables that join, full-text search, views",
        make: |_| Box::new(sqlite::Sqlite),
    },
    Format {
        name: "tsv",
        extension: "tsv",
        summary: "one table, tab-separated: events, or as --table says",
        make: |options| {
            Box::new(
                options
                    .table
                    .unwrap_or_default()
                    .sheet(b'\t', options.spreadsheet),
            )
        },
    },
    Format {
        name: "turtle",
        extension: "ttl",
        summary: "RDF: events (SEM), quotes and actors (schema.org), their words (Web Annotation)",
        make: |_| Box::new(rdf::Rdf::Turtle),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_sorted_and_found() {
        assert!(FORMATS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(Format::by_name("jsonl").map(|f| f.extension), Some("jsonl"));
        assert_eq!(Format::by_extension("JSON").map(|f| f.name), Some("json"));
        assert!(Format::by_name("xml").is_none());
    }
}
