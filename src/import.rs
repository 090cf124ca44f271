//! Drafts in: Word files, sheets and texts become articles and issues in YAML.
//!
//! Takes bytes and choices, gives YAML and a report. Nothing of a draft is lost without being named in the report.

pub mod docx;
pub mod draft;
pub mod package;
pub mod report;
pub mod xml;
