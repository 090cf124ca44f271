//! The imprint (版记): receivers, the office that prints, and the staff.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::Deserializer;

use super::publication::texts;
use super::string_or::{OtherShape, StringOr};
use super::{Date, Positive};
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

/// One group of receivers in the imprint (版记), such as 报 or 发.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Distribution {
    /// The label: 报, 送 or 发.
    pub label: Text,
    /// The receivers, one a line. In YAML a single one needn't be a list.
    #[serde(deserialize_with = "receivers")]
    #[schemars(with = "StringOr<Vec<Receiver>>")]
    pub to: Vec<Receiver>,
}

/// A receiver: its name, or `{name: …, copies: …}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Located<StringOr<ReceiverKeys>>")]
pub struct Receiver {
    /// Its name as the imprint prints it.
    pub name: Text,
    /// 份数: how many copies it gets.
    pub copies: Option<Positive>,
}

/// The keys of a receiver with its copies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Receiver")]
struct ReceiverKeys {
    /// 名称: its name.
    name: Text,
    /// 份数: how many copies it gets.
    copies: Option<Positive>,
}

/// Who prints the issue, and when (印发机关、印发日期).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PrintedBy {
    /// 印发机关: the office.
    pub office: Text,
    /// 印发日期: the day, which is the unless set.
    pub date: Option<Located<Date>>,
}

/// Some of the staff (编辑、审核、值班), or a telephone number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Staff {
    /// What they do, such as 责任编辑.
    pub label: Text,
    /// Their names. In YAML a single one needn't be a list.
    #[serde(deserialize_with = "texts")]
    #[schemars(with = "StringOr<Vec<Text>>")]
    pub names: Vec<Text>,
}

impl OtherShape for ReceiverKeys {
    const EXPECTED: Expected = Expected::Receiver;
}

impl OtherShape for Vec<Receiver> {
    const EXPECTED: Expected = Expected::Lines;
    const IS_LIST: bool = true;
}

impl From<Located<StringOr<ReceiverKeys>>> for Receiver {
    fn from(typed: Located<StringOr<ReceiverKeys>>) -> Self {
        match typed.into_text() {
            Ok(name) => Self { name, copies: None },
            Err(ReceiverKeys { name, copies }) => Self { name, copies },
        }
    }
}

impl JsonSchema for Receiver {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        StringOr::<ReceiverKeys>::schema_name()
    }

    fn inline_schema() -> bool {
        StringOr::<ReceiverKeys>::inline_schema()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        StringOr::<ReceiverKeys>::json_schema(generator)
    }
}

impl Distribution {
    /// Returns its texts: the label and the names.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.label).chain(self.to.iter().map(|receiver| &receiver.name))
    }

    /// Returns its texts, to be changed.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        std::iter::once(&mut self.label).chain(self.to.iter_mut().map(|receiver| &mut receiver.name))
    }
}

/// Adds further receivers (增发) to a list: below an entry of the same label, or as entries of their own.
pub fn add_receivers(list: &mut Vec<Distribution>, more: Vec<Distribution>) {
    for entry in more {
        match list.iter_mut().find(|own| own.label.trim() == entry.label.trim()) {
            Some(own) => own.to.extend(entry.to),
            None => list.push(entry),
        }
    }
}

/// Reads a receiver or a list of receivers.
fn receivers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Receiver>, D::Error> {
    let typed = Located::<StringOr<Vec<Receiver>>>::deserialize(deserializer)?;
    Ok(typed.into_text().map_or_else(|list| list, |name| vec![Receiver { name, copies: None }]))
}
