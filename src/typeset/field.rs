//! Fields: what a mark on the page leads back to in the issue.
//!
//! A layout puts a mark around everything that it draws. The mark's name is text, such as `articles.0.3`, because the
//! layouts are written in Typst. Here that text becomes a [`Field`], and nowhere else is it taken apart.

use std::fmt;

use serde::{Serialize, Serializer};

/// A field of the issue, or one of the two marks that belong to the layout alone. All indexes count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The masthead's title (报头).
    Title,
    /// The notice above the masthead (标识).
    Notice,
    /// The office that issues the bulletin (编印单位).
    Issuer,
    /// The number (期号).
    Number,
    /// The number counted over all years (总期号).
    TotalNumber,
    /// The date of the issue.
    Date,
    /// The serial number in the imprint (准印证号).
    Serial,
    /// How many copies are printed (印数).
    Copies,
    /// A section's title in the contents, or an article's title there.
    Contents {
        /// The section.
        section: usize,
        /// The article, counted through all sections.
        article: Option<usize>,
    },
    /// The title above an article.
    ArticleTitle(usize),
    /// The sum under an article's title.
    ArticleTotal(usize),
    /// A cell of the table that an article has under the key `table`.
    TableCell(usize, Cell),
    /// What stands around the table that an article has under the key `table`.
    TablePart(usize, TablePart),
    /// A block of running text, or a part of it.
    Block {
        /// The text that the block belongs to.
        text: RunningText,
        /// The block.
        block: usize,
        /// Its cell, of a table within the text.
        cell: Option<Cell>,
        /// Its footnote, by the index of the run that refers to it.
        footnote: Option<usize>,
    },
    /// A label of the distribution list, or a line behind it.
    Imprint {
        /// The entry.
        entry: usize,
        /// The line.
        line: Option<usize>,
    },
    /// The page number (页码).
    PageNumber,
    /// A page that the layout keeps free for another page to be put on.
    Placeholder,
    /// A name that this version doesn't know. A project's own layout may mark what it likes.
    Other(String),
}

/// A running text of the issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RunningText {
    /// The editor's note (编者按).
    Note,
    /// An article's text.
    Article(usize),
}

/// The place of a cell in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The row.
    pub row: Row,
    /// The column, or the cell's index where cells span rows or columns.
    pub column: usize,
}

/// A row of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Row {
    /// A row of the head.
    Head(usize),
    /// A row under the head.
    Body(usize),
}

impl Row {
    /// The first row of the head.
    pub const FIRST: Self = Self::Head(0);

    /// Returns the row's number under the head; `None` for a row of the head.
    pub fn body(self) -> Option<usize> {
        match self {
            Self::Body(row) => Some(row),
            Self::Head(_) => None,
        }
    }
}

/// What stands around a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TablePart {
    /// The caption (表题) above it.
    Caption,
    /// The line that names the unit (单位：万元) above it.
    UnitLine,
    /// A note (注) below it.
    Note(usize),
}

impl Field {
    /// Returns a whole block of running text.
    pub fn block(text: RunningText, block: usize) -> Self {
        Self::Block { text, block, cell: None, footnote: None }
    }

    /// Returns a cell of the table that this block is.
    pub fn with_cell(&self, cell: Cell) -> Self {
        match self {
            Self::Block { text, block, .. } => {
                Self::Block { text: *text, block: *block, cell: Some(cell), footnote: None }
            }
            other => other.clone(),
        }
    }

    /// Returns a footnote of this block or cell.
    pub fn with_footnote(&self, footnote: usize) -> Self {
        match self {
            Self::Block { text, block, cell, .. } => {
                Self::Block { text: *text, block: *block, cell: *cell, footnote: Some(footnote) }
            }
            other => other.clone(),
        }
    }

    /// Returns the block or cell that a footnote belongs to; `None` if this is no footnote.
    pub fn footnote_owner(&self) -> Option<Self> {
        match *self {
            Self::Block { text, block, cell, footnote: Some(_) } => {
                Some(Self::Block { text, block, cell, footnote: None })
            }
            _ => None,
        }
    }

    /// Returns the first cell of the row that this cell stands in; `None` if this is no cell.
    pub fn row(&self) -> Option<Self> {
        let first = |cell: Cell| Cell { column: 0, ..cell };
        match *self {
            Self::TableCell(article, cell) => Some(Self::TableCell(article, first(cell))),
            Self::Block { cell: Some(cell), footnote: None, .. } => Some(self.with_cell(first(cell))),
            _ => None,
        }
    }

