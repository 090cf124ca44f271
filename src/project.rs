//! A project's folders: where its issues are, what they share, and where their PDFs go.
//!
//! It knows paths. What stands in an issue is for `issue`.

pub mod input;
mod job;
mod kind;
pub mod name;
mod search;
mod start;
pub mod year;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

pub use self::kind::{OutputKind, refuse_kind};
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::issue::{CopyNumbers, InkPlate, Profile};

/// The most levels of folders below the folder of issues.
const MAX_DEPTH: usize = 8;
/// The file with the settings that all issues share.
const PUBLICATION: &str = "publication.yaml";
/// The folder in the output folder that holds the records of what was built.
pub const RECORDS: &str = ".jianbao";
/// The folder of issues. It makes the folder around it a project.
pub const ISSUES: &str = "issues";

/// The number of pages on both sides of a sheet of paper that is folded once.
pub const PAGES_PER_SHEET: usize = 4;

/// A folder with `issues/` and, if need be, `layouts/` and `fonts/`. PDFs go to `out/`.
#[derive(Debug, Clone)]
pub struct Project {
    /// The project's folder.
    root: PathBuf,
    /// The folder that relative paths count from.
    base: PathBuf,
}

/// An issue to be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The path of the issue's file, as the user knows it.
    pub issue: PathBuf,
    /// The path of its publication file, if there is one.
    pub publication: Option<PathBuf>,
    /// The path of the PDF.
    pub output: PathBuf,
    /// Whether the user has named the PDF.
    pub named: bool,
    /// The profile (用途) that the command line asks for.
    pub profile: Option<Profile>,
    /// The one ink that the command line asks for, where heads are printed beforehand.
    pub plate: Option<InkPlate>,
    /// The numbers of the copies that the command line asks for.
    pub copies: Option<CopyNumbers>,
    /// The path of the PDF's build record. There is none for a PDF that the user has named.
    pub record: Option<PathBuf>,
    /// Whether the pages are imposed. Then blank pages fill them up to a multiple of four, and the profile is for
    /// plates.
    pub imposed: bool,
}

/// The folders of an issue. Its pictures are named from the issue's folder and have to lie within the project.
#[derive(Debug, Clone, Copy)]
pub struct IssueDirs<'g> {
    /// The project's folder.
    pub root: &'g Path,
    /// The issue's folder.
    pub folder: &'g Path,
}

/// Where PDFs go.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Destination {
    /// A folder, below which the folders of the issues are repeated.
    Folder(PathBuf),
    /// A file, for a single issue.
    File(PathBuf),
}

