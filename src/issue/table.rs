//! The table of an article: `table:`.
//!
//! It knows how cells are typed. Whether rows fit the head is for `check`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Positive;
use super::string_or::{OtherShape, StringOr};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// A table of an article.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// 表头: the heads of the columns.
    pub columns: Vec<Text>,
    /// The rows from the top. A short row leaves its last cells empty.
    pub rows: Vec<Vec<Cell>>,
    /// 计量单位: the unit of the total.
    pub unit: Option<Text>,
    /// 合计: the total, which is printed above the table and checked against the rows.
    pub total: Option<Located<i64>>,
}

/// A cell: a text, a number, or `{text: …, span: 2}` over several columns.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "TypedCell")]
pub struct Cell {
    /// What is printed, exactly as it was typed.
    pub text: Text,
    /// The number of columns that it spans, if more than one.
    pub span: Option<Positive>,
}

impl Cell {
    /// Returns the number of columns that it spans, at least 1.
    pub fn columns(&self) -> usize {
        self.span.as_ref().map_or(1, |span| span.get() as usize)
    }
}

impl Table {
    /// Returns the sum of all integers outside the first column, even inside texts. Decimals and percentages don't
    /// count. A thousands comma belongs to its number.
    pub fn sum(&self) -> i64 {
        let rest = self.rows.iter().flat_map(|row| row.iter().skip(1));
        rest.flat_map(|cell| integers(&cell.text)).fold(0, i64::saturating_add)
    }
}

/// Returns the integers in a text, as [`Table::sum`] counts them.
fn integers(text: &str) -> Vec<i64> {
    let mut found = Vec::new();
    let text: String = text.chars().map(half_width).collect();
    let mut rest = text.as_str();
    let mut before = None;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        before = rest[..start].chars().next_back().or(before);
        let run = &rest[start..];
        let length = number_length(run);
        let after = run[length..].chars().next();
        let fraction =
            before == Some('.') || after == Some('.') && run[length + 1..].starts_with(|c: char| c.is_ascii_digit());
        if !fraction && !matches!(after, Some('%' | '‰')) {
            found.extend(run[..length].replace(',', "").parse::<i64>());
        }
        before = run[..length].chars().next_back();
        rest = &run[length..];
    }
    found
}

/// Returns the length in bytes of the number at the beginning of a text, with its thousands commas.
fn number_length(run: &str) -> usize {
    let digits = |from: usize| run[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(0);
    while length <= 3 * 6 && run[length..].starts_with(',') && digits(length + 1) == 3 {
        length += 4;
    }
    length
}

/// Returns the half-width form of a full-width digit, percent sign or point, and any other character as it is.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '％' | '．' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The keys of a cell that spans columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellKeys {
    /// What is printed.
    text: TypedCell,
    /// The number of columns that it spans.
    span: Option<Positive>,
}

/// A cell as YAML has it.
type TypedCell = Located<StringOr<Box<CellKeys>>>;

impl OtherShape for Box<CellKeys> {
    const EXPECTED: Expected = Expected::Cell;
    const TAKES_SCALARS: bool = true;
}

impl From<TypedCell> for Cell {
    fn from(typed: TypedCell) -> Self {
        match typed.into_text() {
            Ok(text) => Self { text, span: None },
            Err(keys) => Self { text: Self::from(keys.text).text, span: keys.span },
        }
    }
}

impl JsonSchema for Cell {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [
            { "type": ["string", "number", "boolean", "null"] },
            {
                "type": "object",
                "properties": { "text": { "type": ["string", "number"] }, "span": { "type": "integer", "minimum": 1 } },
                "required": ["text"],
                "additionalProperties": false
            }
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_in_texts() {
        assert_eq!(integers("省审计系统 1、省交通运输系统 1"), [1, 1]);
        assert_eq!(integers("7"), [7]);
        assert_eq!(integers("1,234 人，12，34"), [1234, 12, 34]);
        assert_eq!(integers("３５"), [35]);
        assert!(integers("3.5 万、12%、１２％").is_empty());
        assert!(integers("999999999999999999999999").is_empty());
    }
}
