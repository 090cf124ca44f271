//! Checks the imprint: empty receivers, placeholders, half-width marks, quotes that a comma has split, and whether the
//! receivers' copies add up.

use super::{placeholder, punctuation, text};
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
        for text in entry.texts() {
            placeholder::check(text, findings);
            punctuation::check(&Locator::new(text), 0..text.len(), findings);
            check_quotes(text, findings);
        }
        for to in entry.to.iter().map(|receiver| &receiver.name).filter(|name| name.trim().is_empty()) {
            findings.push(empty("to").at(to.place.clone()));
        }
    }
    check_copies(issue, findings);
    check_words(issue, findings);
}

/// Reports receivers without copies among those with copies, and a sum that isn't the number of printed copies.
fn check_copies(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let receivers = || issue.distribution.iter().flatten().flat_map(|entry| &entry.to);
    if receivers().all(|receiver| receiver.copies.is_none()) {
        return;
    }
    let mut missing = receivers().filter(|receiver| receiver.copies.is_none()).peekable();
    if missing.peek().is_some() {
        findings.extend(missing.map(|receiver| {
            let finding = Diagnostic::new(Code::ReceiverWithoutCopies).with("name", receiver.name.trim());
            finding.at(receiver.name.place.clone())
        }));
        return;
    }
    let copies = receivers().filter_map(|receiver| receiver.copies.as_ref());
    let sum: u64 = copies.map(|copies| u64::from(copies.value.get())).sum();
    if let Some(printed) = &issue.copies
        && u64::from(printed.value.get()) != sum
    {
        let finding =
            Diagnostic::new(Code::CopiesMismatch).with("copies", printed.value.get()).with("sum", sum.to_string());
        findings.push(finding.at(printed.place.clone()));
    }
}

/// Checks the words of the other lines of the imprint.
fn check_words(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let office = issue.printed_by.iter().map(|printed| ("office", &printed.office));
    let staff = issue.staff.iter().flatten();
    let staff = staff.flat_map(|staff| {
        std::iter::once(("label", &staff.label)).chain(staff.names.iter().map(|name| ("names", name)))
    });
    for (key, text) in office.chain(staff) {
        text::check(key, text, findings);
        placeholder::check(text, findings);
    }
    for staff in issue.staff.iter().flatten().filter(|staff| staff.names.is_empty()) {
        findings.push(Diagnostic::new(Code::EmptyText).with_key("names").at(staff.label.place.clone()));
    }
}

/// Reports a Chinese quotation mark without its partner. In `[“县长, 副县长”]` the comma makes two entries of one.
pub fn check_quotes(text: &Text, findings: &mut Vec<Diagnostic>) {
    let count = |mark: char| text.chars().filter(|c| *c == mark).count();
    if count('“') != count('”') {
        findings.push(Diagnostic::new(Code::QuotesSplit).at(text.place.clone()));
    }
}