impl Project {
    /// Takes the project in a folder. Relative paths count from that folder.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), base: root.to_owned() }
    }

    /// Finds the project that the current folder belongs to. It is the nearest folder upward that has `issues/`, or the
    /// current folder if none has. Relative paths count from the current folder.
    pub fn find() -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let up = here.ancestors().position(|folder| folder.join(ISSUES).is_dir()).unwrap_or(0);
        let root = if up == 0 { PathBuf::from(".") } else { std::iter::repeat_n("..", up).collect() };
        Self { root, base: PathBuf::from(".") }
    }

    /// Returns the project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns a path that the user has typed, from the folder that it counts from.
    pub fn path(&self, path: &Path) -> PathBuf {
        join(&self.base, path)
    }

    /// Returns the path of a file by its name within the project.
    pub fn file(&self, name: &str) -> PathBuf {
        join(&self.root, Path::new(name))
    }

    /// Returns the path of a folder within the project if it exists.
    pub fn folder(&self, name: &str) -> Option<PathBuf> {
        let folder = join(&self.root, Path::new(name));
        folder.is_dir().then_some(folder)
    }

    /// Returns whether an existing path lies within the project when all links are followed.
    pub fn contains(&self, path: &Path) -> bool {
        self.below_root(path).is_some()
    }

    /// Returns the name of an existing file within the project, with forward slashes.
    pub fn name(&self, path: &Path) -> Option<String> {
        let below = self.below_root(path)?;
        Some(below.to_string_lossy().replace('\\', "/"))
    }

    /// Returns the path of an existing file below the project's folder, with all links followed.
    fn below_root(&self, path: &Path) -> Option<PathBuf> {
        let root = self.root.canonicalize().ok()?;
        path.canonicalize().ok()?.strip_prefix(root).ok().map(Path::to_owned)
    }

    /// Returns the jobs for files and folders, or for issues by what people call them, such as `6` and `2022/6`. Without any
    /// path they are those of `issues`.
    ///
    /// # Errors
    /// A path doesn't exist, a name is that of several issues, a path leads out of the project, a folder holds no issue, or two issues would have the same PDF.
    pub fn jobs(&self, paths: &[PathBuf], output: Option<&Path>) -> Result<Vec<Job>, Findings> {
        let mut findings = Vec::new();
        let mut issues = Vec::new();
        if paths.is_empty() {
            self.find_all_issues(&mut issues, &mut findings);
        }
        for path in paths {
            self.find_typed(path, &mut issues, &mut findings);
        }
        let mut seen = HashSet::new();
        issues.retain(|issue| seen.insert(issue.canonicalize().ok()));
        let destination = self.destination(output, issues.len(), &mut findings);
        let jobs: Vec<_> = issues.into_iter().map(|issue| self.job(issue, &destination)).collect();
        match (&destination, jobs.as_slice()) {
            (Destination::Folder(_), jobs) => clashes(jobs, &mut findings),
            // An issue may overwrite its own PDF, and a target that doesn't exist needs no check.
            (Destination::File(file), [job]) if file.exists() => {
                let all = self.all();
                let same = |other: &&Job| self.name(&other.issue) != self.name(&job.issue);
                findings.extend(owner_of(&all, file).filter(same).map(|other| taken(file, other)));
            }
            _ => {}
        }
        if findings.is_empty() { Ok(jobs) } else { Err(findings.into()) }
    }

    /// Returns the jobs for a folder or file by its name within the project.
    ///
    /// # Errors
    /// The same as those of [`Self::jobs`].
    pub fn jobs_below(&self, name: &Path) -> Result<Vec<Job>, Findings> {
        Self { root: self.root.clone(), base: self.root.clone() }.jobs(&[name.to_owned()], None)
    }

    /// Returns the job of a year's bound volume. The year's issues lie in the folder.
    ///
    /// # Errors
    /// An issue has the same PDF.
    pub fn volume(&self, year: i32, folder: &Path, output: Option<&Path>) -> Result<Job, Findings> {
        let mut findings = Vec::new();
        let destination = self.destination(output, 1, &mut findings);
        let mut jobs = self.jobs_below(Path::new(ISSUES))?;
        let publication = self.publication(&folder.join(PUBLICATION));
        let job = place_job(folder.to_owned(), publication, Path::new(&format!("{year}-volume.pdf")), &destination);
        match destination {
            Destination::Folder(_) => {
                jobs.push(job.clone());
                clashes(&jobs, &mut findings);
            }
            Destination::File(file) => findings.extend(owner_of(&jobs, &file).map(|other| taken(&file, other))),
        }
        if findings.is_empty() { Ok(job) } else { Err(findings.into()) }
    }

    /// Returns a finding if a file is the PDF of an issue, in any profile, so that nothing else may be written to it.
    pub fn pdf_collision(&self, file: &Path) -> Option<Diagnostic> {
        owner_of(&self.all(), file).map(|other| taken(file, other))
    }

    /// Returns the jobs whose PDF a file is, in any profile. Any other file below the output folder may be of all of them.
    pub fn jobs_of(&self, file: &Path) -> Vec<Job> {
        let jobs = self.all();
        if let Some(job) = owner_of(&jobs, file) {
            return vec![job.clone()];
        }
        let output = join(&self.root, Path::new("out")).canonicalize();
        let is_below = output.ok().zip(file.canonicalize().ok()).is_some_and(|(out, file)| file.starts_with(out));
        if is_below { jobs } else { Vec::new() }
    }

    /// Returns the jobs of all issues that are found, and ignores what is wrong with the folder.
    fn all(&self) -> Vec<Job> {
        let (mut issues, mut findings) = (Vec::new(), Vec::new());
        self.find_issues(&self.file(ISSUES), &mut issues, &mut findings);
        let destination = self.destination(None, issues.len(), &mut findings);
        issues.into_iter().map(|issue| self.job(issue, &destination)).collect()
    }

    /// Returns where the PDFs go: to the output that is named, or to `out`.
    fn destination(&self, output: Option<&Path>, issues: usize, findings: &mut Vec<Diagnostic>) -> Destination {
        let Some(named) = output else { return Destination::Folder(join(&self.root, Path::new("out"))) };
        let output = self.path(named);
        findings.extend(refuse_kind(named, &output, OutputKind::Pdf));
        let is_file = is_pdf(&output);
        if is_file && issues > 1 {
            findings.push(Diagnostic::new(Code::OutputName).with("issues", issues).at(Place::file(&output)));
        }
        if is_file { Destination::File(output) } else { Destination::Folder(output) }
    }

    /// Makes the job of an issue.
    fn job(&self, issue: PathBuf, destination: &Destination) -> Job {
        let below = self.below_root(&issue).unwrap_or_default();
        let name = below.strip_prefix(ISSUES).unwrap_or(&below).with_extension("pdf");
        place_job(issue.clone(), self.publication(&issue), &name, destination)
    }

    /// Returns the publication file of an issue: the nearest one upward from it within the project. Neither the issue nor
    /// its folder needs to exist.
    pub fn publication(&self, issue: &Path) -> Option<PathBuf> {
        let mut folders = issue.ancestors().skip(1).map(|folder| join(Path::new("."), folder));
        let below = self.below_root(&folders.find(|folder| folder.is_dir())?)?;
        let mut files = below.ancestors().map(|folder| join(&self.root, &folder.join(PUBLICATION)));
        files.find(|file| file.is_file() && self.contains(file))
    }
}

