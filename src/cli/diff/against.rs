//! Finds what an issue is compared with: a release, another YAML file, any PDF.

use std::path::Path;

use crate::cli::Cli;
use crate::diagnostic::{Code, Diagnostic, Findings, Place};
use crate::pdf::apart::{ChildWatch, Task, refusals, run_task};
use crate::pdf::make::make_pdf;
use crate::pdf::preflight::OpenError;
use crate::pdf::read_pdf_file;
use crate::project::{Job, Project, is_pdf, only_job};
use crate::report::display_path;
use crate::revision::diff::{Passage, PdfContent, PdfPages, passages, read_pages, read_pdf};
use crate::revision::release::{self, Release};
use crate::typeset::fingerprint::{Fingerprint, fingerprints};
use crate::typeset::guard::{run_guarded, with_large_stack};
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::world::Engine;

/// One of the two states that are compared.
pub struct State {
    /// The fingerprints of its pages.
    pub fingerprints: Vec<Fingerprint>,
    /// Its words.
    pub passages: Vec<Passage>,
    /// Its pages, or `None` for a PDF.
    pub typeset: Option<TypesetIssue>,
}

impl State {
    /// Takes over what a PDF holds.
    fn from_pdf(PdfContent { fingerprints, passages, .. }: PdfContent) -> Self {
        Self { fingerprints, passages, typeset: None }
    }
}

/// Typesets an issue as its files are now.
pub fn typeset_state(engine: &Engine, project: &Project, job: &Job) -> Result<State, Findings> {
    let typeset = typeset_guarded(engine, project, job)?.value;
    Ok(State {
        fingerprints: fingerprints(&typeset.pages),
        passages: passages(&typeset.document, &typeset.pages),
        typeset: Some(typeset),
    })
}

/// Finds what is compared with. Returns its name, its state, and the new state in the form that can be compared with it.
pub fn pair_states(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    wish: Option<&str>,
    new: State,
) -> Result<(String, State, State), Findings> {
    let release = match wish {
        Some(word) => {
            let path = cli.project.path(Path::new(word));
            if release::is_release(&path) {
                let release = release::read_folder(&path)?;
                Release { name: display_path(&path), ..release }
            } else if release::is_name(word) {
                release::read_named(&cli.project, job, word)?
            } else if is_pdf(&path) {
                let (old, new) = pair_with_pdf(cli, engine, job, &path, new)?;
                return Ok((display_path(&path), old, new));
            } else {
                return Ok((display_path(&path), typeset_file(cli, engine, job, Path::new(word))?, new));
            }
        }
        None => {
            let none = || Diagnostic::new(Code::ReleaseNone).at(Place::file(&job.issue));
            release::read_last(&cli.project, job)?.ok_or_else(none)?
        }
    };
    let (project, old) = release.issue()?;
    let mut old = typeset_state(engine, &project, &old)?;
    // The released pages count, even if layouts or faces have changed since.
    if let Some(fingerprints) = release.fingerprints() {
        old.fingerprints = fingerprints.to_vec();
    }
    Ok((release.name, old, new))
}

/// Typesets another YAML file with the masthead of the issue, wherever the file lies.
fn typeset_file(cli: &Cli, engine: &Engine, job: &Job, file: &Path) -> Result<State, Findings> {
    let jobs = cli.project.jobs(&[file.to_owned()], None)?;
    let other = only_job(jobs).map_err(|finding| finding.at(Place::file(&cli.project.path(file))))?;
    let publication = other.publication.clone().or_else(|| job.publication.clone());
    typeset_state(engine, &cli.project, &Job { publication, ..other })
}

/// Reads a PDF of others in a child process. Prints which pages were left out.
fn read_pdf_apart(cli: &Cli, path: &Path) -> Result<PdfContent, Diagnostic> {
    // What is wrong with the file as such is said without a child.
    read_pdf_file(path)?;
    let done = run_task(path, &Task::Words(path.to_owned()))?;
    let pages: Result<PdfPages, OpenError> = serde_json::from_slice(&done.out).unwrap_or(Err(OpenError::Broken));
    let place = |finding: Diagnostic| finding.at(Place::file(path));
    let pages = pages.map_err(|error| place(error.into()))?;
    cli.printer.findings(&refusals(&done.refused).into_iter().map(place).collect::<Vec<_>>());
    Ok(pages.into())
}

/// Writes the pages of a PDF for [`read_pdf_apart`], in the child process.
pub fn print_words(path: &Path, watch: &ChildWatch) -> Result<String, ()> {
    let bytes = read_pdf_file(path).map_err(drop)?;
    let pages = with_large_stack(Some(path), || read_pages(&bytes, watch)).map_err(drop)?;
    serde_json::to_string(&pages).map_err(drop)
}

/// Reads a PDF, and makes the PDF of the issue in the same profile. Both are compared by what a reader of PDFs finds.
fn pair_with_pdf(cli: &Cli, engine: &Engine, job: &Job, path: &Path, new: State) -> Result<(State, State), Findings> {
    let old = read_pdf_apart(cli, path)?;
    let profile = old.profile;
    let own = new.typeset.filter(|own| profile.is_none_or(|profile| profile == own.document.profile));
    let typeset = match own {
        Some(own) => own,
        None => typeset_guarded(engine, &cli.project, &Job { profile, ..job.clone() })?.value,
    };
    let new = run_guarded(Some(&job.issue), || {
        let own = make_pdf(engine, &typeset.document, &typeset.pages, None)?.value;
        read_pdf(&own).map_err(Findings::from)
    })?;
    Ok((State::from_pdf(old), State::from_pdf(new)))
}
