//! The model of a bulletin's issue as the YAML format has it: what was typed, and where.
//!
//! It knows shapes only. Whether an issue makes sense is for `check`, and what its Markdown means is for `markdown`.

pub mod figure;
pub mod markdown;
pub mod number;
pub mod schema;
pub mod statistics;

mod choice;
mod city;
mod closing;
mod contributor;
mod credit;
mod date;
mod fit;
mod imprint;
mod masthead;
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
pub use self::closing::{Attachment, SignOff};
pub use self::contributor::{Contributor, Office};
pub use self::credit::Credit;
pub use self::date::{Date, Year};
pub use self::fit::{Fit, FitPages};
pub use self::imprint::{Distribution, PrintedBy, Receiver, Staff};
pub use self::masthead::{COPY_DIGITS, CopyNumbers, Secrecy, SecrecyLevel, TypedSecrecy, Urgency};
pub use self::number::{FormPart, Number, NumberForm, Numbers, TypedYear};
pub use self::pages::{Footer, MOST_PAGES, Pages};
pub use self::print::{Bleed, InkPlate, Pictures, Print, Profile, Red};
pub use self::publication::{Contents, Publication, SectionNames};
pub use self::repair::repair_cell;
use self::string_or::{StringOr, some_texts};
pub use self::table::{Align, Arrangement, Cell, Misfit, PlacedCell, Spans, Table, TableTotal, Total, arrange};
use crate::diagnostic::{Arg, Code, Diagnostic, Place, Source};
use crate::input::yaml::{self, Located, Text};

/// A number that is at least 1.
pub type Positive = Located<std::num::NonZeroU32>;

/// The layout (信息摘报) whose items each have a contributor's line.
const DIGEST: &str = "digest";

/// One issue of the bulletin (一期): a file such as `issues/2022/36.yaml`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Issue {
    /// 期号: its number within the year, or within a series such as 增刊.
    pub number: Located<Number>,
    /// 总期号: its number since the first issue of the bulletin.
    pub total_number: Option<Located<Numbers>>,
    /// 期号的印法: the words around the number.
    pub number_form: Option<Located<NumberForm>>,
    /// 日期: the day of issue.
    pub date: Located<Date>,
    /// 编者按: the editor's note, in Markdown.
    pub note: Option<Text>,
    /// 供稿: the contributor's line of articles that have none of their own.
    pub credit: Option<Credit>,
    /// 栏目: the sections in order.
    pub sections: Vec<Section>,
    /// 主送机关: to whom the first article is addressed.
    pub addressee: Option<Text>,
    /// 附件: the attachments of the issue, listed below the last article.
    pub attachments: Option<Vec<Attachment>>,
    /// 署名: who signs below the last article, and when.
    pub sign_off: Option<SignOff>,
    /// 附注: a remark in brackets below the last article.
    pub remark: Option<Text>,
    /// 报头: the bulletin's name in the masthead. This and the keys below override those of the publication.
    pub title: Option<Text>,
    /// 报头左上的提示: the notice above the masthead at the left.
    pub notice: Option<Text>,
    /// 份号: the numbers of the copies. Each copy shows its own number.
    pub copy_numbers: Option<Located<CopyNumbers>>,
    /// 密级: how secret the issue is, and for how long.
    pub secrecy: Option<Located<TypedSecrecy>>,
    /// 紧急程度: how urgent the issue is.
    pub urgency: Option<Located<Urgency>>,
    /// 编印单位: the office that issues the bulletin.
    pub issuer: Option<Text>,
    /// 签发人: who signed the issue for printing.
    #[serde(default, deserialize_with = "some_texts")]
    #[schemars(with = "Option<StringOr<Vec<Text>>>")]
    pub signer: Option<Vec<Text>>,
    /// 版式: the layout, a folder of `layouts/`.
    pub layout: Option<Text>,
    /// 目录: how the contents are set.
    pub contents: Option<Contents>,
    /// 栏目名的位置: where the names of the sections stand.
    pub section_names: Option<Located<SectionNames>>,
    /// 页数: how many pages the issue fills.
    pub pages: Option<Pages>,
    /// 缩版: the page that the text ends on.
    pub fit: Option<Fit>,
    /// 报送: the receivers in the imprint.
    pub distribution: Option<Vec<Distribution>>,
    /// 增发: receivers of this issue alone, besides those of the publication.
    pub distribution_more: Option<Vec<Distribution>>,
    /// 印发机关、印发日期: who prints the issue, and when.
    pub printed_by: Option<PrintedBy>,
    /// 编辑、审核、值班: the staff, in the imprint.
    pub staff: Option<Vec<Staff>>,
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
    /// 另起一页: whether it begins at the top of a page.
    pub new_page: Option<Located<bool>>,
    /// 稿件: its articles in order.
    pub articles: Vec<Article>,
}

