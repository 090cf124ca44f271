//! What the issue is compared with: a release, another YAML file, any PDF.

use std::path::Path;

use crate::cli::Cli;
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::read_limited;
use crate::pdf::make::make_pdf;
use crate::project::{Job, Project, is_pdf};
use crate::report::display_path;
use crate::revision::diff::{Passage, paper, passages, profile};
use crate::revision::release::{Release, at, is_name, is_release, last, named};
use crate::typeset::fingerprint::{Fingerprint, fingerprints};
use crate::typeset::guard::with_large_stack;
use crate::typeset::pipeline::{TypesetIssue, typeset_guarded};
use crate::typeset::world::Engine;

/// The largest PDF that is compared, in bytes.
pub const MAX_PDF: u64 = 512 << 20;

/// One of the two states: the fingerprints of its pages, and its words.
pub struct State {
    pub fingerprints: Vec<Fingerprint>,
    pub passages: Vec<Passage>,
    /// Its pages; nothing of a PDF.
    pub typeset: Option<TypesetIssue>,
}

/// The state of an issue as its files are.
pub fn state(engine: &Engine, project: &Project, job: &Job) -> Result<State, Vec<Diagnostic>> {
    let (typeset, findings) = typeset_guarded(engine, project, job);
    let typeset = typeset.ok_or(findings)?;
    Ok(State {
        fingerprints: fingerprints(&typeset.pages),
        passages: passages(&typeset.document, &typeset.pages),
        typeset: Some(typeset),
    })
}

/// What to compare with, by its name, and both states as they can be compared.
pub fn against(
    cli: &Cli,
    engine: &Engine,
    job: &Job,
    wish: Option<&str>,
    new: State,
) -> Result<(String, State, State), Vec<Diagnostic>> {
    let one = |finding| vec![finding];
    let none = || one(Diagnostic::new(Code::ReleaseNone).at(Place::file(&job.issue)));
    let release = match wish {
        None => last(&cli.project, job).map_err(one)?.ok_or_else(none)?,
        Some(folder) if is_release(&cli.project.path(Path::new(folder))) => {
            let path = cli.project.path(Path::new(folder));
            Release { name: display_path(&path), ..at(&path).map_err(one)? }
        }
        Some(name) if is_name(name) => named(&cli.project, job, name).map_err(one)?,
        Some(file) => {
            let path = cli.project.path(Path::new(file));
            if is_pdf(&path) {
                let (old, new) = papers(cli, engine, job, &path, new)?;
                return Ok((display_path(&path), old, new));
            }
            let jobs = cli.project.jobs(&[Path::new(file).to_owned()], None)?;
            let [other] = jobs.as_slice() else {
                return Err(one(Diagnostic::new(Code::OneIssue).with("issues", jobs.len()).at(Place::file(&path))));
            };
            // A draft that lies elsewhere has the same masthead.
            let publication = other.publication.clone().or_else(|| job.publication.clone());
            let other = Job { publication, ..other.clone() };
            return Ok((display_path(&path), state(engine, &cli.project, &other)?, new));
        }
    };
    let (project, old) = release.issue()?;
    let mut old = state(engine, &project, &old)?;
    // The released pages count, even if layouts or faces have changed since.
    if let Some(fingerprints) = release.fingerprints() {
        old.fingerprints = fingerprints.to_vec();
    }
    Ok((release.name, old, new))
}

/// A PDF and that of the issue in the same profile, by what a reader of PDFs makes of both.
fn papers(cli: &Cli, engine: &Engine, job: &Job, path: &Path, new: State) -> Result<(State, State), Vec<Diagnostic>> {
    let bytes = read_limited(path, MAX_PDF).map_err(|finding| vec![finding])?;
    let read =
        |bytes: &[u8]| paper(bytes).map(|(fingerprints, passages)| State { fingerprints, passages, typeset: None });
    let crashed = || Err(vec![Diagnostic::new(Code::Crashed).at(Place::file(path))]);
    let old = with_large_stack(|| read(&bytes).map_err(|finding| vec![finding.at(Place::file(path))]));
    let old = old.unwrap_or_else(crashed)?;
    let wish = with_large_stack(|| profile(&bytes)).flatten();
    let own = new.typeset.filter(|typeset| wish.is_none_or(|wish| wish == typeset.document.profile));
    let (typeset, findings) = match own {
        Some(typeset) => (Some(typeset), Vec::new()),
        None => typeset_guarded(engine, &cli.project, &Job { profile: wish, ..job.clone() }),
    };
    let typeset = typeset.ok_or(findings)?;
    let new = with_large_stack(|| {
        let own = make_pdf(engine, &typeset.document, &typeset.pages, None)?;
        read(&own).map_err(|finding| vec![finding])
    });
    Ok((old, new.unwrap_or_else(crashed)?))
}
