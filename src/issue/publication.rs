//! The settings that all issues of a bulletin share: `publication.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Deserializer;

use super::string_or::{OtherShape, StringOr};
use super::{City, Fit, Pages, Positive, Print};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// The settings of a bulletin. An issue can override each of them. Their meanings are explained in [`super::Issue`].
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
    pub fit: Option<Fit>,
    pub distribution: Option<Vec<Distribution>>,
    pub serial: Option<Text>,
    pub copies: Option<Positive>,
    pub print: Option<Print>,
    pub cities: Option<Vec<City>>,
}

/// How the contents (目录) are set: `contents:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Contents {
    /// Whether each entry has its page number.
    pub page_numbers: Option<Located<bool>>,
}

/// One group of receivers in the imprint (版记), such as 报 or 发.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Distribution {
    /// The label: 报, 送 or 发.
    pub label: Text,
    /// The receivers, one a line. In YAML a single one needn't be a list.
    #[serde(deserialize_with = "lines")]
    #[schemars(with = "StringOr<Vec<Text>>")]
    pub to: Vec<Text>,
}

impl OtherShape for Vec<Text> {
    const EXPECTED: Expected = Expected::Lines;
    const IS_LIST: bool = true;
}

/// Reads a text or a list of texts.
pub(super) fn lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Text>, D::Error> {
    let typed = Located::<StringOr<Vec<Text>>>::deserialize(deserializer)?;
    Ok(typed.into_text().map_or_else(|lines| lines, |line| vec![line]))
}