/// Returns the only job of a list.
///
/// # Errors
/// There are several. The finding names them.
pub fn only_job(mut jobs: Vec<Job>) -> Result<Job, Diagnostic> {
    if jobs.len() == 1
        && let Some(job) = jobs.pop()
    {
        return Ok(job);
    }
    let issues: Vec<_> = jobs.iter().map(|job| job.issue.clone()).collect();
    Err(Diagnostic::new(Code::OneIssue).with("issues", issues.len()).with("names", search::list(&issues)))
}

/// Makes a job whose PDF has this name below the folder of the PDFs.
fn place_job(issue: PathBuf, publication: Option<PathBuf>, name: &Path, destination: &Destination) -> Job {
    let (output, named, record) = match destination {
        Destination::Folder(folder) => {
            (folder.join(name), false, Some(folder.join(RECORDS).join(name).with_extension("json")))
        }
        Destination::File(file) => (file.clone(), true, None),
    };
    Job { publication, issue, output, named, profile: None, plate: None, copies: None, record, imposed: false }
}

/// Returns the issue whose PDF has this name in any profile.
fn owner_of<'j>(jobs: &'j [Job], file: &Path) -> Option<&'j Job> {
    // Folders may not exist yet, and on some systems 36.PDF is 36.pdf.
    let whole = |path: &Path| {
        let path = std::path::absolute(path).ok()?;
        let known = path.ancestors().skip(1).find(|folder| folder.is_dir())?;
        let below = path.strip_prefix(known).ok()?;
        Some(known.canonicalize().ok()?.join(below).to_string_lossy().to_lowercase())
    };
    let file = whole(file)?;
    let of = |job: &&Job| {
        let mut own = other_names().map(|name| job.beside(name)).chain([job.output.clone()]);
        own.any(|path| whole(&path).as_ref() == Some(&file))
    };
    jobs.iter().find(of)
}

/// Returns what the names of an issue's other PDFs end in, such as `screen` and `red`.
fn other_names() -> impl Iterator<Item = &'static str> {
    Profile::ALL.iter().map(|profile| profile.name()).chain(InkPlate::ALL.iter().map(|plate| plate.name()))
}

/// Makes the finding for a file that is the PDF of another job.
fn taken(file: &Path, other: &Job) -> Diagnostic {
    let other = other.issue.display().to_string();
    Diagnostic::new(Code::OutputTaken).with("other", other).at(Place::file(file))
}

/// Reports issues that would have the same PDF in any profile, such as `36-screen.yaml` beside `36.yaml`.
fn clashes(jobs: &[Job], findings: &mut Vec<Diagnostic>) {
    let mut outputs: BTreeMap<&Path, &Path> = BTreeMap::new();
    let mut clash = |job: &Job, output: &Path, other: &Path| {
        let finding = Diagnostic::new(Code::OutputClash).with("other", other.display().to_string());
        findings.push(finding.with("output", output.display().to_string()).at(Place::file(&job.issue)));
    };
    for job in jobs {
        if let Some(other) = outputs.insert(&job.output, &job.issue) {
            clash(job, &job.output, other);
        }
    }
    for job in jobs {
        for output in other_names().map(|name| job.beside(name)) {
            if let Some(other) = outputs.get(output.as_path()) {
                clash(job, &output, other);
            }
        }
    }
}

/// Returns whether a file's extension is that of YAML.
pub fn is_yaml(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    matches!(extension.as_deref(), Some("yaml" | "yml"))
}

/// Returns whether a file's extension is that of a PDF.
pub fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
}

/// Joins paths without a leading `./`, as people write them.
fn join(base: &Path, path: &Path) -> PathBuf {
    let joined = base.join(path);
    let parts: PathBuf = joined.components().filter(|part| *part != std::path::Component::CurDir).collect();
    if parts.as_os_str().is_empty() { PathBuf::from(".") } else { parts }
}
