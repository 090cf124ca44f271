//! Who sent an article: one office, known in the publication, and told wherever the section tells it.

use crate::diagnostic::{Code, Diagnostic};
use crate::issue::{City, Contributor, Issue, Office, Section};
use crate::yaml::Text;

/// Checks the sources of an issue's articles against the cities that are listed.
pub fn check(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    for section in &issue.sections {
        missing(section, findings);
    }
    let Some(cities) = &issue.cities else { return };
    for source in issue.articles().filter_map(|article| article.source.as_ref()) {
        if let Contributor::Office(Office { city: Some(city), county, .. }) = &source.value {
            office(city, county.as_ref(), cities, findings);
        }
    }
}

/// A city of the list, and a county of that city where its counties are listed.
fn office(city: &Text, county: Option<&Text>, cities: &[City], findings: &mut Vec<Diagnostic>) {
    let Some(listed) = cities.iter().find(|listed| listed.name.trim() == city.trim()) else {
        findings.push(Diagnostic::new(Code::CityUnknown).with("city", city.trim()).at(city.place.clone()));
        return;
    };
    if let Some(county) = county
        && !listed.counties.is_empty()
        && listed.counties.iter().all(|known| known.trim() != county.trim())
    {
        let finding = Diagnostic::new(Code::CountyUnknown).with("city", city.trim()).with("county", county.trim());
        findings.push(finding.at(county.place.clone()));
    }
}

/// An article of text without a source in a section whose other articles have one.
fn missing(section: &Section, findings: &mut Vec<Diagnostic>) {
    let without: Vec<_> = section.articles.iter().filter(|article| article.source.is_none()).collect();
    if without.len() < section.articles.len() {
        for article in without {
            findings.push(Diagnostic::new(Code::SourceMissing).at(article.title.place.clone()));
        }
    }
}
