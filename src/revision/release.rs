//! Releases (付印稿): what went to print, kept as it was under `releases/2022/36-r1`.
//!
//! A release is never written again. The next one of the same issue is r2. This module decides what a release holds.
//! It leaves reading to `input` and writing to `output`.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize, Serializer};

use crate::build::record::VERSION;
use crate::diagnostic::{Code, Diagnostic, Findings, Place};
use crate::input::file::{list_folder, read_limited};
use crate::issue::Profile;
use crate::output::{DraftFolder, RELEASE, RELEASES, write_error};
use crate::project::input::{Input, MAX_INPUT_BYTES};
use crate::project::{ISSUES, Job, Project};
use crate::typeset::fingerprint::Fingerprint;

/// The folder of a release that holds the files its issue came from, by their names within the project.
const SOURCE: &str = "source";
/// The largest `release.json` that is read, in bytes. A usual one has some 3 kB.
const MAX_STATE_BYTES: u64 = 1 << 20;
/// The first number that no release has.
const NUMBER_LIMIT: u32 = 9999;

/// What `release.json` says of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct State {
    /// The issue's name within the project.
    pub issue: String,
    /// The profile (用途) of the PDF, by its word. Older releases may say `press`.
    #[serde(serialize_with = "write_profile")]
    pub profile: Profile,
    /// The fingerprints of the pages, as the program version below makes them.
    #[serde(alias = "looks")]
    pub fingerprints: Vec<Fingerprint>,
    /// The version of the program and of its engine.
    version: String,
    /// Every file that the issue came from.
    inputs: Vec<Input>,
    /// The PDF.
    pdf: Input,
}

/// Writes a profile as its word.
fn write_profile<S: Serializer>(profile: &Profile, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(profile.name())
}

/// A release that has been read.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its name, such as `36-r1`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What its `release.json` says.
    pub state: State,
}

impl Release {
    /// Returns the issue that was released, in a project of its own.
    ///
    /// # Errors
    /// A file of the release is missing or was changed.
    pub fn issue(&self) -> Result<(Project, Job), Findings> {
        let source = Project::at(&self.folder.join(SOURCE));
        let whole = Project::at(&self.folder);
        let inputs = files(&self.state.inputs).map(|input| (&source, input));
        for (project, input) in inputs.chain([(&whole, &self.state.pdf)]) {
            if input.content(project).is_none() {
                return Err(damaged(&self.name, &project.file(&input.name)).into());
            }
        }
        let mut jobs = source.jobs_below(Path::new(&self.state.issue))?;
        let job = jobs.pop().ok_or_else(|| damaged(&self.name, &self.folder))?;
        Ok((source, Job { profile: Some(self.state.profile), ..job }))
    }

    /// Returns whether it holds these pages, made from these files.
    pub fn holds(&self, fingerprints: &[Fingerprint], inputs: &[Input]) -> bool {
        self.fingerprints() == Some(fingerprints) && self.state.inputs == inputs
    }

    /// Returns a text that differs from that of another release of the same name.
    pub fn identity(&self) -> String {
        format!("{} {}", self.name, self.state.pdf.hash)
    }

    /// Returns the path of the PDF.
    pub fn pdf(&self) -> PathBuf {
        self.folder.join(&self.state.pdf.name)
    }

    /// Returns the fingerprints of the pages, if this version of the program can compare them.
    pub fn fingerprints(&self) -> Option<&[Fingerprint]> {
        (self.state.version == VERSION).then_some(&self.state.fingerprints)
    }
}

/// Returns the inputs that are files. The others are lists of a folder's issues.
fn files(inputs: &[Input]) -> impl Iterator<Item = &Input> {
    inputs.iter().filter(|input| !input.is_list())
}

/// Returns the folder of an issue's releases, and how their names begin.
fn release_dir(project: &Project, job: &Job) -> (PathBuf, String) {
    let name = project.name(&job.issue).unwrap_or_default();
    let below = Path::new(&name).strip_prefix(ISSUES).unwrap_or(Path::new(&name)).with_extension("");
    let folder = project.file(RELEASES).join(below.parent().unwrap_or(Path::new("")));
    (folder, format!("{}-r", below.file_name().unwrap_or_default().to_string_lossy()))
}

/// Returns the number of the last release of an issue, or 0 if there is none.
fn last_number(folder: &Path, prefix: &str) -> u32 {
    let folders = list_folder(folder).into_iter().flatten().map(|entry| entry.path).filter(|path| path.is_dir());
    // Other spellings of a number, with a sign or with zeros in front, aren't ours.
    let number = |path: PathBuf| {
        let digits = path.file_name()?.to_str()?.strip_prefix(prefix)?;
        digits.parse::<u32>().ok().filter(|number| *number < NUMBER_LIMIT && number.to_string() == digits)
    };
    folders.filter_map(number).max().unwrap_or(0)
}

/// Reads the last release of an issue. Returns `None` if it was never released.
///
/// # Errors
/// The release can't be read.
pub fn read_last(project: &Project, job: &Job) -> Result<Option<Release>, Diagnostic> {
    let (folder, prefix) = release_dir(project, job);
    match last_number(&folder, &prefix) {
        0 => Ok(None),
        number => read(&folder, &format!("{prefix}{number}")).map(Some),
    }
}

