//! Decides how a table is read: comments, one line of column names, tab-separated rows, each field with its place for errors.
//!
//! A table looks like this: `# What it is`, then `code<TAB>kind<TAB>name`, then `AUT<TAB>capital<TAB>Vienna`. Nothing is quoted or escaped.

use crate::error::{Error, Location};
use crate::table::Table;

/// The separator of values inside one field; a space follows it.
const LIST: char = ';';

/// One row of a table with `N` columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t, const N: usize> {
    file: &'t str,
    line_number: usize,
    line: &'t str,
    columns: &'static [&'static str; N],
    fields: [&'t str; N],
}

/// Returns the rows of a table in file order; the caller has checked the column names.
pub(crate) fn rows<'t, const N: usize>(
    table: Table<'t>,
    columns: &'static [&'static str; N],
) -> impl Iterator<Item = Result<Row<'t, N>, Error>> {
    numbered(table.text)
        .skip(1)
        .map(move |(line_number, line)| {
            let mut fields = [""; N];
            let mut found = 0;
            let mut rest = Some(line);
            while let Some(line) = rest {
                let tab = line.bytes().position(|byte| byte == b'\t');
                let (field, after) = match tab {
                    Some(tab) => (&line[..tab], Some(&line[tab + 1..])),
                    None => (line, None),
                };
                if let Some(slot) = fields.get_mut(found) {
                    *slot = field;
                }
                found += 1;
                rest = after;
            }
            if found == N {
                Ok(Row {
                    file: table.file,
                    line_number,
                    line,
                    columns,
                    fields,
                })
            } else {
                Err(Error::FieldCount {
                    at: at(table.file, line_number, 1),
                    expected: N,
                    found,
                })
            }
        })
}

/// Returns the lines that are neither empty nor comments with their numbers; the first of them names the columns.
pub(crate) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// Builds a location.
pub(crate) fn at(file: &str, line: usize, column: usize) -> Location {
    Location {
        file: file.to_owned(),
        line,
        column,
    }
}

impl<'t, const N: usize> Row<'t, N> {
    /// The field of a column, possibly empty.
    pub(crate) fn field(&self, column: usize) -> &'t str {
        self.fields[column]
    }

    /// The values of a field that holds a list separated by `; `; none when it is empty.
    pub(crate) fn list(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t, N> {
        let field = self.fields[column];
        let values = (!field.is_empty()).then(|| field.split(LIST));
        values
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// The field of a column that must not be empty.
    pub(crate) fn required(&self, column: usize) -> Result<&'t str, Error> {
        self.parse(column, "a value", |field| {
            (!field.is_empty()).then_some(field)
        })
    }

    /// The parsed field of a column; `expected` completes "expected … in column".
    pub(crate) fn parse<T>(
        &self,
        column: usize,
        expected: &'static str,
        parse: impl FnOnce(&'t str) -> Option<T>,
    ) -> Result<T, Error> {
        let found = self.fields[column];
        parse(found).ok_or_else(|| Error::Value {
            at: self.location(column),
            column: self.columns[column],
            expected,
            found: found.to_owned(),
        })
    }

    /// As [`Row::parse`], but an empty field is no value.
    pub(crate) fn optional<T>(
        &self,
        column: usize,
        expected: &'static str,
        parse: impl FnOnce(&'t str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        if self.fields[column].is_empty() {
            Ok(None)
        } else {
            self.parse(column, expected, parse).map(Some)
        }
    }

    /// The parsed values of a list field, in order.
    pub(crate) fn parse_list<T>(
        &self,
        column: usize,
        expected: &'static str,
        parse: impl Fn(&'t str) -> Option<T>,
    ) -> Result<Box<[T]>, Error> {
        self.parse(column, expected, |_| {
            self.list(column).map(&parse).collect()
        })
    }

    /// The error for a field that names an entry no table has.
    pub(crate) fn unknown(&self, column: usize, of: &'static str) -> Error {
        Error::UnknownReference {
            at: self.location(column),
            column: self.columns[column],
            of,
            found: self.fields[column].to_owned(),
        }
    }

    /// The error for a row whose key was seen before.
    pub(crate) fn duplicate(&self, column: usize) -> Error {
        Error::Duplicate {
            at: self.location(column),
            key: self.fields[column].to_owned(),
        }
    }

    fn location(&self, column: usize) -> Location {
        let before = self.line.split('\t').take(column);
        at(
            self.file,
            self.line_number,
            1 + before.map(|field| field.chars().count() + 1).sum::<usize>(),
        )
    }
}
