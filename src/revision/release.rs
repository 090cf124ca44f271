//! Releases (付印稿): what went to print, kept as it was under `releases/2022/36-r1`. A release is never written twice;
//! the next of the same issue is r2.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::build::record::VERSION;
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::read_limited;
use crate::issue::Profile;
use crate::output::{RELEASE, RELEASES, write, write_error};
use crate::project::input::Input;
use crate::project::{ISSUES, Job, Project};
use crate::typeset::fingerprint::Fingerprint;

/// The folder of a release that holds what its issue came from, by the names within the project.
const SOURCE: &str = "source";
/// The largest such file that is read, in bytes; one has some 3 kB.
const MAX_STATE: u64 = 1 << 20;
/// More releases of one issue than there will ever be.
const MOST: u32 = 9999;

/// What is kept of a release beside its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct State {
    /// The issue's name within the project.
    pub issue: String,
    /// The profile of the PDF.
    pub profile: String,
    /// How its pages look, as this version of the program sees them.
    #[serde(alias = "looks")]
    pub fingerprints: Vec<Fingerprint>,
    version: String,
    /// Every file that was read.
    inputs: Vec<Input>,
    /// The PDF.
    pdf: Input,
}

/// A release.
#[derive(Debug, Clone)]
pub struct Release {
    /// Such as `36-r1`.
    pub name: String,
    /// Where it stands.
    pub folder: PathBuf,
    /// What it is.
    pub state: State,
}

impl Release {
    /// The issue that was released, in a project of its own.
    ///
    /// # Errors
    /// A file of the release isn't there any more, or isn't what it was.
    pub fn issue(&self) -> Result<(Project, Job), Vec<Diagnostic>> {
        let project = Project::at(&self.folder.join(SOURCE));
        let sources = self.state.inputs.iter().filter(|input| !input.name.ends_with('/'));
        let kept = sources.map(|input| (&project, input));
        let whole = Project::at(&self.folder);
        for (project, input) in kept.chain([(&whole, &self.state.pdf)]) {
            if input.content(project).is_none() {
                return Err(vec![self.damaged(&project.file(&input.name))]);
            }
        }
        let profile = Profile::of_word(&self.state.profile);
        let mut jobs = project.jobs_below(Path::new(&self.state.issue))?;
        let job = jobs.pop().ok_or_else(|| vec![self.damaged(&self.folder)])?;
        Ok((project, Job { profile, ..job }))
    }

    fn damaged(&self, path: &Path) -> Diagnostic {
        damaged(&self.name, path)
    }

    /// Whether it is of these pages, made from these files.
    pub fn is_of(&self, fingerprints: &[Fingerprint], inputs: &[Input]) -> bool {
        self.fingerprints() == Some(fingerprints) && self.state.inputs == inputs
    }

    /// Tells it from another of the same name.
    pub fn mark(&self) -> String {
        format!("{} {}", self.name, self.state.pdf.hash)
    }

    /// The PDF.
    pub fn pdf(&self) -> PathBuf {
        self.folder.join(&self.state.pdf.name)
    }

    /// The looks, if this version of the program can compare them.
    pub fn fingerprints(&self) -> Option<&[Fingerprint]> {
        (self.state.version == VERSION).then_some(&self.state.fingerprints)
    }
}

/// The folder of an issue's releases, and how their names begin.
fn shelf(project: &Project, job: &Job) -> (PathBuf, String) {
    let name = project.name(&job.issue).unwrap_or_default();
    let below = Path::new(&name).strip_prefix(ISSUES).unwrap_or(Path::new(&name)).with_extension("");
    let folder = project.file(RELEASES).join(below.parent().unwrap_or(Path::new("")));
    (folder, format!("{}-r", below.file_name().unwrap_or_default().to_string_lossy()))
}

/// The number of the last release of an issue; 0 if there is none.
fn last_number(folder: &Path, prefix: &str) -> u32 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    // As it is written by us: no sign, no zeros in front.
    let number = |name: std::ffi::OsString| {
        let digits = name.to_str()?.strip_prefix(prefix)?;
        digits.parse::<u32>().ok().filter(|number| *number < MOST && number.to_string() == digits)
    };
    entries.map(|entry| entry.file_name()).filter_map(number).max().unwrap_or(0)
}

/// The last release of an issue; nothing if it was never released.
///
/// # Errors
/// The release can't be read.
pub fn last(project: &Project, job: &Job) -> Result<Option<Release>, Diagnostic> {
    let (folder, prefix) = shelf(project, job);
    match last_number(&folder, &prefix) {
        0 => Ok(None),
        number => read(&folder, &format!("{prefix}{number}")).map(Some),
    }
}

