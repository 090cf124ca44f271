//! What the recognition makes of drafts: articles and issues, ready to be written.
//!
//! It holds values. How they look in YAML and Markdown is for `write`.

use super::draft::{At, Run};

/// An article.
#[derive(Debug, Clone, Default)]
pub struct Article {
    /// The lines of its title.
    pub title: Vec<String>,
    /// The office that sent it in.
    pub source: Option<Source>,
    /// Its text.
    pub body: Vec<Block>,
    /// A table below its text.
    pub table: Option<Grid>,
    /// The notes that its runs refer to by their indices.
    pub notes: Vec<Vec<Run>>,
    /// The remarks in YAML, each above its key.
    pub remarks: Vec<(Key, String)>,
    /// The places of the draft that it was made of.
    pub places: Vec<At>,
    /// The words that its total was read from.
    pub consumed: String,
    /// The places of its title.
    pub title_places: Vec<At>,
}

/// A key of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// `title`
    Title,
    /// `source`
    Source,
    /// `body`
    Body,
    /// `table`
    Table,
}

/// The office that sent an article in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The city.
    pub city: String,
    /// The county in it.
    pub county: Option<String>,
    /// Whether it is only proposed, since the publication lists no cities.
    pub is_proposed: bool,
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A heading of level 1 or 2.
    Heading(u8, Vec<Run>),
    /// An item of a list: how many lists it stands in, its number with point or bracket (bullets have none), its words.
    Item(usize, Option<String>, Vec<Run>),
    /// A picture.
    Picture(Figure),
    /// A table.
    Grid(Grid),
}

/// A picture in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its path, once its file has a name.
    pub path: String,
    /// Its bytes, or nothing where only its path is known.
    pub bytes: Vec<u8>,
    /// The end of its file name.
    pub extension: &'static str,
    /// Its caption.
    pub caption: Vec<Run>,
    /// Its printed width in mm.
    pub width: Option<u32>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<GridCell>>,
    /// The unit of the total.
    pub unit: Option<String>,
    /// The total as it was typed.
    pub total: Option<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GridCell {
    /// Its words.
    pub text: String,
    /// How many columns it spans.
    pub span: usize,
}

/// An issue. What isn't there is taken from the publication.
#[derive(Debug, Clone, Default)]
pub struct Issue {
    /// Its number.
    pub number: Option<u32>,
    /// Its number since the first issue.
    pub total_number: Option<u32>,
    /// Its day as `2025-11-18`.
    pub date: Option<String>,
    /// The editor's note.
    pub note: Vec<Block>,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// The name in the masthead.
    pub title: Option<String>,
    /// The notice above it.
    pub notice: Option<String>,
    /// The office that issues it.
    pub issuer: Option<String>,
    /// The receivers by label.
    pub distribution: Option<Vec<(String, Vec<String>)>>,
    /// The number of the printing permit.
    pub serial: Option<String>,
    /// The number of copies.
    pub copies: Option<u32>,
    /// The remarks above keys of the issue, each with the key that it stands above.
    pub remarks: Vec<(&'static str, String)>,
}

/// A section of an issue.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its name.
    pub title: String,
    /// Its articles.
    pub articles: Vec<Article>,
}
