//! The cities (设区市) of the province in the official order: `cities:`.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::input::yaml::{Located, Text};

/// A city: its name, or `{name: …, counties: […]}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// 市
    pub name: Text,
    /// 县（市、区）; empty where they aren't listed.
    pub counties: Vec<Text>,
}

/// A city with its counties.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "City")]
struct Listed {
    /// 市
    name: Text,
    /// 县（市、区）
    #[serde(default)]
    counties: Vec<Text>,
}

enum Typed {
    Name(String),
    Listed(Listed),
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Typed;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("expected-city")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Typed, E> {
                Ok(Typed::Name(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Typed, A::Error> {
                Listed::deserialize(MapAccessDeserializer::new(map)).map(Typed::Listed)
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

impl<'de> Deserialize<'de> for City {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = Located::<Typed>::deserialize(deserializer)?;
        Ok(match typed.value {
            Typed::Name(value) => Self { name: Text { value, place: typed.place }, counties: Vec::new() },
            Typed::Listed(listed) => Self { name: listed.name, counties: listed.counties },
        })
    }
}

impl JsonSchema for City {
    fn schema_name() -> Cow<'static, str> {
        "CityOrName".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let listed = generator.subschema_for::<Listed>();
        schemars::json_schema!({ "anyOf": [{ "type": "string" }, listed] })
    }
}
