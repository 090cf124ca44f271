//! Build records: what each PDF was made from, so that a run builds only what has changed.
//!
//! Records stand in `.jianbao` in the output folder, one for each PDF. Deleting them costs only time. A PDF is left
//! alone if its record names the same program, layouts, faces and options, if every file that was read is unchanged,
//! and if the PDF is the one that was written.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use typst::utils::hash128;

use crate::asset::layout::Layouts;
use crate::input::file::{FileStamp, list_folder, read_limited, stamp};
use crate::project::input::{Input, MAX_INPUT_BYTES, hash};
use crate::project::{Job, Project, RECORDS};
use crate::typeset::fingerprint::{Changes, Fingerprint};

/// The largest record that is read, in bytes. That of an issue has some 3 kB, that of a volume 60 kB.
const MAX_RECORD_BYTES: u64 = 4 << 20;
/// The version of fingerprints. Those of another version can't be compared, since another engine hashes pages
/// differently.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " typst 0.15.1");

/// What is known of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Record {
    /// The hash of program, layouts, faces and options.
    #[serde(rename = "ground")]
    environment: String,
    /// Every file that was read.
    pub inputs: Vec<Input>,
    /// The PDF's name below the output folder.
    output: String,
    /// The PDF's length in bytes.
    size: u64,
    /// When anything of the PDF was last changed, in nanoseconds since 1970, if the system keeps that.
    changed: Option<u64>,
    /// The hash of the PDF.
    hash: String,
    /// The fingerprints of its pages, as the version below makes them.
    #[serde(alias = "looks")]
    pub fingerprints: Vec<Fingerprint>,
    /// The version of the fingerprints.
    version: String,
    /// The number of warnings when it was built.
    pub warnings: usize,
}

/// The records of a run.
#[derive(Debug)]
pub struct Records {
    /// The hash of program, layouts, faces and options.
    environment: String,
}

impl Records {
    /// Makes the records of a run with these layouts and the project's faces. `options` are those of the command line
    /// that change a PDF.
    pub fn new(project: &Project, layouts: &Layouts, options: &str) -> Self {
        let files: Vec<_> = layouts.files().map(|(name, source)| (name, source.text.as_str())).collect();
        let program = std::env::current_exe().ok().and_then(|path| version_of(&path));
        let faces = project.folder("fonts").map(|folder| versions_in(&folder));
        let environment = hash128(&(env!("CARGO_PKG_VERSION"), program, files, faces, options));
        Self { environment: format!("{environment:032x}") }
    }

    /// Returns the record of the job's last PDF.
    fn last(job: &Job) -> Option<Record> {
        Record::read(job.record.as_deref()?)
    }

    /// Returns how pages differ from those of the job's last PDF, if there is one that can be compared.
    pub fn changes(job: &Job, fingerprints: &[Fingerprint]) -> Option<Changes> {
        let last = Self::last(job).filter(|last| last.version == VERSION)?;
        Some(Changes::between(&last.fingerprints, fingerprints))
    }

    /// Returns the record and the PDF of a job that needn't be built again.
    pub fn unchanged(&self, project: &Project, job: &Job) -> Option<(Record, PathBuf)> {
        let record = Self::last(job)?;
        let output = job.output.with_file_name(&record.output);
        let publication = job.publication.as_deref().and_then(|path| project.name(path));
        let has_publication =
            publication.is_none_or(|publication| record.inputs.iter().any(|input| input.name == publication));
        // Another issue may have the same PDF: one of another folder, or with another extension.
        let issue = record.inputs.first().map(|input| input.name.trim_end_matches('/'));
        let is_same = record.environment == self.environment
            && issue == project.name(&job.issue).as_deref()
            && has_publication
            && record.inputs.iter().all(|input| input.is_same(project))
            && record.is_of(&output);
        is_same.then_some((record, output))
    }

    /// Makes the record of a PDF that was just written, if it can be read back.
    pub fn make_record(
        &self,
        inputs: &[Input],
        output: &Path,
        pdf: &[u8],
        fingerprints: Vec<Fingerprint>,
        warnings: usize,
    ) -> Option<Record> {
        let file = stamp(output)?;
        Some(Record {
            environment: self.environment.clone(),
            inputs: inputs.to_vec(),
            output: output.file_name()?.to_str()?.to_owned(),
            size: file.size,
            changed: file.changed,
            hash: hash(pdf),
            fingerprints,
            version: VERSION.to_owned(),
            warnings,
        })
    }
}

impl Record {
    /// Reads a record, unless it is missing or damaged.
    fn read(path: &Path) -> Option<Self> {
        serde_json::from_slice(&read_limited(path, MAX_RECORD_BYTES).ok()?).ok()
    }

    /// Returns whether a PDF is the one that was written: untouched since, or touched with the same bytes.
    fn is_of(&self, output: &Path) -> bool {
        let Some(file) = stamp(output) else { return false };
        let is_untouched = self.changed.is_some() && file.changed == self.changed;
        file.size == self.size
            && (is_untouched || read_limited(output, MAX_INPUT_BYTES).is_ok_and(|bytes| hash(&bytes) == self.hash))
    }
}

/// Returns the PDFs in an output folder whose issues don't exist any more: the name of each issue, and its PDF.
pub fn orphans(project: &Project, job: &Job) -> Vec<(String, PathBuf)> {
    let Some(records) = job.record.as_deref().and_then(|path| path.ancestors().find(|part| part.ends_with(RECORDS)))
    else {
        return Vec::new();
    };
    let output = records.parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    let mut folders = vec![records.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in list_folder(&folder).into_iter().flatten().map(|entry| entry.path) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(record) = Record::read(&path) else { continue };
            let below = folder.strip_prefix(records).unwrap_or(Path::new(""));
            let pdf = output.join(below).join(&record.output);
            if let Some(issue) = record.inputs.first().filter(|input| !input.is_list())
                && !project.file(&issue.name).exists()
                && pdf.is_file()
            {
                found.push((issue.name.clone(), pdf));
            }
        }
    }
    found.sort();
    found
}

/// Returns a file's length and when it was written, which tell one version of it from another.
fn version_of(path: &Path) -> Option<(u64, u64)> {
    let FileStamp { size, written, .. } = stamp(path)?;
    Some((size, written?))
}

/// Returns the names of a folder's files, each with its version.
fn versions_in(folder: &Path) -> Vec<(PathBuf, Option<(u64, u64)>)> {
    let files = list_folder(folder).into_iter().flatten().map(|entry| entry.path);
    files.map(|path| (PathBuf::from(path.file_name().unwrap_or_default()), version_of(&path))).collect()
}
