//! The data of the layout that draws a proof to be signed.

use schemars::JsonSchema;
use serde::Serialize;

use super::data::{BaseData, DateData};
use super::{Document, LayoutData, base};
use crate::asset::face::Faces;
use crate::asset::layout::PROOF;
use crate::issue::Profile;

/// The keyword that makes a PDF known as a proof.
pub const KEYWORD: &str = "jianbao-proof";

/// The data of the layout `internal/proof`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProofData {
    /// What every layout gets.
    #[serde(flatten)]
    pub base: BaseData,
    /// What the PDF says about itself.
    pub document: ProofInfo,
    /// Masthead and number of the issue.
    pub name: String,
    /// The words of the cover, in the user's language.
    pub words: ProofWords,
    /// The list on the cover.
    pub corrections: Vec<Correction>,
    /// The marks of each page.
    pub pages: Vec<MarkedPage>,
}

/// What the PDF of a proof says about itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProofInfo {
    /// Masthead and number of the issue.
    pub title: String,
    /// Empty: a proof names nobody.
    pub author: String,
    /// The keyword that makes it known as a proof.
    pub keywords: Vec<String>,
    /// The date of the issue.
    pub date: DateData,
}

/// The words of the cover, in the user's language.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct ProofWords {
    /// The title.
    pub title: String,
    /// What was compared with what, and how many changes there are.
    pub summary: String,
    /// Those who sign, each with a line.
    pub signatures: Vec<String>,
    /// The head of the column with page numbers.
    pub page: String,
    /// The head of the column with changes.
    pub change: String,
    /// What stands before removed words in the margin.
    pub removed: String,
}

/// A line of the cover's list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Correction {
    /// The page numbers.
    pub page: String,
    /// The words.
    pub pieces: Vec<CorrectionPiece>,
}

/// Words of a correction. One of the three is given.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectionPiece {
    /// Words that stayed.
    Same(String),
    /// Words that were added.
    Added(String),
    /// Words that were removed.
    Removed(String),
}

/// The marks of a page. Lengths are in mm from its upper left corner.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MarkedPage {
    /// The width of the page.
    pub width: f64,
    /// The height of the page.
    pub height: f64,
    /// The left edge of the type area.
    pub left: f64,
    /// The right edge of the type area.
    pub right: f64,
    /// The side of the outer margin: `left` or `right`.
    pub outer: &'static str,
    /// Left edge, upper edge, width and height of added words, line by line.
    pub added: Vec<[f64; 4]>,
    /// Upper edge and height of each changed line.
    pub bars: Vec<[f64; 2]>,
    /// The removed words, from the top.
    pub notes: Vec<MarginNote>,
}

/// Removed words in the margin.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MarginNote {
    /// The upper edge of the line where they stood, in mm from the page's upper edge.
    pub y: f64,
    /// The words.
    pub words: String,
}

/// The marks of a page as they are collected. Lengths are in mm from its upper left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marks {
    /// Width and height of the page.
    pub size: [f64; 2],
    /// Left and right edge of the type area.
    pub edges: [f64; 2],
    /// The type area's upper edge, where notes stand that belong to no line.
    pub top: f64,
    /// Whether the outer margin is on the right.
    pub is_right: bool,
    /// Left edge, upper edge, width and height of added words, line by line.
    pub added: Vec<[f64; 4]>,
    /// Upper edge and height of each changed line.
    pub bars: Vec<[f64; 2]>,
    /// Removed words with the upper edge of the line where they stood.
    pub notes: Vec<(f64, String)>,
}

impl From<&Marks> for MarkedPage {
    fn from(marks: &Marks) -> Self {
        let mut notes: Vec<_> =
            marks.notes.iter().map(|(y, words)| MarginNote { y: *y, words: words.clone() }).collect();
        notes.sort_by(|a, b| a.y.total_cmp(&b.y));
        Self {
            width: marks.size[0],
            height: marks.size[1],
            left: marks.edges[0],
            right: marks.edges[1],
            outer: if marks.is_right { "right" } else { "left" },
            added: marks.added.clone(),
            bars: marks.bars.clone(),
            notes,
        }
    }
}

/// Returns the document with the cover and the marks for an issue that was laid out as `own`.
pub fn corrections(
    own: &Document,
    faces: &Faces,
    words: &ProofWords,
    list: &[Correction],
    pages: &[Marks],
) -> Document {
    let document = ProofInfo {
        title: own.name.clone(),
        author: String::new(),
        keywords: vec![KEYWORD.to_owned()],
        date: own.date.into(),
    };
    let data = ProofData {
        base: base(faces, Profile::Screen, &own.print_setup),
        document,
        name: own.name.clone(),
        words: words.clone(),
        corrections: list.to_vec(),
        pages: pages.iter().map(MarkedPage::from).collect(),
    };
    let print_setup = own.print_setup.clone();
    Document::from_data(PROOF, LayoutData::Proof(data), own.date, own.name.clone(), Profile::Screen, print_setup)
}
