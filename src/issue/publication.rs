//! What all issues of a bulletin share: `publication.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Positive;
use crate::yaml::{Located, Text};

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
    pub distribution: Option<Vec<Distribution>>,
    pub serial: Option<Text>,
    pub copies: Option<Positive>,
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
    /// Each entry is a line of its own.
    pub to: Vec<Text>,
}
