//! The way of one issue from its file to inspected pages: load → check → compose → compile → inspect.
//!
//! `build`, `check`, `preview` and every other command that needs pages come this way. It writes nothing.

use std::path::Path;

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::asset::ink::{IccProfile, Intent};
use crate::check::{CheckedIssue, check};
use crate::diagnostic::{self, Checked, Code, Diagnostic, Outcome, Place};
use crate::input::file;
use crate::input::yaml::Located;
use crate::issue::{Issue, Profile};
use crate::project::input::Input;
use crate::project::year::{ReadIssue, insert_statistics, read_issue};
use crate::project::{IssueDirs, Job, PAGES_PER_SHEET, Project};
use crate::typeset::compile::compile;
use crate::typeset::document::{Document, document};
use crate::typeset::fit::{Fitted, fit, short_last_page};
use crate::typeset::guard::run_guarded;
use crate::typeset::inspect::inspect;
use crate::typeset::mend::{MOST_TIMES, Mender};
use crate::typeset::white::pictures_leaving_white;
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
    /// What became of the page that the issue wants to end on, if it wants one.
    pub fitted: Option<Fitted>,
}

/// Loads and typesets an issue. It needs a thread with a large stack, which [`typeset_guarded`] brings along.
///
/// # Errors
/// Everything that is wrong with the issue and its pages.
pub fn typeset_issue(engine: &Engine, project: &Project, job: &Job) -> Outcome<TypesetIssue> {
    typeset_loaded(engine, project, job, read_issue(job))
}

/// Typesets an issue as [`typeset_issue`] does, on a thread with a large stack.
///
/// # Errors
/// As of [`typeset_issue`], and a crash.
pub fn typeset_guarded(engine: &Engine, project: &Project, job: &Job) -> Outcome<TypesetIssue> {
    run_guarded(Some(&job.issue), || typeset_issue(engine, project, job))
}

/// Typesets an issue that has been loaded already.
///
/// # Errors
/// What was wrong when it was loaded, and everything that is wrong with the issue and its pages.
pub fn typeset_loaded(
    engine: &Engine,
    project: &Project,
    job: &Job,
    loaded: Result<ReadIssue, Diagnostic>,
) -> Outcome<TypesetIssue> {
    let (typeset, findings) = run(engine, project, job, loaded);
    Checked::decide(typeset, findings)
}

/// Loads and typesets an issue, and returns its pages even if there are errors. They are to be looked at, never printed.
pub fn typeset_despite_errors(
    engine: &Engine,
    project: &Project,
    job: &Job,
) -> (Option<TypesetIssue>, Vec<Diagnostic>) {
    run(engine, project, job, read_issue(job))
}

/// Takes a loaded issue through all steps, and returns the findings in the order of their places.
fn run(
    engine: &Engine,
    project: &Project,
    job: &Job,
    loaded: Result<ReadIssue, Diagnostic>,
) -> (Option<TypesetIssue>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let typeset = loaded.map_err(|finding| findings.push(finding)).ok().and_then(|loaded| {
        let (document, inputs) = check_and_compose(engine, project, job, loaded, &mut findings)?;
        compile_and_inspect(engine, document, inputs, &mut findings)
    });
    diagnostic::sort(&mut findings);
    (typeset, findings)
}

/// Checks an issue and composes what the engine is given. Returns `None` if there is nothing that could be laid out.
///
/// With other errors the document is composed all the same, so that what is wrong with the pages is found, too.
pub fn check_and_compose(
    engine: &Engine,
    project: &Project,
    job: &Job,
    loaded: ReadIssue,
    findings: &mut Vec<Diagnostic>,
) -> Option<(Document, Vec<Input>)> {
    let sources = loaded.sources.clone();
    let (checked, counted) = check_loaded(engine, project, job, loaded, findings);
    if findings.iter().any(|finding| prevents_pages(finding.code)) {
        return None;
    }
    let mut document = document(&checked, &engine.faces, if job.imposed { PAGES_PER_SHEET as u32 } else { 1 });
    let texts = sources.iter().map(|source| (source.path.clone(), Bytes::from_string(source.text.clone())));
    let pictures = checked.pictures().map(|picture| (picture.path.clone(), picture.file.clone()));
    let files = texts.chain(pictures).chain(checked.files.iter().cloned());
    let named: Vec<_> = files.filter_map(|(path, bytes)| Some((project.name(&path)?, bytes))).collect();
    let mut inputs: Vec<_> = named.iter().map(|(name, bytes)| Input::new(name.clone(), bytes)).collect();
    inputs.extend(intent_input(project, &checked));
    if checked.print_setup.profile == Profile::Archive {
        document.attachments.extend(named);
        document.attachments.extend(attach_counted(project, &counted));
    }
    inputs.extend(counted);
    Some((document, inputs))
}

