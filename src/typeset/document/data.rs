//! The data that a layout gets: the contract between the program and the Typst files that draw.
//!
//! A layout is a function `layout(data)`, and `data` is one of these structs as JSON. The manual's page
//! `dev/layout-data.md` is generated from them. This knows nothing of how an issue becomes data.

mod run;
mod table;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::run::{BreakRun, FootnoteRun, Run, TextRun};
pub use self::table::{CellData, GridData, TableData};
use crate::asset::face::{Chain, Role};
use crate::issue::Date;
use crate::typeset::field::Field;

/// The version of the data. It grows when a field is taken away or changes its meaning, and not when one is added.
pub const DATA_VERSION: u32 = 1;

/// What every layout gets.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BaseData {
    /// The version of the data, 1.
    pub version: u32,
    /// The faces of each role: `masthead`, `title`, `song`, `fang`, `hei`, `kai`, `latin`.
    pub faces: BTreeMap<Role, Chain>,
    /// The two inks.
    pub inks: Inks,
}

/// The two inks of the print shop.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Inks {
    /// The red of the masthead.
    pub red: Ink,
    /// The black of all else.
    pub black: Ink,
}

/// An ink. One of `cmyk`, `rgb` and `grey` is given, and `spot` beside it where the ink is a spot colour.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Ink {
    /// The name of the spot colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot: Option<String>,
    /// Shares of C, M, Y and K in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cmyk: Option<[f64; 4]>,
    /// R, G and B, each from 0 to 255.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rgb: Option<[u8; 3]>,
    /// The grey, from 0 (black) to 255 (white).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grey: Option<u8>,
}

/// What the PDF says about itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DocumentInfo {
    /// The title.
    pub title: String,
    /// The issuer.
    pub author: String,
    /// The date of the issue.
    pub date: DateData,
}

/// A date, as Typst's `datetime` takes it.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct DateData {
    /// The year, of four digits.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

impl From<Date> for DateData {
    fn from(Date { year, month, day }: Date) -> Self {
        Self { year, month, day }
    }
}

/// The data of a layout that an issue may name.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct IssueData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// What the PDF says about itself.
    pub document: DocumentInfo,
    /// How many pages the issue takes.
    pub pages: PageCount,
    /// The masthead (报头).
    pub masthead: Masthead,
    /// The contents (目录).
    pub contents: Contents,
    /// The editor's note (编者按), block by block; empty if there is none.
    pub note: Vec<Block>,
    /// The articles of all sections.
    pub articles: Vec<ArticleData>,
    /// The imprint (版记).
    pub imprint: Imprint,
}

/// How many pages an issue takes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PageCount {
    /// The number of pages is made a multiple of this by blank pages.
    pub multiple_of: u32,
    /// Where the imprint stands: `last` for the last of all pages, `last-even` for the last even page of the text.
    pub footer: &'static str,
}

/// The words of the masthead. Each field is also the name that a layout marks the words with.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Masthead {
    /// The title of the bulletin. Only an issue with errors has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The notice above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// The office that issues it. Only an issue with errors has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The number, such as 第36期.
    pub number: String,
    /// The number counted over all years, such as （总第512期）.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_number: Option<String>,
    /// The date, such as 2022年12月28日.
    pub date: String,
}

/// The contents (目录).
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contents {
    /// Whether page numbers are shown.
    pub page_numbers: bool,
    /// The sections.
    pub sections: Vec<ContentsSection>,
}

/// A section in the contents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ContentsSection {
    /// The field's name.
    pub at: Field,
    /// Its title as it was typed, such as 工作交流.
    pub title: String,
    /// Its title as the contents print it, such as 【工作交流】.
    pub heading: String,
    /// Its articles.
    pub entries: Vec<ContentsEntry>,
}

/// An article in the contents.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ContentsEntry {
    /// The field's name.
    pub at: Field,
    /// The article's title in one line.
    pub title: String,
    /// The label of the article's heading, for a link.
    pub article: String,
}

