//! The data of the layout that draws the bound volume of a year.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::data::{BaseData, DocumentInfo};
use super::line::{Setting, prepare};
use super::number::issue_label;
use super::printed::{printed, printed_date, printed_number};
use super::{Document, LayoutData, base, one_line};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::VOLUME;
use crate::issue::statistics::Statistics;
use crate::issue::{Article, Contributor, Issue, Numbers, Office, Profile};

/// The data of the layout `internal/volume`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VolumeData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// What the PDF says about itself.
    pub document: DocumentInfo,
    /// The words of the cover.
    pub cover: Cover,
    /// The titles of the lists.
    pub headings: VolumeHeadings,
    /// The issues in their order.
    pub issues: Vec<BoundIssue>,
    /// The contents by section.
    pub sections: Vec<VolumeGroup>,
    /// The index of contributors.
    pub index: Vec<VolumeGroup>,
}

/// The words of the cover.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Cover {
    /// The title of the bulletin.
    pub title: String,
    /// The year, such as 2022年合订本.
    pub year: String,
    /// The numbers, and below them those counted over all years.
    pub range: Vec<String>,
    /// The office that issues it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// The titles of the lists.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct VolumeHeadings {
    /// The contents by number.
    pub by_number: String,
    /// The contents by section.
    pub by_section: String,
    /// The index of contributors.
    pub index: String,
}

/// An issue in the volume.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BoundIssue {
    /// The label of its first page, for links.
    pub label: String,
    /// The number, such as 第36期. It is empty for an issue without one.
    pub number: String,
    /// Number and date.
    pub name: String,
    /// How many pages it takes.
    pub pages: usize,
    /// Its articles.
    pub articles: Vec<BoundArticle>,
}

/// An article in the volume.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BoundArticle {
    /// The label of the place where it begins, for links.
    pub label: String,
    /// The title in one line.
    pub title: String,
    /// The page within its issue where it begins, from 1.
    pub page: usize,
    /// How far down its title stands, in mm from the page's upper edge.
    pub y: f64,
}

/// A group of lines in the contents by section, or in the index.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VolumeGroup {
    /// The words above the lines.
    pub title: String,
    /// The lines.
    pub entries: Vec<VolumeEntry>,
}

/// A line of a list, which leads to an article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct VolumeEntry {
    /// The issue, by its index in `issues` from 0.
    pub issue: usize,
    /// The article, by its index in the issue from 0.
    pub article: usize,
    /// What stands before the title: the office that contributed it, or nothing.
    pub before: String,
}

/// An issue that goes into a volume.
#[derive(Debug)]
pub struct VolumeIssue<'i> {
    /// The issue.
    pub issue: &'i Issue,
    /// How many pages it takes there.
    pub pages: usize,
    /// Where each article's title stands: its page, from 1, and how far down, in mm.
    pub titles: Vec<(usize, f64)>,
}

/// Returns the volume of issues in their order. Masthead, cities and date are those of the last. Returns `None` if there
/// is no issue.
pub fn volume(bound: &[VolumeIssue], print_setup: PrintSetup, profile: Profile, faces: &Faces) -> Option<Document> {
    let last = bound.last()?.issue;
    let date = last.date.value;
    let title = last.title.as_ref().map_or(String::new(), |title| one_line(title));
    let year = printed_number("volume-year", date.year);
    let name = format!("{title} {year}");
    let issuer = last.issuer.as_ref().map(|issuer| one_line(issuer));
    let author = issuer.clone().unwrap_or_default();
    let data = VolumeData {
        base: base(faces, profile, &print_setup),
        document: DocumentInfo { title: name.clone(), author, date: date.into() },
        cover: Cover { title, year, range: range(bound), issuer },
        headings: VolumeHeadings {
            by_number: printed("volume-by-number", &[]),
            by_section: printed("volume-by-section", &[]),
            index: printed("volume-index", &[]),
        },
        issues: bound.iter().enumerate().map(|(index, bound)| bound_issue(index, bound)).collect(),
        sections: sections(bound),
        index: contributors(bound, last),
    };
    Some(Document::from_data(VOLUME, LayoutData::Volume(data), date, name, profile, print_setup))
}

/// Returns the first and the last number, and in further lines those of each other series and those counted over all years.
fn range(bound: &[VolumeIssue]) -> Vec<String> {
    let mut series: BTreeMap<Option<&str>, Numbers> = BTreeMap::new();
    for number in bound.iter().map(|bound| &bound.issue.number.value) {
        if let Some(numbers) = number.numbers {
            let all = series.entry(number.series.as_deref()).or_insert(numbers);
            *all = Numbers { first: all.first.min(numbers.first), last: all.last.max(numbers.last) };
        }
    }
    let line = |(name, all): (Option<&str>, Numbers)| {
        let [first, last] = [all.first, all.last].map(|number| printed_number("number", number));
        let name = name.unwrap_or_default();
        if all.count() == 1 { format!("{name}{first}") } else { format!("{name}{first}—{last}") }
    };
    let total = |bound: &VolumeIssue| Some(bound.issue.total_number.as_ref()?.value);
    let totals = bound.first().and_then(total).zip(bound.last().and_then(total)).map(|(first, last)| {
        let [from, to] = [first.first, last.last].map(|number| printed_number("volume-total-number", number));
        if from == to { from } else { format!("{from}—{to}") }
    });
    series.into_iter().map(line).chain(totals).collect()
}

