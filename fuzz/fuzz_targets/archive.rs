//! Any bytes, read as a zip file, give files or errors: no panic, bounded time and memory.

#![no_main]

use chancery_fuzz::check_archive;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check_archive(bytes));
