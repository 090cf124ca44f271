//! Checks the receivers in the imprint.

use crate::diagnostic::{Code, Diagnostic};
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
        for to in entry.to.iter().filter(|to| to.trim().is_empty()) {
            findings.push(empty("to").at(to.place.clone()));
        }
    }
}
