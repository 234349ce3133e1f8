//! Files of a tar archive, written one after the other, each complete.
//!
//! The document `un/vote 1` is the file `un_vote_1-5f3c….txt`: a name that every system takes, with a number where the id had to
//! change, so that two documents never share one.

use std::io::{self, Write};

use crate::hash::stable_hash;

/// Bytes of a block of the archive.
const BLOCK: usize = 512;
/// Longest name that fits a header with its ending.
const MAX_NAME: usize = 80;

/// Writes one file: header, content, and zeros to the end of the block.
pub(super) fn file(name: &str, content: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_path(name)?;
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    // The same input gives the same bytes.
    header.set_mtime(0);
    header.set_cksum();
    out.write_all(header.as_bytes())?;
    out.write_all(content)?;
    out.write_all(&[0; BLOCK][..content.len().next_multiple_of(BLOCK) - content.len()])
}

/// A file name without ending for a document's id.
pub(super) fn file_name(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let is_safe = id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.len() <= MAX_NAME
        && id.chars().all(is_plain);
    if is_safe {
        return id.to_owned();
    }
    let plain = id.chars().map(|c| if is_plain(c) { c } else { '_' });
    let plain: String = plain.take(MAX_NAME / 2).collect();
    let plain = plain.trim_start_matches(['.', '-', '_']);
    let key = stable_hash(id);
    format!("d{key:016x}-{plain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_differ() {
        assert_eq!(file_name("un-vote_1.a"), "un-vote_1.a");
        assert_eq!(&file_name("../a b")[17..], "-a_b");
        assert_ne!(file_name("a/b"), file_name("a_b"));
        assert_ne!(file_name("a/b"), file_name("a b"));
        assert_eq!(&file_name("")[17..], "-");
    }
}