/// The release that the user calls `r2`, `36-r2` or `2`.
///
/// # Errors
/// There is none, or it can't be read.
pub fn named(project: &Project, job: &Job, name: &str) -> Result<Release, Diagnostic> {
    let (folder, prefix) = shelf(project, job);
    let number = name.strip_prefix(&prefix).or_else(|| name.strip_prefix(['r', 'R'])).unwrap_or(name);
    let name = format!("{prefix}{number}");
    if !folder.join(&name).is_dir() {
        let last = last_number(&folder, &prefix);
        let finding = Diagnostic::new(Code::ReleaseMissing).with("name", name).with("last", format!("{prefix}{last}"));
        return Err(finding.with("releases", last as usize).at(Place::file(&job.issue)));
    }
    read(&folder, &name)
}

/// Whether a word on the command line is the name of a release: `r1`, `36-r1`, `1`.
pub fn is_name(word: &str) -> bool {
    let (before, number) = word.rsplit_once(['r', 'R']).unwrap_or(("", word));
    (before.is_empty() || before.ends_with('-')) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a folder is a release.
pub fn is_release(folder: &Path) -> bool {
    folder.join(RELEASE).is_file()
}

/// The release in a folder, wherever it lies.
///
/// # Errors
/// It can't be read.
pub fn at(folder: &Path) -> Result<Release, Diagnostic> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    read(folder.parent().unwrap_or(Path::new("")), &name)
}

fn damaged(name: &str, path: &Path) -> Diagnostic {
    Diagnostic::new(Code::ReleaseDamaged).with("name", name).at(Place::file(path))
}

fn read(folder: &Path, name: &str) -> Result<Release, Diagnostic> {
    let folder = folder.join(name);
    let path = folder.join(RELEASE);
    let bytes = read_limited(&path, MAX_STATE).map_err(|_| damaged(name, &path))?;
    let state = serde_json::from_slice(&bytes).map_err(|_| damaged(name, &path))?;
    Ok(Release { name: name.to_owned(), folder: folder.clone(), state })
}

/// What is to be released.
pub struct Print<'p> {
    /// The PDF.
    pub pdf: &'p [u8],
    /// Its profile.
    pub profile: Profile,
    /// How its pages look.
    pub fingerprints: Vec<Fingerprint>,
    /// Every file that was read.
    pub inputs: &'p [Input],
}

/// Keeps what went to print: the PDF, every file that it came from, the looks of its pages. All of it is there at once,
/// or nothing.
///
/// # Errors
/// A file can't be read or has changed meanwhile; the folder can't be written.
pub fn create(project: &Project, job: &Job, print: Print) -> Result<Release, Diagnostic> {
    let (folder, prefix) = shelf(project, job);
    let failed = |error: io::Error| write_error(&folder, &error);
    fs::create_dir_all(&folder).map_err(failed)?;
    let part = tempfile::Builder::new().prefix(".release.").tempdir_in(&folder).map_err(failed)?;
    let stem = job.issue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let state = State {
        issue: project.name(&job.issue).unwrap_or_default(),
        profile: print.profile.name().to_owned(),
        fingerprints: print.fingerprints,
        version: VERSION.to_owned(),
        inputs: print.inputs.to_vec(),
        pdf: Input::new(format!("{stem}.pdf"), print.pdf),
    };
    write(&part.path().join(&state.pdf.name), print.pdf)?;
    for input in print.inputs.iter().filter(|input| !input.name.ends_with('/')) {
        let path = project.file(&input.name);
        let changed = || Diagnostic::new(Code::InputChanged).at(Place::file(&path));
        input.content(project).ok_or_else(changed)?;
        // With its own line ends and byte-order mark.
        let bytes = fs::read(&path).map_err(|_| changed())?;
        write(&part.path().join(SOURCE).join(&input.name), &bytes)?;
    }
    write(&part.path().join(RELEASE), &serde_json::to_vec_pretty(&state).unwrap_or_default())?;
    protect(part.path());
    for number in last_number(&folder, &prefix) + 1..MOST {
        let name = format!("{prefix}{number}");
        let target = folder.join(&name);
        // A folder that another run has made meanwhile isn't empty, so that it can't be replaced.
        match fs::rename(part.path(), &target) {
            Ok(()) => {
                return Ok(Release { name, folder: target, state });
            }
            Err(_) if target.exists() => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(failed(io::ErrorKind::AlreadyExists.into()))
}

/// Guards the files against being edited by mistake.
fn protect(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            protect(&path);
        } else if let Ok(file) = entry.metadata() {
            let mut permissions = file.permissions();
            permissions.set_readonly(true);
            let _ = fs::set_permissions(&path, permissions);
        }
    }
}
