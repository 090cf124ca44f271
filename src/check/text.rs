//! Checks that a text isn't empty and has no stray stars.

use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Text;
use crate::issue::markdown;

/// Checks the text of a key.
pub fn check(key: &'static str, text: &Text, findings: &mut Vec<Diagnostic>) {
    if !matches!(key, "body" | "note") && markdown::stray_stars(text) {
        findings.push(Diagnostic::new(Code::MarkupStars).at(text.place.clone()));
    }
    // With a full-width bar the lines below are joined to one, and the bar is printed.
    if text.place.text().starts_with('｜') {
        findings.push(Diagnostic::new(Code::YamlSlipBar).with("key", key).at(text.place.clone()));
    }
    if text.trim().is_empty() {
        findings.push(Diagnostic::new(Code::EmptyText).with_key(key).at(text.place.clone()));
    }
}
