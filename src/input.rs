//! Bytes in: files read within bounds and decoded, and YAML with the position of every value.
//!
//! Takes paths, gives texts and values. It knows nothing of what an issue is.

pub mod file;
pub mod look_alike;
pub mod worksheet;
pub mod yaml;
