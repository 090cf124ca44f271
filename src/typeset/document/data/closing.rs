//! What stands behind a text and belongs to it (GB/T 9704-2012 7.3.4 to 7.3.6), and attachments (7.3.7).

use schemars::JsonSchema;
use serde::Serialize;

use super::{ArticleData, Words};
use crate::typeset::field::Field;

/// The lines below a text: its attachments, its sign-off, a remark.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Closing {
    /// The list of its attachments (附件说明).
    pub attachments: Vec<AttachmentEntry>,
    /// Who signs it, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<SignOffData>,
    /// The remark (附注) with its brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<Words>,
}

impl Closing {
    /// Returns whether it has no line.
    pub fn is_empty(&self) -> bool {
        self.attachments.is_empty() && self.sign_off.is_none() && self.remark.is_none()
    }
}

/// An attachment in the list below a text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AttachmentEntry {
    /// The field's name.
    pub at: Field,
    /// The words before the first entry of the list: 附件：.
    pub label: String,
    /// The number, such as 1.; empty if the issue has one attachment only.
    pub number: String,
    /// The title in one line.
    pub title: String,
    /// The label of the attachment's heading, for a link.
    pub attachment: String,
}

/// Who signs a text, and when.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SignOffData {
    /// The offices.
    pub by: Vec<Words>,
    /// The date, such as 2022年12月28日.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Words>,
}

/// An attachment, which begins a page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AttachmentData {
    /// The words on the first line, such as 附件1.
    pub heading: String,
    /// Its title, text and table, as an article has them.
    #[serde(flatten)]
    pub text: ArticleData,
}
