//! The settings that all issues of a bulletin share: `publication.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Deserializer;

use super::choice::choice;
use super::string_or::{OtherShape, StringOr};
use super::{
    City, CopyNumbers, Credit, Distribution, Fit, NumberForm, Pages, Positive, Print, PrintedBy, Staff, TypedSecrecy,
    Urgency,
};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// The settings of a bulletin. An issue can override each of them. Their meanings are explained in [`super::Issue`].
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the same keys as in Issue")]
pub struct Publication {
    pub title: Option<Text>,
    pub number_form: Option<Located<NumberForm>>,
    pub notice: Option<Text>,
    pub copy_numbers: Option<Located<CopyNumbers>>,
    pub secrecy: Option<Located<TypedSecrecy>>,
    pub urgency: Option<Located<Urgency>>,
    pub issuer: Option<Text>,
    pub credit: Option<Credit>,
    #[serde(default, deserialize_with = "some_lines")]
    #[schemars(with = "Option<StringOr<Vec<Text>>>")]
    pub signer: Option<Vec<Text>>,
    pub layout: Option<Text>,
    pub contents: Option<Contents>,
    pub section_names: Option<Located<SectionNames>>,
    pub pages: Option<Pages>,
    pub fit: Option<Fit>,
    pub distribution: Option<Vec<Distribution>>,
    pub printed_by: Option<PrintedBy>,
    pub staff: Option<Vec<Staff>>,
    pub serial: Option<Text>,
    pub copies: Option<Positive>,
    pub print: Option<Print>,
    pub cities: Option<Vec<City>>,
}

/// How the contents (目录) are set: `contents:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Contents {
    /// 目录标题: the words above the contents.
    pub title: Option<Text>,
    /// Whether each entry has its page number.
    pub page_numbers: Option<Located<bool>>,
    /// 栏目的页码: whether each section has its page number, too.
    pub sections: Option<Located<bool>>,
}

choice! {
    /// Where the names of the sections stand.
    SectionNames {
        /// In the contents alone.
        #[default]
        Contents "contents",
        /// In the text alone, above the first article of each.
        Text "text",
        /// In both.
        Both "both",
    }
}

impl OtherShape for Vec<Text> {
    const EXPECTED: Expected = Expected::Lines;
    const IS_LIST: bool = true;
}

/// Reads a text or a list of texts, for a key that may be missing.
pub(super) fn some_lines<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Text>>, D::Error> {
    texts(deserializer).map(Some)
}

/// Reads a text or a list of texts.
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Text>, D::Error> {
    let typed = Located::<StringOr<Vec<Text>>>::deserialize(deserializer)?;
    Ok(typed.into_text().map_or_else(|lines| lines, |line| vec![line]))
}
