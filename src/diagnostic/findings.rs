//! Several findings as one error.

use std::fmt;
use std::ops::Deref;

use super::Diagnostic;
use super::message::Lang;

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

impl From<Diagnostic> for Findings {
    fn from(finding: Diagnostic) -> Self {
        Self(vec![finding])
    }
}

impl From<Vec<Diagnostic>> for Findings {
    fn from(findings: Vec<Diagnostic>) -> Self {
        Self(findings)
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
