//! The files of a project that a PDF was made from, and whether they have changed since.

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use typst::utils::hash128;

use crate::input::file::{self, MAX_PDF_BYTES, read_limited};
use crate::project::{Project, is_yaml};

/// The largest file that is compared with what it was, in bytes. A PDF is the largest of them.
pub const MAX_INPUT_BYTES: u64 = MAX_PDF_BYTES;

/// The hexadecimal digits of a hash of version 0.1.0.
const ENGINE_HASH_DIGITS: usize = 32;

/// A file that an issue was made from, or a list of a folder's issues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its name within the project, with forward slashes. A list of issues has the name of its folder with a slash behind it.
    pub name: String,
    /// The SHA-256 of what was read, in hexadecimal digits.
    pub hash: String,
}

impl Input {
    /// Makes an input from what was read: the text of a YAML file, the bytes of any other.
    pub fn new(name: String, content: &[u8]) -> Self {
        Self { name, hash: hash(content) }
    }

    /// Whether it is a list of a folder's issues and no file.
    pub fn is_list(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Returns whether the file or list is unchanged.
    pub fn is_same(&self, project: &Project) -> bool {
        match self.name.strip_suffix('/') {
            Some(folder) => list_issues(project, folder) == *self,
            None => self.content(project).is_some(),
        }
    }

    /// Returns what the file holds, if it is unchanged.
    pub fn content(&self, project: &Project) -> Option<Vec<u8>> {
        let path = project.file(&self.name);
        let content = if is_yaml(&path) {
            file::read(&path).map(|source| source.text.clone().into_bytes())
        } else {
            read_limited(&path, MAX_INPUT_BYTES)
        };
        content.ok().filter(|content| self.matches(content))
    }

    /// Whether bytes have this input's hash. Releases of version 0.1.0 hold a shorter hash of the engine's.
    fn matches(&self, content: &[u8]) -> bool {
        match self.hash.len() {
            ENGINE_HASH_DIGITS => format!("{:032x}", hash128(content)) == self.hash,
            _ => hash(content) == self.hash,
        }
    }
}

/// Returns the names of the issues in a folder of the project as one input, so that an added issue counts as a change.
pub fn list_issues(project: &Project, folder: &str) -> Input {
    let jobs = project.jobs_below(Path::new(folder)).unwrap_or_default();
    let mut paths: Vec<_> = jobs.iter().map(|job| &job.issue).collect();
    // The hash of a list doesn't depend on the order in which people see it.
    paths.sort();
    let names: Vec<_> = paths.into_iter().filter_map(|path| project.name(path)).collect();
    Input::new(format!("{folder}/"), names.join("\n").as_bytes())
}

/// Returns the SHA-256 of a file's bytes, in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_sha256_and_by_the_hash_of_version_0_1_0() {
        assert_eq!(hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let folder = tempfile::tempdir().unwrap();
        let project = Project::at(folder.path());
        std::fs::write(folder.path().join("a.jpg"), "abc").unwrap();
        let new = Input::new("a.jpg".to_owned(), b"abc");
        let old = Input { hash: format!("{:032x}", hash128(b"abc".as_slice())), ..new.clone() };
        assert!(new.is_same(&project) && old.is_same(&project));
        std::fs::write(folder.path().join("a.jpg"), "abd").unwrap();
        assert!(!new.is_same(&project) && !old.is_same(&project));
    }
}
