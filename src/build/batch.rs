//! Builds or checks many issues in parallel. An issue that fails doesn't stop the others.
//!
//! It takes jobs and gives reports. It prints nothing.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::build::parallel::parallel_in_order;
use crate::build::record::Records;
use crate::diagnostic::{Checked, Diagnostic, Outcome, Place};
use crate::issue::CopyNumbers;
use crate::output::{has_bytes, write};
use crate::pdf::imposition::Imposition;
use crate::pdf::make::{count_printed, make_copies, make_pdf};
use crate::project::input::Input;
use crate::project::year::ReadIssue;
use crate::project::{Job, PAGES_PER_SHEET, Project};
use crate::typeset::compile::forget;
use crate::typeset::fingerprint::{Changes, Fingerprint, fingerprints};
use crate::typeset::guard::catch_panic;
use crate::typeset::pipeline::{TypesetIssue, typeset_loaded};
use crate::typeset::world::Engine;

/// What became of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Its PDF was written.
    Built,
    /// Its PDF is already what would be written.
    Unchanged,
    /// It was checked, and nothing was to be written.
    Checked,
    /// It has errors. An older PDF is left as it was.
    Failed,
}

/// What became of one issue, as it is reported.
#[derive(Debug, Clone)]
pub struct Report {
    /// The issue's file.
    pub issue: PathBuf,
    /// Its PDF, or `None` when the issue was only checked.
    pub output: Option<PathBuf>,
    /// The outcome.
    pub status: Status,
    /// The number of pages, if the issue could be typeset.
    pub pages: Option<usize>,
    /// How long the work took.
    pub time: Duration,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The number of sheets of paper, or 0 if the pages weren't imposed.
    pub sheets: usize,
    /// How many PDFs of numbered copies were made. It is 0 if there is one PDF of the issue.
    pub copies: usize,
    /// The number of warnings that aren't among the findings: those from when an unchanged PDF was built, and those of a
    /// volume's issues.
    pub warnings: usize,
    /// The names of the files of the project that the PDF comes from.
    pub inputs: Vec<String>,
    /// Which pages look different from those of the last PDF, if there was one.
    pub changes: Option<Changes>,
}

impl Report {
    /// Returns a failed report without findings, as the base of others.
    pub fn failed(issue: &Path, output: Option<PathBuf>) -> Self {
        Self {
            issue: issue.to_owned(),
            output,
            status: Status::Failed,
            pages: None,
            time: Duration::ZERO,
            findings: Vec::new(),
            sheets: 0,
            copies: 0,
            warnings: 0,
            inputs: Vec::new(),
            changes: None,
        }
    }

    /// Returns the report of an issue whose PDF needn't be built again, or `None` if it has to be built.
    pub fn unchanged(records: &Records, project: &Project, job: &Job) -> Option<Self> {
        let start = Instant::now();
        let (record, output) = records.unchanged(project, job)?;
        Some(Self {
            status: Status::Unchanged,
            pages: Some(record.fingerprints.len()),
            changes: Some(Changes::between(&record.fingerprints, &record.fingerprints)),
            time: start.elapsed(),
            warnings: record.warnings,
            inputs: record.inputs.into_iter().map(|input| input.name).collect(),
            ..Self::failed(&job.issue, Some(output))
        })
    }
}

/// What to do with the issues.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Task {
    /// Write PDFs.
    Build {
        /// Whether to write a PDF again that has the same bytes.
        force: bool,
        /// How pages are imposed on sheets to be folded, if they are.
        imposition: Option<Imposition>,
    },
    /// Write nothing.
    Check,
}

/// What all jobs of a run share.
pub struct Batch<'r> {
    /// Faces and layouts.
    pub engine: &'r Engine,
    /// The project.
    pub project: &'r Project,
    /// What to do.
    pub task: Task,
    /// The build records, unless the run keeps none.
    pub records: Option<&'r Records>,
    /// The issue of each job.
    pub loaded: &'r [Result<ReadIssue, Diagnostic>],
    /// The findings of each job from comparing its issue with the others.
    pub across: &'r [Vec<Diagnostic>],
}

/// Works through the jobs on several threads, and passes the reports on in the order of the jobs.
///
/// A report that is `known` already is passed on without work. When `stop` is set, no further issue is begun.
pub fn run_batch(
    batch: &Batch,
    jobs: &[Job],
    known: &[Option<Report>],
    threads: usize,
    stop: &AtomicBool,
    receive: &mut dyn FnMut(Report),
) {
    let work = |index: usize| {
        let known = known.get(index).cloned().flatten();
        let mut report = known.unwrap_or_else(|| build_one(batch, &jobs[index], &batch.loaded[index]));
        report.findings.extend(batch.across.get(index).into_iter().flatten().cloned());
        report
    };
    parallel_in_order(jobs.len(), threads, stop, &work, receive);
}

