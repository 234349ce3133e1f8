//! Decides how much of an input is read before it is refused.
//!
//! A dump that was saved as one line must not fill the memory; a story is a few kilobytes.

/// The most that is read of one input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a text document, before and after decoding. 4 MiB: far above any story, and the analysis of a document takes
    /// about 200 bytes of memory for each of its bytes.
    pub text_bytes: usize,
    /// Bytes of a web page. 8 MiB: the extractor needs about half a second a megabyte.
    pub page_bytes: usize,
    /// Elements of a web page that may be open at once. Parsing is quadratic in this number; browsers stop at 512.
    pub page_depth: usize,
    /// Bytes of a line of JSON Lines, line break excluded. 16 MiB: the largest page, escaped.
    pub line_bytes: usize,
    /// Bytes of a feed. 32 MiB: some hundred items, each with its full text; it is held whole.
    pub feed_bytes: usize,
    /// Items of a feed or a file of an agency's XML or JSON. 100,000: above any that holds stories, and each takes about a
    /// kilobyte of memory though it is empty.
    pub items: usize,
    /// Bytes of a record of a web archive that are held. 16 MiB: the largest page, and the head of the answer.
    pub record_bytes: usize,
    /// Bytes that one packed input may unfold to. 64 GiB: above any corpus; a stream needs no memory for it.
    pub unpacked_bytes: u64,
    /// Bytes that one packed byte may unfold to. 250: text shrinks to a fifth, lines that hardly differ to a fiftieth.
    pub unpacked_ratio: u64,
    /// Bytes that are given out before the ratio is looked at. 1 MiB: short inputs may be all one letter.
    pub unpacked_free: u64,
    /// Files in an archive.
    pub archive_files: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 4 << 20,
            page_bytes: 8 << 20,
            page_depth: 1_000,
            line_bytes: 16 << 20,
            feed_bytes: 32 << 20,
            items: 100_000,
            record_bytes: 16 << 20,
            unpacked_bytes: 64 << 30,
            unpacked_ratio: 250,
            unpacked_free: 1 << 20,
            archive_files: 100_000,
        }
    }
}
