//! How an issue goes to the press: `print:`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::{Located, Text};

/// For whom a PDF is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// The print run: PDF/X-4 and PDF/A-2a in one file, two plates.
    #[default]
    Print,
    /// Mail and web: RGB, links, outline.
    Screen,
    /// The record: as for the screen, with the YAML and the pictures attached, so that it can be typeset again.
    Archive,
}

impl Profile {
    /// The name in YAML, on the command line and in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::Screen => "screen",
            Self::Archive => "archive",
        }
    }
}

impl JsonSchema for Profile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Profile".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["print", "screen", "archive"] })
    }
}

/// The keys of `print:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Print {
    /// The project's own profile; `36.pdf` is made in it.
    pub profile: Option<Located<Profile>>,
    /// The red ink.
    pub red: Option<Red>,
    /// Whether pictures under 150 dpi may be printed.
    pub allow_low_resolution: Option<Located<bool>>,
    /// The output intent: `FOGRA39`, or the plant's own profile, a file beside the issue.
    pub intent: Option<Text>,
}

/// The red ink: its name at the plant, and how it is mixed where it isn't an ink of its own.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Red {
    /// What the plant calls the ink.
    pub spot: Option<Text>,
    /// Shares of C, M, Y, K in percent.
    pub cmyk: Option<Located<Vec<f64>>>,
}
