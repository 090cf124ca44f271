//! Finds the issues at paths that a user names, and those of the whole project.

use std::cmp::Ordering;
use std::io;
use std::path::{Path, PathBuf};

use super::name::{IssueName, number_of_file};
use super::year::read_issue;
use super::{ISSUES, MAX_DEPTH, PUBLICATION, Project, is_yaml, join};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::file::{Entry, io_reason, list_folder};
use crate::issue::Numbers;

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

    /// Adds the issues that a user means: those at a path, or the one that is called so.
    pub(super) fn find_typed(&self, typed: &Path, found: &mut Vec<PathBuf>, findings: &mut Vec<Diagnostic>) {
        let path = self.path(typed);
        let is_missing = |path: &Path| path.canonicalize().is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        if !is_missing(&path) {
            return self.find_issues(&path, found, findings);
        }
        let below = join(&self.root, &Path::new(ISSUES).join(typed));
        let with_kind = |path: &Path| ["yaml", "yml"].map(|kind| path.with_added_extension(kind));
        let paths = with_kind(&path).into_iter().chain([below.clone()]).chain(with_kind(&below));
        if let Some(path) = paths.into_iter().find(|path| !is_missing(path) && self.contains(path)) {
            return self.find_issues(&path, found, findings);
        }
        let words = typed.to_string_lossy();
        let words = words.strip_prefix(ISSUES).and_then(|rest| rest.strip_prefix(['/', '\\'])).unwrap_or(&words);
        let name = IssueName::parse(words);
        let called = self.find_called(words, name.as_ref());
        let new = |code| Diagnostic::new(code).with("name", words).at(Place::file(&path));
        match (called.as_slice(), name) {
            ([_], _) | ([_, ..], Some(IssueName::Year(_))) => found.extend(called),
            ([], Some(_)) if self.all().is_empty() => self.find_all_issues(found, findings),
            ([], Some(_)) => findings.push(new(Code::IssueMissing)),
            ([], None) => findings.push(new(Code::PathMissing)),
            (several, _) => findings.push(new(Code::IssueUnclear).with("issues", list(several))),
        }
    }

    /// Returns the issues that have a number, or whose file has this name. Those of the current folder come before all
    /// others.
    fn find_called(&self, words: &str, name: Option<&IssueName>) -> Vec<PathBuf> {
        let jobs = self.all();
        let is_called = |path: &Path, file: Option<&str>| match name {
            None => file == Some(words) || path.file_name().is_some_and(|name| name == words),
            Some(IssueName::Number { year, number }) => {
                let is_of_year = |year: &i32| path.iter().any(|part| part == year.to_string().as_str());
                file.and_then(number_of_file).is_some_and(|own| own.covers(number))
                    && year.as_ref().is_none_or(is_of_year)
            }
            Some(_) => false,
        };
        let has = |issue: &crate::issue::Issue| match name {
            Some(IssueName::Number { year, number }) => {
                issue.number.covers(number) && year.is_none_or(|year| issue.date.year == year)
            }
            Some(IssueName::TotalNumber(number)) => {
                issue.total_number.as_ref().is_some_and(|total| total.value.cover(Numbers::single(*number)))
            }
            Some(IssueName::Year(year)) => issue.date.year == *year,
            None => false,
        };
        let means = |job: &&super::Job| {
            is_called(&job.issue, job.issue.file_stem().and_then(|stem| stem.to_str()))
                || name.is_some() && read_issue(job).is_ok_and(|read| has(&read.issue))
        };
        let called: Vec<_> = jobs.iter().filter(means).map(|job| job.issue.clone()).collect();
        let here = self.base.canonicalize().unwrap_or_default();
        let is_here = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| path.starts_with(&here));
        let near: Vec<_> = called.iter().filter(is_here).cloned().collect();
        if near.is_empty() { called } else { near }
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
            Ok(_) if path.to_str().is_none() => return findings.push(new(Code::FileName)),
            Ok(_) if !path.is_dir() => return found.push(path.to_owned()),
            Ok(_) => {}
        }
        let mut of_folder = Vec::new();
        self.collect(path, MAX_DEPTH, &mut of_folder, findings);
        if of_folder.is_empty() && findings.is_empty() {
            findings.push(new(Code::NothingToBuild));
        }
        of_folder.sort_by(|a, b| natural_order(a, b));
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
                match () {
                    () if !self.contains(&path) => {
                        findings.push(Diagnostic::new(Code::PathOutsideProject).at(Place::file(&path)));
                    }
                    () if path.to_str().is_none() => {
                        findings.push(Diagnostic::new(Code::FileName).at(Place::file(&path)));
                    }
                    () => found.push(path),
                }
            }
        }
    }
}

/// The most issues that a message lists.
const MAX_LISTED: usize = 10;

/// Returns the names of issues for a message.
pub fn list(issues: &[PathBuf]) -> Vec<String> {
    let name = |path: &PathBuf| path.to_string_lossy().replace('\\', "/");
    let mut names: Vec<_> = issues.iter().take(MAX_LISTED).map(name).collect();
    if issues.len() > MAX_LISTED {
        names.push("…".to_owned());
    }
    names
}

/// Compares paths as people order them: `2.yaml` comes before `10.yaml`.
fn natural_order(a: &Path, b: &Path) -> Ordering {
    let pairs = a.iter().zip(b.iter()).map(|(a, b)| compare_names(&a.to_string_lossy(), &b.to_string_lossy()));
    let first = pairs.into_iter().find(|order| order.is_ne());
    first.unwrap_or_else(|| a.iter().count().cmp(&b.iter().count())).then_with(|| a.cmp(b))
}

/// Compares names, with runs of digits as numbers.
fn compare_names(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let [digits_a, digits_b] = [a, b].map(|text| text.bytes().take_while(u8::is_ascii_digit).count());
        if digits_a > 0 && digits_b > 0 {
            let [number_a, number_b] = [&a[..digits_a], &b[..digits_b]].map(|digits| digits.trim_start_matches('0'));
            let order = number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b));
            if order.is_ne() {
                return order;
            }
            (a, b) = (&a[digits_a..], &b[digits_b..]);
            continue;
        }
        let (mut rest_a, mut rest_b) = (a.chars(), b.chars());
        match (rest_a.next(), rest_b.next()) {
            (Some(x), Some(y)) if x == y => (a, b) = (rest_a.as_str(), rest_b.as_str()),
            (x, y) => return x.cmp(&y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_stand_in_the_order_of_their_numbers() {
        let mut names =
            ["2022/10.yaml", "2022/2.yaml", "2021/36.yaml", "2022/02b.yaml", "2022/增刊2.yaml", "2022/增刊10.yaml"];
        names.sort_by(|a, b| natural_order(Path::new(a), Path::new(b)));
        assert_eq!(
            names,
            ["2021/36.yaml", "2022/2.yaml", "2022/02b.yaml", "2022/10.yaml", "2022/增刊2.yaml", "2022/增刊10.yaml"]
        );
    }
}
