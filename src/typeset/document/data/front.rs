//! The front of an issue as a layout gets it: the words of the masthead, and the contents.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Words, is_off};
use crate::typeset::field::Field;

/// The words of the masthead. Each field is also the name that a layout marks the words with.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Masthead {
    /// The title of the bulletin. Only an issue with errors has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The lines of the title as they were typed. There are none if it has only one line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title_lines: Vec<String>,
    /// The number of the copy, such as 000001.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_number: Option<String>,
    /// Secrecy and its term, such as 秘密★1年.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrecy: Option<String>,
    /// How urgent the issue is, such as 特急.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<String>,
    /// The notice above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// The office that issues it. Only an issue with errors has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The people who signed the issue for printing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signers: Option<Signers>,
    /// The number, such as 第36期. It is empty for an issue without one.
    pub number: String,
    /// The number counted over all years, such as （总第512期）.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_number: Option<String>,
    /// The date, such as 2022年12月28日.
    pub date: String,
}

/// The people who signed an issue for printing (签发人).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Signers {
    /// The words before the names: 签发人：.
    pub label: String,
    /// The names.
    pub names: Vec<Words>,
}

/// The contents (目录).
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Contents {
    /// The words above the contents, such as 本期要目.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Words>,
    /// There and `true` if sections have page numbers, too.
    #[serde(skip_serializing_if = "is_off")]
    pub section_page_numbers: bool,
    /// There and `true` if the names of the sections stand in the text and not in the contents.
    #[serde(skip_serializing_if = "is_off")]
    pub no_section_names: bool,
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