/// Returns an issue in the volume, by its index from 0.
fn bound_issue(index: usize, bound: &VolumeIssue) -> BoundIssue {
    let issue = bound.issue;
    let article = |(number, (article, (page, y))): (usize, (&Article, &(usize, f64)))| BoundArticle {
        label: format!("issue-{}-{}", index + 1, number + 1),
        title: prepare(&one_line(&article.title), Setting::FULL),
        page: *page,
        y: *y,
    };
    let (number, date) = (issue_label(issue), printed_date(issue.date.value));
    BoundIssue {
        label: format!("issue-{}", index + 1),
        name: if number.is_empty() {
            date
        } else {
            printed("volume-issue", &[("number", number.as_str().into()), ("date", date.into())])
        },
        number,
        pages: bound.pages,
        articles: issue.articles().zip(&bound.titles).enumerate().map(article).collect(),
    }
}

/// Returns all articles in their order: the numbers of issue and article, from 0, the section's title, the article.
fn articles<'b>(bound: &'b [VolumeIssue]) -> impl Iterator<Item = (usize, usize, String, &'b Article)> {
    bound.iter().enumerate().flat_map(|(index, bound)| {
        let of_section = bound
            .issue
            .sections
            .iter()
            .flat_map(|section| section.articles.iter().map(|article| (one_line(&section.title), article)));
        of_section.enumerate().map(move |(number, (section, article))| (index, number, section, article))
    })
}

/// Returns the line that leads to an article. `before` stands before its title.
fn entry(issue: usize, article: usize, before: &str) -> VolumeEntry {
    let before = if before.is_empty() { String::new() } else { format!("{before}　") };
    VolumeEntry { issue, article, before }
}

/// Returns the sections of all issues, those of the same title together, in the order in which they first stand.
fn sections(bound: &[VolumeIssue]) -> Vec<VolumeGroup> {
    let mut sections: Vec<(String, Vec<VolumeEntry>)> = Vec::new();
    for (issue, number, section, _) in articles(bound) {
        let entry = entry(issue, number, "");
        match sections.iter_mut().find(|(title, _)| *title == section) {
            Some((_, entries)) => entries.push(entry),
            None => sections.push((section, vec![entry])),
        }
    }
    let heading = |title: String| printed("section", &[("title", title.into())]);
    sections.into_iter().map(|(title, entries)| VolumeGroup { title: heading(title), entries }).collect()
}

/// Returns the index of contributors: the articles of each city in the order of the statistics, then those of several
/// offices, then those of the sectors. Articles of a city itself stand before those of its counties.
fn contributors(bound: &[VolumeIssue], last: &Issue) -> Vec<VolumeGroup> {
    let cities = last.cities.clone().unwrap_or_default();
    let place = |group: &str, office: &str| {
        let counties = cities.iter().find(|city| city.name.trim() == group).map(|city| &city.counties);
        counties.and_then(|all| all.iter().position(|county| county.trim() == office)).unwrap_or(usize::MAX)
    };
    let statistics = Statistics::of(bound.iter().map(|bound| bound.issue), &cities);
    let named = statistics.cities.iter().map(|row| row.city.as_str());
    let groups = named.chain([Statistics::COMBINED, Statistics::SECTORS]).filter_map(|group| {
        let of_group = |(issue, number, _, article): (usize, usize, _, &Article)| {
            let offices = article.source.iter().flat_map(|source| offices(&source.value));
            let lines = offices.filter(|(own, _)| *own == group).map(|(_, office)| {
                let order = (!office.is_empty()).then(|| (place(group, office), office.to_owned()));
                (order, entry(issue, number, office))
            });
            lines.collect::<Vec<_>>()
        };
        let mut found: Vec<_> = articles(bound).flat_map(of_group).collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        let entries: Vec<_> = found.into_iter().map(|(_, entry)| entry).collect();
        (!entries.is_empty()).then(|| VolumeGroup { title: group.to_owned(), entries })
    });
    groups.collect()
}

/// Returns the groups of the index that an article belongs to, each with the office within it.
fn offices(source: &Contributor) -> Vec<(&str, &str)> {
    match source {
        Contributor::Combined => vec![(Statistics::COMBINED, "")],
        Contributor::Office(_) | Contributor::Joint(_) => source.offices().filter_map(office_in_group).collect(),
    }
}

/// Returns the group of the index that an office belongs to, and its name there.
fn office_in_group(office: &Office) -> Option<(&str, &str)> {
    match office {
        Office { city: Some(city), county, .. } => {
            Some((city.trim(), county.as_ref().map_or("", |county| county.trim())))
        }
        Office { sector, .. } => Some((Statistics::SECTORS, sector.as_ref()?.trim())),
    }
}
