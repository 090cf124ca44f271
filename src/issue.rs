//! The model of a bulletin's issue, as the YAML format has it: what was typed, with its places.
//!
//! Reading gives shapes only. Whether an issue makes sense is for `check`, what its Markdown means for `markup`.

pub mod markdown;
pub mod schema;
pub mod statistics;

mod choice;
mod city;
mod contributor;
mod date;
mod pages;
mod print;
mod publication;
mod string_or;
mod table;

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

pub use self::city::City;
pub use self::contributor::{Contributor, Office};
pub use self::date::{Date, Year};
pub use self::pages::{Footer, MOST_PAGES, Pages};
pub use self::print::{Bleed, Pictures, Print, Profile, Red};
pub use self::publication::{Contents, Distribution, Publication};
pub use self::table::{Cell, Table};
use crate::diagnostic::Source;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::input::yaml::{self, Located, Text};

/// A number that is at least 1.
pub type Positive = Located<std::num::NonZeroU32>;

/// One number of the bulletin (一期): a file such as `issues/2022/36.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Issue {
    /// 期号
    pub number: Positive,
    /// 总期号
    pub total_number: Option<Positive>,
    /// 日期
    pub date: Located<Date>,
    /// 编者按, Markdown
    pub note: Option<Text>,
    /// 栏目
    pub sections: Vec<Section>,
    /// 报头 masthead; this and the keys below override those of the publication.
    pub title: Option<Text>,
    /// 报头左上的提示
    pub notice: Option<Text>,
    /// 编印单位
    pub issuer: Option<Text>,
    /// 版式, a folder of `layouts/`
    pub layout: Option<Text>,
    /// 目录 settings
    pub contents: Option<Contents>,
    /// 页数 settings
    pub pages: Option<Pages>,
    /// 报送 distribution of the imprint
    pub distribution: Option<Vec<Distribution>>,
    /// 准印证号
    pub serial: Option<Text>,
    /// 印数
    pub copies: Option<Positive>,
    /// 付印 settings
    pub print: Option<Print>,
    /// 设区市 in the official order
    pub cities: Option<Vec<City>>,
}

/// A section (栏目) of the contents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Section {
    /// 栏目名
    pub title: Text,
    /// 稿件
    pub articles: Vec<Article>,
}

/// An article (稿件): text, a table, or both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Article {
    /// 标题; each line typed is a line in print
    pub title: Text,
    /// 来稿单位
    pub source: Option<Located<Contributor>>,
    /// 正文, Markdown
    pub body: Option<Text>,
    /// 表格
    pub table: Option<Table>,
    /// 用稿统计 in place of a table
    pub statistics: Option<Statistics>,
}

/// The statistics of a year, counted from its issues.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Statistics {
    /// 年份
    pub year: Located<Year>,
}

impl Issue {
    /// Reads an issue, and takes from the publication what the issue doesn't say itself.
    ///
    /// # Errors
    /// The first thing in either file that hasn't the shape of the format; a key that neither has.
    pub fn read(source: &Arc<Source>, publication: Option<&Arc<Source>>) -> Result<Self, Diagnostic> {
        let mut issue: Self = yaml::parse(source)?;
        if let Some(publication) = publication {
            issue.inherit(yaml::parse(publication)?);
        }
        for (key, missing) in [("title", issue.title.is_none()), ("issuer", issue.issuer.is_none())] {
            if missing {
                let start = crate::diagnostic::Place { source: source.clone(), range: 0..0 };
                return Err(Diagnostic::new(Code::MissingKey)
                    .with("key", key)
                    .with("word", Arg::Key(format!("issue-{key}")))
                    .at(start));
            }
        }
        Ok(issue)
    }

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
        fill(&mut self.distribution, publication.distribution);
        fill(&mut self.serial, publication.serial);
        fill(&mut self.copies, publication.copies);
        fill(&mut self.print, publication.print);
        fill(&mut self.cities, publication.cities);
    }

    /// The layout's name; `bulletin` unless set.
    pub fn layout_name(&self) -> &str {
        self.layout.as_ref().map_or("bulletin", |layout| layout.as_str())
    }

    /// Returns the profile of its own PDF; `print` unless set.
    pub fn own_profile(&self) -> Profile {
        self.print.as_ref().and_then(|print| print.profile.as_ref()).map_or_else(Profile::default, |own| own.value)
    }

    /// All articles in order.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.sections.iter().flat_map(|section| &section.articles)
    }
}
