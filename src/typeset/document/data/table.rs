//! The cells of a table, and what stands around it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Run, Words, is_off};
use crate::typeset::field::Field;

/// A block of the kind `table`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GridData {
    /// The field's name.
    pub at: Field,
    /// Head and rows.
    #[serde(flatten)]
    pub table: TableData,
}

/// The cells of a table, what stands around it, and how it is placed.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TableData {
    /// The words above the head on a further page: 续表.
    pub continued: String,
    /// There and `true` if the table may begin on a page that can't hold it.
    #[serde(skip_serializing_if = "is_off")]
    pub may_break: bool,
    /// The rows, from 0, before which the table goes on on the next page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub break_before: Vec<usize>,
    /// There and `true` if the table stands on pages of its own that are turned by 90°.
    #[serde(skip_serializing_if = "is_off")]
    pub landscape: bool,
    /// The cells of the head's first row.
    pub columns: Vec<CellData>,
    /// The cells of the head's further rows; left out if it has one row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more_head: Vec<Vec<CellData>>,
    /// The cells of each row. A row may end before the last column.
    pub rows: Vec<Vec<CellData>>,
    /// How each column is aligned: `left`, `center`, `right`, `decimal` for figures on their decimal points, or `auto` by
    /// what stands in it. Left out if all are `auto`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub align: Vec<&'static str>,
    /// The caption above the table, at the left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<Words>,
    /// The line above the table that names the unit, at the right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_line: Option<Words>,
    /// The notes below the table; left out if there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Words>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CellData {
    /// The field's name.
    pub at: Field,
    /// Its first column, from 0.
    pub column: usize,
    /// How many columns it spans.
    pub span: usize,
    /// How many rows it spans; left out if it is one.
    #[serde(skip_serializing_if = "is_one")]
    pub rows: usize,
    /// The words.
    pub runs: Vec<Run>,
    /// The words of a head in parts that lines may end behind. Empty for a head in several styles or lines, and for other
    /// cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
}

/// Whether a count is one. The data has only those that aren't.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_one(count: &usize) -> bool {
    *count == 1
}
