//! Layouts (版式): folders of Typst files that draw pages. The built-in ones are compiled into the program. A file of the
//! project's `layouts/` replaces the built-in file of the same path.
//!
//! It knows their files. What a layout is given is for `typeset`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Source;
use crate::diagnostic::{Code, Diagnostic};
use crate::input::file::{list_folder, read_limited};

/// The largest file of a layout, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The file of a layout that defines its function `layout`.
const ENTRY: &str = "layout.typ";

/// The layout that draws what stands around pages. It is one of our own, as the next three are: an issue can't name it, and
/// a project can't replace it, since only folders right below `layouts/` are read.
pub const SHEET: &str = "internal/sheet";
/// The layout that draws a year's statistics.
pub const CHART: &str = "internal/chart";
/// The layout that draws the list of an issue's receivers, and labels for them.
pub const DISPATCH: &str = "internal/dispatch";
/// The layout that draws the bound volume of a year around the pages of its issues.
pub const VOLUME: &str = "internal/volume";
/// The layout that draws what was corrected around the pages, to be signed.
pub const PROOF: &str = "internal/proof";
/// The layout that draws what preflight found in a PDF.
pub const REPORT: &str = "internal/report";

/// How far the em box reaches above the baseline, in em, in every bundled face. The layouts' `measures.typ` has it too.
pub(crate) const ASCENT_EM: f64 = 0.88;

macro_rules! built_in {
    ($($path:literal)*) => {
        /// The files of the built-in layouts: paths and texts.
        const BUILT_IN: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../layouts/", $path)))),*];
    };
}

built_in! {
    "bulletin/article.typ"
    "bulletin/cell.typ"
    "bulletin/closing.typ"
    "bulletin/column.typ"
    "bulletin/contents.typ"
    "bulletin/imprint.typ"
    "bulletin/field.typ"
    "bulletin/fit.typ"
    "bulletin/footnote.typ"
    "bulletin/layout.typ"
    "bulletin/landscape.typ"
    "bulletin/list.typ"
    "bulletin/masthead.typ"
    "bulletin/measures.typ"
    "bulletin/page.typ"
    "bulletin/mark.typ"
    "bulletin/picture.typ"
    "bulletin/role.typ"
    "bulletin/style.typ"
    "bulletin/table.typ"
    "bulletin/text.typ"
    "brief/layout.typ"
    "digest/layout.typ"
    "digest/measures.typ"
    "notice/layout.typ"
    "internal/chart/layout.typ"
    "internal/chart/measures.typ"
    "internal/dispatch/layout.typ"
    "internal/dispatch/measures.typ"
    "internal/proof/layout.typ"
    "internal/proof/measures.typ"
    "internal/report/layout.typ"
    "internal/report/measures.typ"
    "internal/sheet/layout.typ"
    "internal/sheet/measures.typ"
    "internal/volume/contents.typ"
    "internal/volume/cover.typ"
    "internal/volume/layout.typ"
    "internal/volume/placeholder.typ"
    "internal/volume/measures.typ"
}

/// All layouts.
#[derive(Debug, Clone, Hash)]
pub struct Layouts {
    /// Their Typst files by path, such as `bulletin/page.typ`.
    files: BTreeMap<String, Arc<Source>>,
}

impl Layouts {
    /// Returns the built-in layouts.
    pub fn built_in() -> Self {
        let file = |(path, text): &(&str, &str)| ((*path).to_owned(), Source::new(format!("layouts/{path}"), text));
        Self { files: BUILT_IN.iter().map(file).collect() }
    }

    /// Reads the layouts of a folder and adds them to the built-in ones.
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

    /// Returns the names of the layouts that an issue may name.
    pub fn names(&self) -> Vec<&str> {
        let names = self.files.keys().filter_map(|path| path.strip_suffix(ENTRY)?.strip_suffix('/'));
        names.filter(|name| !name.contains('/')).collect()
    }

    /// Returns whether files of the project take part in drawing a layout. The project may bring a layout of its own, or
    /// replace files of a built-in one.
    pub fn is_own(&self, name: &str) -> bool {
        let is_used =
            |path: &str| [name, "bulletin", "brief"].iter().any(|folder| path.starts_with(&format!("{folder}/")));
        let built_in = |path: &str| BUILT_IN.iter().find(|(known, _)| *known == path).map(|(_, text)| *text);
        self.files().any(|(path, source)| is_used(path) && built_in(path) != Some(source.text.as_str()))
    }

    /// Returns all files with their paths below `layouts/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<Source>)> {
        self.files.iter().map(|(path, source)| (path.as_str(), source))
    }

    /// Returns the Typst document that draws an issue in the layout of this name.
    pub fn main(name: &str) -> String {
        format!("#import \"/layouts/{name}/{ENTRY}\": layout\n#layout(json(\"/issue.json\"))\n")
    }
}

/// Returns the paths in a folder, or none if it can't be read.
fn entries(folder: &Path) -> impl Iterator<Item = std::path::PathBuf> {
    list_folder(folder).into_iter().flatten().map(|entry| entry.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/layouts");
        let mut paths = Vec::new();
        collect(Path::new(folder), "", &mut paths);
        assert_eq!(paths, Layouts::built_in().files.into_keys().collect::<Vec<_>>());
        assert_eq!(Layouts::built_in().names(), ["brief", "bulletin", "digest", "notice"]);
    }

    #[test]
    fn measures_that_the_program_knows_too_are_the_same_there() {
        let layouts = Layouts::built_in();
        let measures = &layouts.files["bulletin/measures.typ"].text;
        let width = crate::issue::markdown::PICTURE_WIDTHS_MM.end();
        for line in [format!("#let type-width = {width}mm\n"), format!("#let ascent = {ASCENT_EM}\n")] {
            assert!(measures.contains(&line), "{line}");
        }
    }

    /// Collects the paths of all files below a folder, in the order of the paths.
    fn collect(folder: &Path, within: &str, paths: &mut Vec<String>) {
        for path in entries(folder) {
            let name = format!("{within}{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() { collect(&path, &format!("{name}/"), paths) } else { paths.push(name) }
        }
    }

    #[test]
    fn a_project_replaces_the_layouts_for_issues_and_none_of_our_own() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "own").unwrap();
        };
        let own = ["bulletin/measures.typ", "proof/layout.typ", "sheet/layout.typ"];
        own.iter().for_each(|path| write(path));
        write("internal/proof/layout.typ");
        let layouts = Layouts::load(folder.path()).unwrap();
        assert_eq!(layouts.names(), ["brief", "bulletin", "digest", "notice", "proof", "sheet"]);
        let replaced = layouts.files().filter(|(_, source)| source.text == "own");
        assert_eq!(replaced.map(|(path, _)| path).collect::<Vec<_>>(), own);
        for name in [SHEET, CHART, DISPATCH, VOLUME, PROOF, REPORT] {
            assert!(layouts.files.contains_key(&format!("{name}/{ENTRY}")), "{name}");
        }
    }
}
