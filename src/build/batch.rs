//! Many issues to PDFs, in parallel: a failing one doesn't stop the others, and no file is ever half written.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::build::parallel::parallel_in_order;
use crate::build::record::Records;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::{has_bytes, write};
use crate::pdf::imposition::Imposition;
use crate::pdf::make::make_pdf;
use crate::project::input::Input;
use crate::project::year::ReadIssue;
use crate::project::{Job, PAGES_PER_SHEET, Project};
use crate::typeset::compile::forget;
use crate::typeset::fingerprint::{Changes, Fingerprint, fingerprints};
use crate::typeset::pipeline::typeset_loaded;
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
    /// It has errors; an older PDF is left as it was.
    Failed,
}

/// What became of one issue, as it is reported.
#[derive(Debug, Clone)]
pub struct Report {
    /// The issue's file.
    pub issue: PathBuf,
    /// Its PDF; nothing when it was only checked.
    pub output: Option<PathBuf>,
    /// The outcome.
    pub status: Status,
    /// Pages, if it could be typeset.
    pub pages: Option<usize>,
    /// How long it took.
    pub time: Duration,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// Sheets of paper, where the pages were imposed; else 0.
    pub sheets: usize,
    /// The number of remarks that aren't among the findings: those from when an unchanged PDF was built, and those of a
    /// volume's issues.
    pub remarks: usize,
    /// The names of the files of the project that it comes from.
    pub inputs: Vec<String>,
    /// Which pages look different from the last time, if there was one.
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
            remarks: 0,
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
            remarks: record.remarks,
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
        /// Write the same bytes again where nothing has changed.
        force: bool,
        /// On sheets to be folded.
        imposition: Option<Imposition>,
    },
    /// Write nothing.
    Check,
}

/// What all jobs of a run share.
pub struct Batch<'r> {
    /// Faces and layouts.
    pub engine: &'r Engine,
    /// Where everything stands.
    pub project: &'r Project,
    /// What to do.
    pub task: Task,
    /// The build records, unless the run keeps none.
    pub records: Option<&'r Records>,
    /// The issues of the jobs.
    pub loaded: &'r [Result<ReadIssue, Diagnostic>],
    /// The findings of each job from comparing it with the others.
    pub across: &'r [Vec<Diagnostic>],
}

/// Works through the jobs on several threads, and reports each in the order of the jobs. A report that is `known`
/// already is passed on without work. When `stop` is set, no further issue is begun.
pub fn run_batch(
    run: &Batch,
    jobs: &[Job],
    known: &[Option<Report>],
    threads: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Report),
) {
    let work = |index: usize| {
        let mut report =
            known.get(index).cloned().flatten().unwrap_or_else(|| build_one(run, &jobs[index], &run.loaded[index]));
        report.findings.extend(run.across.get(index).into_iter().flatten().cloned());
        report
    };
    parallel_in_order(jobs.len(), threads, stop, &work, tell);
}

/// Builds or checks one issue. A crash of the engine becomes a finding.
fn build_one(run: &Batch, job: &Job, loaded: &Result<ReadIssue, Diagnostic>) -> Report {
    let start = Instant::now();
    let output = matches!(run.task, Task::Build { .. }).then(|| job.output.clone());
    let blank = Report::failed(&job.issue, output);
    let attempt = catch_unwind(AssertUnwindSafe(|| build(run, job, loaded, blank.clone())));
    forget();
    let report = attempt.unwrap_or_else(|_| {
        let finding = Diagnostic::new(Code::Crashed).at(Place::file(&job.issue));
        Report { findings: vec![finding], ..blank }
    });
    Report { time: start.elapsed(), ..report }
}

/// Fills in the report of an issue, which starts as failed.
fn build(run: &Batch, job: &Job, loaded: &Result<ReadIssue, Diagnostic>, mut report: Report) -> Report {
    let (typeset, findings) = typeset_loaded(run.engine, run.project, job, loaded.clone());
    report.findings = findings;
    let Some(typeset) = typeset else { return report };
    report.pages = Some(typeset.pages.pages().len());
    report.inputs = typeset.inputs.iter().map(|input| input.name.clone()).collect();
    let Task::Build { force, imposition } = run.task else { return Report { status: Status::Checked, ..report } };
    let output = match imposition {
        Some(imposition) => {
            job.on_sheets(&imposition.name(), typeset.document.profile, typeset.document.print_setup.profile)
        }
        None => job.target(typeset.document.profile, typeset.document.print_setup.profile),
    };
    report.sheets = imposition.map_or(0, |_| typeset.pages.pages().len().div_ceil(PAGES_PER_SHEET));
    let bytes = match make_pdf(run.engine, &typeset.document, &typeset.pages, imposition) {
        Ok(bytes) => bytes,
        Err(findings) => {
            report.findings.extend(findings.into_iter().map(|finding| finding.at(Place::file(&job.issue))));
            return report;
        }
    };
    let made = PdfOutput { output, bytes, inputs: &typeset.inputs, fingerprints: fingerprints(&typeset.pages) };
    write_if_changed(run.records, job, made, force, report)
}

/// A PDF that is ready to be written.
pub struct PdfOutput<'m> {
    /// Where it goes.
    pub output: PathBuf,
    /// The file.
    pub bytes: Vec<u8>,
    /// Every file of the project that it comes from.
    pub inputs: &'m [Input],
    /// How its pages look.
    pub fingerprints: Vec<Fingerprint>,
}

/// Writes the PDF of a job unless the same bytes are there, writes its build record, and completes the report. Without
/// the record, the next run only takes longer.
pub fn write_if_changed(
    records: Option<&Records>,
    job: &Job,
    made: PdfOutput,
    force: bool,
    mut report: Report,
) -> Report {
    let PdfOutput { output, bytes, inputs, fingerprints } = made;
    let unchanged = !force && has_bytes(&output, &bytes);
    match if unchanged { Ok(Status::Unchanged) } else { write(&output, &bytes).map(|()| Status::Built) } {
        Ok(status) => report.status = status,
        Err(finding) => report.findings.push(finding),
    }
    let known = records.zip(job.record.as_ref()).filter(|_| report.status != Status::Failed);
    if let Some((records, path)) = known {
        report.changes = Records::changes(job, &fingerprints);
        let record = records.record(inputs, &output, &bytes, fingerprints, report.findings.len() + report.remarks);
        if let Some(json) = record.and_then(|record| serde_json::to_vec(&record).ok()) {
            let _ = write(path, &json);
        }
    }
    report.output = Some(output);
    report
}
