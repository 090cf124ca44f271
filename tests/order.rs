//! The order of the modules: each uses only those before it, and no two use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// Modules that may use each other, as `folder: one, other`. There are none.
const ALLOWED_CIRCLES: &[&str] = &[];

#[test]
fn modules_use_only_those_before_them() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = library
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(modules.len() >= 12);
    let position = |module: &str| modules.iter().position(|known| *known == module);
    let library = Library::read();
    for (module, text) in &library.files {
        let Some(own) = module.first().and_then(|first| position(first)) else { continue };
        for used in library.used(module, text) {
            let used = used.first().and_then(|first| position(first));
            assert!(used.is_none_or(|used| used <= own), "{} uses {}", module.join("::"), modules[used.unwrap()]);
        }
    }
}

#[test]
fn no_two_modules_use_each_other_in_a_circle() {
    let circles = Library::read().circles();
    let found: Vec<_> = circles.iter().map(String::as_str).collect();
    assert_eq!(found, ALLOWED_CIRCLES, "a circle is new, or an exception isn't needed any more");
}

#[test]
fn a_circle_is_found() {
    let files = [
        ("a", "pub use self::b::B;\nmod b;\nmod c;\nmod d;"),
        ("a::b", "use super::c::{self, C};\nuse crate::a::{d, B};"),
        ("a::c::inner", "// use super::super::d;\nfn f() { super::super::B::new() }"),
        ("a::d", "fn f() {}\n#[cfg(test)]\nmod tests { use super::super::b::B; }"),
        ("a::c", "pub mod inner;"),
    ];
    let files = files.map(|(module, text)| (path(module), code(text)));
    assert_eq!(Library::new(files.into_iter().collect()).circles(), ["a: b, c"]);
}

/// A module's path, such as `["issue", "markdown"]`.
type Module = Vec<String>;

/// The modules of src.
struct Library {
    /// The code of each module, without its comments and tests.
    files: BTreeMap<Module, String>,
    /// For each module, the items that it re-exports from the modules below it, each with that module's name.
    exports: BTreeMap<Module, BTreeMap<String, String>>,
}

impl Library {
    fn read() -> Self {
        let folder = root().join("src");
        let mut paths = Vec::new();
        collect(&folder, &mut paths);
        let module = |file: &Path| {
            let below = file.strip_prefix(&folder).unwrap().with_extension("");
            below.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Module>()
        };
        let files = paths.iter().map(|file| (module(file), code(&fs::read_to_string(file).unwrap())));
        Self::new(files.filter(|(module, _)| !["lib", "main"].contains(&module[0].as_str())).collect())
    }

    fn new(files: BTreeMap<Module, String>) -> Self {
        let exports = files.iter().map(|(module, text)| {
            let lines = text.split(';').map(str::trim).filter(|line| line.starts_with("pub use self::"));
            let paths = lines.flat_map(|line| paths(line.trim_start_matches("pub use ")));
            let items = paths.filter_map(|path| Some((path.get(2)?.clone(), path[1].clone())));
            (module.clone(), items.collect())
        });
        Self { exports: exports.collect(), files }
    }

    /// The modules that a module's code names.
    fn used(&self, module: &Module, text: &str) -> BTreeSet<Module> {
        let mut used = BTreeSet::new();
        for start in ["crate::", "super::", "self::"] {
            for (at, _) in text.match_indices(start) {
                // The first `super` of `super::super::x` begins the path.
                if !text[..at].ends_with(|c: char| c.is_alphanumeric() || "_:$".contains(c)) {
                    used.extend(paths(&text[at..]).iter().map(|path| self.resolve(module, path)));
                }
            }
        }
        used
    }

    /// The module that a path leads to, seen from a module.
    fn resolve(&self, module: &Module, path: &[String]) -> Module {
        let mut at = module.clone();
        for part in path {
            match part.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => drop(at.pop()),
                name => {
                    let exported = self.exports.get(&at).and_then(|items| items.get(name));
                    at.push(exported.map_or(name, String::as_str).to_owned());
                    if !self.files.contains_key(&at) {
                        at.pop();
                        break;
                    }
                }
            }
        }
        at
    }

    /// Returns the circles among the modules of each folder, as `folder: one, other`.
    ///
    /// A module and those below it count as one. What a module and one below it need of each other is no circle.
    fn circles(&self) -> Vec<String> {
        let mut edges: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
        for (module, text) in &self.files {
            for used in self.used(module, text) {
                let shared = module.iter().zip(&used).take_while(|(a, b)| a == b).count();
                if shared < module.len() && shared < used.len() {
                    edges.entry(module[..=shared].to_vec()).or_default().insert(used[..=shared].to_vec());
                }
            }
        }
        let leads = |from: &Module, to: &Module| {
            let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
            while let Some(module) = next.pop() {
                next.extend(edges.get(module).into_iter().flatten().filter(|used| seen.insert((*used).clone())));
            }
            seen.contains(to)
        };
        let mut circles = BTreeSet::new();
        for module in edges.keys().filter(|module| leads(module, module)) {
            let in_circle = edges.keys().filter(|other| leads(module, other) && leads(other, module));
            let names: Vec<_> = in_circle.map(|module| module[module.len() - 1].as_str()).collect();
            circles.insert(format!("{}: {}", module[..module.len() - 1].join("/"), names.join(", ")));
        }
        circles.into_iter().collect()
    }
}

/// The paths that a use tree at the beginning of a text stands for.
fn paths(text: &str) -> Vec<Vec<String>> {
    let (mut stack, mut found) = (vec![Vec::<String>::new()], Vec::new());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let name = text[at..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
        at += name.len().max(c.len_utf8());
        let is_open = stack.len() > 1;
        match c {
            _ if name == "as" => at += text[at..].find([',', '}', ';', '\n']).unwrap_or(text.len() - at),
            _ if !name.is_empty() => stack.last_mut().unwrap().push(name.to_owned()),
            ':' if text[at..].starts_with(':') => at += 1,
            '{' if text[..at].ends_with("::{") => stack.push(stack.last().unwrap().clone()),
            ',' | '}' if is_open => {
                found.push(stack.pop().unwrap());
                if c == ',' {
                    stack.push(stack.last().unwrap().clone());
                }
            }
            ' ' | '\n' if is_open => {}
            _ => break,
        }
    }
    found.extend(stack.pop());
    found
}

/// A file's code without its comments and tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn path(module: &str) -> Module {
    module.split("::").map(str::to_owned).collect()
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
