//! The data that a layout gets: the contract between the program and the Typst files that draw.
//!
//! A layout is a function `layout(data)`, and `data` is one of these structs as JSON. The manual's page
//! `dev/layout-data.md` is generated from them. This knows nothing of how an issue becomes data.

mod closing;
mod front;
mod imprint;
mod paragraph;
mod run;
mod table;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use self::closing::{AttachmentData, AttachmentEntry, Closing, SignOffData};
pub use self::front::{Contents, ContentsEntry, ContentsSection, Masthead, Signers};
pub use self::imprint::{Imprint, ImprintEntry, PrintedByData};
pub use self::paragraph::{Heading, Paragraph, RuleData};
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
    /// The attachments (附件) of all articles and of the issue. Not there if it has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentData>,
    /// The imprint (版记).
    pub imprint: Imprint,
}

impl IssueData {
    /// Returns the blocks of all running texts in order.
    pub fn running_blocks(&self) -> impl Iterator<Item = &Block> {
        let of_articles = self
            .articles
            .iter()
            .flat_map(|article| article.note.iter().chain(&article.blocks).chain(&article.afterword));
        let of_attachments = self.attachments.iter().flat_map(|attachment| &attachment.text.blocks);
        self.note.iter().chain(of_articles).chain(of_attachments)
    }

    /// Returns an article by its index. The attachments follow the articles.
    pub fn article_mut(&mut self, index: usize) -> Option<&mut ArticleData> {
        match index.checked_sub(self.articles.len()) {
            None => self.articles.get_mut(index),
            Some(attachment) => self.attachments.get_mut(attachment).map(|attachment| &mut attachment.text),
        }
    }

    /// Returns the blocks of all running texts in order, to be changed.
    pub fn running_blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        let articles = self.articles.iter_mut();
        let of_articles = articles
            .flat_map(|article| article.note.iter_mut().chain(&mut article.blocks).chain(&mut article.afterword));
        let of_attachments = self.attachments.iter_mut().flat_map(|attachment| &mut attachment.text.blocks);
        self.note.iter_mut().chain(of_articles).chain(of_attachments)
    }
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

/// An article with its title, text and table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ArticleData {
    /// The name of the field of its title. A layout has to mark the title with it, or the volume fails.
    pub at: Field,
    /// The label that its heading has to have.
    pub label: String,
    /// There and `true` if it begins at the top of a page.
    #[serde(skip_serializing_if = "is_off")]
    pub new_page: bool,
    /// The name of its section, such as 【工作交流】, if that stands above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Words>,
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
    /// The editor's note above its text, block by block. Not there if it has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Block>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// The table that it has beside the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableData>,
    /// The sum of the table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Words>,
    /// To whom it is addressed (主送机关), with its colon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Words>,
    /// What stands below its text: its own lines, then those of the issue below the last article. Not there if there is
    /// nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closings: Vec<Closing>,
    /// The contributor's line with its brackets, such as （某区委办公室供稿）.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<Words>,
    /// The editor's words behind its text, block by block. Not there if it has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub afterword: Vec<Block>,
}

/// A block of running text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A paragraph, or an item of a list.
    Text(Paragraph),
    /// A heading within the text.
    Heading(Heading),
    /// A rule between items.
    Rule(RuleData),
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
            Self::Rule(rule) => &rule.at,
            Self::Picture(picture) => &picture.at,
            Self::Table(table) => &table.at,
        }
    }
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

/// Whether a style is off. The data has only those that are on.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_off(on: &bool) -> bool {
    !on
}
