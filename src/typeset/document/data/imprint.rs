//! The imprint (版记).

use schemars::JsonSchema;
use serde::Serialize;

use super::Words;
use crate::typeset::field::Field;

/// The imprint (版记).
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Imprint {
    /// The distribution list.
    pub entries: Vec<ImprintEntry>,
    /// Who prints the issue, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_by: Option<PrintedByData>,
    /// The staff. Not there if nobody is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub staff: Vec<ImprintEntry>,
    /// Serial number and copies with the brackets around them; empty if neither is given.
    pub serial: Vec<Words>,
}

/// Who prints the issue (印发机关), and when (印发日期).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PrintedByData {
    /// The office.
    pub office: Words,
    /// The date, such as 2022年12月28日印发.
    pub date: Words,
}

/// A label of the distribution list, such as 报, and whom it stands for; or a label of the staff with its names.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImprintEntry {
    /// The field's name.
    pub at: Field,
    /// The label with its colon, such as 报：.
    pub label: String,
    /// The lines behind it.
    pub lines: Vec<Words>,
}
