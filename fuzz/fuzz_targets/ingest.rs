//! Any bytes, read as any input, give documents or errors: no panic, bounded time and memory, the same twice.
//!
//! The first byte chooses the format, so that one corpus serves all.

#![no_main]

use chancery_fuzz::{FORMATS, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let [first, rest @ ..] = bytes {
        check(FORMATS[usize::from(*first) % FORMATS.len()], rest);
    }
});
