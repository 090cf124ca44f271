//! What the manual says of layouts, and what the rules for them are.

use std::fs;

use jianbao::asset::layout::Layouts;

use crate::support::{TestProject, root};

/// The layout that the manual shows draws the sample without a finding.
#[test]
fn the_example_of_the_manual_is_a_layout() {
    let examples = ["en", "zh"].map(|lang| {
        let page = fs::read_to_string(root().join(format!("docs/{lang}/src/dev/layouts.md"))).unwrap();
        page.split("```typst\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
    });
    assert_eq!(examples[0], examples[1]);
    let project = TestProject::new().sample("issues/2022/36.yaml").sample("issues/publication.yaml");
    project.edit("issues/publication.yaml", "title:", "layout: own\ntitle:");
    project.write("layouts/own/layout.typ", &examples[0]);
    let ran = project.run(["check"]).code(0);
    assert_eq!(ran.err, "");
}

/// The code of a line of Typst, without its comment.
fn code_of(line: &str) -> &str {
    line.split("//").next().unwrap()
}

/// The files that measure a label with a character behind it.
const MEASURING: &[&str] = &["bulletin/closing.typ", "bulletin/imprint.typ", "bulletin/masthead.typ"];

/// Layouts draw, and the words that they print come as data. The one character in them is only measured.
#[test]
fn no_word_stands_in_a_layout() {
    for (path, source) in Layouts::built_in().files() {
        for line in source.text.lines() {
            let is_word = |c: &char| matches!(c, '\u{3400}'..='\u{9fff}' | '：' | '【' | '】' | '（' | '）');
            let words: String = code_of(line).chars().filter(is_word).collect();
            assert!(words.is_empty() || (MEASURING.contains(&path) && words == "中"), "{path}: {line}");
        }
    }
}

/// Lengths and shares have names, in the files of measures.
#[test]
fn no_measure_stands_outside_the_files_of_measures() {
    for (path, source) in Layouts::built_in().files().filter(|(path, _)| !path.ends_with("measures.typ")) {
        for line in source.text.lines() {
            for unit in ["mm", "pt", "em", "cm"] {
                for (at, _) in code_of(line).match_indices(unit) {
                    let (before, after) = (&code_of(line)[..at], &code_of(line)[at + unit.len()..]);
                    let number = before.rsplit(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap();
                    let is_length = !number.is_empty() && !after.starts_with(|c: char| c.is_alphanumeric() || c == '-');
                    // 1 mm makes a length of a figure of the data. 1 pt and 10 pt end a division and a measurement.
                    assert!(!is_length || ["0", "1", "10"].contains(&number), "{path}: {line}");
                }
            }
        }
    }
}
