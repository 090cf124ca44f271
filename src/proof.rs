//! An issue in memory, from its file to inspected pages: what `build`, `check`, `typst` and `fonts` share.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::check::{Ground, IccProfile, Intent, check};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::document::{Document, document};
use crate::inspect::inspect;
use crate::issue::{Issue, Profile};
use crate::place::{Place, Source};
use crate::project::{Job, Project};
use crate::record::Input;
use crate::sheet::PAGES;
use crate::source;
use crate::typeset::typeset;
use crate::world::Engine;
use crate::year::{fill, read};

/// An issue that has been typeset.
#[derive(Debug)]
pub struct Proof {
    /// What the engine was given.
    pub document: Document,
    /// The pages.
    pub pages: PagedDocument,
    /// Every file of the project that was read.
    pub inputs: Vec<Input>,
}

/// Reads, checks, typesets and inspects an issue. Warnings are among the findings of a proof, too; with an error there
/// is no proof.
pub fn proof(engine: &Engine, project: &Project, job: &Job) -> (Option<Proof>, Vec<Diagnostic>) {
    let (proof, findings) = attempt(engine, project, job);
    let fine = findings.iter().all(|finding| !finding.is_error());
    (proof.filter(|_| fine), findings)
}

/// The same, with pages also where there are errors, to be looked at and never to be printed.
pub fn attempt(engine: &Engine, project: &Project, job: &Job) -> (Option<Proof>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let proof = steps(engine, project, job, &mut findings);
    diagnostic::sort(&mut findings);
    (proof, findings)
}

/// Nested content needs stack; the engine was measured to be safe with this much.
pub const STACK: usize = 16 << 20;

/// Works on a thread of its own, with the stack that the engine needs; nothing should it break down.
pub fn on_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// A proof on a thread of its own; should the engine break down, that is a finding.
pub fn guarded(engine: &Engine, project: &Project, job: &Job) -> (Option<Proof>, Vec<Diagnostic>) {
    on_stack(|| proof(engine, project, job)).unwrap_or_else(|| broken(&job.issue))
}

/// What is made of an issue on this thread; should the engine break down, that is a finding.
pub fn guard<T>(issue: &Path, work: impl FnOnce() -> (Option<T>, Vec<Diagnostic>)) -> (Option<T>, Vec<Diagnostic>) {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| broken(issue))
}

fn broken<T>(issue: &Path) -> (Option<T>, Vec<Diagnostic>) {
    (None, vec![Diagnostic::new(Code::Crashed).at(Place::file(issue))])
}

fn steps(engine: &Engine, project: &Project, job: &Job, findings: &mut Vec<Diagnostic>) -> Option<Proof> {
    let (document, inputs) = draft(engine, project, job, findings)?;
    laid_out(engine, document, inputs, findings)
}

/// Typesets and inspects a document.
pub fn laid_out(
    engine: &Engine,
    document: Document,
    inputs: Vec<Input>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Proof> {
    let (pages, warnings) = typeset(engine, &document).map_err(|errors| findings.extend(errors)).ok()?;
    findings.extend(warnings);
    findings.extend(inspect(&document, &pages));
    Some(Proof { document, pages, inputs })
}

/// Reads and checks an issue, up to what the engine is given and the files that it comes from; nothing where there is
/// nothing to lay out.
pub fn draft(
    engine: &Engine,
    project: &Project,
    job: &Job,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Document, Vec<Input>)> {
    let (issue, sources) = read(job).map_err(|finding| findings.push(finding)).ok()?;
    prepared(engine, project, job, issue, &sources, findings)
}

/// Checks an issue that has been read from some files, as [`draft`] does.
pub fn prepared(
    engine: &Engine,
    project: &Project,
    job: &Job,
    mut issue: Issue,
    sources: &[Arc<Source>],
    findings: &mut Vec<Diagnostic>,
) -> Option<(Document, Vec<Input>)> {
    let counted = fill(&mut issue, project, findings);
    let folder = job.issue.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let ground = Ground { root: project.root(), folder };
    let profile = job.profile.or_else(|| {
        let own = issue.print.as_ref().and_then(|print| print.profile.as_ref()).map_or(Profile::Print, |own| own.value);
        (job.imposed && !own.is_for_plates()).then_some(Profile::Print)
    });
    let checked = check(issue, Place::file(&job.issue), ground, &engine.layouts, profile, findings);
    // The pages are looked at even where something is wrong already, so that all is told at once.
    if findings.iter().any(|finding| prevents_pages(finding.code)) {
        return None;
    }
    let mut document = document(&checked, &engine.faces, if job.imposed { PAGES as u32 } else { 1 });
    let yaml = sources.iter().map(|source| (source.path.clone(), Bytes::from_string(source.text.clone())));
    let files = yaml.chain(checked.pictures().map(|picture| (picture.path.clone(), picture.file.clone())));
    let named: Vec<_> = files.filter_map(|(path, bytes)| Some((project.name(&path)?, bytes))).collect();
    let mut inputs: Vec<_> = named.iter().map(|(name, bytes)| Input::new(name.clone(), bytes)).collect();
    if let Intent { path: Some(path), profile: IccProfile::Plain(bytes), .. } = &checked.plates.intent {
        inputs.extend(project.name(path).map(|name| Input::new(name, bytes)));
    }
    if checked.profile == Profile::Archive {
        document.attachments.extend(named);
        // What was counted has to be there to be counted again.
        let issues = counted.iter().filter(|input| !input.name.ends_with('/'));
        let read = issues.filter_map(|input| Some((&input.name, source::read(&project.file(&input.name)).ok()?)));
        document.attachments.extend(read.map(|(name, source)| (name.clone(), Bytes::from_string(source.text.clone()))));
    }
    inputs.extend(counted);
    Some((document, inputs))
}

/// Whether there is nothing to lay out, or more than the engine should be given.
fn prevents_pages(code: Code) -> bool {
    matches!(code, Code::LayoutUnknown | Code::TooMuch | Code::TableEmpty)
}
