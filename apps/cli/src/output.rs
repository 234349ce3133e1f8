//! Where the output goes: standard output, a device, or a file that appears whole or not at all.
//!
//! A file is written as `record.jsonl.part` beside its place, then renamed. The draft of a killed run is overwritten by the next.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::interrupt;

/// Name of the file in a folder that is named as the output, before its ending.
const STEM: &str = "chancery";

/// An open output.
pub(crate) enum Sink {
    Stdout(BufWriter<io::Stdout>),
    /// A pipe or device such as `/dev/stderr`: written as it is, never replaced.
    Device(BufWriter<File>, PathBuf),
    File(Draft),
}

/// A file under its temporary name; removed when it is dropped unfinished.
pub(crate) struct Draft {
    file: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
}

impl Sink {
    /// Opens the output.
    ///
    /// # Errors
    /// When it cannot be written; the error names it.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        if is_device(path) {
            let file = File::options().write(true).open(path);
            let file = file.map_err(|why| named(path, why))?;
            return Ok(Self::Device(BufWriter::new(file), path.to_path_buf()));
        }
        // A link stays one, and what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let temporary = beside(&path, ".part");
        let file = File::create(&temporary).map_err(|why| named(&path, why))?;
        interrupt::add_draft(&temporary);
        Ok(Self::File(Draft {
            file: BufWriter::new(file),
            temporary,
            path,
        }))
    }

    /// Flushes, and gives a file its name.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        if let Self::File(draft) = self {
            let renamed = fs::rename(&draft.temporary, &draft.path);
            renamed.map_err(|why| named(&draft.path, why))?;
        }
        Ok(())
    }

    /// The error with the name of the output.
    fn named(&self, why: io::Error) -> io::Error {
        match self {
            Self::Stdout(_) => why,
            Self::Device(_, path) | Self::File(Draft { path, .. }) => named(path, why),
        }
    }

    fn inner(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::Device(file, _) => file,
            Self::File(draft) => &mut draft.file,
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner().write(bytes);
        written.map_err(|why| self.named(why))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.inner().flush();
        flushed.map_err(|why| self.named(why))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After the renaming there is none.
        let _ = fs::remove_file(&self.temporary);
        interrupt::forget_draft(&self.temporary);
    }
}

/// The file to write: a folder, or what ends in a slash and becomes one, stands for `chancery.EXTENSION` in it.
///
/// # Errors
/// When the folder cannot be made.
pub(crate) fn file(output: &Path, extension: &str) -> io::Result<PathBuf> {
    let named_folder = output.as_os_str().to_string_lossy().ends_with('/');
    if named_folder {
        fs::create_dir_all(output).map_err(|why| named(output, why))?;
    }
    Ok(if named_folder || output.is_dir() {
        output.join(format!("{STEM}.{extension}"))
    } else {
        output.to_path_buf()
    })
}

/// Whether the path leads to something that is there and is neither file nor folder.
pub(crate) fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|facts| !facts.is_file() && !facts.is_dir())
}

/// `record.jsonl.part` for `record.jsonl`.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// The error with the name of the file, its kind kept.
pub(crate) fn named(path: &Path, why: io::Error) -> io::Error {
    io::Error::new(why.kind(), format!("{}: {why}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
