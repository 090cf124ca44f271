//! A change that makes an issue a little shorter, and its place in the data of the layout.

use crate::typeset::document::data::{Block, IssueData};
use crate::typeset::field::Field;

/// A change that makes an issue a little shorter. The variants stand in the order in which they are tried.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A paragraph is set a little closer, so that it takes a line less.
    DrawIn {
        /// The paragraph.
        field: Field,
        /// By how much each character moves towards the one before it, in em.
        tracking: f64,
    },
    /// A title takes as few lines as it can.
    FewerTitleLines {
        /// The article, from 0.
        article: usize,
    },
    /// A picture takes some lines less.
    LowerPicture {
        /// The picture.
        field: Field,
        /// How many lines.
        lines: u32,
    },
    /// All titles lose the blank line under them.
    CloseTitles,
}

impl Change {
    /// Makes the change in the data.
    pub fn apply(&self, data: &mut IssueData) {
        match self {
            Self::DrawIn { field, tracking } => {
                if let Some(Block::Text(paragraph)) = block(data, field) {
                    paragraph.tracking = Some(-tracking);
                }
            }
            Self::FewerTitleLines { article } => {
                if let Some(article) = data.articles.get_mut(*article) {
                    article.fewest_lines = true;
                }
            }
            Self::LowerPicture { field, lines } => {
                if let Some(Block::Picture(picture)) = block(data, field) {
                    picture.lines_less = Some(*lines);
                }
            }
            Self::CloseTitles => data.articles.iter_mut().for_each(|article| article.close = true),
        }
    }

    /// Returns the field that is changed; `None` if it is all titles.
    pub fn field(&self) -> Option<Field> {
        match self {
            Self::DrawIn { field, .. } | Self::LowerPicture { field, .. } => Some(field.clone()),
            Self::FewerTitleLines { article } => Some(Field::ArticleTitle(*article)),
            Self::CloseTitles => None,
        }
    }
}

/// Returns a block of the note or of an article.
fn block<'d>(data: &'d mut IssueData, field: &Field) -> Option<&'d mut Block> {
    data.running_blocks_mut().find(|block| block.at() == field)
}
