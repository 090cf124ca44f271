//! Typesets an issue and makes its manuscript, ready to be written.

use crate::check::CheckedIssue;
use crate::diagnostic::{Checked, Outcome};
use crate::project::year::read_issue;
use crate::project::{Job, Project};
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
    pub checked: CheckedIssue,
    /// Its manuscript with the places in print.
    pub manuscript: Manuscript,
}

/// Typesets an issue and makes its manuscript.
///
/// # Errors
/// Everything that is wrong with the issue and its pages, as for a PDF.
pub fn exportable(engine: &Engine, project: &Project, job: &Job) -> Outcome<Exportable> {
    run_guarded(Some(&job.issue), || {
        let Checked { value: typeset, warnings } = typeset_issue(engine, project, job)?;
        // What is wrong was found while it was typeset.
        let (checked, _) = check_loaded(engine, project, job, read_issue(job)?, &mut Vec::new());
        let mut manuscript = compose(&checked, &job.issue);
        place(&mut manuscript, &field_positions(&typeset.pages), typeset.pages.pages().len());
        Ok(Checked { value: Exportable { checked, manuscript }, warnings })
    })
}
