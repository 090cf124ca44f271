//! Checks the receivers in the imprint: empty ones, placeholders, half-width marks, quotes that a comma has split.

use super::{placeholder, punctuation};
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::{Locator, Text};
use crate::issue::Issue;

/// Reports empty labels and receivers.
pub fn check(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    for entry in issue.distribution.iter().flatten() {
        let empty = |key: &'static str| Diagnostic::new(Code::EmptyText).with_key(key);
        if entry.label.trim().is_empty() {
            findings.push(empty("label").at(entry.label.place.clone()));
        }
        if entry.to.is_empty() {
            findings.push(empty("to").at(entry.label.place.clone()));
        }
        for text in entry.to.iter().chain([&entry.label]) {
            placeholder::check(text, findings);
            punctuation::check(&Locator::new(text), 0..text.len(), findings);
            check_quotes(text, findings);
        }
        for to in entry.to.iter().filter(|to| to.trim().is_empty()) {
            findings.push(empty("to").at(to.place.clone()));
        }
    }
}

/// Reports a Chinese quotation mark without its partner. In `[“县长, 副县长”]` the comma makes two entries of one.
pub fn check_quotes(text: &Text, findings: &mut Vec<Diagnostic>) {
    let count = |mark: char| text.chars().filter(|c| *c == mark).count();
    if count('“') != count('”') {
        findings.push(Diagnostic::new(Code::QuotesSplit).at(text.place.clone()));
    }
}
