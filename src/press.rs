//! Many issues to PDFs, in parallel: a failing one doesn't stop the others, and no file is ever half written.

use std::fs;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use typst_layout::PagedDocument;

use crate::change::{Changes, Look, looks};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::export;
use crate::place::Place;
use crate::project::{Job, Project};
use crate::proof::{STACK, proof};
use crate::record::{Input, Records};
use crate::sheet::{Imposition, PAGES, imposed, marked, only, sides};
use crate::typeset::forget;
use crate::world::Engine;

/// The folder of all releases.
pub const RELEASES: &str = "releases";
/// A folder below that with a file of this name is a release, in which nothing is written any more.
pub const RELEASE: &str = "release.json";
/// How a file ends while it is being written.
const PART: &str = ".jianbao-part";
/// After this time a part belongs to a run that was killed.
const STALE: Duration = Duration::from_secs(600);

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

/// What is said of one issue.
#[derive(Debug, Clone)]
pub struct Report {
    /// The issue's file.
    pub issue: PathBuf,
    /// Its PDF; nothing when it was only checked.
    pub output: Option<PathBuf>,
    /// What became of it.
    pub status: Status,
    /// Pages, if it could be typeset.
    pub pages: Option<usize>,
    /// How long it took.
    pub time: Duration,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// Sheets of paper, where the pages were imposed; else 0.
    pub sheets: usize,
    /// How many remarks there were that aren't among the findings: those of an unchanged PDF when it was built, and those
    /// of a volume's issues.
    pub remarks: usize,
    /// The names of the files of the project that it comes from.
    pub inputs: Vec<String>,
    /// Which pages look different from the last time, if there was one.
    pub changes: Option<Changes>,
}

impl Report {
    /// Before anything is known of an issue but that it is to be worked on.
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

