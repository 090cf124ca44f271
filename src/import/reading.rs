//! What goes into the readers of drafts, and what comes out of them.
//!
//! It holds values.

use super::draft::Draft;
use super::report::Report;

/// A file that is to be imported.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its name without folder and end, which is the title where nothing else is.
    pub stem: String,
    /// The end of its name in small letters.
    pub extension: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A draft with what was said about it.
#[derive(Debug, Default)]
pub struct Reading {
    /// The draft.
    pub draft: Draft,
    /// What is to be said.
    pub report: Report,
}
