//! Makes the JSON Schema of the format from the model, so that editors complete and check while one types.

use schemars::{Schema, schema_for};
use serde_json::{Value, json};

use crate::diagnostic::message::Lang;
use crate::input::yaml::example_of;
use crate::issue::{Issue, Publication};

/// The file that a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An issue.
    Issue,
    /// `publication.yaml`.
    Publication,
}

/// Makes a schema with descriptions in a language.
pub fn schema(subject: Subject, lang: Lang) -> Value {
    let (name, schema): (&str, Schema) = match subject {
        Subject::Issue => ("Issue", schema_for!(Issue)),
        Subject::Publication => ("Publication", schema_for!(Publication)),
    };
    let mut schema = schema.to_value();
    describe(name, &mut schema, lang);
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, definition) in definitions {
            describe(name, definition, lang);
        }
    }
    schema
}

/// Replaces the model's own comments by the catalogue's words for each key, and adds what an editor writes for a key whose
/// value is a map or a list.
fn describe(name: &str, schema: &mut Value, lang: Lang) {
    let Some(schema) = schema.as_object_mut() else { return };
    schema.insert("description".to_owned(), Value::String(lang.say(&format!("schema-{}", name.to_lowercase()))));
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (key, property) in properties {
        let words = lang.find(&format!("schema-{}-{key}", name.to_lowercase()));
        let words = words.unwrap_or_else(|| lang.say(&format!("schema-issue-{key}")));
        if let Some(property) = property.as_object_mut() {
            property.insert("description".to_owned(), Value::String(words));
            if let Some((typed, value)) = example_of(key) {
                let snippet = json!({ "label": typed, "body": value });
                property.insert("defaultSnippets".to_owned(), Value::Array(vec![snippet]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::input::yaml::KEYS;

    #[test]
    fn every_key_is_described_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            for subject in [Subject::Issue, Subject::Publication] {
                let schema = schema(subject, lang);
                let mut descriptions = Vec::new();
                collect(&schema, &mut descriptions);
                assert!(descriptions.len() > 10);
                for description in descriptions {
                    assert!(!description.starts_with("schema-"), "{lang:?}: no words for {description}");
                }
            }
        }
    }

    #[test]
    fn keys_of_the_format_are_known_to_the_slips_and_have_a_word() {
        let mut keys = BTreeSet::new();
        for subject in [Subject::Issue, Subject::Publication] {
            keys_of(&schema(subject, Lang::En), &mut keys);
        }
        let known: BTreeSet<_> = KEYS.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(keys, known);
        for key in keys {
            assert!(Lang::Zh.find(&format!("key-{key}")).is_some(), "no word for {key}");
        }
    }

    fn keys_of(value: &Value, keys: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => {
                let properties = map.get("properties").and_then(Value::as_object);
                keys.extend(properties.into_iter().flat_map(|properties| properties.keys().cloned()));
                map.values().for_each(|value| keys_of(value, keys));
            }
            Value::Array(list) => list.iter().for_each(|value| keys_of(value, keys)),
            _ => {}
        }
    }

    fn collect(value: &Value, out: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match value {
                Value::String(text) if key == "description" => out.push(text.clone()),
                _ => collect(value, out),
            }),
            Value::Array(list) => list.iter().for_each(|value| collect(value, out)),
            _ => {}
        }
    }
}
