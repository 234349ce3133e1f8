//! The facade: text in, the diplomatic record out
