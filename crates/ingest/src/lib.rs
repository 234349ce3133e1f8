//! Bytes in any known format to a document: text, metadata, paragraphs, dateline
