//! The findings that every reader of drafts makes: something is damaged, or too large.
//!
//! The place is for those who know the file.

use crate::diagnostic::{Code, Diagnostic};

/// Returns the finding for a damaged part.
pub fn damaged(part: &str) -> Diagnostic {
    Diagnostic::new(Code::ImportDamaged).with("part", part)
}

/// Returns the finding for a part that is too large.
pub fn too_large(part: &str) -> Diagnostic {
    Diagnostic::new(Code::ImportTooLarge).with("part", part)
}
