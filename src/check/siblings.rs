//! Compares issues with one another: numbers, dates and titles.
//!
//! It is given the issues. Reading them is for `project`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::issue::{Issue, Number, Numbers};
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
        compare(&siblings, year.left_out.is_empty(), &mut findings);
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
    let (misplaced, others): (Vec<&Sibling>, Vec<_>) = siblings
        .iter()
        .partition(|(_, job, issue)| year_of_folder(&job.issue).is_some_and(|year| year != issue.date.year));
    others.into_iter().for_each(|sibling| years.entry(sibling.2.date.year).or_default().push(*sibling));
    for sibling in misplaced {
        let (index, job, issue) = sibling;
        let Some(folder) = year_of_folder(&job.issue) else { continue };
        let finding = Diagnostic::new(Code::YearFolder).with("folder", folder.to_string());
        report(*index, finding.with("date", issue.date.value.to_string()).at(issue.date.place.clone()));
        // It counts in the year of its folder where its number is missing there.
        if years.get(&folder).is_some_and(|year| find_number(year, &issue.number).is_none()) {
            years.entry(folder).or_default().push(*sibling);
        }
    }
    bring_home_strays(&mut years, &mut report);
    for (number, year) in &mut years {
        year.sort_by(|(.., a), (.., b)| a.number.order().cmp(&b.number.order()));
        // Each series has numbers of its own. An issue without a number has no neighbours.
        let of_series = year.chunk_by(|(.., a), (.., b)| a.number.series == b.number.series);
        for issues in of_series {
            let numbered: Vec<_> =
                issues.iter().copied().filter(|(.., issue)| issue.number.numbers.is_some()).collect();
            compare_neighbours(&numbered, *number, &mut report);
        }
    }
    compare_total_numbers(&years, &mut report);
    compare_titles(siblings, &mut report);
}

/// Returns an issue that has a number, or a part of it.
fn find_number<'s>(issues: &[Sibling<'s>], number: &Number) -> Option<&'s Issue> {
    issues.iter().map(|(_, _, issue)| *issue).find(|issue| issue.number.covers(number) || number.covers(&issue.number))
}

/// Returns whether an issue may continue the numbers of the year before: it came out soon after its neighbour.
fn follows_soon(issue: &Issue, neighbour: &Issue) -> bool {
    const MONTHS: i32 = 3;
    let months = |issue: &Issue| issue.date.year * 12 + i32::from(issue.date.month);
    (0..=MONTHS).contains(&(months(issue) - months(neighbour))) && issue.number.numbers > neighbour.number.numbers
}

/// Moves each issue that is alone in its year to the year whose numbers it continues, and reports its date.
///
/// Number 1 of the year that follows is no stray, and neither is an issue in the folder of its year.
fn bring_home_strays(years: &mut BTreeMap<i32, Vec<Sibling>>, report: &mut dyn FnMut(usize, Diagnostic)) {
    let alone: Vec<i32> = years.iter().filter(|(_, issues)| issues.len() == 1).map(|(year, _)| *year).collect();
    for year in alone {
        let Some(&[stray]) = years.get(&year).map(Vec::as_slice) else { continue };
        let Some(numbers) = stray.2.number.numbers else { continue };
        let beside = |number: u32| Number { numbers: Some(Numbers::single(number)), ..stray.2.number.value.clone() };
        let (one_less, one_more) = (beside(numbers.first - 1), beside(numbers.last.saturating_add(1)));
        let home = years.iter().find_map(|(other, issues)| {
            let (before, after) = (find_number(issues, &one_less), find_number(issues, &one_more));
            let is_home = *other != year && issues.len() > 1 && find_number(issues, &stray.2.number).is_none();
            let neighbour = before.or(after).filter(|neighbour| is_home && !follows_soon(stray.2, neighbour))?;
            Some((*other, neighbour))
        });
        let home = home.filter(|_| year_of_folder(&stray.1.issue).is_none());
        if let Some((home, neighbour)) = home {
            let finding = Diagnostic::new(Code::DateYear)
                .with("date", stray.2.date.value.to_string())
                .with("year", home.to_string())
                .with("other", file_and_line(&neighbour.date.place));
            report(stray.0, finding.at(stray.2.date.place.clone()));
            years.remove(&year);
            years.entry(home).or_default().push(stray);
        }
    }
}

/// Reports numbers that are used twice or missing, and dates out of order. The issues are those of one year in the
/// order of their numbers. A number that is used twice is an error of both issues, because either may be the wrong one.
fn compare_neighbours(issues: &[Sibling], year: i32, report: &mut dyn FnMut(usize, Diagnostic)) {
    for pair in issues.windows(2) {
        let [(before_index, _, before), (index, _, issue)] = pair else { continue };
        let (Some(last), Some(number)) = (before.number.numbers, issue.number.numbers) else { continue };
        let series = issue.number.series.clone().unwrap_or_default();
        let new = |code, own: &Issue, other: &Issue| {
            let number = own.number.to_string();
            Diagnostic::new(code).with("number", number).with("other", file_and_line(&other.number.place))
        };
        if number.first <= last.last {
            report(*index, new(Code::NumberTwice, before, before).at(issue.number.place.clone()));
            report(*before_index, new(Code::NumberTwice, issue, issue).at(before.number.place.clone()));
        } else if number.first > last.last + 1 {
            let gap = Numbers { first: last.last + 1, last: number.first - 1 };
            let missing = if gap.count() == 1 { gap.to_string() } else { format!("{}–{}", gap.first, gap.last) };
            let finding = new(Code::NumberMissing, issue, before).with("series", series.as_str());
            let finding = finding.with("missing", missing).with("count", gap.count());
            report(*index, finding.at(issue.number.place.clone()));
        }
        let is_of_year = issue.date.year == year && before.date.year == year;
        if issue.date.value < before.date.value && number.first > last.last && is_of_year {
            let finding = Diagnostic::new(Code::DateOrder).with("series", series).with("last", last.to_string());
            let finding = finding.with("date", before.date.value.to_string());
            report(*index, finding.at(issue.date.place.clone()));
        }
    }
}

