//! On which page an issue's text ends: `fit:`.

use std::borrow::Cow;
use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected};

use super::{MOST_PAGES, Positive};
use crate::diagnostic::Expected;
use crate::input::yaml::Located;

/// The keys of `fit:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fit {
    /// The page that the text is to end on, or `even`.
    pub pages: Option<Located<FitPages>>,
    /// The number that the pages of the text are to be a multiple of.
    pub multiple_of: Option<Positive>,
}

/// The page that a text is to end on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FitPages {
    /// This page.
    Number(NonZeroU32),
    /// Any even page.
    Even,
}

impl FitPages {
    /// Reads a number or `even`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "even" => Some(Self::Even),
            number => number.parse().ok().map(Self::Number),
        }
    }
}

impl Fit {
    /// Returns the page that a text is to end on. It is the last page up to `pages`, the length of the text, that the wish
    /// allows. Returns `None` if there is no such page.
    pub fn target(&self, pages: usize) -> Option<usize> {
        let wanted = self.pages.as_ref().map(|pages| pages.value);
        let multiple = self.multiple_of.as_ref().map_or(1, |multiple| multiple.value.get().min(MOST_PAGES) as usize);
        let is_wanted = |page: &usize| match wanted {
            Some(FitPages::Number(number)) => *page == number.get() as usize,
            Some(FitPages::Even) => page.is_multiple_of(2) && page.is_multiple_of(multiple),
            None => page.is_multiple_of(multiple),
        };
        (1..=pages).rev().find(is_wanted)
    }
}

impl<'de> Deserialize<'de> for FitPages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &Expected::FitPages))
    }
}

impl JsonSchema for FitPages {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FitPages".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "const": "even" }] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    /// A wish for pages.
    fn fit(pages: &str) -> Fit {
        let place = Place::file(std::path::Path::new("36.yaml"));
        Fit { pages: FitPages::parse(pages).map(|value| Located { value, place }), multiple_of: None }
    }

    #[test]
    fn the_target_is_never_behind_the_text() {
        assert_eq!(fit("8").target(9), Some(8));
        assert_eq!(fit("8").target(7), None);
        assert_eq!(fit("even").target(9), Some(8));
        assert_eq!(fit("even").target(8), Some(8));
        assert_eq!(fit("even").target(1), None);
        assert_eq!(FitPages::parse("0"), None);
        assert_eq!(FitPages::parse("odd"), None);
    }
}
