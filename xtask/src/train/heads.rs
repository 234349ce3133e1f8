//! What is read off the encoded positions: one module a head, each with its loss, its backward pass and its answer.

pub(crate) mod arcs;
pub(crate) mod names;
pub(crate) mod relations;
pub(crate) mod tags;
