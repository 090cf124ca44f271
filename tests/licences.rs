//! The licences that the program prints: of its faces, and of every library in it.
//!
//! `JIANBAO_ACCEPT=1 cargo test the_list_of_libraries` writes the list and the texts anew. It asks cargo which packages
//! are compiled in on any system that a release is made for, and takes the texts out of the packages.

mod generate;

use std::collections::BTreeSet;
use std::fs;

use jianbao::asset::licence::{libraries, texts, tools};

use crate::support::{TestProject, is_accepting, root};

/// The packages of Cargo.lock, without our own, as names with versions.
fn locked() -> BTreeSet<(String, String)> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let packages = lock.split("[[package]]").skip(1).filter(|package| package.contains("\nsource = "));
    let value = |package: &str, key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        line.trim_start_matches([' ', '=']).trim_matches('"').to_owned()
    };
    packages.map(|package| (value(package, "name"), value(package, "version"))).collect()
}

#[test]
fn the_list_of_libraries_is_that_of_the_lock_file() {
    if is_accepting() {
        generate::write_list();
        // What was compiled in is the former list.
        return;
    }
    let library = libraries().into_iter().map(|library| (library.name.to_owned(), library.version.to_owned()));
    let tool = tools().map(|(name, version)| (name.to_owned(), version.to_owned()));
    let listed: BTreeSet<_> = library.chain(tool).collect();
    let locked = locked();
    let difference: Vec<_> = listed.symmetric_difference(&locked).collect();
    assert!(difference.is_empty(), "JIANBAO_ACCEPT=1 cargo test the_list_of_libraries: {difference:?}");
}

#[test]
fn every_library_has_the_text_of_its_licence() {
    let (libraries, texts) = (libraries(), texts());
    assert!(libraries.len() > 200 && texts.len() > 50, "{} libraries, {} texts", libraries.len(), texts.len());
    for library in &libraries {
        assert!(!library.texts.is_empty() && !library.terms.is_empty(), "{library:?}");
        for index in &library.texts {
            assert!(texts[*index].trim().len() > 200, "{library:?}");
        }
    }
    for index in 0..texts.len() {
        assert!(libraries.iter().any(|library| library.texts.contains(&index)), "text {index} belongs to no library");
    }
    // The engine stands under Apache-2.0, its reader of PDFs brings along faces and tables of others.
    for (name, words) in
        [("typst", "Apache License"), ("serde", "Permission is hereby granted"), ("hayro-interpret", "PDFium")]
    {
        let library = libraries.iter().find(|library| library.name == name).unwrap();
        assert!(library.texts.iter().any(|index| texts[*index].contains(words)), "{name}: {words}");
    }
}

#[test]
fn licenses_prints_the_faces_and_the_libraries_with_their_texts() {
    let project = TestProject::new();
    let words = project.out(["licenses"]);
    for part in [
        "MIT OR Apache-2.0",
        "ARPHIC PUBLIC LICENSE",
        "SIL OPEN FONT LICENSE",
        "gkai00mp.ttf: Arphic-1999",
        "  serde 1.",
    ] {
        assert!(words.contains(part), "{part}");
    }
    let of_faces = project.out(["licenses", "--faces"]);
    assert!(of_faces.contains("ARPHIC PUBLIC LICENSE") && !of_faces.contains("  serde 1."));
    let of_libraries = project.out(["licenses", "--libraries"]);
    assert!(of_libraries.contains("  serde 1.") && !of_libraries.contains("ARPHIC PUBLIC LICENSE"));
    let json = project.out(["licenses", "--format", "json"]);
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_kind = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).count();
    assert_eq!((of_kind("program"), of_kind("face")), (1, 5));
    assert_eq!(of_kind("library"), libraries().len());
}
