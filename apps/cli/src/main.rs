//! The chancery command line.
fn main() {}
