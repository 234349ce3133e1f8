//! Tables as text: which cells a row has, and how they are laid out in a line.
//!
//! A table is a list of columns, each a name and the function that fills it, so that header and rows cannot drift
//! apart. White space inside a cell is one blank: `said\non Friday` is `said on Friday`, and one line is one row.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::Write;

use chancery_model::Analysis;
use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::assembly::Frame;
use crate::labels::one_line;
use crate::{Assembly, ExportError, Exporter};

/// Separates the items of a list inside a cell.
pub(crate) const BETWEEN_ITEMS: &str = "; ";

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Unknown,
    /// A number, date or code that we wrote.
    Value(String),
    /// Words that come from a document.
    Text(String),
    /// Items, each in its place; an unknown one is empty.
    List(Vec<String>),
}

impl Cell {
    pub(crate) fn value(value: impl Display) -> Self {
        Self::Value(value.to_string())
    }

    pub(crate) fn maybe(value: Option<impl Display>) -> Self {
        value.map_or(Self::Unknown, Self::value)
    }

    /// Words with each run of white space as one blank.
    pub(crate) fn text(words: &str) -> Self {
        match one_line(words) {
            line if line.is_empty() => Self::Unknown,
            line => Self::Text(line),
        }
    }

    pub(crate) fn maybe_text(words: Option<&str>) -> Self {
        words.map_or(Self::Unknown, Self::text)
    }

    /// Items with each run of white space as one blank.
    pub(crate) fn list(items: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let items = items.into_iter();
        Self::List(items.map(|item| one_line(item.as_ref())).collect())
    }
}

/// Items joined by `; `, a semicolon inside one written as a comma; an unknown item keeps its empty place, so that
/// parallel lists stay parallel. A list without a known item is unknown: empty.
fn joined(items: &[String]) -> String {
    if items.iter().all(String::is_empty) {
        return String::new();
    }
    let items = items.iter().map(|item| item.replace(';', ","));
    items.collect::<Vec<_>>().join(BETWEEN_ITEMS)
}

/// A column: its name, and its cell in a row.
pub(crate) type Column<R> = (&'static str, fn(&R) -> Cell);

/// The names of columns, in order.
pub(crate) fn names<R>(columns: &[Column<R>]) -> Vec<&'static str> {
    columns.iter().map(|(name, _)| *name).collect()
}

/// The cells of one row, in order.
pub(crate) fn cells<R>(columns: &[Column<R>], row: &R) -> Vec<Cell> {
    columns.iter().map(|(_, cell)| cell(row)).collect()
}

/// What is in a table.
#[derive(Debug, Clone)]
pub(crate) struct Content {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) rows: fn(&Analysis) -> Vec<Vec<Cell>>,
}

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    /// Stands in a cell that is unknown.
    pub(crate) unknown: &'static str,
    /// Whether the first line names the columns.
    pub(crate) header: bool,
    /// Byte order mark at the head, and an apostrophe before words that a spreadsheet would take for a formula.
    pub(crate) spreadsheet: bool,
}

impl Layout {
    /// Tab-separated, as the event tables of the field are.
    pub(crate) const TABS: Self = Self {
        delimiter: b'\t',
        unknown: "",
        header: true,
        spreadsheet: false,
    };
}

/// The exporter of one table.
#[derive(Debug)]
pub(crate) struct Sheet {
    content: Content,
    layout: Layout,
}

impl Sheet {
    pub(crate) const fn new(content: Content, layout: Layout) -> Self {
        Self { content, layout }
    }

    fn cell<'a>(&self, cell: &'a Cell) -> Cow<'a, str> {
        match cell {
            Cell::Unknown => self.layout.unknown.into(),
            Cell::Value(value) => value.into(),
            Cell::Text(words) => self.guarded(words.into()),
            Cell::List(items) => match joined(items) {
                none if none.is_empty() => self.layout.unknown.into(),
                words => self.guarded(words.into()),
            },
        }
    }

    fn guarded<'a>(&self, words: Cow<'a, str>) -> Cow<'a, str> {
        if self.layout.spreadsheet && is_formula(&words) {
            format!("'{words}").into()
        } else {
            words
        }
    }

    fn lines<'a>(
        &self,
        out: &mut dyn Write,
        rows: impl Iterator<Item = &'a [Cell]>,
    ) -> Result<(), ExportError> {
        let mut writer = WriterBuilder::new()
            .delimiter(self.layout.delimiter)
            .terminator(Terminator::Any(b'\n'))
            .quote_style(QuoteStyle::Necessary)
            .from_writer(out);
        for row in rows {
            for cell in row {
                writer.write_field(self.cell(cell).as_bytes())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        Ok(writer.flush()?)
    }
}

/// A spreadsheet runs a cell that begins with one of these.
fn is_formula(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@'])
}

impl Exporter for Sheet {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        let rows = (self.content.rows)(analysis);
        self.lines(out, rows.iter().map(Vec::as_slice))
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        let mut head = Vec::new();
        if self.layout.spreadsheet {
            head.extend("\u{feff}".as_bytes());
        }
        if self.layout.header {
            let names: Vec<_> = self.content.columns.iter().map(Cell::value).collect();
            self.lines(&mut head, [names.as_slice()].into_iter())
                .expect("a vector takes every line");
        }
        Box::new(Frame {
            head,
            ..Frame::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[Cell], spreadsheet: bool, expected: &str) {
        let content = Content {
            columns: vec![],
            rows: |_| vec![],
        };
        let layout = Layout {
            delimiter: b',',
            spreadsheet,
            ..Layout::TABS
        };
        let mut out = Vec::new();
        Sheet::new(content, layout)
            .lines(&mut out, [cells].into_iter())
            .expect("a vector takes all");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        check(
            &[Cell::text("a,\n b"), Cell::Unknown, Cell::value(-3.5)],
            false,
            "\"a, b\",,-3.5\n",
        );
    }

    #[test]
    fn formulas_are_disarmed_for_spreadsheets_only() {
        let row = [Cell::text("=1+1"), Cell::value("-2")];
        check(&row, true, "'=1+1,-2\n");
        check(&row, false, "=1+1,-2\n");
    }

    #[test]
    fn parallel_lists_stay_parallel() {
        let row = [Cell::list(["A; B", ""]), Cell::list(["", ""])];
        check(&row, false, "\"A, B; \",\n");
        check(&[Cell::list(["-A"])], true, "'-A\n");
    }
}
