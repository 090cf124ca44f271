//! Copyfitting (缩版): the gentlest changes with which an issue's text ends on the page that is asked for.
//!
//! It lays the issue out again and again with other changes, and takes the fewest that are enough. The changes come in the
//! order in which a compositor would make them: paragraphs that end in a short line are drawn in by a line, titles take
//! fewer lines, pictures become lower, and last of all the blank lines under titles close up. The grid never changes. It
//! changes data for the layout alone, and no words.

mod change;
mod measure;
mod search;

use typst_layout::PagedDocument;

pub use self::change::Change;
pub use self::measure::{ShortEnd, last_text_page, lines_on_last_page};
use crate::diagnostic::{Code, Diagnostic};
use crate::issue::Fit;
use crate::typeset::document::data::Block;
use crate::typeset::document::{Document, LayoutData};
use crate::typeset::field::Field;
use crate::typeset::inspect::field_positions;
use crate::typeset::world::Engine;

/// The most layouts that a search may make.
pub const MOST_LAYOUTS: usize = 40;
/// The most lines of a last page that is told of.
const FEW_LINES: usize = 3;

/// What became of a wish for pages.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// On how many pages the text stood without any change.
    pub pages: usize,
    /// The page that it is to end on; `None` if it ends before every page that was asked for.
    pub target: Option<usize>,
    /// What was done, or why nothing could be.
    pub outcome: Outcome,
    /// How many layouts were made.
    pub layouts: usize,
}

/// How a search for changes ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// The text ended there of itself.
    AsItIs,
    /// These changes are enough. None of them can be left out.
    Reached(Vec<Made>),
    /// All changes together aren't enough. Nothing was changed.
    Missed {
        /// How many lines still stand behind the page.
        lines: usize,
        /// The paragraphs with the fewest characters on their last lines.
        nearest: Vec<ShortEnd>,
    },
    /// The text ends before the page. Nothing was changed.
    TooShort,
}

/// A change that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The change.
    pub change: Change,
    /// How many lines fewer what was changed takes.
    pub lines: usize,
}

impl Fitted {
    /// Returns the finding that says what became of the wish. There is none if nothing had to be done.
    pub fn finding(&self, fit: &Fit) -> Option<Diagnostic> {
        let place = fit.pages.as_ref().map(|pages| &pages.place);
        let place = place.or(fit.multiple_of.as_ref().map(|multiple| &multiple.place));
        let finding = match &self.outcome {
            Outcome::AsItIs => return None,
            Outcome::Reached(made) => Diagnostic::new(Code::Fitted).with("changes", made.len()),
            Outcome::Missed { lines, .. } => Diagnostic::new(Code::FitMissed).with("lines", *lines),
            Outcome::TooShort => Diagnostic::new(Code::FitShort),
        };
        let finding = finding.with("pages", self.pages).with("target", self.target.unwrap_or(0));
        Some(match place {
            Some(place) => finding.at(place.clone()),
            None => finding,
        })
    }
}

/// Changes a document so that its text ends where its issue asks for. Returns what became of it, or `None` if the issue
/// asks for nothing or can't be laid out.
pub fn fit(engine: &Engine, document: &mut Document) -> Option<Fitted> {
    let fit = document.fit.clone().filter(|fit| fit.pages.is_some() || fit.multiple_of.is_some())?;
    let LayoutData::Issue(_) = document.data else { return None };
    search::Search::begin(engine, document)?.run(&fit, document)
}

/// Returns the remark on a last page that holds a few lines of an article that began before it.
pub fn short_last_page(document: &Document, pages: &PagedDocument) -> Option<Diagnostic> {
    let LayoutData::Issue(_) = document.data else { return None };
    let (field, lines, page) = lines_on_last_page(&field_positions(pages))?;
    let is_asked = document.fit.is_some();
    (lines <= FEW_LINES && !is_asked).then(|| {
        let finding = Diagnostic::new(Code::LastPageShort).with("lines", lines).with("page", page);
        match document.anchors.get(&field) {
            Some(anchor) => finding.with("before", page - 1).at(anchor.place()),
            None => finding.with("before", page - 1),
        }
    })
}

/// Returns the number of an article and of a paragraph in its text, both from 1, as they are told to the user.
pub fn numbers(field: &Field, document: &Document) -> Option<(usize, usize)> {
    let (LayoutData::Issue(data), Field::Block { .. }) = (&document.data, field) else { return None };
    data.articles.iter().enumerate().find_map(|(article, data)| {
        let block = data.blocks.iter().position(|block| block.at() == field)?;
        let paragraphs = data.blocks[..=block].iter().filter(|block| matches!(block, Block::Text(_))).count();
        Some((article + 1, paragraphs))
    })
}
