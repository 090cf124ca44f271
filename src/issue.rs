//! The model of a bulletin's issue as the YAML format has it: what was typed, and where.
//!
//! It knows shapes only. Whether an issue makes sense is for `check`, and what its Markdown means is for `markdown`.

pub mod figure;
pub mod markdown;
pub mod schema;
pub mod statistics;

mod choice;
mod city;
mod contributor;
mod date;
mod fit;
mod pages;
mod print;
mod publication;
mod repair;
mod string_or;
mod table;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

pub use self::city::City;
pub use self::contributor::{Contributor, Office};
pub use self::date::{Date, Year};
pub use self::fit::{Fit, FitPages};
pub use self::pages::{Footer, MOST_PAGES, Pages};
pub use self::print::{Bleed, Pictures, Print, Profile, Red};
pub use self::publication::{Contents, Distribution, Publication};
pub use self::repair::repair_cell;
pub use self::table::{Align, Arrangement, Cell, Misfit, PlacedCell, Spans, Table, TableTotal, Total, arrange};
use crate::diagnostic::{Arg, Code, Diagnostic, Place, Source};
use crate::input::yaml::{self, Located, Text};

/// A number that is at least 1.
pub type Positive = Located<std::num::NonZeroU32>;

/// One issue of the bulletin (一期): a file such as `issues/2022/36.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Issue {
    /// 期号: its number within the year.
    pub number: Positive,
    /// 总期号: its number since the first issue of the bulletin.
    pub total_number: Option<Positive>,
    /// 日期: the day of issue.
    pub date: Located<Date>,
    /// 编者按: the editor's note, in Markdown.
    pub note: Option<Text>,
    /// 栏目: the sections in order.
    pub sections: Vec<Section>,
    /// 报头: the bulletin's name in the masthead. This and the keys below override those of the publication.
    pub title: Option<Text>,
    /// 报头左上的提示: the notice above the masthead at the left.
    pub notice: Option<Text>,
    /// 编印单位: the office that issues the bulletin.
    pub issuer: Option<Text>,
    /// 版式: the layout, a folder of `layouts/`.
    pub layout: Option<Text>,
    /// 目录: how the contents are set.
    pub contents: Option<Contents>,
    /// 页数: how many pages the issue fills.
    pub pages: Option<Pages>,
    /// 缩版: the page that the text ends on.
    pub fit: Option<Fit>,
    /// 报送: the receivers in the imprint.
    pub distribution: Option<Vec<Distribution>>,
    /// 准印证号: the number of the printing permit.
    pub serial: Option<Text>,
    /// 印数: the number of copies.
    pub copies: Option<Positive>,
    /// 付印: how the issue goes to the press.
    pub print: Option<Print>,
    /// 设区市: the cities in the official order.
    pub cities: Option<Vec<City>>,
    /// What is to be said about how it was typed: characters that were set as the right ones, and what YAML reads as
    /// something else.
    #[serde(skip)]
    pub remarks: Vec<Diagnostic>,
}

/// A section (栏目) of the contents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Section {
    /// 栏目名: its name.
    pub title: Text,
    /// 稿件: its articles in order.
    pub articles: Vec<Article>,
}

/// An article (稿件): text, a table, or both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Article {
    /// 标题: its title. Each line that was typed is a line in print.
    pub title: Text,
    /// 来稿单位: the office that sent it in.
    pub source: Option<Located<Contributor>>,
    /// 正文: its text, in Markdown.
    pub body: Option<Text>,
    /// 表格: a table below the text.
    pub table: Option<Table>,
    /// 用稿统计: a table that is counted from a year's issues.
    pub statistics: Option<Statistics>,
}

/// The statistics of a year, counted from its issues.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Statistics {
    /// 年份: the year whose issues are counted.
    pub year: Located<Year>,
}

impl Issue {
    /// Reads an issue. What it doesn't set itself is taken from the publication.
    ///
    /// # Errors
    /// The first place in either file that hasn't the shape of the format, or a required key that neither file has.
    pub fn read(source: &Arc<Source>, publication: Option<&Arc<Source>>) -> Result<Self, Diagnostic> {
        let mut issue: Self = yaml::parse(source)?;
        issue.remarks = repair::repair(&mut issue, source);
        if let Some(source) = publication {
            let (publication, remarks) = Publication::read(source)?;
            issue.remarks.extend(remarks);
            issue.inherit(publication);
        }
        for (key, missing) in [("title", issue.title.is_none()), ("issuer", issue.issuer.is_none())] {
            if missing {
                // All issues lack what the publication lacks.
                let start = Place { source: publication.unwrap_or(source).clone(), range: 0..0 };
                return Err(Diagnostic::new(Code::MissingKey)
                    .with("key", key)
                    .with("word", Arg::Key(format!("issue-{key}")))
                    .at(start));
            }
        }
        Ok(issue)
    }

    /// Returns the words of all its own and inherited texts, as they are set.
    pub fn words(&self) -> Vec<String> {
        repair::words(self)
    }

    /// Fills the keys that aren't set with those of the publication.
    fn inherit(&mut self, publication: Publication) {
        fn fill<T>(own: &mut Option<T>, inherited: Option<T>) {
            if own.is_none() {
                *own = inherited;
            }
        }
        fill(&mut self.title, publication.title);
        fill(&mut self.notice, publication.notice);
        fill(&mut self.issuer, publication.issuer);
        fill(&mut self.layout, publication.layout);
        fill(&mut self.contents, publication.contents);
        fill(&mut self.pages, publication.pages);
        fill(&mut self.fit, publication.fit);
        fill(&mut self.distribution, publication.distribution);
        fill(&mut self.serial, publication.serial);
        fill(&mut self.copies, publication.copies);
        fill(&mut self.print, publication.print);
        fill(&mut self.cities, publication.cities);
    }

    /// Returns the layout's name, which is `bulletin` unless set.
    pub fn layout_name(&self) -> &str {
        self.layout.as_ref().map_or("bulletin", |layout| layout.as_str())
    }

    /// Returns the profile of its own PDF, which is `print` unless set.
    pub fn own_profile(&self) -> Profile {
        self.print.as_ref().and_then(|print| print.profile.as_ref()).map_or_else(Profile::default, |own| own.value)
    }

    /// Returns the names that it knows: of its issuer, of the cities and counties, and of the offices that sent articles.
    pub fn names(&self) -> Vec<&str> {
        let places = self.cities.iter().flatten().flat_map(|city| city.counties.iter().chain([&city.name]));
        let offices = self.articles().filter_map(|article| match article.source.as_ref().map(|source| &source.value) {
            Some(Contributor::Office(office)) => Some([&office.city, &office.county, &office.sector]),
            _ => None,
        });
        let offices = offices.flatten().flatten();
        places.chain(offices).chain(&self.issuer).map(|name| name.trim()).collect()
    }

    /// Returns the articles of all sections in order.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.sections.iter().flat_map(|section| &section.articles)
    }
}

impl Publication {
    /// Reads a publication, and what is to be said about how it was typed.
    ///
    /// # Errors
    /// The first place that hasn't the shape of the format.
    pub fn read(source: &Arc<Source>) -> Result<(Self, Vec<Diagnostic>), Diagnostic> {
        let mut publication: Self = yaml::parse(source)?;
        let remarks = repair::repair_publication(&mut publication, source);
        Ok((publication, remarks))
    }

    /// Returns the words of all its texts, as they are set.
    pub fn words(&self) -> Vec<String> {
        repair::words_of_publication(self)
    }
}
