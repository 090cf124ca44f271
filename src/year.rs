//! Issues read, by themselves and all of a year; what they are to one another: numbers, dates and titles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Issue;
use crate::place::{Place, Source};
use crate::project::{ISSUES, Job, Project};
use crate::record::{Input, listing};
use crate::source;
use crate::statistics::Statistics;

/// The issue, and the files that it was read from.
///
/// # Errors
/// The first thing in the files that hasn't the shape of the format.
pub fn read(job: &Job) -> Result<(Issue, Vec<Arc<Source>>), Diagnostic> {
    let source = source::read(&job.issue)?;
    let publication = job.publication.as_deref().map(source::read).transpose()?;
    let issue = Issue::read(&source, publication.as_ref())?;
    Ok((issue, std::iter::once(source).chain(publication).collect()))
}

/// The folder of a year's issues: `issues/2022`, or all of `issues` where there is none.
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
    /// Those of the issues, in the same order.
    pub jobs: Vec<Job>,
    /// The files that were read, with the folder itself.
    pub inputs: Vec<Input>,
    /// What the issues of the folder are to one another.
    pub beside: Vec<Diagnostic>,
}

/// Reads the issues of the folder `issues/2022`, or of all folders where there is none, that are dated so.
///
/// # Errors
/// What is wrong with an issue that can't be read.
pub fn year(project: &Project, year: i32) -> Result<Year, Vec<Diagnostic>> {
    let folder = folder_of(project, year);
    let none = |findings: &Vec<Diagnostic>| findings.iter().all(|finding| finding.code == Code::NothingToBuild);
    let jobs =
        project.within(&folder).or_else(|findings| if none(&findings) { Ok(Vec::new()) } else { Err(findings) })?;
    let mut inputs = vec![listing(project, &folder.to_string_lossy())];
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for (index, job) in jobs.iter().enumerate() {
        match read(job) {
            Ok((issue, sources)) => {
                let named = sources.iter().filter_map(|source| Some((project.name(&source.path)?, &source.text)));
                let dated = named.filter(|_| issue.date.year == year);
                inputs.extend(dated.map(|(name, text)| Input::new(name, text.as_bytes())));
                all.push((index, issue));
            }
            Err(finding) => findings.push(finding),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    inputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs.dedup();
    let beside = compared(&jobs, &all).into_iter().flatten().collect();
    all.retain(|(_, issue)| issue.date.year == year);
    all.sort_by_key(|(_, issue)| issue.number.value);
    let (jobs, issues) = all.into_iter().map(|(index, issue)| (jobs[index].clone(), issue)).unzip();
    Ok(Year { folder: project.file(&folder.to_string_lossy()), issues, jobs, inputs, beside })
}

/// Counts the statistics that an issue asks for and puts them in the place of tables; the files that were read for it.
pub fn fill(issue: &mut Issue, project: &Project, findings: &mut Vec<Diagnostic>) -> Vec<Input> {
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
        match year(project, wanted) {
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

/// The findings of each job that only the others bring to light. Issues that can't be read are left out: what is wrong
/// with them is told where they are worked on.
pub fn across(jobs: &[Job]) -> Vec<Vec<Diagnostic>> {
    let several = jobs.len() > 1;
    let read = jobs.iter().enumerate().filter(|_| several).filter_map(|(index, job)| Some((index, read(job).ok()?.0)));
    compared(jobs, &read.collect::<Vec<_>>())
}

/// The findings of each job from the issues that could be read, each with the index of its job.
fn compared(jobs: &[Job], issues: &[(usize, Issue)]) -> Vec<Vec<Diagnostic>> {
    let mut findings = vec![Vec::new(); jobs.len()];
    // Of one issue by itself nothing is asked.
    if jobs.len() < 2 {
        return findings;
    }
    // One that can't be read may be the one that seems to be missing.
    let whole = issues.len() == jobs.len();
    let mut years: BTreeMap<i32, Vec<&(usize, Issue)>> = BTreeMap::new();
    let mut tell = |index: usize, finding: Diagnostic| {
        if whole || finding.code != Code::NumberMissing {
            findings[index].push(finding);
        }
    };
    for issue in issues {
        match folder(&jobs[issue.0].issue, &issue.1) {
            // Its date is probably wrong: of its neighbours nothing is known.
            Some(finding) => tell(issue.0, finding),
            None => years.entry(issue.1.date.year).or_default().push(issue),
        }
    }
    for year in years.values_mut() {
        year.sort_by_key(|(_, issue)| issue.number.value);
        neighbours(year, &mut tell);
    }
    titles(issues, &mut tell);
    findings
}

/// Numbers that are there twice or not at all, and dates out of order, of one year in the order of numbers.
fn neighbours(year: &[&(usize, Issue)], tell: &mut dyn FnMut(usize, Diagnostic)) {
    for pair in year.windows(2) {
        let [(_, before), (index, issue)] = pair else { continue };
        let (last, number) = (before.number.value.get(), issue.number.value.get());
        let new = |code| Diagnostic::new(code).with("number", number).with("other", file(&before.number.place));
        match number - last {
            0 => tell(*index, new(Code::NumberTwice).at(issue.number.place.clone())),
            1 => {}
            gap => {
                let missing = if gap == 2 { (last + 1).to_string() } else { format!("{}–{}", last + 1, number - 1) };
                tell(*index, new(Code::NumberMissing).with("missing", missing).at(issue.number.place.clone()));
            }
        }
        if issue.date.value < before.date.value && number != last {
            let finding =
                Diagnostic::new(Code::DateOrder).with("last", last).with("date", before.date.value.to_string());
            tell(*index, finding.at(issue.date.place.clone()));
        }
    }
}

/// The titles of articles: the same words, however they are broken into lines.
fn titles(issues: &[(usize, Issue)], tell: &mut dyn FnMut(usize, Diagnostic)) {
    let mut known: BTreeMap<String, &Place> = BTreeMap::new();
    for (index, issue) in issues {
        for article in issue.articles() {
            let words: String = article.title.split_whitespace().collect();
            match known.get(&words) {
                Some(other) => {
                    let finding = Diagnostic::new(Code::TitleTwice).with("other", file(other));
                    tell(*index, finding.at(article.title.place.clone()));
                }
                None => drop(known.insert(words, &article.title.place)),
            }
        }
    }
}

/// A folder whose name is a year holds the issues of that year.
fn folder(path: &Path, issue: &Issue) -> Option<Diagnostic> {
    let name = path.parent()?.file_name()?.to_str()?;
    let year: i32 = name.parse().ok().filter(|_| name.len() == 4)?;
    let finding = Diagnostic::new(Code::YearFolder).with("folder", name).with("date", issue.date.value.to_string());
    (year != issue.date.year).then(|| finding.at(issue.date.place.clone()))
}

/// A place's file and line.
fn file(place: &Place) -> String {
    let path = place.source.path.to_string_lossy().replace('\\', "/");
    place.position().map_or_else(|| path.clone(), |(line, _)| format!("{path}:{line}"))
}
