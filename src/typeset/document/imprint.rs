//! The data of the imprint (版记): receivers, who prints the issue, the staff, serial number and copies.

use super::data::{Imprint, ImprintEntry, PrintedByData, Words};
use super::issue::Builder;
use super::printed::{printed, printed_date, printed_number};
use crate::issue::{Issue, PrintedBy, Receiver};
use crate::typeset::field::Field;

impl Builder {
    /// Returns the imprint.
    pub(super) fn imprint(&mut self, issue: &Issue) -> Imprint {
        let mut entries = Vec::new();
        for (index, entry) in issue.distribution.iter().flatten().enumerate() {
            let at = Field::Imprint { entry: index, line: None };
            let label = printed("imprint-label", &[("label", self.field(&at, &entry.label).into())]);
            let line = |(line, receiver): (usize, &Receiver)| {
                let at = Field::Imprint { entry: index, line: Some(line) };
                let text = self.field(&at, &receiver.name);
                Words { at, text }
            };
            let lines = entry.to.iter().enumerate().map(line).collect();
            entries.push(ImprintEntry { at, label, lines });
        }
        let printed_by = issue.printed_by.as_ref().map(|typed| self.printed_by(typed, issue));
        Imprint { entries, printed_by, staff: self.staff(issue), serial: self.serial(issue) }
    }

    /// Returns who prints the issue, and when: on the day of the issue unless another was typed.
    fn printed_by(&mut self, typed: &PrintedBy, issue: &Issue) -> PrintedByData {
        let date = typed.date.as_ref().unwrap_or(&issue.date);
        self.value(Field::PrintedDate, date.value, &date.place);
        let text = printed("printed-date", &[("date", printed_date(date.value).into())]);
        PrintedByData {
            office: Words { at: Field::PrintedBy, text: self.field(&Field::PrintedBy, &typed.office) },
            date: Words { at: Field::PrintedDate, text },
        }
    }

    /// Returns the staff.
    fn staff(&mut self, issue: &Issue) -> Vec<ImprintEntry> {
        let mut entries = Vec::new();
        for (index, typed) in issue.staff.iter().flatten().enumerate() {
            let at = Field::Staff { entry: index, name: None };
            let label = printed("imprint-label", &[("label", self.field(&at, &typed.label).into())]);
            let mut lines = Vec::with_capacity(typed.names.len());
            for (name, text) in typed.names.iter().enumerate() {
                let at = Field::Staff { entry: index, name: Some(name) };
                let text = self.field(&at, text);
                lines.push(Words { at, text });
            }
            entries.push(ImprintEntry { at, label, lines });
        }
        entries
    }

    /// Returns serial number and copies. They stand in brackets, together or alone.
    fn serial(&mut self, issue: &Issue) -> Vec<Words> {
        let mut parts = Vec::new();
        if let Some(serial) = &issue.serial {
            parts.push((Field::Serial, self.field(&Field::Serial, serial)));
        }
        if let Some(copies) = &issue.copies {
            self.value(Field::Copies, copies.value, &copies.place);
            parts.push((Field::Copies, printed_number("copies", copies.value)));
        }
        let last = parts.len().saturating_sub(1);
        let part = |(index, (at, text)): (usize, (Field, String))| {
            let (before, after) = (if index == 0 { "（" } else { "　" }, if index == last { "）" } else { "" });
            Words { at, text: format!("{before}{text}{after}") }
        };
        parts.into_iter().enumerate().map(part).collect()
    }
}
