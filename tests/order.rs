//! The way of the data: modules use only those that stand before them in lib.rs.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

#[test]
fn modules_use_only_those_before_them() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.len() >= 12);
    for (index, module) in modules.iter().enumerate() {
        let mut files = vec![root().join(format!("src/{module}.rs"))];
        collect(&root().join("src").join(module), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for used in code.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let Some(position) = modules.iter().position(|known| *known == used) else { continue };
                assert!(position <= index, "{} uses {used}, which stands after it", file.display());
            }
        }
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
