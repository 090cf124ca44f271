//! The cities (设区市) of the province in the official order: `cities:`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::string_or::{OtherShape, StringOr};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// A city: its name, or `{name: …, counties: […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Located<StringOr<CityKeys>>")]
pub struct City {
    /// 市: its name.
    pub name: Text,
    /// 县（市、区）: its counties. Empty where they aren't listed.
    pub counties: Vec<Text>,
}

/// The keys of a city with its counties.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "City")]
struct CityKeys {
    /// 市: its name.
    name: Text,
    /// 县（市、区）: its counties.
    #[serde(default)]
    counties: Vec<Text>,
}

impl OtherShape for CityKeys {
    const EXPECTED: Expected = Expected::City;
}

impl From<Located<StringOr<CityKeys>>> for City {
    fn from(typed: Located<StringOr<CityKeys>>) -> Self {
        match typed.into_text() {
            Ok(name) => Self { name, counties: Vec::new() },
            Err(CityKeys { name, counties }) => Self { name, counties },
        }
    }
}

impl JsonSchema for City {
    fn schema_name() -> Cow<'static, str> {
        StringOr::<CityKeys>::schema_name()
    }

    fn inline_schema() -> bool {
        StringOr::<CityKeys>::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        StringOr::<CityKeys>::json_schema(generator)
    }
}