    /// Returns the block that holds this cell; `None` if this is no cell of a table within running text.
    pub fn table(&self) -> Option<Self> {
        match *self {
            Self::Block { text, block, cell: Some(_), .. } => Some(Self::block(text, block)),
            _ => None,
        }
    }

    /// Returns the first head of the table that this cell belongs to; `None` if this is no cell.
    pub fn table_head(&self) -> Option<Self> {
        let head = Cell { row: Row::FIRST, column: 0 };
        match self {
            Self::TableCell(article, _) => Some(Self::TableCell(*article, head)),
            Self::Block { cell: Some(_), .. } => Some(self.with_cell(head)),
            _ => None,
        }
    }

    /// Whether it is a cell in the head of a table.
    pub fn is_in_head(&self) -> bool {
        match self {
            Self::TableCell(_, cell) => cell.row.body().is_none(),
            Self::Block { cell: Some(cell), footnote: None, .. } => cell.row.body().is_none(),
            _ => false,
        }
    }

    /// Whether it repeats an article's title in the contents.
    pub fn repeats_a_title(&self) -> bool {
        matches!(self, Self::Contents { article: Some(_), .. })
    }

    /// Whether the layout prints more than what was typed there, such as 第36期 for 36.
    pub fn is_printed_with_words(&self) -> bool {
        matches!(self, Self::Number | Self::TotalNumber | Self::Date | Self::Copies | Self::ArticleTotal(_))
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.row {
            Row::Body(row) => write!(f, "{row}.{}", self.column),
            Row::Head(0) => write!(f, "columns.{}", self.column),
            Row::Head(row) => write!(f, "head-{row}.{}", self.column),
        }
    }
}

impl fmt::Display for TablePart {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Caption => f.write_str("caption"),
            Self::UnitLine => f.write_str("unit-line"),
            Self::Note(note) => write!(f, "notes-{note}"),
        }
    }
}

/// Writes the name that layouts use.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Notice => f.write_str("notice"),
            Self::Issuer => f.write_str("issuer"),
            Self::Number => f.write_str("number"),
            Self::TotalNumber => f.write_str("total-number"),
            Self::Date => f.write_str("date"),
            Self::Serial => f.write_str("serial"),
            Self::Copies => f.write_str("copies"),
            Self::Contents { section, article: None } => write!(f, "contents.{section}"),
            Self::Contents { section, article: Some(article) } => write!(f, "contents.{section}.{article}"),
            Self::ArticleTitle(article) => write!(f, "articles.{article}.title"),
            Self::ArticleTotal(article) => write!(f, "articles.{article}.total"),
            Self::TableCell(article, cell) => write!(f, "articles.{article}.table.{cell}"),
            Self::TablePart(article, part) => write!(f, "articles.{article}.table.{part}"),
            Self::Block { text, block, cell, footnote } => {
                match text {
                    RunningText::Note => write!(f, "note.{block}")?,
                    RunningText::Article(article) => write!(f, "articles.{article}.{block}")?,
                }
                cell.map_or(Ok(()), |cell| write!(f, ".{cell}"))?;
                footnote.map_or(Ok(()), |footnote| write!(f, ".note-{footnote}"))
            }
            Self::Imprint { entry, line: None } => write!(f, "imprint.{entry}"),
            Self::Imprint { entry, line: Some(line) } => write!(f, "imprint.{entry}.{line}"),
            Self::PageNumber => f.write_str("page-number"),
            Self::Placeholder => f.write_str("placeholder"),
            Self::Other(name) => f.write_str(name),
        }
    }
}

