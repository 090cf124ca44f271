//! The one place that prints: results on standard output, everything else on standard error.

use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::Ordering;

use clap::builder::StyledStr;
use indicatif::ProgressBar;

use super::STOP;
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

/// Prints what a program reads, such as the parent of this process.
pub fn plain(text: &str) {
    let _ = write!(std::io::stdout(), "{text}");
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

/// The findings that a run has printed. What is wrong in a file that many issues share is printed once.
#[derive(Default)]
pub struct PrintedFindings(HashSet<Diagnostic>);

impl PrintedFindings {
    /// Returns the findings of an issue that weren't printed yet. Those in the issue's own file always count as new.
    pub fn take_new(&mut self, issue: &Path, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let is_own = |finding: &Diagnostic| finding.place.as_ref().is_none_or(|place| place.source.path == issue);
        findings.into_iter().filter(|finding| self.0.insert(finding.clone()) || is_own(finding)).collect()
    }
}

/// Prints results in a format and in the user's language.
pub struct Printer {
    /// Puts findings and reports into words.
    pub reporter: Reporter,
    /// The format of results.
    format: Format,
    /// The columns that a finding may take, if they aren't those of the terminal.
    columns: Option<usize>,
    /// Whether a result couldn't be printed.
    is_broken: Cell<bool>,
    /// Whether nobody reads the results any more.
    is_closed: Cell<bool>,
}

impl Printer {
    /// Makes a printer for a language and a format. Without `columns`, findings are as wide as the terminal.
    pub fn new(lang: Lang, format: Format, columns: Option<usize>) -> Self {
        Self { reporter: Reporter { lang }, format, columns, is_broken: Cell::new(false), is_closed: Cell::new(false) }
    }

    /// Prints what a child process has printed.
    pub fn relay(&self, out: &[u8], err: &[u8]) {
        let _ = anstream::stderr().write_all(err);
        if anstream::stdout().write_all(out).is_err() {
            self.is_broken.set(true);
        }
    }

    /// Returns how many columns a finding may take: those of the terminal, or 100 where there is none.
    pub fn columns(&self) -> usize {
        let terminal = || terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0));
        self.columns.or_else(terminal).unwrap_or(100)
    }

    /// Returns whether results are printed as JSON.
    pub fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    /// Returns whether a result couldn't be printed, as on a full disk.
    pub fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Returns whether nobody reads the results any more, as behind `| head -1`. Then nothing more is printed.
    pub fn is_closed(&self) -> bool {
        self.is_closed.get()
    }

    /// Prints a result on standard output. Where nobody reads it, the run comes to its end.
    ///
    /// Within JSON a program reads names, which stay as they are.
    pub fn result(&self, text: &str) {
        if self.is_closed() {
            return;
        }
        let text = if self.is_json() { text.to_owned() } else { visible(text) };
        match writeln!(anstream::stdout(), "{text}") {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed.set(true);
                STOP.store(true, Ordering::Relaxed);
            }
            Err(_) => self.is_broken.set(true),
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
        if self.is_closed() {
            return;
        }
        if self.is_json() {
            let status = if findings.iter().any(Diagnostic::is_error) { "failed" } else { "checked" };
            if !findings.is_empty() {
                self.result(&self.reporter.line(None, None, status, None, 0.0, findings).to_string());
            }
            return;
        }
        for finding in findings {
            let _ = writeln!(anstream::stderr(), "{}\n", render(finding, self.reporter.lang, self.columns()));
        }
    }
}
