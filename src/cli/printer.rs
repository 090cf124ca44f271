//! The one place that prints: results on standard output, everything else on standard error.

use std::cell::Cell;
use std::io::Write;
use std::path::Path;

use clap::builder::StyledStr;
use indicatif::ProgressBar;

use super::args::Format;
use crate::build::batch::{Report, Status};
use crate::diagnostic::message::{Lang, visible};
use crate::diagnostic::{Arg, Diagnostic};
use crate::project::Job;
use crate::report::{Reporter, display_path, render};
use crate::revision::diff::Names;
use crate::typeset::fingerprint::Changes;

/// Prints a line about the run itself on standard error.
pub fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Prints an error that belongs to no file, in one line on standard error.
pub fn error(lang: Lang, text: &str) {
    note(&format!("{}: {text}", lang.say("severity-error")));
}

/// Prints help that was asked for on standard output.
pub fn help(text: &StyledStr) {
    let _ = write!(anstream::stdout(), "{}", text.ansi());
}

/// Prints help that wasn't asked for on standard error.
pub fn help_on_error(text: &StyledStr) {
    let _ = write!(anstream::stderr(), "{}", text.ansi());
}

/// How far a run has come, as a bar on standard error. Nothing is drawn where that is no terminal.
#[derive(Default)]
pub struct Progress {
    /// The bar, if one is wanted.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Begins a bar with a number of steps.
    pub fn begin(steps: usize) -> Self {
        Self { bar: Some(ProgressBar::new(steps as u64)) }
    }

    /// Prints something above the bar, and goes one step further.
    pub fn advance(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => {
                bar.suspend(print);
                bar.inc(1);
            }
            None => print(),
        }
    }

    /// Removes the bar.
    pub fn finish(&self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}

/// Prints results in a format and in the user's language.
pub struct Printer {
    /// Puts findings and reports into words.
    pub reporter: Reporter,
    /// The format of results.
    format: Format,
    /// Whether a result couldn't be printed.
    is_broken: Cell<bool>,
}

impl Printer {
    /// Makes a printer for a language and a format.
    pub fn new(lang: Lang, format: Format) -> Self {
        Self { reporter: Reporter { lang }, format, is_broken: Cell::new(false) }
    }

    /// Returns whether results are printed as JSON.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Returns whether a result couldn't be printed, as on a full disk.
    pub fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Prints a result on standard output. Within JSON a program reads names, which stay as they are.
    pub fn result(&self, text: &str) {
        let text = if self.is_json() { text.to_owned() } else { visible(text) };
        if writeln!(anstream::stdout(), "{text}").is_err() {
            self.is_broken.set(true);
        }
    }

    /// Prints what was written, in words or as a line of JSON.
    pub fn written(&self, key: &str, output: &Path) {
        if self.is_json() {
            self.result(&self.reporter.line(None, Some(output), "built", None, 0.0, &[]).to_string());
        } else {
            self.result(&self.reporter.lang.text(key, &[("file", Arg::Text(display_path(output)))]));
        }
    }

    /// Prints what became of an issue: its findings and a line.
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

    /// Returns which pages look different, in a line that begins with the issue's name.
    pub fn changes(&self, issue: &Path, changes: &Changes) -> String {
        self.reporter.changes(issue, changes)
    }

    /// Returns the names of signs in the user's language.
    pub fn names(&self) -> Names {
        self.reporter.names()
    }

    /// Returns numbers as people write them: `3, 5–8`.
    pub fn listed(&self, numbers: &[usize]) -> String {
        self.reporter.listed(numbers)
    }

    /// Prints a line of JSON about pages of an issue that were written. Without `output` none had to be.
    pub fn pages_json(&self, job: &Job, output: Option<&Path>, pages: usize, changes: Option<&Changes>) {
        self.result(&self.reporter.pages_json(job, output, pages, changes).to_string());
    }

    /// Returns a finding as JSON.
    pub fn finding_json(&self, finding: &Diagnostic) -> serde_json::Value {
        self.reporter.finding_json(finding)
    }

    /// Prints findings. As JSON they are a line that belongs to no issue.
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
