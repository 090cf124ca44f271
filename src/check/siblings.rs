//! Compares issues with one another: numbers, dates and titles.
//!
//! It is given the issues. Reading them is for `project`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::issue::Issue;
use crate::project::Job;
use crate::project::year::{ReadIssue, Year};

/// An issue that could be read, with its job and the index of its findings.
type Sibling<'s> = (usize, &'s Job, &'s Issue);

/// Returns for each job the findings that come from comparing its issue with the others.
///
/// `loaded` are the issues of the jobs. Those that can't be read are left out. What is wrong with them is reported where each is worked on.
pub fn sibling_findings(jobs: &[Job], loaded: &[Result<ReadIssue, Diagnostic>]) -> Vec<Vec<Diagnostic>> {
    let mut findings = vec![Vec::new(); jobs.len()];
    if jobs.len() < 2 {
        return findings;
    }
    let issues = jobs.iter().zip(loaded).enumerate();
    let siblings: Vec<_> =
        issues.filter_map(|(index, (job, loaded))| Some((index, job, &loaded.as_ref().ok()?.issue))).collect();
    compare(&siblings, siblings.len() == jobs.len(), &mut findings);
    findings
}

/// Returns what is found by comparing all issues of a year's folder, in the order of their files.
pub fn year_findings(year: &Year) -> Vec<Diagnostic> {
    let dated = year.jobs.iter().zip(&year.issues);
    let mut all: Vec<_> = dated.chain(year.others.iter().map(|(job, issue)| (job, issue))).collect();
    all.sort_by_key(|(job, _)| &job.issue);
    let mut findings = vec![Vec::new(); all.len()];
    if all.len() > 1 {
        let siblings: Vec<_> = all.into_iter().enumerate().map(|(index, (job, issue))| (index, job, issue)).collect();
        compare(&siblings, true, &mut findings);
    }
    findings.into_iter().flatten().collect()
}

/// Compares issues, and adds what it finds at the index of each.
///
/// Unless the issues are `complete`, a number that is missing is not reported: it may be that of an issue that can't
/// be read.
fn compare(siblings: &[Sibling], complete: bool, findings: &mut [Vec<Diagnostic>]) {
    let mut years: BTreeMap<i32, Vec<Sibling>> = BTreeMap::new();
    let mut report = |index: usize, finding: Diagnostic| {
        if complete || finding.code != Code::NumberMissing {
            findings[index].push(finding);
        }
    };
    for &(index, job, issue) in siblings {
        match check_folder(&job.issue, issue) {
            // With a wrong date, comparing it with its neighbours would mislead.
            Some(finding) => report(index, finding),
            None => years.entry(issue.date.year).or_default().push((index, job, issue)),
        }
    }
    for year in years.values_mut() {
        year.sort_by_key(|(_, _, issue)| issue.number.value);
        compare_neighbours(year, &mut report);
    }
    compare_titles(siblings, &mut report);
}

/// Reports numbers that are used twice or missing, and dates out of order. The issues are those of one year in the
/// order of their numbers.
fn compare_neighbours(year: &[Sibling], report: &mut dyn FnMut(usize, Diagnostic)) {
    for pair in year.windows(2) {
        let [(_, _, before), (index, _, issue)] = pair else { continue };
        let (last, number) = (before.number.value.get(), issue.number.value.get());
        let new =
            |code| Diagnostic::new(code).with("number", number).with("other", file_and_line(&before.number.place));
        match number - last {
            0 => report(*index, new(Code::NumberTwice).at(issue.number.place.clone())),
            1 => {}
            gap => {
                let missing = if gap == 2 { (last + 1).to_string() } else { format!("{}–{}", last + 1, number - 1) };
                report(*index, new(Code::NumberMissing).with("missing", missing).at(issue.number.place.clone()));
            }
        }
        if issue.date.value < before.date.value && number != last {
            let finding =
                Diagnostic::new(Code::DateOrder).with("last", last).with("date", before.date.value.to_string());
            report(*index, finding.at(issue.date.place.clone()));
        }
    }
}

/// Reports titles of articles that are used twice, however they are broken into lines.
fn compare_titles(siblings: &[Sibling], report: &mut dyn FnMut(usize, Diagnostic)) {
    let mut known: BTreeMap<String, &Place> = BTreeMap::new();
    for (index, _, issue) in siblings {
        for article in issue.articles() {
            let words: String = article.title.split_whitespace().collect();
            match known.get(&words) {
                Some(other) => {
                    let finding = Diagnostic::new(Code::TitleTwice).with("other", file_and_line(other));
                    report(*index, finding.at(article.title.place.clone()));
                }
                None => drop(known.insert(words, &article.title.place)),
            }
        }
    }
}

/// Returns a finding where an issue of another year lies in a folder that is named by a year.
fn check_folder(path: &Path, issue: &Issue) -> Option<Diagnostic> {
    let name = path.parent()?.file_name()?.to_str()?;
    let year: i32 = name.parse().ok().filter(|_| name.len() == 4)?;
    let finding = Diagnostic::new(Code::YearFolder).with("folder", name).with("date", issue.date.value.to_string());
    (year != issue.date.year).then(|| finding.at(issue.date.place.clone()))
}

/// Returns a place's file and line, such as `issues/2022/36.yaml:12`.
fn file_and_line(place: &Place) -> String {
    let path = place.source.path.to_string_lossy().replace('\\', "/");
    place.position().map_or_else(|| path.clone(), |(line, _)| format!("{path}:{line}"))
}
