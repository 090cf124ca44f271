//! The imprint (版记).

use schemars::JsonSchema;
use serde::Serialize;

use super::Words;
use crate::typeset::field::Field;

/// The imprint (版记).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Imprint {
    /// The distribution list.
    pub entries: Vec<ImprintEntry>,
    /// Serial number and copies with the brackets around them; empty if neither is given.
    pub serial: Vec<Words>,
}

/// A label of the distribution list, such as 报, and whom it stands for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ImprintEntry {
    /// The field's name.
    pub at: Field,
    /// The label with its colon, such as 报：.
    pub label: String,
    /// The lines behind it.
    pub lines: Vec<Words>,
}