    /// Of an issue whose PDF needn't be built again, if that is known.
    pub fn unchanged(records: &Records, project: &Project, job: &Job) -> Option<Self> {
        let start = Instant::now();
        let (record, output) = records.unchanged(project, job)?;
        Some(Self {
            status: Status::Unchanged,
            pages: Some(record.looks.len()),
            changes: Some(Changes::between(&record.looks, &record.looks)),
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
pub struct Run<'r> {
    /// Faces and layouts.
    pub engine: &'r Engine,
    /// Where everything stands.
    pub project: &'r Project,
    /// What to do.
    pub task: Task,
    /// What is known of earlier runs, and kept of this one.
    pub records: Option<&'r Records>,
    /// What is found of each job beside the others.
    pub across: &'r [Vec<Diagnostic>],
}

/// Works through the jobs on `threads` threads and tells of each in the order of the jobs; of those whose report is
/// `known` already, just that. When `stop` is set, no further issue is begun.
pub fn press(
    run: &Run,
    jobs: &[Job],
    known: &[Option<Report>],
    threads: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(Report),
) {
    let work = |index: usize| {
        let mut report = known.get(index).cloned().flatten().unwrap_or_else(|| one(run, &jobs[index]));
        report.findings.extend(run.across.get(index).into_iter().flatten().cloned());
        report
    };
    each(jobs.len(), threads, stop, &work, tell);
}

/// Does the work of each index below `count`, on threads with the stack that the engine needs, and tells of each in
/// order. When `stop` is set, no further one is begun.
pub fn each<T: Send>(
    count: usize,
    threads: usize,
    stop: &AtomicBool,
    work: &(dyn Fn(usize) -> T + Sync),
    tell: &mut dyn FnMut(T),
) {
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let rounds = |sender: mpsc::Sender<(usize, T)>| {
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count || sender.send((index, work(index))).is_err() {
                break;
            }
        }
    };
    std::thread::scope(|scope| {
        let mut started = 0;
        for _ in 0..threads.clamp(1, count.max(1)) {
            let (sender, rounds) = (sender.clone(), &rounds);
            let thread = std::thread::Builder::new().stack_size(STACK);
            started += usize::from(thread.spawn_scoped(scope, move || rounds(sender)).is_ok());
        }
        // A machine that can't start a thread still has this one.
        if started == 0 {
            rounds(sender.clone());
        }
        drop(sender);
        in_order(&receiver, tell);
    });
}

fn in_order<T>(receiver: &mpsc::Receiver<(usize, T)>, tell: &mut dyn FnMut(T)) {
    let mut waiting = std::collections::BTreeMap::new();
    let mut next = 0;
    for (index, done) in receiver {
        waiting.insert(index, done);
        while let Some(done) = waiting.remove(&next) {
            tell(done);
            next += 1;
        }
    }
    waiting.into_values().for_each(tell);
}

/// One issue; should the engine break down on it, that is a finding, too.
fn one(run: &Run, job: &Job) -> Report {
    let start = Instant::now();
    let output = matches!(run.task, Task::Build { .. }).then(|| job.output.clone());
    let blank = Report::failed(&job.issue, output);
    let attempt = catch_unwind(AssertUnwindSafe(|| attempt(run, job, blank.clone())));
    forget();
    let report = attempt.unwrap_or_else(|_| {
        let finding = Diagnostic::new(Code::Crashed).at(Place::file(&job.issue));
        Report { findings: vec![finding], ..blank }
    });
    Report { time: start.elapsed(), ..report }
}

/// Fills in the report of an issue, which starts as failed.
fn attempt(run: &Run, job: &Job, mut report: Report) -> Report {
    let (proof, findings) = proof(run.engine, run.project, job);
    report.findings = findings;
    let Some(proof) = proof else { return report };
    report.pages = Some(proof.pages.pages().len());
    report.inputs = proof.inputs.iter().map(|input| input.name.clone()).collect();
    let Task::Build { force, imposition } = run.task else { return Report { status: Status::Checked, ..report } };
    let output = match imposition {
        Some(imposition) => job.on_sheets(&imposition.name(), proof.document.profile, proof.document.plates.profile),
        None => job.target(proof.document.profile, proof.document.plates.profile),
    };
    report.sheets = imposition.map_or(0, |_| proof.pages.pages().len().div_ceil(PAGES));
    let bytes = match made(run.engine, &proof.document, &proof.pages, imposition) {
        Ok(bytes) => bytes,
        Err(findings) => {
            report.findings.extend(findings.into_iter().map(|finding| finding.at(Place::file(&job.issue))));
            return report;
        }
    };
    let made = Made { output, bytes, inputs: &proof.inputs, looks: looks(&proof.pages) };
    deliver(run.records, job, made, force, report)
}

/// A PDF that is ready to be written.
pub struct Made<'m> {
    /// Where it goes.
    pub output: PathBuf,
    /// The file.
    pub bytes: Vec<u8>,
    /// Every file of the project that it comes from.
    pub inputs: &'m [Input],
    /// How its pages look.
    pub looks: Vec<Look>,
}

/// Writes the PDF of a job where it isn't there already, keeps what it was made of, and completes the report. A record
/// that can't be written costs the next run time, and nothing else.
pub fn deliver(records: Option<&Records>, job: &Job, made: Made, force: bool, mut report: Report) -> Report {
    let Made { output, bytes, inputs, looks } = made;
    let unchanged = !force && is(&output, &bytes);
    match if unchanged { Ok(Status::Unchanged) } else { write(&output, &bytes).map(|()| Status::Built) } {
        Ok(status) => report.status = status,
        Err(finding) => report.findings.push(finding),
    }
    let known = records.zip(job.record.as_ref()).filter(|_| report.status != Status::Failed);
    if let Some((records, path)) = known {
        report.changes = Records::changes(job, &looks);
        let record = records.record(inputs, &output, &bytes, looks, report.findings.len() + report.remarks);
        if let Some(json) = record.and_then(|record| serde_json::to_vec(&record).ok()) {
            let _ = write(path, &json);
        }
    }
    report.output = Some(output);
    report
}

/// The PDF of laid-out pages, examined: on sheets to be folded, with marks around each page, or as they are.
///
/// # Errors
/// The marks or the PDF can't be made, or what is made isn't fit to go out.
pub fn made(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    imposition: Option<Imposition>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let bytes = if let Some(imposition) = imposition {
        export::sheets(document, &imposed(engine, document, pages, imposition)?)
    } else if document.plates.marks && document.profile.is_for_plates() {
        export::pdf(document, &marked(engine, document, pages)?)
    } else {
        export::pdf(document, pages)
    };
    let bytes = bytes.map_err(|finding| vec![finding])?;
    export::examine(document, &bytes)?;
    Ok(bytes)
}

/// The PDF of some pages alone, by their numbers from 1, or of the sheets that hold them, both sides of each. They have
/// no tags, which would be torn.
///
/// # Errors
/// As of [`made`].
pub fn made_of(
    engine: &Engine,
    document: &Document,
    pages: &PagedDocument,
    numbers: &[usize],
    imposition: Option<Imposition>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let is_wanted = |number: &usize| numbers.contains(number);
    let chosen = match imposition {
        Some(imposition) => {
            let wanted = sheets_with(imposition, pages.pages().len(), numbers);
            only(&imposed(engine, document, pages, imposition)?, |side| wanted.contains(&(side / 2 + 1)))
        }
        None if document.plates.marks => only(&marked(engine, document, pages)?, |index| is_wanted(&(index + 1))),
        None => only(pages, |index| is_wanted(&(index + 1))),
    };
    let bytes = export::sheets(document, &chosen).map_err(|finding| vec![finding])?;
    export::examine(document, &bytes)?;
    Ok(bytes)
}

/// The sheets of paper that hold some pages, from 1.
pub fn sheets_with(imposition: Imposition, pages: usize, numbers: &[usize]) -> Vec<usize> {
    let sides = sides(imposition.arrangement, pages);
    let sheets = sides.chunks(2).enumerate();
    let holds = sheets.filter(|(_, sheet)| sheet.iter().flatten().any(|number| numbers.contains(number)));
    holds.map(|(index, _)| index + 1).collect()
}

/// Whether a file has just these bytes.
fn is(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Writes a file beside its target and renames it over: whoever looks sees the old file or the new one, whole.
///
/// # Errors
/// The folder can't be made or written, the target is a folder, held open or part of a release, the disk is full.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let failed = |error: io::Error| trouble(path, &error);
    if path.is_dir() {
        return Err(Diagnostic::new(Code::OutputFolder).at(Place::file(path)));
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_kept =
        |folder: &Path| folder.ancestors().any(|above| above.ends_with(RELEASES)) && folder.join(RELEASE).is_file();
    if whole.ancestors().skip(1).any(is_kept) {
        return Err(Diagnostic::new(Code::ReleaseKept).at(Place::file(path)));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    sweep(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(PART);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As for any new file; the umask takes its share.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut part = builder.tempfile_in(folder).map_err(failed)?;
    part.write_all(bytes).and_then(|()| part.as_file().sync_all()).map_err(failed)?;
    part.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Removes what a killed run has left of the same file.
fn sweep(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let old = || {
            entry.metadata().and_then(|data| data.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE))
        };
        if name.starts_with(prefix) && name.ends_with(PART) && old() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Why a file or folder can't be written.
pub fn trouble(path: &Path, error: &io::Error) -> Diagnostic {
    let code = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Code::OutputDiskFull,
        _ => Code::OutputNotWritable,
    };
    let reason = match error.kind() {
        io::ErrorKind::NotADirectory => "no-folder".to_owned(),
        io::ErrorKind::PermissionDenied => "denied".to_owned(),
        _ => error.to_string(),
    };
    Diagnostic::new(code).with("reason", reason).at(Place::file(path))
}
