//! Exporters: one module a format behind one trait
