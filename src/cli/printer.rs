//! The one place that prints: results on standard output, all else on standard error.

use std::cell::Cell;
use std::io::Write;
use std::path::Path;

use super::args::Format;
use crate::build::batch::{Report, Status};
use crate::diagnostic::message::Lang;
use crate::diagnostic::{Arg, Diagnostic};
use crate::project::Job;
use crate::report::{Reporter, display_path, render};
use crate::revision::diff::Names;
use crate::typeset::fingerprint::Changes;

/// Prints a line about the run itself on standard error.
pub fn remark(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints an error that belongs to no file, in one line on standard error.
pub fn error(lang: Lang, text: &str) {
    remark(&format!("{}: {text}", lang.say("severity-error")));
}

/// Prints results on standard output and all else on standard error.
pub struct Printer {
    /// The words.
    pub reporter: Reporter,
    format: Format,
    broken: Cell<bool>,
}

impl Printer {
    pub fn new(lang: Lang, format: Format) -> Self {
        Self { reporter: Reporter { lang }, format, broken: Cell::new(false) }
    }

    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Whether something couldn't be said, as on a full disk.
    pub fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// A result: a line on standard output.
    pub fn result(&self, text: &str) {
        if writeln!(anstream::stdout(), "{text}").is_err() {
            self.broken.set(true);
        }
    }

    /// What was written, in words or as a line of JSON.
    pub fn written(&self, key: &str, output: &Path) {
        if self.is_json() {
            self.result(&self.reporter.line(None, Some(output), "built", None, 0.0, &[]).to_string());
        } else {
            self.result(&self.reporter.lang.text(key, &[("file", Arg::Text(display_path(output)))]));
        }
    }

    /// What became of an issue: its findings, and a line.
    pub fn report(&self, report: &Report) {
        if self.is_json() {
            return self.result(&self.reporter.report_json(report).to_string());
        }
        self.findings(&report.findings);
        self.result(&self.reporter.summary(report));
        if let (Status::Built, Some(changes)) = (report.status, &report.changes) {
            self.result(&self.changes(&report.issue, changes));
        }
    }

    /// Which pages look different, in a line that begins with the issue's name.
    pub fn changes(&self, issue: &Path, changes: &Changes) -> String {
        self.reporter.changes(issue, changes)
    }

    /// How the signs in words are called.
    pub fn names(&self) -> Names {
        self.reporter.names()
    }

    /// Numbers as people write them: `3, 5–8`.
    pub fn listed(&self, numbers: &[usize]) -> String {
        self.reporter.listed(numbers)
    }

    /// Some pages of an issue that were written, or none that had to be, as a line of JSON.
    pub fn pages_json(&self, job: &Job, output: Option<&Path>, pages: usize, changes: Option<&Changes>) {
        self.result(&self.reporter.pages_json(job, output, pages, changes).to_string());
    }

    pub fn finding_json(&self, finding: &Diagnostic) -> serde_json::Value {
        self.reporter.finding_json(finding)
    }

    /// Findings that belong to no issue, or those of an issue for people.
    pub fn findings(&self, findings: &[Diagnostic]) {
        if self.is_json() {
            let status = if findings.iter().any(Diagnostic::is_error) { "failed" } else { "checked" };
            if !findings.is_empty() {
                self.result(&self.reporter.line(None, None, status, None, 0.0, findings).to_string());
            }
            return;
        }
        for finding in findings {
            let _ = writeln!(anstream::stderr(), "{}\n", render(finding, self.reporter.lang, width()));
        }
    }
}

/// Returns how many columns a finding may take: those of the terminal, or 100 where there is none.
fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stderr()).map_or(100, |(width, _)| usize::from(width.0))
}
