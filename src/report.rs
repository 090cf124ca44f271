//! Puts findings and reports into words and into JSON.
//!
//! It takes what became of issues, and gives text. It prints nothing.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use crate::build::batch::{Report, Status};
use crate::diagnostic::message::{Lang, visible};
use crate::diagnostic::{Arg, Diagnostic, Place, Severity};
use crate::issue::markdown::SIGNS;
use crate::project::Job;
use crate::range::runs;
use crate::revision::diff::Names;
use crate::typeset::fingerprint::Changes;

/// Puts findings and reports into the words of a language.
#[derive(Debug, Clone, Copy)]
pub struct Reporter {
    /// The language.
    pub lang: Lang,
}

impl Reporter {
    /// Returns in a line what became of an issue.
    pub fn summary(&self, report: &Report) -> String {
        let key = match report.status {
            Status::Built => "report-built",
            Status::Unchanged => "report-unchanged",
            Status::Checked => "report-checked",
            Status::Failed => "report-failed",
        };
        let args = [
            ("issue", Arg::Text(display_path(&report.issue))),
            ("output", Arg::Text(report.output.as_deref().map(display_path).unwrap_or_default())),
            ("pages", Arg::Number(report.pages.unwrap_or(0) as i64)),
            ("sheets", Arg::Number(report.sheets as i64)),
            ("copies", Arg::from(report.copies)),
            ("warnings", Arg::Number(report.warnings as i64)),
            ("seconds", Arg::Text(format!("{:.2}", report.time.as_secs_f64()))),
        ];
        self.lang.text(key, &args)
    }

    /// Returns which pages look different, in a line that begins with the issue's name.
    pub fn changes(&self, issue: &Path, changes: &Changes) -> String {
        let name = issue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.lang.text("changes-of", &[("issue", Arg::Text(name)), ("changes", Arg::Text(self.changed(changes)))])
    }

    /// Returns which pages look different.
    pub fn changed(&self, changes: &Changes) -> String {
        let (from, to): (Vec<_>, Vec<_>) = changes.moved.iter().map(|(page, before)| (*before, *page)).unzip();
        let args = [
            ("pages", Arg::Text(self.listed(&changes.pages))),
            ("count", Arg::from(changes.pages.len())),
            ("before", Arg::from(changes.before)),
            ("after", Arg::from(changes.after)),
            ("from", Arg::Text(self.listed(&from))),
            ("moved", Arg::Text(self.listed(&to))),
        ];
        let mut keys = vec!["changes-pages"];
        keys.extend((changes.before != changes.after).then_some("changes-count"));
        keys.extend((!to.is_empty()).then_some("changes-moved"));
        keys.iter().map(|key| self.lang.text(key, &args)).collect::<Vec<_>>().join(&self.lang.say("changes-between"))
    }

    /// Returns the names of signs in this language.
    pub fn names(&self) -> Names {
        SIGNS.iter().map(|(sign, key)| (*sign, self.lang.say(key))).collect()
    }

