//! The catalogue of every sentence that a user reads, in Simplified Chinese and English.
//!
//! The sentences are in `message/zh.ftl` and `message/en.ftl` (Fluent). A test checks that both files have the same keys
//! with the same facts. No other file of the program contains sentences for users. Words
//! that are printed on pages (`printed-…`) stand in the Chinese file alone.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::langid;

use crate::diagnostic::{Arg, Code, Diagnostic};

/// A language that users read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// The sentences of one language.
type Catalogue = FluentBundle<FluentResource>;

impl Lang {
    /// Returns the language of the user's locale: Chinese for every `zh`, otherwise English.
    pub fn of_locale() -> Self {
        match sys_locale::get_locale() {
            Some(locale) if locale.starts_with("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// Returns the catalogue's file, in Fluent's syntax.
    pub fn file(self) -> &'static str {
        match self {
            Self::En => include_str!("message/en.ftl"),
            Self::Zh => include_str!("message/zh.ftl"),
        }
    }

    /// Returns the catalogue. It is parsed at the first call.
    fn catalogue(self) -> &'static Catalogue {
        static EN: OnceLock<Catalogue> = OnceLock::new();
        static ZH: OnceLock<Catalogue> = OnceLock::new();
        let (slot, id) = match self {
            Self::En => (&EN, langid!("en")),
            Self::Zh => (&ZH, langid!("zh-CN")),
        };
        slot.get_or_init(|| {
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            // A broken line is left out here. The test below finds it.
            let resource = FluentResource::try_new(self.file().to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
            bundle
        })
    }

    /// Returns the sentence of a key. It returns the key itself if the catalogue lacks it, which tests rule out.
    pub fn text(self, key: &str, args: &[(&str, Arg)]) -> String {
        self.lookup(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// Returns a sentence without facts.
    pub fn say(self, key: &str) -> String {
        self.text(key, &[])
    }

    /// Returns the sentence of a key, if there is one.
    pub fn find(self, key: &str) -> Option<String> {
        self.lookup(key, None, &[])
    }

    /// Returns what a finding says.
    pub fn message(self, finding: &Diagnostic) -> String {
        self.text(finding.code.as_str(), &finding.args)
    }

    /// Returns what to do about a finding.
    pub fn help(self, finding: &Diagnostic) -> String {
        self.lookup(finding.code.as_str(), Some("help"), &finding.args).unwrap_or_default()
    }

    /// Returns what a clause of a standard asks for.
    pub fn clause(self, code: Code) -> String {
        self.lookup(code.as_str(), Some("clause"), &[]).unwrap_or_default()
    }

    /// Returns the word for a key of the YAML in brackets, such as `（报头）`. It is empty in English, where the key is a
    /// word itself.
    fn key_word(self, key: &str) -> String {
        let word = self.find(&format!("key-{key}")).filter(|word| word != key);
        word.map_or_else(String::new, |word| format!("（{word}）"))
    }

    /// Returns a sentence with a library's own words in brackets.
    fn detail(self, key: &str, words: &str) -> String {
        let sentence = self.say(key);
        match self {
            Self::En => format!("{sentence} ({words})"),
            Self::Zh => format!("{sentence}（{words}）"),
        }
    }

    /// Lists words with what stands between them in this language.
    fn list(self, words: &[String]) -> String {
        words.join(&self.say("list-between"))
    }

    /// Looks up a key or an attribute of it, and fills in the facts.
    fn lookup(self, key: &str, attribute: Option<&str>, args: &[(&str, Arg)]) -> Option<String> {
        let catalogue = self.catalogue();
        let message = catalogue.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            values.set(
                *name,
                match arg {
                    Arg::Text(text) => FluentValue::from(visible(text)),
                    Arg::Number(number) => FluentValue::from(*number),
                    Arg::Message(key) => FluentValue::from(self.say(key)),
                    Arg::List(list) => FluentValue::from(self.list(list)),
                    Arg::Key(key) => FluentValue::from(self.key_word(key)),
                    Arg::Pages(pages) => FluentValue::from(self.list(&pages.runs())),
                    Arg::Detail(key, detail) => FluentValue::from(self.detail(key, &visible(detail))),
                },
            );
        }
        Some(catalogue.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    }
}

/// Returns a text with U+FFFD in place of each character that a terminal would obey: colours, movements of the cursor, and
/// those that turn text round. They may stand in names of files.
pub fn visible(text: &str) -> String {
    let is_obeyed = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_obeyed(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Keys (with attributes) and the facts that each names, read from the text of a catalogue.
    fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let mut all = BTreeMap::new();
        let mut key = String::new();
        let mut message = String::new();
        for line in lang.file().lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && !line.starts_with(' ')
            {
                (key, message) = (name.to_owned(), name.to_owned());
            } else if let Some((name, _)) = line.trim_start().split_once(" =")
                && let Some(name) = name.strip_prefix('.')
            {
                key = format!("{message}.{name}");
            }
            let args: &mut BTreeSet<String> = all.entry(key.clone()).or_default();
            args.extend(
                line.split('$').skip(1).map(|rest| {
                    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
                }),
            );
        }
        all
    }

    #[test]
    fn catalogues_parse_and_agree() {
        for lang in [Lang::En, Lang::Zh] {
            if let Err((_, errors)) = FluentResource::try_new(lang.file().to_owned()) {
                panic!("{lang:?}: {errors:?}");
            }
        }
        let (printed, zh): (BTreeMap<_, _>, BTreeMap<_, _>) =
            keys(Lang::Zh).into_iter().partition(|(key, _)| key.starts_with("printed-"));
        assert!(!printed.is_empty());
        assert_eq!(keys(Lang::En), zh);
    }

    #[test]
    fn every_code_has_a_message_and_a_help() {
        let keys = keys(Lang::En);
        for code in Code::ALL {
            assert!(keys.contains_key(code.as_str()), "{code}: no message");
            assert!(keys.contains_key(&format!("{code}.help")), "{code}: no help");
        }
    }

    #[test]
    fn names_do_not_move_the_cursor() {
        let finding =
            Diagnostic::new(Code::LayoutUnknown).with("name", "a\u{1b}[31m\u{9b}2J\u{202e}b").with("known", "c");
        assert_eq!(Lang::En.message(&finding), "there is no layout “a\u{fffd}[31m\u{fffd}2J\u{fffd}b”");
    }
}
