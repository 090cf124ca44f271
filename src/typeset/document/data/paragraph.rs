//! Paragraphs of running text, headings, and the rules between them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Run, is_off};
use crate::typeset::field::Field;

/// A block of the kind `text`: a paragraph, also of a quotation, or an item of a list. Only an item has `depth`,
/// `marker` and `list`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Paragraph {
    /// The field's name.
    pub at: Field,
    /// The words.
    pub runs: Vec<Run>,
    /// There and `true` if it is a quotation.
    #[serde(skip_serializing_if = "is_off")]
    pub quote: bool,
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

impl Paragraph {
    /// Returns a paragraph that is no item and no quotation.
    pub fn new(at: Field, runs: Vec<Run>) -> Self {
        Self { at, runs, quote: false, tracking: None, depth: None, marker: None, lone_lines: false, list: None }
    }
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

/// A block of the kind `rule`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleData {
    /// The field's name.
    pub at: Field,
}
