//! The bounds of the source: files that fit in a head. Functions are bounded by clippy (`clippy.toml`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The most lines of a file of `src`.
const MAX_LINES: usize = 400;

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            rust_files(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
}

#[test]
fn no_file_of_src_is_too_long_and_each_says_what_it_is() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    assert!(files.len() > 100);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().count();
        assert!(lines <= MAX_LINES, "{}: {lines} lines", file.display());
        assert!(text.starts_with("//! "), "{} doesn't begin with what it is", file.display());
    }
}

/// Each privilege: what only some files of `src` may use, and which files those are.
const PRIVILEGES: &[(&[&str], &[&str])] = &[
    (&["std::fs", "fs::", "std::io::stdin"], &["input/", "input.rs", "output.rs"]),
    (&["println!", "print!", "io::stdout", "io::stderr"], &["cli/", "cli.rs", "main.rs", "process.rs"]),
];

#[test]
fn only_input_reads_files_only_output_writes_them_and_only_cli_prints() {
    let folder = root().join("src");
    let mut files = Vec::new();
    rust_files(&folder, &mut files);
    let mut users = 0;
    for file in &files {
        let name = file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (words, places) in PRIVILEGES {
            let used = words.iter().find(|word| code.contains(*word));
            let is_place = places.iter().any(|place| name.starts_with(place));
            assert!(used.is_none() || is_place, "{name} uses {}", used.unwrap());
            users += usize::from(used.is_some());
        }
    }
    assert!(users > 2);
}

/// The code that the glossary names exists.
#[test]
fn the_glossary_names_code_that_exists() {
    let glossary = fs::read_to_string(root().join("docs/en/src/dev/glossary.md")).unwrap();
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let code: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let rows: Vec<_> = glossary.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() > 15);
    for row in rows {
        let cell = row.split(" | ").nth(2).unwrap_or_default();
        for name in cell.split('`').skip(1).step_by(2).flat_map(|name| name.split("::")) {
            assert!(words.contains(name), "{name} of the row {row}");
        }
    }
}

/// A test that was renamed would no longer be run, and nothing would say so.
#[test]
fn every_test_that_ci_asks_for_by_name_exists() {
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    let mut files = Vec::new();
    rust_files(&root().join("tests"), &mut files);
    let tests: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let asked = ci.lines().filter_map(|line| line.split_once("cargo test ")?.1.split_whitespace().next());
    let asked: Vec<_> = asked.collect();
    assert!(asked.len() >= 3, "{asked:?}");
    for name in asked {
        assert!(tests.contains(&format!("fn {name}")), "{name}");
    }
}
