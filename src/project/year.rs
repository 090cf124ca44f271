//! Reads issues: one by itself, or all of a year. How they compare is for `check`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Source};
use crate::input::file;
use crate::issue::Issue;
use crate::issue::statistics::Statistics;
use crate::project::input::{Input, list_issues};
use crate::project::{ISSUES, Job, Project};

/// An issue as its files have it.
#[derive(Debug, Clone)]
pub struct ReadIssue {
    /// The issue.
    pub issue: Issue,
    /// The files that it was read from: its own, and the publication if there is one.
    pub sources: Vec<Arc<Source>>,
}

/// Reads an issue and what it takes from the publication.
///
/// # Errors
/// The first thing in the files that hasn't the shape of the format.
pub fn read_issue(job: &Job) -> Result<ReadIssue, Diagnostic> {
    let source = file::read(&job.issue)?;
    let publication = job.publication.as_deref().map(file::read).transpose()?;
    let issue = Issue::read(&source, publication.as_ref())?;
    Ok(ReadIssue { issue, sources: std::iter::once(source).chain(publication).collect() })
}

/// Returns the name of the folder of a year's issues: `issues/2022`, or `issues` where there is none.
fn folder_of(project: &Project, year: i32) -> PathBuf {
    let folder = PathBuf::from(format!("{ISSUES}/{year}"));
    if project.file(&folder.to_string_lossy()).is_dir() { folder } else { PathBuf::from(ISSUES) }
}

/// The issues of a year.
#[derive(Debug)]
pub struct Year {
    /// The folder.
    pub folder: PathBuf,
    /// In the order of their numbers.
    pub issues: Vec<Issue>,
    /// The jobs of the issues, in the same order.
    pub jobs: Vec<Job>,
    /// The files that were read, with the folder itself.
    pub inputs: Vec<Input>,
    /// The issues of the folder that are dated otherwise, with their jobs.
    pub others: Vec<(Job, Issue)>,
}

/// Reads all issues, and keeps those that are dated so, in whichever folder they lie.
///
/// # Errors
/// What is wrong with an issue that can't be read and lies in the folder `issues/2022` (where there is none, anywhere).
pub fn read_year(project: &Project, year: i32) -> Result<Year, Vec<Diagnostic>> {
    let folder = folder_of(project, year);
    let none = |findings: &Vec<Diagnostic>| findings.iter().all(|finding| finding.code == Code::NothingToBuild);
    let jobs = project
        .jobs_below(Path::new(ISSUES))
        .or_else(|findings| if none(&findings) { Ok(Vec::new()) } else { Err(findings) })?;
    let own = project.file(&folder.to_string_lossy());
    // An issue that is added to another folder may be dated so, too.
    let mut inputs = vec![list_issues(project, ISSUES)];
    let (mut dated, mut others, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    for job in jobs {
        match read_issue(&job) {
            Ok(ReadIssue { issue, sources }) => {
                if issue.date.year == year {
                    let named = sources.iter().filter_map(|source| Some((project.name(&source.path)?, &source.text)));
                    inputs.extend(named.map(|(name, text)| Input::new(name, text.as_bytes())));
                    dated.push((job, issue));
                } else if job.issue.starts_with(&own) {
                    others.push((job, issue));
                }
            }
            Err(finding) if job.issue.starts_with(&own) => findings.push(finding),
            // Where its year has a folder of its own, an issue that can't be read belongs there.
            Err(_) => {}
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs.dedup();
    // A record knows a volume by the folder that comes first.
    let folder = list_issues(project, &folder.to_string_lossy());
    inputs.retain(|input| *input != folder);
    inputs.insert(0, folder);
    dated.sort_by_key(|(_, issue)| issue.number.value);
    let (jobs, issues) = dated.into_iter().unzip();
    Ok(Year { folder: own, issues, jobs, inputs, others })
}

/// Counts the statistics that an issue asks for, inserts them as tables, and returns the files that were read for it.
pub fn insert_statistics(issue: &mut Issue, project: &Project, findings: &mut Vec<Diagnostic>) -> Vec<Input> {
    let cities = issue.cities.clone().unwrap_or_default();
    let mut read = Vec::new();
    for article in issue.sections.iter_mut().flat_map(|section| &mut section.articles) {
        let Some(wanted) = &article.statistics else { continue };
        let place = &wanted.year.place;
        if article.table.is_some() {
            findings.push(Diagnostic::new(Code::StatisticsAndTable).at(place.clone()));
            continue;
        }
        let wanted = wanted.year.value.0;
        match read_year(project, wanted) {
            Ok(Year { issues, inputs, .. }) => {
                if issues.is_empty() {
                    findings.push(Diagnostic::new(Code::YearEmpty).with("year", wanted.to_string()).at(place.clone()));
                }
                article.table = Some(Statistics::of(&issues, &cities).table(place));
                read.extend(inputs);
            }
            Err(wrong) => findings.extend(wrong),
        }
    }
    read
}
