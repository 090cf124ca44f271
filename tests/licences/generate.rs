//! Writes the list of libraries and the texts of their licences, from what cargo knows of the packages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jianbao::asset::licence::SEPARATOR;
use lopdf::{Dictionary, Stream};
use serde_json::Value;

use crate::support::root;

/// The systems that a release is made for, as in the workflow.
const TARGETS: [&str; 5] = [
    "x86_64-pc-windows-msvc",
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
];
/// Folders of a package that nothing is compiled in from.
const ASIDE: [&str; 6] = ["tests", "test", "examples", "benches", "fuzz", "scripts"];

/// A package with its terms and its folder.
struct Package {
    name: String,
    version: String,
    terms: String,
    authors: String,
    /// The address of its source, which packages of one project share.
    source: String,
    folder: PathBuf,
}

/// Writes both files.
pub fn write_list() {
    let mut compiled_in = BTreeMap::new();
    for target in TARGETS {
        compiled_in.extend(packages_for(target));
    }
    let mut texts = BTreeMap::new();
    let packages: Vec<&Package> = compiled_in.values().collect();
    let of_package: Vec<Vec<String>> =
        packages.iter().map(|package| licence_texts(package, &packages, &mut texts)).collect();
    let order: Vec<&String> = texts.keys().collect();
    let mut list = String::new();
    for (package, own) in compiled_in.values().zip(&of_package) {
        let numbers: BTreeSet<_> = own.iter().map(|key| order.binary_search(&key).unwrap()).collect();
        let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        list += &format!("{}\t{}\t{}\t{}\n", package.name, package.version, package.terms, numbers.join(" "));
    }
    list.push('\n');
    let inside: BTreeSet<_> = compiled_in.into_keys().collect();
    for (name, version) in super::locked().difference(&inside) {
        list += &format!("{name}\t{version}\n");
    }
    let folder = root().join("src/asset/licence");
    fs::write(folder.join("libraries.txt"), list).unwrap();
    let texts: Vec<&str> = texts.values().map(String::as_str).collect();
    let mut stream = Stream::new(Dictionary::new(), texts.join(&SEPARATOR.to_string()).into_bytes());
    stream.compress().unwrap();
    fs::write(folder.join("texts.z"), stream.content).unwrap();
}

/// The packages that are compiled in on a system. A macro only runs while the program is built.
fn packages_for(target: &str) -> BTreeMap<(String, String), Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", target])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (text(&node["id"]), node)).collect();
    let own = text(&metadata["resolve"]["root"]);
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::from([own.clone()]);
    let mut ahead = vec![own.clone()];
    while let Some(id) = ahead.pop() {
        for dependency in list(&nodes[&id]["deps"]) {
            let is_normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let id = text(&dependency["pkg"]);
            let package = &packages[&id];
            let is_macro = list(&package["targets"]).iter().any(|target| target["kind"][0] == "proc-macro");
            if is_normal && !is_macro && seen.insert(id.clone()) {
                found.insert((text(&package["name"]), text(&package["version"])), Package::new(package));
                ahead.push(id);
            }
        }
    }
    found
}

impl Package {
    fn new(package: &Value) -> Self {
        let authors = package["authors"].as_array().unwrap().iter().map(text).collect::<Vec<_>>();
        Self {
            name: text(&package["name"]),
            version: text(&package["version"]),
            terms: package["license"].as_str().unwrap_or("see its text").replace('/', " OR "),
            authors: authors.join(", "),
            source: package["repository"].as_str().unwrap_or_default().to_owned(),
            folder: Path::new(&text(&package["manifest_path"])).parent().unwrap().to_owned(),
        }
    }
}

impl Package {
    /// The texts that it brings along.
    fn texts(&self) -> Vec<String> {
        let mut files = Vec::new();
        licence_files(&self.folder, &mut files);
        let mut texts: Vec<String> = files.iter().map(|file| tidy(&fs::read(file).unwrap())).collect();
        texts.retain(|text| text.len() > 200);
        texts
    }
}

/// Finds the texts of a package, or of another of its project, and adds them to those of all. Returns their keys. Texts
/// that differ in blanks alone are one.
fn licence_texts(package: &Package, all: &[&Package], texts: &mut BTreeMap<String, String>) -> Vec<String> {
    let mut own = package.texts();
    let is_sibling = |other: &Package| !other.source.is_empty() && other.source == package.source;
    for other in all.iter().filter(|other| is_sibling(other) && other.terms == package.terms) {
        if own.is_empty() {
            own = other.texts();
        }
    }
    if own.is_empty() {
        own.push(standard_text(package));
    }
    let key = |text: String| {
        // The same words at the end bring texts of one kind together, so that they pack well.
        let key: String = text.split_whitespace().rev().collect::<Vec<_>>().join(" ");
        texts.entry(key.clone()).or_insert(text);
        key
    };
    own.into_iter().map(key).collect()
}

/// The files of a package whose names say that they hold a licence or a notice.
fn licence_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
        let begins = ["licence", "license", "copying", "notice", "unlicense", "copyright"];
        if path.is_dir() {
            if !ASIDE.contains(&name.as_str()) {
                licence_files(&path, files);
            }
        } else if begins.iter().any(|word| name.starts_with(word))
            && ![".rs", ".svg", ".json", ".toml"].iter().any(|end| name.ends_with(end))
        {
            files.push(path);
        }
    }
}

/// A text with line ends of one kind and without blanks at the ends of its lines.
fn tidy(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace(SEPARATOR, " ");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned()
}

/// The standard text for a package that brings none along.
fn standard_text(package: &Package) -> String {
    let read = |name: &str| tidy(&fs::read(root().join(name)).unwrap());
    if package.terms.contains("Apache-2.0") {
        return read("LICENSE-APACHE");
    }
    assert!(package.terms.contains("MIT"), "{} {} brings no text of {}", package.name, package.version, package.terms);
    let permission = read("LICENSE");
    let permission = &permission[permission.find("Permission is hereby granted").unwrap()..];
    format!("Copyright (c) {} ({})\n\n{permission}", package.authors, package.name)
}

/// The text of a value of JSON.
fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
