//! Where the output goes: standard output, or a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// An open output.
pub(crate) enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// Written beside its final place, then renamed.
    File {
        file: BufWriter<NamedTempFile>,
        path: PathBuf,
    },
}

impl Sink {
    /// Opens the output; a file is created in the folder of `path` under a temporary name.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        if path.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "this is a folder; name a file",
            ));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder)?;
        Ok(Self::File {
            file: BufWriter::new(file),
            path: path.to_path_buf(),
        })
    }

    /// Flushes, and gives a file its name.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::File { file, path } => {
                let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                #[cfg(unix)]
                {
                    use std::os::unix::fs::PermissionsExt;
                    file.as_file()
                        .set_permissions(std::fs::Permissions::from_mode(0o644))?;
                }
                file.persist(path)?;
                Ok(())
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("out.jsonl");
        let mut sink = Sink::open(Some(&path)).expect("a writable folder");
        sink.write_all(b"{}\n").expect("space on the disk");
        drop(sink);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);

        let mut sink = Sink::open(Some(&path)).expect("a writable folder");
        sink.write_all(b"{}\n").expect("space on the disk");
        sink.finish().expect("a free name");
        assert_eq!(fs::read(&path).expect("the file"), b"{}\n");
    }
}
