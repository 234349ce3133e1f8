//! Any bytes, read as JSON Lines, give documents or errors: no panic, bounded time and memory, the same twice.

#![no_main]

use chancery_fuzz::check;
use chancery_model::SourceFormat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| check(SourceFormat::Jsonl, bytes));
