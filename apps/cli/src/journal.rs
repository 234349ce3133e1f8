//! What `--resume` needs: the documents of a run so far, in committed chunks, beside the output.
//!
//! `record.jsonl.resume/` holds `documents`, to which each batch is appended, and `manifest.json`, which says how many bytes of
//! it count and for which inputs, options and version. The manifest is replaced by renaming, after the bytes are on the disk: what
//! a kill cut off lies behind the committed length and is cut away. The folder is made with the first full batch and removed when
//! the output has its name, so that short runs leave no trace.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::outcome::{Facts, Outcome};
use crate::output::{beside, named};
use crate::read::Stop;
use crate::{interrupt, report};

/// What must be the same for a run to go on. Digests are hexadecimal SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Identity {
    /// Version of the program.
    pub(crate) version: String,
    /// Of the options that the output depends on, with the content of files that they name.
    pub(crate) options: String,
    /// Of the inputs: path, size and time of change of each, in order.
    pub(crate) inputs: String,
}

impl Identity {
    /// What has changed, in the user's words.
    fn changed(&self, now: &Self) -> Option<&'static str> {
        if self.version != now.version {
            Some("version of chancery")
        } else if self.options != now.options {
            Some("options")
        } else if self.inputs != now.inputs {
            Some("inputs")
        } else {
            None
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    #[serde(flatten)]
    identity: Identity,
    /// Items of the inputs that are done, failed and left out ones included.
    items: usize,
    /// Length of the part of `documents` that counts.
    bytes: u64,
}

/// One entry of `documents`: this line, then the bytes of the document.
#[derive(Serialize, Deserialize)]
struct Entry<F> {
    bytes: usize,
    #[serde(flatten)]
    facts: F,
}

/// The journal of one run.
pub(crate) struct Journal {
    folder: PathBuf,
    manifest: Manifest,
    documents: Option<File>,
}

impl Journal {
    /// The journal of the output `path`: one to go on with if `resume`, else one that is still empty.
    ///
    /// # Errors
    /// [`Stop::Usage`] when there is one that `resume` does not ask for, does not fit or is in use.
    pub(crate) fn open(path: &Path, identity: Identity, resume: bool) -> Result<Self, Stop> {
        let mut journal = Self {
            folder: beside(path, ".resume"),
            manifest: Manifest {
                identity,
                items: 0,
                bytes: 0,
            },
            documents: None,
        };
        let found = match fs::read(journal.manifest_path()) {
            Ok(found) => found,
            // A folder that is none is found when the output is opened.
            Err(why)
                if matches!(
                    why.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(journal);
            }
            Err(why) => return Err(journal.named(why).into()),
        };
        let folder = journal.folder.display();
        let usage = |what: &str| Stop::Usage(format!("{folder} {what}"));
        let manifest: Manifest = serde_json::from_slice(&found)
            .map_err(|_| usage("is no journal that can be read: remove it to start again"))?;
        if !resume {
            return Err(usage(
                "is left of a run that did not end: add --resume to go on with it, or remove it to start again",
            ));
        }
        if let Some(what) = manifest.identity.changed(&journal.manifest.identity) {
            return Err(usage(&format!(
                "is of a run with another state of the {what}: undo the change, or remove it to start again"
            )));
        }
        let documents = File::options()
            .read(true)
            .write(true)
            .open(journal.folder.join("documents"));
        let documents = documents.map_err(|why| journal.named(why))?;
        match documents.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(usage("is in use by another run: wait for its end"));
            }
            // Where files cannot be locked, nobody is kept out.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        let length = documents
            .metadata()
            .map_err(|why| journal.named(why))?
            .len();
        if length < manifest.bytes {
            return Err(usage("is damaged: remove it to start again"));
        }
        journal.manifest = manifest;
        journal.documents = Some(documents);
        journal.tell_interrupt();
        Ok(journal)
    }

    /// Items of the inputs that are done.
    pub(crate) fn items(&self) -> usize {
        self.manifest.items
    }

    /// Hands over what was committed, in order.
    pub(crate) fn replay(
        &self,
        mut take: impl FnMut(&Facts, &[u8]) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let Some(file) = &self.documents else {
            return Ok(());
        };
        let mut file = file;
        file.rewind().map_err(|why| self.named(why))?;
        let mut committed = BufReader::new(file.take(self.manifest.bytes));
        let mut line = Vec::new();
        let mut document = Vec::new();
        loop {
            line.clear();
            let read = committed.read_until(b'\n', &mut line);
            if read.map_err(|why| self.named(why))? == 0 {
                return Ok(());
            }
            let entry: Entry<Facts> = serde_json::from_slice(&line)
                .map_err(|why| self.named(io::Error::new(io::ErrorKind::InvalidData, why)))?;
            document.resize(entry.bytes, 0);
            committed
                .read_exact(&mut document)
                .map_err(|why| self.named(why))?;
            take(&entry.facts, &document)?;
        }
    }

