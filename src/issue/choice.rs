//! Makes the enums of settings that take one of a few words.

/// Makes an enum whose variants have one word each: the same in YAML, on the command line, in file names and in the
/// schema. A former word that is still read stands behind `or`.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident $word:literal $(or $old:literal)?,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All variants in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the variant of a word, which may be a former one.
            pub fn of_word(word: &str) -> Option<Self> {
                match word {
                    $($word $(| $old)? => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Returns its word.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::{Error, Unexpected};
                let word = String::deserialize(deserializer)?;
                Self::of_word(&word).ok_or_else(|| {
                    let expected = format!("one of {}", [$($word),*].join(", "));
                    D::Error::invalid_value(Unexpected::Str(&word), &expected.as_str())
                })
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),*] })
            }
        }
    };
}

pub(super) use choice;
