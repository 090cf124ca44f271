//! What each PDF comes from, in the format of Make, for Make, Ninja and what else drives builds.
//!
//! Each file has a rule without a recipe, so that Make goes on when one is renamed or removed.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::project::Project;
use crate::report::display_path;

/// One rule for each PDF: the issue, the publication, pictures and profiles, and the project's layouts and faces.
pub fn depfile(project: &Project, made: &[(PathBuf, Vec<String>)]) -> String {
    let mut shared = Vec::new();
    for folder in ["layouts", "fonts"] {
        files(project.folder(folder).as_deref(), &mut shared);
    }
    let mut text = String::new();
    let mut all = BTreeSet::new();
    for (output, inputs) in made {
        text += &escaped(output);
        text.push(':');
        let mut seen = HashSet::new();
        let own = inputs.iter().map(|name| project.file(name));
        for path in own.chain(shared.iter().cloned()).filter(|path| seen.insert(path.clone())) {
            text += " \\\n  ";
            text += &escaped(&path);
            all.insert(path);
        }
        text.push('\n');
    }
    for path in all {
        text += &format!("{}:\n", escaped(&path));
    }
    text
}

/// All files of a folder and of the folders in it.
fn files(folder: Option<&Path>, found: &mut Vec<PathBuf>) {
    let Some(folder) = folder else { return };
    let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files(Some(&entry.path()), found),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
}

/// A path as Make reads it.
fn escaped(path: &Path) -> String {
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
