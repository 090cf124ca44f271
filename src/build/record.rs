//! Build records: what each PDF was made from, so that a run builds only what has changed.
//!
//! Records stand in `.jianbao` in the output folder, one for each PDF; deleting them costs only time. A PDF is left
//! alone if its record names the same program, layouts, faces and options, if every file that was read is unchanged,
//! and if the PDF is the one that was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use typst::utils::hash128;

use crate::asset::layout::Layouts;
use crate::input::file::read_limited;
use crate::project::input::{Input, MAX_INPUT_BYTES, hash};
use crate::project::{Job, Project, RECORDS};
use crate::typeset::fingerprint::{Changes, Fingerprint};

/// The largest record that is read, in bytes; one has some 3 kB, that of a volume 60 kB.
const MAX_RECORD_BYTES: u64 = 4 << 20;
/// The version of fingerprints. Those of another version can't be compared, since the engine may hash pages otherwise.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " typst 0.15.1");

/// What is known of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Record {
    /// Program, layouts, faces and wishes.
    ground: String,
    /// Every file that was read.
    pub inputs: Vec<Input>,
    /// The PDF's name below the output folder.
    output: String,
    /// The PDF's length in bytes.
    size: u64,
    /// When anything of the PDF was last changed, where the system tells, in nanoseconds.
    changed: Option<u64>,
    hash: String,
    /// How its pages look, as this version of the program sees them.
    #[serde(alias = "looks")]
    pub fingerprints: Vec<Fingerprint>,
    version: String,
    /// The number of remarks when it was built.
    pub remarks: usize,
}

/// The records of a run.
#[derive(Debug)]
pub struct Records {
    ground: String,
}

impl Records {
    /// Makes the records of a run with these layouts and the project's faces. `wishes` are the options of the command
    /// line.
    pub fn new(project: &Project, layouts: &Layouts, wishes: &str) -> Self {
        let files: Vec<_> = layouts.files().map(|(name, source)| (name, source.text.as_str())).collect();
        let program = std::env::current_exe().ok().and_then(|path| stamp(&path));
        let faces = project.folder("fonts").map(|folder| stamps(&folder));
        let ground = hash128(&(env!("CARGO_PKG_VERSION"), program, files, faces, wishes));
        Self { ground: format!("{ground:032x}") }
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
        let publication = job.publication.as_deref().and_then(|path| project.name(path));
        let output = job.output.with_file_name(&record.output);
        let is_publication = |input: &&Input| Some(&input.name) == publication.as_ref();
        let known = record.inputs.iter().filter(is_publication).count() == usize::from(publication.is_some());
        // Another issue may have the same PDF: one of another folder, or with another extension.
        let own = record.inputs.first().map(|input| input.name.trim_end_matches('/'));
        let own = own == project.name(&job.issue).as_deref();
        let same = record.ground == self.ground
            && own
            && known
            && record.inputs.iter().all(|input| input.is_same(project))
            && record.is_of(&output);
        same.then_some((record, output))
    }

    /// Makes the record of a PDF that was just written, if it can be read back.
    pub fn record(
        &self,
        inputs: &[Input],
        output: &Path,
        pdf: &[u8],
        fingerprints: Vec<Fingerprint>,
        remarks: usize,
    ) -> Option<Record> {
        let file = fs::metadata(output).ok()?;
        Some(Record {
            ground: self.ground.clone(),
            inputs: inputs.to_vec(),
            output: output.file_name()?.to_str()?.to_owned(),
            size: file.len(),
            changed: change_time(&file),
            hash: hash(pdf),
            fingerprints,
            version: VERSION.to_owned(),
            remarks,
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
        let Some(file) = fs::metadata(output).ok().filter(fs::Metadata::is_file) else { return false };
        let is_untouched = self.changed.is_some() && change_time(&file) == self.changed;
        file.len() == self.size
            && (is_untouched || read_limited(output, MAX_INPUT_BYTES).is_ok_and(|bytes| hash(&bytes) == self.hash))
    }
}

/// Returns when anything of a file was last changed, in nanoseconds. Unlike the time of writing, which a program may
/// set back, the system itself keeps it; where there is no such time, the file's bytes have to be compared.
fn change_time(file: &fs::Metadata) -> Option<u64> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        u64::try_from(file.ctime() * 1_000_000_000 + file.ctime_nsec()).ok()
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        None
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
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Some(record) = Record::read(&path) else { continue };
            let below = folder.strip_prefix(records).unwrap_or(Path::new(""));
            let pdf = output.join(below).join(&record.output);
            if let Some(issue) = record.inputs.first().filter(|input| !input.name.ends_with('/'))
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

/// A file's length, and when it was written, in nanoseconds.
fn stamp(path: &Path) -> Option<(u64, u64)> {
    let file = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((file.len(), file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos() as u64))
}

/// The files of a folder, each with its stamp.
fn stamps(folder: &Path) -> Vec<(PathBuf, Option<(u64, u64)>)> {
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let name = |path: &Path| PathBuf::from(path.file_name().unwrap_or_default());
    files.into_iter().map(|path| (name(&path), stamp(&path))).collect()
}
