//! The results of all steps: findings as one error, or a value with its warnings.

use std::collections::HashSet;
use std::fmt;
use std::ops::Deref;

use super::message::Lang;
use super::{Code, Diagnostic};

/// What was found wrong, in the order of its places. There is at least one finding.
///
/// It is printed in English, one finding a line: the place, the code, the message, the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings(Vec<Diagnostic>);

impl Findings {
    /// Returns the findings in a language, one a line.
    pub fn in_words(&self, lang: Lang) -> String {
        self.0.iter().map(|finding| line(finding, lang)).collect::<Vec<_>>().join("\n")
    }
}

impl Deref for Findings {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl IntoIterator for Findings {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<Diagnostic> for Findings {
    fn from(finding: Diagnostic) -> Self {
        Self(vec![finding])
    }
}

/// The list must not be empty.
impl From<Vec<Diagnostic>> for Findings {
    fn from(findings: Vec<Diagnostic>) -> Self {
        debug_assert!(!findings.is_empty(), "an error says what is wrong");
        Self(findings)
    }
}

/// A value, and the warnings (提醒) that came with it.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What is worth a look. None of it is an error.
    pub warnings: Vec<Diagnostic>,
}

/// The result of a step that may warn.
pub type Outcome<T> = Result<Checked<T>, Findings>;

impl<T> Checked<T> {
    /// Makes an outcome of a value and everything that was found on the way to it.
    ///
    /// # Errors
    /// There is no value, or an error is among the findings.
    pub fn decide(value: Option<T>, findings: Vec<Diagnostic>) -> Outcome<T> {
        match value {
            Some(value) if !findings.iter().any(Diagnostic::is_error) => Ok(Self { value, warnings: findings }),
            _ => Err(findings.into()),
        }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for Findings {}

/// Returns a finding as `36.yaml:12:5: unknown-key: message (remedy)`.
fn line(finding: &Diagnostic, lang: Lang) -> String {
    let place = finding.place.as_ref().map(|place| {
        let path = place.source.path.display();
        place.position().map_or_else(|| format!("{path}: "), |(line, column)| format!("{path}:{line}:{column}: "))
    });
    let remedy = Some(lang.help(finding)).filter(|help| !help.is_empty()).map(|help| format!(" ({help})"));
    let (place, remedy) = (place.unwrap_or_default(), remedy.unwrap_or_default());
    format!("{place}{}: {}{remedy}", finding.code, lang.message(finding))
}

/// The most findings of an issue that are shown.
const MAX_FINDINGS: usize = 100;

/// Sorts findings by file and position, removes repetitions, and cuts the list if it is very long.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    let key = |finding: &Diagnostic| {
        finding.place.as_ref().map(|place| (place.source.path.clone(), place.range.start, place.range.end))
    };
    findings.sort_by_cached_key(key);
    let mut seen = HashSet::new();
    findings.retain(|finding| seen.insert(finding.clone()));
    if findings.len() > MAX_FINDINGS {
        // Errors come first, so that the cut leaves out warnings.
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let count = findings.len() - MAX_FINDINGS;
        let more = Diagnostic::new(Code::MoreFindings).with("count", count);
        let last = findings[MAX_FINDINGS].place.clone();
        findings.truncate(MAX_FINDINGS);
        findings.push(Diagnostic { place: last, ..more });
    }
}
