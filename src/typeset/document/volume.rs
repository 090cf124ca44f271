//! The bound volume of a year as the layout `volume` is given it.

use serde_json::{Value, json};

use super::{Document, inks, one_line, with_word_joiners};
use crate::asset::face::Faces;
use crate::asset::ink::PrintSetup;
use crate::asset::layout::VOLUME;
use crate::issue::statistics::Statistics;
use crate::issue::{Article, Contributor, Issue, Office, Profile};

/// An issue in a volume.
#[derive(Debug)]
pub struct VolumeIssue<'i> {
    /// The issue.
    pub issue: &'i Issue,
    /// How many pages it takes there.
    pub pages: usize,
    /// Where each article's title stands: its page, from 1, and how far down, in mm.
    pub titles: Vec<(usize, f64)>,
}

/// The volume of issues in their order. Masthead, cities and date are those of the last.
pub fn volume(bound: &[VolumeIssue], print_setup: PrintSetup, profile: Profile, faces: &Faces) -> Option<Document> {
    let (first, last) = (bound.first()?.issue, bound.last()?.issue);
    let date = last.date.value;
    let title = last.title.as_ref().map_or(String::new(), |title| one_line(title));
    let name = format!("{title} {}年合订本", date.year);
    let issuer = last.issuer.as_ref().map(|issuer| one_line(issuer));
    let data = json!({
        "faces": faces.chains(),
        "inks": inks(profile, &print_setup),
        "document": {
            "title": name,
            "author": issuer,
            "date": { "year": date.year, "month": date.month, "day": date.day },
        },
        "cover": {
            "title": title,
            "year": format!("{}年合订本", date.year),
            "range": range(first, last),
            "issuer": issuer,
        },
        "issues": bound.iter().enumerate().map(|(index, bound)| issue(index, bound)).collect::<Vec<_>>(),
        "sections": sections(bound),
        "index": contributors(bound, last),
    });
    Some(Document::drawn(VOLUME, &data, date, name, profile, print_setup))
}

/// From which number to which, and the same of all years.
fn range(first: &Issue, last: &Issue) -> Vec<String> {
    let between = |from: String, to: String| if from == to { from } else { format!("{from}—{to}") };
    let number = |issue: &Issue| format!("第{}期", issue.number.value);
    let total = |issue: &Issue| issue.total_number.as_ref().map(|total| format!("总第{}期", total.value));
    let totals = total(first).zip(total(last)).map(|(from, to)| between(from, to));
    std::iter::once(between(number(first), number(last))).chain(totals).collect()
}

fn issue(index: usize, bound: &VolumeIssue) -> Value {
    let issue = bound.issue;
    let article = |(number, (article, (page, y))): (usize, (&Article, &(usize, f64)))| {
        json!({
            "label": format!("issue-{}-{}", index + 1, number + 1),
            "title": with_word_joiners(&one_line(&article.title)),
            "page": page,
            "y": y,
        })
    };
    let date = issue.date.value;
    json!({
        "label": format!("issue-{}", index + 1),
        "number": format!("第{}期", issue.number.value),
        "name": format!("第{}期　{}年{}月{}日", issue.number.value, date.year, date.month, date.day),
        "pages": bound.pages,
        "articles": issue.articles().zip(&bound.titles).enumerate().map(article).collect::<Vec<_>>(),
    })
}

/// All articles in their order: the numbers of issue and article, from 0, the section's title, the article.
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

fn entry(issue: usize, article: usize, before: &str) -> Value {
    let before = if before.is_empty() { String::new() } else { format!("{before}　") };
    json!({ "issue": issue, "article": article, "before": before })
}

/// Sections of the same title together, in the order in which they are met.
fn sections(bound: &[VolumeIssue]) -> Vec<Value> {
    let mut sections: Vec<(String, Vec<Value>)> = Vec::new();
    for (issue, number, section, _) in articles(bound) {
        let entry = entry(issue, number, "");
        match sections.iter_mut().find(|(title, _)| *title == section) {
            Some((_, entries)) => entries.push(entry),
            None => sections.push((section, vec![entry])),
        }
    }
    sections
        .into_iter()
        .map(|(title, entries)| json!({ "title": format!("【{title}】"), "entries": entries }))
        .collect()
}

/// The articles of each city in the order of the statistics, those of the city itself before those of its counties;
/// what was put together from several; the sectors.
fn contributors(bound: &[VolumeIssue], last: &Issue) -> Vec<Value> {
    let cities = last.cities.clone().unwrap_or_default();
    let place = |group: &str, office: &str| {
        let counties = cities.iter().find(|city| city.name.trim() == group).map(|city| &city.counties);
        counties.and_then(|all| all.iter().position(|county| county.trim() == office)).unwrap_or(usize::MAX)
    };
    let statistics = Statistics::of(bound.iter().map(|bound| bound.issue), &cities);
    let named = statistics.cities.iter().map(|row| row.city.as_str());
    let groups = named.chain([Statistics::COMBINED, Statistics::SECTORS]).filter_map(|group| {
        let of_group = |(issue, number, _, article): (usize, usize, _, &Article)| {
            let (own, office) = office(&article.source.as_ref()?.value)?;
            let order = (!office.is_empty()).then(|| (place(group, office), office.to_owned()));
            (own == group).then(|| (order, entry(issue, number, office)))
        };
        let mut found: Vec<_> = articles(bound).filter_map(of_group).collect();
        found.sort_by(|(a, _), (b, _)| a.cmp(b));
        let entries: Vec<_> = found.into_iter().map(|(_, entry)| entry).collect();
        (!entries.is_empty()).then(|| json!({ "title": group, "entries": entries }))
    });
    groups.collect()
}

/// The group of the index that an article belongs to, and the office within it.
fn office(source: &Contributor) -> Option<(&str, &str)> {
    match source {
        Contributor::Combined => Some((Statistics::COMBINED, "")),
        Contributor::Office(Office { city: Some(city), county, .. }) => {
            Some((city.trim(), county.as_ref().map_or("", |county| county.trim())))
        }
        Contributor::Office(Office { sector, .. }) => Some((Statistics::SECTORS, sector.as_ref()?.trim())),
    }
}
