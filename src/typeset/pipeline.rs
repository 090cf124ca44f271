//! An issue in memory, from its file to inspected pages: what `build`, `check`, `typst` and `fonts` share.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::asset::ink::{IccProfile, Intent};
use crate::check::check;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::diagnostic::{Place, Source};
use crate::input::file;
use crate::issue::{Issue, Profile};
use crate::project::IssueDirs;
use crate::project::PAGES_PER_SHEET;
use crate::project::input::Input;
use crate::project::year::{insert_statistics, read_issue};
use crate::project::{Job, Project};
use crate::typeset::compile::compile;
use crate::typeset::document::{Document, document};
use crate::typeset::inspect::inspect;
use crate::typeset::world::Engine;

/// An issue that has been typeset.
#[derive(Debug)]
pub struct TypesetIssue {
    /// What the engine was given.
    pub document: Document,
    /// The pages.
    pub pages: PagedDocument,
    /// Every file of the project that was read.
    pub inputs: Vec<Input>,
}

/// Reads, checks, typesets and inspects an issue. Warnings are among the findings of a proof, too; with an error there
/// is no proof.
pub fn typeset_issue(engine: &Engine, project: &Project, job: &Job) -> (Option<TypesetIssue>, Vec<Diagnostic>) {
    let (proof, findings) = typeset_despite_errors(engine, project, job);
    let fine = findings.iter().all(|finding| !finding.is_error());
    (proof.filter(|_| fine), findings)
}

/// The same, with pages also where there are errors, to be looked at and never to be printed.
pub fn typeset_despite_errors(
    engine: &Engine,
    project: &Project,
    job: &Job,
) -> (Option<TypesetIssue>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let proof = steps(engine, project, job, &mut findings);
    diagnostic::sort(&mut findings);
    (proof, findings)
}

/// Nested content needs stack; the engine was measured to be safe with this much.
pub const STACK_BYTES: usize = 16 << 20;

/// Works on a thread of its own, with the stack that the engine needs; nothing should it break down.
pub fn with_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// A proof on a thread of its own; should the engine break down, that is a finding.
pub fn typeset_guarded(engine: &Engine, project: &Project, job: &Job) -> (Option<TypesetIssue>, Vec<Diagnostic>) {
    with_large_stack(|| typeset_issue(engine, project, job)).unwrap_or_else(|| crash_report(&job.issue))
}

/// What is made of an issue on this thread; should the engine break down, that is a finding.
pub fn catch_panic<T>(
    issue: &Path,
    work: impl FnOnce() -> (Option<T>, Vec<Diagnostic>),
) -> (Option<T>, Vec<Diagnostic>) {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| crash_report(issue))
}

fn crash_report<T>(issue: &Path) -> (Option<T>, Vec<Diagnostic>) {
    (None, vec![Diagnostic::new(Code::Crashed).at(Place::file(issue))])
}

fn steps(engine: &Engine, project: &Project, job: &Job, findings: &mut Vec<Diagnostic>) -> Option<TypesetIssue> {
    let (document, inputs) = draft(engine, project, job, findings)?;
    lay_out(engine, document, inputs, findings)
}

/// Typesets and inspects a document.
pub fn lay_out(
    engine: &Engine,
    document: Document,
    inputs: Vec<Input>,
    findings: &mut Vec<Diagnostic>,
) -> Option<TypesetIssue> {
    let (pages, warnings) = compile(engine, &document).map_err(|errors| findings.extend(errors)).ok()?;
    findings.extend(warnings);
    findings.extend(inspect(&document, &pages));
    Some(TypesetIssue { document, pages, inputs })
}

/// Reads and checks an issue, up to what the engine is given and the files that it comes from; nothing where there is
/// nothing to lay out.
pub fn draft(
    engine: &Engine,
    project: &Project,
    job: &Job,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Document, Vec<Input>)> {
    let (issue, sources) = read_issue(job).map_err(|finding| findings.push(finding)).ok()?;
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
    let counted = insert_statistics(&mut issue, project, findings);
    let folder = job.issue.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let ground = IssueDirs { root: project.root(), folder };
    let profile = job.profile.or_else(|| {
        let own = issue.print.as_ref().and_then(|print| print.profile.as_ref()).map_or(Profile::Print, |own| own.value);
        (job.imposed && !own.is_for_plates()).then_some(Profile::Print)
    });
    let checked = check(issue, Place::file(&job.issue), ground, &engine.layouts, profile, findings);
    // The pages are looked at even where something is wrong already, so that all is told at once.
    if findings.iter().any(|finding| prevents_pages(finding.code)) {
        return None;
    }
    let mut document = document(&checked, &engine.faces, if job.imposed { PAGES_PER_SHEET as u32 } else { 1 });
    let yaml = sources.iter().map(|source| (source.path.clone(), Bytes::from_string(source.text.clone())));
    let files = yaml.chain(checked.pictures().map(|picture| (picture.path.clone(), picture.file.clone())));
    let named: Vec<_> = files.filter_map(|(path, bytes)| Some((project.name(&path)?, bytes))).collect();
    let mut inputs: Vec<_> = named.iter().map(|(name, bytes)| Input::new(name.clone(), bytes)).collect();
    if let Intent { path: Some(path), profile: IccProfile::Plain(bytes), .. } = &checked.print_setup.intent {
        inputs.extend(project.name(path).map(|name| Input::new(name, bytes)));
    }
    if checked.profile == Profile::Archive {
        document.attachments.extend(named);
        // What was counted has to be there to be counted again.
        let issues = counted.iter().filter(|input| !input.name.ends_with('/'));
        let read = issues.filter_map(|input| Some((&input.name, file::read(&project.file(&input.name)).ok()?)));
        document.attachments.extend(read.map(|(name, source)| (name.clone(), Bytes::from_string(source.text.clone()))));
    }
    inputs.extend(counted);
    Some((document, inputs))
}

/// Whether there is nothing to lay out, or more than the engine should be given.
fn prevents_pages(code: Code) -> bool {
    matches!(code, Code::LayoutUnknown | Code::TooMuch | Code::TableEmpty)
}
