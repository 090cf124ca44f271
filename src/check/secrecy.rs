//! Secrecy doesn't last longer than the law allows for its level: 10, 20 or 30 years.

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Issue;

/// Checks the term of an issue's secrecy.
pub fn check(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let Some(secrecy) = issue.secrecy.as_ref().map(|typed| &typed.value.0) else { return };
    let Some(term) = &secrecy.term else { return };
    super::text::check("term", term, findings);
    let most = secrecy.level.most_years();
    if secrecy.years().is_some_and(|years| years > most) {
        let finding = Diagnostic::new(Code::SecrecyTerm).with("level", secrecy.level.name()).with("most", most);
        findings.push(finding.at(term.place.clone()));
    }
}
