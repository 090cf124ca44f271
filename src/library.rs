//! The interface for programs that use jianbao as a library: from an issue to its PDF in four calls.
//!
//! It takes care of threads, stacks and the check of the PDF. It writes no files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::asset::face::Faces;
use crate::asset::layout::Layouts;
use crate::diagnostic::{Checked, Diagnostic, Findings, Outcome, Source};
use crate::input::file;
use crate::issue::{Issue, Profile};
use crate::pdf::make::make_pdf;
use crate::project::year::{ReadIssue, read_issue};
use crate::project::{ISSUES, Job, Project, only_job};
use crate::typeset::guard::run_guarded;
use crate::typeset::pipeline::{TypesetIssue, typeset_loaded};
use crate::typeset::world::{Engine, load_engine, load_layouts};

/// The folder of a project that has none. Nobody makes a folder of this name, and Windows allows none.
const NO_FOLDER: &str = "<no project>";

/// A project with its faces and layouts, ready to typeset issues.
pub struct Jianbao {
    /// The engine with faces and layouts.
    engine: Engine,
    /// The project's folders.
    project: Project,
}

/// An issue that has been read.
pub struct LoadedIssue<'j> {
    /// The project that it belongs to.
    jianbao: &'j Jianbao,
    /// Its paths.
    job: Job,
    /// What was read.
    read: ReadIssue,
}

/// The pages of an issue without errors.
pub struct Pages<'j> {
    /// The issue.
    loaded: LoadedIssue<'j>,
    /// Its pages in the issue's own profile, with the warnings about them.
    typeset: Checked<TypesetIssue>,
}

impl Jianbao {
    /// Opens the project in a folder, with the faces in its `fonts/` and the layouts in its `layouts/`.
    ///
    /// # Errors
    /// A face or a layout of the project can't be used.
    pub fn open(root: impl AsRef<Path>) -> Result<Self, Findings> {
        let project = Project::at(root.as_ref());
        let engine = load_engine(&project, load_layouts(&project)?, false)?.value;
        Ok(Self { engine, project })
    }

    /// Uses the bundled faces and the built-in layouts alone, for issues that come from memory.
    ///
    /// There is no project: no file is read, so that an issue has to say everything itself and has no pictures.
    pub fn built_in() -> Self {
        let engine = Engine::new(Arc::new(Faces::bundled()), Layouts::built_in());
        Self { engine, project: Project::at(Path::new(NO_FOLDER)) }
    }

    /// Reads the issue of a file, named within the project or called by its number, and what it takes from the publication.
    ///
    /// # Errors
    /// The file is missing, lies outside of the project or hasn't the shape of the format.
    pub fn issue(&self, path: impl AsRef<Path>) -> Result<LoadedIssue<'_>, Findings> {
        let job = only_job(self.project.jobs(&[path.as_ref().to_owned()], None)?)?;
        let read = read_issue(&job)?;
        Ok(LoadedIssue { jianbao: self, job, read })
    }

    /// Reads an issue from text. It takes what it doesn't say itself from the project's publication, if there is one;
    /// its pictures are looked for in the project's folder.
    ///
    /// # Errors
    /// The text hasn't the shape of the format.
    pub fn issue_from_str(&self, yaml: &str) -> Result<LoadedIssue<'_>, Findings> {
        let path = self.project.file("issue.yaml");
        let publication = self.project.publication(&self.project.file(&format!("{ISSUES}/issue.yaml")));
        let source = Source::new(&path, yaml);
        let shared = publication.as_deref().map(file::read).transpose()?;
        let issue = Issue::read(&source, shared.as_ref())?;
        let output = PathBuf::from("issue.pdf");
        let (profile, plate, copies, record) = (None, None, None, None);
        let job = Job { issue: path, publication, output, named: true, profile, plate, copies, record, imposed: false };
        let sources = std::iter::once(source).chain(shared).collect();
        let read = ReadIssue { issue, sources, years: Arc::default() };
        Ok(LoadedIssue { jianbao: self, job, read })
    }
}

impl<'j> LoadedIssue<'j> {
    /// Checks the issue and lays it out in its own profile (用途).
    ///
    /// # Errors
    /// Everything that is wrong with the issue.
    pub fn typeset(self) -> Result<Pages<'j>, Findings> {
        let typeset = self.lay_out(None)?;
        Ok(Pages { loaded: self, typeset })
    }

    /// Lays the issue out in a profile, on a thread with enough stack.
    fn lay_out(&self, profile: Option<Profile>) -> Outcome<TypesetIssue> {
        let Jianbao { engine, project } = self.jianbao;
        let job = Job { profile, ..self.job.clone() };
        run_guarded(Some(&self.job.issue), || typeset_loaded(engine, project, &job, Ok(self.read.clone())))
    }
}

impl Pages<'_> {
    /// Returns how many pages there are.
    pub fn count(&self) -> usize {
        self.typeset.value.pages.pages().len()
    }

    /// Returns the warnings (提醒): what is worth a look and doesn't keep the issue from being printed.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.typeset.warnings
    }

    /// Makes the PDF of the pages in a profile, as `jianbao build` writes it, and examines it.
    ///
    /// # Errors
    /// The pages can't be laid out in that profile, or the PDF isn't fit to go out.
    pub fn pdf(&self, profile: Profile) -> Result<Vec<u8>, Findings> {
        let own = &self.typeset;
        let other = (profile != own.value.document.profile).then(|| self.loaded.lay_out(Some(profile))).transpose()?;
        let TypesetIssue { document, pages, .. } = &other.as_ref().unwrap_or(own).value;
        let work = || make_pdf(&self.loaded.jianbao.engine, document, pages, None);
        Ok(run_guarded(Some(&self.loaded.job.issue), work)?.value)
    }
}
