//! Who sent an article in (来稿单位).

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

use crate::input::yaml::Text;

/// The office an article comes from: `combined`, or `{city}`, `{city, county}`, `{sector}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contributor {
    /// 综合稿件: put together by the editors from several.
    Combined,
    /// One office.
    Office(Office),
}

/// The keys of an office; `check` holds that they make sense together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Office {
    /// 设区市
    pub city: Option<Text>,
    /// 县（市、区）, within its city
    pub county: Option<Text>,
    /// 文明行业
    pub sector: Option<Text>,
}

impl<'de> Deserialize<'de> for Contributor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Contributor;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("expected-contributor")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Contributor, E> {
                match text {
                    "combined" => Ok(Contributor::Combined),
                    other => Err(E::invalid_value(Unexpected::Str(other), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Contributor, A::Error> {
                Office::deserialize(MapAccessDeserializer::new(map)).map(Contributor::Office)
            }
        }

        deserializer.deserialize_any(Reader)
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
