//! Benchmarks: documents and words a second, by stage
