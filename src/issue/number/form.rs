//! How the number is printed: `number-form: 第 {number} 期`.
//!
//! It takes the words apart. What is printed in their places is for `typeset`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, Unexpected};

use crate::diagnostic::Expected;

/// The words around the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberForm {
    /// The parts in order.
    pub parts: Vec<FormPart>,
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormPart {
    /// Words, without the blanks that stand between them and a figure.
    Words(String),
    /// `{number}`: the number within the year.
    Number,
    /// `{year}`: the year.
    Year,
    /// `{total}`: the number counted over all years.
    Total,
}

impl NumberForm {
    /// Reads a form. Returns `None` if it lacks the number, has a part twice, or has other words in braces.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts: Vec<FormPart> = Vec::new();
        let mut rest = text.trim();
        while let Some((words, after)) = rest.split_once(['{', '｛']) {
            let (name, behind) = after.split_once(['}', '｝'])?;
            let part = match name.trim() {
                "number" => FormPart::Number,
                "year" => FormPart::Year,
                "total" => FormPart::Total,
                _ => return None,
            };
            push_words(&mut parts, words);
            if parts.contains(&part) {
                return None;
            }
            parts.push(part);
            rest = behind;
        }
        push_words(&mut parts, rest);
        let is_closed = !rest.contains(['}', '｝']);
        (is_closed && parts.contains(&FormPart::Number)).then_some(Self { parts })
    }

    /// Returns whether it has a part.
    pub fn has(&self, part: &FormPart) -> bool {
        self.parts.contains(part)
    }
}

/// Adds words. A blank between hanzi and a figure goes, since the page has a narrower one there by itself.
fn push_words(parts: &mut Vec<FormPart>, words: &str) {
    let is_latin = |c: char| c.is_ascii_graphic();
    let begins_wide = !words.trim_start().starts_with(is_latin);
    let ends_wide = !words.trim_end().ends_with(is_latin);
    let words = if begins_wide { words.trim_start_matches(' ') } else { words };
    let words = if ends_wide { words.trim_end_matches(' ') } else { words };
    if !words.is_empty() {
        parts.push(FormPart::Words(words.to_owned()));
    }
}

impl<'de> Deserialize<'de> for NumberForm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::NumberForm))
    }
}

impl JsonSchema for NumberForm {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "NumberForm".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"\{ *number *\}",
            "examples": ["第 {number} 期", "2022 年第 {number} 期（总第 {total} 期）", "〔{year}〕{number}"]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_around_the_number() {
        let form = NumberForm::parse("{year} 年第 {number} 期（总第 {total} 期）").unwrap();
        let words = |text: &str| FormPart::Words(text.to_owned());
        assert_eq!(
            form.parts,
            [FormPart::Year, words("年第"), FormPart::Number, words("期（总第"), FormPart::Total, words("期）")]
        );
        assert_eq!(NumberForm::parse("No. {number}").unwrap().parts, [words("No. "), FormPart::Number]);
        for wrong in ["", "第36期", "{number", "number}", "{number}{number}", "{number} {nummer}", "{number}}"] {
            assert_eq!(NumberForm::parse(wrong), None, "{wrong}");
        }
    }
}
