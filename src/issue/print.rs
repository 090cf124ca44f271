//! How an issue goes to the press: `print:`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

use super::choice::choice;
use crate::input::yaml::{Located, Text};

choice! {
    /// For whom a PDF is made.
    Profile {
        /// The print run: PDF/X-4 and PDF/A-2a in one file, two plates.
        #[default]
        Print "print",
        /// The print run for older print shops: PDF/X-1a:2003.
        PrintX1a "print-x1a" or "press",
        /// Mail and web: RGB, links, outline.
        Screen "screen",
        /// The record: as for the screen, with the YAML and the pictures attached, so that it can be typeset again.
        Archive "archive",
    }
}

impl Profile {
    /// Whether plates are made of it.
    pub fn is_for_plates(self) -> bool {
        matches!(self, Self::Print | Self::PrintX1a)
    }
}

choice! {
    /// What becomes of pictures on the way to the plates.
    Pictures {
        /// They are brought to K.
        #[default]
        Black "black",
        /// They keep four colours.
        Process "process",
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
    /// The output intent: `FOGRA39`, or the plant's own profile, a file beside the issue.
    pub intent: Option<Text>,
    /// 出血: what is printed beyond the trim.
    pub bleed: Option<Located<Bleed>>,
    /// 裁切标记 and register marks, slug line and colour bar.
    pub marks: Option<Located<bool>>,
    /// Pictures in K or in four colours.
    pub pictures: Option<Located<Pictures>>,
    /// Whether pictures under 150 dpi may be printed.
    pub allow_low_resolution: Option<Located<bool>>,
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

/// A bleed (出血), in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bleed(pub f64);

impl Bleed {
    /// More than this no plant asks for, in mm.
    const MOST: f64 = 10.0;

    /// Reads `3mm`; nothing if it is no length within the bounds.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.trim().strip_suffix("mm")?.trim_end();
        let mm: f64 = number.parse().ok()?;
        (0.0..=Self::MOST).contains(&mm).then_some(Self(mm))
    }
}

impl<'de> Deserialize<'de> for Bleed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &"expected-bleed"))
    }
}

impl JsonSchema for Bleed {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Bleed".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? *mm$" })
    }
}