/// An issue whose number over all years is compared with its place among the issues of its year.
struct Numbered<'s> {
    /// The index of its findings.
    index: usize,
    /// Its place among the issues of the year that are counted, from 1.
    ordinal: i64,
    /// Its number over all years, or the first of them.
    total: i64,
    /// The last of its numbers over all years.
    last_total: i64,
    /// Where that number was typed.
    place: &'s Place,
}

/// Returns the issues of a year that have a number over all years, each with its place among those of the year.
///
/// The bulletin's own numbers give the places. An issue of another series, such as 增刊, stands behind those that came out
/// before it, and moves the later ones on. A double number with one number over all years takes one place.
fn number_through<'s>(issues: &[Sibling<'s>]) -> Vec<Numbered<'s>> {
    // Of a number that is used twice, one is wrong. Nothing follows from it.
    let is_alone = |sibling: &&Sibling| {
        let covers =
            |(.., other): &&Sibling| other.number.covers(&sibling.2.number) || sibling.2.number.covers(&other.number);
        issues.iter().filter(covers).count() == 1
    };
    let (mut own, others): (Vec<&Sibling>, Vec<&Sibling>) = issues
        .iter()
        .filter(is_alone)
        .partition(|(.., issue)| issue.number.series.is_none() && issue.number.numbers.is_some());
    for other in others.into_iter().filter(|(.., issue)| issue.total_number.is_some()) {
        let behind = own.iter().rposition(|(.., issue)| issue.date.value <= other.2.date.value).map_or(0, |at| at + 1);
        own.insert(behind, other);
    }
    let (mut moved, mut last) = (0, 0);
    let place = |(index, _, issue): &Sibling<'s>| {
        let total = issue.total_number.as_ref();
        let totals = total.map_or(1, |total| i64::from(total.count()));
        let ordinal = match (issue.number.numbers, &issue.number.series) {
            (Some(numbers), None) => {
                let ordinal = i64::from(numbers.first) + moved;
                moved += if total.is_some() { totals - i64::from(numbers.count()) } else { 0 };
                last = ordinal + if total.is_some() { totals } else { i64::from(numbers.count()) } - 1;
                ordinal
            }
            _ => {
                let ordinal = last + 1;
                moved += totals;
                last += totals;
                ordinal
            }
        };
        let total = total?;
        let (first, last_total) = (i64::from(total.first), i64::from(total.last));
        Some(Numbered { index: *index, ordinal, total: first, last_total, place: &total.place })
    };
    own.into_iter().copied().collect::<Vec<_>>().iter().filter_map(place).collect()
}

/// Reports numbers over all years (总期号) that don't follow one another as the numbers within the years do.
///
/// Within a year the difference of both numbers stays the same, and most issues say which it is. The first issue of a year
/// follows the last one of the year before.
fn compare_total_numbers(years: &BTreeMap<i32, Vec<Sibling>>, report: &mut dyn FnMut(usize, Diagnostic)) {
    let mut last: Option<(i32, i64, &Place)> = None;
    for (year, issues) in years {
        let numbered = number_through(issues);
        let Some(first) = numbered.first().map(|issue| issue.ordinal) else { continue };
        let follows = last.filter(|(before, ..)| before + 1 == *year && first == 1);
        let own = follows.map(|(_, total, _)| total);
        let Some(base) = most_frequent(numbered.iter().map(|issue| issue.total - issue.ordinal), own) else {
            continue;
        };
        let mut neighbour: Option<&Place> = follows.map(|(.., place)| place);
        for Numbered { index, ordinal, total, place, .. } in &numbered {
            let starts_wrong = own.is_some_and(|own| own != base && *ordinal == first);
            let expected = if starts_wrong { own.unwrap_or(base) + 1 } else { base + ordinal };
            let right = neighbour.or_else(|| numbered.iter().map(|issue| issue.place).find(|other| other != place));
            if let Some(right) = right.filter(|_| *total != expected && expected > 0) {
                let finding = Diagnostic::new(Code::TotalNumber).with("total", total.to_string());
                let finding = finding.with("expected", expected.to_string()).with("other", file_and_line(right));
                report(*index, finding.at((*place).clone()));
            }
            if *total == base + ordinal {
                neighbour = Some(place);
            }
        }
        let greatest = numbered.iter().rfind(|issue| issue.total == base + issue.ordinal);
        last = greatest.map(|issue| (*year, issue.last_total, issue.place));
    }
}

/// Returns the value that occurs most. Among those that occur alike it is the preferred one, or else the first.
fn most_frequent(values: impl Iterator<Item = i64>, preferred: Option<i64>) -> Option<i64> {
    let mut counts: Vec<(i64, usize)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    let mut best = counts.iter().filter(|(_, count)| *count == most).map(|(value, _)| *value);
    preferred.filter(|own| counts.contains(&(*own, most))).or_else(|| best.next())
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

/// Returns the year that an issue's folder is named by.
fn year_of_folder(path: &Path) -> Option<i32> {
    let name = path.parent()?.file_name()?.to_str()?;
    name.parse().ok().filter(|_| name.len() == 4)
}

/// Returns a place's file and line, such as `issues/2022/36.yaml:12`.
fn file_and_line(place: &Place) -> String {
    let path = place.source.path.to_string_lossy().replace('\\', "/");
    place.position().map_or_else(|| path.clone(), |(line, _)| format!("{path}:{line}"))
}
