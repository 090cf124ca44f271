//! The office that sent an article in, by the first words of its title or a line at its end.
//!
//! Names are compared with the publication's cities.

use super::Knowledge;
use crate::import::article::{Article, Block, Source};
use crate::import::draft::At;
use crate::import::report::{Remark, Report};
use crate::issue::City;

/// Finds the source of an article, and remarks on it.
pub fn find(article: &Article, knowledge: &Knowledge, report: &mut Report) -> Option<Source> {
    let title = article.title.concat();
    let at = article.title_places.first().cloned().unwrap_or(At::Whole);
    if let Some((name, _)) = title.split_once(['：', ':']) {
        if let Some(source) = office(name, knowledge.cities) {
            report.add(Remark::GuessSource, &source.name(), at, &title);
            return Some(source);
        }
        let is_place = name.chars().count() <= 12 && name.ends_with(['市', '县', '区', '州', '盟', '旗']);
        if knowledge.cities.is_empty() && is_place {
            let source = Source { city: name.trim().to_owned(), county: None, is_proposed: true };
            report.add(Remark::GuessSource, &source.name(), at, &title);
            return Some(source);
        }
    }
    let line = |block: Option<&Block>| match block {
        Some(Block::Paragraph(runs)) => Some(runs.iter().map(|run| run.text.as_str()).collect::<String>()),
        _ => None,
    };
    let ends = [line(article.body.last()), line(article.body.first())];
    ends.into_iter().flatten().find_map(|line| {
        let inner = line.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?.trim().to_owned();
        let is_credit = inner.ends_with("供稿") || inner.ends_with('办') || inner.ends_with("委");
        let source = office_at_start(&inner, knowledge.cities).filter(|_| is_credit)?;
        report.add(Remark::GuessSource, &source.name(), article.places.last().cloned().unwrap_or_default(), &line);
        Some(source)
    })
}

impl Source {
    /// Returns its names as they stand in YAML.
    pub fn name(&self) -> String {
        match &self.county {
            Some(county) => format!("{{city: {}, county: {county}}}", self.city),
            None => format!("{{city: {}}}", self.city),
        }
    }
}

/// Returns the office that a name is: a city, a county, or a city with its county.
fn office(name: &str, cities: &[City]) -> Option<Source> {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    office_at_start(&name, cities).filter(|source| {
        let county = source.county.as_deref().unwrap_or_default();
        name == source.city || name == county || name == format!("{}{county}", source.city)
    })
}

/// Returns the office whose name a text begins with.
fn office_at_start(text: &str, cities: &[City]) -> Option<Source> {
    let source = |city: &City, county: Option<&str>| {
        Some(Source { city: city.name.value.clone(), county: county.map(str::to_owned), is_proposed: false })
    };
    cities.iter().find_map(|city| {
        let rest = text.strip_prefix(city.name.as_str());
        let county =
            |text: &str| city.counties.iter().map(|county| county.as_str()).find(|county| text.starts_with(county));
        match rest {
            Some(rest) => source(city, county(rest)),
            None => county(text).and_then(|county| source(city, Some(county))),
        }
    })
}
