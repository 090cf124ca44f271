//! Checks the offices that sent articles in: their keys, their names, and whether one is missing.
//!
//! It knows the cities that the issue lists. It doesn't count articles.

use std::collections::HashSet;

use super::text;
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::Text;
use crate::issue::{City, Contributor, Issue, Office, Section};

/// Checks the sources of an issue's articles, and the list of cities.
pub fn check_contributors(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    for section in &issue.sections {
        check_missing_sources(section, findings);
    }
    for source in issue.articles().filter_map(|article| article.source.as_ref()) {
        if let Contributor::Office(office) = &source.value {
            check_keys(office, &source.place, findings);
        }
    }
    let Some(cities) = &issue.cities else { return };
    check_names(cities.iter().map(|city| &city.name), findings);
    cities.iter().for_each(|city| check_names(city.counties.iter(), findings));
    for source in issue.articles().filter_map(|article| article.source.as_ref()) {
        if let Contributor::Office(Office { city: Some(city), county, .. }) = &source.value {
            check_office(city, county.as_ref(), cities, findings);
        }
    }
}

/// Reports an office that isn't exactly a city, a county of a city, or a sector.
fn check_keys(office: &Office, place: &Place, findings: &mut Vec<Diagnostic>) {
    if !matches!((&office.city, &office.county, &office.sector), (Some(_), _, None) | (None, None, Some(_))) {
        findings.push(Diagnostic::new(Code::ContributorUnclear).at(place.clone()));
    }
    for (key, text) in [("city", &office.city), ("county", &office.county), ("sector", &office.sector)] {
        if let Some(text) = text {
            text::check(key, text, findings);
        }
    }
}

/// Reports names of a list that are empty or stand there twice.
fn check_names<'t>(names: impl Iterator<Item = &'t Text>, findings: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for name in names {
        text::check("cities", name, findings);
        if !seen.insert(name.trim()) {
            findings.push(Diagnostic::new(Code::CityTwice).with("city", name.trim()).at(name.place.clone()));
        }
    }
}

/// Reports a city that isn't listed, and a county that isn't among the listed counties of its city.
fn check_office(city: &Text, county: Option<&Text>, cities: &[City], findings: &mut Vec<Diagnostic>) {
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

/// Reports articles without a source in a section whose other articles have one.
fn check_missing_sources(section: &Section, findings: &mut Vec<Diagnostic>) {
    let without: Vec<_> = section.articles.iter().filter(|article| article.source.is_none()).collect();
    if without.len() < section.articles.len() {
        for article in without {
            findings.push(Diagnostic::new(Code::SourceMissing).at(article.title.place.clone()));
        }
    }
}
