//! Reading the dependency tree: phrases, clauses, who does what, and whether it is said to happen.
//!
//! Treebanks attach direct speech, coordination and control in several ways; later stages must not
//! depend on one. These functions answer the grammarian's questions, so that a stage asks for
//! the subjects of a verb and never for a relation by name.

mod clauses;
mod modality;
mod phrases;

pub use clauses::{
    Argument, Voice, clause_head, complements, is_clause, objects, obliques, particle, subjects,
};
pub use modality::{Modality, modality};
pub use phrases::{
    appositions, case_marker, child, conjuncts, descends_from, first_conjunct, is_apposition,
    noun_phrase, possessor, subtree,
};
