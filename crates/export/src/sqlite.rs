//! SQLite: all parts of the record as tables that join, full-text search over stories and quotes, and views.
//!
//! A document is written as its record in JSON; the assembly lets SQLite itself take that apart (`sqlite/fill.sql`). The
//! database grows in a temporary file, because SQLite writes no stream, and is copied to the output at the end.

use std::io::{self, Seek, Write};

use chancery_model::Analysis;
use rusqlite::Connection;
use tempfile::NamedTempFile;

use crate::json::Json;
use crate::{Assembly, ExportError, Exporter};

/// One database over all documents.
pub(crate) struct Sqlite;

impl Exporter for Sqlite {
    fn document(&self, analysis: &Analysis, out: &mut dyn Write) -> Result<(), ExportError> {
        Json::LINES.document(analysis, out)
    }

    fn assembly(&self) -> Box<dyn Assembly> {
        Box::new(Database::default())
    }

    fn is_binary(&self) -> bool {
        true
    }
}

/// Records become rows as they come, indexes at the end.
#[derive(Default)]
struct Database {
    open: Option<(Connection, NamedTempFile)>,
}

impl Database {
    fn run(&self, script: &str) -> io::Result<()> {
        let Some((connection, _)) = &self.open else {
            return Ok(());
        };
        connection.execute_batch(script).map_err(io::Error::other)
    }
}

impl Assembly for Database {
    fn start(&mut self, _: &mut dyn Write) -> io::Result<()> {
        let file = NamedTempFile::new()?;
        let connection = Connection::open(file.path()).map_err(io::Error::other)?;
        self.open = Some((connection, file));
        self.run(include_str!("sqlite/schema.sql"))
    }

    fn add(&mut self, document: &[u8], _: &mut dyn Write) -> io::Result<()> {
        let Some((connection, _)) = &self.open else {
            return Ok(());
        };
        for record in document.split_inclusive(|&byte| byte == b'\n') {
            let record = str::from_utf8(record).map_err(io::Error::other)?;
            connection
                .execute(include_str!("sqlite/take.sql"), [record])
                .map_err(io::Error::other)?;
            self.run(include_str!("sqlite/fill.sql"))?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.run(include_str!("sqlite/finish.sql"))?;
        let Some((connection, mut file)) = self.open.take() else {
            return Ok(());
        };
        connection
            .close()
            .map_err(|(_, why)| io::Error::other(why))?;
        file.rewind()?;
        io::copy(&mut file, out).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    /// A database of two documents, from its bytes.
    fn database() -> (NamedTempFile, Connection) {
        let documents = [testing::meeting(), testing::meeting()];
        let bytes = testing::file(&Sqlite, &documents);
        assert!(
            bytes == testing::file(&Sqlite, &documents),
            "the same bytes"
        );
        let mut file = NamedTempFile::new().expect("a temporary file");
        file.write_all(&bytes).expect("space on the disk");
        let connection = Connection::open(file.path()).expect("a database");
        (file, connection)
    }

    fn check(question: &str, expected: &[&str]) {
        let (_file, connection) = database();
        let mut statement = connection.prepare(question).expect("a question in SQL");
        let answers = statement.query_map([], |row| row.get::<_, String>(0));
        let answers: Result<Vec<_>, _> = answers.expect("an answer").collect();
        assert_eq!(answers.expect("texts"), expected, "{question}");
    }

    #[test]
    fn the_database_is_sound() {
        check("PRAGMA integrity_check", &["ok"]);
        check("SELECT * FROM pragma_foreign_key_check", &[]);
    }

    #[test]
    fn ids_of_a_second_document_lead_to_its_own_parts() {
        check(
            "SELECT v.id || v.record_id || p.role || e.id || e.name FROM event_parties AS p
             JOIN events AS v ON v.id = p.event JOIN entities AS e ON e.id = p.entity ORDER BY 1",
            &[
                "1v1source1Austria",
                "1v1target2Oman",
                "2v1source3Austria",
                "2v1target4Oman",
            ],
        );
    }

    #[test]
    fn views_answer() {
        check(
            "SELECT source || target || first_mention FROM who_to_whom LIMIT 2",
            &["AustriaOman1", "OmanAustria1"],
        );
        check(
            "SELECT time_start || parties || sentence FROM planned_meetings LIMIT 1",
            &["2015-10-24Austria; OmanAustria met Oman"],
        );
        check("SELECT document FROM quotes_with_speaker", &[]);
    }

    #[test]
    fn words_are_found() {
        check(
            "SELECT d.id || '' FROM documents_fts JOIN documents AS d ON d.id = documents_fts.rowid
             WHERE documents_fts MATCH 'oman' ORDER BY 1",
            &["1", "2"],
        );
    }
}