    /// Returns numbers as people write them: `3, 5–8`.
    pub fn listed(&self, numbers: &[usize]) -> String {
        let runs = runs(numbers);
        let between = self.lang.say("list-between");
        let run = |(first, last): &(usize, usize)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}{between}{last}"),
            _ => format!("{first}–{last}"),
        };
        runs.iter().map(run).collect::<Vec<_>>().join(&between)
    }

    /// Returns what became of an issue, as a line of JSON.
    pub fn report_json(&self, report: &Report) -> serde_json::Value {
        let status = match report.status {
            Status::Built => "built",
            Status::Unchanged => "unchanged",
            Status::Checked => "checked",
            Status::Failed => "failed",
        };
        let seconds = report.time.as_secs_f64();
        let mut line =
            self.line(Some(&report.issue), report.output.as_deref(), status, report.pages, seconds, &report.findings);
        report.changes.iter().for_each(|changes| add_changes(&mut line, changes));
        line
    }

    /// Returns a line of JSON about pages of an issue that were written. Without `output` none had to be.
    pub fn pages_json(
        &self,
        job: &Job,
        output: Option<&Path>,
        pages: usize,
        changes: Option<&Changes>,
    ) -> serde_json::Value {
        let status = if output.is_some() { "built" } else { "unchanged" };
        let mut line = self.line(Some(&job.issue), output, status, Some(pages), 0.0, &[]);
        changes.iter().for_each(|changes| add_changes(&mut line, changes));
        line
    }

    /// Returns a finding as JSON.
    pub fn finding_json(&self, finding: &Diagnostic) -> serde_json::Value {
        let position = finding.place.as_ref().and_then(Place::position);
        json!({
            "severity": match finding.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "code": finding.code.as_str(),
            "message": self.lang.message(finding),
            "path": finding.place.as_ref().map(|place| display_path(&place.source.path)),
            "line": position.map(|(line, _)| line),
            "column": position.map(|(_, column)| column),
            "help": self.lang.help(finding),
        })
    }

    /// Returns a line of JSON. It always has the same keys. `issue` is `None` for what belongs to no issue.
    pub fn line(
        &self,
        issue: Option<&Path>,
        output: Option<&Path>,
        status: &str,
        pages: Option<usize>,
        seconds: f64,
        findings: &[Diagnostic],
    ) -> serde_json::Value {
        json!({
            "issue": issue.map(display_path),
            "output": output.map(display_path),
            "status": status,
            "pages": pages,
            "seconds": (seconds * 1000.0).round() / 1000.0,
            "changed-pages": null,
            "moved-pages": null,
            "pages-before": null,
            "diagnostics": findings.iter().map(|finding| self.finding_json(finding)).collect::<Vec<_>>(),
        })
    }
}

/// Adds to a line of JSON which pages look different.
fn add_changes(line: &mut serde_json::Value, changes: &Changes) {
    line["changed-pages"] = json!(changes.pages);
    line["moved-pages"] = moved(changes);
    line["pages-before"] = json!(changes.before);
}

/// Returns the pages that merely moved, as JSON.
pub fn moved(changes: &Changes) -> serde_json::Value {
    changes.moved.iter().map(|(page, from)| json!({ "page": page, "from": from })).collect()
}

/// Returns a path with forward slashes, so that messages are the same on every machine.
pub fn display_path(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Renders a finding as rustc does: what is wrong, where, the line with a caret, what to do.
pub fn render(finding: &Diagnostic, lang: Lang, width: usize) -> String {
    let (level, name) = match finding.severity {
        Severity::Error => (Level::ERROR, lang.say("severity-error")),
        Severity::Warning => (Level::WARNING, lang.say("severity-warning")),
    };
    let (message, help, help_name) = (lang.message(finding), lang.help(finding), lang.say("severity-help"));
    let title = level.with_name(name).primary_title(message.as_str()).id(finding.code.as_str());
    let excerpt = finding.place.as_ref().map(Excerpt::of);
    let mut group = Group::with_title(title);
    if let Some(excerpt) = &excerpt {
        group = match &excerpt.line {
            Some((text, first, marked)) => group.element(
                Snippet::source(text.as_str())
                    .path(excerpt.path.as_str())
                    .line_start(*first)
                    .annotation(AnnotationKind::Primary.span(marked.clone())),
            ),
            None => group.element(Origin::path(excerpt.path.as_str())),
        };
    }
    if !help.is_empty() {
        group = group.element(Level::HELP.with_name(help_name.as_str()).message(help.as_str()));
    }
    Renderer::styled().term_width(width).render(&[group])
}

/// The line of a text that is shown with a finding.
struct Excerpt {
    /// The file's path.
    path: String,
    /// The line, its number from 1, and the marked bytes within it. A place that is a whole file has none.
    line: Option<(String, usize, Range<usize>)>,
}

impl Excerpt {
    /// Takes the line in which a place begins.
    fn of(place: &Place) -> Self {
        let path = visible(&display_path(&place.source.path));
        if let Some(cell) = place.cell() {
            return Self { path: format!("{path}: {cell}"), line: None };
        }
        let Some((first, _)) = place.position() else { return Self { path, line: None } };
        let text = &place.source.text;
        let start = text[..place.range.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].split('\n').next().unwrap_or_default();
        let from = place.range.start - start;
        let to = (place.range.end.max(place.range.start + 1) - start).min(line.len());
        let to = line.ceil_char_boundary(to.max(from));
        let marked = line[from..to].trim_end().len();
        Self { path, line: Some((line.to_owned(), first, from..from + marked)) }
    }
}