/// Reads the release that the user calls `r2`, `36-r2` or `2`.
///
/// # Errors
/// There is no such release, or it can't be read.
pub fn read_named(project: &Project, job: &Job, name: &str) -> Result<Release, Diagnostic> {
    let (folder, prefix) = release_dir(project, job);
    let number = name.strip_prefix(&prefix).or_else(|| name.strip_prefix(['r', 'R'])).unwrap_or(name);
    let name = format!("{prefix}{number}");
    if !folder.join(&name).is_dir() {
        let last = last_number(&folder, &prefix);
        let finding = Diagnostic::new(Code::ReleaseMissing).with("name", name).with("last", format!("{prefix}{last}"));
        return Err(finding.with("releases", last as usize).at(Place::file(&job.issue)));
    }
    read(&folder, &name)
}

/// Reads the release in a folder, wherever that lies.
///
/// # Errors
/// It can't be read.
pub fn read_folder(folder: &Path) -> Result<Release, Diagnostic> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    read(folder.parent().unwrap_or(Path::new("")), &name)
}

/// Returns whether a word on the command line is the name of a release: `r1`, `36-r1`, `1`.
pub fn is_name(word: &str) -> bool {
    let (before, number) = word.rsplit_once(['r', 'R']).unwrap_or(("", word));
    (before.is_empty() || before.ends_with('-')) && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether a folder is a release.
pub fn is_release(folder: &Path) -> bool {
    folder.join(RELEASE).is_file()
}

/// Returns the finding that a file of a release is missing or was changed.
fn damaged(name: &str, path: &Path) -> Diagnostic {
    Diagnostic::new(Code::ReleaseDamaged).with("name", name).at(Place::file(path))
}

/// Reads the release of this name below a folder.
fn read(parent: &Path, name: &str) -> Result<Release, Diagnostic> {
    let folder = parent.join(name);
    let path = folder.join(RELEASE);
    let bytes = read_limited(&path, MAX_STATE_BYTES).map_err(|_| damaged(name, &path))?;
    let state = serde_json::from_slice(&bytes).map_err(|_| damaged(name, &path))?;
    Ok(Release { name: name.to_owned(), folder, state })
}

/// What is to be released.
pub struct NewRelease<'p> {
    /// The PDF.
    pub pdf: &'p [u8],
    /// Its profile (用途).
    pub profile: Profile,
    /// The fingerprints of its pages.
    pub fingerprints: Vec<Fingerprint>,
    /// Every file that the issue came from.
    pub inputs: &'p [Input],
}

/// Keeps what goes to print: the PDF, every file that it came from, and the fingerprints of its pages.
///
/// The release appears whole or not at all. If the last one holds the same, that is returned, and false with it. Another
/// run may have made it meanwhile.
///
/// # Errors
/// A file can't be read or has changed meanwhile, or the folder can't be written.
pub fn create(project: &Project, job: &Job, new: NewRelease) -> Result<(Release, bool), Diagnostic> {
    let (folder, prefix) = release_dir(project, job);
    let draft = DraftFolder::begin(&folder)?;
    let stem = job.issue.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let state = State {
        issue: project.name(&job.issue).unwrap_or_default(),
        profile: new.profile,
        fingerprints: new.fingerprints,
        version: VERSION.to_owned(),
        inputs: new.inputs.to_vec(),
        pdf: Input::new(format!("{stem}.pdf"), new.pdf),
    };
    draft.write(Path::new(&state.pdf.name), new.pdf)?;
    for input in files(new.inputs) {
        let path = project.file(&input.name);
        let changed = || Diagnostic::new(Code::InputChanged).at(Place::file(&path));
        input.content(project).ok_or_else(changed)?;
        // The file itself is kept, with its own line ends and byte-order mark.
        let bytes = read_limited(&path, MAX_INPUT_BYTES).map_err(|_| changed())?;
        draft.write(&Path::new(SOURCE).join(&input.name), &bytes)?;
    }
    draft.write(Path::new(RELEASE), &serde_json::to_vec_pretty(&state).unwrap_or_default())?;
    let mut number = 0;
    loop {
        if let Some(release) = read_same(project, job, &state.fingerprints, &state.inputs) {
            return Ok((release, false));
        }
        number = last_number(&folder, &prefix).max(number) + 1;
        let name = format!("{prefix}{number}");
        if draft.try_name(&name)? {
            return Ok((Release { folder: folder.join(&name), name, state }, true));
        }
        if number >= NUMBER_LIMIT {
            return Err(write_error(&folder.join(name), &io::ErrorKind::AlreadyExists.into()));
        }
    }
}

/// Returns the last release of an issue if it is whole and holds these pages, made from these files. A damaged one is
/// passed over, and the next number is used.
pub fn read_same(project: &Project, job: &Job, fingerprints: &[Fingerprint], inputs: &[Input]) -> Option<Release> {
    let last = read_last(project, job).ok()??;
    (last.issue().is_ok() && last.holds(fingerprints, inputs)).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_by_its_word_or_its_former_one() {
        let state = |word: &str| {
            let json = serde_json::json!({
                "issue": "issues/36.yaml", "profile": word, "looks": [], "version": VERSION, "inputs": [],
                "pdf": { "name": "36.pdf", "hash": "0" },
            });
            serde_json::from_value::<State>(json).map(|state| state.profile).ok()
        };
        assert_eq!(state("print"), Some(Profile::Print));
        assert_eq!(state("press"), Some(Profile::PrintX1a));
        assert_eq!(state("print-x1a"), Some(Profile::PrintX1a));
        assert_eq!(state("prnt"), None);
    }
}
