//! The parts of a text: words of one style, line breaks and footnotes.

use schemars::JsonSchema;
use serde::Serialize;

use super::is_off;
use crate::typeset::field::Field;

/// A part of a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Run {
    /// Words of one style.
    Text(TextRun),
    /// A line break.
    Break(BreakRun),
    /// A footnote.
    Footnote(FootnoteRun),
}

/// Words of one style. They hold word joiners (U+2060) where no line may break, zero-width spaces (U+200B) where one may,
/// and U+FE01 behind quotes that are as wide as a hanzi.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TextRun {
    /// The words.
    pub text: String,
    /// There and `true` if the first mark is set half as wide, without the blank before its ink.
    #[serde(skip_serializing_if = "is_off")]
    pub narrow_first: bool,
    /// There and `true` if the last mark is set half as wide, without the blank behind its ink.
    #[serde(skip_serializing_if = "is_off")]
    pub narrow_last: bool,
    /// There and `true` if they are bold: a lead-in.
    #[serde(skip_serializing_if = "is_off")]
    pub strong: bool,
    /// There and `true` if they are emphasised.
    #[serde(skip_serializing_if = "is_off")]
    pub emphasis: bool,
}

/// A line break within a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BreakRun {
    /// Always `true`.
    pub r#break: bool,
}

/// A footnote.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FootnoteRun {
    /// The field's name.
    pub at: Field,
    /// Its words.
    pub footnote: Vec<Run>,
    /// Further notes that are drawn with it, so that all stand on one page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<FootnoteRun>,
    /// There and `true` if only its mark is drawn here, since the note is drawn with another.
    #[serde(skip_serializing_if = "is_off")]
    pub mark_only: bool,
}

impl FootnoteRun {
    /// Returns a footnote that is drawn by itself.
    pub fn new(at: Field, footnote: Vec<Run>) -> Self {
        Self { at, footnote, joined: Vec::new(), mark_only: false }
    }
}
