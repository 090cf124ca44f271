//! How many pages an issue fills, and on which of them its imprint stands: `pages:`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Positive;
use super::choice::choice;
use crate::input::yaml::Located;

choice! {
    /// The page that the imprint (版记) stands on.
    Footer {
        /// The last of all pages. Blank pages come before it.
        #[default]
        Last "last",
        /// The last even page of the text. Blank pages come after it.
        LastEven "last-even",
    }
}

/// The largest number that the pages are filled up to a multiple of. Nobody folds sheets of more pages.
pub const MOST_PAGES: u32 = 32;

/// The keys of `pages:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pages {
    /// The number that blank pages fill the issue up to a multiple of, such as 4 for folded sheets.
    pub multiple_of: Option<Positive>,
    /// The page that the imprint stands on.
    pub footer: Option<Located<Footer>>,
}
