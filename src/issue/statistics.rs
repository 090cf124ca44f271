//! Counts how many articles each office sent in (用稿统计), from the `source` of each article.
//!
//! It counts the issues that it is given. Finding a year's issues is for `project`.

use crate::diagnostic::Place;
use crate::input::yaml::{Located, Text};
use crate::issue::{Article, Cell, City, Contributor, Issue, Office, Table, TableTotal, Total};

/// The numbers of articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statistics {
    /// The cities in their order.
    pub cities: Vec<Row>,
    /// 综合稿件: articles that the editors have combined from several.
    pub combined: usize,
    /// 文明行业: the sectors in the order of their first articles, each with its number of articles.
    pub sectors: Vec<(String, usize)>,
    /// 联合供稿: articles that several offices sent in together. Each counts once for each of its offices.
    pub joint: usize,
}

/// The numbers of a city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub city: String,
    /// The number of articles from the city itself.
    pub own: usize,
    /// The number of articles from its counties.
    pub counties: usize,
}

impl Statistics {
    /// Counts the articles of issues. The cities that are listed come first, even those without articles. Others follow
    /// in the order of their first articles. An article without a source isn't counted.
    pub fn of<'i>(issues: impl IntoIterator<Item = &'i Issue>, cities: &[City]) -> Self {
        let row = |city: &str| Row { city: city.trim().to_owned(), own: 0, counties: 0 };
        let mut statistics = Self { cities: cities.iter().map(|city| row(&city.name)).collect(), ..Self::default() };
        for article in issues.into_iter().flat_map(Issue::articles) {
            statistics.add(article);
        }
        statistics
    }

    /// Counts an article, once for each of its offices.
    fn add(&mut self, article: &Article) {
        let Some(source) = &article.source else { return };
        match &source.value {
            Contributor::Combined => self.combined += 1,
            Contributor::Joint(offices) if offices.len() > 1 => self.joint += 1,
            Contributor::Joint(_) | Contributor::Office(_) => {}
        }
        source.value.offices().for_each(|office| self.add_office(office));
    }

    /// Counts an article of an office.
    fn add_office(&mut self, office: &Office) {
        if let Some(city) = &office.city {
            let name = city.trim();
            let at = self.cities.iter().position(|row| row.city == name).unwrap_or_else(|| {
                self.cities.push(Row { city: name.to_owned(), own: 0, counties: 0 });
                self.cities.len() - 1
            });
            let row = &mut self.cities[at];
            *(if office.county.is_some() { &mut row.counties } else { &mut row.own }) += 1;
        } else if let Some(sector) = &office.sector {
            let name = sector.trim();
            match self.sectors.iter_mut().find(|(known, _)| known == name) {
                Some((_, count)) => *count += 1,
                None => self.sectors.push((name.to_owned(), 1)),
            }
        }
    }

    /// Returns the sum of all numbers. An article of several offices is in it once for each.
    pub fn total(&self) -> usize {
        let cities: usize = self.cities.iter().map(|row| row.own + row.counties).sum();
        cities + self.combined + self.sectors.iter().map(|(_, count)| count).sum::<usize>()
    }

    /// Returns the sectors and their numbers in one line.
    pub fn sectors(&self) -> String {
        self.sectors.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join("、")
    }

    /// The heads of the table's columns.
    pub const HEADS: [&str; 3] = ["地区", "市本级用稿篇数", "所辖县（市、区）用稿篇数"];
    /// The head of the row of combined articles.
    pub const COMBINED: &str = "综合稿件";
    /// The head of the row of sectors.
    pub const SECTORS: &str = "文明行业";

    /// Makes the table that an issue prints. Findings about it are reported at `place`.
    pub fn table(&self, place: &Place) -> Table {
        let text = |value: &str| Text { value: value.to_owned(), place: place.clone() };
        let cell = |value: &str| Cell { text: text(value), rows: None, span: None };
        let city = |row: &Row| vec![cell(&row.city), cell(&row.own.to_string()), cell(&row.counties.to_string())];
        let mut rows: Vec<_> = self.cities.iter().map(city).collect();
        if self.combined > 0 {
            rows.push(vec![cell(Self::COMBINED), cell(&self.combined.to_string())]);
        }
        if !self.sectors.is_empty() {
            let span = std::num::NonZeroU32::new(2).map(|value| Located { value, place: place.clone() });
            rows.push(vec![cell(Self::SECTORS), Cell { text: text(&self.sectors()), rows: None, span }]);
        }
        Table {
            columns: Self::HEADS.map(text).to_vec(),
            rows,
            unit: Some(text("篇")),
            total: Some(Located { value: TableTotal::Printed(Total::of_count(self.total())), place: place.clone() }),
            ..Table::default()
        }
    }
}
