//! What a value of the YAML should have been: the end of the message that refuses it.
//!
//! It doesn't know how YAML is read. serde passes errors on as text, so that a kind travels as its key.

use std::fmt;

use super::Arg;

/// Declares the kinds of value with their keys in the catalogue of messages.
macro_rules! expected {
    ($($(#[$doc:meta])* $name:ident $key:literal,)*) => {
        /// A kind of value that the YAML should have had.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Expected {
            $($(#[$doc])* $name,)*
        }

        impl Expected {
            /// All kinds.
            const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the key in the catalogue of messages.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

expected! {
    /// A length of bleed, such as `3mm`.
    Bleed "expected-bleed",
    /// `true` or `false`.
    Boolean "expected-boolean",
    /// A cell of a table.
    Cell "expected-cell",
    /// A city with its counties.
    City "expected-city",
    /// A contributor with its city.
    Contributor "expected-contributor",
    /// The numbers of copies.
    CopyNumbers "expected-copy-numbers",
    /// A day of the calendar.
    Date "expected-date",
    /// A page, or `even`.
    FitPages "expected-fit-pages",
    /// A whole number.
    Integer "expected-integer",
    /// A map of keys.
    Keys "expected-keys",
    /// A line of text, or a list of lines.
    Lines "expected-lines",
    /// The number of an issue.
    IssueNumber "expected-issue-number",
    /// A list.
    List "expected-list",
    /// A number of pages that a multiple may have.
    Multiple "expected-multiple",
    /// A number, with decimals or thousands commas or without.
    Number "expected-number",
    /// The words around a number.
    NumberForm "expected-number-form",
    /// One number, or several that follow one another.
    Numbers "expected-numbers",
    /// Something that has no words of its own.
    Other "expected-other",
    /// A whole number from 1.
    Positive "expected-positive",
    /// A receiver with its copies.
    Receiver "expected-receiver",
    /// Secrecy and its term.
    Secrecy "expected-secrecy",
    /// A text.
    Text "expected-text",
    /// A total, or which totals are added.
    Total "expected-total",
    /// A year of four digits.
    Year "expected-year",
}

impl Expected {
    /// Returns the kind that serde's error names: one of ours by its key, and otherwise by serde's words for a type.
    pub fn from_serde(words: &str) -> Self {
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        match Self::ALL.iter().find(|kind| kind.key() == words) {
            Some(kind) => *kind,
            None if has(&["nonzero", "u32", "u64", "usize"]) => Self::Positive,
            None if has(&["i64", "integer"]) => Self::Integer,
            None if has(&["bool"]) => Self::Boolean,
            None if has(&["sequence"]) => Self::List,
            None if has(&["struct", "map"]) => Self::Keys,
            None if has(&["string", "scalar"]) => Self::Text,
            None => Self::Other,
        }
    }
}

impl From<Expected> for Arg {
    fn from(expected: Expected) -> Self {
        Self::Message(expected.key())
    }
}

impl serde::de::Expected for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
