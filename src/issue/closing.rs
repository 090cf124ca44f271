//! What stands behind a text and belongs to it: attachments (附件), sign-off (署名) and date.

use schemars::JsonSchema;
use serde::Deserialize;

use super::publication::texts;
use super::string_or::StringOr;
use super::{Date, Table};
use crate::input::yaml::{Located, Text};

/// An attachment (附件): text, a table, or both. It is printed on a page of its own before the imprint.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Attachment {
    /// 附件标题: its title, which the list below the text repeats.
    pub title: Text,
    /// 正文: its text, in Markdown.
    pub body: Option<Text>,
    /// 表格: a table below the text.
    pub table: Option<Table>,
}

/// Who signs a text, and when (署名、成文日期).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SignOff {
    /// 署名: the offices, one a line. In YAML a single one needn't be a list.
    #[serde(deserialize_with = "texts")]
    #[schemars(with = "StringOr<Vec<Text>>")]
    pub by: Vec<Text>,
    /// 成文日期: the day of the text.
    pub date: Option<Located<Date>>,
}
