//! Values that are a text in the simple case and a map or a list in the others.
//!
//! It knows how serde reads them. What such a value means is for the modules that use it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// A text, or a value of another shape.
pub enum StringOr<T> {
    /// A text.
    Text(String),
    /// A number or a truth value. Its text is what was typed, so that `007` and `3.50` stay what they are.
    Scalar,
    /// Nothing, or one of YAML's words for it.
    Empty,
    /// The other shape.
    Other(T),
}

/// The other shape of a [`StringOr`].
pub trait OtherShape: DeserializeOwned {
    /// What messages say is expected: `Self` or the text.
    const EXPECTED: Expected;
    /// Whether it is a list in YAML. Otherwise it is a map.
    const IS_LIST: bool = false;
    /// Whether numbers, truth values and empty values count as texts.
    const TAKES_SCALARS: bool = false;
}

impl<T> Located<StringOr<T>> {
    /// Returns the text with its place.
    ///
    /// # Errors
    /// The value, where it has the other shape.
    pub fn into_text(self) -> Result<Text, T> {
        let value = match self.value {
            StringOr::Text(value) => value,
            StringOr::Scalar => self.place.text().to_owned(),
            // `~` and `null` are printed as they were typed. Nothing at all is an empty text.
            StringOr::Empty => {
                let typed = self.place.text();
                if matches!(typed, "~" | "null" | "Null" | "NULL") { typed.to_owned() } else { String::new() }
            }
            StringOr::Other(other) => return Err(other),
        };
        Ok(Text { value, place: self.place })
    }
}

impl<'de, T: OtherShape> Deserialize<'de> for StringOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor(PhantomData))
    }
}

/// Reads a [`StringOr`].
struct ShapeVisitor<T>(PhantomData<T>);

impl<T: OtherShape> ShapeVisitor<T> {
    /// Returns a scalar where scalars are taken, and otherwise the error for it.
    fn scalar<E: Error>(&self, text: StringOr<T>) -> Result<StringOr<T>, E> {
        if T::TAKES_SCALARS { Ok(text) } else { Err(E::invalid_type(Unexpected::Other("scalar"), self)) }
    }
}

macro_rules! visit_scalars {
    ($($visit:ident $scalar:ty),*) => {$(
        fn $visit<E: Error>(self, _: $scalar) -> Result<Self::Value, E> {
            self.scalar(StringOr::Scalar)
        }
    )*};
}

impl<'de, T: OtherShape> Visitor<'de> for ShapeVisitor<T> {
    type Value = StringOr<T>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(T::EXPECTED.key())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(StringOr::Text(text.to_owned()))
    }

    visit_scalars!(visit_i64 i64, visit_u64 u64, visit_i128 i128, visit_u128 u128, visit_f64 f64, visit_bool bool);

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.scalar(StringOr::Empty)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        if T::IS_LIST {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        }
        T::deserialize(MapAccessDeserializer::new(map)).map(StringOr::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        if !T::IS_LIST {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        T::deserialize(SeqAccessDeserializer::new(list)).map(StringOr::Other)
    }
}

impl<T: JsonSchema> JsonSchema for StringOr<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("StringOr{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let other = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "type": "string" }, other] })
    }
}

impl OtherShape for Vec<Text> {
    const EXPECTED: Expected = Expected::Lines;
    const IS_LIST: bool = true;
}

/// Reads a text or a list of texts, for a key that may be missing.
pub fn some_texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Text>>, D::Error> {
    texts(deserializer).map(Some)
}

/// Reads a text or a list of texts.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Text>, D::Error> {
    let typed = Located::<StringOr<Vec<Text>>>::deserialize(deserializer)?;
    Ok(typed.into_text().map_or_else(|lines| lines, |line| vec![line]))
}
