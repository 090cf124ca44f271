//! Layers (optional content, PDF 2.0 8.11): which there are, and which don't print.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::file::{File, as_dict, as_name};

/// The layers of a file, in the state in which it opens.
#[derive(Debug, Default)]
pub struct Layers {
    /// The names, in the order of the file.
    pub names: Vec<String>,
    /// The names of those that are hidden.
    pub hidden_names: Vec<String>,
    /// Those that are hidden.
    hidden: HashSet<ObjectId>,
    /// Whether there are other configurations, from which a reader may choose (`Configs`).
    pub has_configurations: bool,
}

impl Layers {
    /// Reads the layers of a file.
    pub fn read(file: &File) -> Self {
        let Some(properties) = file.dict(file.catalog(), "OCProperties") else { return Self::default() };
        let start = file.dict(properties, "D");
        let listed = |key: &str| start.map(|start| references(file, start, key)).unwrap_or_default();
        let (on, off) = (listed("ON"), listed("OFF"));
        let starts_off = start.and_then(|start| file.name(start, "BaseState")) == Some("OFF");
        let has_configurations = file.get(properties, "Configs").is_some();
        let mut layers = Self { has_configurations, ..Self::default() };
        for id in references(file, properties, "OCGs") {
            let Ok(group) = file.document.get_dictionary(id) else { continue };
            let name = file.text(group, "Name").unwrap_or_default();
            let is_hidden = if starts_off { !on.contains(&id) } else { off.contains(&id) };
            if is_hidden {
                layers.hidden.insert(id);
                layers.hidden_names.push(name.clone());
            }
            layers.names.push(name);
        }
        layers
    }

    /// Whether something that belongs to a layer, or to a choice of layers, doesn't print.
    pub fn hides(&self, file: &File, object: &Object) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        if let Object::Reference(id) = object
            && self.hidden.contains(id)
        {
            return true;
        }
        let Some(choice) = as_dict(file.follow(object)) else { return false };
        file.name(choice, "Type") == Some("OCMD") && self.hides_choice(file, choice)
    }

    /// Whether a choice of layers (OCMD) doesn't print, by its policy (PDF 2.0 table 97).
    fn hides_choice(&self, file: &File, choice: &Dictionary) -> bool {
        let groups = match choice.get(b"OCGs") {
            Ok(Object::Reference(id)) if file.document.get_dictionary(*id).is_ok() => vec![*id],
            _ => references(file, choice, "OCGs"),
        };
        let hidden = groups.iter().filter(|id| self.hidden.contains(id)).count();
        let shown = groups.len() - hidden;
        match file.get(choice, "P").and_then(as_name) {
            _ if groups.is_empty() => false,
            Some("AllOn") => hidden > 0,
            Some("AnyOff") => hidden == 0,
            Some("AllOff") => shown > 0,
            _ => shown == 0,
        }
    }
}

/// Returns the references in the array below a key.
fn references(file: &File, dict: &Dictionary, key: &str) -> Vec<ObjectId> {
    let list = file.get(dict, key).and_then(|list| list.as_array().ok());
    list.into_iter().flatten().filter_map(|object| object.as_reference().ok()).collect()
}