/// Checks an issue that has been loaded, and returns it with the files that were read to count its statistics.
pub fn check_loaded(
    engine: &Engine,
    project: &Project,
    job: &Job,
    loaded: ReadIssue,
    findings: &mut Vec<Diagnostic>,
) -> (CheckedIssue, Vec<Input>) {
    let ReadIssue { mut issue, years, .. } = loaded;
    let counted = insert_statistics(&mut issue, &years, project, findings);
    let folder = job.issue.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let dirs = IssueDirs { root: project.root(), folder };
    if let Some(value) = job.copies {
        issue.copy_numbers = Some(Located { value, place: Place::file(&job.issue) });
    }
    let profile = job.profile.or_else(|| profile_on_sheets(job, &issue));
    let mut checked = check(issue, Place::file(&job.issue), dirs, &engine.layouts, profile, findings);
    checked.print_setup.plate = job.plate.or(checked.print_setup.plate);
    (checked, counted)
}

/// Compiles a document to pages and inspects them.
pub fn compile_and_inspect(
    engine: &Engine,
    mut document: Document,
    inputs: Vec<Input>,
    findings: &mut Vec<Diagnostic>,
) -> Option<TypesetIssue> {
    let fitted = fit(engine, &mut document);
    if let (Some(fitted), Some(fit)) = (&fitted, &document.fit) {
        findings.extend(fitted.finding(fit));
    }
    let mut pages = compile(engine, &document).map_err(|errors| findings.extend(errors)).ok()?;
    let mut mender = Mender::default();
    for _ in 0..MOST_TIMES {
        let mut mended = document.clone();
        if !mender.mend(&mut mended, &pages.value) {
            break;
        }
        // A hint that the layout can't follow is none.
        let Ok(better) = compile(engine, &mended) else { break };
        (document, pages) = (mended, better);
    }
    findings.extend(pages.warnings);
    let pages = pages.value;
    findings.extend(inspect(&document, &engine.faces, &pages));
    findings.extend(short_last_page(&document, &pages));
    findings.extend(pictures_leaving_white(&document, &pages));
    Some(TypesetIssue { document, pages, inputs, fitted })
}

/// Returns `print` for an imposed issue whose own profile isn't for plates.
fn profile_on_sheets(job: &Job, issue: &Issue) -> Option<Profile> {
    (job.imposed && !issue.own_profile().is_for_plates()).then_some(Profile::Print)
}

/// Returns the file of the print shop's own ICC profile as an input.
fn intent_input(project: &Project, checked: &CheckedIssue) -> Option<Input> {
    match &checked.print_setup.intent {
        Intent { path: Some(path), profile: IccProfile::Plain(bytes), .. } => {
            project.name(path).map(|name| Input::new(name, bytes))
        }
        _ => None,
    }
}

/// Returns the issues that were counted for statistics, which have to be in the archive to be counted again.
fn attach_counted(project: &Project, counted: &[Input]) -> Vec<(String, Bytes)> {
    let issues = counted.iter().filter(|input| !input.is_list());
    let read = issues.filter_map(|input| Some((&input.name, file::read(&project.file(&input.name)).ok()?)));
    read.map(|(name, source)| (name.clone(), Bytes::from_string(source.text.clone()))).collect()
}

/// Returns whether there is nothing to lay out, or more than the engine should be given.
fn prevents_pages(code: Code) -> bool {
    matches!(code, Code::LayoutUnknown | Code::TooMuch | Code::TableEmpty | Code::TableFile | Code::TableFileAndRows)
}