/// An article (稿件): text, a table, or both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Article {
    /// 标题: its title. Each line that was typed is a line in print.
    pub title: Text,
    /// 另起一页: whether it begins at the top of a page.
    pub new_page: Option<Located<bool>>,
    /// 来稿单位: the office that sent it in.
    pub source: Option<Located<Contributor>>,
    /// 供稿: the contributor's line under its text.
    pub credit: Option<Credit>,
    /// 编者按: the editor's note above its text, in Markdown.
    pub note: Option<Text>,
    /// 编后: the editor's words behind its text, in Markdown.
    pub afterword: Option<Text>,
    /// 主送机关: to whom it is addressed.
    pub addressee: Option<Text>,
    /// 附件: its attachments, listed below its text.
    pub attachments: Option<Vec<Attachment>>,
    /// 署名: who signs it, and when.
    pub sign_off: Option<SignOff>,
    /// 附注: a remark in brackets below its text.
    pub remark: Option<Text>,
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
        issue.complete();
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
        fill(&mut self.number_form, publication.number_form);
        fill(&mut self.notice, publication.notice);
        fill(&mut self.copy_numbers, publication.copy_numbers);
        fill(&mut self.secrecy, publication.secrecy);
        fill(&mut self.urgency, publication.urgency);
        fill(&mut self.issuer, publication.issuer);
        fill(&mut self.credit, publication.credit);
        fill(&mut self.signer, publication.signer);
        fill(&mut self.layout, publication.layout);
        fill(&mut self.contents, publication.contents);
        fill(&mut self.section_names, publication.section_names);
        fill(&mut self.pages, publication.pages);
        fill(&mut self.fit, publication.fit);
        fill(&mut self.distribution, publication.distribution);
        fill(&mut self.printed_by, publication.printed_by);
        fill(&mut self.staff, publication.staff);
        fill(&mut self.serial, publication.serial);
        fill(&mut self.copies, publication.copies);
        fill(&mut self.print, publication.print);
        fill(&mut self.cities, publication.cities);
    }

    /// Adds the further receivers to the others, and what each item of a digest has: a contributor's line, and the names of
    /// sections in the text.
    fn complete(&mut self) {
        if let Some(more) = self.distribution_more.take() {
            imprint::add_receivers(self.distribution.get_or_insert_default(), more);
        }
        if let (None, Some(layout)) = (&self.credit, self.layout.as_ref().filter(|layout| layout.as_str() == DIGEST)) {
            self.credit = Some(Credit::Source(layout.place.clone()));
        }
        if let (None, Some(layout)) =
            (&self.section_names, self.layout.as_ref().filter(|layout| layout.as_str() == DIGEST))
        {
            self.section_names = Some(Located { value: SectionNames::Text, place: layout.place.clone() });
        }
    }

    /// Returns all attachments in order: those of the articles, then those of the issue.
    pub fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        let of_articles = self.articles().flat_map(|article| article.attachments.iter().flatten());
        of_articles.chain(self.attachments.iter().flatten())
    }

    /// Returns all tables under the key `table`, to be changed: those of the articles and of all attachments.
    pub fn tables_mut(&mut self) -> impl Iterator<Item = &mut Table> {
        let of_articles = self.sections.iter_mut().flat_map(|section| &mut section.articles).flat_map(|article| {
            let of_attachments = article.attachments.iter_mut().flatten().filter_map(|it| it.table.as_mut());
            article.table.iter_mut().chain(of_attachments)
        });
        let of_issue = self.attachments.iter_mut().flatten().filter_map(|it| it.table.as_mut());
        of_articles.chain(of_issue)
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
        let sources = self.articles().filter_map(|article| article.source.as_ref());
        let offices = sources.flat_map(|source| source.value.offices()).flat_map(Office::names);
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
