//! Typesets an issue and makes its manuscript, ready to be written.

use crate::diagnostic::{Checked, Outcome};
use crate::issue::{Issue, Profile};
use crate::project::year::read_issue;
use crate::project::{Job, Project};
use crate::typeset::document::document;
use crate::typeset::guard::run_guarded;
use crate::typeset::inspect::field_positions;
use crate::typeset::pipeline::{check_loaded, typeset_issue};
use crate::typeset::world::Engine;

use super::book::Manuscript;
use super::compose::compose;
use super::place::place;

/// An issue that can be exported.
#[derive(Debug)]
pub struct Exportable {
    /// The issue.
    pub issue: Issue,
    /// Its manuscript with the places in print.
    pub manuscript: Manuscript,
}

/// Typesets an issue and makes its manuscript.
///
/// # Errors
/// Everything that is wrong with the issue and its pages, as for a PDF.
pub fn exportable(engine: &Engine, project: &Project, job: &Job) -> Outcome<Exportable> {
    // Pictures keep their colours.
    let job = &Job { profile: Some(Profile::Screen), ..job.clone() };
    run_guarded(Some(&job.issue), || {
        let Checked { value: typeset, warnings } = typeset_issue(engine, project, job)?;
        // What is wrong was found while it was typeset.
        let (checked, _) = check_loaded(engine, project, job, read_issue(job)?, &mut Vec::new());
        let mut manuscript = compose(&document(&checked, &engine.faces, 1), &job.issue);
        place(&mut manuscript, &field_positions(&typeset.pages), typeset.pages.pages().len());
        Ok(Checked { value: Exportable { issue: checked.issue, manuscript }, warnings })
    })
}
