//! What stands in the corner of the masthead (报头): secrecy, urgency and copy numbers.
//!
//! It knows how they are typed. Whether a term is longer than the law allows is for `check`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

use super::Numbers;
use super::choice::choice;
use super::number::half_width;
use super::string_or::{OtherShape, StringOr};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// The most digits of a copy number, which is printed with that many (GB/T 9704-2012 7.2.1).
pub const COPY_DIGITS: usize = 6;
/// The most copies that get numbers in one run.
const MAX_COPIES: u32 = 10_000;

choice! {
    /// How secret an issue is (密级).
    SecrecyLevel {
        /// 秘密: secret.
        #[default]
        Secret "秘密",
        /// 机密: highly secret.
        HighlySecret "机密",
        /// 绝密: top secret.
        TopSecret "绝密",
    }
}

impl SecrecyLevel {
    /// Returns the longest term in years (Law on Guarding State Secrets, article 20).
    pub fn most_years(self) -> u32 {
        match self {
            Self::Secret => 10,
            Self::HighlySecret => 20,
            Self::TopSecret => 30,
        }
    }
}

choice! {
    /// How urgent an issue is (紧急程度).
    Urgency {
        /// 特急: most urgent.
        #[default]
        MostUrgent "特急",
        /// 加急: urgent.
        Urgent "加急",
        /// 特提: a telegram that goes before all others.
        FirstOfAll "特提",
        /// 平急: a telegram that is less urgent.
        LessUrgent "平急",
    }
}

/// Secrecy and its term: `{level: 秘密, term: 1 年}`, or in one text `秘密★1年`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "SecrecyKeys")]
pub struct Secrecy {
    /// 密级: how secret the issue is.
    pub level: SecrecyLevel,
    /// 保密期限: for how long, as it was typed.
    pub term: Option<Text>,
}

/// The keys of secrecy.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Secrecy")]
struct SecrecyKeys {
    /// 密级: 秘密, 机密 or 绝密.
    level: SecrecyLevel,
    /// 保密期限: such as 1 年.
    term: Option<Text>,
}

impl From<SecrecyKeys> for Secrecy {
    fn from(SecrecyKeys { level, term }: SecrecyKeys) -> Self {
        Self { level, term }
    }
}

impl Secrecy {
    /// Returns the term in years, if it is a number of years.
    pub fn years(&self) -> Option<u32> {
        let term: String = self.term.as_ref()?.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        term.strip_suffix('年')?.parse().ok()
    }
}

/// Secrecy as YAML has it: a map, or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedSecrecy(pub Secrecy);

impl OtherShape for SecrecyKeys {
    const EXPECTED: Expected = Expected::Secrecy;
}

impl<'de> Deserialize<'de> for TypedSecrecy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = Located::<StringOr<SecrecyKeys>>::deserialize(deserializer)?;
        let text = match typed.into_text() {
            Ok(text) => text,
            Err(keys) => return Ok(Self(keys.into())),
        };
        let (level, term) = text.split_once(['★', '*', '☆']).unwrap_or((&text, ""));
        let level = SecrecyLevel::of_word(level.trim());
        let level = level.ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Secrecy))?;
        let term = (!term.trim().is_empty()).then(|| Text { value: term.trim().to_owned(), place: text.place.clone() });
        Ok(Self(Secrecy { level, term }))
    }
}

impl JsonSchema for TypedSecrecy {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TypedSecrecy".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keys = generator.subschema_for::<SecrecyKeys>();
        json_schema!({ "anyOf": [{ "type": "string", "pattern": "^(秘密|机密|绝密)" }, keys] })
    }
}

/// The numbers of the copies (份号): `1-50`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyNumbers(pub Numbers);

impl CopyNumbers {
    /// Reads `7`, `1-50`. Returns `None` for other words, for numbers of more than six figures, and for too many copies.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let (first, last) = text.split_once(['-', '–', '—', '~', '～', '至']).unwrap_or((&text, &text));
        let read = |digits: &str| {
            let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse::<u32>().ok().filter(|number| is_number && digits.len() <= COPY_DIGITS && *number > 0)
        };
        let (first, last) = (read(first)?, read(last)?);
        (first <= last && last - first < MAX_COPIES).then_some(Self(Numbers { first, last }))
    }

    /// Returns the numbers one after another, as they are printed: 000001.
    pub fn printed(self) -> impl Iterator<Item = String> {
        (self.0.first..=self.0.last).map(|number| format!("{number:0COPY_DIGITS$}"))
    }
}

impl<'de> Deserialize<'de> for CopyNumbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::CopyNumbers))
    }
}

impl JsonSchema for CopyNumbers {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CopyNumbers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "integer", "minimum": 1, "maximum": 999_999 },
            { "type": "string", "pattern": "^[0-9]{1,6} *- *[0-9]{1,6}$", "examples": ["1-50"] }
        ] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_numbers_of_six_figures() {
        let copies = CopyNumbers::parse("9-11").unwrap();
        assert_eq!(copies.printed().collect::<Vec<_>>(), ["000009", "000010", "000011"]);
        assert_eq!(CopyNumbers::parse("000007").unwrap().printed().collect::<Vec<_>>(), ["000007"]);
        for wrong in ["", "0", "2-1", "1-1000000", "1-20000", "1,2", "a", "-3"] {
            assert_eq!(CopyNumbers::parse(wrong), None, "{wrong}");
        }
    }
}
