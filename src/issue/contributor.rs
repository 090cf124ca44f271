//! The office that sent an article in (来稿单位): `source:`.

use std::borrow::Cow;

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// The office an article comes from: `combined`, or `{city}`, `{city, county}`, `{sector}`, or a list of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contributor {
    /// 综合稿件: the editors have combined several articles.
    Combined,
    /// One office.
    Office(Office),
    /// 联合供稿: several offices have sent it in together. It counts once for each.
    Joint(Vec<Located<Office>>),
}

impl Contributor {
    /// Returns its offices; none for combined articles.
    pub fn offices(&self) -> impl Iterator<Item = &Office> {
        let (one, several) = match self {
            Self::Combined => (None, &[][..]),
            Self::Office(office) => (Some(office), &[][..]),
            Self::Joint(offices) => (None, offices.as_slice()),
        };
        one.into_iter().chain(several.iter().map(|office| &office.value))
    }

    /// Returns its offices, to be changed.
    pub fn offices_mut(&mut self) -> impl Iterator<Item = &mut Office> {
        let (one, several) = match self {
            Self::Combined => (None, &mut [][..]),
            Self::Office(office) => (Some(office), &mut [][..]),
            Self::Joint(offices) => (None, offices.as_mut_slice()),
        };
        one.into_iter().chain(several.iter_mut().map(|office| &mut office.value))
    }
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

impl Office {
    /// Returns its names from the greater to the smaller: city and county, or the sector.
    pub fn names(&self) -> impl Iterator<Item = &Text> {
        [&self.city, &self.county, &self.sector].into_iter().flatten()
    }

    /// Returns its names, to be changed.
    pub fn names_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        [&mut self.city, &mut self.county, &mut self.sector].into_iter().flatten()
    }
}

impl<'de> Deserialize<'de> for Contributor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContributorVisitor)
    }
}

/// Reads a [`Contributor`].
struct ContributorVisitor;

impl<'de> Visitor<'de> for ContributorVisitor {
    type Value = Contributor;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(Expected::Contributor.key())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match text {
            "combined" => Ok(Contributor::Combined),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Err(E::invalid_type(Unexpected::Other("scalar"), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Office::deserialize(MapAccessDeserializer::new(map)).map(Contributor::Office)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Contributor::Joint)
    }
}

impl JsonSchema for Contributor {
    fn schema_name() -> Cow<'static, str> {
        "Contributor".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let office = generator.subschema_for::<Office>();
        schemars::json_schema!({ "anyOf": [
            { "const": "combined" },
            office.clone(),
            { "type": "array", "items": office, "minItems": 1 }
        ] })
    }
}
