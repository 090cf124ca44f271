//! Findings (what is wrong, and where) as data: a code, facts and a place.
//!
//! The words are in the catalogue (`message`). It knows nothing of what a bulletin is.

mod arg;
mod code;
mod expected;
mod findings;
pub mod message;
mod source;

use std::fmt;

pub use self::arg::Arg;
pub use self::code::{Cause, Code, Severity};
pub use self::expected::Expected;
pub use self::findings::{Checked, Findings, Outcome, sort};
pub use self::source::{Edit, Place, Source, cell_name};

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How bad it is: as its kind says, or as the rule says that was broken.
    pub severity: Severity,
    /// The facts that its message names, each with its name there.
    pub args: Vec<(&'static str, Arg)>,
    /// Its place. Findings about the command line have none.
    pub place: Option<Place>,
    /// The correction of the YAML, if there is only one. `check --fix` writes it.
    pub edit: Option<Edit>,
}

impl Diagnostic {
    /// Makes a finding without facts and place.
    pub fn new(code: Code) -> Self {
        Self { code, severity: code.severity(), args: Vec::new(), place: None, edit: None }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Arg>) -> Self {
        self.args.push((name, fact.into()));
        self
    }

    /// Adds a key of the YAML, and its word in the reader's language as the fact `word`.
    #[must_use]
    pub fn with_key(self, key: &str) -> Self {
        self.with("key", key).with("word", Arg::Key(key.to_owned()))
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets the severity, where that isn't the one of its kind.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Returns the pages of a PDF that it is about, from 1; none if it is about the file as a whole.
    pub fn pages(&self) -> Vec<usize> {
        let pages = self.args.iter().find_map(|(name, arg)| match (*name, arg) {
            (_, Arg::Pages(pages)) => Some(pages.0.clone()),
            ("page", Arg::Number(page)) => usize::try_from(*page).ok().map(|page| vec![page]),
            _ => None,
        });
        pages.unwrap_or_default()
    }

    /// Returns whether it keeps the issue from being built.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
