//! Hands out the weights of the English network, made by `cargo xtask train`.
//!
//! The bytes know tags, heads, relations and names of English; `chancery-linguistics` describes their format and reads
//! them. This crate stands apart because its licence differs: the weights come from treebanks under CC BY-SA 4.0. See its
//! README for data, scores and limits.

/// The weights, in the format of `chancery_linguistics::network::format`.
pub static WEIGHTS: &[u8] = include_bytes!("../data/english.bin");
