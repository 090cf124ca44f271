//! The structs of the layouts' data as JSON Schema.

use std::collections::BTreeMap;

use jianbao::typeset::document::data::IssueData;
use jianbao::typeset::document::{ChartData, DispatchData, ProofData, ReportData, SheetsData, VolumeData};
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
            Self::new::<IssueData>(&["bulletin", "brief", "digest", "notice"]),
            Self::new::<SheetsData>(&["internal/sheet", "bulletin/style.typ"]),
            Self::new::<VolumeData>(&["internal/volume", "bulletin/style.typ", "bulletin/page.typ"]),
            Self::new::<ChartData>(&["internal/chart", "bulletin/style.typ"]),
            Self::new::<DispatchData>(&["internal/dispatch", "bulletin/style.typ"]),
            Self::new::<ProofData>(&["internal/proof", "bulletin/style.typ"]),
            Self::new::<ReportData>(&["internal/report", "bulletin/style.typ"]),
        ]
    }

    pub fn definition(&self, name: &str) -> &Value {
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

impl Contract {
    /// Where each field occurs in some data: JSON pointers by `Type.field`.
    pub fn occurrences(&self, data: &Value) -> BTreeMap<String, Vec<String>> {
        let mut found = BTreeMap::new();
        self.walk(&self.root, &self.schema, data, "", &mut found);
        found
    }

    fn walk(
        &self,
        owner: &str,
        schema: &Value,
        data: &Value,
        pointer: &str,
        found: &mut BTreeMap<String, Vec<String>>,
    ) {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            self.walk(name, self.definition(name), data, pointer, found);
        }
        for variant in variants(schema).filter(|variant| self.fits(variant, data)) {
            self.walk(owner, variant, data, pointer, found);
        }
        for (index, item) in data.as_array().into_iter().flatten().enumerate() {
            self.walk(owner, &schema["items"], item, &format!("{pointer}/{index}"), found);
        }
        for (key, value) in data.as_object().into_iter().flatten() {
            let pointer = format!("{pointer}/{key}");
            if let Some(property) = schema["properties"].get(key) {
                found.entry(format!("{owner}.{key}")).or_default().push(pointer.clone());
                self.walk(owner, property, value, &pointer, found);
            } else if schema["properties"].is_null() {
                // A dictionary such as that of the faces.
                self.walk(owner, &schema["additionalProperties"], value, &pointer, found);
            }
        }
    }

    /// Whether some data is what a variant describes: it has what is required, and its `kind`.
    fn fits(&self, variant: &Value, data: &Value) -> bool {
        let target = variant["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/"));
        if target.is_some_and(|name| !self.fits(self.definition(name), data)) {
            return false;
        }
        let Some(data) = data.as_object() else { return true };
        let required = variant["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let properties = variant["properties"].as_object().into_iter().flatten();
        let mut constants = properties.filter_map(|(name, property)| Some((name, property.get("const")?)));
        required.into_iter().all(|name| data.contains_key(name))
            && constants.all(|(name, constant)| data.get(name) == Some(constant))
    }
}

/// The properties of an object, or of each variant of an enum.
fn objects(schema: &Value) -> Vec<&Map<String, Value>> {
    let own = schema["properties"].as_object();
    own.into_iter().chain(variants(schema).filter_map(|variant| variant["properties"].as_object())).collect()
}

pub fn variants(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten()
}

/// The types that a schema refers to, in their order.
pub fn references(schema: &Value) -> Vec<String> {
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
