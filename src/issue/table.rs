//! The table of an article: `table:`.
//!
//! It knows how cells are typed. Whether rows fit the head is for `check`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

use super::Positive;
use super::figure::{Figure, read_figures};
use super::string_or::{OtherShape, StringOr};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// A table of an article.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// 表头: the heads of the columns.
    pub columns: Vec<Text>,
    /// The rows from the top. A short row leaves its last cells empty.
    pub rows: Vec<Vec<Cell>>,
    /// 计量单位: the unit of the total.
    pub unit: Option<Text>,
    /// 合计: the total, which is printed above the table and checked against the rows.
    pub total: Option<Located<Total>>,
}

/// A cell: a text, a number, or `{text: …, span: 2}` over several columns.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
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

impl<'de> Deserialize<'de> for Total {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Number))
    }
}

impl JsonSchema for Total {
    fn schema_name() -> Cow<'static, str> {
        "Total".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["number", "string"] })
    }
}

/// The keys of a cell that spans columns.
#[derive(serde::Deserialize)]
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
