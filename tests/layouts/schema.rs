//! The structs of the layouts' data as JSON Schema, and the manual's page made of them.

use std::collections::BTreeSet;

use jianbao::typeset::document::data::IssueData;
use jianbao::typeset::document::{ChartData, ProofData, SheetsData, VolumeData};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

/// What layouts of one kind get.
pub struct Contract {
    /// The struct that is `data`.
    pub root: String,
    /// The folders of the layouts, below `layouts/`.
    pub folders: Vec<&'static str>,
    schema: Value,
}

impl Contract {
    fn new<T: JsonSchema>(folders: &[&'static str]) -> Self {
        let schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
        let folders = folders.to_vec();
        Self { root: T::schema_name().into_owned(), folders, schema: schema.to_value() }
    }

    pub fn all() -> Vec<Self> {
        // Our own layouts draw with parts of `bulletin`.
        vec![
            Self::new::<IssueData>(&["bulletin", "brief"]),
            Self::new::<SheetsData>(&["internal/sheet", "bulletin/style.typ"]),
            Self::new::<VolumeData>(&["internal/volume", "bulletin/style.typ", "bulletin/page.typ"]),
            Self::new::<ChartData>(&["internal/chart", "bulletin/style.typ"]),
            Self::new::<ProofData>(&["internal/proof", "bulletin/style.typ"]),
        ]
    }

    fn definition(&self, name: &str) -> &Value {
        if name == self.root { &self.schema } else { &self.schema["$defs"][name] }
    }

    /// The names of all types, the root first and the others as they are met.
    pub fn types(&self) -> Vec<String> {
        let mut names = vec![self.root.clone()];
        let mut next = 0;
        while next < names.len() {
            for name in references(self.definition(&names[next])) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            next += 1;
        }
        names
    }

    /// The fields of a type, those of all its variants if it is an enum.
    pub fn fields_of(&self, name: &str) -> Vec<String> {
        objects(self.definition(name)).into_iter().flat_map(|object| object.keys().cloned()).collect()
    }

    /// The types that a chain of fields leads to, from `data` or from a part of it that a function gets as `data`; or the
    /// first field that isn't there.
    pub fn resolve(&self, chain: &[String]) -> Result<Vec<String>, String> {
        let mut types = self.types();
        for field in chain {
            let properties = types.iter().flat_map(|name| objects(self.definition(name)));
            let found: Vec<&Value> = properties.filter_map(|object| object.get(field)).collect();
            if found.is_empty() {
                return Err(field.clone());
            }
            types = found.into_iter().flat_map(references).collect();
        }
        Ok(types)
    }
}

/// The properties of an object, or of each variant of an enum.
fn objects(schema: &Value) -> Vec<&Map<String, Value>> {
    let own = schema["properties"].as_object();
    own.into_iter().chain(variants(schema).filter_map(|variant| variant["properties"].as_object())).collect()
}

fn variants(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten()
}

/// The types that a schema refers to, in their order.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
            let inner = map.iter().filter(|(key, _)| *key != "$defs").flat_map(|(_, value)| references(value));
            own.map(str::to_owned).into_iter().chain(inner).collect()
        }
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The page `dev/layout-data.md`.
pub fn page() -> String {
    let mut page = String::from(
        "# The data of layouts\n\n<!-- Generated from src/typeset/document/*.rs: JIANBAO_ACCEPT=1 cargo test layouts -->\n\n\
         A layout defines `layout(data)`. `data` is a dictionary: for a layout that an issue may name it is\n\
         [IssueData](#issuedata). The program's own layouts in `layouts/internal/` get [SheetsData](#sheetsdata),\n\
         [VolumeData](#volumedata), [ChartData](#chartdata) and [ProofData](#proofdata). `data.version` grows when a field is\n\
         taken away or changes its meaning. *Optional* fields are left out where there is nothing to say:\n\
         `if \"notice\" in data.masthead { … }`.\n",
    );
    let mut written = BTreeSet::new();
    for contract in Contract::all() {
        for name in contract.types() {
            if written.insert(name.clone()) {
                page += &section(&name, contract.definition(&name));
            }
        }
    }
    page
}

fn section(name: &str, schema: &Value) -> String {
    let mut text = format!("\n## {name}\n\n{}\n", words(schema));
    let named: Vec<_> = variants(schema).filter_map(|variant| Some((variant, references(variant).pop()?))).collect();
    if !named.is_empty() {
        text += "\nOne of\n\n";
        for (variant, name) in &named {
            let kind = variant["properties"]["kind"]["const"].as_str();
            let kind = kind.map_or(String::new(), |kind| format!(", `kind: \"{kind}\"`"));
            text += &format!("- {}{kind}\n", link(name));
        }
    }
    let required = |object: &Value, field: &str| {
        object["required"].as_array().is_some_and(|fields| fields.iter().any(|known| known == field))
    };
    let mut rows = String::new();
    let objects: Vec<&Value> =
        if named.is_empty() { std::iter::once(schema).chain(variants(schema)).collect() } else { Vec::new() };
    let is_choice = objects.len() > 1;
    for object in objects {
        for (field, property) in object["properties"].as_object().into_iter().flatten() {
            let optional = if is_choice || !required(object, field) { ", optional" } else { "" };
            let meaning = if is_choice { words(object) } else { words(property) };
            // An optional field is left out rather than `none`.
            let kind = type_of(property);
            let kind = if optional.is_empty() { &kind } else { kind.trim_end_matches(" or `none`") };
            rows += &format!("| `{field}` | {kind}{optional} | {meaning} |\n");
        }
    }
    if !rows.is_empty() {
        text += &format!("\n| field | type | meaning |\n|---|---|---|\n{rows}");
    }
    text
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// The description in one line.
fn words(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The type in words.
fn type_of(schema: &Value) -> String {
    if let Some(path) = schema["$ref"].as_str() {
        return link(path.trim_start_matches("#/$defs/"));
    }
    let choices: Vec<_> = variants(schema).map(type_of).collect();
    if !choices.is_empty() {
        return choices.join(" or ");
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        other => panic!("no type: {other} in {schema}"),
    };
    let word = |kind: &str| match kind {
        "array" => {
            let count = schema["minItems"].as_u64().map_or(String::new(), |count| format!("{count} × "));
            format!("array of {count}{}", type_of(&schema["items"]))
        }
        "object" => {
            let mut inner = references(schema);
            inner.dedup();
            format!("dictionary of {}", inner.iter().map(|name| link(name)).collect::<Vec<_>>().join(", "))
        }
        "null" => "`none`".to_owned(),
        other => other.to_owned(),
    };
    kinds.into_iter().map(word).collect::<Vec<_>>().join(" or ")
}
