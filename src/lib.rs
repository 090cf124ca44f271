//! jianbao (简报): structured YAML issues of a bulletin in, print-ready A4 PDF out, through Typst.
//!
//! The modules stand in the order of the data's way; each uses only those before it, which a test holds.
//! Every step returns values and findings; only `cli` prints, all is read through `input`, only `output` writes.

mod range;
pub mod diagnostic;
pub mod input;
pub mod output;
pub mod issue;
pub mod asset;
pub mod project;
pub mod check;
pub mod typeset;
pub mod pdf;
pub mod build;
pub mod revision;
pub mod report;
pub mod preview;
pub mod cli;
