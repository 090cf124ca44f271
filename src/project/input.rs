//! The files of a project that a PDF was made from, and whether they have changed since.

use std::path::Path;

use serde::{Deserialize, Serialize};
use typst::utils::hash128;

use crate::input::file::{self, MAX_PDF_BYTES, read_limited};
use crate::project::{Project, is_yaml};

/// The largest file that is compared with what it was, in bytes. A PDF is the largest of them.
pub const MAX_INPUT_BYTES: u64 = MAX_PDF_BYTES;

/// A file that an issue was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name within the project, with forward slashes.
    pub name: String,
    /// The hash of what was read.
    pub hash: String,
}

impl Input {
    /// Makes an input from what was read: the text of a YAML file, the bytes of any other.
    pub fn new(name: String, content: &[u8]) -> Self {
        Self { name, hash: hash(content) }
    }

    /// Returns whether the file is unchanged.
    pub fn is_same(&self, project: &Project) -> bool {
        if let Some(folder) = self.name.strip_suffix('/') {
            return list_issues(project, folder) == *self;
        }
        self.content(project).is_some()
    }

    /// Returns what the file holds, if it is unchanged.
    pub fn content(&self, project: &Project) -> Option<Vec<u8>> {
        let path = project.file(&self.name);
        let content = if is_yaml(&path) {
            file::read(&path).map(|source| source.text.clone().into_bytes())
        } else {
            read_limited(&path, MAX_INPUT_BYTES)
        };
        content.ok().filter(|content| hash(content) == self.hash)
    }
}

/// Returns the names of the issues in a folder of the project as one input, so that an added issue counts as a change.
pub fn list_issues(project: &Project, folder: &str) -> Input {
    let jobs = project.jobs_below(Path::new(folder)).unwrap_or_default();
    let names: Vec<_> = jobs.iter().filter_map(|job| project.name(&job.issue)).collect();
    Input::new(format!("{folder}/"), names.join("\n").as_bytes())
}

/// Returns the hash of a file's bytes.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:032x}", hash128(bytes))
}
