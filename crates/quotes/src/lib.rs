//! Quotes, their cues and their speakers