    /// Appends what became of the next `items` of the inputs. Whole or not at all, whatever happens in between.
    pub(crate) fn commit(&mut self, items: usize, outcomes: &[Outcome]) -> io::Result<()> {
        let bytes = self.append(outcomes).map_err(|why| self.named(why))?;
        let manifest = Manifest {
            identity: self.manifest.identity.clone(),
            items: self.manifest.items + items,
            bytes,
        };
        let replaced = self.replace_manifest(&manifest);
        replaced.map_err(|why| self.named(why))?;
        self.manifest = manifest;
        self.tell_interrupt();
        Ok(())
    }

    /// The new length of `documents`, when all of it is on the disk.
    fn append(&mut self, outcomes: &[Outcome]) -> io::Result<u64> {
        let mut file = match &self.documents {
            Some(file) => file,
            None => {
                fs::create_dir_all(&self.folder)?;
                let path = self.folder.join("documents");
                let file = File::options()
                    .read(true)
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .open(path)?;
                // Where files cannot be locked, nobody is kept out.
                let _ = file.try_lock();
                self.documents.insert(file)
            }
        };
        file.set_len(self.manifest.bytes)?;
        file.seek(SeekFrom::Start(self.manifest.bytes))?;
        let mut out = BufWriter::new(file);
        for Outcome { bytes, facts } in outcomes {
            let entry = Entry {
                bytes: bytes.len(),
                facts,
            };
            serde_json::to_writer(&mut out, &entry)?;
            out.write_all(b"\n")?;
            out.write_all(bytes)?;
        }
        out.flush()?;
        drop(out);
        file.sync_data()?;
        file.stream_position()
    }

    fn replace_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        let next = self.folder.join("manifest.next");
        let mut file = File::create(&next)?;
        file.write_all(&serde_json::to_vec_pretty(manifest)?)?;
        file.sync_data()?;
        fs::rename(next, self.manifest_path())
    }

    /// Removes all of it: the output is written, or given up.
    pub(crate) fn remove(self) {
        interrupt::keep(None);
        if !self.folder.exists() {
            return;
        }
        // The manifest goes first: what is left without it is overwritten by the next run.
        let files = ["manifest.json", "manifest.next", "documents"];
        for file in files {
            let _ = fs::remove_file(self.folder.join(file));
        }
        if let Err(why) = fs::remove_dir(&self.folder) {
            report(&format!(
                "{}: cannot be removed: {why}",
                self.folder.display()
            ));
        }
    }

    /// What is there after a failure, if anything is.
    pub(crate) fn kept(&self) -> Option<String> {
        (self.manifest.items > 0).then(|| {
            format!(
                "what was read so far is kept in {}: the same command with --resume goes on",
                self.folder.display()
            )
        })
    }

    fn tell_interrupt(&self) {
        interrupt::keep(self.kept());
    }

    fn manifest_path(&self) -> PathBuf {
        self.folder.join("manifest.json")
    }

    fn named(&self, why: io::Error) -> io::Error {
        named(&self.folder, why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(inputs: &str) -> Identity {
        Identity {
            version: "1".to_owned(),
            options: "o".to_owned(),
            inputs: inputs.to_owned(),
        }
    }

    fn outcome(bytes: &str) -> Outcome {
        Outcome {
            bytes: bytes.into(),
            facts: Facts::default(),
        }
    }

    /// The committed documents as a resumed run sees them.
    fn replayed(path: &Path) -> Vec<String> {
        let journal = Journal::open(path, identity("i"), true).expect("a journal");
        let mut found = Vec::new();
        let replay = journal.replay(|_, bytes| {
            found.push(String::from_utf8_lossy(bytes).into_owned());
            Ok(())
        });
        assert!(replay.is_ok());
        found
    }

    #[test]
    fn what_is_not_committed_is_cut_away() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("out.jsonl");
        let mut journal = Journal::open(&path, identity("i"), false).expect("an empty journal");
        let batch = [outcome("a\nb"), outcome("")];
        journal.commit(3, &batch).expect("space on the disk");
        // Killed here: bytes are written, the manifest is not.
        journal.append(&[outcome("lost")]).expect("space");
        drop(journal);
        assert_eq!(replayed(&path), ["a\nb", ""]);

        let mut journal = Journal::open(&path, identity("i"), true).expect("a journal");
        assert_eq!(journal.items(), 3);
        journal.commit(1, &[outcome("c")]).expect("space");
        drop(journal);
        assert_eq!(replayed(&path), ["a\nb", "", "c"]);

        let journal = Journal::open(&path, identity("i"), true).expect("a journal");
        journal.remove();
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }

    #[test]
    fn a_journal_that_does_not_fit_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("out.jsonl");
        let check = |inputs: &str, resume, message: &str| match Journal::open(
            &path,
            identity(inputs),
            resume,
        ) {
            Err(Stop::Usage(why)) => assert!(why.contains(message), "{why}"),
            _ => panic!("no {message}"),
        };
        let mut journal = Journal::open(&path, identity("i"), false).expect("an empty journal");
        journal.commit(1, &[outcome("a")]).expect("space");
        check("i", true, "in use");
        drop(journal);
        check("i", false, "--resume");
        check("j", true, "inputs");
        fs::write(folder.path().join("out.jsonl.resume/documents"), "").expect("a file");
        check("i", true, "damaged");
        fs::write(folder.path().join("out.jsonl.resume/manifest.json"), "{").expect("a file");
        check("i", true, "no journal");
    }
}
