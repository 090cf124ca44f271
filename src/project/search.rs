//! Finds the issues at paths that a user names, and those of the whole project.

use std::io;
use std::path::{Path, PathBuf};

use super::{ISSUES, MAX_DEPTH, PUBLICATION, Project, is_yaml, join};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::file::{Entry, io_reason, list_folder};

impl Project {
    /// Adds all issues of the project. If there are none, the finding says how to begin.
    pub(super) fn find_all_issues(&self, found: &mut Vec<PathBuf>, findings: &mut Vec<Diagnostic>) {
        let folder = join(&self.root, Path::new(ISSUES));
        let before = findings.len();
        self.find_issues(&folder, found, findings);
        for finding in &mut findings[before..] {
            if matches!(finding.code, Code::PathMissing | Code::NothingToBuild) {
                *finding = Diagnostic::new(Code::NoIssues).at(Place::file(&folder));
            }
        }
    }

    /// Adds the issues at a path: the file itself, or all issues of a folder.
    pub(super) fn find_issues(&self, path: &Path, found: &mut Vec<PathBuf>, findings: &mut Vec<Diagnostic>) {
        let new = |code| Diagnostic::new(code).at(Place::file(path));
        match path.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return findings.push(new(Code::PathMissing)),
            Err(error) => return findings.push(new(Code::PathUnreadable).with("reason", io_reason(&error))),
            Ok(_) if !self.contains(path) => return findings.push(new(Code::PathOutsideProject)),
            Ok(_) if path.file_name().is_some_and(|name| name == PUBLICATION) => {
                return findings.push(new(Code::PublicationNoIssue));
            }
            Ok(_) if !path.is_dir() => return found.push(path.to_owned()),
            Ok(_) => {}
        }
        let mut of_folder = Vec::new();
        self.collect(path, MAX_DEPTH, &mut of_folder, findings);
        if of_folder.is_empty() && findings.is_empty() {
            findings.push(new(Code::NothingToBuild));
        }
        of_folder.sort();
        found.extend(of_folder);
    }

    /// Adds all YAML files of a folder except publication files. Links to folders aren't followed.
    fn collect(&self, folder: &Path, depth: usize, found: &mut Vec<PathBuf>, findings: &mut Vec<Diagnostic>) {
        let entries = match list_folder(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let finding = Diagnostic::new(Code::PathUnreadable).with("reason", io_reason(&error));
                return findings.push(finding.at(Place::file(folder)));
            }
        };
        for Entry { path, is_folder, .. } in entries {
            let name = path.file_name().unwrap_or_default();
            let is_hidden = name.to_string_lossy().starts_with(['.', '~']);
            if is_folder && !is_hidden && depth > 0 {
                self.collect(&path, depth - 1, found, findings);
            } else if is_yaml(&path) && !is_hidden && path.is_file() && name != PUBLICATION {
                if self.contains(&path) {
                    found.push(path);
                } else {
                    findings.push(Diagnostic::new(Code::PathOutsideProject).at(Place::file(&path)));
                }
            }
        }
    }
}