/// Builds or checks one issue. A crash of the engine becomes a finding.
fn build_one(batch: &Batch, job: &Job, loaded: &Result<ReadIssue, Diagnostic>) -> Report {
    let start = Instant::now();
    let output = matches!(batch.task, Task::Build { .. }).then(|| job.output.clone());
    let failed = Report::failed(&job.issue, output);
    let report = catch_panic(Some(&job.issue), || build(batch, job, loaded, failed.clone()));
    forget();
    let report = report.unwrap_or_else(|crash| Report { findings: vec![crash], ..failed });
    Report { time: start.elapsed(), ..report }
}

/// Completes the report of an issue, which starts as failed.
fn build(batch: &Batch, job: &Job, loaded: &Result<ReadIssue, Diagnostic>, mut report: Report) -> Report {
    let typeset = match typeset_loaded(batch.engine, batch.project, job, loaded.clone()) {
        Ok(Checked { value, warnings }) => {
            report.findings = warnings;
            value
        }
        Err(findings) => return Report { findings: findings.into_iter().collect(), ..report },
    };
    let pages = typeset.pages.pages().len();
    report.pages = Some(pages);
    report.inputs = typeset.inputs.iter().map(|input| input.name.clone()).collect();
    let Task::Build { force, imposition } = batch.task else { return Report { status: Status::Checked, ..report } };
    let (profile, own) = (typeset.document.profile, typeset.document.print_setup.own_profile);
    let output = match imposition {
        Some(imposition) => job.on_sheets(&imposition.name(), profile, own),
        None => job.target(profile, own),
    };
    if imposition.is_none() {
        report.pages = Some(count_printed(&typeset.document, &typeset.pages));
    }
    report.sheets = imposition.map_or(0, |_| pages.div_ceil(PAGES_PER_SHEET));
    if let (Some(copies), None, false) = (job.copies, imposition, job.named) {
        return write_copies(batch.engine, job, &typeset, (copies, force), report);
    }
    let made = make_pdf(batch.engine, &typeset.document, &typeset.pages, imposition);
    let Some(bytes) = note_findings(made, job, &mut report) else { return report };
    let pdf = PdfOutput { output, bytes, inputs: &typeset.inputs, fingerprints: fingerprints(&typeset.pages) };
    write_if_changed(batch.records, job, pdf, force, report)
}

/// Adds what is to be said about an outcome to the report of an issue. Returns the value, if there is one.
fn note_findings<T>(outcome: Outcome<T>, job: &Job, report: &mut Report) -> Option<T> {
    let at_issue = |finding: Diagnostic| finding.at(Place::file(&job.issue));
    match outcome {
        Ok(Checked { value, warnings }) => {
            report.findings.extend(warnings.into_iter().map(at_issue));
            Some(value)
        }
        Err(findings) => {
            report.findings.extend(findings.into_iter().map(at_issue));
            None
        }
    }
}

/// Writes a PDF for each numbered copy of an issue, and completes the report. The pages are laid out and exported once.
fn write_copies(
    engine: &Engine,
    job: &Job,
    typeset: &TypesetIssue,
    (copies, force): (CopyNumbers, bool),
    mut report: Report,
) -> Report {
    let document = &typeset.document;
    let made = make_copies(engine, document, &typeset.pages, copies);
    let Some(template) = note_findings(made, job, &mut report) else { return report };
    let mut status = Status::Unchanged;
    for number in copies.printed() {
        let output = job.copy_target(document.profile, document.print_setup.own_profile, &number);
        let bytes = template.copy(&number);
        if force || !has_bytes(&output, &bytes) {
            if let Err(finding) = write(&output, &bytes) {
                report.findings.push(finding);
                return report;
            }
            status = Status::Built;
        }
        report.copies += 1;
        if report.copies == 1 {
            report.output = Some(output);
        }
    }
    Report { status, ..report }
}

/// A PDF that is ready to be written.
pub struct PdfOutput<'m> {
    /// The path that it is written to.
    pub output: PathBuf,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Every file of the project that it comes from.
    pub inputs: &'m [Input],
    /// The fingerprints of its pages.
    pub fingerprints: Vec<Fingerprint>,
}

/// Writes the PDF of a job unless the same bytes are there, writes its build record, and completes the report.
///
/// A record that can't be written is no error, since without it the next run only takes longer.
pub fn write_if_changed(
    records: Option<&Records>,
    job: &Job,
    pdf: PdfOutput,
    force: bool,
    mut report: Report,
) -> Report {
    let PdfOutput { output, bytes, inputs, fingerprints } = pdf;
    let unchanged = !force && has_bytes(&output, &bytes);
    match if unchanged { Ok(Status::Unchanged) } else { write(&output, &bytes).map(|()| Status::Built) } {
        Ok(status) => report.status = status,
        Err(finding) => report.findings.push(finding),
    }
    let known = records.zip(job.record.as_ref()).filter(|_| report.status != Status::Failed);
    if let Some((records, path)) = known {
        report.changes = Records::changes(job, &fingerprints);
        let record =
            records.make_record(inputs, &output, &bytes, fingerprints, report.findings.len() + report.warnings);
        if let Some(json) = record.and_then(|record| serde_json::to_vec(&record).ok()) {
            let _ = write(path, &json);
        }
    }
    report.output = Some(output);
    report
}