/// In the schema of the layouts' data a field is its name.
impl schemars::JsonSchema for Field {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Field".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "The name of a field, such as `articles.0.title`." })
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads the name of a mark. A name that is no field's stays as it is, in [`Field::Other`].
impl From<&str> for Field {
    fn from(name: &str) -> Self {
        let parts: Vec<&str> = name.split('.').collect();
        read(&parts).filter(|field| field.to_string() == name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

/// Reads the parts of a name. Numbers such as `01` are read too; the caller compares the text.
fn read(parts: &[&str]) -> Option<Field> {
    let index = |part: &str| part.parse::<usize>().ok();
    Some(match parts {
        ["title"] => Field::Title,
        ["notice"] => Field::Notice,
        ["issuer"] => Field::Issuer,
        ["number"] => Field::Number,
        ["total-number"] => Field::TotalNumber,
        ["date"] => Field::Date,
        ["serial"] => Field::Serial,
        ["copies"] => Field::Copies,
        ["page-number"] => Field::PageNumber,
        ["placeholder"] => Field::Placeholder,
        ["contents", section] => Field::Contents { section: index(section)?, article: None },
        ["contents", section, article] => Field::Contents { section: index(section)?, article: Some(index(article)?) },
        ["imprint", entry] => Field::Imprint { entry: index(entry)?, line: None },
        ["imprint", entry, line] => Field::Imprint { entry: index(entry)?, line: Some(index(line)?) },
        ["articles", article, "title"] => Field::ArticleTitle(index(article)?),
        ["articles", article, "total"] => Field::ArticleTotal(index(article)?),
        ["articles", article, "table", part] => Field::TablePart(index(article)?, read_part(part)?),
        ["articles", article, "table", row, column] => Field::TableCell(index(article)?, read_cell(row, column)?),
        ["articles", article, block, part @ ..] => read_block(RunningText::Article(index(article)?), block, part)?,
        ["note", block, part @ ..] => read_block(RunningText::Note, block, part)?,
        _ => return None,
    })
}

fn read_cell(row: &str, column: &str) -> Option<Cell> {
    let row = match row.strip_prefix("head-") {
        Some(row) => Row::Head(row.parse().ok().filter(|row| *row > 0)?),
        None if row == "columns" => Row::FIRST,
        None => Row::Body(row.parse().ok()?),
    };
    Some(Cell { row, column: column.parse().ok()? })
}

fn read_part(part: &str) -> Option<TablePart> {
    Some(match part {
        "caption" => TablePart::Caption,
        "unit-line" => TablePart::UnitLine,
        note => TablePart::Note(note.strip_prefix("notes-")?.parse().ok()?),
    })
}

fn read_block(text: RunningText, block: &str, part: &[&str]) -> Option<Field> {
    let footnote = |part: &str| part.strip_prefix("note-")?.parse().ok();
    let (cell, footnote) = match part {
        [] => (None, None),
        [note] => (None, Some(footnote(note)?)),
        [row, column] => (Some(read_cell(row, column)?), None),
        [row, column, note] => (Some(read_cell(row, column)?), Some(footnote(note)?)),
        _ => return None,
    };
    Some(Field::Block { text, block: block.parse().ok()?, cell, footnote })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_it_is_written() {
        let known = [
            "title",
            "notice",
            "issuer",
            "number",
            "total-number",
            "date",
            "serial",
            "copies",
            "page-number",
            "placeholder",
            "contents.0",
            "contents.2.11",
            "articles.3.title",
            "articles.3.total",
            "articles.3.table.columns.0",
            "articles.3.table.12.4",
            "articles.3.table.head-1.2",
            "articles.3.table.caption",
            "articles.3.table.unit-line",
            "articles.3.table.notes-1",
            "articles.0.7",
            "articles.0.7.note-2",
            "articles.0.7.columns.1",
            "articles.0.7.10.1.note-0",
            "note.0",
            "note.0.note-1",
            "imprint.1",
            "imprint.1.0",
        ];
        for name in known {
            let field = Field::from(name);
            assert!(!matches!(field, Field::Other(_)), "{name}");
            assert_eq!(field.to_string(), name);
        }
        for name in
            ["", "articles", "articles.00.title", "articles.x.1", "note.0.1", "contents.-1", "imprint.1.0.2", "报头"]
        {
            assert_eq!(Field::from(name), Field::Other(name.to_owned()));
        }
    }

    #[test]
    fn a_part_leads_to_its_owner() {
        let cell = Field::from("articles.0.7.10.1");
        assert_eq!(cell.row(), Some(Field::from("articles.0.7.10.0")));
        assert_eq!(cell.table(), Some(Field::from("articles.0.7")));
        assert_eq!(cell.with_footnote(3).footnote_owner(), Some(cell.clone()));
        assert_eq!(cell.with_footnote(3).row(), None);
        assert_eq!(Field::from("articles.0.table.2.1").row(), Some(Field::from("articles.0.table.2.0")));
        assert_eq!(Field::from("articles.0.7").row(), None);
    }
}
