//! Mentions, the entities they stand for, and coreference
