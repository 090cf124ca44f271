//! Corrections that come back in a Word file which this program exported: each is listed with its place in the YAML, and those
//! that are chosen are written there, byte for byte.
//!
//! It takes a file, an issue and choices. Reading Word files is for `import`, and what the paragraphs are is for `export`.

mod align;
mod current;
mod edit;
mod exported;
mod group;
mod list;
mod matcher;
mod text;
mod verify;
mod writer;

use std::sync::Arc;

use self::current::Current;
use self::exported::Exported;
use self::group::Group;
pub use self::list::{Correction, CorrectionKind, Remarked};
use crate::diagnostic::{Code, Diagnostic, Findings, Place, Source};
use crate::export::Identity;
use crate::import::choice::{Chosen, Which, beyond, chosen};
use crate::project::{Job, Project};
use crate::typeset::world::Engine;

/// What becomes of the comments of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// They become comments of the YAML.
    Keep,
    /// They are listed only.
    Drop,
}

/// What the user has chosen.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The corrections that are taken.
    pub accept: Vec<Which>,
    /// The corrections that aren't.
    pub reject: Vec<Which>,
    /// What becomes of comments.
    pub comments: Option<Comments>,
}

/// What a corrected file holds, and what the issue's file becomes.
#[derive(Debug)]
pub struct Corrected {
    /// The corrections in order, each with whether it is taken.
    pub corrections: Vec<(Correction, Chosen)>,
    /// The comments.
    pub comments: Vec<Remarked>,
    /// What is to be said: that the issue has changed, what isn't taken.
    pub warnings: Vec<Diagnostic>,
    /// Whether something is to be decided. Then nothing is written.
    pub is_open: bool,
    /// The new text of the issue's file, if it changes.
    pub text: Option<String>,
}

/// Reads a corrected file and makes the issue's new text by what was chosen. Nothing is written.
///
/// # Errors
/// The file is no Word file or wasn't exported from this issue, choices are wrong, a correction can't be taken, or the issue
/// can't be read.
pub fn correct(
    engine: &Engine,
    project: &Project,
    job: &Job,
    file: (&Place, Vec<u8>),
    request: &Request,
) -> Result<Corrected, Findings> {
    let (place, bytes) = file;
    let exported = Exported::open(bytes).map_err(|finding| finding.at(place.clone()))?;
    let current = Current::read(engine, project, job)?;
    let name = project.name(&job.issue).unwrap_or_default();
    if exported.identity.issue != name {
        let finding = Diagnostic::new(Code::CorrectionOtherIssue);
        return Err(finding
            .with("exported", exported.identity.issue.clone())
            .with("issue", name)
            .at(place.clone())
            .into());
    }
    let mut warnings = Vec::new();
    if Identity::hash(&current.bytes) != exported.identity.sha256 {
        warnings.push(Diagnostic::new(Code::CorrectionIssueChanged).at(Place::file(&job.issue)));
    }
    let original = exported.read(&|_, _| false).map_err(|finding| finding.at(place.clone()))?;
    let mut groups = Group::all(&exported.identity, &original, &current);
    let corrections = list::corrections(&original, &mut groups, &current);
    let choices = decide(&corrections, request)?;
    let comments = list::comments(&original, &groups, &current);
    let is_open = choices.contains(&Chosen::Open) || !comments.is_empty() && request.comments.is_none();
    let mut corrected = Corrected {
        corrections: corrections.into_iter().zip(choices).collect(),
        comments,
        warnings,
        is_open,
        text: None,
    };
    if is_open {
        return Ok(corrected);
    }
    let takes = |number: usize| {
        corrected.corrections.iter().any(|(one, chosen)| one.number == number && *chosen == Chosen::Yes)
    };
    let fin = exported.read(&|number, _| takes(number)).map_err(|finding| finding.at(place.clone()))?;
    group::set_final(&mut groups, &exported.identity, &original, &fin, &takes);
    let changed: Vec<&Group> = groups.iter().filter(|group| group.is_changed()).collect();
    let kept = if request.comments == Some(Comments::Keep) { corrected.comments.as_slice() } else { &[] };
    let text = edit::apply(&changed, kept, &current)?;
    if text != current.source.text {
        let meant = verify::meant(&groups, &current);
        let found = Current::of_text(engine, project, job, &text);
        if !found.is_ok_and(|new| verify::says(&new, &meant) && new.errors <= current.errors) {
            return Err(Diagnostic::new(Code::CorrectionNotFaithful).at(Place::file(&job.issue)).into());
        }
        corrected.text = Some(current.to_file(&text));
    }
    Ok(corrected)
}

/// Returns what was chosen about each correction.
///
/// # Errors
/// A number isn't in the list, or a correction is both accepted and rejected.
fn decide(corrections: &[Correction], request: &Request) -> Result<Vec<Chosen>, Diagnostic> {
    let count = corrections.len();
    if let Some(number) = beyond(&request.accept, count).or_else(|| beyond(&request.reject, count)) {
        return Err(Diagnostic::new(Code::CorrectionNumber).with("number", number).with("count", count));
    }
    let choice = |one: &Correction| chosen(&request.accept, &request.reject, one.number, &one.by);
    let choices: Vec<Chosen> = corrections.iter().map(choice).collect();
    match choices.iter().position(|choice| *choice == Chosen::Both) {
        Some(at) => Err(Diagnostic::new(Code::CorrectionTwice).with("number", corrections[at].number)),
        None => Ok(choices),
    }
}

/// Returns a source of the same path with another text.
fn with_text(source: &Arc<Source>, text: &str) -> Arc<Source> {
    Source::new(&source.path, text)
}
