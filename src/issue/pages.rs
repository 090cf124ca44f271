//! How many pages an issue fills, and on which its imprint stands: `pages:`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Positive;
use super::choice::choice;
use crate::input::yaml::Located;

choice! {
    /// On which page the imprint (版记) stands.
    Footer {
        /// On the last of all pages: blank ones come before it.
        #[default]
        Last "last",
        /// On the last even page of the text: blank ones come after it.
        LastEven "last-even",
    }
}

/// Sheets of more pages than this aren't folded.
pub const MOST_PAGES: u32 = 32;

/// The keys of `pages:`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pages {
    /// Blank pages fill the issue up to a multiple of this, such as 4 for folded sheets.
    pub multiple_of: Option<Positive>,
    /// Where the imprint stands.
    pub footer: Option<Located<Footer>>,
}
