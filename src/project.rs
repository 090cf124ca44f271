//! Where things stand: a project's issues, what they share, and where their PDFs go.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::place::Place;

/// How deep folders of issues may stand in one another.
const MAX_DEPTH: usize = 8;
/// What all issues share.
const PUBLICATION: &str = "publication.yaml";

/// A folder with `issues/`, and perhaps `layouts/` and `fonts/`; PDFs go to `out/`.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

/// One issue to be built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The issue's file, as the user knows it.
    pub issue: PathBuf,
    /// The file of what it shares with others.
    pub publication: Option<PathBuf>,
    /// The PDF.
    pub output: PathBuf,
}

/// Where PDFs go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A folder, in which the folders of the issues are repeated.
    Folder(PathBuf),
    /// A file, for a single issue.
    File(PathBuf),
}

impl Project {
    /// The project in a folder; `.` for the current one.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The project's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path as the user knows it: what is relative is relative to the project.
    pub fn path(&self, path: &Path) -> PathBuf {
        let path = if self.root == Path::new(".") { path.to_owned() } else { self.root.join(path) };
        path.components().collect()
    }

    /// A folder of the project if it exists.
    pub fn folder(&self, name: &str) -> Option<PathBuf> {
        let folder = self.path(Path::new(name));
        folder.is_dir().then_some(folder)
    }

    /// The jobs for files and folders; nothing given means `issues`.
    ///
    /// # Errors
    /// A path doesn't exist or leads out of the project; a folder holds no issue; two issues would have the same PDF.
    pub fn jobs(&self, paths: &[PathBuf], output: Option<&Path>) -> Result<Vec<Job>, Vec<Diagnostic>> {
        let default = [PathBuf::from("issues")];
        let paths = if paths.is_empty() { &default[..] } else { paths };
        let mut issues = Vec::new();
        let mut findings = Vec::new();
        for path in paths {
            match self.issues(&self.path(path)) {
                Ok(found) => issues.extend(found),
                Err(finding) => findings.push(finding),
            }
        }
        let mut seen = std::collections::HashSet::new();
        issues.retain(|issue| seen.insert(issue.clone()));
        let destination = self.destination(output, issues.len(), &mut findings);
        let jobs: Vec<_> = issues.into_iter().map(|issue| self.job(issue, &destination)).collect();
        let mut outputs: BTreeMap<&Path, &Path> = BTreeMap::new();
        for job in &jobs {
            if let Some(other) = outputs.insert(&job.output, &job.issue) {
                let finding = Diagnostic::new(Code::OutputClash).with("other", other.display().to_string());
                findings.push(finding.with("output", job.output.display().to_string()).at(Place::file(&job.issue)));
            }
        }
        if findings.is_empty() { Ok(jobs) } else { Err(findings) }
    }

    fn destination(&self, output: Option<&Path>, issues: usize, findings: &mut Vec<Diagnostic>) -> Destination {
        let Some(output) = output else { return Destination::Folder(self.path(Path::new("out"))) };
        let output = self.path(output);
        let is_file = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
        if is_file && issues > 1 {
            findings.push(Diagnostic::new(Code::OutputName).with("issues", issues).at(Place::file(&output)));
        }
        if is_file && !output.is_dir() { Destination::File(output) } else { Destination::Folder(output) }
    }

    fn job(&self, issue: PathBuf, destination: &Destination) -> Job {
        let below = |folder: &str| issue.strip_prefix(self.path(Path::new(folder))).ok();
        let name = below("issues")
            .or_else(|| below(""))
            .map_or_else(|| issue.file_name().map(PathBuf::from).unwrap_or_default(), Path::to_owned);
        let output = match destination {
            Destination::Folder(folder) => folder.join(name.with_extension("pdf")),
            Destination::File(file) => file.clone(),
        };
        Job { publication: self.publication(&issue), issue, output }
    }

    /// The publication file of an issue: the first one upward from it, within the project.
    pub fn publication(&self, issue: &Path) -> Option<PathBuf> {
        let root = self.root.canonicalize().ok()?;
        let folders =
            issue.ancestors().skip(1).map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        folders
            .take_while(|folder| folder.canonicalize().is_ok_and(|folder| folder.starts_with(&root)))
            .map(|folder| folder.join(PUBLICATION).components().collect::<PathBuf>())
            .find(|file| file.is_file())
    }

    fn issues(&self, path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
        let new = |code| Diagnostic::new(code).at(Place::file(path));
        let real = path.canonicalize().map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => new(Code::FileMissing),
            _ => new(Code::FileUnreadable).with("reason", error.to_string()),
        })?;
        if !self.root.canonicalize().is_ok_and(|root| real.starts_with(root)) {
            return Err(new(Code::PathOutsideProject));
        }
        if !path.is_dir() {
            return Ok(vec![path.to_owned()]);
        }
        let mut found = Vec::new();
        collect(path, MAX_DEPTH, &mut found);
        found.sort();
        if found.is_empty() { Err(new(Code::NothingToBuild)) } else { Ok(found) }
    }
}

/// All YAML files of a folder but publication files; links to folders aren't followed.
fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
        if is_folder && !hidden && depth > 0 {
            collect(&path, depth - 1, found);
        } else if is_yaml && !hidden && !is_folder && entry.file_name() != PUBLICATION {
            found.push(path);
        }
    }
}
