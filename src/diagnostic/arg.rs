//! The facts of findings, which messages name.

use crate::range::PageRanges;

/// A fact that a message names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Arg {
    /// Words of the user, or a name.
    Text(String),
    /// A count.
    Number(i64),
    /// The key of another message, which is shown in the reader's language.
    Message(&'static str),
    /// A key of the YAML, which is shown as the word for it in the reader's language.
    Key(String),
    /// Names or words, which are listed as the reader's language lists them.
    List(Vec<String>),
    /// The key of another message, and the words of a library that follow it in brackets.
    Detail(&'static str, String),
    /// Pages of a PDF.
    Pages(PageRanges),
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<String>> for Arg {
    fn from(list: Vec<String>) -> Self {
        Self::List(list)
    }
}

impl From<PageRanges> for Arg {
    fn from(pages: PageRanges) -> Self {
        Self::Pages(pages)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Makes facts of numbers.
macro_rules! facts_from {
    ($($number:ty)*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

facts_from!(usize u64 u32 i64);
