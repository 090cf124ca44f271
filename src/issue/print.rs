//! How an issue goes to the press (付印): `print:`.
//!
//! It knows what was typed. The settings that are used, with their defaults, are resolved in `check`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

use super::choice::choice;
use crate::diagnostic::Expected;
use crate::input::yaml::{Located, Text};

choice! {
    /// The profile (用途) of a PDF: for whom it is made.
    Profile {
        /// The print run: PDF/X-4 and PDF/A-2a in one file, two plates.
        #[default]
        Print "print",
        /// The print run at older print shops: PDF/X-1a:2003.
        PrintX1a "print-x1a" or "press",
        /// Mail and web: RGB with links and an outline.
        Screen "screen",
        /// The archive: as for the screen, with YAML and pictures attached, so that the issue can be typeset again.
        Archive "archive",
    }
}

impl Profile {
    /// Returns whether plates are made from it.
    pub fn is_for_plates(self) -> bool {
        matches!(self, Self::Print | Self::PrintX1a)
    }
}

choice! {
    /// The inks that pictures are printed in.
    Pictures {
        /// Black alone: they are converted to K.
        #[default]
        Black "black",
        /// The four process inks: they keep their colours.
        Process "process",
    }
}

choice! {
    /// One of the two inks, where heads are printed beforehand (套打).
    InkPlate {
        /// Red alone: the stock of heads for a year. Number and date are black, and so they are left out.
        #[default]
        Red "red",
        /// Black alone: what is printed onto the heads.
        Black "black",
    }
}

/// The keys of `print:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Print {
    /// The profile of the issue's own PDF, such as `36.pdf`.
    pub profile: Option<Located<Profile>>,
    /// The red ink.
    pub red: Option<Red>,
    /// The output intent: `FOGRA39`, or the path of the print shop's own ICC profile, which counts from this YAML file.
    pub intent: Option<Text>,
    /// 出血: how far is printed beyond the trim.
    pub bleed: Option<Located<Bleed>>,
    /// 裁切标记: whether crop and register marks, slug line and colour bar stand around the page.
    pub marks: Option<Located<bool>>,
    /// 套打: the one ink that is printed, if heads are printed beforehand.
    pub plate: Option<Located<InkPlate>>,
    /// The inks of pictures.
    pub pictures: Option<Located<Pictures>>,
    /// Whether pictures below 150 dpi may be printed.
    pub allow_low_resolution: Option<Located<bool>>,
}

/// The red ink: `red:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Red {
    /// The name of the spot colour at the print shop.
    pub spot: Option<Text>,
    /// How it is mixed from process inks: the shares of C, M, Y and K in percent.
    pub cmyk: Option<Located<Vec<f64>>>,
}

/// A bleed (出血), in mm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bleed(pub f64);

impl Bleed {
    /// The widest bleed in mm. No plant asks for more.
    const MAX_MM: f64 = 10.0;

    /// Reads a length such as `3mm`. Returns `None` if it isn't one or is too long.
    pub fn parse(text: &str) -> Option<Self> {
        let number = text.trim().strip_suffix("mm")?.trim_end();
        let mm: f64 = number.parse().ok()?;
        (0.0..=Self::MAX_MM).contains(&mm).then_some(Self(mm))
    }
}

impl<'de> Deserialize<'de> for Bleed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::Bleed))
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
