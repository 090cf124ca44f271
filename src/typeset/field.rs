//! Fields: what a mark on the page leads back to in the issue.
//!
//! A layout puts a mark around everything that it draws. The mark's name is text, such as `articles.0.3`, because the
//! layouts are written in Typst. Here that text becomes a [`Field`], and nowhere else is it taken apart.

mod name;

/// A field of the issue, or one of the two marks that belong to the layout alone. All indexes count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The masthead's title (报头).
    Title,
    /// The notice above the masthead (标识).
    Notice,
    /// The number of the copy (份号).
    CopyNumber,
    /// Secrecy and its term (密级和保密期限).
    Secrecy,
    /// How urgent the issue is (紧急程度).
    Urgency,
    /// The office that issues the bulletin (编印单位).
    Issuer,
    /// A person who signed the issue for printing (签发人).
    Signer(usize),
    /// The words above the contents (目录标题).
    ContentsTitle,
    /// A section's title in the text.
    SectionName(usize),
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
    /// The contributor's line of an article (供稿).
    Credit(usize),
    /// A line that an official document has around its text. Its article is `None` where the issue has the line.
    Formal {
        /// The article.
        article: Option<usize>,
        /// The line.
        line: FormalLine,
    },
    /// An attachment in the list below a text. Its own text is that of an article which follows those of the issue.
    Attachment(usize),
    /// The office that prints the issue (印发机关).
    PrintedBy,
    /// The day on which it is printed (印发日期).
    PrintedDate,
    /// A label of the staff, or a name behind it.
    Staff {
        /// The entry.
        entry: usize,
        /// The name.
        name: Option<usize>,
    },
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

/// A line that an official document has around its text (GB/T 9704-2012 7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormalLine {
    /// To whom it is addressed (主送机关).
    Addressee,
    /// An office that signs (署名), from 0.
    SignedBy(usize),
    /// The day of the text (成文日期).
    SignedDate,
    /// The remark in brackets (附注).
    Remark,
}

/// A running text of the issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RunningText {
    /// The editor's note (编者按).
    Note,
    /// An article's text.
    Article(usize),
    /// The editor's note of an article.
    ArticleNote(usize),
    /// The editor's words behind an article (编后).
    Afterword(usize),
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

    /// Whether it repeats a title, in the contents or in the list of attachments.
    pub fn repeats_a_title(&self) -> bool {
        matches!(self, Self::Contents { article: Some(_), .. } | Self::Attachment(_))
    }

    /// Whether the layout prints more than what was typed there, such as 第36期 for 36.
    pub fn is_printed_with_words(&self) -> bool {
        match self {
            Self::Number
            | Self::TotalNumber
            | Self::CopyNumber
            | Self::Secrecy
            | Self::Date
            | Self::Copies
            | Self::ArticleTotal(_)
            | Self::Credit(_)
            | Self::PrintedDate => true,
            Self::Formal { line, .. } => !matches!(line, FormalLine::SignedBy(_)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
