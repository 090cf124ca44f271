//! Reads issues: a single one, or all of a year. Comparing them is for `check`.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::{Code, Diagnostic, Findings, Place, Source};
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
    /// The years that its statistics are counted from. All issues of a run share them, so that each is read once.
    pub years: Arc<ReadYears>,
}

/// The years that were read for statistics.
#[derive(Debug, Default)]
pub struct ReadYears {
    /// The issues of all years.
    issues: OnceLock<Result<Vec<JobFiles>, Findings>>,
    /// The years that were counted so far.
    years: Mutex<BTreeMap<i32, Arc<YearResult>>>,
}

/// A year, or what is wrong with its issues.
type YearResult = Result<Year, Findings>;

/// A job with its issue and the files that it was read from, or why it can't be read.
type JobFiles = (Job, Result<(Issue, Vec<Arc<Source>>), Diagnostic>);

impl ReadYears {
    /// Returns the issues of a year. They are read at the first call.
    fn year(&self, project: &Project, year: i32) -> Arc<YearResult> {
        let mut years = self.years.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || {
            let issues = self.issues.get_or_init(|| read_all(project)).as_ref().map_err(Clone::clone)?;
            select_year(project, issues, year)
        };
        years.entry(year).or_insert_with(|| Arc::new(read())).clone()
    }
}

/// Reads an issue and what it takes from the publication.
///
/// # Errors
/// The first place in the files that hasn't the shape of the format.
pub fn read_issue(job: &Job) -> Result<ReadIssue, Diagnostic> {
    let (issue, sources) = read_files(job)?;
    Ok(ReadIssue { issue, sources, years: Arc::default() })
}

/// Reads the issues of a run.
pub fn read_issues(jobs: &[Job]) -> Vec<Result<ReadIssue, Diagnostic>> {
    let years = Arc::<ReadYears>::default();
    let read = |job| read_files(job).map(|(issue, sources)| ReadIssue { issue, sources, years: years.clone() });
    jobs.iter().map(read).collect()
}

/// Reads the files of an issue.
fn read_files(job: &Job) -> Result<(Issue, Vec<Arc<Source>>), Diagnostic> {
    let source = file::read(&job.issue)?;
    let publication = job.publication.as_deref().map(file::read).transpose()?;
    let issue = Issue::read(&source, publication.as_ref())?;
    Ok((issue, std::iter::once(source).chain(publication).collect()))
}

/// Returns the name of the folder of a year's issues: `issues/2022`, or `issues` if the year has no folder.
fn folder_of(project: &Project, year: i32) -> PathBuf {
    let folder = PathBuf::from(format!("{ISSUES}/{year}"));
    if project.file(&folder.to_string_lossy()).is_dir() { folder } else { PathBuf::from(ISSUES) }
}

/// The issues of a year.
#[derive(Debug)]
pub struct Year {
    /// The path of the year's folder.
    pub folder: PathBuf,
    /// The issues in the order of their dates, and those of one day in the order of their numbers.
    pub issues: Vec<Issue>,
    /// The jobs of the issues, in the same order.
    pub jobs: Vec<Job>,
    /// The files that were read, and the list of the folder's issues.
    pub inputs: Vec<Input>,
    /// The issues in the folder that are dated in another year, with their jobs.
    pub others: Vec<(Job, Issue)>,
    /// The issues of the folder that can't be read, with the reason. They are left out.
    pub left_out: Vec<(Job, Diagnostic)>,
}

/// Reads all issues and keeps those that are dated in a year, whatever their folder.
///
/// # Errors
/// No issue of the year's folder can be read. If the year has no folder, that holds for all issues.
pub fn read_year(project: &Project, year: i32) -> Result<Year, Findings> {
    select_year(project, &read_all(project)?, year)
}

/// Reads all issues of a project.
///
/// # Errors
/// A folder can't be read, or an issue lies outside of the project.
fn read_all(project: &Project) -> Result<Vec<JobFiles>, Findings> {
    let is_empty = |findings: &Findings| findings.iter().all(|finding| finding.code == Code::NothingToBuild);
    let jobs = project
        .jobs_below(Path::new(ISSUES))
        .or_else(|findings| if is_empty(&findings) { Ok(Vec::new()) } else { Err(findings) })?;
    let read = |job: Job| {
        let files = read_files(&job);
        (job, files)
    };
    Ok(jobs.into_iter().map(read).collect())
}

