//! Decides how much of a stream is held at once: a reader sees some bytes ahead, and takes as many as it has understood.
//!
//! A record says that it has 5,000 bytes. Whether that is true shows at its end; if not, the next record begins somewhere in
//! what was taken for this one. So nothing is given up before it is understood.

use std::io::{self, Read};

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;

/// A stream, some bytes of which can be seen before they are taken.
#[derive(Debug)]
pub(crate) struct Window<R> {
    reader: R,
    bytes: Vec<u8>,
    /// First byte that is not taken yet.
    at: usize,
    /// Place of that byte in the stream.
    offset: u64,
    ended: bool,
    fault: Option<io::Error>,
    /// Bytes were read since the last fault, or there was none.
    is_news: bool,
}

impl<R: Read> Window<R> {
    pub(crate) const fn new(reader: R) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            at: 0,
            offset: 0,
            ended: false,
            fault: None,
            is_news: true,
        }
    }

    /// The next bytes: `wanted` or more, fewer only at the end of the stream or before a fault.
    pub(crate) fn see(&mut self, wanted: usize) -> &[u8] {
        while self.bytes.len() - self.at < wanted && !self.ended {
            if 2 * self.at > self.bytes.len() {
                self.bytes.drain(..self.at);
                self.at = 0;
            }
            let before = self.bytes.len();
            let mut chunk = (&mut self.reader).take(CHUNK as u64);
            match chunk.read_to_end(&mut self.bytes) {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(fault) => (self.ended, self.fault) = (true, Some(fault)),
            }
            self.is_news |= self.bytes.len() > before;
        }
        &self.bytes[self.at..]
    }

    /// Takes bytes that were seen.
    pub(crate) fn take(&mut self, count: usize) {
        self.at = (self.at + count).min(self.bytes.len());
        self.offset += count as u64;
    }

    /// Takes so many bytes, seen or not. The number of those that the stream did not have.
    pub(crate) fn skip(&mut self, mut count: u64) -> u64 {
        while count > 0 {
            let seen = self.see(CHUNK.min(usize::try_from(count).unwrap_or(CHUNK)));
            let part = (seen.len() as u64).min(count);
            if part == 0 {
                break;
            }
            self.take(usize::try_from(part).expect("bytes in memory can be counted"));
            count -= part;
        }
        count
    }

    /// Place in the stream of the next byte.
    pub(crate) const fn offset(&self) -> u64 {
        self.offset
    }

    /// What ended the stream early. A reader may have more behind its fault, such as the next member of gzip data, so reading
    /// goes on; a fault right behind another is the same one, and the end.
    pub(crate) fn fault(&mut self) -> Option<io::Error> {
        let fault = self.fault.take()?;
        let is_news = std::mem::take(&mut self.is_news);
        self.ended = !is_news;
        is_news.then_some(fault)
    }
}
