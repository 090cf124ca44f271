//! Fonts: what they are called, and whether the file brings them along.

use lopdf::Dictionary;

use super::file::{File, as_dict};

/// A font that sets text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// Its name, without the letters of a subset.
    pub name: String,
    /// Its kind, such as `Type0`.
    pub kind: String,
    /// Whether its outlines are in the file.
    pub embedded: bool,
    /// Whether only the glyphs that are used are.
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
        // The glyphs of a Type 3 font are drawn in the font itself.
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
