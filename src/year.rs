//! What issues are to one another: numbers, dates and titles of a year.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Issue;
use crate::place::Place;
use crate::project::Job;
use crate::proof::read;

/// The findings of each job that only the others bring to light. Issues that can't be read are left out: what is wrong
/// with them is told where they are worked on.
pub fn across(jobs: &[Job]) -> Vec<Vec<Diagnostic>> {
    let mut findings = vec![Vec::new(); jobs.len()];
    if jobs.len() < 2 {
        return findings;
    }
    let read = jobs.iter().enumerate().filter_map(|(index, job)| Some((index, read(job).ok()?.0)));
    let issues: Vec<(usize, Issue)> = read.collect();
    let mut years: BTreeMap<i32, Vec<&(usize, Issue)>> = BTreeMap::new();
    for issue in &issues {
        years.entry(issue.1.date.year).or_default().push(issue);
    }
    let mut tell = |index: usize, finding: Diagnostic| findings[index].push(finding);
    for year in years.values_mut() {
        year.sort_by_key(|(_, issue)| issue.number.value);
        neighbours(year, &mut tell);
    }
    titles(&issues, &mut tell);
    for (index, issue) in &issues {
        if let Some(finding) = folder(&jobs[*index].issue, issue) {
            tell(*index, finding);
        }
    }
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
