//! The line that says who contributed an article (供稿): `credit:`.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Place;
use crate::input::yaml::Text;

/// The contributor's line of an article, or of all articles of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Text")]
pub enum Credit {
    /// `source`: the line is made of the article's `source`. It has the place of the word.
    Source(Place),
    /// The words of the line. Brackets around them may be typed or not.
    Words(Text),
}

impl Credit {
    /// The word that stands for [`Credit::Source`].
    const SOURCE: &str = "source";

    /// Returns the words that were typed; `None` if the line is made of the source.
    pub fn words(&self) -> Option<&Text> {
        match self {
            Self::Words(words) => Some(words),
            Self::Source(_) => None,
        }
    }

    /// Returns the words that were typed, to be changed.
    pub fn words_mut(&mut self) -> Option<&mut Text> {
        match self {
            Self::Words(words) => Some(words),
            Self::Source(_) => None,
        }
    }
}

impl From<Text> for Credit {
    fn from(text: Text) -> Self {
        if text.trim() == Self::SOURCE { Self::Source(text.place) } else { Self::Words(text) }
    }
}

impl JsonSchema for Credit {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Credit".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "examples": [Self::SOURCE] })
    }
}
