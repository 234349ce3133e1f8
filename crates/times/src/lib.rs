//! Time expressions and their values against the document date
