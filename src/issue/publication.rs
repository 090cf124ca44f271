//! What all issues of a bulletin share: `publication.yaml`.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::{City, Pages, Positive, Print};
use crate::input::yaml::{Located, Text};

/// The fixed things of a bulletin; every one can be overridden in an issue, which also explains them.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the same keys as in Issue")]
pub struct Publication {
    pub title: Option<Text>,
    pub notice: Option<Text>,
    pub issuer: Option<Text>,
    pub layout: Option<Text>,
    pub contents: Option<Contents>,
    pub pages: Option<Pages>,
    pub distribution: Option<Vec<Distribution>>,
    pub serial: Option<Text>,
    pub copies: Option<Positive>,
    pub print: Option<Print>,
    pub cities: Option<Vec<City>>,
}

/// How the contents (目录) are set.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Contents {
    /// Whether each entry has the number of its page.
    pub page_numbers: Option<Located<bool>>,
}

/// One group of receivers in the imprint (版记): `报` or `发`, and to whom.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Distribution {
    /// 报, 送, 发
    pub label: Text,
    /// Each entry is a line of its own; a single one needn't be a list.
    #[serde(deserialize_with = "lines")]
    #[schemars(with = "Lines")]
    pub to: Vec<Text>,
}

/// A text or a list of texts, for editors.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
#[expect(dead_code, reason = "only its schema is used")]
enum Lines {
    One(String),
    Several(Vec<String>),
}

fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Text>, D::Error> {
    struct Reader;

    impl<'de> Visitor<'de> for Reader {
        type Value = Either;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("expected-lines")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Either, E> {
            Ok(Either::One(text.to_owned()))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Either, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Either::Several)
        }
    }

    enum Either {
        One(String),
        Several(Vec<Text>),
    }

    impl<'de> Deserialize<'de> for Either {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(Reader)
        }
    }

    let typed = Located::<Either>::deserialize(deserializer)?;
    Ok(match typed.value {
        Either::One(value) => vec![Text { value, place: typed.place }],
        Either::Several(texts) => texts,
    })
}