/// Returns the issues that are dated in a year, as [`read_year`] does.
fn select_year(project: &Project, all: &[JobFiles], year: i32) -> Result<Year, Findings> {
    let folder = folder_of(project, year);
    let own = project.file(&folder.to_string_lossy());
    // An issue that is added to another folder may be dated so, too.
    let mut inputs = vec![list_issues(project, ISSUES)];
    let (mut dated, mut others, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for (job, files) in all {
        match files {
            Ok((issue, sources)) if issue.date.year == year => {
                let named = sources.iter().filter_map(|source| Some((project.name(&source.path)?, &source.text)));
                inputs.extend(named.map(|(name, text)| Input::new(name, text.as_bytes())));
                dated.push((job.clone(), issue.clone()));
            }
            Ok((issue, _)) if job.issue.starts_with(&own) => others.push((job.clone(), issue.clone())),
            Err(finding) if job.issue.starts_with(&own) => {
                // Once it can be read, what was made of the others is out of date.
                let text = file::read(&job.issue).map_or(String::new(), |source| source.text.clone());
                inputs.extend(project.name(&job.issue).map(|name| Input::new(name, text.as_bytes())));
                left_out.push((job.clone(), finding.clone()));
            }
            // Where its year has a folder of its own, an issue that can't be read belongs there.
            Ok(_) | Err(_) => {}
        }
    }
    // What is wrong in the publication is wrong for each issue.
    if dated.is_empty() && !left_out.is_empty() {
        let mut known = HashSet::new();
        let findings = left_out.into_iter().map(|(_, finding)| finding);
        return Err(findings.filter(|finding| known.insert(finding.clone())).collect::<Vec<_>>().into());
    }
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs.dedup();
    // A record knows a volume by the folder that comes first.
    let folder = list_issues(project, &folder.to_string_lossy());
    inputs.retain(|input| *input != folder);
    inputs.insert(0, folder);
    dated.sort_by(|(_, a), (_, b)| (a.date.value, a.number.order()).cmp(&(b.date.value, b.number.order())));
    let (jobs, issues) = dated.into_iter().unzip();
    Ok(Year { folder: own, issues, jobs, inputs, others, left_out })
}

impl Year {
    /// Returns what is wrong with the issues that were left out, and a finding for each that says so.
    pub fn left_out_findings(&self) -> Vec<Diagnostic> {
        let mut known = HashSet::new();
        let reasons = self.left_out.iter().map(|(_, reason)| reason.clone());
        let mut findings: Vec<_> = reasons.filter(|reason| known.insert(reason.clone())).collect();
        findings.extend(self.left_out.iter().map(|(job, _)| left_out_of(job).at(Place::file(&job.issue))));
        findings
    }
}

/// Makes the finding for an issue that was left out of its year.
pub fn left_out_of(job: &Job) -> Diagnostic {
    let issue = job.issue.to_string_lossy().replace('\\', "/");
    Diagnostic::new(Code::IssueLeftOut).with("issue", issue)
}

/// Counts the statistics that an issue asks for, inserts them as tables, and returns the files that were read for it.
pub fn insert_statistics(
    issue: &mut Issue,
    years: &ReadYears,
    project: &Project,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Input> {
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
        match &*years.year(project, wanted) {
            Ok(Year { issues, inputs, left_out, .. }) => {
                findings.extend(left_out.iter().map(|(job, _)| left_out_of(job).at(place.clone())));
                if issues.is_empty() {
                    findings.push(Diagnostic::new(Code::YearEmpty).with("year", wanted.to_string()).at(place.clone()));
                }
                article.table = Some(Statistics::of(issues, &cities).table(place));
                read.extend_from_slice(inputs);
            }
            Err(wrong) => findings.extend_from_slice(wrong),
        }
    }
    read
}
