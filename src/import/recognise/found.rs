//! What was found of an issue so far.
//!
//! It holds values, and divides lines into parts.

use crate::import::article::Issue;

/// An issue that was recognised.
#[derive(Debug, Default)]
pub struct Found {
    /// The issue.
    pub issue: Issue,
    /// The words that its parts were read from, which need not stand in the YAML.
    pub consumed: String,
}

/// Returns the parts of a line that tabs and runs of blanks divide.
pub fn segments(line: &str) -> Vec<String> {
    let line = line.replace(['\t', '\n'], "  ").replace('\u{3000}', "  ");
    line.split("  ").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
