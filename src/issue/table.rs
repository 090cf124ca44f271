//! The table of an article: `table:`.
//!
//! It knows how cells are typed. Whether rows fit the head is for `check`.

mod arrange;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

pub use self::arrange::{Arrangement, Misfit, PlacedCell, Spans, arrange};
use super::Positive;
use super::figure::{Figure, read_figures};
use super::publication::texts;
use super::string_or::{OtherShape, StringOr};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// A table of an article.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// 表头: the heads of the columns, in one row.
    #[serde(default)]
    pub columns: Vec<Text>,
    /// 多行表头: the rows of the head, in place of `columns`.
    #[serde(default)]
    pub head: Vec<Vec<Cell>>,
    /// The rows from the top. A short row leaves its last cells empty.
    #[serde(default)]
    pub rows: Vec<Vec<Cell>>,
    /// 对齐: how each column is aligned.
    pub align: Option<Vec<Located<Align>>>,
    /// 表题: the caption above the table, at the left.
    pub caption: Option<Text>,
    /// 计量单位行: the line above the table, at the right, such as 单位：万元.
    pub unit_line: Option<Text>,
    /// 表注: the notes below the table, one a line. In YAML a single one needn't be a list.
    #[serde(default, deserialize_with = "texts")]
    #[schemars(with = "StringOr<Vec<Text>>")]
    pub notes: Vec<Text>,
    /// 计量单位: the unit of the total.
    pub unit: Option<Text>,
    /// 合计: the total, which is printed above the table and checked against the rows; or `columns`, `rows` or `both`, which
    /// adds a row or a column of totals.
    pub total: Option<Located<TableTotal>>,
    /// 横排: whether the table stands on a page of its own that is turned by 90° (GB/T 9704-2012 8).
    pub landscape: Option<Located<bool>>,
    /// 表格文件: a file whose cells are the rows, and the head if there is none: CSV or `.xlsx`.
    pub file: Option<Text>,
    /// 工作表: the sheet of that file.
    pub sheet: Option<Text>,
}

impl Table {
    /// Returns the rows of the head, from either of its keys.
    pub fn head_rows(&self) -> Vec<Vec<Cell>> {
        let cell = |text: &Text| Cell { text: text.clone(), rows: None, span: None };
        if self.columns.is_empty() { self.head.clone() } else { vec![self.columns.iter().map(cell).collect()] }
    }

    /// Returns the number of columns, which the first row of the head has.
    pub fn column_count(&self) -> usize {
        let of_head =
            || self.head.first().map_or(0, |row| row.iter().map(Cell::columns).fold(0, usize::saturating_add));
        if self.columns.is_empty() { of_head() } else { self.columns.len() }
    }

    /// Returns the total that is printed above the table.
    pub fn printed_total(&self) -> Option<Located<Total>> {
        match self.total.as_ref().map(|total| (&total.value, &total.place)) {
            Some((TableTotal::Printed(total), place)) => Some(Located { value: total.clone(), place: place.clone() }),
            _ => None,
        }
    }

    /// Returns every text of the table.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        let Self { columns, head, rows, caption, unit_line, notes, unit, .. } = self;
        let cells = head.iter_mut().chain(rows).flatten().map(|cell| &mut cell.text);
        columns.iter_mut().chain(cells).chain(caption).chain(unit_line).chain(notes).chain(unit)
    }
}

/// What `total` says: a total that is printed above the table, or which totals are added to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableTotal {
    /// A number, printed above the table.
    Printed(Total),
    /// `columns`: a row with the total of each column. `rows`: a column with the total of each row. `both`.
    Added {
        /// Whether each column gets its total.
        columns: bool,
        /// Whether each row gets its total.
        rows: bool,
    },
}

impl<'de> Deserialize<'de> for TableTotal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let added = |columns, rows| Ok(Self::Added { columns, rows });
        match text.trim() {
            "columns" => added(true, false),
            "rows" => added(false, true),
            "both" => added(true, true),
            number => Total::parse(number)
                .map(Self::Printed)
                .ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Total)),
        }
    }
}

impl JsonSchema for TableTotal {
    fn schema_name() -> Cow<'static, str> {
        "TableTotal".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [{ "enum": ["columns", "rows", "both"] }, { "type": ["number", "string"] }] })
    }
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// Figures stand under one another on their decimal points.
    Decimal,
}

impl Align {
    /// Returns its name in YAML and in the layouts' data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
            Self::Decimal => "decimal",
        }
    }
}

/// A cell: a text, a number, or `{text: …, rows: 2, span: 2}` over several rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(from = "TypedCell")]
pub struct Cell {
    /// What is printed, exactly as it was typed.
    pub text: Text,
    /// The number of rows that it spans, if more than one.
    pub rows: Option<Positive>,
    /// The number of columns that it spans, if more than one.
    pub span: Option<Positive>,
}

impl Cell {
    /// Returns the number of columns that it spans, at least 1.
    pub fn columns(&self) -> usize {
        self.span.as_ref().map_or(1, |span| span.get() as usize)
    }

    /// Returns how many rows and columns it spans.
    pub fn spans(&self) -> Spans {
        Spans { rows: self.rows.as_ref().map_or(1, |rows| rows.get() as usize), columns: self.columns() }
    }
}

/// A total as it is printed, and its figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The digits as they were typed, such as `1,280`.
    pub text: String,
    /// What they mean.
    pub figure: Figure,
}

impl Total {
    /// Reads a total. Besides the number it may have a percent sign, 万 or 亿, and no other words.
    pub fn parse(text: &str) -> Option<Self> {
        let figures = read_figures(text);
        let is_sign = |c: char| c.is_numeric() || c.is_whitespace() || "+-−－＋.．,，%％万亿".contains(c);
        match figures.found.as_slice() {
            [figure] if !figures.is_unclear && text.chars().all(is_sign) => {
                Some(Self { text: text.trim().to_owned(), figure: *figure })
            }
            _ => None,
        }
    }

    /// Makes the total of things that were counted.
    pub fn of_count(count: usize) -> Self {
        let figure = Figure { number: count.into(), scale: None, is_share: false, places: 0 };
        Self { text: count.to_string(), figure }
    }
}

/// The keys of a cell that spans rows or columns.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CellKeys {
    /// What is printed.
    text: TypedCell,
    /// The number of rows that it spans.
    rows: Option<Positive>,
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
            Ok(text) => Self { text, rows: None, span: None },
            Err(keys) => Self { text: Self::from(keys.text).text, rows: keys.rows, span: keys.span },
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
                "properties": {
                    "text": { "type": ["string", "number"] },
                    "rows": { "type": "integer", "minimum": 1 },
                    "span": { "type": "integer", "minimum": 1 }
                },
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
    fn a_total_is_a_number_without_other_words() {
        for (text, amount) in [("93", "93"), ("1,280", "1280"), ("12.50", "12.5"), ("-5", "-5"), ("3.5万", "35000")] {
            let total = Total::parse(text).unwrap();
            assert_eq!((total.text.as_str(), total.figure.amount(0).to_string().as_str()), (text, amount));
        }
        for text in ["", "93篇", "九十三", "约93", "1 2", "无"] {
            assert_eq!(Total::parse(text), None, "{text}");
        }
    }
}
