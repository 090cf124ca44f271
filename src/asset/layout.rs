//! Layouts: folders of Typst files that draw. The built-in ones are compiled into the program; those of the
//! project's `layouts/` add to them and come first, file by file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::{list_folder, read_limited};

/// The largest file of a layout, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The file of a layout that has its function `layout`.
const ENTRY: &str = "layout.typ";

/// Draws what stands around pages; no issue may name this layout nor those that follow.
pub const SHEET: &str = "sheet";
/// Draws a year's statistics.
pub const CHART: &str = "chart";
/// Draws the bound volume of a year around the pages of its issues.
pub const VOLUME: &str = "volume";
/// Draws what was corrected around the pages, to be signed.
pub const PROOF: &str = "proof";

macro_rules! built_in {
    ($($path:literal)*) => {
        const BUILT_IN: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../layouts/", $path)))),*];
    };
}

built_in! {
    "bulletin/article.typ"
    "bulletin/contents.typ"
    "bulletin/imprint.typ"
    "bulletin/field.typ"
    "bulletin/layout.typ"
    "bulletin/masthead.typ"
    "bulletin/measures.typ"
    "bulletin/page.typ"
    "bulletin/style.typ"
    "bulletin/table.typ"
    "bulletin/text.typ"
    "brief/layout.typ"
    "chart/layout.typ"
    "proof/layout.typ"
    "sheet/layout.typ"
    "sheet/measures.typ"
    "volume/contents.typ"
    "volume/cover.typ"
    "volume/layout.typ"
    "volume/placeholder.typ"
    "volume/measures.typ"
}

/// All layouts that an issue may name: their Typst files by path, such as `bulletin/page.typ`.
#[derive(Debug, Clone, Hash)]
pub struct Layouts {
    files: BTreeMap<String, Arc<Source>>,
}

impl Layouts {
    /// The built-in layouts.
    pub fn built_in() -> Self {
        let file = |(path, text): &(&str, &str)| ((*path).to_owned(), Source::new(format!("layouts/{path}"), text));
        Self { files: BUILT_IN.iter().map(file).collect() }
    }

    /// The layouts of a folder before the built-in ones.
    ///
    /// # Errors
    /// A file of the folder can't be read as text.
    pub fn load(folder: &Path) -> Result<Self, Diagnostic> {
        let mut layouts = Self::built_in();
        for layout in entries(folder).filter(|path| path.is_dir()) {
            for path in entries(&layout).filter(|path| path.extension().is_some_and(|e| e == "typ")) {
                let text = String::from_utf8(read_limited(&path, MAX_BYTES)?)
                    .map_err(|_| Diagnostic::new(Code::FileBinary).at(crate::diagnostic::Place::file(&path)))?;
                if let Some(key) = path.strip_prefix(folder).ok().and_then(Path::to_str) {
                    layouts.files.insert(key.replace('\\', "/"), Source::new(&path, &text));
                }
            }
        }
        Ok(layouts)
    }

    /// The names of the layouts that an issue may name.
    pub fn names(&self) -> Vec<&str> {
        let names = self.files.keys().filter_map(|path| path.strip_suffix(ENTRY)?.strip_suffix('/'));
        names.filter(|name| ![SHEET, CHART, VOLUME, PROOF].contains(name)).collect()
    }

    /// All files with their paths below `layouts/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<Source>)> {
        self.files.iter().map(|(path, source)| (path.as_str(), source))
    }

    /// The Typst document that draws an issue in the layout of this name.
    pub fn main(name: &str) -> String {
        format!("#import \"/layouts/{name}/{ENTRY}\": layout\n#layout(json(\"/issue.json\"))\n")
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    list_folder(folder).into_iter().flatten().map(|entry| entry.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/layouts");
        let of_folder = Layouts::load(Path::new(folder)).unwrap();
        assert_eq!(of_folder.files.keys().collect::<Vec<_>>(), Layouts::built_in().files.keys().collect::<Vec<_>>());
        assert_eq!(Layouts::built_in().names(), ["brief", "bulletin"]);
    }
}
