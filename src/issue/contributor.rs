//! The office that sent an article in (来稿单位): `source:`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

use super::string_or::{OtherShape, StringOr};
use crate::diagnostic::Expected;
use crate::input::yaml::Text;

/// The office an article comes from: `combined`, or `{city}`, `{city, county}`, `{sector}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contributor {
    /// 综合稿件: the editors have combined several articles.
    Combined,
    /// One office.
    Office(Office),
}

/// The keys of an office. Whether they fit together is for `check`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Office {
    /// 设区市: its city.
    pub city: Option<Text>,
    /// 县（市、区）: its county within the city.
    pub county: Option<Text>,
    /// 文明行业: its sector, in place of a city.
    pub sector: Option<Text>,
}

impl OtherShape for Office {
    const EXPECTED: Expected = Expected::Contributor;
}

impl<'de> Deserialize<'de> for Contributor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match StringOr::<Office>::deserialize(deserializer)? {
            StringOr::Text(text) if text == "combined" => Ok(Self::Combined),
            StringOr::Text(text) => Err(D::Error::invalid_value(Unexpected::Str(&text), &Office::EXPECTED)),
            StringOr::Scalar | StringOr::Empty => {
                Err(D::Error::invalid_type(Unexpected::Other("scalar"), &Office::EXPECTED))
            }
            StringOr::Other(office) => Ok(Self::Office(office)),
        }
    }
}

impl JsonSchema for Contributor {
    fn schema_name() -> Cow<'static, str> {
        "Contributor".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let office = generator.subschema_for::<Office>();
        schemars::json_schema!({ "anyOf": [{ "const": "combined" }, office] })
    }
}
