//! Lists what each PDF comes from, in the format of Make, for Make, Ninja and other build tools.
//!
//! Each input has a rule without a recipe, so that Make goes on when it is renamed or removed.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::input::file::list_folder;
use crate::project::Project;
use crate::report::display_path;

/// Returns one rule for each PDF: the issue, the publication, pictures and profiles, and the project's layouts and
/// faces.
pub fn depfile(project: &Project, outputs: &[(PathBuf, Vec<String>)]) -> String {
    let mut shared = Vec::new();
    for folder in ["layouts", "fonts"].iter().filter_map(|name| project.folder(name)) {
        collect_files(&folder, &mut shared);
    }
    let mut text = String::new();
    let mut all = BTreeSet::new();
    for (output, inputs) in outputs {
        text += &escape(output);
        text.push(':');
        let mut seen = HashSet::new();
        let own = inputs.iter().map(|name| project.file(name));
        for path in own.chain(shared.iter().cloned()).filter(|path| seen.insert(path.clone())) {
            text += " \\\n  ";
            text += &escape(&path);
            all.insert(path);
        }
        text.push('\n');
    }
    for path in all {
        text += &format!("{}:\n", escape(&path));
    }
    text
}

/// Collects all files of a folder and of the folders in it. Links are left out.
fn collect_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in list_folder(folder).into_iter().flatten() {
        if entry.is_folder {
            collect_files(&entry.path, found);
        } else if entry.is_file {
            found.push(entry.path);
        }
    }
}

/// Returns a path as Make reads it.
fn escape(path: &Path) -> String {
    let mut text = String::new();
    for c in display_path(path).chars() {
        match c {
            ' ' | '#' | '\\' | ':' | '%' => text.extend(['\\', c]),
            '$' => text.push_str("$$"),
            c => text.push(c),
        }
    }
    text
}
