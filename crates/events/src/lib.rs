//! Diplomatic events: frames, arguments, status, PLOVER and CAMEO codes
