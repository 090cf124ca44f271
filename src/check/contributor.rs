//! Checks the offices that sent articles in: their keys, their names, and whether one is missing.
//!
//! It knows the cities that the issue lists. It doesn't count articles.

use std::collections::HashSet;

use super::{placeholder, punctuation, text};
use crate::diagnostic::Place;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::yaml::{Located, Locator, Text};
use crate::issue::{City, Contributor, Credit, Issue, Office, Section};

/// Checks the sources of an issue's articles, and the list of cities.
pub fn check_contributors(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    for section in &issue.sections {
        check_missing_sources(section, findings);
    }
    for source in issue.articles().filter_map(|article| article.source.as_ref()) {
        match &source.value {
            Contributor::Combined => {}
            Contributor::Office(office) => check_keys(office, &source.place, findings),
            Contributor::Joint(offices) => check_joint(offices, &source.place, findings),
        }
    }
    check_credits(issue, findings);
    let Some(cities) = &issue.cities else { return };
    check_names(cities.iter().map(|city| &city.name), findings);
    cities.iter().for_each(|city| check_names(city.counties.iter(), findings));
    for source in issue.articles().filter_map(|article| article.source.as_ref()) {
        for office in source.value.offices() {
            if let Some(city) = &office.city {
                check_office(city, office.county.as_ref(), cities, findings);
            }
        }
    }
}

/// Checks the offices of a joint contribution: there is at least one, and none stands there twice.
fn check_joint(offices: &[Located<Office>], place: &Place, findings: &mut Vec<Diagnostic>) {
    if offices.is_empty() {
        findings.push(Diagnostic::new(Code::EmptyText).with_key("source").at(place.clone()));
    }
    let mut seen = HashSet::new();
    for office in offices {
        check_keys(office, &office.place, findings);
        let names: Vec<_> = office.names().map(|name| name.trim()).collect();
        if !seen.insert(names.clone()) {
            let finding = Diagnostic::new(Code::SourceTwice).with("office", names.concat());
            findings.push(finding.at(office.place.clone()));
        }
    }
}

/// Checks the contributors' lines: none is empty, and one that is made of the source has a source.
fn check_credits(issue: &Issue, findings: &mut Vec<Diagnostic>) {
    let own = issue.articles().filter_map(|article| article.credit.as_ref());
    for words in own.chain(&issue.credit).filter_map(Credit::words) {
        text::check("credit", words, findings);
        placeholder::check(words, findings);
        punctuation::check(&Locator::new(words), 0..words.len(), findings);
    }
    for article in issue.articles().filter(|article| article.source.is_none()) {
        if let Some(Credit::Source(place)) = &article.credit {
            findings.push(Diagnostic::new(Code::CreditWithoutSource).at(place.clone()));
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