/// An article with its title, text and table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ArticleData {
    /// The name of the field of its title. A layout has to mark the title with it, or the volume fails.
    pub at: Field,
    /// The label that its heading has to have.
    pub label: String,
    /// The lines of its title, as they were typed.
    pub title: Vec<String>,
    /// For each of those lines the ways to break it where the sense allows, from the widest to the narrowest; each way is
    /// a list of lines. The first way is the line as it is. A layout takes the first whose lines are all narrow enough.
    pub title_lines: Vec<Vec<Vec<String>>>,
    /// There and `true` if the title takes the way with the fewest lines instead. Copyfitting asks for it.
    #[serde(skip_serializing_if = "is_off")]
    pub fewest_lines: bool,
    /// There and `true` if there is no blank line under the title. Copyfitting asks for it.
    #[serde(skip_serializing_if = "is_off")]
    pub close: bool,
    /// Its text.
    pub blocks: Vec<Block>,
    /// The table that it has beside the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableData>,
    /// The sum of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Words>,
}

/// A block of running text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph, or an item of a list.
    Text(Paragraph),
    /// A heading within the text.
    Heading(Heading),
    /// A picture.
    Picture(PictureData),
    /// A table within the text.
    Table(Box<GridData>),
}

impl Block {
    /// Returns the field's name.
    pub fn at(&self) -> &Field {
        match self {
            Self::Text(paragraph) => &paragraph.at,
            Self::Heading(heading) => &heading.at,
            Self::Picture(picture) => &picture.at,
            Self::Table(table) => &table.at,
        }
    }
}

/// A block of the kind `text`: a paragraph, or an item of a list. Only an item has `depth`,
/// `marker` and `list`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Paragraph {
    /// The field's name.
    pub at: Field,
    /// The words.
    pub runs: Vec<Run>,
    /// By how much each character moves from the one before it, in em. Copyfitting asks for it; it is negative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracking: Option<f64>,
    /// How deep the list lies in others, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<usize>,
    /// The marker of the item as it is printed, such as 1. or （1） or •; empty for a further paragraph of the item before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marker: Option<String>,
    /// There and `true` if its first or last line may stand alone on a page, so that its footnotes stand on their pages.
    #[serde(skip_serializing_if = "is_off")]
    pub lone_lines: bool,
    /// The list of the item, counted through the text from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<usize>,
}

/// A block of the kind `heading`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Heading {
    /// The field's name.
    pub at: Field,
    /// 1 or 2.
    pub level: u8,
    /// The words.
    pub runs: Vec<Run>,
}

/// A block of the kind `picture`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PictureData {
    /// The field's name.
    pub at: Field,
    /// The path for Typst's `image`.
    pub path: String,
    /// The caption as plain text, for readers who don't see the picture.
    pub alt: String,
    /// The caption.
    pub runs: Vec<Run>,
    /// The width in mm that the issue asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// The pictures that follow one another and have the same number here stand side by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// `left` or `right` if the text after it stands beside it: the picture's side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<&'static str>,
    /// How many lines of the grid the picture takes less. Copyfitting asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines_less: Option<u32>,
}

/// Words with the name of their field.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Words {
    /// The field's name.
    pub at: Field,
    /// The words.
    pub text: String,
}

/// The imprint (版记).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Imprint {
    /// The distribution list.
    pub entries: Vec<ImprintEntry>,
    /// Serial number and copies with the brackets around them; empty if neither is given.
    pub serial: Vec<Words>,
}

/// A label of the distribution list, such as 报, and whom it stands for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImprintEntry {
    /// The field's name.
    pub at: Field,
    /// The label with its colon, such as 报：.
    pub label: String,
    /// The lines behind it.
    pub lines: Vec<Words>,
}

/// Whether a style is off. The data has only those that are on.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_off(on: &bool) -> bool {
    !on
}
