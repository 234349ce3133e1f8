//! How the bytes of single documents become one file.
//!
//! Documents are written by many threads, each alone; one thread then joins them in the order of the inputs. A table
//! needs its header once: `document;event` stands above the rows of all documents, not of each.

use std::io::{self, Write};

/// Joins what [`Exporter::document`](crate::Exporter::document) wrote, in order, into one file.
pub trait Assembly {
    /// Writes what stands before the first document, also when no document follows.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()>;

    /// Takes the bytes of the next document.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn add(&mut self, document: &[u8], out: &mut dyn Write) -> io::Result<()>;

    /// Writes what stands after the last document.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()>;
}

/// Documents one after the other between a head and a foot; both are empty by default.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    pub(crate) head: Vec<u8>,
    /// Stands between two documents, neither of them empty.
    pub(crate) between: &'static str,
    pub(crate) foot: &'static str,
    /// A document that is not empty has been written.
    pub(crate) is_begun: bool,
}

impl Assembly for Frame {
    fn start(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(&self.head)
    }

    fn add(&mut self, document: &[u8], out: &mut dyn Write) -> io::Result<()> {
        if document.is_empty() {
            return Ok(());
        }
        if self.is_begun {
            out.write_all(self.between.as_bytes())?;
        }
        self.is_begun = true;
        out.write_all(document)
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self.foot.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_stand_between_what_is_not_empty() {
        let check = |documents: &[&str], expected: &str| {
            let mut frame = Frame {
                head: b"[".to_vec(),
                between: ",",
                foot: "]",
                ..Frame::default()
            };
            let mut out = Vec::new();
            let written = frame.start(&mut out).and_then(|()| {
                let mut documents = documents.iter();
                documents.try_for_each(|document| frame.add(document.as_bytes(), &mut out))?;
                frame.finish(&mut out)
            });
            written.expect("a vector takes all");
            assert_eq!(String::from_utf8_lossy(&out), expected);
        };
        check(&[], "[]");
        check(&["", "1", "", "2", ""], "[1,2]");
    }
}
