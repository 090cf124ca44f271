//! The year that stands in a number is that of the date, and the form of the number has what it asks for.

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::{FormPart, Issue, TypedYear};

/// Checks the number of an issue.
pub fn check(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let typed = issue.number.year.map(TypedYear::year).filter(|year| *year != issue.date.year);
    if let Some(year) = typed {
        let finding = Diagnostic::new(Code::NumberYear).with("year", year.to_string());
        findings.push(finding.with("date", issue.date.value.to_string()).at(issue.number.place.clone()));
    }
    // In brackets it goes with them.
    let parts = issue.number_form.iter().flat_map(|form| form.value.parts.iter());
    let mut words_before = "";
    for part in parts {
        match part {
            FormPart::Words(words) => words_before = words,
            FormPart::Total if issue.total_number.is_none() && !opens(words_before) => {
                findings.push(Diagnostic::new(Code::NumberFormTotal).at(issue.number.place.clone()));
            }
            _ => {}
        }
    }
}

/// Returns whether words end within a bracket.
fn opens(words: &str) -> bool {
    let open = words.rfind(['（', '(']);
    open.is_some_and(|at| !words[at..].contains(['）', ')']))
}
