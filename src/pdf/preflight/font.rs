//! Fonts: their names, and whether they are embedded.

use lopdf::Dictionary;

use super::file::{File, as_dict};

/// A font that sets text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// The name, without the tag of a subset.
    pub name: String,
    /// The kind, such as `Type0`.
    pub kind: String,
    /// Whether the outlines are in the file.
    pub embedded: bool,
    /// Whether only the used glyphs are in the file.
    pub subset: bool,
}

impl Font {
    /// Reads a font (PDF 2.0 9.6, 9.7).
    pub fn of(file: &File, dict: &Dictionary) -> Self {
        let kind = file.name(dict, "Subtype").unwrap_or_default().to_owned();
        let below = file.get(dict, "DescendantFonts").and_then(|list| list.as_array().ok());
        let below = below.and_then(|list| as_dict(file.follow(list.first()?)));
        let descriptor = file.dict(below.unwrap_or(dict), "FontDescriptor");
        let outlines = ["FontFile", "FontFile2", "FontFile3"];
        // A Type 3 font holds the drawings of its glyphs itself.
        let embedded =
            kind == "Type3" || descriptor.is_some_and(|dict| outlines.iter().any(|key| file.get(dict, key).is_some()));
        let full = file.name(dict, "BaseFont").unwrap_or_default();
        let (subset, name) = match full.split_once('+') {
            Some((tag, name)) if tag.len() == 6 && tag.bytes().all(|c| c.is_ascii_uppercase()) => (true, name),
            _ => (false, full),
        };
        Self { name: name.to_owned(), kind, embedded, subset }
    }
}
